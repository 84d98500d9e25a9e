import type { ComplianceSummary } from '../../../compliance/compliance.js';
import type { EtalaseReport, JudgedPlace } from '../../../compliance/etalase/etalase-compliance.js';
import type { DutyState } from '../../../etalase/duty/duty.js';
import type { ImportsOverview } from '../../../ingestion/freshness.queries.js';
import type { Attention } from '../../../purchasing/attention.queries.js';
import { formatPercent, formatRupiahShort } from '../../../shared/money.js';
import { count } from '../spending/spending.wording.js';

/** One thing to look at: what it is, how much it is about, and where it is mended. */
export interface AttentionItem {
  text: string;
  detail: string;
  href: string;
  link: string;
}

/** What needs attention, the gravest first; empty when nothing does. */
export function attentionItems(attention: Attention, imports: ImportsOverview, year: number): AttentionItem[] {
  const { unmappedSatkers, unknownStatuses, umkUnknown, missing, incomplete } = attention;
  const { refused, failed, interrupted } = imports.unfinished;
  const items: AttentionItem[] = [];
  if (interrupted + failed > 0)
    items.push({
      text: `${count(interrupted + failed)} impor terputus atau gagal`,
      detail: 'Data yang tersimpan tidak berubah karenanya. Jalankan lagi dari berkas yang sudah diarsipkan.',
      href: '/impor',
      link: 'Lihat impor',
    });
  if (refused > 0)
    items.push({
      text: `${count(refused)} berkas ditolak`,
      detail: 'Baca alasannya; sebagian cukup dipastikan atau dinyatakan jenisnya.',
      href: '/impor',
      link: 'Lihat impor',
    });
  if (unknownStatuses.count > 0)
    items.push({
      text: `${count(unknownStatuses.count)} status belum dikenal`,
      detail: `${count(unknownStatuses.packages)} paket senilai ${formatRupiahShort(unknownStatuses.value)} belum masuk jumlah mana pun.`,
      href: '/status',
      link: 'Petakan status',
    });
  if (missing.packages > 0)
    items.push({
      text: `${count(missing.packages)} pesanan hilang dari sumber`,
      detail: `Senilai ${formatRupiahShort(missing.value)}; belum masuk jumlah mana pun sampai diputuskan.`,
      href: '/belanja/hilang',
      link: 'Putuskan',
    });
  if (unmappedSatkers.count > 0)
    items.push({
      text: `${count(unmappedSatkers.count)} satker belum dipetakan`,
      detail: `Pesanannya senilai ${formatRupiahShort(unmappedSatkers.value)} belum punya perangkat daerah.`,
      href: '/pemetaan',
      link: 'Petakan satker',
    });
  if (umkUnknown.value > 0n)
    items.push({
      text: `${formatRupiahShort(umkUnknown.value)} belum diketahui kelas usahanya`,
      detail: `${formatPercent(umkUnknown.value, umkUnknown.of)} dari transaksi; penyedianya belum punya keterangan UMK.`,
      href: '/penyedia',
      link: 'Isi kelas usaha penyedia',
    });
  if (incomplete.packages > 0)
    items.push({
      text: `${count(incomplete.packages)} paket belum lengkap`,
      detail: `Barisnya kurang dari yang disebut sumbernya; yang masuk senilai ${formatRupiahShort(incomplete.value)}.`,
      href: `/belanja/belum-lengkap?tahun=${year}`,
      link: 'Lihat paket',
    });
  return items;
}

/** The obligation that the first page speaks of: the first by which anybody could be judged, else the first of all. */
export function leadingObligation(summary: ComplianceSummary): ComplianceSummary['obligations'][number] | null {
  return summary.obligations.find(({ judged }) => judged > 0) ?? summary.obligations[0] ?? null;
}

/** '18 dari 45', or '–' when nobody could be judged. */
export function keepersWords(obligation: ComplianceSummary['obligations'][number] | null): string {
  if (!obligation || obligation.judged === 0) return '–';
  return `${count(obligation.results.patuh)} dari ${count(obligation.judged)}`;
}

/** Places whose etalase is lacking in one way: those named, and how many there are besides. */
export interface EtalaseLack {
  state: DutyState;
  text: string;
  named: JudgedPlace[];
  others: number;
}

const LACKS: readonly { state: DutyState; words: string }[] = [
  { state: 'tidak-ada', words: 'tidak punya etalase' },
  { state: 'kedaluwarsa', words: 'terlalu lama tidak diperiksa etalasenya' },
];
const MOST_NAMED = 5;

/** The places that have no etalase and those whose etalase was seen too long ago; what nobody has looked at is not named. */
export function etalaseLacks({ places }: Pick<EtalaseReport, 'places'>): EtalaseLack[] {
  return LACKS.flatMap(({ state, words }) => {
    const found = places.filter((place) => place.state === state);
    if (found.length === 0) return [];
    const named = found.slice(0, MOST_NAMED);
    const text = `${count(found.length)} lokasi wisata ${words}`;
    return [{ state, text, named, others: found.length - named.length }];
  });
}
