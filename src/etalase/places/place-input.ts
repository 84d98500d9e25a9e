import type { FieldProblem } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { comparable, storable } from '../../shared/text.js';
import {
  type Confidence,
  CONFIDENCES,
  KINDS,
  kindWords,
  PLACE_KINDS,
  type PlaceFacts,
  type PlaceInput,
} from './place.js';

export const PLACE_LIMITS = {
  name: 160,
  nameEn: 160,
  manager: 160,
  responsible: 160,
  opening: 200,
  openingEn: 200,
  description: 2000,
  descriptionEn: 2000,
  note: 1000,
  source: 300,
} as const;

/** Words that stand where a kode would in addresses of pages and of the API. */
const RESERVED = new Set([
  'aturan',
  'baru',
  'changes',
  'foto',
  'impor',
  'import',
  'kunjungan',
  'masa-berlaku',
  'penetapan',
]);
const KODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DEGREES = /^-?\d{1,3}(?:[.,]\d{1,12})?$/;
const FIVE_DECIMALS = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 5,
  maximumFractionDigits: 5,
  useGrouping: false,
});
const MOST_ERROR_M = 500_000;

/** 'Pantai Merah (Pulau Komodo)' → 'pantai-merah-pulau-komodo', at most 60 letters. */
export function kodeOf(name: string): string {
  return comparable(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

/**
 * Checks what was told, or tells all that is wrong with it by field. Whether the region exists, and whether the kode is
 * free, is asked elsewhere. Pure.
 */
export function readPlace(input: PlaceInput): { facts: PlaceFacts; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: keyof PlaceInput, message: string): void => {
    problems.push({ field, message });
  };
  const text = (field: keyof typeof PLACE_LIMITS): string | null => {
    const value = storable(input[field] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (value.length > PLACE_LIMITS[field])
      wrong(field, `Paling banyak ${PLACE_LIMITS[field]} huruf; isian ini ${value.length}`);
    return value === '' || value === '-' ? null : field === 'name' || field === 'nameEn' ? value : maskText(value);
  };
  const name = text('name') ?? '';
  if (name.length < 3) wrong('name', 'Isi nama lokasi wisata, paling sedikit 3 huruf');
  const said = (input.kode ?? '').trim().toLowerCase();
  const kode = said === '' ? kodeOf(name) : said;
  if (name.length >= 3 && (!KODE.test(kode) || kode.length > 60))
    wrong('kode', 'Kode terdiri atas huruf kecil, angka, dan tanda hubung, paling banyak 60, contoh pantai-koka');
  else if (RESERVED.has(kode)) wrong('kode', `Kode "${kode}" sudah dipakai layanan ini. Isi kode yang lain.`);
  const kind = kindOf(input.kind ?? '');
  if (kind === null) wrong('kind', `Pilih jenis: ${KINDS.map((one) => PLACE_KINDS[one][0]).join(', ')}`);
  const latitude = degrees(input.latitude ?? '', 90);
  if (latitude === 'invalid') wrong('latitude', 'Lintang dalam derajat desimal dari -90 sampai 90, contoh -8.57694');
  const longitude = degrees(input.longitude ?? '', 180);
  if (longitude === 'invalid') wrong('longitude', 'Bujur dalam derajat desimal dari -180 sampai 180, contoh 119.45111');
  if ((latitude === null) !== (longitude === null))
    wrong(latitude === null ? 'latitude' : 'longitude', 'Lintang dan bujur diisi keduanya, atau dikosongkan keduanya');
  const confidence = confidenceOf(input.confidence ?? '');
  if (confidence === 'invalid') wrong('confidence', 'Asal koordinat: diukur, pustaka, atau perkiraan');
  const errorM = metres(input.errorM ?? '');
  if (errorM === 'invalid') wrong('errorM', `Galat koordinat dalam meter, bilangan bulat sampai ${MOST_ERROR_M}`);
  const located = latitude !== null && longitude !== null;
  const facts: PlaceFacts = {
    kode,
    name,
    nameEn: text('nameEn'),
    kind: kind ?? 'lainnya',
    wilayahCode: storable(input.wilayahCode ?? '').trim(),
    latitude: latitude === 'invalid' ? null : latitude,
    longitude: longitude === 'invalid' ? null : longitude,
    // Coordinates of which nobody says how they came about are no better than an estimate.
    confidence: located ? (confidence === null || confidence === 'invalid' ? 'perkiraan' : confidence) : null,
    errorM: located && errorM !== 'invalid' ? errorM : null,
    manager: text('manager'),
    responsible: text('responsible'),
    opening: text('opening'),
    openingEn: text('openingEn'),
    description: text('description'),
    descriptionEn: text('descriptionEn'),
    note: text('note'),
    source: text('source'),
  };
  return { facts, problems };
}

/** By code or by its Indonesian word. */
function kindOf(said: string): string | null {
  const key = comparable(said).replaceAll(' ', '-');
  return KINDS.find((kind) => kind === key || comparable(kindWords(kind, 'id')).replaceAll(' ', '-') === key) ?? null;
}

/** Degrees as the table keeps them, five decimals; null = nothing was said. */
function degrees(said: string, most: number): string | null | 'invalid' {
  const text = said.trim().replace('−', '-');
  if (text === '' || text === '-') return null;
  if (!DEGREES.test(text)) return 'invalid';
  const value = Number(text.replace(',', '.'));
  return Math.abs(value) <= most ? FIVE_DECIMALS.format(value) : 'invalid';
}

function confidenceOf(said: string): Confidence | null | 'invalid' {
  const text = said.trim().toLowerCase();
  if (text === '' || text === '-') return null;
  return CONFIDENCES.find((one) => one === text) ?? 'invalid';
}

function metres(said: string): number | null | 'invalid' {
  const text = said.trim();
  if (text === '' || text === '-') return null;
  if (!/^\d{1,6}$|^\d{1,3}(?:\.\d{3})$/.test(text)) return 'invalid';
  const value = Number(text.replaceAll('.', ''));
  return value <= MOST_ERROR_M ? value : 'invalid';
}

const COMPARED = [
  'name',
  'nameEn',
  'kind',
  'wilayahCode',
  'latitude',
  'longitude',
  'confidence',
  'errorM',
  'manager',
  'responsible',
  'opening',
  'openingEn',
  'description',
  'descriptionEn',
  'note',
  'source',
] as const satisfies readonly (keyof PlaceFacts)[];

/** Whether two say the same in everything that people tell. */
export function samePlace(a: PlaceFacts, b: PlaceFacts): boolean {
  return COMPARED.every((field) => a[field] === b[field]);
}
