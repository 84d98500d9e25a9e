import { isDay } from '../../shared/dates.js';
import type { FieldProblem } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { storable } from '../../shared/text.js';

/** How many people visited a place in a period, as a source tells. Days are 'YYYY-MM-DD', both inside. */
export interface Visit {
  id: string;
  from: string;
  until: string;
  visitors: number;
  /** Null = not told. */
  foreign: number | null;
  source: string;
  note: string | null;
  recordedBy: string;
  withdrawnWhy: string | null;
}

/** As a form tells it: unchecked text. */
export interface VisitInput {
  periodFrom: string;
  periodUntil: string;
  visitors: string;
  foreign: string;
  source: string;
  note: string;
}

export interface VisitFacts {
  from: string;
  until: string;
  visitors: number;
  foreign: number | null;
  source: string;
  note: string | null;
}

const MOST = 100_000_000;

/** Checks what was told, or tells all that is wrong with it by field. Pure. */
export function readVisit(input: VisitInput, today: string): { facts: VisitFacts; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: keyof VisitInput, message: string): void => {
    problems.push({ field, message });
  };
  const from = input.periodFrom.trim();
  const until = input.periodUntil.trim();
  if (!isDay(from) || from < '2000-01-01') wrong('periodFrom', 'Isi hari pertama masa yang dihitung');
  if (!isDay(until)) wrong('periodUntil', 'Isi hari terakhir masa yang dihitung');
  else if (until > today) wrong('periodUntil', 'Kunjungan dicatat sesudah masanya lewat; tanggal ini belum tiba');
  else if (isDay(from) && until < from) wrong('periodUntil', 'Hari terakhir tidak boleh sebelum hari pertama');
  else if (isDay(from) && until.slice(0, 4) !== from.slice(0, 4))
    wrong('periodUntil', 'Masa berada dalam satu tahun; bagi menjadi dua catatan di pergantian tahun');
  const visitors = wholeNumber(input.visitors);
  if (visitors === null) wrong('visitors', 'Isi banyaknya pengunjung, bilangan bulat. Nol hanya bila memang tidak ada');
  const said = input.foreign.trim();
  const foreign = said === '' ? null : wholeNumber(said);
  if (said !== '' && foreign === null) wrong('foreign', 'Bilangan bulat, atau kosongkan bila tidak dihitung');
  else if (foreign !== null && visitors !== null && foreign > visitors)
    wrong('foreign', 'Tidak dapat lebih banyak dari seluruh pengunjung');
  const source = plain(input.source);
  if (source.length < 3 || source.length > 200) wrong('source', 'Isi asal angkanya, 3 sampai 200 huruf');
  const note = plain(input.note);
  if (note.length > 500) wrong('note', `Paling banyak 500 huruf; isian ini ${note.length}`);
  return {
    facts: {
      from,
      until,
      visitors: visitors ?? 0,
      foreign,
      source: maskText(source),
      note: note === '' ? null : maskText(note),
    },
    problems,
  };
}

/** '1.250' and '1250' are 1250; null = no whole number that can be. */
function wholeNumber(said: string): number | null {
  const text = said.trim();
  if (!/^\d{1,9}$|^\d{1,3}(?:\.\d{3})+$/.test(text)) return null;
  const value = Number(text.replaceAll('.', ''));
  return value <= MOST ? value : null;
}

function plain(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim();
}
