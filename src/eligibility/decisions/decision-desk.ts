import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Instance } from '../../access/instance/instance.js';
import type { Env } from '../../shared/env.js';
import { ENV } from '../../shared/tokens.js';
import { writeCertificate } from './certificate.js';
import { readinessSentence, STATE_WORDS } from '../wording/wording.js';
import { PURPOSES } from '../rules/rule.js';
import type { Decision } from './decision.js';
import { DecisionQueries, type DecisionFilter, type ListedDecision } from './decision.queries.js';
import type { DecisionDto, DecisionPageDto, ListedDecisionDto, LookDto } from './decisions.dto.js';
import { DecisionsService } from './decisions.service.js';
import { explainChanges, explainJudgement } from './explain-decision.js';
import { type GivenStatements, type Statement, StatementsService } from '../facts/statements.service.js';
import type { Subject } from '../facts/facts.service.js';

/** Path of the page at which anybody may look a decision up. */
export function verificationPath({ verification }: Pick<Decision, 'verification'>): string {
  return `/verifikasi/${verification}`;
}

/** What the API and the pages ask of decisions. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly db: DataSource,
    private readonly decisions: DecisionsService,
    private readonly queries: DecisionQueries,
    private readonly statements: StatementsService,
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
    return explainJudgement(await this.decisions.look(subject, day), this.decisions.keptLaw().book);
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

  /** Throws as `StatementsService.ofEnterprise`. */
  async stateOfEnterprise(id: string, given: GivenStatements, by: string): Promise<Statement[]> {
    await this.db.transaction((tx) => this.statements.ofEnterprise(tx, id, given, by));
    return this.statements.list({ enterpriseId: id });
  }

  /** Throws as `StatementsService.ofProduct`. */
  async stateOfProduct(id: string, given: GivenStatements, by: string): Promise<Statement[]> {
    await this.db.transaction((tx) => this.statements.ofProduct(tx, id, given, by));
    return this.statements.list({ productId: id });
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
