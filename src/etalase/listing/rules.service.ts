import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDay, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { readReason } from '../assignments/assignment.js';
import { type ListingRule, type RuleInput, ruleProblems } from './rule.js';

/** A rule with the days for which it was decided. */
export interface DatedRule extends ListingRule {
  id: string;
  /** 'YYYY-MM-DD' */
  validFrom: string;
  /** Last day of a rule of one place; null = until another begins. */
  validUntil: string | null;
  /** Null for the rule that the service began with. */
  reason: string | null;
  withdrawnWhy: string | null;
}

const SELECT = `select r.id::text, r.place_id is not null as own, r.version, r.steps, r.distance_km as "distanceKm", r.most,
  r.needs_eligibility as "needsEligibility", r.star, r.season, r.availability, r.seed, r.updated_by as "updatedBy",
  to_char(r.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt", r.valid_from::text as "validFrom",
  r.valid_until::text as "validUntil", r.reason, r.withdrawn_why as "withdrawnWhy" from etalase_rule r`;

const LAST_DAY = '2100-01-01';

/** The rules of listings, as they were decided and will hold. What has held is never changed: a new rule begins after it. */
@Injectable()
export class RulesService {
  constructor(private readonly db: DataSource) {}

  /** Of a place, or the general ones for null; the latest first. */
  list(placeId: string | null, em: EntityManager = this.db.manager): Promise<DatedRule[]> {
    return rows(
      em,
      `${SELECT} where r.place_id is not distinct from $1::bigint order by r.valid_from desc, r.withdrawn_at is not null, r.id desc`,
      [placeId],
    );
  }

  /** Goes up with every change of the rules of a place, or of the general ones: what a form is opened with. */
  async stamp(placeId: string | null, em: EntityManager = this.db.manager): Promise<number> {
    const [found] = await rows<{ stamp: number }>(
      em,
      `select coalesce(sum(version), 0)::int as stamp from etalase_rule where place_id is not distinct from $1::bigint`,
      [placeId],
    );
    return found?.stamp ?? 0;
  }

  /** Checks a rule and its first day, which is today or later. */
  check(input: RuleInput & { validFrom: string; reason: string }, today: string): FieldProblem[] {
    const problems = ruleProblems(input);
    const from = input.validFrom.trim();
    if (!isDay(from) || from > LAST_DAY) problems.push({ field: 'validFrom', message: 'Isi tanggal mulai berlaku' });
    else if (from < today)
      problems.push({
        field: 'validFrom',
        message: 'Aturan berlaku mulai hari ini atau sesudahnya; yang sudah lewat tidak diubah',
      });
    const { problem } = readReason(input.reason);
    if (problem) problems.push(problem);
    return problems;
  }

  /**
   * A rule from a day on; one that begins on the same day is taken back. Throws `etalase.invalid` or
   * `etalase.changed-meanwhile`.
   */
  async decide(
    placeId: string | null,
    stamp: number,
    input: RuleInput & { validFrom: string; reason: string },
    by: string,
    today: string,
  ): Promise<void> {
    const problems = this.check(input, today);
    if (problems.length > 0) throw invalid(problems);
    await this.db.transaction(async (tx) => {
      await this.held(tx, placeId, stamp);
      await tx.query(
        `update etalase_rule set withdrawn_at = now(), withdrawn_by = $3, withdrawn_why = 'Diganti aturan lain sejak hari yang sama',
           version = version + 1, updated_by = $3, updated_at = now()
         where place_id is not distinct from $1::bigint and valid_from = $2::text::date and withdrawn_at is null`,
        [placeId, input.validFrom.trim(), by],
      );
      await tx.query(
        `insert into etalase_rule (place_id, steps, distance_km, most, needs_eligibility, star, season, availability, seed,
           valid_from, reason, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          placeId,
          input.steps,
          input.distanceKm,
          input.most,
          input.needsEligibility,
          input.star,
          input.season,
          input.availability,
          input.seed,
          input.validFrom.trim(),
          readReason(input.reason).reason,
          by,
        ],
      );
    });
  }

  /**
   * From a day on a place follows the general rule again: its own ends the day before. Throws `etalase.invalid`,
   * `etalase.changed-meanwhile` or `etalase.not-found`.
   */
  async follow(
    placeId: string,
    stamp: number,
    input: { from: string; reason: string },
    by: string,
    today: string,
  ): Promise<void> {
    const problems: FieldProblem[] = [];
    const from = input.from.trim();
    if (!isDay(from) || from > LAST_DAY || from < today)
      problems.push({ field: 'from', message: 'Isi tanggal hari ini atau sesudahnya' });
    const { reason, problem } = readReason(input.reason, 'why');
    if (problem) problems.push(problem);
    if (problems.length > 0) throw invalid(problems);
    await this.db.transaction(async (tx) => {
      await this.held(tx, placeId, stamp);
      // What would begin on that day or later is taken back; what has begun ends.
      const ended = await rows(
        tx,
        `update etalase_rule set version = version + 1, updated_by = $3, updated_at = now(),
           withdrawn_at = case when valid_from >= $2::text::date then now() end,
           withdrawn_by = case when valid_from >= $2::text::date then $3 end,
           withdrawn_why = case when valid_from >= $2::text::date then $4 end,
           valid_until = case when valid_from >= $2::text::date then valid_until else $2::text::date - 1 end,
           reason = case when valid_from >= $2::text::date then reason else concat_ws('; diakhiri: ', reason, $4::text) end
         where place_id = $1 and withdrawn_at is null and (valid_until is null or valid_until >= $2::text::date) returning id`,
        [placeId, from, by, reason],
      );
      if (ended.length === 0)
        throw new NotFoundError(
          'etalase.not-found',
          `Sejak ${formatDay(from)} lokasi ini sudah mengikuti aturan umum.`,
        );
    });
  }

  private async held(tx: EntityManager, placeId: string | null, stamp: number): Promise<void> {
    await tx.query('lock table etalase_rule in share row exclusive mode');
    const now = await this.stamp(placeId, tx);
    if (now === stamp) return;
    const [last] = await rows<{ by: string | null }>(
      tx,
      `select updated_by as by from etalase_rule where place_id is not distinct from $1::bigint order by updated_at desc, id desc limit 1`,
      [placeId],
    );
    throw new ConflictError(
      'etalase.changed-meanwhile',
      `Aturan ini sudah diubah ${last?.by ?? 'orang lain'} sesudah Anda membukanya. Tidak ada yang disimpan. ` +
        'Lihat aturan yang berlaku sekarang di bawah, lalu simpan lagi bila masih perlu.',
      { version: now },
    );
  }
}

function invalid(problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError(
    'etalase.invalid',
    'Aturan belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    problems,
  );
}
