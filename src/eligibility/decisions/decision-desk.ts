import { Inject, Injectable } from '@nestjs/common';
import type { Instance } from '../../access/instance/instance.js';
import { today } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { ENV } from '../../shared/tokens.js';
import { writeCertificate } from './certificate.js';
import { readinessSentence, STATE_WORDS } from '../wording/wording.js';
import { hindsightOf, timesSentence } from '../wording/times.js';
import { PURPOSES } from '../rules/rule.js';
import type { Decision } from './decision.js';
import { DecisionQueries, type DecisionFilter, type ListedDecision } from './decision.queries.js';
import type { DecisionDto, DecisionPageDto, ListedDecisionDto, LookDto } from './decisions.dto.js';
import { DecisionsService } from './decisions.service.js';
import { explainChanges, explainJudgement } from './explain-decision.js';
import type { Subject } from '../facts/facts.service.js';

/** Path of the page at which anybody may look a decision up. */
export function verificationPath({ verification }: Pick<Decision, 'verification'>): string {
  return `/verifikasi/${verification}`;
}

/** What the API and the pages ask of decisions. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly queries: DecisionQueries,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async list(filter: DecisionFilter, paging: { page: number; size: number }): Promise<DecisionPageDto> {
    const found = await this.queries.list(filter, paging);
    return { ...found, items: found.items.map(listedView) };
  }

  /** A decision with everything that it rested on, in words, by the law that it was made under. */
  async show(id: string): Promise<DecisionDto> {
    return this.explain(await this.decisions.get(id));
  }

  /** Judges from what is on file, and keeps nothing. Throws as `DecisionsService.look`. */
  async look(subject: Subject, day?: string): Promise<LookDto> {
    const judged = await this.decisions.look(subject, day);
    const { book } = this.decisions.keptLaw();
    return { ...explainJudgement(judged, book), ...this.times(judged.day, new Date()) };
  }

  /**
   * The decision that held on `day` as it was known at the end of `known` (now, without it); null = none was kept by then.
   */
  async asOf(subject: Subject, day: string, known?: string): Promise<DecisionDto | null> {
    const held = await this.decisions.asOf(subject, day, known);
    return held && this.explain(held);
  }

  /** Judges and keeps; gives what holds now. Throws as `DecisionsService.assess`. */
  async assess(subject: Subject, by: string, day?: string): Promise<DecisionDto> {
    const { decision } = await this.decisions.assess(subject, by, day);
    return this.explain(decision);
  }

  /** The paper of a decision as PDF. `origin` = where this service is reached, unless PUBLIC_URL says it. */
  async certificate(id: string, instance: Instance, origin: string): Promise<Buffer> {
    const decision = await this.show(id);
    const base = (this.env.publicUrl ?? origin).replace(/\/+$/, '');
    const { letterhead, timeZone, demo } = instance;
    return writeCertificate(decision, { letterhead, timeZone, demo, verifyAt: `${base}${decision.verificationPath}` });
  }

  private times(day: string, knownAt: Date): Pick<LookDto, 'knownOn' | 'hindsight' | 'timesText'> {
    const knownOn = today(this.env.timeZone, knownAt);
    return { knownOn, hindsight: hindsightOf(day, knownOn), timesText: timesSentence(day, knownOn) };
  }

  private async explain(decision: Decision): Promise<DecisionDto> {
    const book = await this.decisions.lawOf(decision.lawDigest);
    const names = await this.queries.names(decision);
    const history = await this.decisions.history(decision);
    const { id, enterpriseId, productId, decidedAt, decidedBy, reason, ruleVersions, lawDigest, factsDigest, outcome } =
      decision;
    return {
      id,
      enterpriseId,
      enterpriseName: names.enterprise,
      productId,
      productName: names.product,
      decidedAt,
      decidedBy,
      reason,
      ruleVersions: { ...ruleVersions },
      lawDigest,
      factsDigest,
      outcome,
      ...explainJudgement(decision, book),
      ...this.times(decision.day, new Date(decidedAt)),
      verificationPath: verificationPath(decision),
      history: history.map((one) => ({
        id: one.id,
        day: one.day,
        decidedAt: one.decidedAt,
        decidedBy: one.decidedBy,
        reason: one.reason,
        outcome: one.outcome,
        validUntil: one.validUntil,
        changes: explainChanges(one),
      })),
    };
  }
}

function listedView({ states, readiness, ...one }: ListedDecision): ListedDecisionDto {
  return {
    ...one,
    states: PURPOSES.map((purpose) => ({ purpose, state: states[purpose], text: STATE_WORDS[states[purpose]] })),
    readiness: { ...readiness, text: readinessSentence(readiness) },
  };
}
