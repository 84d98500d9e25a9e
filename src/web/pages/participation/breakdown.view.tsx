import type { VNode } from 'preact';
import type { TileGrid } from '../../../participation/tile-grid.js';
import {
  type Breakdown,
  type BreakdownCell,
  type BreakdownRow,
  CLASSES,
  type ParticipationFilter,
  WOMAN_OWNED,
  type YearColumn,
} from '../../../participation/participation.js';
import type { ParticipationReport } from '../../../participation/participation.service.js';
import { columnWords, countWords } from '../../../participation/wording.js';
import { formatAmount, formatRupiahShort } from '../../../shared/money.js';
import { address, Bar, type Column, DataTable, percentOf } from '../../components/index.js';
import { filterQuery, participationHref, type ParticipationAsked, type ShownNumber } from './participation.address.js';
import { type MapTile, shadeOf, TileMap } from './tile-map.js';
import { DIMENSION_NAMES, NUMBER_NAMES, WORKING } from './working.words.js';

interface BreakdownProps {
  asked: ParticipationAsked;
  report: ParticipationReport;
  grid: TileGrid;
  breakdown: Breakdown;
  /** The newest year with data. */
  last: YearColumn;
}

const numberOf = (cell: BreakdownCell | undefined, shown: ShownNumber): bigint =>
  cell === undefined
    ? 0n
    : shown === 'nilai'
      ? cell.value
      : BigInt(shown === 'umk' ? cell.umkSellers : shown === 'pelaku' ? cell.sellers : cell.packages);

/** The same years by place, class or what else was chosen: map and table. */
export function BreakdownView({ asked, report, breakdown, grid, last }: BreakdownProps): VNode {
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
