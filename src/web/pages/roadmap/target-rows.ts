import { originOf } from '../../../participation/origin.js';
import type { TargetLine } from '../../../participation/programmes/target.js';
import { SHARE_METRICS } from '../../../participation/shares.queries.js';
import { address, type PageContext } from '../../components/index.js';
import { FUNNEL, rowsHref, type RowsNamed } from '../participation/funnel-rows.link.js';
import { sharePartHref } from '../participation/shares.view.js';
import { WORKING } from '../participation/working.words.js';

/** Where the rows of what was reached are; null = nothing was, or the viewer may not see them. */
export function targetRowsHref(
  ctx: Pick<PageContext, 'can' | 'scope'>,
  { achieved, definition, year }: Pick<TargetLine, 'achieved' | 'definition' | 'year'>,
): string | null {
  // What was reached is of all purchases; whoever sees a part of them would open other rows.
  if (achieved.amount === null || definition === null || ctx.scope.kind !== 'all' || !ctx.can('participation.read'))
    return null;
  const { key, from } = definition;
  const at = { sampai: achieved.until };
  switch (from) {
    case 'tabel':
      if (key === 'productsSold' || key === 'productsSoldUmk')
        return address(`${WORKING}/produk`, { ...at, pada: year, angka: key });
      return originOf(key) ? address(`${WORKING}/pelaku`, { ...at, pada: year, angka: key }) : `${WORKING}/katalog`;
    case 'tumbuh':
      return `${WORKING}/katalog`;
    case 'rasio': {
      const code = SHARE_METRICS.find((one) => one === key);
      return code ? sharePartHref(code, year) : null;
    }
    case 'penetrasi':
      return `${address(FUNNEL, at)}#penetrasi`;
    case 'corong':
    case 'waktu':
      return ctx.can('participation-names.read') ? rowsHref({ ...at, angka: key as RowsNamed['angka'] }) : null;
  }
}
