import type { VNode } from 'preact';
import { metricHref } from '../../../participation/metrics.js';
import { originOf } from '../../../participation/origin.js';
import type { YearColumn } from '../../../participation/participation.js';
import type { ParticipationReport } from '../../../participation/participation.service.js';
import type { SharesOfYear } from '../../../participation/shares.queries.js';
import type { TileGrid } from '../../../participation/tile-grid.js';
import { countWords, spanWords } from '../../../participation/wording.js';
import {
  address,
  Answer,
  Chart,
  type ChartImage,
  Downloads,
  EmptyState,
  HowComputed,
  type Option,
  type PageContext,
} from '../../components/index.js';
import { BreakdownView } from './breakdown.view.js';
import { FigureTable, type RowsHref } from './figures.view.js';
import { apiHref, filterQuery, participationHref, type ParticipationAsked } from './participation.address.js';
import { Caveats } from './public.view.js';
import { SharesView } from './shares.view.js';
import { VillageNotice, type VillageQuestion, WorkingFilters } from './working-filters.view.js';
import { WorkingTabs } from './working-tabs.view.js';
import { WORKING } from './working.words.js';

export interface WorkingProps {
  ctx: PageContext;
  asked: ParticipationAsked;
  report: ParticipationReport;
  grid: TileGrid;
  regencies: readonly Option[];
  groups: readonly Option[];
  /** Names of villages that mean several, or none. */
  villages: readonly VillageQuestion[];
  charts: readonly ChartImage[];
  /** By whole years, of all purchases; empty where the viewer sees a part of them. */
  shares: readonly SharesOfYear[];
  /** The filter in words; null = none. */
  said: string | null;
}

/** The working page: filter once, see table, chart, map, file and API alike. */
export function WorkingView(props: WorkingProps): VNode {
  const { ctx, asked, report, charts, said } = props;
  const { table, rows, breakdown } = report;
  const last = table.columns.findLast(({ data }) => data);
  return (
    <>
      <WorkingTabs here="angka" asked={asked} />
      {last && <Answer>{answerOf(last)}</Answer>}
      <WorkingFilters {...props} />
      {props.villages.map((question) => (
        <VillageNotice question={question} asked={asked} />
      ))}
      {!last ? (
        <EmptyState
          title="Belum ada penjualan yang sesuai"
          action={ctx.can('import.write') ? { href: '/impor', text: 'Impor berkas belanja' } : null}
        >
          <p>
            Angka di sini dihitung dari berkas belanja yang diimpor, sejauh hak lihat Anda. Ubah saringannya bila ada.
          </p>
        </EmptyState>
      ) : (
        <>
          <FigureTable table={table} rows={rows} rowsHref={rowsHrefOf(asked)} />
          {charts.map((image) => (
            <Chart image={image} />
          ))}
          <Caveats
            report={report}
            unplacedHref={(year) =>
              address(`${WORKING}/pelaku`, { ...filterQuery(asked.filter), kabupaten: 'unknown', pada: year })
            }
          />
          {props.shares.length > 0 && <SharesView shares={props.shares} />}
          {breakdown && <BreakdownView {...props} breakdown={breakdown} last={last} />}
        </>
      )}
      <HowComputed
        entries={[
          { term: 'Rentang', text: said ?? 'Setiap tahun 1 Januari sampai tanggal yang sama; tahun penuh ditandai.' },
          { term: 'Definisi', text: <a href="/definisi#partisipasi">Semua metrik partisipasi beserta versinya</a> },
          { term: 'Penjual', text: <a href={metricHref('P01')}>Siapa dihitung satu kali (P01)</a> },
        ]}
      />
      <Downloads
        files={(['xlsx', 'csv'] as const).map((format) => ({
          text: format.toUpperCase(),
          href: participationHref(`${WORKING}/unduh.${format}`, asked),
        }))}
        api={`${apiHref(asked.filter, '/api/v1/participation/own')}&by=${asked.by}`}
      />
    </>
  );
}

function answerOf({ span, all, bands, moved }: YearColumn): string {
  const share = all.sellers === 0 ? '' : `, ${countWords(bands.yes.sellers)} di antaranya UMK`;
  const movedWords = moved
    ? ` ${countWords(moved.newcomers)} baru, ${countWords(moved.kept)} bertahan, ${countWords(moved.back)} kembali, ${countWords(moved.lost)} belum menjual lagi.`
    : ' Tahun sebelumnya tidak ada datanya, jadi tidak dapat dikatakan siapa yang baru.';
  return `Pada ${spanWords(span)}, ${countWords(all.sellers)} pelaku usaha menjual${share}.${movedWords}`;
}

/** What a figure of the table is made of: sellers, products, or states of the catalogue. */
function rowsHrefOf(asked: ParticipationAsked): RowsHref {
  return ({ key, section, metric }, year) => {
    if (section === 'Katalog') return `${WORKING}/katalog`;
    const list = metric === 'P04' ? 'produk' : originOf(key) ? 'pelaku' : null;
    return list && address(`${WORKING}/${list}`, { ...filterQuery(asked.filter), pada: year, angka: key });
  };
}
