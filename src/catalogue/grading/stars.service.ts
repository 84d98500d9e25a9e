import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { MOST_STARS, STAR_SCHEMES, type StarScheme } from '../stars.js';
import { getGradedProduct } from './graded-product.js';
import { dayProblems, kept, MOST_TEXT, refuse } from './judging.js';

export const STAR_DECIDERS = ['kementerian', 'biro'] as const;
export type StarDecider = (typeof STAR_DECIDERS)[number];

export interface StarInput {
  scheme: string;
  stars: number;
  decidedBy: string;
  decidedOn: string;
  /** Number of the decision, or where it was published. */
  source: string;
  note?: string | null;
}

export interface StarDecision {
  id: string;
  scheme: StarScheme;
  stars: number;
  decidedBy: StarDecider;
  decidedOn: string;
  source: string;
  note: string | null;
  recordedBy: string;
  withdrawnBy: string | null;
  withdrawnWhy: string | null;
}

/** The stars of a product as the ministry or the bureau gave them. No score is ever turned into a star. */
@Injectable()
export class StarsService {
  constructor(private readonly db: DataSource) {}

  /** All decisions, the newest first; withdrawn ones too. */
  async ofProduct(productId: string, em: EntityManager = this.db.manager): Promise<StarDecision[]> {
    const product = await getGradedProduct(em, productId);
    return rows<StarDecision>(
      em,
      `select id::text, scheme, stars, decided_by as "decidedBy", decided_on::text as "decidedOn", source, note,
         recorded_by as "recordedBy", withdrawn_by as "withdrawnBy", withdrawn_why as "withdrawnWhy"
       from product_star_decision where product_id = $1 order by decided_on desc, id desc`,
      [product.id],
    );
  }

  /** Throws `grading.invalid`, `star.same-day` or `product.not-found`. */
  async add(productId: string, input: StarInput, by: string, today: string): Promise<StarDecision[]> {
    return this.db.transaction(async (tx) => {
      await getGradedProduct(tx, productId, true);
      refuse(problemsOf(input, today));
      const [twin] = await rows<{ stars: number }>(
        tx,
        `select stars from product_star_decision
         where product_id = $1 and scheme = $2 and decided_on = $3 and withdrawn_at is null`,
        [productId, input.scheme, input.decidedOn],
      );
      if (twin)
        throw new ConflictError(
          'star.same-day',
          `Keputusan skema ${input.scheme} pada tanggal itu sudah dicatat: bintang ${twin.stars}. Cabut dahulu bila salah.`,
        );
      await tx.query(
        `insert into product_star_decision (product_id, scheme, stars, decided_by, decided_on, source, note, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          productId,
          input.scheme,
          input.stars,
          input.decidedBy,
          input.decidedOn,
          kept(input.source),
          kept(input.note),
          by,
        ],
      );
      return this.ofProduct(productId, tx);
    });
  }

  /** Takes back a decision that was recorded wrongly; it stays on record. Answers the product's id. */
  async withdraw(id: string, why: string, by: string): Promise<string> {
    const reason = kept(why);
    return this.db.transaction(async (tx) => {
      const [found] = /^\d{1,18}$/.test(id)
        ? await rows<{ productId: string; withdrawn: boolean }>(
            tx,
            `select product_id::text as "productId", withdrawn_at is not null as withdrawn
             from product_star_decision where id = $1 for update`,
            [id],
          )
        : [];
      if (!found) throw new NotFoundError('star.not-found', `Keputusan bintang ${id.slice(0, 20)} tidak ada.`);
      if (reason === null || reason.length < 5 || reason.length > MOST_TEXT)
        refuse([{ field: 'why', message: 'Tulis alasannya, paling sedikit 5 huruf' }]);
      if (found.withdrawn) throw new ConflictError('star.withdrawn', 'Keputusan ini sudah dicabut sebelumnya.');
      await tx.query(
        `update product_star_decision set withdrawn_at = now(), withdrawn_by = $2, withdrawn_why = $3 where id = $1`,
        [id, by, reason],
      );
      return found.productId;
    });
  }
}

function problemsOf(input: StarInput, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const scheme = STAR_SCHEMES.find((one) => one === input.scheme);
  if (!scheme) problems.push({ field: 'scheme', message: 'Pilih skema bintang: 1-5 atau 1-3' });
  const most = scheme ? MOST_STARS[scheme] : 5;
  if (!Number.isInteger(input.stars) || input.stars < 1 || input.stars > most)
    problems.push({ field: 'stars', message: `Bintang skema ini 1 sampai ${most}` });
  if (!STAR_DECIDERS.some((one) => one === input.decidedBy))
    problems.push({ field: 'decidedBy', message: 'Pilih siapa yang memutuskan: kementerian atau biro' });
  problems.push(...dayProblems('decidedOn', input.decidedOn, today));
  if (kept(input.source) === null)
    problems.push({ field: 'source', message: 'Isi nomor keputusan atau tempat keputusan itu terbit' });
  else if (input.source.length > MOST_TEXT)
    problems.push({ field: 'source', message: `Sumber paling panjang ${MOST_TEXT} huruf` });
  if ((input.note ?? '').length > MOST_TEXT)
    problems.push({ field: 'note', message: `Keterangan paling panjang ${MOST_TEXT} huruf` });
  return problems;
}
