import { type ListProblem, RowProblems } from '../shared/list-import.js';
import { readDay, type FormColumn, type FormRow } from '../shared/spreadsheet-reader.js';
import {
  entryKey,
  type OvopEntry,
  type OvopFacts,
  type OvopKind,
  periodsOverlap,
  readOvopEntry,
  sameFacts,
} from './ovop-entry.js';

export type OvopField = 'kind' | 'scheme' | 'value' | 'label' | 'village' | 'validFrom' | 'validTo' | 'note';

/** The bureau's form, as the sample file prints it. */
export const OVOP_COLUMNS: readonly FormColumn<OvopField>[] = [
  { field: 'kind', heading: 'Jenis', required: true },
  { field: 'scheme', heading: 'Skema' },
  { field: 'value', heading: 'Kode atau Kata', aliases: ['kode', 'kata', 'kode kata', 'kode/kata'], required: true },
  { field: 'label', heading: 'Nama Produk', aliases: ['produk', 'nama'] },
  { field: 'village', heading: 'Desa', aliases: ['desa/kelurahan', 'desa kelurahan'] },
  { field: 'validFrom', heading: 'Berlaku Dari', aliases: ['berlaku sejak', 'mulai berlaku'] },
  { field: 'validTo', heading: 'Berlaku Sampai', aliases: ['berlaku hingga', 'akhir berlaku'] },
  { field: 'note', heading: 'Keterangan', aliases: ['catatan'] },
];

/**
 * What a list would do: read = added + changed + unchanged + rejected rows. Entries on file that the list leaves out
 * stay as they are. A list with a rejected row is not taken at all.
 */
export interface OvopPlan {
  read: number;
  added: OvopFacts[];
  changed: { before: OvopEntry; after: OvopFacts }[];
  unchanged: number;
  rejected: number;
  problems: ListProblem[];
  /** Rows without a first day, which count from `ALWAYS` on. */
  withoutStart: number;
}

interface Version {
  line: number | null;
  facts: OvopFacts;
}

/** Works out what a list would change in the entries on file. Pure; nothing is written. */
export function planOvopImport(rows: readonly FormRow<OvopField>[], onFile: readonly OvopEntry[]): OvopPlan {
  const plan: OvopPlan = {
    read: rows.length,
    added: [],
    changed: [],
    unchanged: 0,
    rejected: 0,
    problems: [],
    withoutStart: 0,
  };
  // All versions that would stand side by side, by what they are known by and then by their first day.
  const versions = new Map<string, Map<string, Version>>();
  const known = new Map<string, OvopEntry>();
  for (const entry of onFile) {
    known.set(`${entryKey(entry)}|${entry.validFrom}`, entry);
    versionsOf(versions, entry).set(entry.validFrom, { line: null, facts: entry });
  }

  const taken: { row: FormRow<OvopField>; facts: OvopFacts }[] = [];
  const wrong = new RowProblems(OVOP_COLUMNS);

  for (const row of rows) {
    const { values } = row;
    const from = readDay(values.validFrom);
    const to = readDay(values.validTo);
    // A day that cannot be read is handed on as it is written, so that it is refused with all other problems of its row.
    const read = readOvopEntry({
      ...values,
      validFrom: from === 'invalid' ? values.validFrom : (from ?? ''),
      validTo: to === 'invalid' ? values.validTo : (to ?? ''),
    });
    if ('problems' in read) {
      for (const { field, message } of read.problems) wrong.reject(row, field as OvopField, message);
      continue;
    }
    const { facts } = read;
    const others = versionsOf(versions, facts);
    const twin = others.get(facts.validFrom);
    if (twin && twin.line !== null) {
      if (sameFacts(twin.facts, facts)) plan.unchanged += 1;
      else wrong.reject(row, 'value', `Sudah ada pada baris ${twin.line} dengan isi yang berbeda`);
      continue;
    }
    if (from === null) plan.withoutStart += 1;
    others.set(facts.validFrom, { line: row.line, facts });
    taken.push({ row, facts });
  }

  for (const { row, facts } of taken) {
    const clash = [...versionsOf(versions, facts).values()].find(
      (other) => other.facts.validFrom !== facts.validFrom && periodsOverlap(other.facts, facts),
    );
    if (clash) {
      const where = clash.line === null ? 'entri yang sudah ada dalam daftar' : `baris ${clash.line}`;
      wrong.reject(
        row,
        'validFrom',
        `Masa berlakunya bertumpang tindih dengan ${where}, yang berlaku sejak ${clash.facts.validFrom}`,
      );
      continue;
    }
    const before = known.get(`${entryKey(facts)}|${facts.validFrom}`);
    if (!before) plan.added.push(facts);
    else if (sameFacts(before, facts)) plan.unchanged += 1;
    else plan.changed.push({ before, after: facts });
  }
  plan.rejected = wrong.rejected;
  plan.problems = wrong.problems;
  return plan;
}

function versionsOf(versions: Map<string, Map<string, Version>>, facts: OvopFacts): Map<string, Version> {
  const key = entryKey(facts);
  const found = versions.get(key);
  if (found) return found;
  const made = new Map<string, Version>();
  versions.set(key, made);
  return made;
}

const FORM_KINDS: Readonly<Record<OvopKind, string>> = {
  'produk-v5': 'produk v5',
  'produk-v6': 'produk v6',
  penyedia: 'penyedia',
  komoditas: 'komoditas',
  kata: 'kata',
  merchant: 'merchant',
};

/** An entry as a row of the bureau's form; what is exported can be imported again and changes nothing. */
export function toFormCells(entry: OvopFacts): string[] {
  return [
    FORM_KINDS[entry.kind],
    entry.scheme,
    entry.value,
    entry.label,
    entry.village ?? '',
    entry.validFrom,
    entry.validTo ?? '',
    entry.note ?? '',
  ];
}
