import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { readReason } from '../assignments/assignment.js';
import { formatDay, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { affected, rows } from '../../shared/sql.js';
import { readValidDays, validDaysOn } from './valid-days.js';

/** For how many days a sight of an etalase counts, and how that is known. */
export interface ValidFor {
  days: number;
  /** In words. */
  source: string;
  /** True while nobody has decided it: the service's own choice, and no law. */
  assumed: boolean;
}

/** What the bureau decided. */
export interface DutySetting {
  id: string;
  /** 'YYYY-MM-DD' */
  validFrom: string;
  days: number;
  reason: string;
  decidedBy: string;
  withdrawnWhy: string | null;
}

const MOST_DAYS = 3660;

/** The dated decisions on how long a sight of an etalase counts; before the first the repository's own assumption. */
@Injectable()
export class DutySettings {
  private readonly assumption = readValidDays();

  constructor(private readonly db: DataSource) {}

  async on(day: string, em: EntityManager = this.db.manager): Promise<ValidFor> {
    const [decided] = await rows<{ days: number; reason: string; from: string }>(
      em,
      `select days, reason, valid_from::text as from from etalase_duty_setting
       where withdrawn_at is null and valid_from <= $1::text::date order by valid_from desc limit 1`,
      [day],
    );
    if (decided)
      return {
        days: decided.days,
        source: `Ketetapan biro sejak ${formatDay(decided.from)}: ${decided.reason}`,
        assumed: false,
      };
    return { days: validDaysOn(this.assumption, day), source: this.assumption.source, assumed: true };
  }

  /** The latest first, those that were withdrawn among them. */
  list(): Promise<DutySetting[]> {
    return rows(
      this.db.manager,
      `select id::text, valid_from::text as "validFrom", days, reason, decided_by as "decidedBy", withdrawn_why as "withdrawnWhy"
       from etalase_duty_setting order by valid_from desc, id desc`,
    );
  }

  /** Throws `etalase.invalid` or `etalase.duty-decided-already`. */
  async decide(input: { validFrom: string; days: string; reason: string }, by: string): Promise<void> {
    const problems: FieldProblem[] = [];
    const from = input.validFrom.trim();
    if (!isDay(from) || from < '2020-01-01' || from > '2100-01-01')
      problems.push({ field: 'validFrom', message: 'Isi tanggal mulai berlaku, sejak 1 Januari 2020' });
    const days = input.days.trim();
    if (!/^[1-9]\d{0,3}$/.test(days) || Number(days) > MOST_DAYS)
      problems.push({ field: 'days', message: `Banyaknya hari, bilangan bulat dari 1 sampai ${MOST_DAYS}` });
    const { reason, problem } = readReason(input.reason);
    if (problem) problems.push(problem);
    if (problems.length > 0) throw invalid(problems);
    const made = await rows(
      this.db.manager,
      `insert into etalase_duty_setting (valid_from, days, reason, decided_by) values ($1, $2, $3, $4)
       on conflict (valid_from) where withdrawn_at is null do nothing returning id`,
      [from, Number(days), reason, by],
    );
    if (made.length > 0) return;
    const other = (await this.list()).find((one) => one.validFrom === from && one.withdrawnWhy === null);
    throw new ConflictError(
      'etalase.duty-decided-already',
      `Sejak ${formatDay(from)} sudah ditetapkan ${other?.days ?? '?'} hari oleh ${other?.decidedBy ?? 'orang lain'}. ` +
        'Tidak ada yang disimpan. Cabut ketetapan itu dahulu, atau pilih tanggal yang lain.',
    );
  }

  /** Throws `etalase.invalid` or `etalase.not-found`. */
  async withdraw(id: string, why: string, by: string): Promise<void> {
    const { reason, problem } = readReason(why, 'why');
    if (problem) throw invalid([problem]);
    const done = await affected(
      this.db.manager,
      `update etalase_duty_setting set withdrawn_at = now(), withdrawn_by = $2, withdrawn_why = $3
       where id = $1 and withdrawn_at is null`,
      [/^\d{1,18}$/.test(id) ? id : '0', by, reason],
    );
    if (done === 0) throw new NotFoundError('etalase.not-found', 'Ketetapan ini tidak ada, atau sudah dicabut.');
  }
}

function invalid(problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError(
    'etalase.invalid',
    'Ketetapan belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    problems,
  );
}
