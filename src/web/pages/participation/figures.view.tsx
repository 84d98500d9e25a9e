import type { VNode } from 'preact';
import type { Baseline, BaselineRow } from '../../../participation/baseline.js';
import type { FigureRow } from '../../../participation/figures.js';
import { percentText } from '../../../participation/derived.js';
import { metricHref, metricOf } from '../../../participation/metrics.js';
import type { ParticipationTable } from '../../../participation/participation.js';
import {
  changeWords,
  columnWords,
  countWords,
  exactWords,
  growthWords,
  percentWords,
  valueWords,
} from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { type Column, DataTable } from '../../components/index.js';

/** Where the rows behind a number are; null = nowhere for this reader. */
export type RowsHref = (row: FigureRow, year: number) => string | null;

/** The table of participation: one column a year, each with what changed against the one before. */
export function FigureTable({
  table,
  rows,
  sections,
  rowsHref,
}: {
  table: ParticipationTable;
  rows: readonly FigureRow[];
  /** Which sections are shown; all without. */
  sections?: readonly FigureRow['section'][];
  rowsHref?: RowsHref;
}): VNode {
  const shown = rows.filter(
    ({ section, key, values }) => (!sections || sections.includes(section)) && !idle(key, values),
  );
  const columns: Column<FigureRow>[] = [
    {
      key: 'angka',
      head: 'Angka',
      cell: (row) => (
        <>
          {row.indent ? <span class="indent">{row.label}</span> : row.label}{' '}
          <a class="define" href={metricHref(row.metric)} title={metricOf(row.metric).meaning}>
            {row.metric}
            <span class="unseen"> definisi {row.label}</span>
          </a>
          {row.unit === 'rupiah' && <span class="sub">rupiah</span>}
        </>
      ),
    },
    ...table.columns.map((column, index): Column<FigureRow> => ({
      key: String(column.year),
      head: columnWords(column),
      kind: 'number',
      cell: (row) => <FigureCell row={row} index={index} href={rowsHref?.(row, column.year) ?? null} />,
    })),
  ];
  return (
    <DataTable
      label="Tabel partisipasi"
      caption="Dihitung dari impor. Di bawah setiap angka: perubahannya dari kolom sebelumnya. Kode menuju definisinya."
      columns={columns}
      rows={shown}
      rowId={({ key }) => `a-${key}`}
    />
  );
}

/** The row that makes classes add up says nothing while they do. */
function idle(key: string, values: FigureRow['values']): boolean {
  return key === 'twice' && values.every(({ number }) => number === null || number === 0n);
}

function FigureCell({ row, index, href }: { row: FigureRow; index: number; href: string | null }): VNode {
  const value = row.values[index];
  if (!value) return <></>;
  const change = changeWords(row.changes[index] ?? null);
  const said = valueWords(value, row.unit);
  if (value.missing) return <span class="sub">{said}</span>;
  return (
    <>
      {href && value.number !== 0n ? (
        <a href={href} title={row.unit === 'rupiah' ? exactWords(value) : undefined}>
          {said}
        </a>
      ) : (
        said
      )}
      {value.onDay && <span class="sub">keadaan {formatDay(value.onDay)}</span>}
      {change && <span class="sub">{change}</span>}
    </>
  );
}

/** The published table, quoted: never in one table with what is computed here. */
export function PublishedTable({ baseline, imk }: { baseline: Baseline; imk: number }): VNode {
  const derived: { label: string; values: (string | null)[] }[] = [
    {
      label: 'Tidak terinci menurut kelas',
      values: baseline.periods.map(({ derived: d }) => countText(d.unclassified)),
    },
    { label: 'Pangsa UMK dari pelaku usaha', values: baseline.periods.map(({ derived: d }) => percent(d.umkShare)) },
    {
      label: 'Pangsa UMK dari yang terinci',
      values: baseline.periods.map(({ derived: d }) => percent(d.umkShareOfClassified)),
    },
    {
      label: `UMK dari ${countWords(imk)} IMK (hanya industri, tanpa tahun)`,
      values: baseline.periods.map(({ counts }) => percent(ofImk(counts.umk, imk))),
    },
    {
      label: 'Nilai per transaksi (Rp)',
      values: baseline.periods.map(({ derived: d }) =>
        d.valuePerTransaction === null ? null : countWords((d.valuePerTransaction + 50n) / 100n),
      ),
    },
    {
      label: 'Produk per pelaku usaha',
      values: baseline.periods.map(({ derived: d }) => d.productsPerSeller?.replace('.', ',') ?? null),
    },
  ];
  type Shown = { printed: BaselineRow } | { derived: (typeof derived)[number] };
  const columns: Column<Shown>[] = [
    {
      key: 'angka',
      head: 'Angka',
      cell: (row) => ('printed' in row ? row.printed.label : <span class="indent">{row.derived.label}</span>),
    },
    ...baseline.periods.map((period, index): Column<Shown> => ({
      key: period.key,
      head: period.heading,
      kind: 'number',
      cell: (row) => {
        if ('derived' in row) return row.derived.values[index] ?? '';
        const growth = row.printed.growth[index - 1];
        const moved = growth ? growthWords(growth) : null;
        return (
          <>
            {countWords(BigInt(row.printed.values[index] ?? '0'))}
            {moved && <span class="sub">{moved}</span>}
          </>
        );
      },
    })),
  ];
  return (
    <DataTable<Shown>
      label="Tabel biro 2022 sampai 2024"
      caption={`Dikutip: ${baseline.source}. Baris yang menjorok dihitung dari tabel itu.`}
      columns={columns}
      rows={[...baseline.rows.map((printed) => ({ printed })), ...derived.map((one) => ({ derived: one }))]}
    />
  );
}

function countText(count: number | null): string | null {
  return count === null ? null : countWords(count);
}

function percent(text: string | null): string | null {
  return text === null ? null : percentWords(text);
}

function ofImk(umk: number | null, imk: number): string | null {
  return percentText(umk, imk, 4);
}
