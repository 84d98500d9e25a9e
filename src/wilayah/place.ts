import { comparable } from '../shared/text.js';
import type { BpsCode, KemendagriCode, Kind, Level } from './codes.js';

/** A region as others see it. */
export interface Place {
  code: KemendagriCode;
  level: Level;
  kind: Kind;
  /** 'Kupang' for the kabupaten, 'Kota Kupang' for the city. */
  name: string;
  parentCode: KemendagriCode | null;
  bpsCode: BpsCode | null;
  /** False once the package or the setting no longer holds it: named where it is referred to, offered nowhere. */
  isCurrent: boolean;
}

/** A place with the places above it, the province first. */
export interface PlacePath extends Place {
  above: Place[];
  /** 'Desa Oelnasi, Kecamatan Kupang Tengah, Kabupaten Kupang' */
  words: string;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  provinsi: 'Provinsi',
  kabupaten: 'Kabupaten',
  kota: 'Kota',
  kecamatan: 'Kecamatan',
  desa: 'Desa',
  kelurahan: 'Kelurahan',
};

/** 'Desa Oelnasi', 'Kabupaten Kupang', 'Kota Kupang'. */
export function placeName({ kind, name }: Pick<Place, 'kind' | 'name'>): string {
  return kind === 'kota' ? name : `${KIND_WORDS[kind]} ${name}`;
}

/** The place and those above it up to the kabupaten or kota; a province stands by itself. */
export function pathWords(place: Pick<Place, 'kind' | 'name'>, above: readonly Pick<Place, 'kind' | 'name'>[]): string {
  const wider = above.filter(({ kind }) => kind !== 'provinsi').toReversed();
  return [place, ...wider].map(placeName).join(', ');
}

const SMALL = new Set(['dan', 'di']);
const CAPITALS = new Set(['DKI']);

/** The package shouts ('KABUPATEN TIMOR TENGAH SELATAN'): kind and name as people write them. */
export function regencyName(shouted: string): { kind: 'kabupaten' | 'kota'; name: string } {
  const name = calmName(shouted);
  return name.startsWith('Kota ')
    ? { kind: 'kota', name }
    : { kind: 'kabupaten', name: name.replace(/^Kabupaten /, '') };
}

/** 'NUSA TENGGARA TIMUR' → 'Nusa Tenggara Timur'. */
export function calmName(shouted: string): string {
  return shouted
    .trim()
    .split(/\s+/)
    .map((word, at) => {
      const small = word.toLowerCase();
      if (CAPITALS.has(word) || (at > 0 && SMALL.has(small))) return CAPITALS.has(word) ? word : small;
      return small.replace(/(^|-)\p{L}/gu, (letter) => letter.toUpperCase());
    })
    .join(' ');
}

/** What names are searched by: words in small letters, accents and signs aside. */
export function nameKey(name: string): string {
  return comparable(name);
}

/** What names are matched by: spaces aside too, since sources write 'Oe Ekam', 'Oe'ekam' and 'Oeekam'. */
export function compactKey(name: string): string {
  return comparable(name).replaceAll(' ', '');
}
