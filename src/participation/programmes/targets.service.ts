import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { rows } from '../../shared/sql.js';
import { AchievedFigures, type AskedOfYear } from './achieved.js';
import { refuse, refuseStale, textOf, TOUCHED } from './changed.js';
import type { By } from './programme.js';
import { percentReached, standingOf, type Target, type TargetInput, type TargetLine } from './target.js';
import { TARGET_FIGURES, type TargetFigure, targetFigure, type TargetUnit } from './target-metrics.js';

const COLUMNS = `t.id::text, t.metric, t.figure, t.metric_version as "metricVersion", t.year,
  trim_scale(t.amount)::text as amount, t.basis, t.note, ${TOUCHED('t')}`;

/** Targets of participation: one a figure and year, set for a version of its metric's definition. */
@Injectable()
export class TargetsService {
  readonly figures: readonly TargetFigure[] = TARGET_FIGURES;

  constructor(
    private readonly db: DataSource,
    private readonly achieved: AchievedFigures,
  ) {}

  /** By metric, figure and year, each beside what was reached by `today`. Null years = all. */
  async list(years: { from: number; to: number } | null, today: string): Promise<TargetLine[]> {
    const found = await rows<Target>(
      this.db.manager,
      `select ${COLUMNS} from participation_target t where $1::int is null or t.year between $1 and $2
       order by t.metric, t.metric_version, t.figure, t.year`,
      [years?.from ?? null, years?.to ?? null],
    );
    const lines: TargetLine[] = [];
    const told = new Map<number, AskedOfYear>();
    for (const target of found) {
      const reached = told.get(target.year) ?? this.achieved.inYear(target.year, today);
      told.set(target.year, reached);
      lines.push(await this.lineOf(target, reached));
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
        `insert into participation_target (metric, figure, metric_version, year, amount, basis, note, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning id::text`,
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
        `update participation_target set metric = $2, figure = $3, metric_version = $4, year = $5, amount = $6, basis = $7,
           note = $8, updated_by = $9, updated_at = now(), version = version + 1 where id = $1`,
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
    return this.lineOf(target, this.achieved.inYear(target.year, today));
  }

  private async lineOf(target: Target, reached: AskedOfYear): Promise<TargetLine> {
    const definition = targetFigure(target.metric, target.figure) ?? null;
    const outdated = definition !== null && definition.version !== target.metricVersion;
    const found = definition && (await reached(definition));
    // What a newer definition counts is not held against a target that was set for an older one.
    const achieved = found && !outdated ? found : { ...(found ?? NOT_TOLD), amount: null, said: null };
    return {
      ...target,
      definition,
      outdated,
      achieved,
      percent: achieved.amount === null ? null : percentReached(achieved.amount, target.amount),
      standing: standingOf(target.amount, achieved, definition?.direction),
    };
  }

  /** The values as they are stored, in the order of the columns. */
  private async checked(input: TargetInput, except: string | null, tx: EntityManager): Promise<unknown[]> {
    const problems: FieldProblem[] = [];
    const figure = targetFigure(input.metric, textOf(input.figure));
    if (!figure) problems.push({ field: 'metric', message: 'Pilih ukuran dari daftar' });
    const { year } = input;
    if (!Number.isInteger(year) || year < 2000 || year > 2100)
      problems.push({ field: 'year', message: 'Isi tahun, contoh 2027' });
    const amount = readTarget(input.amount);
    if (amount === null) problems.push({ field: 'amount', message: 'Isi angka, contoh 120 atau 62,5' });
    else if (figure) problems.push(...misfit(amount, figure.unit));
    const basis = textOf(input.basis);
    if ((basis ?? '').length > 300) problems.push({ field: 'basis', message: 'Dasar paling panjang 300 huruf' });
    const note = textOf(input.note);
    if ((note ?? '').length > 1000) problems.push({ field: 'note', message: 'Keterangan paling panjang 1000 huruf' });
    refuse('target', problems);
    // Two clerks at once: the unique index decides, this is for the sentence.
    await tx.query('lock table participation_target in share row exclusive mode');
    const [twin] = await rows(
      tx,
      `select 1 from participation_target where metric = $1 and figure = $2 and metric_version = $3 and year = $4
         and ($5::bigint is null or id <> $5::bigint)`,
      [figure?.code, figure?.key, figure?.version, year, except],
    );
    if (twin)
      throw new ConflictError(
        'target.known',
        `Target ${figure?.code} (${figure?.name}) untuk tahun ${year} sudah ada. Ubah target itu; satu ukuran punya satu target setahun.`,
      );
    return [figure?.code, figure?.key, figure?.version, year, amount, basis, note === null ? null : maskText(note)];
  }
}

/** Of a figure that is no longer there nothing can be asked. */
const NOT_TOLD = { until: '', whole: false, begun: true };

/** What is wrong with an amount for its unit. */
function misfit(amount: string, unit: TargetUnit): FieldProblem[] {
  const wrong = (message: string): FieldProblem[] => [{ field: 'amount', message }];
  if (unit === 'persen') return Number(amount) > 10_000 ? wrong('Isi persen, contoh 62,5') : [];
  if (unit === 'indeks') return Number(amount) > 1 ? wrong('Isi indeks dari 0 sampai 1, contoh 0,35') : [];
  return unit !== 'rupiah' && amount.includes('.') ? wrong('Isi bilangan bulat, contoh 120') : [];
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
