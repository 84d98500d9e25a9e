import type { Ovop, Umk } from '../purchasing/spending.js';
import { formatDay } from '../shared/dates.js';
import { senToDecimal } from '../shared/money.js';
import type { Sheet, SheetCell, SheetColumn } from '../shared/spreadsheet.js';
import { circularName } from './circular.js';
import type { ComplianceReport, ComplianceRow, ComplianceTotal, InScope, ObligationReport } from './compliance.js';
import type { ObligationDefinition } from './definitions.js';
import { etalaseJson, type EtalaseReportJson } from './etalase/etalase-compliance.report.js';
import { type Amounts, type Because, type Result, RESULTS, type Share, shownGap } from './rules/judge.js';
import { DENOMINATOR_WORDS, KIND_WORDS, NUMERATOR_WORDS, RESULT_WORDS } from './wording.js';

/** Amounts are decimal text with two places. */
export interface AmountsJson {
  yes: string;
  unknown: string;
  no: string;
}

export interface InScopeJson {
  packages: number;
  value: string;
  umk: Record<Umk, string>;
  ovop: Record<Ovop, string>;
}

/** An exact share; `ratio` is numerator / denominator rounded to four places, for showing only. */
export interface ShareJson {
  numerator: string;
  denominator: string;
  ratio: string;
}

export interface ComplianceFiguresJson {
  packages: number;
  numerator: { known: string; most: string };
  denominator: { known: string; most: string };
  parts: { sure: AmountsJson; unsure: AmountsJson; valueless: { yes: number; unknown: number; no: number } };
  /** In scope by day and account, whichever of the two the obligation counts. */
  committed: InScopeJson;
  completed: InScopeJson;
}

export interface ComplianceRowJson extends ComplianceFiguresJson {
  circularId: string;
  circular: string;
  obligation: string;
  /** null = satker that nobody has mapped. */
  perangkatDaerahId: string | null;
  name: string;
  satkers: number;
  result: Result | null;
  because: Because | null;
  share: { low: ShareJson | null; known: ShareJson | null; high: ShareJson | null };
  gap: { low: string; known: string; high: string | null };
  budgetUnknown: string[];
  exemption: { reason: string; validTo: string | null } | null;
}

export interface ComplianceTotalJson extends ComplianceFiguresJson {
  gap: { low: string; high: string | null };
}

export interface ObligationReportJson {
  circular: ObligationReport['circular'];
  obligation: ObligationReport['obligation'];
  definition: ObligationDefinition;
  rows: ComplianceRowJson[];
  total: ComplianceTotalJson;
  results: Record<Result, number>;
  notAddressed: number;
}

/** What the command line prints: the rows of all obligations one after the other, each naming its own. */
export interface ComplianceRowsJson {
  /** Obligations about tourism places; their rows are of another kind. */
  etalase: EtalaseReportJson[];
  year: number;
  klpd: string | null;
  until: string | null;
  definition: (ObligationDefinition & { circularId: string; circular: string; obligation: string; title: string })[];
  rows: ComplianceRowJson[];
  total: ComplianceTotalOfAllJson;
}

/**
 * `packages`, `committed` and `completed` are those of the only obligation; with several they are null, since sums over
 * different scopes do not add up. Each obligation's own total is in `obligations`.
 */
export interface ComplianceTotalOfAllJson {
  packages: number | null;
  committed: InScopeJson | null;
  completed: InScopeJson | null;
  results: Record<Result, number>;
  obligations: (ComplianceTotalJson & {
    circularId: string;
    circular: string;
    obligation: string;
    results: Record<Result, number>;
  })[];
}

export function complianceRows(report: ComplianceReport): ComplianceRowsJson {
  const parts = report.obligations.map((one) => ({ ...namesOf(one), json: obligationJson(one) }));
  const [only] = parts.length === 1 ? parts : [];
  return {
    etalase: report.etalase.map(etalaseJson),
    year: report.year,
    klpd: report.klpd,
    until: report.until,
    definition: parts.map(({ json, ...names }) => ({ ...names, title: json.obligation.title, ...json.definition })),
    rows: parts.flatMap(({ json }) => json.rows),
    total: {
      packages: only?.json.total.packages ?? null,
      committed: only?.json.total.committed ?? null,
      completed: only?.json.total.completed ?? null,
      results: Object.fromEntries(
        RESULTS.map((result) => [result, parts.reduce((sum, { json }) => sum + json.results[result], 0)]),
      ) as Record<Result, number>,
      obligations: parts.map(({ json, ...names }) => ({ ...names, ...json.total, results: json.results })),
    },
  };
}

/** One obligation's part of the report, every field named. */
export function obligationJson(report: ObligationReport): ObligationReportJson {
  const { circular, obligation, definition, rows, total, results, notAddressed } = report;
  const names = namesOf(report);
  return {
    circular,
    obligation,
    definition,
    rows: rows.map((row) => ({ ...names, ...rowJson(row) })),
    total: totalJson(total),
    results,
    notAddressed,
  };
}

function namesOf({ circular, obligation }: ObligationReport): {
  circularId: string;
  circular: string;
  obligation: string;
} {
  return { circularId: circular.id, circular: circularName(circular), obligation: obligation.code };
}

function rowJson(row: ComplianceRow): Omit<ComplianceRowJson, 'circularId' | 'circular' | 'obligation'> {
  const { judgement, result } = row;
  const gap = shownGap(judgement);
  return {
    perangkatDaerahId: row.perangkatDaerahId,
    name: row.name,
    satkers: row.satkers,
    result,
    because: result === null ? null : judgement.because,
    ...figuresJson({ ...row, ...judgement }),
    share: {
      low: shareJson(judgement.share.low),
      known: shareJson(judgement.share.known),
      high: shareJson(judgement.share.high),
    },
    gap: {
      low: senToDecimal(gap.low),
      known: senToDecimal(judgement.gap.known),
      high: gap.high === null ? null : senToDecimal(gap.high),
    },
    budgetUnknown: row.budgetUnknown,
    exemption: row.exemption,
  };
}

function totalJson(total: ComplianceTotal): ComplianceTotalJson {
  const { low, high } = total.gap;
  return { ...figuresJson(total), gap: { low: senToDecimal(low), high: high === null ? null : senToDecimal(high) } };
}

function figuresJson(
  figures: Pick<ComplianceTotal, 'packages' | 'numerator' | 'denominator' | 'parts' | 'committed' | 'completed'>,
): ComplianceFiguresJson {
  const { packages, numerator, denominator, parts, committed, completed } = figures;
  return {
    packages,
    numerator: { known: senToDecimal(numerator.known), most: senToDecimal(numerator.most) },
    denominator: { known: senToDecimal(denominator.known), most: senToDecimal(denominator.most) },
    parts: { sure: amountsJson(parts.sure), unsure: amountsJson(parts.unsure), valueless: parts.valueless },
    committed: inScopeJson(committed),
    completed: inScopeJson(completed),
  };
}

function amountsJson({ yes, unknown, no }: Amounts): AmountsJson {
  return { yes: senToDecimal(yes), unknown: senToDecimal(unknown), no: senToDecimal(no) };
}

function inScopeJson({ packages, value, umk, ovop }: InScope): InScopeJson {
  return {
    packages,
    value: senToDecimal(value),
    umk: { yes: senToDecimal(umk.yes), no: senToDecimal(umk.no), unknown: senToDecimal(umk.unknown) },
    ovop: { yes: senToDecimal(ovop.yes), mixed: senToDecimal(ovop.mixed), no: senToDecimal(ovop.no) },
  };
}

function shareJson(share: Share | null): ShareJson | null {
  if (!share) return null;
  const { numerator, denominator } = share;
  return {
    numerator: senToDecimal(numerator),
    denominator: senToDecimal(denominator),
    ratio: ratioOf(share),
  };
}

const PLACES = 10_000n;

/** Four places, half up: 0.2951. */
function ratioOf({ numerator, denominator }: Share): string {
  const rounded = (numerator * PLACES * 2n + denominator) / (denominator * 2n);
  return `${rounded / PLACES}.${(rounded % PLACES).toString().padStart(4, '0')}`;
}

/** Per cent with two decimals, half up: '29.51'. null where there is no share. */
function percentOf(share: Share | null): string | null {
  if (!share || share.denominator === 0n) return null;
  const rounded = (share.numerator * PLACES * 2n + share.denominator) / (share.denominator * 2n);
  return senToDecimal(rounded);
}

const COLUMNS: readonly (SheetColumn & { of(row: ComplianceRow, report: ObligationReport): SheetCell })[] = [
  { heading: 'Edaran', type: 'text', of: (_, { circular }) => circularName(circular) },
  { heading: 'Butir', type: 'text', width: 10, of: (_, { obligation }) => obligation.code },
  { heading: 'Perangkat daerah', type: 'text', width: 40, of: ({ name }) => name },
  { heading: 'Satker', type: 'integer', of: ({ satkers }) => satkers },
  { heading: 'Paket', type: 'integer', of: ({ packages }) => packages },
  { heading: 'Hasil', type: 'text', of: ({ result }) => (result === null ? 'Tidak dinilai' : RESULT_WORDS[result]) },
  {
    heading: 'Pangsa yang pasti (%)',
    type: 'percent',
    of: ({ judgement }) => percentOf(judgement.share.known),
  },
  { heading: 'Penyebut yang pasti (Rp)', type: 'amount', of: ({ judgement }) => judgement.denominator.known },
  { heading: 'Pembilang yang pasti (Rp)', type: 'amount', of: ({ judgement }) => judgement.numerator.known },
  { heading: 'Belum diketahui pembilangnya (Rp)', type: 'amount', of: ({ parts }) => parts.sure.unknown },
  {
    heading: 'Mungkin masuk cakupan (Rp)',
    type: 'amount',
    of: ({ parts: { unsure } }) => unsure.yes + unsure.unknown + unsure.no,
  },
  { heading: 'Kekurangan (Rp)', type: 'amount', of: ({ judgement }) => shownGap(judgement).low },
  { heading: 'Kekurangan paling banyak (Rp)', type: 'amount', of: ({ judgement }) => shownGap(judgement).high },
  { heading: 'Satker tanpa anggaran', type: 'text', of: ({ budgetUnknown }) => budgetUnknown.join('; ') },
  { heading: 'Pengecualian', type: 'text', of: ({ exemption }) => exemption?.reason ?? null },
];

/** The rows of all obligations as one table, each obligation ending with its sums. */
export function complianceTable(report: Pick<ComplianceReport, 'obligations'>): Sheet {
  return {
    name: 'Kepatuhan',
    columns: COLUMNS.map(({ heading, type, width }) => ({ heading, type, ...(width === undefined ? {} : { width }) })),
    rows: report.obligations.flatMap((one) => [
      ...one.rows.map((row) => COLUMNS.map((column) => column.of(row, one))),
      totalCells(one),
    ]),
  };
}

function totalCells({ circular, obligation, rows, total }: ObligationReport): SheetCell[] {
  const { sure, unsure } = total.parts;
  return [
    circularName(circular),
    obligation.code,
    'Jumlah',
    rows.reduce((all, { satkers }) => all + satkers, 0),
    total.packages,
    null,
    obligation.kind === 'porsi_nilai'
      ? percentOf({ numerator: total.numerator.known, denominator: total.denominator.known })
      : null,
    total.denominator.known,
    total.numerator.known,
    sure.unknown,
    unsure.yes + unsure.unknown + unsure.no,
    total.gap.low,
    total.gap.high,
    null,
    null,
  ];
}

/** How the figures of a download are made, and what was asked. */
export function complianceDefinitionsTable(
  report: Pick<ComplianceReport, 'obligations'>,
  asked: readonly (readonly [string, string])[],
): Sheet {
  return {
    name: 'Keterangan',
    columns: [
      { heading: 'Hal', type: 'text', width: 32 },
      { heading: 'Isi', type: 'text', width: 110 },
    ],
    rows: [
      ...asked.map(([name, text]): SheetCell[] => [name, text]),
      ...report.obligations.flatMap(({ circular, obligation, definition }): SheetCell[][] => [
        [
          `Edaran ${circularName(circular)}, versi ${circular.version}`,
          `${circular.subject}; berlaku ${formatDay(circular.effectiveFrom)} ${circular.effectiveTo === null ? 'sampai dicabut' : `s.d. ${formatDay(circular.effectiveTo)}`}`,
        ],
        [`Butir ${obligation.code}`, obligation.title],
        ['Jenis', `${KIND_WORDS[obligation.kind]}: ${NUMERATOR_WORDS[obligation.numerator].short}`],
        ['Yang dihitung', DENOMINATOR_WORDS[obligation.denominator].choice],
        ['Batas', obligation.kind === 'porsi_nilai' ? `${obligation.threshold} persen` : `Rp ${obligation.threshold}`],
        [`Definisi ${definition.code} versi ${definition.version}`, definition.name],
        ['Pembilang', definition.numerator],
        ...(definition.denominator === null ? [] : [['Penyebut', definition.denominator]]),
        ...definition.exclusions.map((text) => ['Tidak termasuk', text]),
        ...definition.limits.map((text) => ['Catatan', text]),
      ]),
    ],
  };
}
