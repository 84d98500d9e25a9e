import { ALWAYS, OVOP_KINDS, type OvopEntry, type OvopKind } from '../../../catalogue/ovop-entry.js';
import { formatDay } from '../../../shared/dates.js';

export const KIND_WORDS: Readonly<Record<OvopKind, string>> = {
  'produk-v5': 'Produk e-Katalog v5',
  'produk-v6': 'Produk e-Katalog v6',
  penyedia: 'Penyedia',
  komoditas: 'Komoditas (etalase v5)',
  kata: 'Kata',
  merchant: 'Pedagang Toko Daring',
};

/** What each kind is looked for in, for the help below the field. */
export const KIND_HELP: readonly { kind: OvopKind; text: string }[] = [
  { kind: 'kata', text: 'kata utuh dalam nama produk atau nama paket, contoh: tenun ikat' },
  { kind: 'produk-v5', text: 'kode produk (kd_produk), contoh: 1234567' },
  { kind: 'produk-v6', text: 'kode produk (product_id) persis seperti dalam sumber' },
  { kind: 'penyedia', text: 'kode penyedia; semua yang dijualnya dihitung OVOP' },
  { kind: 'komoditas', text: 'kode komoditas (kd_komoditas); semua isinya dihitung OVOP' },
  { kind: 'merchant', text: 'nama pedagang di Toko Daring' },
];

export const KIND_OPTIONS = OVOP_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind] }));

export const STATE_OPTIONS = [
  { value: 'now', text: 'Berlaku hari ini' },
  { value: 'ended', text: 'Sudah berakhir' },
  { value: 'later', text: 'Belum mulai berlaku' },
] as const;
export type ListState = (typeof STATE_OPTIONS)[number]['value'];

/** 'Sejak awal', '27 Mei 2025 – 31 Desember 2026', 'Sejak 27 Mei 2025'. */
export function validityWords({ validFrom, validTo }: Pick<OvopEntry, 'validFrom' | 'validTo'>): string {
  const from = validFrom === ALWAYS ? null : formatDay(validFrom);
  if (validTo === null) return from === null ? 'Sejak awal' : `Sejak ${from}`;
  return from === null ? `Sampai ${formatDay(validTo)}` : `${from} – ${formatDay(validTo)}`;
}

/** Where an entry stands on a day. */
export function stateOn({ validFrom, validTo }: Pick<OvopEntry, 'validFrom' | 'validTo'>, day: string): ListState {
  if (validFrom > day) return 'later';
  return validTo !== null && validTo < day ? 'ended' : 'now';
}

/** 'Produk e-Katalog v5', 'Penyedia (v6)'. */
export function kindWords({ kind, scheme }: Pick<OvopEntry, 'kind' | 'scheme'>): string {
  return scheme === '' ? KIND_WORDS[kind] : `${KIND_WORDS[kind]} (${scheme})`;
}

/** What is filtered, in words; null when nothing is. */
export function filterWords(
  kind: OvopKind | undefined,
  state: ListState | undefined,
  text: string | undefined,
): string | null {
  const said = [
    kind && `jenis ${KIND_WORDS[kind]}`,
    state && STATE_OPTIONS.find((option) => option.value === state)?.text.toLowerCase(),
    text && `memuat "${text}"`,
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}
