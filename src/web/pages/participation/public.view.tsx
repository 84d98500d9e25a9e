import type { VNode } from 'preact';
import type { Baseline } from '../../../participation/baseline.js';
import { type Headline, headlines, headlineText, publishedHeadlines } from '../../../participation/headlines.js';
import { metricHref } from '../../../participation/metrics.js';
import type { ParticipationReport } from '../../../participation/participation.service.js';
import { formatDay } from '../../../shared/dates.js';
import { formatRupiahShort } from '../../../shared/money.js';
import {
  Answer,
  Chart,
  type ChartImage,
  Downloads,
  EmptyState,
  HowComputed,
  Notice,
  type PageContext,
} from '../../components/index.js';
import { apiHref, filterQuery, participationHref, type ParticipationAsked } from './participation.address.js';
import { FigureTable, PublishedTable } from './figures.view.js';
import { address } from '../../address.js';

export interface PublicProps {
  ctx: PageContext;
  asked: ParticipationAsked;
  report: ParticipationReport;
  baseline: Baseline;
  imk: { total: number; notes: readonly string[] };
  whose: string;
  charts: readonly ChartImage[];
}

/** For citizens and the press: sentences that can be quoted, the table behind them, and what the bureau published before. */
export function PublicView({ ctx, asked, report, baseline, imk, whose, charts }: PublicProps): VNode {
  const { table, rows } = report;
  const told = headlines(table, rows, whose);
  const { filter } = table;
  return (
    <>
      <section aria-labelledby="sekarang">
        <h2 id="sekarang">Yang dihitung dari data pembelian</h2>
        {told.length === 0 ? (
          <EmptyState
            title="Belum ada data pembelian"
            action={ctx.can('import.write') ? { href: '/impor', text: 'Impor berkas belanja' } : null}
          >
            <p>
              Angka di sini dihitung dari berkas belanja pemerintah yang diimpor biro pengadaan. Sampai itu ada, yang
              dapat dikutip hanya tabel biro di bawah.
            </p>
          </EmptyState>
        ) : (
          <>
            <Headlines headlines={told} />
            <p class="prose">
              Banyaknya UMK dan pangsanya ditunjukkan bersama, sebab keduanya dapat berlawanan arah. Yang belum
              diketahui tidak dianggap nol.
            </p>
            <p class="take">
              <span class="sub">Bandingkan:</span>
              <a
                class="button quiet"
                aria-current={filter.span === 'sama' ? 'true' : undefined}
                href={participationHref('/partisipasi', { ...asked, filter: { ...filter, span: 'sama' } })}
              >
                Rentang yang sama tiap tahun
              </a>
              <a
                class="button quiet"
                aria-current={filter.span === 'penuh' ? 'true' : undefined}
                href={participationHref('/partisipasi', { ...asked, filter: { ...filter, span: 'penuh' } })}
              >
                Tahun penuh
              </a>
            </p>
            <FigureTable table={table} rows={rows} />
            {charts.map((image) => (
              <Chart image={image} />
            ))}
            <Caveats report={report} />
            <Downloads
              files={[
                { text: 'XLSX', href: address('/partisipasi/unduh.xlsx', filterQuery(filter)) },
                { text: 'CSV', href: address('/partisipasi/unduh.csv', filterQuery(filter)) },
                { text: 'Paket data (ZIP)', href: address('/partisipasi/paket-data.zip', filterQuery(filter)) },
                { text: 'Buku (PDF)', href: address('/partisipasi/buku.pdf', filterQuery(filter)) },
              ]}
              api={apiHref(filter)}
            />
          </>
        )}
      </section>
      <section aria-labelledby="terbit">
        <h2 id="terbit">Yang pernah diterbitkan biro, 2022 sampai 31 Agustus 2024</h2>
        <Headlines headlines={publishedHeadlines(baseline)} />
        <Notice title="Dikutip, tidak dicampur">
          <p>
            Tabel ini mencakup {baseline.scope} saja, sedangkan angka di atas mencakup semua e-purchasing. Keduanya
            tidak dijumlahkan dan tidak dibandingkan.
          </p>
        </Notice>
        <PublishedTable baseline={baseline} imk={imk.total} />
        <ul class="prose">
          {[...baseline.notes, ...imk.notes].map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </section>
      <HowComputed
        entries={[
          { term: 'Pelaku usaha', text: <a href={metricHref('P01')}>Pelaku usaha bertransaksi (P01)</a> },
          { term: 'Perbandingan', text: <a href={metricHref('P12')}>Pertumbuhan pada rentang yang sama (P12)</a> },
          { term: 'Di katalog', text: <a href={metricHref('P05')}>Keadaan katalog pada satu tanggal (P05)</a> },
          { term: 'Populasi', text: <a href={metricHref('M09')}>Penetrasi dan penyebutnya (M09)</a> },
        ]}
      />
    </>
  );
}

/** Each says of what, by when, and against what. */
export function Headlines({ headlines: told }: { headlines: readonly Headline[] }): VNode {
  return (
    <>
      {told.map((headline) => (
        <Answer>
          <q cite={metricHref(headline.metric)}>{headlineText(headline)}</q>{' '}
          <a class="define" href={metricHref(headline.metric)}>
            Definisi<span class="unseen"> {headline.of}</span>
          </a>
        </Answer>
      ))}
    </>
  );
}

/** What the numbers leave out, with how much of it there is. */
export function Caveats({
  report: { table },
  unplacedHref,
}: {
  report: ParticipationReport;
  /** Where those stand whose address is missing; none without. */
  unplacedHref?: (year: number) => string;
}): VNode | null {
  const notes = table.columns.flatMap(({ year, undated, unnamed, unvalued, data, all, local }): (string | VNode)[] => [
    ...(data ? [] : [`Tahun ${year}: tidak ada pembelian yang diimpor, jadi tidak dapat dikatakan apa pun.`]),
    ...(undated.packages > 0
      ? [`Tahun ${year}: ${undated.packages} transaksi tanpa tanggal hanya masuk hitungan tahun penuh.`]
      : []),
    ...(unnamed > 0n ? [`Tahun ${year}: sebagian nilai berasal dari penyedia yang tidak disebut sumbernya.`] : []),
    ...(local.unplaced > 0n
      ? [
          <>
            Tahun {year}: alamat penjual belum diketahui untuk {formatRupiahShort(local.unplaced)} dari{' '}
            {formatRupiahShort(all.valueCompleted)} nilai selesai, jadi pangsa penyedia lokal dapat lebih besar sampai
            sebanyak itu.
            {unplacedHref && (
              <>
                {' '}
                <a href={unplacedHref(year)}>Penjual tanpa alamat {year}</a>: catat desa atau kabupatennya pada data
                pelaku usaha, dan hubungkan kunci penyedianya.
              </>
            )}
          </>,
        ]
      : []),
    ...(unvalued > 0 ? [`Tahun ${year}: ${unvalued} baris yang nilainya tidak diketahui tidak menambah nilai.`] : []),
  ]);
  const stale =
    table.newestOrder !== null && table.newestOrder < table.filter.cutoff
      ? [`Pesanan terakhir dalam data tahun terbaru bertanggal ${formatDay(table.newestOrder)}.`]
      : [];
  if (notes.length + stale.length === 0) return null;
  return (
    <ul class="prose">
      {[...stale, ...notes].map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  );
}
