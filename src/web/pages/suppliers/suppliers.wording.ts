import type { Umk } from '../../../purchasing/spending.js';
import type { SupplierItem, SupplierPage, SupplierScheme } from '../../../purchasing/suppliers/suppliers.js';
import { formatDay } from '../../../shared/dates.js';
import { formatPercent, formatRupiahShort } from '../../../shared/money.js';

export const SCHEME_WORDS: Readonly<Record<SupplierScheme, string>> = {
  v5: 'e-Katalog v5',
  v6: 'e-Katalog v6',
  'toko-daring': 'Toko Daring',
  sikap: 'SIKaP',
  nama: 'Nama saja',
};

/** Schemes whose keys purchases carry. */
export const SCHEME_OPTIONS = (['v5', 'v6', 'toko-daring', 'nama'] as const).map((value) => ({
  value,
  text: SCHEME_WORDS[value],
}));

export const UMK_NAMES: Readonly<Record<Umk, string>> = { yes: 'UMK', no: 'Bukan UMK', unknown: 'Belum diketahui' };
/** The same inside a sentence. */
export const UMK_SAID: Readonly<Record<Umk, string>> = { yes: 'UMK', no: 'bukan UMK', unknown: 'belum diketahui' };
export const UMK_KINDS: Readonly<Record<Umk, 'good' | 'none' | 'warn'>> = { yes: 'good', no: 'none', unknown: 'warn' };
export const UMK_OPTIONS = (['unknown', 'yes', 'no'] as const).map((value) => ({ value, text: UMK_NAMES[value] }));

/** What the bureau can decide. */
export const DECISION_OPTIONS: readonly { value: string; text: string }[] = [
  { value: 'yes', text: 'UMK: usaha mikro, usaha kecil, atau koperasi' },
  { value: 'no', text: 'Bukan UMK: usaha menengah atau besar' },
  { value: 'unknown', text: 'Belum diketahui, walaupun sumbernya menyebut kelas' },
  { value: 'source', text: 'Tanpa keputusan biro: ikuti sumber' },
];

export const SORT_OPTIONS = [
  { value: 'belum', text: 'Nilai yang belum diketahui' },
  { value: 'nilai', text: 'Nilai seluruhnya' },
  { value: 'nama', text: 'Nama' },
] as const;

/** The name of a supplier, or what stands in for it. */
export function nameOf({ name, key }: Pick<SupplierItem, 'name' | 'key'>): string {
  if (name !== null && name !== '') return name;
  return key === '' ? 'Tanpa penyedia dalam sumber' : 'Nama tidak ada dalam sumber';
}

/** 'Sejak 1 Januari 2026, keputusan Biro PBJ'; the day is left out where the state goes back to the beginning. */
export function basisWords({ basis, since }: Pick<SupplierItem, 'basis' | 'since'>): string {
  const said = basis.charAt(0).toUpperCase() + basis.slice(1);
  return since === null ? said : `${said}, sejak ${formatDay(since)}`;
}

/** The page's answer, from the sums over all suppliers that the filter lets through. */
export function answerWords({
  suppliers,
  unknownSuppliers,
  value,
  unknown,
  topUnknown,
}: SupplierPage['total']): string {
  if (suppliers === 0) return 'Tidak ada penyedia pada pilihan ini.';
  if (unknown === 0n) return `Kelas usaha diketahui untuk seluruh transaksi senilai ${formatRupiahShort(value)}.`;
  const share = formatPercent(unknown, value);
  const top =
    unknownSuppliers > 10 ? ` Sepuluh penyedia terbesar mencakup ${formatRupiahShort(topUnknown)} di antaranya.` : '';
  return `${formatRupiahShort(unknown)} dari ${formatRupiahShort(value)} transaksi (${share}) belum diketahui kelas usaha penyedianya.${top}`;
}

/** 'Sejak awal', '27 Mei 2025 – 31 Desember 2026', 'Sejak 27 Mei 2025'. `from` null or 2000-01-01 = from always. */
export function periodWords(from: string | null, to: string | null): string {
  const since = from === null || from === '2000-01-01' ? null : formatDay(from);
  if (to === null) return since === null ? 'Sejak awal' : `Sejak ${since}`;
  return since === null ? `Sampai ${formatDay(to)}` : `${since} – ${formatDay(to)}`;
}
