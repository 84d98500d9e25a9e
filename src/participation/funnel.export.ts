import { senToDecimal } from '../shared/money.js';
import type { Sheet } from '../shared/spreadsheet.js';
import { type Funnel, FUNNEL_STEPS } from './funnel.queries.js';
import type { FunnelMember, StepDuration, UnregisteredSeller } from './funnel-rows.queries.js';
import type { Penetration } from './penetration.service.js';

/** Steps by place; a step that is not available is an empty cell. */
export function funnelSheet({ all, rows, day }: Funnel, name: string): Sheet {
  return {
    name: 'Corong',
    columns: [
      { heading: 'Kode', type: 'text', width: 14 },
      { heading: name, type: 'text', width: 36 },
      { heading: 'Keadaan', type: 'day' },
      ...['Dikenal', 'Dihubungi', 'Terdaftar', 'Layak', 'Tayang', 'Menjual', 'Menjual lagi'].map((heading) => ({
        heading,
        type: 'integer' as const,
      })),
    ],
    rows: [
      ...rows.map(({ key, label, counts }) => [key, label, day, ...FUNNEL_STEPS.map((step) => counts[step])]),
      ['', 'Semua', day, ...FUNNEL_STEPS.map((step) => all[step])],
    ],
  };
}

/** Denominators side by side, with their faults. */
export function penetrationSheet({ rows, listed, sold }: Penetration): Sheet {
  return {
    name: 'Penetrasi',
    columns: [
      { heading: 'Populasi', type: 'text', width: 36 },
      { heading: 'Tanggal', type: 'day' },
      { heading: 'Banyaknya', type: 'integer' },
      { heading: 'UMK tayang', type: 'integer' },
      { heading: 'UMK yang menjual', type: 'integer' },
      { heading: 'Tayang (%)', type: 'percent' },
      { heading: 'Menjual (%)', type: 'percent' },
      { heading: 'Sumber', type: 'text', width: 50 },
      { heading: 'Kekurangan', type: 'text', width: 80 },
    ],
    rows: rows.map((row) => [
      row.name,
      row.onDay,
      row.amount,
      listed.count,
      sold,
      row.listed,
      row.sold,
      row.source,
      row.limits,
    ]),
  };
}

/** Enterprises behind a step; a day that is not known is an empty cell beside its yes, no, or that it is not available. */
export function membersSheet(items: readonly FunnelMember[], classWords: (name: string) => string): Sheet {
  const yes = (reached: boolean | null): string => (reached === null ? 'tidak tersedia' : reached ? 'ya' : 'tidak');
  return {
    name: 'Pelaku usaha',
    columns: [
      { heading: 'Nomor di data pelaku usaha', type: 'text', width: 12 },
      { heading: 'Nama', type: 'text', width: 40 },
      { heading: 'Kabupaten/Kota', type: 'text' },
      { heading: 'Kelas', type: 'text' },
      { heading: 'Dihubungi sejak', type: 'day' },
      { heading: 'Terdaftar', type: 'text', width: 10 },
      { heading: 'Terdaftar sejak', type: 'day' },
      { heading: 'Layak', type: 'text', width: 8 },
      { heading: 'Layak pertama', type: 'day' },
      { heading: 'Tayang', type: 'text', width: 8 },
      { heading: 'Tayang pertama', type: 'day' },
      { heading: 'Penjualan pertama', type: 'day' },
      { heading: 'Transaksi', type: 'integer' },
    ],
    rows: items.map((one) => [
      one.id,
      one.name,
      one.regency,
      classWords(one.class),
      one.contactedOn,
      yes(one.registered),
      one.registeredOn,
      yes(one.eligible),
      one.eligibleOn,
      yes(one.listed),
      one.listedOn,
      one.firstSaleOn,
      one.packages,
    ]),
  };
}

/** Enterprises behind a median of days; `from` and `to` name the two days. */
export function durationsSheet(items: readonly StepDuration[], from: string, to: string): Sheet {
  return {
    name: 'Lama langkah',
    columns: [
      { heading: 'Nomor di data pelaku usaha', type: 'text', width: 12 },
      { heading: 'Nama', type: 'text', width: 40 },
      { heading: 'Kabupaten/Kota', type: 'text' },
      { heading: from, type: 'day' },
      { heading: to, type: 'day' },
      { heading: 'Lama (hari)', type: 'integer' },
    ],
    rows: items.map((one) => [one.id, one.name, one.regency, one.fromDay, one.toDay, one.days]),
  };
}

/** Sellers that are no enterprise on file. */
export function unregisteredSheet(
  items: readonly UnregisteredSeller[],
  schemeWords: (scheme: string) => string,
): Sheet {
  return {
    name: 'Belum tercatat',
    columns: [
      { heading: 'Nama menurut sumber', type: 'text', width: 40 },
      { heading: 'Sumber', type: 'text' },
      { heading: 'Penjualan pertama', type: 'day' },
      { heading: 'Transaksi', type: 'integer' },
      { heading: 'Nilai (Rp)', type: 'amount' },
    ],
    rows: items.map((one) => [one.name, schemeWords(one.scheme), one.firstOn, one.packages, senToDecimal(one.value)]),
  };
}
