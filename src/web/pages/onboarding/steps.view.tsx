import type { VNode } from 'preact';
import type { Step } from '../../../onboarding/onboarding.js';
import { formatMoment } from '../../../shared/dates.js';
import type { PageContext } from '../../components/index.js';
import { stepWords } from './onboarding.wording.js';

/** What was done, by whom and when. */
export function Steps({ ctx, steps }: { ctx: PageContext; steps: readonly Step[] }): VNode {
  return (
    <ol>
      {steps.map((step) => (
        <li>
          {stepWords(step)}
          <span class="sub">
            {' '}
            {step.by}, {formatMoment(step.at, ctx.instance.timeZone)}
          </span>
        </li>
      ))}
    </ol>
  );
}
