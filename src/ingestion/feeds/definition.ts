import type {
  Feed,
  FeedRow,
  PurchaseRow,
  ReferenceFamily,
  ReferenceRow,
  RowIssue,
} from '../../purchasing/intake/rows.js';
import type { RawRow } from '../formats/index.js';
import { digest, RowReader, type ColumnKind, type RowCells } from './row-reader.js';

export interface MapContext {
  feed: Feed;
  /** Fiscal year told by the user or by the file's own metadata; used only for rows that carry none. */
  year: number | null;
  /** The region's zone: the feeds write local times without one. */
  timeZone: string;
}

export interface FeedDefinition {
  feed: Feed;
  /** As the bureau calls it, in Indonesian. */
  name: string;
  /** The upstream service. */
  service: string;
  kind: 'purchase' | 'reference';
  /** Headings that make a file this feed, in normal form (lower case, underscores). */
  required: readonly string[];
  /** Headings that make it certain that a file is not this feed. */
  excluded: readonly string[];
  /** Known columns in normal form. Others are kept in the source row. */
  columns: Readonly<Record<string, ColumnKind>>;
  /** True when rows without a year take that of the file's other rows (`mapFile` sees to it). */
  needsFileYear: boolean;
  /** One raw row to what it says: at most one feed row, and its issues. A rejected row gives issues alone. */
  map(row: RawRow, context: MapContext): (FeedRow | RowIssue)[];
}

type Spec = Omit<FeedDefinition, 'map' | 'excluded' | 'needsFileYear'> &
  Partial<Pick<FeedDefinition, 'excluded' | 'needsFileYear'>>;

/** Makes a feed of its description and of a function from cells to a row (`null`: rejected, the issue is in `cells`). */
export function defineFeed(
  spec: Spec,
  build: (cells: RowCells, context: MapContext) => FeedRow | null,
): FeedDefinition {
  const reader = new RowReader(spec.columns);
  return {
    excluded: [],
    needsFileYear: false,
    ...spec,
    map(row, context) {
      if (row.fault !== undefined)
        return [
          {
            kind: 'issue',
            line: row.line,
            column: null,
            value: null,
            code: 'row-malformed',
            severity: 'error',
            detail: row.fault,
          },
        ];
      const cells = reader.read(row, context);
      const built = build(cells, context);
      if (built === null || cells.rejected) return cells.issues;
      return cells.issues.length === 0 ? [built] : [built, ...cells.issues];
    },
  };
}

type PurchaseFacts = Omit<
  PurchaseRow,
  'kind' | 'line' | 'rowUpdatedAt' | 'snapshotAt' | 'identity' | 'facts' | 'sourceRow'
>;

/** What a feed that is silent on it says. */
const NOTHING: PurchaseFacts = {
  source: 'lainnya',
  key: '',
  variant: '',
  grain: 'order',
  lineKey: null,
  klpd: null,
  klpdName: null,
  year: null,
  packageNo: null,
  name: null,
  rupCodes: [],
  funds: [],
  accounts: [],
  satkerCode: null,
  satkerText: null,
  satkerName: null,
  status: null,
  shipmentStatus: null,
  orderedOn: null,
  supplierScheme: 'nama',
  supplierKey: null,
  supplierName: null,
  sikapId: null,
  distributorKey: null,
  commodityCode: null,
  commodityName: null,
  catalogueKind: null,
  catalogueOwnerCode: null,
  catalogueOwnerName: null,
  productIds: [],
  productName: null,
  quantity: null,
  unitPrice: null,
  shipping: null,
  value: null,
  umkValue: null,
  expectedLines: null,
  declaredTotal: null,
};
const FACT_NAMES = Object.keys(NOTHING) as (keyof PurchaseFacts)[];

/** A purchase row of what a feed says; the rest is "the feed does not say". Hashes and the source row are added. */
export function purchaseRow(
  cells: RowCells,
  says: Partial<PurchaseFacts> & Pick<PurchaseFacts, 'source' | 'key' | 'grain'>,
  times: { rowUpdatedAt?: string | null; snapshotAt?: string | null } = {},
): PurchaseRow {
  // One object, filled in one go: this runs once for every row of every import.
  const row: PurchaseRow = {
    kind: 'purchase',
    line: cells.line,
    ...NOTHING,
    ...says,
    rowUpdatedAt: times.rowUpdatedAt ?? null,
    snapshotAt: times.snapshotAt ?? null,
    identity: cells.identity(),
    facts: '',
    sourceRow: cells.sourceRow(),
  };
  let text = '';
  for (const name of FACT_NAMES) {
    const value = row[name];
    if (value === null) text += '\u0001\u001f';
    else if (typeof value === 'object') text += `${value.join('\u001e')}\u001f`;
    else text += `${value}\u001f`;
  }
  row.facts = digest(text);
  return row;
}

/** A row of reference data; `null` (and 'key-missing') when it has no key. */
export function referenceRow<Data extends object>(
  cells: RowCells,
  family: ReferenceFamily,
  says: { key: string | null; keyColumn: string; klpd?: string | null; year?: number | null; data: Data },
  times: { rowUpdatedAt?: string | null; snapshotAt?: string | null } = {},
): ReferenceRow | null {
  if (says.key === null) {
    cells.reject('key-missing', says.keyColumn);
    return null;
  }
  const klpd = says.klpd ?? null;
  const year = says.year ?? null;
  const data = says.data as ReferenceRow['data'];
  return {
    kind: 'reference',
    line: cells.line,
    family,
    key: says.key,
    klpd,
    year,
    data,
    rowUpdatedAt: times.rowUpdatedAt ?? null,
    snapshotAt: times.snapshotAt ?? null,
    facts: digest(JSON.stringify([family, says.key, klpd, year, Object.entries(data).toSorted(byName)])),
    sourceRow: cells.sourceRow(),
  };
}

function byName(a: [string, unknown], b: [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
