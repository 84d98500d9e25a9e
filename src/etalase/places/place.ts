/** Tourism places: what is kept about one, and what its words are in both languages. */

export const CONFIDENCES = ['diukur', 'pustaka', 'perkiraan'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const PLACE_STATES = ['aktif', 'arsip'] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

/** Kinds of place, with their words in Indonesian and English. */
export const PLACE_KINDS = {
  'air-terjun': ['Air terjun', 'Waterfall'],
  danau: ['Danau', 'Lake'],
  'desa-wisata': ['Desa wisata', 'Tourism village'],
  'desa-wisata-bahari': ['Desa wisata bahari', 'Coastal tourism village'],
  gua: ['Gua', 'Cave'],
  'kampung-adat': ['Kampung adat', 'Traditional village'],
  'kawasan-mice': ['Kawasan pertemuan', 'Convention area'],
  'kota-pelabuhan-wisata': ['Kota pelabuhan wisata', 'Harbour town'],
  lanskap: ['Bentang alam', 'Landscape'],
  museum: ['Museum', 'Museum'],
  pantai: ['Pantai', 'Beach'],
  'pemandian-air-panas': ['Pemandian air panas', 'Hot spring'],
  perbatasan: ['Perbatasan negara', 'Border crossing'],
  pulau: ['Pulau', 'Island'],
  'pulau-terluar': ['Pulau terluar', 'Outermost island'],
  'situs-prasejarah': ['Situs prasejarah', 'Prehistoric site'],
  'situs-sejarah': ['Situs sejarah', 'Historic site'],
  'taman-nasional': ['Taman nasional', 'National park'],
  'taman-wisata-laut': ['Taman wisata laut', 'Marine park'],
  'wisata-religi': ['Wisata religi', 'Religious site'],
  lainnya: ['Lainnya', 'Other'],
} as const satisfies Record<string, readonly [id: string, en: string]>;
export type PlaceKind = keyof typeof PLACE_KINDS;

export const KINDS = Object.keys(PLACE_KINDS) as PlaceKind[];

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** 'Pantai', 'Beach'; a kind that is no longer known as it is written. */
export function kindWords(kind: string, language: Language): string {
  const words = KINDS.find((one) => one === kind);
  return words ? PLACE_KINDS[words][language === 'id' ? 0 : 1] : kind;
}

export interface PlaceFacts {
  kode: string;
  name: string;
  nameEn: string | null;
  kind: string;
  /** The smallest region that is known: desa, kecamatan or kabupaten. */
  wilayahCode: string;
  /** Degrees as decimal text, five decimals at most; null = not told. */
  latitude: string | null;
  longitude: string | null;
  /** How the coordinates came about; null without coordinates. */
  confidence: Confidence | null;
  /** Metres by which the coordinates may be off; null = not told. */
  errorM: number | null;
  /** The office, company or group that runs it; never a private person. */
  manager: string | null;
  /** The perangkat daerah that answers for the duty of an etalase here, as it is called. */
  responsible: string | null;
  opening: string | null;
  openingEn: string | null;
  description: string | null;
  descriptionEn: string | null;
  note: string | null;
  source: string | null;
}

export interface WisataPlace extends PlaceFacts {
  id: string;
  state: PlaceState;
  version: number;
  updatedBy: string | null;
  /** ISO 8601. */
  updatedAt: string;
  /** 'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh' */
  where: string;
  kabupatenCode: string;
  kabupaten: string;
}

/** A place as a form or a list tells it: unchecked text, '' where nothing was said. */
export type PlaceInput = { [Field in keyof PlaceFacts]?: string | null };

export interface PlaceFilter {
  /** Part of its name, in any case. */
  text?: string;
  /** Code of a region; places in it or right at it. */
  within?: string;
  kind?: string;
  /** Null = in any state. */
  state: PlaceState | null;
}
