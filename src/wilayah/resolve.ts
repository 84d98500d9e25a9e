import { comparable } from '../shared/text.js';
import { kemendagriCode, type KemendagriCode } from './codes.js';
import { compactKey, pathWords, type Place, placeName } from './place.js';

/** Where a row of a list says that something is: by code, or by names as people write them. '' = not said. */
export interface PlaceNames {
  code?: string;
  regency?: string;
  district?: string;
  village?: string;
}

/** What one line of text names: '53.07.01.2001', or 'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh'. */
export function namesOfLine(line: string): PlaceNames {
  const [village = '', ...above] = line.split(',').map((part) => part.trim());
  if (/^[\d.]+$/.test(village)) return { code: village };
  const regency = above.length > 1 ? above.at(-1) : above.find((part) => /^(kab|kota)/i.test(part));
  return { village, district: above.find((part) => part !== regency), regency };
}

export type PlaceField = 'code' | 'regency' | 'district' | 'village';

/** Exactly one village, or what is wrong and in which column; never a guess. */
export type Resolved =
  { code: KemendagriCode; words: string } | { field: PlaceField; message: string; candidates: KemendagriCode[] };

/** The current places among which names are looked for. Codes of all levels in one map. */
export interface Gazetteer {
  byCode: ReadonlyMap<string, Place>;
  regencies: readonly Place[];
  districts: readonly Place[];
  villages: readonly Place[];
}

const PREFIXES = {
  regency: /^(kabupaten|kab|kota|kotamadya|kotamadia) (?=.)/,
  district: /^(kecamatan|kec) (?=.)/,
  village: /^(desa|ds|kelurahan|kel) (?=.)/,
} as const;

/** Finds the one village of each row. Pure. */
export function resolvePlaces(list: readonly PlaceNames[], gazetteer: Gazetteer): Resolved[] {
  const index = {
    regency: indexed(gazetteer.regencies),
    district: indexed(gazetteer.districts),
    village: indexed(gazetteer.villages),
  };
  return list.map((names) => resolveOne(names, gazetteer, index));
}

type Index = Record<keyof typeof PREFIXES, ReadonlyMap<string, Place[]>>;

function resolveOne(names: PlaceNames, { byCode, villages }: Gazetteer, index: Index): Resolved {
  const said = (field: PlaceField): string => (names[field] ?? '').trim();
  if (said('code') !== '') return byItsCode(said('code'), said('village'), byCode);
  if (said('village') === '')
    return problem('village', 'Desa atau kelurahan belum diisi. Isi namanya, atau kode desa dengan titik.');

  const regencies = said('regency') === '' ? null : named(index.regency, 'regency', said('regency'));
  if (regencies?.length === 0)
    return problem('regency', `Kabupaten/kota "${said('regency')}" tidak dikenal. Tulis seperti "Kabupaten Kupang".`);
  const inRegency = (place: Place): boolean =>
    !regencies || regencies.some(({ code }) => place.code.startsWith(`${code}.`));

  const districts =
    said('district') === '' ? null : named(index.district, 'district', said('district')).filter(inRegency);
  if (districts?.length === 0) {
    const where = regencies ? ` di ${regencies.map(placeName).join(' atau ')}` : '';
    return problem('district', `Kecamatan "${said('district')}" tidak ada${where}. Periksa ejaannya.`);
  }
  const inside = (place: Place): boolean =>
    inRegency(place) && (!districts || districts.some(({ code }) => place.code.startsWith(`${code}.`)));

  const found = named(index.village, 'village', said('village')).filter(inside);
  const [only] = found;
  if (found.length === 1 && only) return { code: only.code, words: wordsOf(only, byCode) };
  const wider = districts ?? regencies;
  const where = wider ? ` di ${wider.map(placeName).join(' atau ')}` : '';
  if (found.length === 0) {
    const start = compactKey(stripped('village', said('village'))).slice(0, 3);
    const near = wider ? villages.filter((place) => inside(place) && compactKey(place.name).startsWith(start)) : [];
    const hint = near.length > 0 && near.length <= 8 ? ` Yang ada: ${near.map(placeName).join(', ')}.` : '';
    return problem(
      'village',
      `Desa atau kelurahan "${said('village')}" tidak ada${where}.${hint} Periksa ejaannya, atau isi kode desanya.`,
      near.slice(0, 8),
    );
  }
  const choices = found.slice(0, 4).map((place) => `${wordsOf(place, byCode)} (${place.code})`);
  return problem(
    'village',
    `"${said('village')}" ada ${found.length}${where}: ${choices.join('; ')}. Isi kecamatannya, tulis "Desa" atau "Kelurahan" di depan namanya, atau isi kode desanya.`,
    found.slice(0, 20),
  );
}

function byItsCode(said: string, village: string, byCode: Gazetteer['byCode']): Resolved {
  const code = kemendagriCode(said);
  if (!code)
    return problem(
      'code',
      `"${said}" bukan kode desa Kemendagri. Tulis dengan titik, contoh 53.01.01.2001; angka tanpa titik dapat berarti kode BPS, yaitu tempat lain.`,
    );
  const place = byCode.get(code);
  if (!place || place.level !== 'desa')
    return problem(
      'code',
      place
        ? `Kode ${code} ialah ${placeName(place)}, bukan desa atau kelurahan.`
        : `Kode desa ${code} tidak ada dalam daftar wilayah.`,
    );
  // A name beside the code guards against a row that has slipped.
  if (village !== '' && !matches(place, 'village', village))
    return problem(
      'village',
      `Kode ${code} ialah ${wordsOf(place, byCode)}, bukan "${village}". Perbaiki salah satunya.`,
      [place],
    );
  return { code, words: wordsOf(place, byCode) };
}

/** Places of that name: as it is written, else without 'Desa', 'Kec.' and the like in front. */
function named(index: ReadonlyMap<string, Place[]>, field: keyof Index, said: string): Place[] {
  const whole = index.get(compactKey(said)) ?? [];
  const bare = index.get(compactKey(stripped(field, said))) ?? [];
  const found = [...new Set([...whole, ...bare])].filter((place) => matches(place, field, said));
  return found;
}

/** Whether a place may be meant by what was written; 'Kelurahan X' is no desa of that name, 'Kab. X' no kota. */
function matches(place: Place, field: keyof Index, said: string): boolean {
  const names = keysOf(place);
  if (names.includes(compactKey(said))) return true;
  const prefix = PREFIXES[field].exec(comparable(said))?.[1] ?? '';
  if (prefix === '' || !names.includes(compactKey(stripped(field, said)))) return false;
  if (field === 'village') return place.kind === (prefix.startsWith('kel') ? 'kelurahan' : 'desa');
  if (field === 'regency') return place.kind === (prefix.startsWith('kab') ? 'kabupaten' : 'kota');
  return true;
}

function stripped(field: keyof Index, said: string): string {
  return comparable(said).replace(PREFIXES[field], '');
}

function indexed(places: readonly Place[]): ReadonlyMap<string, Place[]> {
  const index = new Map<string, Place[]>();
  for (const place of places)
    for (const key of keysOf(place)) {
      const same = index.get(key);
      if (same) same.push(place);
      else index.set(key, [place]);
    }
  return index;
}

/** A kota is also known without the word: 'Kupang' may be either. */
function keysOf({ kind, name }: Place): string[] {
  const key = compactKey(name);
  return kind === 'kota' ? [key, key.replace(/^kota/, '')] : [key];
}

function wordsOf(place: Place, byCode: Gazetteer['byCode']): string {
  const above: Place[] = [];
  for (let code = place.parentCode; code !== null; code = above[0]?.parentCode ?? null) {
    const parent = byCode.get(code);
    if (!parent) break;
    above.unshift(parent);
  }
  return pathWords(place, above);
}

function problem(field: PlaceField, message: string, candidates: readonly Place[] = []): Resolved {
  return { field, message, candidates: candidates.map(({ code }) => code) };
}
