import type { VNode } from 'preact';
import type { FunnelStep, TimeStep } from '../../../participation/funnel.queries.js';
import type { MemberDimension } from '../../../participation/funnel-rows.queries.js';
import { countWords } from '../../../participation/wording.js';
import { address, type PageContext } from '../../components/index.js';

export const FUNNEL = '/kerja/partisipasi/corong';
export const ROWS = `${FUNNEL}/baris`;

/** Names the sellers that are no enterprise on file. */
export const UNREGISTERED = 'belum-tercatat';

/** Which number of the funnel a list stands behind, as the address has it. */
export interface RowsNamed {
  angka: FunnelStep | TimeStep | typeof UNREGISTERED;
  sampai: string;
  menurut?: MemberDimension;
  tempat?: string;
  yang?: 'terbalik';
}

export function rowsHref(named: RowsNamed, path = ROWS, page = 1): string {
  return address(path, { ...named, hal: page === 1 ? null : page });
}

/** The number, as a link to its rows for whoever may see who they are. */
export function rowsLink(ctx: PageContext, count: number, named: RowsNamed): VNode | string {
  return ctx.can('participation-names.read') ? <a href={rowsHref(named)}>{countWords(count)}</a> : countWords(count);
}
