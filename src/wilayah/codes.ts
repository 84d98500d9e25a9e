/**
 * Codes of regions in two schemes that use the same digits for different places: 53.07 is Sikka at Kemendagri, 5307 is
 * Alor at BPS. A code is of one scheme by type. There is no function from one to the other: only the table of regions
 * knows which two belong together.
 */
declare const SCHEME: unique symbol;

/** Code of Kemendagri, with its dots: '53', '53.01', '53.01.01', '53.01.01.2001'. */
export type KemendagriCode = string & { readonly [SCHEME]: 'kemendagri' };

/** Code of BPS, digits only: '53', '5303', '5303010', '5303010001'. */
export type BpsCode = string & { readonly [SCHEME]: 'bps' };

/** From wide to narrow. Desa and kelurahan are of one level, 'desa'. */
export const LEVELS = ['provinsi', 'kabupaten', 'kecamatan', 'desa'] as const;
export type Level = (typeof LEVELS)[number];

export const KINDS = ['provinsi', 'kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan'] as const;
export type Kind = (typeof KINDS)[number];

export const KEMENDAGRI_PATTERN = /^\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?$/;
const BPS_PATTERN = /^(?:\d{2}|\d{4}|\d{7}|\d{10})$/;

/** The text as a code of Kemendagri; null when it is none. Digits without dots are none, however many there are. */
export function kemendagriCode(text: string): KemendagriCode | null {
  const code = text.trim();
  return KEMENDAGRI_PATTERN.test(code) ? (code as KemendagriCode) : null;
}

/** The text as a code of BPS; null when it is none. A code with dots is none. */
export function bpsCode(text: string): BpsCode | null {
  const code = text.trim();
  return BPS_PATTERN.test(code) ? (code as BpsCode) : null;
}

/** Of which level the place of a code is: told by its length. */
export function levelOf(code: KemendagriCode): Level {
  return LEVELS[code.split('.').length - 1] ?? 'desa';
}

/** The code of the place of that level in which a place lies, or of the place itself; null when it lies above. */
export function within(code: KemendagriCode, level: Level): KemendagriCode | null {
  const parts = code.split('.');
  const wanted = LEVELS.indexOf(level) + 1;
  return parts.length < wanted ? null : (parts.slice(0, wanted).join('.') as KemendagriCode);
}

/** The fourth part tells the kind: 1xxx is a kelurahan, everything else a desa (3xxx are desa adat). */
export function villageKind(code: KemendagriCode): 'desa' | 'kelurahan' {
  return code.split('.')[3]?.startsWith('1') ? 'kelurahan' : 'desa';
}
