import { Injectable } from '@nestjs/common';
import { type Scope as ViewerScope, scopeKey } from '../access/scope.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import { ByVersion } from '../shared/by-version.js';
import { NotFoundError } from '../shared/errors.js';
import { senFromDecimal } from '../shared/money.js';
import { binds, type CircularView, circularName, isAboutPurchases, type ObligationView } from './circular.js';
import { CircularService } from './circular.service.js';
import {
  type BudgetOfOne,
  ComplianceQueries,
  type PackageOfOne,
  type PartsOfOne,
  type ScopeInYear,
} from './compliance.queries.js';
import type {
  ComplianceFigures,
  CompliancePackage,
  CompliancePackagePage,
  ComplianceQuestion,
  ComplianceReport,
  ComplianceRow,
  ComplianceSummary,
  ComplianceTotal,
  InScope,
  ObligationChoice,
  ObligationReport,
  PackagePart,
} from './compliance.js';
import { definitionOf } from './definitions.js';
import type { EtalaseReport } from './etalase/etalase-compliance.js';
import { EtalaseComplianceService } from './etalase/etalase-compliance.service.js';
import { type Amounts, judge, type Result, RESULTS, shownGap } from './rules/judge.js';
import { place, type Reason, type Scope } from './rules/scope.js';

/** The row of purchases whose satker nobody has mapped. */
export const UNMAPPED = 'unmapped';

interface Chosen {
  circular: CircularView;
  obligation: ObligationView;
}

/** Judges every perangkat daerah by every obligation that was in force in a year, each obligation on its own. */
@Injectable()
export class ComplianceService {
  private readonly kept = new ByVersion<ObligationReport>();

  constructor(
    private readonly circulars: CircularService,
    private readonly queries: ComplianceQueries,
    private readonly spending: SpendingQueries,
    private readonly places: EtalaseComplianceService,
  ) {}

  /**
   * Of what `viewer` sees only. Throws NotFoundError when a circular or an obligation is asked for that is not there.
   */
  async report(question: ComplianceQuestion, viewer: ViewerScope): Promise<ComplianceReport> {
    const { year, klpd, today } = question;
    const until = question.until ?? null;
    const { version } = await this.spending.dataVersion();
    const obligations: ObligationReport[] = [];
    for (const one of await this.choose(question, viewer)) {
      if (!isAboutPurchases(one.obligation)) continue;
      // Made once for each version of the data, which a change of a circular moves too.
      const key = JSON.stringify([one.obligation.id, year, klpd, until, today, scopeKey(viewer)]);
      obligations.push(await this.kept.get(version, key, () => this.judgeAll(one, question, viewer)));
    }
    return { year, klpd, until, obligations, etalase: await this.etalase(question, viewer) };
  }

  /** The obligations about tourism places alone. Throws as `report` does. */
  async etalase(question: ComplianceQuestion, viewer: ViewerScope): Promise<EtalaseReport[]> {
    const found: EtalaseReport[] = [];
    for (const one of await this.choose(question, viewer))
      if (!isAboutPurchases(one.obligation)) found.push(await this.places.report(one, question, viewer));
    return found;
  }

  /** The obligations that can be asked for in a year, those in force first. */
  async choices(
    question: Pick<ComplianceQuestion, 'year' | 'klpd' | 'today'>,
    viewer: ViewerScope,
  ): Promise<ObligationChoice[]> {
    return (await this.choose(question, viewer)).map(({ circular, obligation }) => choiceOf(circular, obligation));
  }

  /** One obligation by its id, with its circular. */
  async obligation(id: string, klpd: string | null, today: string, viewer: ViewerScope): Promise<Chosen> {
    for (const circular of await this.circulars.list(klpd, today, viewer)) {
      const obligation = circular.obligations.find((one) => one.id === id);
      if (obligation) return { circular, obligation };
    }
    throw new NotFoundError('obligation.not-found', `Butir edaran ${id.slice(0, 40)} tidak ada`);
  }

  /**
   * The packages behind one number, largest first. `perangkatDaerahId` 'unmapped' = satker that nobody has mapped.
   * Parts: 'numerator' and 'denominator' as far as sure, 'rest' what is surely in scope and not in the numerator,
   * 'unknown' whatever is not known of, 'all' everything in scope.
   */
  async packages(
    question: Omit<ComplianceQuestion, 'circularId' | 'obligationCode'>,
    of: { obligationId: string; perangkatDaerahId: string; part: PackagePart; page: number; size: number },
    viewer: ViewerScope,
  ): Promise<CompliancePackagePage & Chosen> {
    const chosen = await this.obligation(of.obligationId, question.klpd, question.today, viewer);
    if (!isAboutPurchases(chosen.obligation))
      throw new NotFoundError(
        'obligation.no-packages',
        `Butir ${chosen.obligation.code} tidak dihitung dari paket belanja`,
      );
    const scope = scopeOf(chosen, question);
    const unmapped = of.perangkatDaerahId === UNMAPPED;
    const names = await this.circulars.perangkatDaerah(scope.klpd);
    const own = viewer.kind === 'all' ? of.perangkatDaerahId : await this.queries.ownPlace(viewer);
    const named = names.find(({ id }) => id === of.perangkatDaerahId && id === own);
    if (!named && !(unmapped && viewer.kind === 'all'))
      throw new NotFoundError(
        'perangkat-daerah.not-found',
        `Perangkat daerah ${of.perangkatDaerahId.slice(0, 40)} tidak ada`,
      );
    const found = await this.queries.packages(scope, { ...of, perangkatDaerahId: named?.id ?? null }, viewer);
    const scopeOfNamed = scopeOfOne(scope, named?.id ?? null);
    return {
      ...chosen,
      part: of.part,
      perangkatDaerah: named ? { id: named.id, name: named.name } : null,
      items: found.items.map((item) => packageOf(item, scopeOfNamed)),
      total: { packages: found.packages, value: found.value },
      page: of.page,
      pages: Math.max(1, Math.ceil(found.packages / of.size)),
      size: of.size,
    };
  }

  /** Each obligation of the year in one line. */
  async summary(
    question: Pick<ComplianceQuestion, 'year' | 'klpd' | 'today' | 'until'>,
    viewer: ViewerScope,
  ): Promise<ComplianceSummary> {
    const { year, until, obligations, etalase } = await this.report(question, viewer);
    return {
      year,
      until,
      obligations: obligations.map(({ circular, obligation, rows, results, total }) => {
        const [first] = rows;
        const furthest = first?.perangkatDaerahId && first.result === 'tidak_patuh' ? first : null;
        return {
          circularId: circular.id,
          circularName: circularName(circular),
          obligationId: obligation.id,
          code: obligation.code,
          title: obligation.title,
          results,
          judged: results.patuh + results.tidak_patuh + results.data_tidak_lengkap,
          gap: total.gap,
          furthest: furthest?.perangkatDaerahId
            ? {
                perangkatDaerahId: furthest.perangkatDaerahId,
                name: furthest.name,
                gap: shownGap(furthest.judgement).low,
              }
            : null,
        };
      }),
      etalase,
    };
  }

  private async choose(
    question: Pick<ComplianceQuestion, 'year' | 'klpd' | 'today' | 'circularId' | 'obligationCode'>,
    viewer: ViewerScope,
  ): Promise<Chosen[]> {
    const { year, klpd, today, circularId, obligationCode } = question;
    // A draft binds nobody, but may be looked at by whoever asks for it.
    const circulars =
      circularId === undefined
        ? (await this.circulars.list(klpd, today, viewer))
            .filter((circular) => isInForceIn(year, circular))
            .sort(inForceFirst)
        : [await this.circulars.get(circularId, today, viewer)];
    const found = circulars.flatMap((circular) =>
      circular.obligations
        .filter(({ code }) => obligationCode === undefined || code === obligationCode)
        .map((obligation) => ({ circular, obligation })),
    );
    if (obligationCode !== undefined && found.length === 0)
      throw new NotFoundError(
        'obligation.not-found',
        `Butir "${obligationCode.slice(0, 40)}" tidak ada pada edaran yang berlaku dalam tahun ${year}`,
      );
    return found;
  }

  private async judgeAll(
    { circular, obligation }: Chosen,
    question: ComplianceQuestion,
    viewer: ViewerScope,
  ): Promise<ObligationReport> {
    const scope = scopeOf({ circular, obligation }, question);
    const found = await this.queries.parts(scope, viewer);
    const byBudget = obligation.denominator === 'procurement-budget';
    const budgets = byBudget
      ? await this.queries.budgets(scope.klpd, scope.year, viewer)
      : new Map<string, BudgetOfOne>();
    const day = judgingDay(question);
    const addressed = found.filter(({ id }) => id === null || binds(circular.addressees, id));
    const rows = addressed
      .map((parts) => rowOf(parts, { circular, obligation }, budgets.get(parts.id ?? '') ?? null, day))
      .sort(furthestFirst);
    const results = Object.fromEntries(
      RESULTS.map((result) => [result, rows.filter((row) => row.result === result).length]),
    ) as Record<Result, number>;
    const { id, version, number, subject, effectiveFrom, effectiveTo, status } = circular;
    return {
      circular: { id, version, number, subject, effectiveFrom, effectiveTo, status },
      obligation,
      definition: definitionOf(obligation),
      rows,
      total: totalOf(rows),
      results,
      notAddressed: found.length - addressed.length,
    };
  }
}

function choiceOf(circular: CircularView, obligation: ObligationView): ObligationChoice {
  return {
    circularId: circular.id,
    circularName: circularName(circular),
    obligationId: obligation.id,
    code: obligation.code,
    title: obligation.title,
    kind: obligation.kind,
  };
}

function isInForceIn(year: number, { state, effectiveFrom, effectiveTo }: CircularView): boolean {
  return (
    state === 'terbit' && effectiveFrom <= `${year}-12-31` && (effectiveTo === null || effectiveTo >= `${year}-01-01`)
  );
}

const STATUS_ORDER = ['berlaku', 'berakhir', 'terbit', 'draf'] as const;

function inForceFirst(one: CircularView, two: CircularView): number {
  return STATUS_ORDER.indexOf(one.status) - STATUS_ORDER.indexOf(two.status);
}

/** The day on which an exemption has to be in force to settle the result. */
function judgingDay({ year, until, today }: Pick<ComplianceQuestion, 'year' | 'until' | 'today'>): string {
  const day = until ?? today;
  return day > `${year}-12-31` ? `${year}-12-31` : day;
}

function exemptionsFrom({ exemptions }: CircularView, code: string): CircularView['exemptions'] {
  return exemptions.filter(({ obligationCode }) => obligationCode === null || obligationCode === code);
}

function scopeOf(
  { circular, obligation }: Chosen,
  { year, klpd, until }: Pick<ComplianceQuestion, 'year' | 'klpd' | 'until'>,
): ScopeInYear {
  const { effectiveFrom, effectiveTo } = circular;
  const ends = [effectiveTo, until ?? null].filter((day) => day !== null).sort();
  return {
    klpd: circular.klpd ?? klpd,
    year,
    from: effectiveFrom,
    to: ends[0] ?? null,
    sources: obligation.sources,
    accountPrefixes: obligation.accountPrefixes,
    basis: obligation.denominator === 'completed' ? 'completed' : 'committed',
    numerator: obligation.numerator,
    exempt: exemptionsFrom(circular, obligation.code).map(({ perangkatDaerahId, validFrom, validTo }) => ({
      perangkatDaerahId,
      from: validFrom,
      to: validTo,
    })),
  };
}

function scopeOfOne(scope: ScopeInYear, perangkatDaerahId: string | null): Scope {
  return { ...scope, exempt: scope.exempt.filter((one) => one.perangkatDaerahId === perangkatDaerahId) };
}

function rowOf(
  { id, name, satkers, ...figures }: PartsOfOne,
  { circular, obligation }: Chosen,
  budget: BudgetOfOne | null,
  day: string,
): ComplianceRow {
  const exemption = exemptionsFrom(circular, obligation.code).find(
    (one) => one.perangkatDaerahId === id && one.validFrom <= day && (one.validTo === null || one.validTo >= day),
  );
  const judgement = judge({
    target: {
      kind: obligation.kind,
      denominator: obligation.denominator,
      threshold: senFromDecimal(obligation.threshold),
    },
    parts: figures.parts,
    budget,
    exempt: exemption !== undefined,
  });
  return {
    perangkatDaerahId: id,
    name: name ?? 'Belum dipetakan',
    satkers,
    ...figures,
    result: id === null ? null : judgement.result,
    judgement,
    budgetUnknown: budget?.unknownSatkers ?? [],
    exemption: exemption ? { reason: exemption.reason, validTo: exemption.validTo } : null,
  };
}

/** Surely below by gap, then undecided by gap, then kept from the smallest share up, then the others; unmapped last. */
function furthestFirst(one: ComplianceRow, two: ComplianceRow): number {
  const rank = (row: ComplianceRow): number => (row.result === null ? RESULTS.length : RESULTS.indexOf(row.result));
  return (
    rank(one) - rank(two) ||
    bySize(two.judgement.gap.high, one.judgement.gap.high, one.result === 'data_tidak_lengkap') ||
    bySize(two.judgement.gap.known, one.judgement.gap.known, true) ||
    byShare(one, two) ||
    (one.name < two.name ? -1 : one.name > two.name ? 1 : 0)
  );
}

/** null has no bound and counts as the largest. */
function bySize(one: bigint | null, two: bigint | null, counts: boolean): number {
  if (!counts || one === two) return 0;
  if (one === null || two === null) return one === null ? 1 : -1;
  return one < two ? -1 : 1;
}

function byShare(one: ComplianceRow, two: ComplianceRow): number {
  const first = one.judgement.share.known;
  const second = two.judgement.share.known;
  if (!first || !second) return 0;
  const left = first.numerator * second.denominator;
  const right = second.numerator * first.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

function totalOf(rows: readonly ComplianceRow[]): ComplianceTotal {
  const sum = (of: (row: ComplianceRow) => bigint): bigint => rows.reduce((all, row) => all + of(row), 0n);
  const count = (of: (row: ComplianceRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const amountsOf = (of: (row: ComplianceRow) => Amounts): Amounts => ({
    yes: sum((row) => of(row).yes),
    unknown: sum((row) => of(row).unknown),
    no: sum((row) => of(row).no),
  });
  const inScopeOf = (of: (row: ComplianceFigures) => InScope): InScope => ({
    packages: count((row) => of(row).packages),
    value: sum((row) => of(row).value),
    umk: amountsOf((row) => of(row).umk),
    ovop: {
      yes: sum((row) => of(row).ovop.yes),
      mixed: sum((row) => of(row).ovop.mixed),
      no: sum((row) => of(row).ovop.no),
    },
  });
  const gaps = rows.filter((row) => row.result !== null).map((row) => shownGap(row.judgement));
  return {
    packages: count((row) => row.packages),
    parts: {
      sure: amountsOf((row) => row.parts.sure),
      unsure: amountsOf((row) => row.parts.unsure),
      valueless: {
        yes: count((row) => row.parts.valueless.yes),
        unknown: count((row) => row.parts.valueless.unknown),
        no: count((row) => row.parts.valueless.no),
      },
    },
    committed: inScopeOf((row) => row.committed),
    completed: inScopeOf((row) => row.completed),
    numerator: {
      known: sum((row) => row.judgement.numerator.known),
      most: sum((row) => row.judgement.numerator.most),
    },
    denominator: {
      known: sum((row) => row.judgement.denominator.known),
      most: sum((row) => row.judgement.denominator.most),
    },
    gap: {
      low: gaps.reduce((all, { low }) => all + low, 0n),
      high: gaps.reduce<bigint | null>((all, { high }) => (all === null || high === null ? null : all + high), 0n),
    },
  };
}

function packageOf(item: PackageOfOne, scope: Scope): CompliancePackage {
  const lines = item.lines.map((line) => ({ lineId: line.lineId, value: line.value, ...place(line, scope) }));
  const because = new Set<Reason>(lines.flatMap((line) => line.because));
  const { id, source, sourceKey, packageNo, name, orderedOn, satkerName, status, accounts, value, packageValue } = item;
  return {
    id,
    source,
    sourceKey,
    packageNo,
    name,
    orderedOn,
    satkerName,
    status,
    accounts,
    value,
    packageValue,
    because: [...because],
    lines,
  };
}
