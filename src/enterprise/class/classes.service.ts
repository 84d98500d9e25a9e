import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegulationService } from '../../regulation/regulation.service.js';
import type { FieldProblem } from '../../shared/errors.js';
import { InvalidInputError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { overlay } from '../../shared/timeline.js';
import type { Enterprise, Figure } from '../enterprise.js';
import { EnterpriseQueries } from '../enterprise.queries.js';
import { type Editor, EnterpriseService, invalid, periodOf } from '../enterprise.service.js';
import { BECAUSE_WORDS } from '../enterprise.wording.js';
import { CLASSES, classOf, type ClassVerdict } from './class-of.js';

export interface DecisionInput {
  /** A class, or '' to take away what was decided for these days. */
  class: string;
  validFrom?: string;
  validTo?: string;
  /** What it rests on. */
  basis?: string;
}

const FIRST_DAY = '2000-01-01';

/** The class of an enterprise over time: what the law makes of its figures, and what the bureau decides. */
@Injectable()
export class ClassesService {
  constructor(
    private readonly enterprises: EnterpriseService,
    private readonly queries: EnterpriseQueries,
    private readonly regulation: RegulationService,
  ) {}

  /** What the law in force on the day makes of the figures on file. */
  verdict(one: Enterprise, figures: readonly Figure[], day: string): ClassVerdict {
    const year = Number(day.slice(0, 4));
    return classOf(
      {
        legalForm: one.legalForm,
        establishedOn: one.establishedOn,
        capital: latest(figures, 'modal', year),
        // Of a whole year: the one that the day lies in is not over.
        sales: latest(figures, 'penjualan', year - 1),
        parentClass: one.parentClass,
      },
      day,
      this.regulation.book,
    );
  }

  /**
   * The bureau's decision for these days; on other days what was decided before goes on. Throws `enterprise.class-invalid`,
   * and as `EnterpriseService.claim`.
   */
  async decide(tx: EntityManager, id: string, version: number, given: DecisionInput, who: Editor): Promise<void> {
    const problems: FieldProblem[] = [];
    const found = CLASSES.find((one) => one === given.class);
    if (!found && given.class !== '') problems.push({ field: 'class', message: 'Pilih kelas usaha' });
    const { from, to } = periodOf(given.validFrom, given.validTo, problems, ['validFrom', 'validTo']);
    const basis = maskText((given.basis ?? '').trim());
    if (found && (basis === '' || basis.length > 500))
      problems.push({ field: 'basis', message: 'Isi dasar keputusan, paling banyak 500 huruf' });
    if (problems.length > 0) throw invalid(problems, 'enterprise.class-invalid');
    await this.enterprises.claim(tx, id, version, who);
    await lay(tx, id, 'keputusan', { from: from ?? FIRST_DAY, to });
    if (!found) return;
    await insert(tx, {
      id,
      class: found,
      origin: 'keputusan',
      from: from ?? FIRST_DAY,
      to,
      basis,
      source: null,
      by: who.by,
    });
  }

  /**
   * Keeps what the law makes of the figures as the verified class from a day on. Throws `enterprise.class-unknown` when it
   * cannot be told, and as `EnterpriseService.claim`.
   */
  async verify(
    tx: EntityManager,
    id: string,
    version: number,
    given: { validFrom: string; validTo?: string },
    who: Editor,
  ): Promise<void> {
    const problems: FieldProblem[] = [];
    const { from, to } = periodOf(given.validFrom, given.validTo, problems, ['validFrom', 'validTo']);
    if (from === null && problems.length === 0)
      problems.push({ field: 'validFrom', message: 'Isi tanggal mulai berlakunya' });
    if (problems.length > 0 || from === null) throw invalid(problems, 'enterprise.class-invalid');
    const verdict = this.verdict(await this.queries.get(id, from, tx), await this.queries.figures(id, tx), from);
    if (verdict.class === null) {
      const message = `Kelas belum dapat ditentukan: ${BECAUSE_WORDS[verdict.because]}. Lengkapi dahulu`;
      throw new InvalidInputError('enterprise.class-unknown', `${message}.`, [{ field: 'validFrom', message }]);
    }
    await this.enterprises.claim(tx, id, version, who);
    await lay(tx, id, 'verifikasi', { from, to });
    await insert(tx, {
      id,
      class: verdict.class,
      origin: 'verifikasi',
      from,
      to,
      basis: BECAUSE_WORDS[verdict.because],
      source: verdict.sources.join(', '),
      by: who.by,
    });
  }
}

/** Makes room for a period among those of the same origin. */
async function lay(
  tx: EntityManager,
  id: string,
  origin: string,
  added: { from: string; to: string | null },
): Promise<void> {
  const onFile = (await tx.query(
    `select id::text, valid_from::text as "from", valid_to::text as "to" from enterprise_class
     where enterprise_id = $1 and origin = $2`,
    [id, origin],
  )) as { id: string; from: string; to: string | null }[];
  const { remove, endAt, startAt, copy } = overlay(onFile, added);
  for (const one of copy)
    await tx.query(
      `insert into enterprise_class (enterprise_id, class, origin, valid_from, valid_to, basis, source, decided_by, decided_at)
       select enterprise_id, class, origin, $2, $3, basis, source, decided_by, decided_at from enterprise_class where id = $1`,
      [one.id, one.from, one.to],
    );
  for (const one of endAt) await tx.query('update enterprise_class set valid_to = $2 where id = $1', [one.id, one.to]);
  for (const one of startAt)
    await tx.query('update enterprise_class set valid_from = $2 where id = $1', [one.id, one.from]);
  if (remove.length > 0) await tx.query('delete from enterprise_class where id = any($1::bigint[])', [remove]);
}

interface NewClass {
  id: string;
  class: string;
  origin: string;
  from: string;
  to: string | null;
  basis: string;
  source: string | null;
  by: string;
}

async function insert(tx: EntityManager, one: NewClass): Promise<void> {
  await tx.query(
    `insert into enterprise_class (enterprise_id, class, origin, valid_from, valid_to, basis, source, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [one.id, one.class, one.origin, one.from, one.to, one.basis, one.source, one.by],
  );
}

function latest(figures: readonly Figure[], kind: Figure['kind'], until: number): bigint | null {
  const [found] = figures
    .filter((figure) => figure.kind === kind && figure.year <= until)
    .toSorted((a, b) => b.year - a.year);
  return found?.amount ?? null;
}
