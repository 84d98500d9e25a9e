import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { rows } from '../../shared/sql.js';
import { AchievedFigures } from './achieved.js';
import { refuse, refuseStale, textOf, TOUCHED } from './changed.js';
import type { By } from './programme.js';
import { type Achieved, percentReached, standingOf, type Target, type TargetInput, type TargetLine } from './target.js';
import { TARGET_METRICS, type TargetMetric } from './target-metrics.js';

const COLUMNS = `t.id::text, t.metric, t.metric_version as "metricVersion", t.year,
  trim_scale(t.amount)::text as amount, t.basis, t.note, ${TOUCHED('t')}`;

/** Targets of participation: one a metric and year, set for a version of the metric's definition. */
@Injectable()
export class TargetsService {
  readonly metrics: readonly TargetMetric[] = TARGET_METRICS;

  constructor(
    private readonly db: DataSource,
    private readonly achieved: AchievedFigures,
  ) {}

  /** By metric and year, each beside what was reached by `today`. Null years = all. */
  async list(years: { from: number; to: number } | null, today: string): Promise<TargetLine[]> {
    const found = await rows<Target>(
      this.db.manager,
      `select ${COLUMNS} from participation_target t where $1::int is null or t.year between $1 and $2
       order by t.metric, t.metric_version, t.year`,
      [years?.from ?? null, years?.to ?? null],
    );
    const lines: TargetLine[] = [];
    const told = new Map<number, (metric: string) => Achieved>();
    for (const target of found) {
      const reached = told.get(target.year) ?? (await this.achieved.inYear(target.year, today));
      told.set(target.year, reached);
      lines.push(this.lineOf(target, reached));
    }
    return lines;
  }

  /** Throws `target.not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Target> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<Target>(em, `select ${COLUMNS} from participation_target t where t.id = $1`, [id])
      : [];
    if (!found) throw new NotFoundError('target.not-found', `Target ${id.slice(0, 20)} tidak ada.`);
    return found;
  }

  /** For the version of the definition that holds now. Throws `target.invalid` or `target.known`. */
  async create(input: TargetInput, { by }: By): Promise<Target> {
    return this.db.transaction(async (tx) => {
      const values = await this.checked(input, null, tx);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into participation_target (metric, metric_version, year, amount, basis, note, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $7) returning id::text`,
        [...values, by],
      );
      if (!made) throw new Error('The target was not stored');
      return this.get(made.id, tx);
    });
  }

  /**
   * Also moves it to the version of the definition that holds now: who changes a target looks at both. Throws
   * `target.changed-meanwhile`, `target.invalid`, `target.known` or `target.not-found`.
   */
  async change(id: string, version: number, input: TargetInput, { by, timeZone }: By): Promise<Target> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(id, tx);
      refuseStale('target', `Target ${before.metric} tahun ${before.year}`, before, version, timeZone);
      await tx.query(
        `update participation_target set metric = $2, metric_version = $3, year = $4, amount = $5, basis = $6, note = $7,
           updated_by = $8, updated_at = now(), version = version + 1 where id = $1`,
        [id, ...(await this.checked(input, id, tx)), by],
      );
      return this.get(id, tx);
    });
  }

  /** Throws `target.changed-meanwhile` or `target.not-found`. */
  async remove(id: string, version: number, { timeZone }: By): Promise<Target> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(id, tx);
      refuseStale('target', `Target ${before.metric} tahun ${before.year}`, before, version, timeZone);
      await tx.query('delete from participation_target where id = $1', [id]);
      return before;
    });
  }

  private async locked(id: string, tx: EntityManager): Promise<Target> {
    await this.get(id, tx);
    await tx.query('select 1 from participation_target where id = $1 for update', [id]);
    return this.get(id, tx);
  }

  /** A target beside what was reached by `today`. */
  async line(target: Target, today: string): Promise<TargetLine> {
    return this.lineOf(target, await this.achieved.inYear(target.year, today));
  }

  private lineOf(target: Target, reached: (metric: string) => Achieved): TargetLine {
    const definition = this.metrics.find(({ code }) => code === target.metric) ?? null;
    const outdated = definition !== null && definition.version !== target.metricVersion;
    // What a newer definition counts is not held against a target that was set for an older one.
    const found = reached(target.metric);
    const achieved = definition === null || outdated ? { ...found, amount: null, said: null } : found;
    return {
      ...target,
      definition,
      outdated,
      achieved,
      percent: achieved.amount === null ? null : percentReached(achieved.amount, target.amount),
      standing: standingOf(target.amount, achieved),
    };
  }

  /** The values as they are stored, in the order of the columns. */
  private async checked(input: TargetInput, except: string | null, tx: EntityManager): Promise<unknown[]> {
    const problems: FieldProblem[] = [];
    const metric = this.metrics.find(({ code }) => code === input.metric);
    if (!metric) problems.push({ field: 'metric', message: 'Pilih ukuran dari daftar' });
    const { year } = input;
    if (!Number.isInteger(year) || year < 2000 || year > 2100)
      problems.push({ field: 'year', message: 'Isi tahun, contoh 2027' });
    const amount = readTarget(input.amount);
    if (amount === null) problems.push({ field: 'amount', message: 'Isi angka, contoh 120 atau 62,5' });
    else if (metric && metric.unit !== 'persen' && amount.includes('.') && metric.unit !== 'rupiah')
      problems.push({ field: 'amount', message: 'Isi bilangan bulat, contoh 120' });
    else if (metric?.unit === 'persen' && Number(amount) > 10_000)
      problems.push({ field: 'amount', message: 'Isi persen, contoh 62,5' });
    const basis = textOf(input.basis);
    if ((basis ?? '').length > 300) problems.push({ field: 'basis', message: 'Dasar paling panjang 300 huruf' });
    const note = textOf(input.note);
    if ((note ?? '').length > 1000) problems.push({ field: 'note', message: 'Keterangan paling panjang 1000 huruf' });
    refuse('target', problems);
    // Two clerks at once: the unique index decides, this is for the sentence.
    await tx.query('lock table participation_target in share row exclusive mode');
    const [twin] = await rows(
      tx,
      `select 1 from participation_target where metric = $1 and metric_version = $2 and year = $3
         and ($4::bigint is null or id <> $4::bigint)`,
      [metric?.code, metric?.version, year, except],
    );
    if (twin)
      throw new ConflictError(
        'target.known',
        `Target ${metric?.code} untuk tahun ${year} sudah ada. Ubah target itu; satu ukuran punya satu target setahun.`,
      );
    return [metric?.code, metric?.version, year, amount, basis, note === null ? null : maskText(note)];
  }
}

/** '1.250', '62,5', '62.5' as decimal text of at most four places; null = no such number. */
export function readTarget(text: string): string | null {
  const typed = text.trim().replace(/\s*%$/, '');
  const indonesian = /^(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,4}))?$/.exec(typed);
  if (indonesian) {
    const whole = (indonesian[1] ?? '').replaceAll('.', '').replace(/^0+(?=\d)/, '');
    const places = (indonesian[2] ?? '').replace(/0+$/, '');
    return whole.length > 15 ? null : places === '' ? whole : `${whole}.${places}`;
  }
  const plain = /^(\d{1,15})\.(\d{1,2}|\d{4})$/.exec(typed);
  if (!plain) return null;
  const places = (plain[2] ?? '').replace(/0+$/, '');
  const whole = (plain[1] ?? '').replace(/^0+(?=\d)/, '');
  return places === '' ? whole : `${whole}.${places}`;
}
