import { remembered } from '../../shared/remembered.js';
import { comparable } from '../../shared/text.js';
import { HeadTable, tieNumber } from './head-table.js';
import type { EncodedRows } from './intake.js';
import type { FeedRow, PurchaseRow, ReferenceRow } from './rows.js';

/** Joins what tells heads apart: no text of a feed holds this control character. */
const LIST = '\u001f';

const ENCODER = new TextEncoder();
const [OPEN, COMMA, CLOSE] = ENCODER.encode('[,]') as unknown as [number, number, number];

/** Ids taken from the sequence at once, for a file of many packages. */
const RESERVED_IDS = 10_000;

/** Purchase rows ready to be staged: both lists are JSON in UTF-8, as `stage-purchases.sql` and `stage-lines.sql` read them. */
export interface EncodedPurchases {
  rows: number;
  /** The packages that these rows tell of first, or better than rows before; null when there is none. */
  heads: Uint8Array<ArrayBuffer> | null;
  lines: Uint8Array<ArrayBuffer>;
  /** Ids of packages staged before whose head is among `heads` again: the old one goes. */
  replaced: string[];
}

/**
 * Turns the purchase rows of one file, in the order of the file, into what the database takes in: gives each package
 * its id, chooses the row that speaks for the package as a whole, and writes JSON. Knows neither database nor process,
 * so that it can run in a thread of its own.
 */
export class PurchaseEncoder {
  private readonly heads = new HeadTable();
  /** Ids taken from the sequence and not given to a package yet. */
  private readonly ids: string[] = [];
  private encoded = 0;
  /** Since the last `take`: rows, their lines, heads of packages that are new since then, and of older ones. */
  private rows = 0;
  private lines: Uint8Array[] = [];
  private fresh = new Map<string, { id: string; record: string }>();
  private better = new Map<string, { id: string; record: string }>();

  /** `takeIds` gives so many ids that nothing else has. */
  constructor(private readonly takeIds: (count: number) => Promise<string[]>) {}

  /** Rows that were added and not taken yet. */
  get waiting(): number {
    return this.rows;
  }

  /** Best a hundred rows or so at a time: what is made of them on the way is small enough to be forgotten cheaply. */
  async add(purchases: readonly PurchaseRow[]): Promise<void> {
    if (purchases.length === 0) return;
    this.encoded += purchases.length;
    this.rows += purchases.length;
    const keys = purchases.map(keyOf);
    const unknown = new Set(keys.filter((key) => !this.heads.has(key)));
    await this.reserve(unknown.size);
    const lines = purchases.map((row, index) => lineRecord(this.place(row, keys[index] ?? ''), row));
    this.lines.push(ENCODER.encode(lines.join(',')));
  }

  /** All that was added since it was last asked for; null when that is nothing. */
  take(): EncodedPurchases | null {
    if (this.rows === 0) return null;
    const records = [...this.fresh.values(), ...this.better.values()].map(({ record }) => record);
    const taken: EncodedPurchases = {
      rows: this.rows,
      heads: records.length > 0 ? jsonList([ENCODER.encode(records.join(','))]) : null,
      lines: jsonList(this.lines),
      replaced: [...this.better.values()].map(({ id }) => id),
    };
    this.rows = 0;
    this.lines = [];
    this.fresh = new Map();
    this.better = new Map();
    return taken;
  }

  /** The id of the row's package; the row becomes its head when there is none yet or this one tells more lately. */
  private place(row: PurchaseRow, key: string): string {
    const candidate = { stamp: stampOf(row), tie: tieOf(row) };
    const head = this.heads.get(key);
    const id = head?.id ?? this.ids.pop() ?? '';
    if (head && !beats(candidate, head)) return id;
    this.heads.set(key, { id, ...candidate });
    (!head || this.fresh.has(key) ? this.fresh : this.better).set(key, { id, record: headRecord(id, row) });
    return id;
  }

  /** Sees that there are ids for `count` new packages. Taken by the thousands; a gap in the sequence harms nobody. */
  private async reserve(count: number): Promise<void> {
    if (this.ids.length >= count) return;
    this.ids.push(...(await this.takeIds(Math.max(count, Math.min(this.encoded, RESERVED_IDS)))));
  }
}

/** Rows of any feed on their way to `Intake.stage`. */
export async function encodeRows(encoder: PurchaseEncoder, feedRows: readonly FeedRow[]): Promise<EncodedRows> {
  const purchases: PurchaseRow[] = [];
  const references: ReferenceRow[] = [];
  for (const row of feedRows) {
    if (row.kind === 'purchase') purchases.push(row);
    else references.push(row);
  }
  await encoder.add(purchases);
  return { purchases: encoder.take(), references };
}

function keyOf(row: PurchaseRow): string {
  return `${row.source}|${row.variant}|${row.key}`;
}

/** The canonical way a feed names a satker: the textual code where it has one, else the number, else the name. */
function satkerRef(row: Pick<PurchaseRow, 'satkerCode' | 'satkerText' | 'satkerName'>): string {
  if (row.satkerText) return `t:${satkerTextKey(row.satkerText)}`;
  if (row.satkerCode) return `c:${row.satkerCode}`;
  if (row.satkerName) return `n:${comparable(row.satkerName)}`;
  return '?';
}

/** Textual codes are compared without spaces, case and leading zeros ('1. 20. 03' = '1.20.03'). */
function satkerTextKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^0+(?=\d)/, '');
}

/** 'PAYMENT OUTSIDE SYSTEM' and 'PAYMENT_OUTSIDE_SYSTEM' are one status. */
function statusKey(status: string | null): string {
  return statusKeyOf(status ?? '');
}

const statusKeyOf = remembered((status: string) => {
  const key = status
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return key === '' ? 'tanpa_status' : key;
});

/** Stands in for a KLPD code until another feed tells the name's code; mirrors institution_key() in the database. */
function nameAsKlpd(name: string | null): string {
  const key = (name ?? '')
    .toLowerCase()
    .replace(/\bkabupaten\b/g, 'kab')
    .replace(/\b(pemerintah|pemda|pemprov|pemkab|pemkot|daerah|provinsi|prov)\b/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return key === '' ? '?' : `nama:${key}`;
}

const momentOf = remembered((text: string) => Date.parse(text));

function stampOf(row: PurchaseRow): number {
  return row.rowUpdatedAt ? momentOf(row.rowUpdatedAt) : Number.NEGATIVE_INFINITY;
}

/** Breaks ties between heads: any choice does, so long as the order of rows does not matter. */
function tieOf(row: PurchaseRow): number {
  // The line that stays is the one with the greatest `facts` (drop-repeated.sql): the head must be of the same row, so
  // it goes by the same order, of which 52 bits are plenty.
  if (row.grain === 'order') return Number.parseInt(row.facts.slice(0, 13), 16);
  const { status, orderedOn, satkerCode, satkerText, name, year, expectedLines } = row;
  return tieNumber([status, orderedOn, satkerCode, satkerText, name, year, expectedLines].join(LIST));
}

/** Rows travel as one JSON list: PostgreSQL and JavaScript both read and write that faster than arrays of columns. */
function jsonList(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const list = new Uint8Array(parts.reduce((size, part) => size + part.length + 1, 1));
  let at = 0;
  for (const part of parts) {
    list[at] = at === 0 ? OPEN : COMMA;
    list.set(part, at + 1);
    at += part.length + 1;
  }
  list[at] = CLOSE;
  return list;
}

function beats(candidate: { stamp: number; tie: number }, head: { stamp: number; tie: number }): boolean {
  return candidate.stamp !== head.stamp ? candidate.stamp > head.stamp : candidate.tie > head.tie;
}

function headRecord(id: string, row: PurchaseRow): string {
  return JSON.stringify({
    id,
    source: row.source,
    source_key: row.key,
    variant: row.variant,
    klpd: row.klpd ?? nameAsKlpd(row.klpdName),
    klpd_name: told(row.klpdName),
    year: told(row.year),
    package_no: told(row.packageNo),
    name: told(row.name),
    rup_codes: toldList(row.rupCodes),
    funds: toldList(row.funds),
    accounts: toldList(row.accounts),
    satker_ref: satkerRef(row),
    satker_code: told(row.satkerCode),
    satker_text: told(row.satkerText),
    satker_name: told(row.satkerName),
    status: told(row.status),
    status_key: statusKey(row.status),
    shipment_status: told(row.shipmentStatus),
    ordered_on: told(row.orderedOn),
    row_updated_at: told(row.rowUpdatedAt),
    snapshot_at: told(row.snapshotAt),
    declared_total: told(row.declaredTotal),
    expected_lines: told(row.expectedLines),
  });
}

function lineRecord(purchaseId: string, row: PurchaseRow): string {
  const record = JSON.stringify({
    purchase_id: purchaseId,
    row_no: row.line,
    line_key: told(row.lineKey),
    commodity_code: told(row.commodityCode),
    commodity_name: told(row.commodityName),
    catalogue_kind: told(row.catalogueKind),
    owner_code: told(row.catalogueOwnerCode),
    owner_name: told(row.catalogueOwnerName),
    supplier_scheme: row.supplierScheme,
    supplier_key: told(row.supplierKey),
    supplier_name: told(row.supplierName),
    sikap_id: told(row.sikapId),
    distributor_key: told(row.distributorKey),
    product_ids: toldList(row.productIds),
    product_name: told(row.productName),
    // Only Toko Daring's product lines may each have a status of their own.
    status_key: row.source === 'toko-daring' && row.grain === 'line' ? statusKey(row.status) : undefined,
    quantity: told(row.quantity),
    unit_price: told(row.unitPrice),
    shipping: told(row.shipping),
    value: told(row.value),
    umk_value: told(row.umkValue),
    row_updated_at: told(row.rowUpdatedAt),
    identity: row.identity,
    facts: row.facts,
  });
  // It is JSON already; written as a text inside JSON it would be escaped here and unescaped there, sign by sign.
  return `${record.slice(0, -1)},"source_row":${row.sourceRow}}`;
}

/** What a feed does not say is left out of the record. */
function told<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

function toldList(values: string[]): string[] | undefined {
  return values.length > 0 ? values : undefined;
}
