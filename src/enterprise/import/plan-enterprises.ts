import type { FieldProblem } from '../../shared/errors.js';
import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import type { FormRow } from '../../shared/spreadsheet-reader.js';
import { supplierKeyForm } from '../../shared/supplier-key.js';
import { comparable } from '../../shared/text.js';
import type { Resolved } from '../../wilayah/resolve.js';
import {
  type EnterpriseKeyScheme,
  type EnterpriseRecord,
  type FigureKind,
  hasPersonalNpwp,
  type SealedField,
  type SealedValues,
} from '../enterprise.js';
import { enterpriseNameKey } from '../name-key.js';
import { type EnterpriseField, ENTERPRISE_FIELDS, readEnterprise } from '../read-enterprise.js';
import { cellAmount, ENTERPRISE_COLUMNS, type EnterpriseColumn, KEY_COLUMNS } from './enterprise-form.js';

type Row = FormRow<EnterpriseColumn>;

export interface ListFigure {
  kind: FigureKind;
  year: number;
  /** Decimal text. */
  amount: string;
  source: string;
}

export interface ListKey {
  scheme: EnterpriseKeyScheme;
  key: string;
}

/** What is on file of one enterprise, as far as a list can change it. */
export interface OnFile {
  id: string;
  record: EnterpriseRecord;
  figures: readonly ListFigure[];
  keys: readonly ListKey[];
  /** Names of its sentra and groups, compared. */
  groups: ReadonlySet<string>;
  /** Whether a value is the sealed one. */
  holds(field: SealedField, value: string): boolean;
}

/** A row that will be written. */
export interface Planned {
  /** null = new. */
  id: string | null;
  record: EnterpriseRecord;
  recordChanged: boolean;
  sealed: SealedValues;
  figures: ListFigure[];
  keys: ListKey[];
  /** A sentra or a group to join, as written. */
  group: string | null;
}

export interface EnterprisePlan extends Omit<ListCounts, 'added' | 'changed'> {
  added: Planned[];
  changed: Planned[];
  problems: ListProblem[];
}

/** Columns whose field of the form has another name. */
const COLUMN_OF: Readonly<Partial<Record<EnterpriseField, EnterpriseColumn>>> = { wilayahCode: 'placeCode' };
const COLUMNS = new Set<string>(ENTERPRISE_COLUMNS.map(({ field }) => field));

/**
 * Works out what a list would change. A row means the enterprise on file with its NIB, else with one of its supplier
 * keys, else with its name in its desa. An empty cell leaves what is on file as it is, so that a list that was taken
 * once changes nothing when it comes again. Pure.
 */
export function planEnterprises(
  rows: readonly Row[],
  places: readonly (Resolved | null)[],
  onFile: readonly OnFile[],
): EnterprisePlan {
  const wrong = new RowProblems<EnterpriseColumn>(ENTERPRISE_COLUMNS);
  const index = indexed(onFile);
  const claims = new Map<string, Row>();
  const plan: EnterprisePlan = { read: rows.length, added: [], changed: [], unchanged: 0, rejected: 0, problems: [] };
  for (const [at, row] of rows.entries()) {
    const read = readRow(row, places[at] ?? null, wrong);
    if (!read) continue;
    const known = match(read, row, index, wrong);
    if (known === 'refused') continue;
    const twin = claimed(read, known, row, claims);
    if (twin) {
      if (sameCells(twin, row)) plan.unchanged += 1;
      else wrong.reject(row, 'name', `Usaha yang sama sudah ada pada baris ${twin.line} dengan isi yang berbeda`);
      continue;
    }
    const planned = known ? against(known, read) : { ...read, id: null, recordChanged: true };
    if (!known) plan.added.push(planned);
    else if (changes(planned)) plan.changed.push(planned);
    else plan.unchanged += 1;
  }
  plan.rejected = wrong.rejected;
  plan.problems = wrong.problems;
  return plan;
}

type ReadRow = Omit<Planned, 'id' | 'recordChanged'>;

function readRow(row: Row, place: Resolved | null, wrong: RowProblems<EnterpriseColumn>): ReadRow | null {
  const { values } = row;
  const cells = Object.fromEntries(
    ENTERPRISE_FIELDS.flatMap((field) => (field in values ? [[field, values[field as EnterpriseColumn]]] : [])),
  );
  const read = readEnterprise(cells);
  if ('problems' in read) for (const problem of read.problems) wrong.reject(row, columnOf(problem), problem.message);
  if (place && 'message' in place) wrong.reject(row, PLACE_COLUMNS[place.field], place.message);
  const figures = [
    readFigure(row, 'modal', 'capital', 'capitalYear', wrong),
    readFigure(row, 'penjualan', 'sales', 'salesYear', wrong),
  ].filter((figure) => figure !== null);
  const keys: ListKey[] = [];
  for (const [column, scheme] of KEY_COLUMNS) {
    if (values[column] === '') continue;
    const key = supplierKeyForm(scheme, values[column]);
    if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(values[column]))
      wrong.reject(row, column, 'Kode kehilangan angkanya di Excel; isi kode lengkap sebagai teks');
    else if (key === '' || key.length > 200) wrong.reject(row, column, 'Kode penyedia ini tidak dapat dibaca');
    else keys.push({ scheme, key });
  }
  if (values.group.length > 200) wrong.reject(row, 'group', 'Paling banyak 200 huruf');
  if (!('record' in read) || wrong.has(row)) return null;
  const wilayahCode = place && 'code' in place ? place.code : null;
  return {
    record: { ...read.record, wilayahCode },
    sealed: read.sealed,
    figures,
    keys,
    group: values.group || null,
  };
}

const PLACE_COLUMNS = { code: 'placeCode', regency: 'regency', district: 'district', village: 'village' } as const;

function columnOf({ field }: FieldProblem): EnterpriseColumn {
  const named = COLUMN_OF[field as EnterpriseField] ?? field;
  return COLUMNS.has(named) ? (named as EnterpriseColumn) : 'name';
}

function readFigure(
  row: Row,
  kind: FigureKind,
  amountColumn: 'capital' | 'sales',
  yearColumn: 'capitalYear' | 'salesYear',
  wrong: RowProblems<EnterpriseColumn>,
): ListFigure | null {
  const [cell, year] = [row.values[amountColumn], row.values[yearColumn]];
  if (cell === '' && year === '') return null;
  const amount = cellAmount(cell);
  if (amount === null)
    wrong.reject(
      row,
      amountColumn,
      'Jumlah rupiah ditulis dengan angka, contoh 150.000.000; kosongkan bila belum diketahui',
    );
  if (!/^(19|20)\d{2}$/.test(year)) wrong.reject(row, yearColumn, 'Isi tahun dari jumlah itu, contoh 2025');
  if (amount === null || !/^(19|20)\d{2}$/.test(year)) return null;
  const source = row.values.figureSource.slice(0, 200) || 'Daftar yang diimpor';
  return { kind, year: Number(year), amount, source };
}

interface Index {
  byNib: Map<string, OnFile>;
  byKey: Map<string, OnFile>;
  byName: Map<string, OnFile[]>;
}

function indexed(onFile: readonly OnFile[]): Index {
  const index: Index = { byNib: new Map(), byKey: new Map(), byName: new Map() };
  for (const one of onFile) {
    if (one.record.nib) index.byNib.set(one.record.nib, one);
    for (const key of one.keys) index.byKey.set(keyText(key), one);
    const name = nameText(one.record);
    if (name !== null) index.byName.set(name, [...(index.byName.get(name) ?? []), one]);
  }
  return index;
}

/** The one on file that a row means; null = none, so it is new. */
function match(read: ReadRow, row: Row, index: Index, wrong: RowProblems<EnterpriseColumn>): OnFile | null | 'refused' {
  const { nib } = read.record;
  const byNib = nib === null ? undefined : index.byNib.get(nib);
  const byKey = read.keys.map((key) => ({ key, owner: index.byKey.get(keyText(key)) })).filter(({ owner }) => owner);
  const name = nameText(read.record);
  // With a NIB of its own a row never means a record with another.
  const named = (name === null ? [] : (index.byName.get(name) ?? [])).filter(
    ({ record }) => nib === null || record.nib === null,
  );
  const found = byNib ?? byKey[0]?.owner ?? named[0];
  for (const { key, owner } of byKey)
    if (found && owner !== found) {
      const column = KEY_COLUMNS.find(([, scheme]) => scheme === key.scheme)?.[0] ?? 'name';
      wrong.reject(
        row,
        column,
        `Kode penyedia ini sudah milik ${owner?.record.name ?? 'usaha lain'} (nomor ${owner?.id ?? ''})`,
      );
      return 'refused';
    }
  if (!byNib && found && nib !== null && found.record.nib !== null && found.record.nib !== nib) {
    wrong.reject(
      row,
      'nib',
      `Kode penyedianya milik ${found.record.name}, yang NIB-nya ${found.record.nib}; periksa mana yang benar`,
    );
    return 'refused';
  }
  if (!byNib && byKey.length === 0 && named.length > 1) {
    wrong.reject(row, 'name', `Ada ${named.length} usaha dengan nama ini di desa itu; isi NIB atau kode penyedianya`);
    return 'refused';
  }
  return found ?? null;
}

/** The earlier row of the list that means the same enterprise; without one, this row is the first. */
function claimed(read: ReadRow, known: OnFile | null, row: Row, claims: Map<string, Row>): Row | null {
  const name = nameText(read.record);
  const marks = [
    ...(known ? [`id:${known.id}`] : []),
    ...(read.record.nib ? [`nib:${read.record.nib}`] : []),
    ...read.keys.map((key) => `key:${keyText(key)}`),
    // Two of one name in one desa are two when each has a NIB of its own.
    ...(name === null ? [] : [`name:${name}:${read.record.nib ?? ''}`]),
  ];
  for (const mark of marks) {
    const earlier = claims.get(mark);
    if (earlier) return earlier;
  }
  for (const mark of marks) claims.set(mark, row);
  return null;
}

/** What a row adds to what is on file. */
function against(known: OnFile, read: ReadRow): Planned {
  const record = { ...known.record };
  for (const field of Object.keys(read.record) as (keyof EnterpriseRecord)[]) {
    const value = read.record[field];
    const empty = value === null || (Array.isArray(value) && value.length === 0) || value === 'tidak-diketahui';
    if (!empty) Object.assign(record, { [field]: value });
  }
  const sealed = { ...read.sealed };
  if (read.record.legalForm === 'tidak-diketahui' && sealed.npwp && !hasPersonalNpwp(known.record.legalForm)) {
    // The list does not say that it is a body; the file does.
    record.npwp = sealed.npwp;
    delete sealed.npwp;
  }
  return {
    id: known.id,
    record,
    recordChanged: JSON.stringify(ordered(record)) !== JSON.stringify(ordered(known.record)),
    sealed: Object.fromEntries(
      Object.entries(sealed).filter(([field, value]) => value !== null && !known.holds(field as SealedField, value)),
    ),
    figures: read.figures.filter(
      (figure) =>
        !known.figures.some(
          (one) =>
            one.kind === figure.kind &&
            one.year === figure.year &&
            one.amount === figure.amount &&
            one.source === figure.source,
        ),
    ),
    keys: read.keys.filter((key) => !known.keys.some((one) => keyText(one) === keyText(key))),
    group: read.group !== null && !known.groups.has(comparable(read.group)) ? read.group : null,
  };
}

function changes(planned: Planned): boolean {
  return (
    planned.recordChanged ||
    Object.keys(planned.sealed).length > 0 ||
    planned.figures.length > 0 ||
    planned.keys.length > 0 ||
    planned.group !== null
  );
}

function ordered(record: EnterpriseRecord): unknown[] {
  const keys = (Object.keys(record) as (keyof EnterpriseRecord)[]).toSorted();
  return keys.map((key) =>
    key === 'kbli' ? record.kbli.map(({ edition, code, isMain }) => [edition, code, isMain]).toSorted() : record[key],
  );
}

function sameCells(one: Row, other: Row): boolean {
  return ENTERPRISE_COLUMNS.every(({ field }) => one.values[field] === other.values[field]);
}

function keyText({ scheme, key }: ListKey): string {
  return `${scheme}|${key}`;
}

/** Name and desa; null without a desa: a name alone is nobody's. */
function nameText({ name, wilayahCode }: EnterpriseRecord): string | null {
  return wilayahCode === null ? null : `${enterpriseNameKey(name)}|${wilayahCode}`;
}
