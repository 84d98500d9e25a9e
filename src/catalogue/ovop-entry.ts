import type { FieldProblem } from '../shared/errors.js';
import { isDay } from '../shared/dates.js';
import { maskText } from '../shared/masking.js';
import { comparable, stripZeros } from '../shared/text.js';

/** By what an entry of the OVOP list finds purchases. */
export const OVOP_KINDS = ['produk-v5', 'produk-v6', 'penyedia', 'komoditas', 'kata', 'merchant'] as const;
export type OvopKind = (typeof OVOP_KINDS)[number];

/** Key space of a supplier's code; '' for kinds that have only one. */
export type OvopScheme = '' | 'v5' | 'v6';

/** An entry as it is stored. Days are 'YYYY-MM-DD'; `validTo` is the last day, null = until further notice. */
export interface OvopFacts {
  kind: OvopKind;
  scheme: OvopScheme;
  /** As written by whoever made the entry. */
  value: string;
  /** What purchases are compared with: a code without leading zeros, or words by `comparable`. */
  valueKey: string;
  label: string;
  village: string | null;
  validFrom: string;
  validTo: string | null;
  note: string | null;
}

export interface OvopEntry extends OvopFacts {
  id: string;
  createdBy: string | null;
  /** ISO 8601. */
  createdAt: string;
}

/** An entry as a form, a file or the API tells it: unchecked text, '' or absent where nothing was said. */
export interface OvopInput {
  kind: string;
  scheme?: string;
  value: string;
  label?: string;
  village?: string;
  validFrom?: string;
  validTo?: string;
  note?: string;
}

/** An entry without a first day counts from here on: before any purchase that the feeds tell. */
export const ALWAYS = '2000-01-01';

/** Words shorter than this are found in much that is no OVOP product. */
export const SHORT_WORD = 4;

const LIMITS = { value: 200, label: 200, village: 120, note: 500 } as const;

const KIND_WORDS: Readonly<Record<string, OvopKind>> = {
  'produk v5': 'produk-v5',
  'produk v6': 'produk-v6',
  'produk e katalog v5': 'produk-v5',
  'produk e katalog v6': 'produk-v6',
  penyedia: 'penyedia',
  komoditas: 'komoditas',
  etalase: 'komoditas',
  kata: 'kata',
  'kata kunci': 'kata',
  merchant: 'merchant',
  pedagang: 'merchant',
  'pedagang toko daring': 'merchant',
};

const SCHEME_WORDS: Readonly<Record<string, 'v5' | 'v6' | 'toko-daring'>> = {
  v5: 'v5',
  '5': 'v5',
  'e katalog v5': 'v5',
  'e katalog 5': 'v5',
  v6: 'v6',
  '6': 'v6',
  'e katalog v6': 'v6',
  'e katalog 6': 'v6',
  'toko daring': 'toko-daring',
};

/** Which scheme a kind lives in; the supplier's is told apart. */
const OWN_SCHEME: Readonly<Record<OvopKind, 'v5' | 'v6' | 'toko-daring' | null>> = {
  'produk-v5': 'v5',
  'produk-v6': 'v6',
  penyedia: null,
  komoditas: 'v5',
  kata: null,
  merchant: 'toko-daring',
};

/** The kind behind a word of a form: 'Produk v5', 'produk' with the scheme 'v5', 'Kata kunci'. Null = none. */
export function kindOf(word: string, scheme: string): OvopKind | null {
  const key = comparable(word);
  if (key === 'produk') {
    const told = SCHEME_WORDS[comparable(scheme)];
    return told === 'v5' ? 'produk-v5' : told === 'v6' ? 'produk-v6' : null;
  }
  return KIND_WORDS[key] ?? null;
}

/**
 * Checks an entry and brings it into the form in which it is stored. Either the facts, or every problem with the field
 * it is about (`kind`, `scheme`, `value`, `label`, `village`, `validFrom`, `validTo`, `note`), never both.
 */
export function readOvopEntry(input: OvopInput): { facts: OvopFacts } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const scheme = (input.scheme ?? '').trim();
  const kind = kindOf(input.kind, scheme);
  if (!kind) wrong('kind', 'Jenis harus salah satu dari: produk v5, produk v6, penyedia, komoditas, kata, merchant');

  const value = input.value.trim();
  let valueKey = '';
  let keptScheme: OvopScheme = '';
  if (value === '') wrong('value', 'Kode atau kata wajib diisi');
  else if (value.length > LIMITS.value) wrong('value', `Kode atau kata paling banyak ${LIMITS.value} huruf`);
  else if (kind) {
    const read = readValue(kind, value);
    if ('problem' in read) wrong('value', read.problem);
    else valueKey = read.key;
  }
  if (kind) {
    const told = scheme === '' || scheme === '-' ? null : SCHEME_WORDS[comparable(scheme)];
    if (told === undefined) wrong('scheme', 'Skema harus v5, v6, atau dikosongkan');
    else if (kind === 'penyedia') {
      if (told === 'v5' || told === 'v6') keptScheme = told;
      else wrong('scheme', 'Untuk penyedia, skema wajib diisi v5 atau v6: kode penyedia keduanya berbeda');
    } else if (told !== null && OWN_SCHEME[kind] !== null && OWN_SCHEME[kind] !== told) {
      wrong('scheme', `Skema "${scheme}" tidak sesuai dengan jenis ${kind}; kosongkan saja`);
    }
  }

  const text = (field: 'label' | 'village' | 'note', name: string): string | null => {
    const written = (input[field] ?? '').replace(/\s+/g, ' ').trim();
    if (written.length > LIMITS[field]) wrong(field, `${name} paling banyak ${LIMITS[field]} huruf`);
    return written === '' || written === '-' ? null : maskText(written);
  };
  const label = text('label', 'Nama produk') ?? value;
  const village = text('village', 'Desa');
  const note = text('note', 'Keterangan');

  const from = input.validFrom?.trim() || ALWAYS;
  const to = input.validTo?.trim() || null;
  const days = [from, to].every((day) => day === null || isDay(day));
  if (!isDay(from)) wrong('validFrom', 'Tanggal mulai berlaku ditulis hari/bulan/tahun, contoh 27/05/2025');
  if (to !== null && !isDay(to)) wrong('validTo', 'Tanggal akhir berlaku ditulis hari/bulan/tahun, contoh 31/12/2026');
  if (days && to !== null && to < from) wrong('validTo', 'Tanggal akhir mendahului tanggal mulai berlaku');

  if (problems.length > 0 || !kind) return { problems };
  return { facts: { kind, scheme: keptScheme, value, valueKey, label, village, validFrom: from, validTo: to, note } };
}

function readValue(kind: OvopKind, value: string): { key: string } | { problem: string } {
  if (kind === 'kata' || kind === 'merchant') {
    const key = comparable(value);
    if (key.length < 2) return { problem: `"${value}" terlalu pendek untuk dicari: perlu dua huruf atau lebih` };
    return { key };
  }
  if (/^\d+[.,]\d+e\+?\d+$/i.test(value))
    return {
      problem: `Kode "${value}" kehilangan angkanya di Excel. Ubah kolom menjadi teks lalu isi kode lengkapnya`,
    };
  if (kind === 'produk-v5' || kind === 'komoditas') {
    if (!/^\d{1,18}$/.test(value)) return { problem: `Kode "${value}" harus terdiri atas angka saja` };
    return { key: stripZeros(value) };
  }
  if (!/^[\w.-]{1,100}$/.test(value))
    return { problem: `Kode "${value}" memuat spasi atau tanda yang tidak ada dalam kode` };
  return { key: stripZeros(value) };
}

/** What an entry of the list is known by: two with the same key are versions of one another over time. */
export function entryKey(facts: Pick<OvopFacts, 'kind' | 'scheme' | 'valueKey'>): string {
  return `${facts.kind}|${facts.scheme}|${facts.valueKey}`;
}

export function periodsOverlap(
  a: Pick<OvopFacts, 'validFrom' | 'validTo'>,
  b: Pick<OvopFacts, 'validFrom' | 'validTo'>,
): boolean {
  const open = '9999-12-31';
  return a.validFrom <= (b.validTo ?? open) && b.validFrom <= (a.validTo ?? open);
}

/** True when both say the same; the key apart, which the caller has compared. */
export function sameFacts(a: OvopFacts, b: OvopFacts): boolean {
  return (
    a.value === b.value &&
    a.label === b.label &&
    a.village === b.village &&
    a.validFrom === b.validFrom &&
    a.validTo === b.validTo &&
    a.note === b.note
  );
}
