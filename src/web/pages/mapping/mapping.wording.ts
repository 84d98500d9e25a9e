import type { MappingFilter, MappingPage, MappingState } from '../../../purchasing/mapping/mapping.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiahShort } from '../../../shared/money.js';

export const STATE_NAMES: Readonly<Record<MappingState, string>> = {
  usulan: 'Usulan',
  dipastikan: 'Dipastikan',
  belum: 'Belum dipetakan',
};
export const STATE_KINDS: Readonly<Record<MappingState, 'warn' | 'good' | 'bad'>> = {
  usulan: 'warn',
  dipastikan: 'good',
  belum: 'bad',
};
export const STATE_OPTIONS = (['belum', 'usulan', 'dipastikan'] as const).map((value) => ({
  value,
  text: STATE_NAMES[value],
}));

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** The page's answer, from the sums over what is shown. */
export function answerWords({ satkers, unmapped, unmappedValue, proposals }: MappingPage['total']): string {
  if (satkers === 0) return 'Tidak ada satker pada pilihan ini.';
  const first =
    unmapped === 0
      ? `Semua ${count(satkers)} satker sudah punya perangkat daerah.`
      : `${count(unmapped)} dari ${count(satkers)} satker belum dipetakan, dengan transaksi ${formatRupiahShort(unmappedValue)}.`;
  return proposals === 0 ? first : `${first} ${count(proposals)} usulan menunggu dipastikan.`;
}

/** What is filtered, in words; null when nothing is. */
export function filterWords(
  { state, text, onlyBuying, perangkatDaerahId }: Partial<MappingFilter>,
  perangkatDaerah: readonly { id: string; name: string }[],
): string | null {
  const name = perangkatDaerah.find((one) => one.id === perangkatDaerahId)?.name;
  const said = [
    state && STATE_NAMES[state].toLowerCase(),
    name && `perangkat daerah ${name}`,
    text && `memuat "${text}"`,
    onlyBuying && 'hanya yang berbelanja',
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}

/** 'Sejak awal', 'Sejak 1 Januari 2026', '1 Januari 2025 – 31 Desember 2025'. */
export function periodWords(from: string, to: string | null): string {
  const always = from === '2000-01-01';
  if (to === null) return always ? 'Sejak awal' : `Sejak ${formatDay(from)}`;
  return always ? `Sampai ${formatDay(to)}` : `${formatDay(from)} – ${formatDay(to)}`;
}

/** How a feed names a satker, in words: 'kode 501', 'kode 1.20.03', 'nama dinas contoh'. */
export function aliasWords(ref: string): string {
  const [, kind, rest] = /^([ctn]):(.*)$/s.exec(ref) ?? [];
  if (kind === 'n') return `nama "${rest}"`;
  if (kind === 'c') return `kode satker ${rest}`;
  if (kind === 't') return `kode ${rest}`;
  return 'tanpa satker dalam sumber';
}

/** A satker in one value of a form: its KLPD and its key. */
export function chosenValue({ klpd, satkerKey }: { klpd: string; satkerKey: string }): string {
  return `${klpd}|${satkerKey}`;
}

/** The values of a form's boxes by KLPD. What is no such value is left out. */
export function chosenKeys(values: readonly string[]): Map<string, string[]> {
  const chosen = new Map<string, string[]>();
  for (const value of values) {
    const at = value.indexOf('|');
    if (at < 1) continue;
    const [klpd, key] = [value.slice(0, at), value.slice(at + 1)];
    chosen.set(klpd, [...(chosen.get(klpd) ?? []), key]);
  }
  return chosen;
}
