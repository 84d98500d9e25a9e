import { formatDay } from '../shared/dates.js';
import type { Baseline } from './baseline.js';
import type { FigureRow } from './figures.js';
import { metricOf } from './metrics.js';
import type { ParticipationTable, YearColumn } from './participation.js';
import {
  countWords,
  figureOf,
  growthWords,
  MISSING_WORDS,
  movementWords,
  NOT_COMPARABLE,
  percentWords,
  spanWords,
  valueWords,
} from './wording.js';

/** A sentence that can be quoted: it says of what, by when, and against what. */
export interface Headline {
  key: string;
  /** What is counted, and whose purchases: 'UMK yang menjual kepada Provinsi NTT'. */
  of: string;
  /** The number in words. */
  said: string;
  /** Until when: 'tahun 2023', '1 Januari sampai 31 Agustus 2026'. */
  by: string;
  /** What it is held against, with that number. */
  against: string;
  /** Code in the registry. */
  metric: string;
  /** Comes from the published table, not from imports. */
  quoted: boolean;
}

/** The whole sentence. */
export function headlineText({ of, said, by, against }: Headline): string {
  return `${of}: ${said}, ${by}; ${against}.`;
}

/** Of the newest year with data, held against the same span of the year before. Empty without data. */
export function headlines(table: ParticipationTable, rows: readonly FigureRow[], whose: string): Headline[] {
  const index = table.columns.findLastIndex(({ data }) => data);
  const column = table.columns[index];
  if (!column) return [];
  const before = table.columns[index - 1];
  const by = `${spanWords(column.span)}${column.full ? '' : ' (menurut tanggal pesanan)'}`;
  const make = (key: string, of: string, also?: string): Headline => {
    const row = figureOf(rows, key);
    return {
      key,
      of,
      said: saidOf(row, index, also && figureOf(rows, also)),
      by,
      against: againstOf(row, index, before, also && figureOf(rows, also)),
      metric: metricOf(row.metric).code,
      quoted: false,
    };
  };
  return [
    make('umk', `UMK dan koperasi yang menjual kepada ${whose}`, 'umkShare'),
    make('valueUmk', `Nilai pembelian ${whose} dari UMK dan koperasi`, 'umkValueShare'),
    make('transactions', `Transaksi ${whose} melalui e-purchasing`),
    make('topShare', `Bagian tiga penjual terbesar dari nilai pembelian ${whose}`),
    newcomersOf(rows, index, column, before, whose, by),
  ];
}

function newcomersOf(
  rows: readonly FigureRow[],
  index: number,
  column: YearColumn,
  before: YearColumn | undefined,
  whose: string,
  by: string,
): Headline {
  const { moved } = column;
  const sellers = figureOf(rows, 'sellers').values[index];
  return {
    key: 'newcomers',
    of: `Pelaku usaha yang baru pertama kali menjual kepada ${whose}`,
    said: moved ? countWords(moved.newcomers) : MISSING_WORDS['not-available'],
    by,
    against:
      moved && before
        ? `dibandingkan dengan ${valueWords(sellers ?? NONE, 'count')} pelaku usaha seluruhnya; ${countWords(moved.lost)} dari ${countWords(moved.before)} penjual ${spanWords(before.span)} belum menjual lagi`
        : `tahun sebelumnya (${column.year - 1}) tidak ada datanya, sehingga tidak dapat dikatakan siapa yang baru`,
    metric: 'P06',
    quoted: false,
  };
}

const NONE = { number: null, text: null, missing: 'not-available' } as const;

/** '145 (67,76 % dari seluruhnya)': a count together with its share. */
function saidOf(row: FigureRow, index: number, share: FigureRow | undefined | '' = undefined): string {
  const value = row.values[index] ?? NONE;
  const part = share ? share.values[index] : undefined;
  const said = valueWords(value, row.unit, 'sentence');
  return part?.text ? `${said} (${percentWords(part.text)} dari seluruhnya)` : said;
}

function againstOf(
  row: FigureRow,
  index: number,
  before: YearColumn | undefined,
  share: FigureRow | undefined | '' = undefined,
): string {
  const change = row.changes[index];
  const year = before?.year;
  if (!before || !before.data || !change)
    return `belum ada pembanding: ${year === undefined ? 'tahun sebelumnya' : `tahun ${year}`} tidak ada datanya`;
  const moved = movementWords(change);
  const shareChange = share ? share.changes[index] : undefined;
  const shareMoved = shareChange ? movementWords(shareChange) : null;
  return [
    `dibandingkan dengan ${saidOf(row, index - 1, share)} pada ${spanWords(before.span)}`,
    ...(moved === null ? [] : [moved]),
    ...(shareMoved === null ? [] : [`pangsanya ${shareMoved}`]),
    ...(change.comparable ? [] : [NOT_COMPARABLE]),
  ].join(', ');
}

/** What the published table says, as headlines of its own: quoted, never held against computed figures. */
export function publishedHeadlines(baseline: Baseline): Headline[] {
  const umk = baseline.rows.find(({ key }) => key === 'umk');
  const [first, second, third] = baseline.periods;
  if (!umk || !first || !second || !third) return [];
  const share = (period: typeof first): string =>
    `${countWords(period.counts.umk ?? 0)} (${percentWords(period.derived.umkShare ?? '0')} dari seluruhnya)`;
  const headline = (before: typeof first, after: typeof first, step: number): Headline => {
    const growth = umk.growth[step];
    const moved = growth ? growthWords(growth) : null;
    return {
      key: `published-${after.key}`,
      of: `Pelaku UMK di ${baseline.scope}`,
      said: share(after),
      by: after.stated ? `keadaan ${formatDay(after.to)}` : `tahun ${after.key}`,
      against: `dibandingkan dengan ${share(before)} pada tahun ${before.key}${moved === null ? '' : `: ${moved}`}${growth?.comparable && Number(after.derived.umkShare) < Number(before.derived.umkShare) ? ', sedangkan pangsanya turun' : ''}`,
      metric: 'P13',
      quoted: true,
    };
  };
  return [headline(first, second, 0), headline(second, third, 1)];
}
