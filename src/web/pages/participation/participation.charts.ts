import type { FigureRow } from '../../../participation/figures.js';
import type { ParticipationTable } from '../../../participation/participation.js';
import { columnWords, figureOf } from '../../../participation/wording.js';
import { type ChartImage, drawChart } from '../../components/chart.js';

/** Count and share beside one another: the two can point opposite ways. Nothing to draw without two years of data. */
export async function participationCharts(
  table: ParticipationTable,
  rows: readonly FigureRow[],
): Promise<ChartImage[]> {
  if (table.columns.filter(({ data }) => data).length < 2) return [];
  const categories = table.columns.map(columnWords);
  const numbers = (key: string): (number | null)[] =>
    figureOf(rows, key).values.map(({ number, text }) =>
      number === null ? (text === null ? null : Number(text)) : Number(number),
    );
  return [
    await drawChart({
      title: 'Banyaknya pelaku usaha yang menjual',
      description:
        'Batang bertumpuk per tahun: UMK, bukan UMK, dan yang kelasnya belum diketahui. Angkanya ada dalam tabel.',
      kind: 'bars',
      stacked: true,
      categories,
      series: [
        { name: 'UMK', tone: 'accent', values: numbers('umk') },
        { name: 'Menengah', tone: 'ovop', values: numbers('menengah') },
        { name: 'Besar atau bukan UMK', tone: 'none', values: numbers('nonUmkm') },
        { name: 'Belum diketahui', tone: 'unknown', values: numbers('unknown') },
      ],
      unit: 'pelaku usaha',
    }),
    await drawChart({
      title: 'Pangsa UMK dari pelaku usaha dan dari nilai',
      description:
        'Dua garis per tahun: pangsa UMK dari banyaknya pelaku usaha, dan dari nilai transaksi. Angkanya ada dalam tabel.',
      kind: 'lines',
      categories,
      series: [
        { name: 'Dari pelaku usaha', tone: 'accent', values: numbers('umkShare') },
        { name: 'Dari nilai transaksi', tone: 'ovop', values: numbers('umkValueShare') },
      ],
      unit: '%',
      max: 100,
    }),
  ];
}
