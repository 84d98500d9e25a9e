import type { ObligationInput } from '../../../compliance/circular.js';
import type { ComplianceRow, ObligationReport, PackagePart } from '../../../compliance/compliance.js';
import { type Result, shownGap } from '../../../compliance/rules/judge.js';
import type { Reason } from '../../../compliance/rules/scope.js';
import {
  BECAUSE_WORDS,
  DENOMINATOR_WORDS,
  NUMERATOR_WORDS,
  REASON_WORDS,
  RESULT_WORDS,
} from '../../../compliance/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatPercent, formatRupiah, formatRupiahShort, senFromDecimal } from '../../../shared/money.js';
import type { ChartInput } from '../../components/chart.js';
import { percentOf } from '../../components/figures.js';

/** Figures on compliance as words. Pure. */

export const RESULT_KINDS: Readonly<Record<Result, 'good' | 'warn' | 'bad' | 'none'>> = {
  patuh: 'good',
  tidak_patuh: 'bad',
  data_tidak_lengkap: 'warn',
  tidak_berlaku: 'none',
  dikecualikan: 'none',
};

/** '40 %', '33,5 %', 'Rp25.000.000'. */
export function thresholdWords({ kind, threshold }: Pick<ObligationInput, 'kind' | 'threshold'>): string {
  const hundredths = senFromDecimal(threshold);
  return kind === 'nilai_minimum' ? formatRupiah(hundredths) : `${formatAmount(hundredths).replace(/(,\d)0$/, '$1')} %`;
}

/** What the page can say in its first sentence; every number is one of the table. */
export interface AnswerFigures {
  kept: number;
  /** Those that are kept, not kept or undecided. */
  judged: number;
  undecided: number;
  threshold: string;
  gap: { low: bigint; high: bigint | null };
  /** 'high' is worth a word of its own: it reads differently from 'low' in a sentence. */
  gapIsOpen: boolean;
  /** Value that is not known of those that are undecided; sen. */
  undecidedValue: bigint;
  notApplicable: number;
  exempt: number;
  /** The one that lacks most, of those that are surely below. */
  furthest: { row: ComplianceRow; gap: bigint } | null;
}

export function answerOf({ rows, results, total, obligation }: ObligationReport): AnswerFigures {
  const [first] = rows;
  return {
    kept: results.patuh,
    judged: results.patuh + results.tidak_patuh + results.data_tidak_lengkap,
    undecided: results.data_tidak_lengkap,
    threshold: thresholdWords(obligation),
    gap: total.gap,
    gapIsOpen: total.gap.high !== null && formatRupiahShort(total.gap.high) !== formatRupiahShort(total.gap.low),
    undecidedValue: rows
      .filter((row) => row.result === 'data_tidak_lengkap')
      .reduce((sum, row) => sum + notKnown(row), 0n),
    notApplicable: results.tidak_berlaku,
    exempt: results.dikecualikan,
    furthest: first?.result === 'tidak_patuh' ? { row: first, gap: shownGap(first.judgement).low } : null,
  };
}

/** Value that is perhaps in the numerator or perhaps in scope; sen. */
export function notKnown({ parts: { sure, unsure } }: Pick<ComplianceRow, 'parts'>): bigint {
  return sure.unknown + unsure.yes + unsure.unknown + unsure.no;
}

export interface ShareShown {
  /** '18,2 %', or '–'. */
  text: string;
  known: number;
  unknown: number;
  /** null where a full bar is the threshold itself. */
  target: number | null;
  /** For screen readers. */
  label: string;
}

/** The share in its cell, with its bar. Of a minimum value it is the part of the minimum that is reached. */
export function shareShown(
  figures: Pick<ComplianceRow, 'judgement'>['judgement'],
  { kind, threshold }: Pick<ObligationInput, 'kind' | 'threshold'>,
): ShareShown | null {
  const target = senFromDecimal(threshold);
  if (kind === 'nilai_minimum') {
    const { known, most } = figures.numerator;
    return shown(
      { numerator: known, denominator: target },
      { numerator: most, denominator: target },
      null,
      `dari batas ${formatRupiah(target)}`,
    );
  }
  const { known, high } = figures.share;
  // Nothing is sure to be in scope: there is no share, only a bar of what may be.
  if (!known) return null;
  return shown(known, high ?? known, Number(target) / 100, `batas ${thresholdWords({ kind, threshold })}`);
}

interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

function shown(known: Fraction, high: Fraction, target: number | null, said: string): ShareShown {
  const sure = percentOf(known.numerator, known.denominator);
  const most = percentOf(high.numerator, high.denominator);
  const text = formatPercent(known.numerator, known.denominator);
  const more = formatPercent(high.numerator, high.denominator);
  return {
    text,
    known: sure,
    unknown: Math.max(0, most - sure),
    target,
    label: more === text ? `${text}, ${said}` : `${text}, paling banyak ${more}, ${said}`,
  };
}

/** The share of the whole table. */
export function totalShare({ obligation, total, rows }: ObligationReport): string {
  if (obligation.kind === 'nilai_minimum') return '';
  return rows.length === 0 ? '' : formatPercent(total.numerator.known, total.denominator.known);
}

/** The gap in its cell: exact, with the worst case under it where it differs. */
export function gapShown(row: ComplianceRow): { text: string; upTo: string | null } {
  if (row.result !== 'tidak_patuh' && row.result !== 'data_tidak_lengkap') return { text: '–', upTo: null };
  return gapWords(shownGap(row.judgement));
}

export function gapWords({ low, high }: { low: bigint; high: bigint | null }): { text: string; upTo: string | null } {
  if (high === null) return { text: formatAmount(low), upTo: 'batas atas belum diketahui' };
  return { text: formatAmount(low), upTo: high === low ? null : `s.d. ${formatAmount(high)}` };
}

export function resultWords(row: Pick<ComplianceRow, 'result'>): string {
  return row.result === null ? 'Tidak dinilai' : RESULT_WORDS[row.result];
}

/** Why, where the word alone does not tell. */
export function whyShown(row: ComplianceRow): string | null {
  if (row.exemption) {
    const { reason, validTo } = row.exemption;
    return validTo === null ? reason : `${reason}, s.d. ${formatDay(validTo)}`;
  }
  if (row.result === null) return 'Satkernya belum punya perangkat daerah';
  if (row.judgement.because === 'budget-unknown') return budgetWords(row.budgetUnknown);
  return row.result === 'data_tidak_lengkap' ? BECAUSE_WORDS[row.judgement.because].replace(/\.$/, '') : null;
}

function budgetWords(satkers: readonly string[]): string {
  if (satkers.length === 0) return 'Tidak ada dalam berkas anggaran';
  const named = satkers.slice(0, 3).join(', ');
  return `Anggaran belum diketahui: ${named}${satkers.length > 3 ? ` dan ${satkers.length - 3} satker lain` : ''}`;
}

/** '212 paket, 38 satker'. */
export function sizeWords({
  packages,
  satkers,
  exemption,
}: Pick<ComplianceRow, 'packages' | 'satkers' | 'exemption'>): string {
  const none = exemption ? 'belanjanya tidak dihitung' : 'tidak ada belanja dalam cakupan';
  const held = packages === 0 ? none : `${count(packages)} paket`;
  return satkers === 0 ? held : `${held}, ${count(satkers)} satker`;
}

export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

export function numeratorHead({ numerator }: Pick<ObligationInput, 'numerator'>): string {
  return `${NUMERATOR_WORDS[numerator].short} (Rp)`;
}

export function denominatorHead({ denominator }: Pick<ObligationInput, 'denominator'>): string {
  return `${DENOMINATOR_WORDS[denominator].short} (Rp)`;
}

/** 'Tahun anggaran 2026, pesanan s.d. 31 Agustus 2026'. */
export function periodWords(year: number, until: string | null): string {
  return until === null
    ? `Tahun anggaran ${year}, semua pesanan`
    : `Tahun anggaran ${year}, pesanan s.d. ${formatDay(until)}`;
}

/** The last days of the months of a year, to choose a cut-off day from. */
export function monthEnds(year: number): { value: string; text: string }[] {
  return [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((last, index) => {
    const value = `${year}-${String(index + 1).padStart(2, '0')}-${last}`;
    return { value, text: formatDay(value).replace(/ \d{4}$/, '') };
  });
}

/** The parts of a number as the address says them. */
export const PART_PATHS: Readonly<Record<string, PackagePart>> = {
  semua: 'all',
  pembilang: 'numerator',
  penyebut: 'denominator',
  'bukan-pembilang': 'rest',
  'belum-diketahui': 'unknown',
};

export const PART_WORDS: Readonly<Record<PackagePart, string>> = {
  all: 'Semua dalam cakupan',
  numerator: 'Pembilang',
  denominator: 'Pasti dalam cakupan',
  rest: 'Bukan pembilang',
  unknown: 'Belum diketahui',
};

export function partPath(part: PackagePart): string {
  return Object.entries(PART_PATHS).find(([, one]) => one === part)?.[0] ?? 'semua';
}

/** What a list of packages shows, in one sentence. */
export function partSentence(
  part: PackagePart,
  { numerator, kind }: Pick<ObligationInput, 'numerator' | 'kind'>,
): string {
  const { short, of } = NUMERATOR_WORDS[numerator];
  switch (part) {
    case 'all':
      return 'Semua paket dalam cakupan butir ini, yang pasti maupun yang mungkin.';
    case 'numerator':
      return `Paket yang pasti dihitung sebagai ${short}: ${of}.`;
    case 'denominator':
      return kind === 'nilai_minimum' ? 'Paket yang pasti dalam cakupan.' : 'Paket yang pasti masuk penyebut.';
    case 'rest':
      return `Paket yang pasti dalam cakupan tetapi bukan ${short}.`;
    case 'unknown':
      return `Paket yang belum pasti dalam cakupan, atau belum pasti ${short}. Nilainya tidak dianggap nol.`;
  }
}

/** The reasons of a package, each once: 'UMK, bukan OVOP'. */
export function reasonWords(because: readonly Reason[]): string {
  return because.map((reason) => REASON_WORDS[reason]).join(', ');
}

export interface TableSort {
  by: string;
  direction: 'asc' | 'desc';
}

/** By what the table can be sorted; without a choice it keeps the rank of the report. */
const SORT_KEYS: Readonly<Record<string, (row: ComplianceRow) => bigint | string>> = {
  nama: (row) => row.name,
  hasil: (row) => resultWords(row),
  pangsa: ({ judgement: { share } }) =>
    share.known ? (share.known.numerator * 1_000_000n) / share.known.denominator : -1n,
  penyebut: ({ judgement }) => judgement.denominator.known,
  pembilang: ({ judgement }) => judgement.numerator.known,
  belum: notKnown,
  kekurangan: (row) => shownGap(row.judgement).low,
};

export function isSortKey(key: string): boolean {
  return Object.hasOwn(SORT_KEYS, key);
}

/** A new list; equal rows keep their rank. */
export function sortRows(rows: readonly ComplianceRow[], sort: TableSort | null): ComplianceRow[] {
  const key = sort && Object.hasOwn(SORT_KEYS, sort.by) ? SORT_KEYS[sort.by] : undefined;
  if (!sort || !key) return [...rows];
  const turn = sort.direction === 'asc' ? 1 : -1;
  return [...rows].sort((one, two) => {
    const [first, second] = [key(one), key(two)];
    return first < second ? -turn : first > second ? turn : 0;
  });
}

/** Rows of the chart: more of them could not be told apart on a phone. */
const CHART_ROWS = 15;

/** The furthest from the target as bars; null when there is nothing to draw. */
export function chartOf(report: ObligationReport): ChartInput | null {
  const { obligation } = report;
  const drawn = report.rows
    .filter(({ result }) => result === 'tidak_patuh' || result === 'data_tidak_lengkap' || result === 'patuh')
    .slice(0, CHART_ROWS)
    .flatMap((row) => {
      const share = shareShown(row.judgement, obligation);
      return share ? [{ name: row.name, share }] : [];
    });
  const [furthest] = drawn;
  if (!furthest) return null;
  const minimum = obligation.kind === 'nilai_minimum';
  return {
    title: minimum ? 'Bagian nilai minimum yang tercapai' : 'Pangsa tiap perangkat daerah terhadap batas',
    description: `${drawn.length} perangkat daerah, urut dari kekurangan terbesar. Pertama ${furthest.name}: ${furthest.share.label}.`,
    kind: 'bars',
    lying: true,
    stacked: true,
    categories: drawn.map(({ name }) => name),
    series: [
      { name: 'Yang pasti', tone: 'accent', values: drawn.map(({ share }) => Math.min(100, share.known)) },
      {
        name: 'Belum diketahui',
        tone: 'unknown',
        values: drawn.map(({ share }) => Math.max(0, Math.min(100 - share.known, share.unknown))),
      },
    ],
    unit: '%',
    max: 100,
    target:
      furthest.share.target === null
        ? null
        : { value: furthest.share.target, text: `batas ${thresholdWords(obligation)}` },
  };
}
