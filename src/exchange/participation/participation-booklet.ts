import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Baseline } from '../../participation/baseline.js';
import type { FigureRow } from '../../participation/figures.js';
import { headlines, headlineText, publishedHeadlines } from '../../participation/headlines.js';
import { metricOf } from '../../participation/metrics.js';
import type { ParticipationReport } from '../../participation/participation.service.js';
import { changeWords, columnWords, countWords, growthWords, valueWords } from '../../participation/wording.js';
import { formatDay } from '../../shared/dates.js';
import { formatAmount } from '../../shared/money.js';
import { printable, writePdf } from '../../shared/pdf.js';

export interface BookletAsked {
  report: ParticipationReport;
  baseline: Baseline;
  /** Whose purchases: 'Provinsi Nusa Tenggara Timur'. */
  whose: string;
  letterhead: readonly string[];
  license: string;
  /** Where the same figures stand, for whoever holds the paper. */
  address: string;
  demo: boolean;
  made: Date;
  /** The region's day on which it is made. */
  today: string;
}

/** The figures of participation as an A4 booklet: sentences to quote, the table, places, the published table, definitions. */
export function participationBooklet(asked: BookletAsked): Promise<Buffer> {
  const { report, baseline, whose, license, address, made } = asked;
  const { table, rows, breakdown } = report;
  const { cutoff } = table.filter;
  return writePdf({
    title: `Partisipasi UMK dalam pembelian pemerintah, sampai ${formatDay(cutoff)}`,
    letterhead: asked.letterhead,
    content: [
      { text: 'Apakah UMK makin banyak menjual kepada pemerintah?', style: 'title' },
      { text: printable(`${whose}, dihitung sampai ${formatDay(cutoff)}`), style: 'subtitle' },
      ...(asked.demo
        ? [{ text: 'Data contoh, bukan data nyata.', bold: true, margin: [0, 0, 0, 8] } satisfies Content]
        : []),
      heading('Yang dapat dikutip'),
      ...sentences(headlines(table, rows, whose).map(headlineText), 'Belum ada data pembelian yang diimpor.'),
      heading('Angka menurut tahun'),
      table.columns.length === 0 ? small('Belum ada tahun dengan data.') : figureTable(report),
      small('Di bawah angka: perubahan dari kolom sebelumnya. Kode di ujung nama menuju definisi di halaman belakang.'),
      ...placeTable(breakdown, table.columns.findLast(({ data }) => data)?.year),
      heading('Tabel yang pernah diterbitkan biro (dikutip, tidak dicampur)'),
      ...sentences(publishedHeadlines(baseline).map(headlineText), ''),
      publishedTable(baseline),
      small(baseline.source),
      heading('Definisi'),
      ...definitions(rows),
      heading('Lisensi dan asal'),
      small(`Boleh dipakai dengan menyebut sumbernya. Lisensi: ${license}.`),
      small(`Angka yang sama, sebagai halaman dan berkas data: ${address}`),
    ],
    foot: `Partisipasi UMK, ${whose}, sampai ${formatDay(cutoff)}. Dibuat ${formatDay(asked.today)}.`,
    madeAt: made.toISOString(),
  });
}

function heading(text: string): Content {
  return { text: printable(text), style: 'heading', headlineLevel: 1 };
}

function small(text: string): Content {
  return { text: printable(text), style: 'small', margin: [0, 3, 0, 6] };
}

function sentences(texts: readonly string[], none: string): Content[] {
  if (texts.length === 0) return none === '' ? [] : [{ text: none }];
  return [{ ul: texts.map((text) => ({ text: printable(text), margin: [0, 0, 0, 3] })) }];
}

function cell(text: string, more: object = {}): TableCell {
  return { text: printable(text), style: 'cell', ...more };
}

function head(text: string, alignment: 'left' | 'right' = 'right'): TableCell {
  return { text: printable(text), style: 'head', alignment };
}

function figureTable({ table, rows }: ParticipationReport): Content {
  const shown = rows.filter(
    ({ key, values }) => key !== 'twice' || values.some(({ number }) => number !== null && number > 0n),
  );
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', ...table.columns.map(() => 'auto' as const)],
      body: [
        [head('Angka', 'left'), ...table.columns.map((column) => head(columnWords(column)))],
        ...shown.map((row) => [
          cell(
            `${row.label}${row.unit === 'rupiah' ? ' (Rp)' : ''}  ${row.metric}`,
            row.indent ? { margin: [8, 0, 0, 0] } : {},
          ),
          ...table.columns.map((_, index): TableCell => {
            const value = row.values[index];
            const change = changeWords(row.changes[index] ?? null);
            return {
              stack: [
                { text: value ? printable(valueWords(value, row.unit)) : '' },
                ...(change ? [{ text: printable(change), fontSize: 7, color: '#444444' }] : []),
              ],
              style: 'cell',
              alignment: 'right',
            };
          }),
        ]),
      ],
    },
    layout: 'lightHorizontalLines',
  };
}

function placeTable(breakdown: ParticipationReport['breakdown'], year: number | undefined): Content[] {
  if (!breakdown || year === undefined) return [];
  return [
    heading(`Menurut kabupaten/kota, ${year}`),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: ['*', 'auto', 'auto', 'auto', 'auto'],
        body: [
          [head('Kabupaten/Kota', 'left'), head('Pelaku usaha'), head('UMK'), head('Transaksi'), head('Nilai (Rp)')],
          ...breakdown.rows.map(({ label, cells }) => {
            const found = cells.get(year);
            return [
              cell(label),
              cell(countWords(found?.sellers ?? 0), { alignment: 'right' }),
              cell(countWords(found?.umkSellers ?? 0), { alignment: 'right' }),
              cell(countWords(found?.packages ?? 0), { alignment: 'right' }),
              cell(formatAmount(found?.value ?? 0n), { alignment: 'right' }),
            ];
          }),
        ],
      },
      layout: 'lightHorizontalLines',
    },
    small('Menurut alamat pelaku usaha yang tercatat; yang belum diketahui pada barisnya sendiri.'),
  ];
}

function publishedTable(baseline: Baseline): Content {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', ...baseline.periods.map(() => 'auto' as const)],
      body: [
        [head('Angka', 'left'), ...baseline.periods.map((period) => head(period.heading))],
        ...baseline.rows.map((row) => [
          cell(row.label),
          ...baseline.periods.map((_, index): TableCell => {
            const growth = index === 0 ? undefined : row.growth[index - 1];
            const change = growth && growthWords(growth);
            return {
              stack: [
                { text: countWords(BigInt(row.values[index] ?? '0')) },
                ...(change ? [{ text: printable(change), fontSize: 7, color: '#444444' }] : []),
              ],
              style: 'cell',
              alignment: 'right',
            };
          }),
        ]),
      ],
    },
    layout: 'lightHorizontalLines',
  };
}

/** Of the metrics that the table uses, each once. */
function definitions(rows: readonly FigureRow[]): Content[] {
  return [...new Set(rows.map(({ metric }) => metric))].toSorted().map((code): Content => {
    const { version, name, meaning, numerator, denominator, population, exclusions, source, limits } = metricOf(code);
    const parts = [
      meaning,
      `Pembilang: ${numerator}`,
      ...(denominator === null ? [] : [`Penyebut: ${denominator}`]),
      `Populasi: ${population}`,
      ...(exclusions.length === 0 ? [] : [`Tidak termasuk: ${exclusions.join(' ')}`]),
      `Sumber: ${source}`,
      ...(limits.length === 0 ? [] : [`Batasan: ${limits.join(' ')}`]),
    ];
    return {
      text: [
        { text: printable(`${code} ${name}, versi ${version}. `), bold: true },
        { text: printable(parts.join(' ')) },
      ],
      style: 'small',
      margin: [0, 0, 0, 5],
    };
  });
}
