import type { VNode } from 'preact';
import type { TileGrid } from '../../../participation/tile-grid.js';
import { STAR_VALUES } from '../../../catalogue/stars.js';
import { CLASS_LABELS, starLabel } from '../../../participation/dimension-labels.js';
import { metricHref } from '../../../participation/metrics.js';
import {
  type Breakdown,
  type BreakdownCell,
  type BreakdownRow,
  CLASSES,
  type Dimension,
  DIMENSIONS,
  type ParticipationFilter,
  WOMAN_OWNED,
  type YearColumn,
} from '../../../participation/participation.js';
import { originOf } from '../../../participation/origin.js';
import type { ParticipationReport } from '../../../participation/participation.service.js';
import type { SharesOfYear } from '../../../participation/shares.queries.js';
import { columnWords, countWords, spanWords } from '../../../participation/wording.js';
import { formatAmount, formatRupiahShort } from '../../../shared/money.js';
import {
  address,
  Answer,
  Bar,
  Chart,
  type ChartImage,
  type Column,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
  percentOf,
  Tabs,
} from '../../components/index.js';
import { type VillageChoice, WOMAN_WORDS } from './filter.words.js';
import { FigureTable, type RowsHref } from './figures.view.js';
import {
  apiHref,
  filterQuery,
  participationHref,
  type ParticipationAsked,
  SHOWN_NUMBERS,
  type ShownNumber,
} from './participation.address.js';
import { Caveats } from './public.view.js';
import { SharesView } from './shares.view.js';
import { type MapTile, shadeOf, TileMap } from './tile-map.js';

export const WORKING = '/kerja/partisipasi';

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  kabupaten: 'Kabupaten/kota',
  kelas: 'Kelas usaha',
  desa: 'Desa',
  perempuan: 'Milik perempuan',
  kelompok: 'Kelompok produk',
  bintang: 'Bintang',
  'desa-produk': 'Desa produk',
};

const NUMBER_NAMES: Readonly<Record<ShownNumber, string>> = {
  umk: 'UMK yang menjual',
  pelaku: 'Pelaku usaha yang menjual',
  nilai: 'Nilai transaksi',
  transaksi: 'Transaksi',
};

/** A village that was asked for by a name, and what it may mean. */
export interface VillageQuestion {
  name: string;
  field: 'village' | 'productVillage';
  text: string;
  found: readonly VillageChoice[];
}

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

/** The working pages of participation, each with the filter that was chosen. */
export function WorkingTabs({ here, asked }: { here: string; asked: ParticipationAsked }): VNode {
  const tab = (name: string, text: string, href: string) => ({ text, href, here: name === here });
  return (
    <Tabs
      label="Halaman partisipasi"
      tabs={[
        tab('angka', 'Pertumbuhan', participationHref(WORKING, asked)),
        tab('corong', 'Corong dan penetrasi', address(`${WORKING}/corong`, { sampai: asked.filter.cutoff })),
        tab('katalog', 'Keadaan katalog', `${WORKING}/katalog`),
        tab('bulanan', 'Potret bulanan', `${WORKING}/bulanan`),
        tab('umum', 'Halaman untuk umum', '/partisipasi'),
      ]}
    />
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

/** Several villages go by one name, or none: which one is meant is chosen here. */
function VillageNotice({ question, asked }: { question: VillageQuestion; asked: ParticipationAsked }): VNode {
  const { text, field, found } = question;
  return (
    <Notice kind="warn" title={found.length === 0 ? `Tidak ada desa bernama "${text}"` : `Desa "${text}" yang mana?`}>
      {found.length === 0 ? (
        <p>
          Angka di bawah tanpa saringan itu. Tulis awal nama desa atau kelurahan, atau kodenya, contoh 53.05.01.2001.
        </p>
      ) : (
        <ul>
          {found.map(({ code, words }) => (
            <li>
              <a href={participationHref(WORKING, { ...asked, filter: { ...asked.filter, [field]: code } })}>{words}</a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function WorkingFilters({ asked, regencies, groups, said }: WorkingProps): VNode {
  const { filter } = asked;
  return (
    <Filters
      action={WORKING}
      said={said}
      clear={WORKING}
      fields={[
        { name: 'sampai', label: 'Sampai tanggal', type: 'date', value: filter.cutoff },
        {
          name: 'rentang',
          label: 'Rentang',
          value: filter.span,
          options: [
            { value: 'sama', text: 'Sama tiap tahun' },
            { value: 'penuh', text: 'Tahun penuh' },
          ],
        },
        {
          name: 'tahun',
          label: 'Banyaknya tahun',
          value: String(filter.years),
          options: ['2', '3', '5', '10'].map((value) => ({ value, text: value })),
        },
        { name: 'kabupaten', label: 'Kabupaten/kota', value: filter.regency ?? '', any: 'Semua', options: regencies },
        {
          name: 'kelas',
          label: 'Kelas',
          value: filter.sellerClass ?? '',
          any: 'Semua',
          options: [
            { value: 'yes', text: 'UMK dan koperasi' },
            { value: 'no', text: 'Bukan UMK' },
            ...CLASSES.map((value) => ({ value, text: CLASS_LABELS[value] })),
          ],
        },
        { name: 'kelompok', label: 'Kelompok produk', value: filter.group ?? '', any: 'Semua', options: groups },
        {
          name: 'bintang',
          label: 'Bintang produk',
          value: filter.star ?? '',
          any: 'Semua',
          options: [
            ...STAR_VALUES.map((value) => ({ value, text: starLabel(value) })),
            { value: 'unknown', text: 'Tanpa bintang' },
          ],
        },
        {
          name: 'perempuan',
          label: 'Milik perempuan',
          value: filter.woman ?? '',
          any: 'Semua',
          options: WOMAN_OWNED.map((value) => ({ value, text: WOMAN_WORDS[value] })),
        },
        { name: 'desa', label: 'Desa penjual (nama)', value: filter.village ?? '' },
        { name: 'desa-produk', label: 'Desa produk (nama)', value: filter.productVillage ?? '' },
        {
          name: 'menurut',
          label: 'Menurut',
          value: asked.by,
          options: DIMENSIONS.map((value) => ({ value, text: DIMENSION_NAMES[value] })),
        },
        {
          name: 'angka',
          label: 'Angka pada peta',
          value: asked.shown,
          options: SHOWN_NUMBERS.map((value) => ({ value, text: NUMBER_NAMES[value] })),
        },
      ]}
    />
  );
}

const numberOf = (cell: BreakdownCell | undefined, shown: ShownNumber): bigint =>
  cell === undefined
    ? 0n
    : shown === 'nilai'
      ? cell.value
      : BigInt(shown === 'umk' ? cell.umkSellers : shown === 'pelaku' ? cell.sellers : cell.packages);

function BreakdownView(props: WorkingProps & { breakdown: Breakdown; last: YearColumn }): VNode {
  const { asked, report, breakdown, grid, last } = props;
  const { shown } = asked;
  const columns = report.table.columns;
  const largest = breakdown.rows.reduce((most, { cells }) => {
    const value = numberOf(cells.get(last.year), shown);
    return value > most ? value : most;
  }, 0n);
  const name = DIMENSION_NAMES[breakdown.by];
  return (
    <section id="menurut">
      <h2>
        {NUMBER_NAMES[shown]} menurut {name.toLowerCase()}
      </h2>
      <DataTable<BreakdownRow>
        label={`Tabel menurut ${name.toLowerCase()}`}
        caption={`${NUMBER_NAMES[shown]}${shown === 'nilai' ? ' (Rp)' : ''}. Batang menurut ${columnWords(last)}. Yang masih nol juga ditampilkan.`}
        columns={[
          { key: 'nama', head: name, cell: (row) => placeLink(row, asked) },
          ...columns.map((column): Column<BreakdownRow> => ({
            key: String(column.year),
            head: columnWords(column),
            kind: 'number',
            cell: (row) => {
              if (!column.data) return <span class="sub">tidak ada data</span>;
              const value = numberOf(row.cells.get(column.year), shown);
              const said = shown === 'nilai' ? formatAmount(value) : countWords(value);
              const href = value === 0n ? null : cellHref(row, asked, column.year);
              return (
                <>
                  {href ? <a href={href}>{said}</a> : said}
                  {column.year === last.year && <Bar known={percentOf(value, largest)} />}
                </>
              );
            },
          })),
        ]}
        rows={breakdown.rows}
      />
      {(breakdown.by === 'kelompok' || breakdown.by === 'bintang' || breakdown.by === 'desa-produk') && (
        <p class="prose">
          Hanya baris pembelian yang produknya ada dalam katalog desa. Nilai baris yang dipakai bersama produk lain
          tidak dapat dibagi, jadi tidak ditambahkan.
        </p>
      )}
      {breakdown.by === 'kabupaten' &&
        breakdown.rows.some(({ key }) => grid.tiles.some(({ code }) => code === key)) && (
          <TileMap
            grid={grid}
            title={`${NUMBER_NAMES[shown]} menurut kabupaten/kota, ${columnWords(last)}`}
            description="Satu petak untuk setiap kabupaten/kota; angkanya tertulis pada petak dan ada dalam tabel di atas."
            tiles={breakdown.rows.map((row): MapTile => {
              const value = numberOf(row.cells.get(last.year), shown);
              return {
                code: row.key,
                name: row.label,
                said: shown === 'nilai' ? formatRupiahShort(value).replace('Rp', '') : countWords(value),
                shade: shadeOf(value, largest),
                href: participationHref(WORKING, { ...asked, filter: { ...asked.filter, regency: row.key } }),
              };
            })}
          />
        )}
    </section>
  );
}

/** The filter that a row of a breakdown stands for; null = none can say it. */
function filterOfRow(
  { key }: Pick<BreakdownRow, 'key'>,
  { by, filter }: ParticipationAsked,
): ParticipationFilter | null {
  if (key === 'unnamed') return null;
  switch (by) {
    case 'kabupaten':
      return { ...filter, regency: key };
    case 'kelas':
      return { ...filter, sellerClass: CLASSES.find((one) => one === key) ?? null };
    case 'desa':
      return { ...filter, village: key };
    case 'perempuan':
      return { ...filter, woman: WOMAN_OWNED.find((one) => one === key) ?? null };
    case 'kelompok':
      return key === 'unknown' ? null : { ...filter, group: key };
    case 'bintang':
      return { ...filter, star: key };
    case 'desa-produk':
      return { ...filter, productVillage: key };
  }
}

/** Choosing a row filters the whole page by it. */
function placeLink(row: BreakdownRow, asked: ParticipationAsked): VNode | string {
  const filter = filterOfRow(row, asked);
  return filter === null ? row.label : <a href={participationHref(WORKING, { ...asked, filter })}>{row.label}</a>;
}

const SHOWN_KEYS: Readonly<Record<ShownNumber, string>> = {
  umk: 'umk',
  pelaku: 'sellers',
  nilai: 'value',
  transaksi: 'transactions',
};

/** The sellers behind a number of a breakdown. */
function cellHref(row: BreakdownRow, asked: ParticipationAsked, year: number): string | null {
  const filter = filterOfRow(row, asked);
  return filter && address(`${WORKING}/pelaku`, { ...filterQuery(filter), pada: year, angka: SHOWN_KEYS[asked.shown] });
}
