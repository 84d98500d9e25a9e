import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import type { FormColumn, FormRow } from '../../shared/spreadsheet-reader.js';
import { readPlace, samePlace } from './place-input.js';
import type { PlaceFacts, PlaceInput, WisataPlace } from './place.js';

export type PlaceField = keyof PlaceFacts;

/** The form of the tourism places, as the sample file prints it. */
export const PLACE_COLUMNS: readonly FormColumn<PlaceField>[] = [
  { field: 'kode', heading: 'Kode', aliases: ['kode wisata', 'kode lokasi'] },
  { field: 'name', heading: 'Nama', aliases: ['nama wisata', 'nama lokasi', 'lokasi wisata'], required: true },
  { field: 'nameEn', heading: 'Nama (Inggris)', aliases: ['nama inggris', 'name'] },
  { field: 'kind', heading: 'Jenis', aliases: ['jenis wisata'], required: true },
  {
    field: 'wilayahCode',
    heading: 'Kode Wilayah',
    aliases: ['kode desa', 'wilayah', 'desa', 'kode kemendagri'],
    required: true,
  },
  { field: 'latitude', heading: 'Lintang', aliases: ['latitude'] },
  { field: 'longitude', heading: 'Bujur', aliases: ['longitude'] },
  { field: 'confidence', heading: 'Asal Koordinat' },
  { field: 'errorM', heading: 'Galat (meter)', aliases: ['galat'] },
  { field: 'manager', heading: 'Pengelola' },
  {
    field: 'responsible',
    heading: 'Perangkat Daerah',
    aliases: ['perangkat daerah penanggung jawab', 'penanggung jawab'],
  },
  { field: 'opening', heading: 'Jam Buka', aliases: ['buka'] },
  { field: 'openingEn', heading: 'Jam Buka (Inggris)' },
  { field: 'description', heading: 'Uraian', aliases: ['deskripsi'] },
  { field: 'descriptionEn', heading: 'Uraian (Inggris)' },
  { field: 'note', heading: 'Keterangan', aliases: ['catatan'] },
  { field: 'source', heading: 'Sumber', aliases: ['sumber data'] },
];

const FIELDS = PLACE_COLUMNS.map(({ field }) => field);

/** What a list would do: read = added + changed + unchanged + rejected rows. Nothing that the list leaves out changes. */
export interface PlacePlan extends ListCounts {
  toAdd: PlaceFacts[];
  toChange: { id: string; facts: PlaceFacts }[];
  problems: ListProblem[];
}

/**
 * Works out what a list would change. A row is the place of its kode; without one, of its name. An empty cell leaves
 * what is on file. `regionOf` tells the code that a cell means, or what is wrong with it. Pure.
 */
export function planPlaces(
  rows: readonly FormRow<PlaceField>[],
  onFile: readonly WisataPlace[],
  regionOf: (said: string) => { code: string } | { message: string },
): PlacePlan {
  const wrong = new RowProblems(PLACE_COLUMNS);
  const known = new Map(onFile.map((place) => [place.kode, place]));
  const taken = new Map<string, { row: FormRow<PlaceField>; facts: PlaceFacts }>();
  let unchanged = 0;
  for (const row of rows) {
    const told = readPlace(inputOf(row));
    const before = known.get(told.facts.kode) ?? null;
    const { facts, problems } = before ? readPlace({ ...textsOf(before), ...inputOf(row) }) : told;
    for (const { field, message } of problems) wrong.reject(row, field as PlaceField, message);
    const region = regionOf(facts.wilayahCode);
    if ('message' in region) wrong.reject(row, 'wilayahCode', region.message);
    if (wrong.has(row) || !('code' in region)) continue;
    facts.wilayahCode = region.code;
    const twin = taken.get(facts.kode);
    if (!twin) taken.set(facts.kode, { row, facts });
    else if (samePlace(twin.facts, facts)) unchanged += 1;
    else
      wrong.reject(row, 'kode', `Kode "${facts.kode}" sudah ada pada baris ${twin.row.line} dengan isi yang berbeda`);
  }
  const toAdd: PlaceFacts[] = [];
  const toChange: PlacePlan['toChange'] = [];
  for (const { row, facts } of taken.values()) {
    if (wrong.has(row)) continue;
    const before = known.get(facts.kode);
    if (!before) toAdd.push(facts);
    else if (samePlace(before, facts)) unchanged += 1;
    else toChange.push({ id: before.id, facts });
  }
  const { rejected, problems } = wrong;
  return {
    read: rows.length,
    added: toAdd.length,
    changed: toChange.length,
    unchanged,
    rejected,
    toAdd,
    toChange,
    problems,
  };
}

/** Only the cells in which something is said. */
function inputOf({ values }: FormRow<PlaceField>): PlaceInput {
  return Object.fromEntries(
    FIELDS.filter((field) => values[field].trim() !== '').map((field) => [field, values[field]]),
  );
}

/** A place as the text that a form would hold. */
export function textsOf(place: PlaceFacts): Record<PlaceField, string> {
  return Object.fromEntries(FIELDS.map((field) => [field, String(place[field] ?? '')])) as Record<PlaceField, string>;
}

/** A place as a row of the form; what goes out can come in again and changes nothing. */
export function toPlaceCells(place: PlaceFacts): string[] {
  const texts = textsOf(place);
  return FIELDS.map((field) => texts[field]);
}

/** Rows of the sample file: made up, in regions that exist. */
export const PLACE_SAMPLE: readonly string[][] = [
  [
    'pantai-contoh',
    'Pantai Contoh',
    'Example Beach',
    'Pantai',
    '53.01.04.2003',
    '-10.25310',
    '123.38120',
    'diukur',
    '10',
    'Kelompok Sadar Wisata Contoh',
    'Dinas Pariwisata Contoh',
    'Setiap hari 06.00–18.00',
    'Daily 6 am to 6 pm',
    'Pantai pasir putih.',
    'White sand beach.',
    '',
    'Contoh: pendataan dinas pariwisata 2026',
  ],
  [
    '',
    'Kampung Adat Contoh',
    '',
    'Kampung adat',
    '53.01.04',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    'Koordinat belum diukur',
    'Contoh: pendataan dinas pariwisata 2026',
  ],
];
