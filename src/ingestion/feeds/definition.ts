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

/** All that the row says in one text. What it does not say is empty there: no fact is an empty text. */
function factsOf(row: PurchaseFacts): string {
  // Written out, as below.
  return [
    row.source,
    row.key,
    row.variant,
    row.grain,
    row.lineKey,
    row.klpd,
    row.klpdName,
    row.year,
    row.packageNo,
    row.name,
    row.rupCodes.join(LIST),
    row.funds.join(LIST),
    row.accounts.join(LIST),
    row.satkerCode,
    row.satkerText,
    row.satkerName,
    row.status,
    row.shipmentStatus,
    row.orderedOn,
    row.supplierScheme,
    row.supplierKey,
    row.supplierName,
    row.sikapId,
    row.distributorKey,
    row.commodityCode,
    row.commodityName,
    row.catalogueKind,
    row.catalogueOwnerCode,
    row.catalogueOwnerName,
    row.productIds.join(LIST),
    row.productName,
    row.quantity,
    row.unitPrice,
    row.shipping,
    row.value,
    row.umkValue,
    row.expectedLines,
    row.declaredTotal,
  ].join(FACT);
}

/** Control characters that no text of a feed holds. */
const LIST = '\u001e';
const FACT = '\u001f';

/** A purchase row of what a feed says; the rest is "the feed does not say". Hashes and the source row are added. */
export function purchaseRow(
  cells: RowCells,
  says: Partial<PurchaseFacts> & Pick<PurchaseFacts, 'source' | 'key' | 'grain'>,
  times: { rowUpdatedAt?: string | null; snapshotAt?: string | null } = {},
): PurchaseRow {
  // Written out, since this runs for every row of every import and two spreads cost a tenth of its time.
  const row: PurchaseRow = {
    kind: 'purchase',
    line: cells.line,
    source: says.source,
    key: says.key,
    variant: says.variant ?? '',
    grain: says.grain,
    lineKey: says.lineKey ?? null,
    klpd: says.klpd ?? null,
    klpdName: says.klpdName ?? null,
    year: says.year ?? null,
    packageNo: says.packageNo ?? null,
    name: says.name ?? null,
    rupCodes: says.rupCodes ?? [],
    funds: says.funds ?? [],
    accounts: says.accounts ?? [],
    satkerCode: says.satkerCode ?? null,
    satkerText: says.satkerText ?? null,
    satkerName: says.satkerName ?? null,
    status: says.status ?? null,
    shipmentStatus: says.shipmentStatus ?? null,
    orderedOn: says.orderedOn ?? null,
    rowUpdatedAt: times.rowUpdatedAt ?? null,
    snapshotAt: times.snapshotAt ?? null,
    supplierScheme: says.supplierScheme ?? 'nama',
    supplierKey: says.supplierKey ?? null,
    supplierName: says.supplierName ?? null,
    sikapId: says.sikapId ?? null,
    distributorKey: says.distributorKey ?? null,
    commodityCode: says.commodityCode ?? null,
    commodityName: says.commodityName ?? null,
    catalogueKind: says.catalogueKind ?? null,
    catalogueOwnerCode: says.catalogueOwnerCode ?? null,
    catalogueOwnerName: says.catalogueOwnerName ?? null,
    productIds: says.productIds ?? [],
    productName: says.productName ?? null,
    quantity: says.quantity ?? null,
    unitPrice: says.unitPrice ?? null,
    shipping: says.shipping ?? null,
    value: says.value ?? null,
    umkValue: says.umkValue ?? null,
    expectedLines: says.expectedLines ?? null,
    declaredTotal: says.declaredTotal ?? null,
    identity: cells.identity(),
    facts: '',
    sourceRow: cells.sourceRow(),
  };
  row.facts = digest(factsOf(row));
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
