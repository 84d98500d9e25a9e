import type { Language } from '../places/place.js';
import type { ListingStep } from '../listing/rule.js';
import type { PublicPlace } from './public-queries.js';

const STEPS: Readonly<Record<ListingStep, readonly [id: string, en: string]>> = {
  ditetapkan: ['Ditetapkan untuk tempat ini', 'Chosen for this place'],
  desa: ['Dari desa ini', 'From this village'],
  kecamatan: ['Dari kecamatan ini', 'From this district'],
  kabupaten: ['Dari kabupaten ini', 'From this regency'],
  jarak: ['Dari wilayah di dekat sini', 'From nearby'],
  provinsi: ['Dari provinsi ini', 'From this province'],
};

const GROUPS_EN: Readonly<Record<string, string>> = {
  'makanan-minuman': 'Food and drink',
  kopi: 'Coffee',
  'hasil-bumi': 'Produce of land and sea',
  tenun: 'Weaving',
  batik: 'Batik',
  anyaman: 'Plaiting',
  gerabah: 'Pottery and ceramics',
  kayu: 'Wood and bamboo craft',
  kosmetik: 'Essential oils, soap and cosmetics',
  lainnya: 'Other',
};

const CERTIFICATES: Readonly<Record<string, readonly [id: string, en: string]>> = {
  'p-irt': ['P-IRT', 'Home industry food permit (P-IRT)'],
  md: ['BPOM MD', 'Food and drug agency permit (MD)'],
  halal: ['Halal', 'Halal'],
  sni: ['SNI', 'National standard (SNI)'],
  tkdn: ['TKDN', 'Domestic content (TKDN)'],
  merek: ['Merek', 'Trade mark'],
  'indikasi-geografis': ['Indikasi geografis', 'Geographical indication'],
  lainnya: ['Lainnya', 'Other'],
};

const at = (language: Language): 0 | 1 => (language === 'id' ? 0 : 1);

export function stepWords(step: ListingStep, language: Language): string {
  return STEPS[step][at(language)];
}

/** The group's own name, or its English one where there is one. */
export function groupWords(code: string, name: string, language: Language): string {
  return language === 'en' ? (GROUPS_EN[code] ?? name) : name;
}

export function certificateWords(kind: string, language: Language): string {
  return CERTIFICATES[kind]?.[at(language)] ?? kind;
}

/** 'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh'; names of places are not translated. */
export function regionWords({ desa, kelurahan, kecamatan, kabupaten }: PublicPlace): string {
  return [
    ...(desa === null ? [] : [`${kelurahan ? 'Kelurahan' : 'Desa'} ${desa}`]),
    ...(kecamatan === null ? [] : [`Kecamatan ${kecamatan}`]),
    kabupaten,
  ].join(', ');
}

/** The text in the language; in the other one where it was never written in this. */
export function told(language: Language, id: string | null, en: string | null): string | null {
  return language === 'id' ? id : (en ?? id);
}
