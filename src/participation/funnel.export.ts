import type { Sheet } from '../shared/spreadsheet.js';
import { type Funnel, FUNNEL_STEPS } from './funnel.queries.js';
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
