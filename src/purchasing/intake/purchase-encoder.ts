import { remembered } from '../../shared/remembered.js';
import { comparable } from '../../shared/text.js';
import { HeadTable, tieNumber } from './head-table.js';
import type { EncodedRows } from './intake.js';
import type { Feed, FeedRow, PurchaseRow, ReferenceRow } from './rows.js';
import {
  type RowsForm,
  type RowWriter,
  rowWriter,
  STAGED_HEADS,
  STAGED_LINES,
  type StagedValue,
} from './staged-rows.js';

/** Joins what tells heads apart: no text of a feed holds this control character. */
const LIST = '\u001f';

const ENCODER = new TextEncoder();

/** Ids taken from the sequence at once, for a file of many packages. */
const RESERVED_IDS = 10_000;

/** What an import says of each of its rows, and the form in which they travel. */
export interface StagingFacts {
  form: RowsForm;
  batchId: string;
  feed: Feed;
  /** ISO 8601; counts for rows that do not say it themselves. */
  snapshotAt: string | null;
}

/** Purchase rows ready to be staged, in UTF-8 in the form that was asked for. */
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
 * its id, chooses the row that speaks for the package as a whole, and writes both down. Knows neither database nor
 * process, so that it can run in a thread of its own.
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

  /** The line before, with its key and the id of its package: mostly the next one is of the same package. */
  private last: { row: PurchaseRow; key: string; id: string } | null = null;
  private readonly headWriter: RowWriter;
  private readonly lineWriter: RowWriter;

  /** `takeIds` gives so many ids that nothing else has. */
  constructor(
    private readonly facts: StagingFacts,
    private readonly takeIds: (count: number) => Promise<string[]>,
  ) {
    this.headWriter = rowWriter(STAGED_HEADS, facts.form);
    this.lineWriter = rowWriter(STAGED_LINES, facts.form);
  }

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
    const { batchId } = this.facts;
    const lines = purchases.map((row, index) =>
      this.lineWriter.write(lineValues(this.place(row, keys[index] ?? ''), batchId, row)),
    );
    this.lines.push(ENCODER.encode(lines.join(this.lineWriter.marks.between)));
  }

  /** All that was added since it was last asked for; null when that is nothing. */
  take(): EncodedPurchases | null {
    if (this.rows === 0) return null;
    const records = [...this.fresh.values(), ...this.better.values()].map(({ record }) => record);
    const { marks } = this.headWriter;
    const taken: EncodedPurchases = {
      rows: this.rows,
      heads: records.length > 0 ? joined([ENCODER.encode(records.join(marks.between))], marks) : null,
      lines: joined(this.lines, this.lineWriter.marks),
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
    const { last } = this;
    if (last?.key === key && saySame(row, last.row)) return last.id;
    const id = this.choose(row, key);
    this.last = { row, key, id };
    return id;
  }

  private choose(row: PurchaseRow, key: string): string {
    const candidate = { stamp: stampOf(row), tie: tieOf(row) };
    const head = this.heads.get(key);
    const id = head?.id ?? this.ids.pop() ?? '';
    if (head && !beats(candidate, head)) return id;
    this.heads.set(key, { id, ...candidate });
    const record = this.headWriter.write(headValues(id, this.facts, row));
    (!head || this.fresh.has(key) ? this.fresh : this.better).set(key, { id, record });
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

/** Whether two lines of one package say the same of it as a whole (see `tieOf`): then neither goes before the other. */
function saySame(a: PurchaseRow, b: PurchaseRow): boolean {
  return (
    a.grain === 'line' &&
    b.grain === 'line' &&
    a.rowUpdatedAt === b.rowUpdatedAt &&
    a.status === b.status &&
    a.orderedOn === b.orderedOn &&
    a.satkerCode === b.satkerCode &&
    a.satkerText === b.satkerText &&
    a.name === b.name &&
    a.year === b.year &&
    a.expectedLines === b.expectedLines
  );
}

/** Breaks ties between heads: any choice does, so long as the order of rows does not matter. */
function tieOf(row: PurchaseRow): number {
  // The line that stays is the one with the greatest `facts` (drop-repeated.sql): the head must be of the same row, so
  // it goes by the same order, of which 52 bits are plenty.
  if (row.grain === 'order') return Number.parseInt(row.facts.slice(0, 13), 16);
  const { status, orderedOn, satkerCode, satkerText, name, year, expectedLines } = row;
  return tieNumber([status, orderedOn, satkerCode, satkerText, name, year, expectedLines].join(LIST));
}

/** The rows of all parts as one piece of data. */
function joined(
  parts: readonly Uint8Array[],
  { before, between, behind }: RowWriter['marks'],
): Uint8Array<ArrayBuffer> {
  const list = new Uint8Array(
    parts.reduce((size, part) => size + part.length + between.length, before.length + behind.length),
  );
  let at = put(list, before, 0);
  for (const [n, part] of parts.entries()) {
    if (n > 0) at = put(list, between, at);
    list.set(part, at);
    at += part.length;
  }
  return list.subarray(0, put(list, behind, at));
}

/** Writes a mark, which is a sign of ASCII or nothing, and tells where it ends. */
function put(list: Uint8Array, mark: string, at: number): number {
  for (let n = 0; n < mark.length; n += 1) list[at + n] = mark.charCodeAt(n);
  return at + mark.length;
}

function beats(candidate: { stamp: number; tie: number }, head: { stamp: number; tie: number }): boolean {
  return candidate.stamp !== head.stamp ? candidate.stamp > head.stamp : candidate.tie > head.tie;
}

/** The values of `STAGED_HEADS`. */
function headValues(id: string, { batchId, feed, snapshotAt }: StagingFacts, row: PurchaseRow): StagedValue[] {
  return [
    id,
    batchId,
    feed,
    row.source,
    row.key,
    row.variant,
    // What a detailed feed tells goes before the public export of the same order.
    feed === 'realisasi' ? 1 : 2,
    row.klpd ?? nameAsKlpd(row.klpdName),
    row.klpdName,
    row.year,
    row.packageNo,
    row.name,
    row.rupCodes,
    row.funds,
    row.accounts,
    satkerRef(row),
    row.satkerCode,
    row.satkerText,
    row.satkerName,
    row.status,
    statusKey(row.status),
    row.shipmentStatus,
    row.orderedOn,
    row.rowUpdatedAt,
    row.snapshotAt ?? snapshotAt,
    row.declaredTotal,
    row.expectedLines,
  ];
}

/** The values of `STAGED_LINES`. */
function lineValues(purchaseId: string, batchId: string, row: PurchaseRow): StagedValue[] {
  return [
    purchaseId,
    batchId,
    row.line,
    row.lineKey,
    row.commodityCode,
    row.commodityName,
    row.catalogueKind,
    row.catalogueOwnerCode,
    row.catalogueOwnerName,
    row.supplierScheme,
    row.supplierKey,
    row.supplierName,
    row.sikapId,
    row.distributorKey,
    row.productIds,
    row.productName,
    // Only Toko Daring's product lines may each have a status of their own.
    row.source === 'toko-daring' && row.grain === 'line' ? statusKey(row.status) : null,
    row.quantity,
    row.unitPrice,
    row.shipping,
    row.value,
    row.umkValue,
    row.rowUpdatedAt,
    row.identity,
    row.facts,
    row.sourceRow,
  ];
}
