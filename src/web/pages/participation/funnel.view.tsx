import type { VNode } from 'preact';
import {
  type Funnel,
  FUNNEL_DIMENSIONS,
  FUNNEL_STEPS,
  type FunnelCounts,
  type FunnelRow,
  type FunnelStep,
  type StepTime,
  type TimeStep,
} from '../../../participation/funnel.queries.js';
import { percentText } from '../../../participation/derived.js';
import { metricHref } from '../../../participation/metrics.js';
import type { Penetration, PenetrationRow, PopulationCells } from '../../../participation/penetration.service.js';
import type { YearColumn } from '../../../participation/participation.js';
import { countWords, percentWords, spanWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Bar,
  type Column,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  type PageContext,
} from '../../components/index.js';
import type { ParticipationAsked } from './participation.address.js';
import { DIMENSION_NAMES, WorkingTabs } from './working.view.js';

export const FUNNEL = '/kerja/partisipasi/corong';

export const STEP_NAMES: Readonly<Record<FunnelStep, string>> = {
  known: 'Dikenal',
  contacted: 'Dihubungi',
  registered: 'Terdaftar',
  eligible: 'Layak',
  listed: 'Tayang',
  sold: 'Menjual',
  again: 'Menjual lagi',
};

const STEP_MEANINGS: Readonly<Record<FunnelStep, string>> = {
  known: 'tercatat dalam data pelaku usaha hari ini',
  contacted: 'peserta program pembinaan yang tidak dibatalkan, menurut tanggal ikutnya',
  registered: 'punya kunci penyedia v5, v6, atau Toko Daring yang sudah berlaku',
  eligible: 'keputusan kelayakan terakhirnya layak atau layak bersyarat, dan belum lewat masanya',
  listed: 'punya produk yang tayang pada tanggal itu',
  sold: 'paling sedikit satu transaksi, kapan pun sampai tanggal itu',
  again: 'paling sedikit dua transaksi',
};

const TIME_NAMES: Readonly<Record<TimeStep, string>> = {
  'layak-tayang': 'Dari dinyatakan layak sampai tayang',
  'tayang-jual': 'Dari tayang sampai penjualan pertama',
  'layak-jual': 'Dari dinyatakan layak sampai penjualan pertama',
};

export interface FunnelProps {
  ctx: PageContext;
  asked: ParticipationAsked;
  funnel: Funnel;
  penetration: Penetration;
  column: YearColumn | null;
  typed?: PopulationCells;
  problems?: readonly FieldProblem[] | null;
}

/** How far enterprises come, how long it takes them, and what share of which population that is. */
export function FunnelView({ ctx, asked, funnel, penetration, column, typed, problems = null }: FunnelProps): VNode {
  const { all, by } = funnel;
  return (
    <>
      <WorkingTabs here="corong" asked={asked} />
      <Answer>{answerOf(funnel)}</Answer>
      <Filters
        action={FUNNEL}
        said={null}
        fields={[
          { name: 'sampai', label: 'Sampai tanggal', type: 'date', value: funnel.day },
          {
            name: 'menurut',
            label: 'Menurut',
            value: by,
            options: FUNNEL_DIMENSIONS.map((value) => ({ value, text: DIMENSION_NAMES[value] })),
          },
        ]}
      />
      <h2 id="langkah">Langkah demi langkah</h2>
      <DataTable<FunnelStep>
        label="Tabel langkah"
        caption={`Keadaan ${formatDay(funnel.day)}. Pangsa dari yang dikenal; langkahnya tidak selalu berurutan.`}
        columns={[
          {
            key: 'langkah',
            head: 'Langkah',
            cell: (step) => (
              <>
                {STEP_NAMES[step]}
                <span class="sub">{STEP_MEANINGS[step]}</span>
              </>
            ),
          },
          { key: 'banyak', head: 'Pelaku usaha', kind: 'number', cell: (step) => countOf(all, step) },
          {
            key: 'pangsa',
            head: 'Dari yang dikenal',
            kind: 'number',
            cell: (step) => {
              const share = percentText(all[step], all.known, 1);
              return share === null ? (
                ''
              ) : (
                <>
                  {percentWords(share)}
                  <Bar known={Number(share)} />
                </>
              );
            },
          },
        ]}
        rows={FUNNEL_STEPS}
        rowId={(step) => `l-${step}`}
      />
      <p class="prose">
        {funnel.unregisteredSellers === 0
          ? 'Semua penjual dalam data pembelian tercatat sebagai pelaku usaha.'
          : `${countWords(funnel.unregisteredSellers)} penjual dalam data pembelian belum tercatat sebagai pelaku usaha, jadi tidak ada pada langkah mana pun.`}{' '}
        Langkah tanpa sumber berbunyi "tidak tersedia".
      </p>
      <DataTable<FunnelRow>
        label={`Tabel langkah menurut ${DIMENSION_NAMES[by].toLowerCase()}`}
        caption={
          by === 'kelompok'
            ? 'Menurut kelompok produk yang dibuatnya; pembuat beberapa kelompok ada pada setiap barisnya.'
            : `Menurut ${DIMENSION_NAMES[by].toLowerCase()}; hanya baris yang ada pelaku usahanya.`
        }
        columns={[
          { key: 'nama', head: DIMENSION_NAMES[by], cell: ({ label }) => label },
          ...FUNNEL_STEPS.map((step): Column<FunnelRow> => ({
            key: step,
            head: STEP_NAMES[step],
            kind: 'number',
            help: STEP_MEANINGS[step],
            cell: ({ counts }) => countOf(counts, step),
          })),
        ]}
        rows={funnel.rows}
        empty="Belum ada pelaku usaha yang tercatat."
      />
      <h2 id="waktu">Berapa lama</h2>
      <DataTable<StepTime>
        label="Tabel lama langkah"
        caption="Median hari, hanya yang kedua tanggalnya diketahui."
        columns={[
          { key: 'langkah', head: 'Langkah', cell: ({ step }) => TIME_NAMES[step] },
          {
            key: 'median',
            head: 'Median (hari)',
            kind: 'number',
            cell: ({ median }) => (median === null ? <span class="sub">tidak tersedia</span> : countWords(median)),
          },
          { key: 'dari', head: 'Dari pelaku usaha', kind: 'number', cell: ({ known }) => countWords(known) },
          {
            key: 'terbalik',
            head: 'Urutan terbalik, tidak dihitung',
            kind: 'number',
            cell: ({ reversed }) => countWords(reversed),
          },
        ]}
        rows={funnel.times}
      />
      <PenetrationView ctx={ctx} penetration={penetration} column={column} typed={typed} problems={problems} />
      <HowComputed
        entries={[
          { term: 'Corong', text: <a href={metricHref('P11')}>P11</a> },
          { term: 'Lama langkah', text: <a href={metricHref('P10')}>P10</a> },
          { term: 'Penetrasi', text: <a href={metricHref('M09')}>M09</a> },
        ]}
      />
      <Downloads
        files={(['xlsx', 'csv'] as const).map((format) => ({
          text: format.toUpperCase(),
          href: address(`${FUNNEL}/unduh.${format}`, { sampai: funnel.day, menurut: by }),
        }))}
        api={address('/api/v1/participation/funnel', { cutoff: funnel.day, by })}
      />
    </>
  );
}

function answerOf({ all }: Funnel): string {
  const known = all.known ?? 0;
  if (known === 0) return 'Belum ada pelaku usaha yang tercatat; corong dimulai dari yang dikenal.';
  return `Dari ${countWords(known)} pelaku usaha yang dikenal, ${countWords(all.sold ?? 0)} pernah menjual dan ${countWords(all.again ?? 0)} menjual lagi.`;
}

function countOf(counts: FunnelCounts, step: FunnelStep): VNode | string {
  const count = counts[step];
  return count === null ? <span class="sub">tidak tersedia</span> : countWords(count);
}

function PenetrationView({
  ctx,
  penetration,
  column,
  typed,
  problems,
}: Pick<FunnelProps, 'ctx' | 'penetration' | 'column' | 'typed' | 'problems'>): VNode {
  const { listed, sold, rows } = penetration;
  const share = (text: string | null): VNode | string =>
    text === null ? <span class="sub">tidak tersedia</span> : percentWords(text);
  const mayWrite = ctx.can('participation.write');
  return (
    <section>
      <h2 id="penetrasi">Dari populasi yang mana</h2>
      <p class="prose">
        UMK tayang:{' '}
        {listed.count === null
          ? 'tidak tersedia, belum ada keadaan katalog.'
          : `${countWords(listed.count)}, keadaan ${formatDay(listed.onDay ?? '')} (${listed.source ?? ''}).`}{' '}
        UMK yang menjual:{' '}
        {sold === null || column === null ? 'tidak tersedia.' : `${countWords(sold)}, ${spanWords(column.span)}.`}{' '}
        Setiap penyebut punya kekurangan; sebutkan yang dipakai saat mengutip.
      </p>
      <DataTable<PenetrationRow>
        label="Tabel penetrasi"
        caption="Penyebut berdampingan, masing-masing dengan tanggal, sumber, dan kekurangannya."
        columns={[
          {
            key: 'populasi',
            head: 'Populasi',
            cell: (row) => (
              <>
                {row.name}
                <span class="sub">{row.onDay === null ? 'tanpa tanggal' : formatDay(row.onDay)}</span>
              </>
            ),
          },
          {
            key: 'banyak',
            head: 'Banyaknya',
            kind: 'number',
            cell: ({ amount }) => (amount === null ? <span class="sub">tidak tersedia</span> : countWords(amount)),
          },
          { key: 'tayang', head: 'UMK tayang', kind: 'number', cell: (row) => share(row.listed) },
          { key: 'menjual', head: 'UMK yang menjual', kind: 'number', cell: (row) => share(row.sold) },
          {
            key: 'kekurangan',
            head: 'Kekurangan',
            kind: 'wide',
            cell: (row) => (
              <>
                {row.limits}
                <span class="sub">{row.source}</span>
                {row.id !== null && mayWrite && (
                  <form method="post" action={`${FUNNEL}/populasi/${row.id}/hapus`}>
                    <Csrf ctx={ctx} />
                    <button class="quiet">
                      Hapus<span class="unseen"> populasi {row.name}</span>
                    </button>
                  </form>
                )}
              </>
            ),
          },
        ]}
        rows={rows}
      />
      {mayWrite && (
        <>
          <h3 id="populasi">Catat populasi dari sumber lain</h3>
          {problems && <ErrorSummary problems={problems} />}
          <form class="form" method="post" action={`${FUNNEL}/populasi`}>
            <Csrf ctx={ctx} />
            <FormField name="name" label="Nama populasi" value={typed?.name} error={problems} />
            <FormField name="amount" label="Banyaknya" value={typed?.amount} error={problems} inputMode="numeric" />
            <FormField
              name="onDay"
              label="Tanggal keadaan"
              type="date"
              value={typed?.onDay}
              error={problems}
              help="Kosongkan bila sumber tidak menyebutnya"
            />
            <FormField name="source" label="Sumber" value={typed?.source} error={problems} />
            <FormField name="limits" label="Siapa yang tidak tercakup" value={typed?.limits} error={problems} />
            <button>Catat populasi</button>
          </form>
        </>
      )}
    </section>
  );
}
