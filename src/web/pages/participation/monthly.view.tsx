import type { VNode } from 'preact';
import type { MonthChange, MonthFigure } from '../../../participation/monthly/monthly-figures.js';
import { lastDayOf } from '../../../participation/monthly/monthly-figures.js';
import { metricHref } from '../../../participation/metrics.js';
import { originOf } from '../../../participation/origin.js';
import { countWords, percentWords } from '../../../participation/wording.js';
import { formatMoment, formatMonth } from '../../../shared/dates.js';
import { formatRupiahShort, senFromDecimal } from '../../../shared/money.js';
import {
  address,
  Answer,
  type Column,
  DataTable,
  Downloads,
  EmptyState,
  Notice,
  type PageContext,
} from '../../components/index.js';
import type { ParticipationAsked } from './participation.address.js';
import { WorkingTabs } from './working-tabs.view.js';
import { WORKING } from './working.words.js';

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
            caption="Dari 1 Januari sampai akhir bulan, seperti adanya saat bulan itu ditutup. Di bawahnya: angka menurut data sekarang bila berbeda. Setiap angka membuka barisnya menurut data sekarang."
            columns={[
              { key: 'bulan', head: 'Bulan', cell: ({ month }) => monthWords(month) },
              ...SHOWN.map(({ key, head, say }): Column<Month> => ({
                key,
                head,
                kind: 'number',
                cell: ({ month, figures: of }) => <MonthCell ctx={ctx} month={month} figure={of.get(key)} say={say} />,
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

/** As it was kept, as a link to the rows by the data of now: those of then are not kept. */
function MonthCell({
  ctx,
  month,
  figure,
  say,
}: {
  ctx: PageContext;
  month: string;
  figure: MonthFigure | undefined;
  say: (text: string) => string;
}): VNode {
  const words = (text: string | null | undefined): string =>
    text === null || text === undefined ? 'tidak tersedia' : say(text);
  const last = figure?.changes.at(-1);
  // The figures are of all purchases; whoever sees a part of them would open other rows.
  const opens = figure !== undefined && figure.value !== null && ctx.scope.kind === 'all' && originOf(figure.key);
  return (
    <>
      {opens ? <a href={monthHref(month, figure.key)}>{words(figure.value)}</a> : words(figure?.value)}
      {last && (
        <span class="sub">
          kini {words(last.after)}: {causeWords(last)}
        </span>
      )}
    </>
  );
}

function monthHref(month: string, key: string): string {
  return address(`${WORKING}/pelaku`, {
    sampai: lastDayOf(month),
    pada: month.slice(0, 4),
    angka: key,
    potret: month.slice(0, 7),
  });
}

/** Above the rows of a figure that was kept: they are those of now, and may come to something else. */
export function MonthNotice({ ctx, figure }: { ctx: PageContext; figure: MonthFigure }): VNode | null {
  const shown = SHOWN.find(({ key }) => key === figure.key);
  if (!shown || figure.value === null) return null;
  const last = figure.changes.at(-1);
  const kept = `${shown.head} 1 Januari sampai akhir ${monthWords(figure.month)} disimpan ${formatMoment(figure.takenAt, ctx.instance.timeZone)} sebagai ${shown.say(figure.value)}.`;
  return (
    <Notice title="Potret bulanan">
      <p>
        {kept} Daftar di bawah menurut data sekarang
        {last
          ? `: ${last.after === null ? 'tidak tersedia' : shown.say(last.after)}, karena ${causeWords(last)}.`
          : '.'}
      </p>
    </Notice>
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
