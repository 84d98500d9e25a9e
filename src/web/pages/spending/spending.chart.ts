import type { SpendingReport, SpendingRow } from '../../../purchasing/spending.js';
import type { ChartInput } from '../../components/chart.js';
import { count, inMonthOrder, rowLabel, sortRows } from './spending.wording.js';

/** Bars that a person still compares; the table above holds them all. */
const MOST = 12;

/** In sen, largest first. */
const UNITS = [
  { sen: 100_000_000_000n, name: 'miliar rupiah' },
  { sen: 100_000_000n, name: 'juta rupiah' },
  { sen: 100_000n, name: 'ribu rupiah' },
] as const;

/**
 * Committed value by UMK of the largest rows, or of the months in their order; null when there is nothing to compare.
 * Numbers are rounded to hundredths of the unit and for drawing only.
 */
export function spendingChart(report: SpendingReport): ChartInput | null {
  const rows = chosen(report).filter((row) => row.totals.committed.value > 0n);
  if (rows.length < 2 || report.by === 'umk' || report.by === 'ovop') return null;
  const largest = rows.reduce(
    (most, { totals }) => (totals.committed.value > most ? totals.committed.value : most),
    0n,
  );
  const unit = UNITS.find(({ sen }) => largest >= sen) ?? UNITS[2];
  const values = (pick: (row: SpendingRow) => bigint): number[] =>
    rows.map((row) => Number((pick(row) * 100n) / unit.sen) / 100);
  const months = report.by === 'month';
  const first = rows[0];
  return {
    title: months
      ? 'Transaksi tiap bulan menurut kelas usaha penyedia'
      : `${count(rows.length)} transaksi terbesar menurut kelas usaha penyedia`,
    description:
      first && !months
        ? `Yang terbesar: ${rowLabel(report.by, first)}. Angka tepatnya ada dalam tabel.`
        : 'Angka tepatnya ada dalam tabel.',
    kind: 'bars',
    lying: !months,
    stacked: true,
    categories: rows.map((row) => rowLabel(report.by, row)),
    series: [
      { name: 'UMK', tone: 'accent', values: values(({ totals }) => totals.committed.umk.yes) },
      { name: 'Bukan UMK', tone: 'none', values: values(({ totals }) => totals.committed.umk.no) },
      { name: 'Belum diketahui', tone: 'unknown', values: values(({ totals }) => totals.committed.umk.unknown) },
    ],
    unit: unit.name,
  };
}

function chosen(report: SpendingReport): SpendingRow[] {
  if (report.by === 'month') return inMonthOrder(report.rows);
  return sortRows(report.rows, { by: 'transaksi', direction: 'desc' }).slice(0, MOST);
}
