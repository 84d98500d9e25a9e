import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FieldProblem } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { getGradedProduct } from './graded-product.js';
import { GradingReference } from './grading-reference.js';
import { changedMeanwhile, type Judging, judgingProblems, kept, MOST_TEXT, refuse } from './judging.js';
import { SELECTION_ANSWERS, type SelectionAnswer, type SelectionItem, type SelectionList } from './selection.js';

/** One criterion or element with what was answered; version 0 = nobody has answered yet. */
export interface SelectionEntry extends SelectionItem {
  answer: SelectionAnswer;
  evidence: string | null;
  assessor: string | null;
  judgedOn: string | null;
  version: number;
  recordedBy: string | null;
}

export interface SelectionChange {
  list: SelectionList;
  code: string;
  answer: SelectionAnswer;
  evidence?: string | null;
  /** As it was read; a change of what somebody else has changed since is refused. */
  version: number;
}

interface StoredRow {
  list: SelectionList;
  code: string;
  answer: SelectionAnswer;
  evidence: string | null;
  assessor: string | null;
  judgedOn: string | null;
  version: number;
  recordedBy: string;
}

/** The five criteria by which a product is chosen, and the sixteen elements that are assessed. */
@Injectable()
export class SelectionService {
  constructor(
    private readonly db: DataSource,
    private readonly reference: GradingReference,
  ) {}

  /** All items in their order. Throws `product.not-found`. */
  async entries(productId: string, em: EntityManager = this.db.manager): Promise<SelectionEntry[]> {
    const product = await getGradedProduct(em, productId);
    const stored = await rows<StoredRow>(
      em,
      `select list, code, answer, evidence, assessor, judged_on::text as "judgedOn", version, recorded_by as "recordedBy"
       from product_selection where product_id = $1`,
      [product.id],
    );
    return this.reference.selection.items.map((item) => {
      const found = stored.find((row) => row.list === item.list && row.code === item.code);
      const { answer = 'belum-dinilai', evidence = null, assessor = null } = found ?? {};
      const { judgedOn = null, version = 0, recordedBy = null } = found ?? {};
      return { ...item, answer, evidence, assessor, judgedOn, version, recordedBy };
    });
  }

  /**
   * Keeps what was changed; all of it or nothing. Throws `grading.invalid`, `grading.changed-meanwhile` or
   * `product.not-found`.
   */
  async save(
    productId: string,
    judging: Judging,
    changes: readonly SelectionChange[],
    by: string,
    today: string,
  ): Promise<SelectionEntry[]> {
    return this.db.transaction(async (tx) => {
      await getGradedProduct(tx, productId, true);
      const entries = await this.entries(productId, tx);
      refuse([...judgingProblems(judging, today), ...this.problems(changes, entries)]);
      const wanted = changes.flatMap((change) => {
        const entry = entries.find((one) => one.list === change.list && one.code === change.code);
        const same = entry && entry.answer === change.answer && entry.evidence === kept(change.evidence);
        return entry && !same ? [{ change, entry }] : [];
      });
      const stale = wanted.filter(({ change, entry }) => change.version !== entry.version);
      if (stale.length > 0)
        throw changedMeanwhile(
          stale.map(({ entry }) => ({
            code: `${entry.list}-${entry.code}`,
            label: entry.text,
            by: entry.recordedBy ?? '?',
          })),
        );
      for (const { change } of wanted) {
        const judged = change.answer !== 'belum-dinilai';
        await tx.query(
          `insert into product_selection
             (product_id, list, code, answer, evidence, assessor, judged_on, recorded_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (product_id, list, code) do update set answer = excluded.answer, evidence = excluded.evidence,
             assessor = excluded.assessor, judged_on = excluded.judged_on, recorded_by = excluded.recorded_by,
             recorded_at = now(), version = product_selection.version + 1`,
          [
            productId,
            change.list,
            change.code,
            change.answer,
            kept(change.evidence),
            judged ? kept(judging.assessor) : null,
            judged ? judging.judgedOn : null,
            by,
          ],
        );
      }
      return this.entries(productId, tx);
    });
  }

  private problems(changes: readonly SelectionChange[], entries: readonly SelectionEntry[]): FieldProblem[] {
    const seen = new Set<string>();
    return changes.flatMap(({ list, code, answer, evidence }) => {
      const field = `${list}-${code}`;
      const entry = entries.find((one) => one.list === list && one.code === code);
      if (!entry) return [{ field, message: `Tidak ada ${list} "${code}"` }];
      if (seen.has(field)) return [{ field, message: `"${entry.text}" dijawab dua kali` }];
      seen.add(field);
      if (!SELECTION_ANSWERS.includes(answer))
        return [{ field, message: `"${entry.text}": pilih ya, tidak, atau belum dinilai` }];
      return (evidence ?? '').length > MOST_TEXT
        ? [{ field: `${field}-bukti`, message: `Bukti "${entry.text}" paling panjang ${MOST_TEXT} huruf` }]
        : [];
    });
  }
}
