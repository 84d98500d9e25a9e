import { addDays, formatDay, isDay } from '../../shared/dates.js';
import { type ListProblem, RowProblems } from '../../shared/list-import.js';
import { maskText } from '../../shared/masking.js';
import { type FormColumn, type FormRow, readDay } from '../../shared/spreadsheet-reader.js';
import type { Umk } from '../spending.js';
import { schemeOf, supplierKeyOf, umkAnswer } from './supplier-facts.js';
import type { SupplierDecision, SupplierScheme } from './suppliers.js';

export type SupplierField = 'scheme' | 'key' | 'name' | 'umk' | 'validFrom' | 'validTo' | 'note';

/** The bureau's form of decisions, as the sample file prints it. */
export const SUPPLIER_COLUMNS: readonly FormColumn<SupplierField>[] = [
  { field: 'scheme', heading: 'Skema', required: true },
  { field: 'key', heading: 'Kunci', aliases: ['kode', 'kode penyedia', 'nama pedagang'], required: true },
  { field: 'name', heading: 'Nama', aliases: ['nama penyedia'] },
  { field: 'umk', heading: 'UMK', required: true },
  { field: 'validFrom', heading: 'Berlaku Dari' },
  { field: 'validTo', heading: 'Berlaku Sampai' },
  { field: 'note', heading: 'Keterangan', aliases: ['catatan'] },
];

/** A decision to be written; days are 'YYYY-MM-DD'. */
export interface DecisionFacts {
  scheme: SupplierScheme;
  key: string;
  name: string | null;
  umk: Umk;
  validFrom: string;
  validTo: string | null;
  note: string | null;
}

/** read = added + changed + unchanged + rejected. A list with a rejected row is not taken at all. */
export interface SupplierPlan {
  read: number;
  added: DecisionFacts[];
  changed: DecisionFacts[];
  unchanged: number;
  rejected: number;
  problems: ListProblem[];
}

export const FIRST_DAY = '2000-01-01';

/**
 * Works out what a list would change. A row without a last day holds until the next decision on the same key, in the
 * list or on file, so that a list that was taken once changes nothing when it comes again.
 */
export function planSupplierImport(
  rows: readonly FormRow<SupplierField>[],
  onFile: readonly SupplierDecision[],
): SupplierPlan {
  const plan: SupplierPlan = { read: rows.length, added: [], changed: [], unchanged: 0, rejected: 0, problems: [] };
  const known = new Map<string, SupplierDecision[]>();
  for (const decision of onFile) push(known, keyOf(decision), decision);

  const wrong = new RowProblems(SUPPLIER_COLUMNS);
  const taken = new Map<string, { row: FormRow<SupplierField>; facts: DecisionFacts }[]>();
  for (const row of rows) {
    const facts = read(row, wrong);
    if (!facts) continue;
    const twin = taken.get(keyOf(facts))?.find((other) => other.facts.validFrom === facts.validFrom);
    if (!twin) push(taken, keyOf(facts), { row, facts });
    else if (same(twin.facts, facts)) plan.unchanged += 1;
    else wrong.reject(row, 'umk', `Penyedia ini sudah ada pada baris ${twin.row.line} dengan isi yang berbeda`);
  }

  for (const [key, list] of taken) {
    list.sort((a, b) => (a.facts.validFrom < b.facts.validFrom ? -1 : 1));
    const before = known.get(key) ?? [];
    const starts = [
      ...list.map(({ facts }) => facts.validFrom),
      ...before.map((decision) => decision.validFrom),
    ].sort();
    for (const [index, { row, facts }] of list.entries()) {
      const next = list[index + 1];
      if (facts.validTo !== null && next && facts.validTo >= next.facts.validFrom) {
        wrong.reject(next.row, 'validFrom', `Masa berlakunya bertumpang tindih dengan baris ${row.line}`);
        continue;
      }
      const following = starts.find((start) => start > facts.validFrom);
      const whole = { ...facts, validTo: facts.validTo ?? (following ? addDays(following, -1) : null) };
      if (wrong.has(row)) continue;
      const old = before.find((decision) => decision.validFrom === whole.validFrom);
      if (!old) plan.added.push(whole);
      else if (same(old, whole)) plan.unchanged += 1;
      else plan.changed.push(whole);
    }
  }
  plan.rejected = wrong.rejected;
  plan.problems = wrong.problems;
  return plan;
}

function read(row: FormRow<SupplierField>, problems: RowProblems<SupplierField>): DecisionFacts | null {
  const { values } = row;
  let fine = true;
  const wrong = (field: SupplierField, reason: string): void => {
    fine = false;
    problems.reject(row, field, reason);
  };
  const scheme = schemeOf(values.scheme);
  if (!scheme) wrong('scheme', 'Skema harus v5, v6, toko daring, sikap, atau nama');
  const key = scheme ? supplierKeyOf(scheme, values.key) : '';
  if (values.key === '' || (scheme && key === '')) wrong('key', 'Kunci penyedia wajib diisi');
  else if (/^\d+[.,]\d+e\+?\d+$/i.test(values.key))
    wrong('key', 'Kode kehilangan angkanya di Excel; isi kode lengkap sebagai teks');
  else if (key.length > 200) wrong('key', 'Kunci terlalu panjang');
  const umk = umkAnswer(values.umk);
  if (!umk) wrong('umk', 'Kolom UMK harus berisi ya, tidak, atau belum diketahui');
  const from = readDay(values.validFrom);
  const to = readDay(values.validTo);
  if (from === 'invalid') wrong('validFrom', 'Tanggal ditulis hari/bulan/tahun, contoh 27/05/2025');
  if (to === 'invalid') wrong('validTo', 'Tanggal ditulis hari/bulan/tahun, contoh 31/12/2026');
  const first = from && isDay(from) ? from : FIRST_DAY;
  if (to !== null && to !== 'invalid' && to < first) wrong('validTo', `Tanggal akhir mendahului ${formatDay(first)}`);
  if (!fine || !scheme || !umk || to === 'invalid') return null;
  const name = values.name.slice(0, 200);
  const note = maskText(values.note.slice(0, 500));
  return { scheme, key, name: name || null, umk, validFrom: first, validTo: to, note: note || null };
}

function same(a: Omit<DecisionFacts, 'scheme' | 'key'>, b: Omit<DecisionFacts, 'scheme' | 'key'>): boolean {
  return (
    a.umk === b.umk && a.validFrom === b.validFrom && a.validTo === b.validTo && a.name === b.name && a.note === b.note
  );
}

function keyOf(one: { scheme: string; key: string }): string {
  return `${one.scheme}|${one.key}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
