import type { VNode } from 'preact';
import type { Finding } from '../../../catalogue/sentra/sentra-criteria.js';
import { State } from '../../components/index.js';
import { FINDING_WORDS } from './sentra.wording.js';

const KINDS = { met: 'good', missing: 'bad', unknown: 'none' } as const;

export function FindingState({ finding }: { finding: Finding }): VNode {
  return <State kind={KINDS[finding]}>{FINDING_WORDS[finding]}</State>;
}
