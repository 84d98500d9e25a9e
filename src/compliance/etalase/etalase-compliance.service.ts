import { Injectable } from '@nestjs/common';
import type { Scope as ViewerScope } from '../../access/scope.js';
import type { DutyPlace } from '../../etalase/duty/duty.js';
import { DutyQueries } from '../../etalase/duty/duty.queries.js';
import { senFromDecimal } from '../../shared/money.js';
import type { CircularView, ObligationView } from '../circular.js';
import { CircularService } from '../circular.service.js';
import type { ComplianceQuestion } from '../compliance.js';
import { ComplianceQueries } from '../compliance.queries.js';
import { definitionOf } from '../definitions.js';
import { judgeEtalase, PLACE_VERDICTS, type PlaceCounts, responsibleFor, verdictOf } from '../rules/judge-etalase.js';
import { type Result, RESULTS } from '../rules/judge.js';
import type { EtalaseReport, EtalaseRow, JudgedPlace } from './etalase-compliance.js';

/** Judges the obligation to have an etalase at tourism places, per place and per perangkat daerah that answers for it. */
@Injectable()
export class EtalaseComplianceService {
  constructor(
    private readonly circulars: CircularService,
    private readonly queries: ComplianceQueries,
    private readonly duty: DutyQueries,
  ) {}

  /**
   * Of what `viewer` sees only. Made anew each time: it is one query, and the version of the etalase goes up before what
   * changed it is committed.
   */
  async report(
    { circular, obligation }: { circular: CircularView; obligation: ObligationView },
    question: ComplianceQuestion,
    viewer: ViewerScope,
  ): Promise<EtalaseReport> {
    const { klpd } = question;
    const day = judgingDay(question, circular.effectiveTo);
    const { responsible = [] } = obligation;
    const names = new Map(
      (await this.circulars.perangkatDaerah(circular.klpd ?? klpd)).map(({ id, name }) => [id, name]),
    );
    const { places: found, validDays, source } = await this.duty.all(day);
    const own = viewer.kind === 'all' ? null : ((await this.queries.ownPlace(viewer)) ?? '');
    const places = found
      .map((place) => judgedPlace(place, responsibleFor(place.kabupatenCode, responsible)))
      .filter(({ perangkatDaerahId }) => own === null || perangkatDaerahId === own);
    const inForce = circular.effectiveFrom <= day;
    const threshold = senFromDecimal(obligation.threshold);
    const answering = [...new Set(responsible.map(({ perangkatDaerahId }) => perangkatDaerahId))].filter(
      (id) => own === null || id === own,
    );
    const unanswered = places.some(({ perangkatDaerahId }) => perangkatDaerahId === null);
    const rows = [...answering, ...(unanswered ? [null] : [])].map((id): EtalaseRow => {
      const counts = countsOf(places.filter(({ perangkatDaerahId }) => perangkatDaerahId === id));
      const exemption = circular.exemptions.find(
        (one) =>
          one.perangkatDaerahId === id &&
          (one.obligationCode === null || one.obligationCode === obligation.code) &&
          one.validFrom <= day &&
          (one.validTo === null || one.validTo >= day),
      );
      const judgement = judgeEtalase({ threshold, counts, exempt: exemption !== undefined, inForce });
      return {
        perangkatDaerahId: id,
        name: id === null ? 'Belum ada penanggung jawab' : (names.get(id) ?? `Perangkat daerah ${id}`),
        places: PLACE_VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0),
        counts,
        result: id === null ? null : judgement.result,
        judgement,
        exemption: exemption ? { reason: exemption.reason, validTo: exemption.validTo } : null,
      };
    });
    const { id, version, number, subject, effectiveFrom, effectiveTo, status } = circular;
    return {
      circular: { id, version, number, subject, effectiveFrom, effectiveTo, status },
      obligation,
      definition: definitionOf(obligation),
      day,
      validDays,
      validDaysSource: source,
      rows: rows.toSorted(furthestFirst),
      places,
      counts: countsOf(places),
      results: Object.fromEntries(
        RESULTS.map((result) => [result, rows.filter((row) => row.result === result).length]),
      ) as Record<Result, number>,
    };
  }
}

/** The cut-off day or today, but never after the year or the circular is over. */
function judgingDay({ year, until, today }: ComplianceQuestion, effectiveTo: string | null): string {
  const days = [until ?? today, `${year}-12-31`, ...(effectiveTo === null ? [] : [effectiveTo])];
  return days.toSorted()[0] ?? today;
}

function judgedPlace(place: DutyPlace, perangkatDaerahId: string | null): JudgedPlace {
  return { ...place, verdict: verdictOf(place.state), perangkatDaerahId };
}

function countsOf(places: readonly JudgedPlace[]): PlaceCounts {
  return Object.fromEntries(
    PLACE_VERDICTS.map((verdict) => [verdict, places.filter((place) => place.verdict === verdict).length]),
  ) as PlaceCounts;
}

function furthestFirst(one: EtalaseRow, two: EtalaseRow): number {
  const rank = (row: EtalaseRow): number => (row.result === null ? RESULTS.length : RESULTS.indexOf(row.result));
  return (
    rank(one) - rank(two) ||
    two.judgement.gap.low - one.judgement.gap.low ||
    two.judgement.gap.high - one.judgement.gap.high ||
    (one.name < two.name ? -1 : 1)
  );
}
