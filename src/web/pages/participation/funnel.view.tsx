import type { VNode } from 'preact';
import {
  type Funnel,
  FUNNEL_DIMENSIONS,
  FUNNEL_STEPS,
  type FunnelRow,
  type FunnelStep,
  type StepTime,
} from '../../../participation/funnel.queries.js';
import { percentText } from '../../../participation/derived.js';
import { metricHref } from '../../../participation/metrics.js';
import type { Penetration, PopulationCells } from '../../../participation/penetration.service.js';
import type { YearColumn } from '../../../participation/participation.js';
import { countWords, percentWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Bar,
  type Column,
  DataTable,
  Downloads,
  Filters,
  HowComputed,
  type PageContext,
} from '../../components/index.js';
import { FUNNEL, rowsLink, UNREGISTERED } from './funnel-rows.link.js';
import { STEP_MEANINGS, STEP_NAMES, TIME_NAMES } from './funnel.words.js';
import type { ParticipationAsked } from './participation.address.js';
import { PenetrationView } from './penetration.view.js';
import { WorkingTabs } from './working-tabs.view.js';
import { DIMENSION_NAMES } from './working.words.js';

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
          { key: 'banyak', head: 'Pelaku usaha', kind: 'number', cell: (step) => countOf(ctx, funnel, step) },
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
        {funnel.unregisteredSellers === 0 ? (
          'Semua penjual dalam data pembelian tercatat sebagai pelaku usaha.'
        ) : (
          <>
            {rowsLink(ctx, funnel.unregisteredSellers, { angka: UNREGISTERED, sampai: funnel.day })} penjual dalam data
            pembelian belum tercatat sebagai pelaku usaha, jadi tidak ada pada langkah mana pun.
          </>
        )}{' '}
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
            cell: (row) => countOf(ctx, funnel, step, row),
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
            cell: ({ step, median }) =>
              median === null ? (
                <span class="sub">tidak tersedia</span>
              ) : (
                rowsLink(ctx, median, { angka: step, sampai: funnel.day })
              ),
          },
          {
            key: 'dari',
            head: 'Dari pelaku usaha',
            kind: 'number',
            cell: ({ step, known }) => rowsLink(ctx, known, { angka: step, sampai: funnel.day }),
          },
          {
            key: 'terbalik',
            head: 'Urutan terbalik, tidak dihitung',
            kind: 'number',
            cell: ({ step, reversed }) =>
              rowsLink(ctx, reversed, { angka: step, sampai: funnel.day, yang: 'terbalik' }),
          },
        ]}
        rows={funnel.times}
      />
      <PenetrationView
        ctx={ctx}
        day={funnel.day}
        penetration={penetration}
        column={column}
        typed={typed}
        problems={problems}
      />
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

/** A number that opens its rows, for whoever may see who they are. */
function countOf(ctx: PageContext, funnel: Funnel, step: FunnelStep, place: FunnelRow | null = null): VNode | string {
  const count = (place?.counts ?? funnel.all)[step];
  if (count === null) return <span class="sub">tidak tersedia</span>;
  const named = {
    angka: step,
    sampai: funnel.day,
    ...(place === null ? {} : { menurut: funnel.by, tempat: place.key }),
  };
  return rowsLink(ctx, count, named);
}
