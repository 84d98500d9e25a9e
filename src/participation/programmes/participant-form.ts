import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import { type FormColumn, type FormRow, readDay } from '../../shared/spreadsheet-reader.js';
import { comparable } from '../../shared/text.js';
import { textOf } from './changed.js';

/** The list of participants, as the sample file prints it. */
export const PARTICIPANT_COLUMNS = [
  { field: 'enterpriseId', heading: 'Nomor Pelaku Usaha', aliases: ['nomor', 'nomor usaha'] },
  { field: 'nib', heading: 'NIB', aliases: ['nomor induk berusaha'] },
  { field: 'name', heading: 'Nama Usaha', aliases: ['nama', 'nama pelaku usaha'], required: true },
  { field: 'joinedOn', heading: 'Ikut Sejak', aliases: ['tanggal ikut', 'mulai ikut', 'tanggal mulai'] },
  { field: 'leftOn', heading: 'Ikut Sampai', aliases: ['tanggal berhenti', 'tanggal selesai'] },
  { field: 'note', heading: 'Keterangan', aliases: ['catatan'] },
] as const satisfies readonly FormColumn<string>[];

export type ParticipantColumn = (typeof PARTICIPANT_COLUMNS)[number]['field'];

/** An enterprise as a row may name it. */
export interface Nameable {
  id: string;
  nib: string | null;
  name: string;
}

export interface ListParticipant {
  enterpriseId: string;
  joinedOn: string;
  leftOn: string | null;
  note: string | null;
}

export interface ParticipantPlan extends Omit<ListCounts, 'added' | 'changed'> {
  added: ListParticipant[];
  changed: ListParticipant[];
  problems: ListProblem[];
}

/**
 * Works out what a list of participants would change. A row means the enterprise with its number, else with its NIB, else
 * the only one of its name. An empty cell leaves what is on file; an empty day of joining is the programme's first. Pure.
 */
export function planParticipants(
  rows: readonly FormRow<ParticipantColumn>[],
  startsOn: string,
  enterprises: readonly Nameable[],
  onFile: readonly ListParticipant[],
): ParticipantPlan {
  const wrong = new RowProblems<ParticipantColumn>(PARTICIPANT_COLUMNS);
  const find = finder(enterprises);
  const known = new Map(onFile.map((one) => [one.enterpriseId, one]));
  const seen = new Map<string, { line: number; stands: ListParticipant }>();
  const plan: ParticipantPlan = { read: rows.length, added: [], changed: [], unchanged: 0, rejected: 0, problems: [] };
  for (const row of rows) {
    const enterpriseId = find(row, wrong);
    const joinedOn = dayOf(row, 'joinedOn', wrong);
    const leftOn = dayOf(row, 'leftOn', wrong);
    if (enterpriseId === null || wrong.has(row)) continue;
    const before = known.get(enterpriseId);
    const stands: ListParticipant = {
      enterpriseId,
      joinedOn: joinedOn ?? before?.joinedOn ?? startsOn,
      leftOn: leftOn ?? before?.leftOn ?? null,
      note: textOf(row.values.note) ?? before?.note ?? null,
    };
    if (stands.joinedOn < startsOn)
      wrong.reject(row, 'joinedOn', `Sebelum program dimulai (${startsOn}). Isi tanggal itu atau sesudahnya`);
    else if (stands.leftOn !== null && stands.leftOn < stands.joinedOn)
      wrong.reject(row, 'leftOn', 'Sebelum tanggal ikut');
    if (wrong.has(row)) continue;
    const twin = seen.get(enterpriseId);
    if (twin) {
      if (same(twin.stands, stands)) plan.unchanged += 1;
      else wrong.reject(row, 'name', `Usaha ini sudah ada pada baris ${twin.line} dengan isi yang berbeda`);
      continue;
    }
    seen.set(enterpriseId, { line: row.line, stands });
    if (!before) plan.added.push(stands);
    else if (same(before, stands)) plan.unchanged += 1;
    else plan.changed.push(stands);
  }
  return { ...plan, rejected: wrong.rejected, problems: wrong.problems };
}

function finder(
  enterprises: readonly Nameable[],
): (row: FormRow<ParticipantColumn>, wrong: RowProblems<ParticipantColumn>) => string | null {
  const ids = new Set(enterprises.map(({ id }) => id));
  const byNib = new Map(enterprises.flatMap(({ id, nib }) => (nib === null ? [] : [[nib, id] as const])));
  const byName = new Map<string, string[]>();
  for (const { id, name } of enterprises) {
    const key = comparable(name);
    byName.set(key, [...(byName.get(key) ?? []), id]);
  }
  return (row, wrong) => {
    const { enterpriseId, nib, name } = row.values;
    if (enterpriseId !== '') {
      if (ids.has(enterpriseId)) return enterpriseId;
      wrong.reject(
        row,
        'enterpriseId',
        'Tidak ada pelaku usaha dengan nomor itu, atau sudah digabungkan ke catatan lain',
      );
      return null;
    }
    const number = nib.replace(/[\s.]/g, '');
    if (number !== '') {
      const found = byNib.get(number);
      if (found !== undefined) return found;
      wrong.reject(row, 'nib', 'Tidak ada pelaku usaha dengan NIB itu. Catat dahulu pada halaman Pelaku usaha');
      return null;
    }
    const [only, ...more] = byName.get(comparable(name)) ?? [];
    if (only !== undefined && more.length === 0) return only;
    wrong.reject(
      row,
      'name',
      only === undefined
        ? 'Tidak ada pelaku usaha dengan nama itu. Catat dahulu pada halaman Pelaku usaha'
        : `Ada ${more.length + 1} pelaku usaha dengan nama itu. Isi nomornya atau NIB-nya`,
    );
    return null;
  };
}

function dayOf(
  row: FormRow<ParticipantColumn>,
  field: 'joinedOn' | 'leftOn',
  wrong: RowProblems<ParticipantColumn>,
): string | null {
  const day = readDay(row.values[field]);
  if (day !== 'invalid') return day;
  wrong.reject(row, field, 'Bukan tanggal. Contoh: 2026-03-31 atau 31 Maret 2026');
  return null;
}

function same(one: ListParticipant, other: ListParticipant): boolean {
  return one.joinedOn === other.joinedOn && one.leftOn === other.leftOn && one.note === other.note;
}
