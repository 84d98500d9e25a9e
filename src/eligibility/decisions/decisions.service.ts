import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Book } from '../../regulation/book.js';
import { RegulationService } from '../../regulation/regulation.service.js';
import { addDays, isDay, today, zoneOffset } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { FactsService, type GatheredFacts, type SentraMemory, type Subject } from '../facts/facts.service.js';
import { changesOf } from './compare.js';
import type { Decision, Looked, Reason } from './decision.js';
import { judgeFacts, lookAtFacts, type KeptLaw, keptLaw, openLaw } from './judging.js';

const COLUMNS = `d.id::text, d.enterprise_id::text as "enterpriseId", d.product_id::text as "productId", d.platform,
  d.day::text, to_char(d.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt",
  d.decided_by as "decidedBy", d.reason, d.facts, d.facts_digest as "factsDigest", d.rule_set as "ruleSet",
  d.rule_versions as "ruleVersions", d.law_digest as "lawDigest", d.outcome, d.states, d.readiness, d.requirements, d.warnings,
  d.valid_until::text as "validUntil", d.print, d.previous_id::text as "previousId", d.changes, d.verification`;

const OF_SUBJECT = `d.enterprise_id = $1 and d.product_id is not distinct from $2 and d.platform = $3`;
/** A decision holds from its day until a later one; of two about one day the newer counts. */
const NEWEST = 'order by d.day desc, d.id desc limit 1';

export interface Assessed {
  decision: Decision;
  /** False = it came to what is on file already, and nothing was written. */
  written: boolean;
}

/**
 * Decisions that are kept. Four calls are meant for other modules: `assess` (judge from what is on file, and keep it),
 * `look` (judge, and keep nothing), `latest` (what is on file for today), `asOf` (what was on file, on both axes of time).
 */
@Injectable()
export class DecisionsService {
  private law: (KeptLaw & { book: Book }) | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly facts: FactsService,
    private readonly regulation: RegulationService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Judges a subject from what is on file, for today or an earlier day, and keeps the decision; when outcome, evidence and
   * rules are those of the decision that already holds on that day, that one is given back and nothing is written. Throws
   * `eligibility.subject-not-found` and `eligibility.day-not-open`.
   */
  async assess(subject: Subject, by: string, day: string = today(this.env.timeZone)): Promise<Assessed> {
    this.mustBeOpen(day);
    return this.db.transaction(async (tx) => {
      await this.lock(tx, [subject.enterpriseId]);
      const [gathered] = await this.facts.gather(tx, [sound(subject)], day);
      if (!gathered) throw notFound();
      const [kept] = await this.keep(tx, [gathered], by, 'permintaan');
      if (!kept) throw new Error('The decision was not stored');
      return { decision: await this.get(kept.id, tx), written: kept.written };
    });
  }

  /** Judges a subject from what is on file, and keeps nothing: any day. Throws `eligibility.subject-not-found`. */
  async look(subject: Subject, day: string = today(this.env.timeZone)): Promise<Looked> {
    const [gathered] = await this.facts.gather(this.db.manager, [sound(subject)], day);
    if (!gathered) throw notFound();
    const { digest, book } = this.keptLaw();
    return lookAtFacts(gathered, book, digest);
  }

  /** The decision that holds today; null = none was ever made. After its `validUntil` it is out of date. */
  latest(subject: Subject): Promise<Decision | null> {
    return this.asOf(subject, today(this.env.timeZone));
  }

  /**
   * The decision that held on `day`, as it was known at the end of the day `known` (as it is known now, without it); null =
   * there was none.
   */
  async asOf(subject: Subject, day: string, known?: string): Promise<Decision | null> {
    const until = known === undefined ? null : `${addDays(known, 1)}T00:00:00${zoneOffset(this.env.timeZone)}`;
    const { enterpriseId, productId, platform } = subject;
    if (![enterpriseId, productId].every((id) => id === null || /^\d{1,18}$/.test(id))) return null;
    const [found] = await rows<Decision>(
      this.db.manager,
      `select ${COLUMNS} from eligibility_decision d
       where ${OF_SUBJECT} and d.day <= $4::date and ($5::timestamptz is null or d.decided_at < $5) ${NEWEST}`,
      [enterpriseId, productId, platform, day, until],
    );
    return found ?? null;
  }

  /** Throws `eligibility.decision-not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Decision> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<Decision>(em, `select ${COLUMNS} from eligibility_decision d where d.id = $1`, [id])
      : [];
    if (!found) throw new NotFoundError('eligibility.decision-not-found', `Keputusan ${id.slice(0, 20)} tidak ada.`);
    return found;
  }

  /** Every decision about the subject of one, the newest day first. */
  history({ enterpriseId, productId, platform }: Subject): Promise<Decision[]> {
    return rows<Decision>(
      this.db.manager,
      `select ${COLUMNS} from eligibility_decision d where ${OF_SUBJECT} order by d.day desc, d.id desc limit 200`,
      [enterpriseId, productId, platform],
    );
  }

  /** The law that a decision was made under, whole, whatever the files say today. */
  async lawOf(digest: string): Promise<Book> {
    const current = this.keptLaw();
    if (digest === current.digest) return current.book;
    const [found] = await rows<{ book: Parameters<typeof openLaw>[0] }>(
      this.db.manager,
      'select book from eligibility_law where digest = $1',
      [digest],
    );
    if (!found) throw new Error(`The law ${digest} of a decision is not on file`);
    return openLaw(found.book);
  }

  /**
   * Judges and keeps what was gathered, within the caller's transaction, which must hold the enterprises (`lock`): one row
   * each where something is other than in the decision that holds on the day. Gives ids in the order of `gathered`.
   */
  async keep(
    tx: EntityManager,
    gathered: readonly GatheredFacts[],
    by: string,
    reason: Reason,
  ): Promise<{ id: string; written: boolean }[]> {
    const { digest, json, book } = this.keptLaw();
    const judged = gathered.map((one) => judgeFacts(one, book, digest));
    const before = await this.held(tx, gathered);
    const wanted = judged.flatMap((judgement, at) => {
      const held = before[at];
      return held?.print === judgement.print ? [] : [{ at, judgement, held: held ?? null }];
    });
    const ids = before.map((held) => ({ id: held?.id ?? '', written: false }));
    if (wanted.length === 0) return ids;
    const previous = await this.many(
      tx,
      wanted.flatMap(({ held }) => (held ? [held.id] : [])),
    );
    await tx.query('insert into eligibility_law (digest, book) values ($1, $2::jsonb) on conflict do nothing', [
      digest,
      json,
    ]);
    const written = await rows<{ at: number; id: string }>(tx, INSERT, [
      JSON.stringify(
        wanted.map(({ at, judgement, held }) => {
          const old = held && previous.get(held.id);
          return {
            ...judgement,
            at,
            decidedBy: by,
            reason,
            previousId: held?.id ?? null,
            changes: old ? changesOf(old, judgement) : [],
            verification: randomBytes(18).toString('base64url'),
          };
        }),
      ),
    ]);
    for (const { at, id } of written) ids[at] = { id, written: true };
    return ids;
  }

  /** Holds enterprises until the transaction ends: two assessments of one do not both write. */
  async lock(tx: EntityManager, enterpriseIds: readonly string[]): Promise<void> {
    const ids = enterpriseIds.filter((id) => /^\d{1,18}$/.test(id));
    await tx.query('select 1 from enterprise where id = any($1::bigint[]) order by id for no key update', [ids]);
  }

  gather(tx: EntityManager, subjects: readonly Subject[], day: string, memory: SentraMemory): Promise<GatheredFacts[]> {
    return this.facts.gather(tx, subjects, day, memory);
  }

  /** The law in use, made plain once in a process. */
  keptLaw(): KeptLaw & { book: Book } {
    const { book } = this.regulation;
    this.law ??= { ...keptLaw(book), book };
    return this.law;
  }

  /** Of each subject the decision that holds on its day. */
  private async held(
    tx: EntityManager,
    gathered: readonly GatheredFacts[],
  ): Promise<({ id: string; print: string } | null)[]> {
    const found = await rows<{ at: number; id: string; print: string }>(
      tx,
      `select a.at, h.id::text, h.print
       from json_to_recordset($1::json) as a (at int, "enterpriseId" bigint, "productId" bigint, platform text, day date)
       cross join lateral (
         select d.id, d.print from eligibility_decision d
         where d.enterprise_id = a."enterpriseId" and d.product_id is not distinct from a."productId"
           and d.platform = a.platform and d.day <= a.day
         ${NEWEST}) h`,
      [
        JSON.stringify(
          gathered.map(({ enterpriseId, productId, platform, day }, at) => ({
            at,
            enterpriseId,
            productId,
            platform,
            day,
          })),
        ),
      ],
    );
    const byPlace = new Map(found.map(({ at, id, print }) => [at, { id, print }]));
    return gathered.map((_, at) => byPlace.get(at) ?? null);
  }

  private async many(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Decision>> {
    if (ids.length === 0) return new Map();
    const found = await rows<Decision>(
      tx,
      `select ${COLUMNS} from eligibility_decision d where d.id = any($1::bigint[])`,
      [ids],
    );
    return new Map(found.map((one) => [one.id, one]));
  }

  /** What is decided about a day that has not come would be about facts that nobody has yet. */
  private mustBeOpen(day: string): void {
    const now = today(this.env.timeZone);
    if (isDay(day) && day <= now) return;
    const message = isDay(day)
      ? `Hari ${day} belum tiba; keputusan dibuat paling jauh untuk hari ini`
      : 'Tanggal tidak ada';
    throw new InvalidInputError('eligibility.day-not-open', `${message}.`, [{ field: 'day', message }]);
  }
}

const INSERT = `with given as (
    select * from json_to_recordset($1::json) as x (at int, "enterpriseId" bigint, "productId" bigint, platform text, day date,
      "decidedBy" text, reason text, facts jsonb, "factsDigest" text, "ruleSet" text, "ruleVersions" jsonb, "lawDigest" text,
      outcome text, states jsonb, readiness jsonb, requirements jsonb, warnings jsonb, "validUntil" date, print text,
      "previousId" bigint, changes jsonb, verification text)
  ), made as (
    insert into eligibility_decision (enterprise_id, product_id, platform, day, decided_by, reason, facts, facts_digest, rule_set,
      rule_versions, law_digest, outcome, states, readiness, requirements, warnings, valid_until, print, previous_id, changes,
      verification)
    select "enterpriseId", "productId", platform, day, "decidedBy", reason, facts, "factsDigest", "ruleSet", "ruleVersions",
      "lawDigest", outcome, states, readiness, requirements, warnings, "validUntil", print, "previousId", changes, verification
    from given order by at
    returning id, verification)
  select g.at, m.id::text from made m join given g using (verification)`;

/** Ids that are none must not reach the database. */
function sound(subject: Subject): Subject {
  const { enterpriseId, productId } = subject;
  if (![enterpriseId, productId ?? '0'].every((id) => /^\d{1,18}$/.test(id))) throw notFound();
  return subject;
}

function notFound(): NotFoundError {
  return new NotFoundError(
    'eligibility.subject-not-found',
    'Pelaku usaha itu tidak ada (atau sudah digabungkan), atau bukan pembuat produk itu. Periksa nomornya.',
  );
}
