import type { VNode } from 'preact';
import type { MonthChange, MonthFigure } from '../../../participation/monthly/monthly-figures.js';
import { metricHref } from '../../../participation/metrics.js';
import { countWords, percentWords } from '../../../participation/wording.js';
import { formatMoment, formatMonth } from '../../../shared/dates.js';
import { formatRupiahShort, senFromDecimal } from '../../../shared/money.js';
import { Answer, type Column, DataTable, Downloads, EmptyState, type PageContext } from '../../components/index.js';
import type { ParticipationAsked } from './participation.address.js';
import { WorkingTabs } from './working.view.js';

/** What the page shows of each month; the file has all. */
const SHOWN = [
  { key: 'sellers', head: 'Pelaku usaha', say: countWordsOf },
  { key: 'umk', head: 'UMK', say: countWordsOf },
  { key: 'umkShare', head: 'Pangsa UMK', say: (text: string) => percentWords(rounded(text)) },
  { key: 'transactions', head: 'Transaksi', say: countWordsOf },
  { key: 'value', head: 'Nilai', say: (text: string) => formatRupiahShort(senFromDecimal(rounded(text))) },
] as const;

interface Month {
  month: string;
  takenAt: Date;
  figures: ReadonlyMap<string, MonthFigure>;
}

/** Months as they were closed; what reads differently now says so, with what came in between. */
export function MonthlyView({
  ctx,
  asked,
  figures,
}: {
  ctx: PageContext;
  asked: ParticipationAsked;
  figures: readonly MonthFigure[];
}): VNode {
  const months = monthsOf(figures);
  const [newest] = months;
  return (
    <>
      <WorkingTabs here="bulanan" asked={asked} />
      {!newest ? (
        <EmptyState title="Belum ada potret bulanan">
          <p>
            Setelah sebuah bulan berakhir, layanan menyimpan angkanya sendiri (1 Januari sampai akhir bulan itu). Angka
            yang disimpan tidak diubah lagi; bila impor sesudahnya mengubahnya, perubahannya dicatat di sampingnya.
          </p>
        </EmptyState>
      ) : (
        <>
          <Answer>
            Potret terakhir: {monthWords(newest.month)}, disimpan {formatMoment(newest.takenAt, ctx.instance.timeZone)}.
          </Answer>
          <DataTable<Month>
            label="Tabel potret bulanan"
            caption="Dari 1 Januari sampai akhir bulan, seperti adanya saat bulan itu ditutup. Di bawahnya: angka menurut data sekarang bila berbeda."
            columns={[
              { key: 'bulan', head: 'Bulan', cell: ({ month }) => monthWords(month) },
              ...SHOWN.map(({ key, head, say }): Column<Month> => ({
                key,
                head,
                kind: 'number',
                cell: ({ figures: of }) => <MonthCell figure={of.get(key)} say={say} />,
              })),
            ]}
            rows={months}
          />
          <p class="prose">
            Definisi: <a href={metricHref('P01')}>pelaku usaha</a>, <a href={metricHref('P13')}>pangsa</a>,{' '}
            <a href={metricHref('P02')}>transaksi</a>, <a href={metricHref('P03')}>nilai</a>.
          </p>
          <Downloads
            files={(['xlsx', 'csv'] as const).map((format) => ({
              text: format.toUpperCase(),
              href: `/kerja/partisipasi/bulanan/unduh.${format}`,
            }))}
          />
        </>
      )}
    </>
  );
}

function MonthCell({ figure, say }: { figure: MonthFigure | undefined; say: (text: string) => string }): VNode {
  const words = (text: string | null | undefined): string =>
    text === null || text === undefined ? 'tidak tersedia' : say(text);
  const last = figure?.changes.at(-1);
  return (
    <>
      {words(figure?.value)}
      {last && (
        <span class="sub">
          kini {words(last.after)}: {causeWords(last)}
        </span>
      )}
    </>
  );
}

/** What came in between two looks: imports that were applied, imports that were taken back, or neither. */
export function causeWords({ batches, undone }: Pick<MonthChange, 'batches' | 'undone'>): string {
  const list = (ids: readonly string[]): string =>
    `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` dan ${ids.length - 5} lainnya` : ''}`;
  const causes = [
    ...(batches.length > 0 ? [`impor ${list(batches)}`] : []),
    ...(undone.length > 0 ? [`impor ${list(undone)} dibatalkan`] : []),
  ];
  return causes.length > 0 ? causes.join('; ') : 'keputusan staf, atau perubahan data pelaku usaha atau katalog';
}

function monthsOf(figures: readonly MonthFigure[]): Month[] {
  const byMonth = new Map<string, MonthFigure[]>();
  for (const one of figures) byMonth.set(one.month, [...(byMonth.get(one.month) ?? []), one]);
  return [...byMonth].flatMap(([month, list]) => {
    const [first] = list;
    return first ? [{ month, takenAt: first.takenAt, figures: new Map(list.map((one) => [one.key, one])) }] : [];
  });
}

/** '2026-08-01' → 'Agustus 2026'. */
function monthWords(month: string): string {
  return `${formatMonth(Number(month.slice(5, 7)))} ${month.slice(0, 4)}`;
}

function countWordsOf(text: string): string {
  return countWords(BigInt(text.split('.')[0] ?? '0'));
}

/** With two places, as rupiah and percentages are written; the table keeps no zeros at the end. */
function rounded(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}
