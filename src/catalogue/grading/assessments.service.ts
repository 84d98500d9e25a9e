import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { affected, rows } from '../../shared/sql.js';
import { type GradedProduct, getGradedProduct } from './graded-product.js';
import { GradingReference } from './grading-reference.js';
import { changedMeanwhile, type Judging, judgingProblems, kept, MOST_TEXT, refuse } from './judging.js';
import { type Answer, type AnswerState, type Profile, type Score, scoreOf, type Share } from './rubric.js';

export type AssessmentState = 'terbuka' | 'ditutup' | 'dibatalkan';

/** One judging of a product by one version of a profile, without its answers. */
export interface AssessmentHead {
  id: string;
  productId: string;
  profileCode: string;
  profileVersion: number;
  state: AssessmentState;
  openedBy: string;
  openedAt: string;
  closedOn: string | null;
  closedBy: string | null;
  dueOn: string | null;
  /** As it was when it was closed; null while open, and where too little was judged. */
  score: Share | null;
  judgedWeight: number | null;
  applicableWeight: number | null;
  totalWeight: number | null;
  cancelledOn: string | null;
  cancelledBy: string | null;
  cancelledWhy: string | null;
  /** False when the file of the profile was edited since: then no score is comparable with those of the file. */
  profileUnchanged: boolean;
}

/** version 0 = nobody has answered yet. */
export interface StoredAnswer extends Answer {
  evidence: string | null;
  assessor: string | null;
  judgedOn: string | null;
  version: number;
  recordedBy: string | null;
}

export interface Assessment extends AssessmentHead {
  product: GradedProduct;
  profile: Profile;
  answers: ReadonlyMap<string, StoredAnswer>;
  /** By the answers as they are; equal to the stored score once closed. */
  now: Score;
}

export interface AnswerChange {
  dimension: string;
  state: AnswerState;
  level?: number | null;
  items?: readonly number[] | null;
  evidence?: string | null;
  /** As it was read; a change of what somebody else has changed since is refused. */
  version: number;
}

interface HeadRow extends Omit<AssessmentHead, 'score' | 'profileUnchanged'> {
  profilePrint: string;
  numerator: string | null;
  denominator: string | null;
}

const HEAD = `id::text, product_id::text as "productId", profile_code as "profileCode", profile_version as "profileVersion",
  profile_print as "profilePrint", state, opened_by as "openedBy",
  to_char(opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "openedAt", closed_on::text as "closedOn",
  closed_by as "closedBy", due_on::text as "dueOn", score_numerator::text as numerator,
  score_denominator::text as denominator, judged_weight as "judgedWeight", applicable_weight as "applicableWeight",
  total_weight as "totalWeight", cancelled_on::text as "cancelledOn", cancelled_by as "cancelledBy",
  cancelled_why as "cancelledWhy"`;

/** Judging of products by the rubric: opened, answered dimension by dimension, closed and from then on frozen. */
@Injectable()
export class AssessmentsService {
  constructor(
    private readonly db: DataSource,
    private readonly reference: GradingReference,
  ) {}

  /** All of a product, the newest first. */
  async ofProduct(productId: string, em: EntityManager = this.db.manager): Promise<AssessmentHead[]> {
    const product = await getGradedProduct(em, productId);
    const found = await rows<HeadRow>(
      em,
      `select ${HEAD} from product_assessment where product_id = $1 order by coalesce(closed_on, opened_at::date) desc, id desc`,
      [product.id],
    );
    return found.map((row) => this.toHead(row));
  }

  /** Throws `assessment.not-found`, or `grading.profile-not-found` when its profile is no longer among the files. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Assessment> {
    const head = this.toHead(await this.row(id, em));
    const profile = this.reference.get(head.profileCode, head.profileVersion);
    const answers = await this.answers(id, em);
    return {
      ...head,
      product: await getGradedProduct(em, head.productId),
      profile,
      answers,
      now: scoreOf(profile, answers),
    };
  }

  /** Begins a judging by the profile in force. Throws `assessment.already-open` or `grading.no-profile`. */
  async open(productId: string, by: string, today: string): Promise<Assessment> {
    return this.db.transaction(async (tx) => {
      const product = await getGradedProduct(tx, productId, true);
      const profile = this.reference.for(product.group, today);
      if (!profile)
        throw new InvalidInputError(
          'grading.no-profile',
          `Belum ada profil penilaian yang berlaku bagi kelompok ${product.group.name}. Tambahkan profilnya dahulu.`,
        );
      const [open] = await rows<{ id: string }>(
        tx,
        `select id::text from product_assessment where product_id = $1 and state = 'terbuka'`,
        [productId],
      );
      if (open)
        throw new ConflictError(
          'assessment.already-open',
          `Penilaian ${product.name} sudah dibuka. Lanjutkan penilaian itu, atau batalkan dahulu.`,
          { assessmentId: open.id },
        );
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into product_assessment (product_id, profile_code, profile_version, profile_print, opened_by)
         values ($1, $2, $3, $4, $5) returning id::text`,
        [productId, profile.code, profile.version, profile.print, by],
      );
      if (!made) throw new Error('The assessment was not stored');
      return this.get(made.id, tx);
    });
  }

  /**
   * Keeps what was changed; all of it or nothing. Throws `grading.invalid`, `grading.changed-meanwhile`,
   * `assessment.closed`, `assessment.profile-changed` or `assessment.not-found`.
   */
  async answer(
    id: string,
    judging: Judging,
    changes: readonly AnswerChange[],
    by: string,
    today: string,
  ): Promise<Assessment> {
    return this.db.transaction(async (tx) => {
      const { profile, answers } = await this.locked(tx, id);
      refuse([...judgingProblems(judging, today), ...problemsOf(changes, profile)]);
      const wanted = changes.filter((change) => !same(change, answers.get(change.dimension)));
      const stale = wanted.filter(({ dimension, version }) => version !== (answers.get(dimension)?.version ?? 0));
      if (stale.length > 0)
        throw changedMeanwhile(
          stale.map(({ dimension }) => ({
            code: dimension,
            label: profile.dimensions.find(({ code }) => code === dimension)?.name ?? dimension,
            by: answers.get(dimension)?.recordedBy ?? '?',
          })),
        );
      for (const change of wanted) await store(tx, id, change, judging, by);
      return this.get(id, tx);
    });
  }

  /** Freezes the answers with their score. Throws `assessment.empty`, `assessment.closed` or `assessment.not-found`. */
  async close(id: string, by: string, today: string): Promise<Assessment> {
    return this.db.transaction(async (tx) => {
      const { profile, now } = await this.locked(tx, id);
      if (now.judgedWeight === 0)
        throw new ConflictError(
          'assessment.empty',
          'Belum ada dimensi yang dinilai, jadi tidak ada yang dapat ditutup. Nilai dahulu, atau batalkan penilaian ini.',
        );
      await tx.query(
        `update product_assessment set state = 'ditutup', closed_on = $2::date, closed_by = $3, closed_at = now(),
           due_on = ($2::date + make_interval(months => $4))::date, score_numerator = $5, score_denominator = $6,
           judged_weight = $7, applicable_weight = $8, total_weight = $9
         where id = $1`,
        [
          id,
          today,
          by,
          profile.validMonths,
          now.score?.numerator.toString() ?? null,
          now.score?.denominator.toString() ?? null,
          now.judgedWeight,
          now.applicableWeight,
          now.totalWeight,
        ],
      );
      return this.get(id, tx);
    });
  }

  /** An open one that shall not go on, or a closed one that was wrong: it stays on record and counts nowhere. */
  async cancel(id: string, why: string, by: string, today: string): Promise<AssessmentHead> {
    const reason = kept(why);
    if (reason === null || reason.length < 5 || reason.length > MOST_TEXT)
      refuse([{ field: 'why', message: 'Tulis alasannya, paling sedikit 5 huruf' }]);
    return this.db.transaction(async (tx) => {
      const { state } = await this.row(id, tx, true);
      if (state === 'dibatalkan')
        throw new ConflictError('assessment.cancelled', 'Penilaian ini sudah dibatalkan sebelumnya.');
      await affected(
        tx,
        `update product_assessment set state = 'dibatalkan', cancelled_on = $2, cancelled_by = $3, cancelled_why = $4
         where id = $1`,
        [id, today, by, reason],
      );
      return this.toHead(await this.row(id, tx));
    });
  }

  /** An open assessment that nobody else touches until the transaction ends. */
  private async locked(tx: EntityManager, id: string): Promise<Assessment> {
    await this.row(id, tx, true);
    const assessment = await this.get(id, tx);
    if (assessment.state !== 'terbuka')
      throw new ConflictError(
        'assessment.closed',
        `Penilaian ini sudah ${assessment.state === 'ditutup' ? 'ditutup' : 'dibatalkan'} dan tidak dapat diubah. Buka penilaian baru.`,
      );
    if (!assessment.profileUnchanged)
      throw new ConflictError(
        'assessment.profile-changed',
        `Berkas profil "${assessment.profile.title}" versi ${assessment.profile.version} berubah sejak penilaian ini dibuka. Batalkan, lalu buka penilaian baru.`,
      );
    return assessment;
  }

  private async row(id: string, em: EntityManager, lock = false): Promise<HeadRow> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<HeadRow>(em, `select ${HEAD} from product_assessment where id = $1 ${lock ? 'for update' : ''}`, [
          id,
        ])
      : [];
    if (!found) throw new NotFoundError('assessment.not-found', `Penilaian ${id.slice(0, 20)} tidak ada.`);
    return found;
  }

  private async answers(id: string, em: EntityManager): Promise<Map<string, StoredAnswer>> {
    const found = await rows<StoredAnswer & { dimension: string; items: number[] | null }>(
      em,
      `select dimension, answer as state, level, items, evidence, assessor, judged_on::text as "judgedOn", version,
         recorded_by as "recordedBy" from product_assessment_answer where assessment_id = $1`,
      [id],
    );
    return new Map(found.map(({ dimension, ...answer }) => [dimension, { ...answer, items: answer.items ?? [] }]));
  }

  private toHead({ profilePrint, numerator, denominator, ...row }: HeadRow): AssessmentHead {
    return {
      ...row,
      score:
        numerator === null || denominator === null
          ? null
          : { numerator: BigInt(numerator), denominator: BigInt(denominator) },
      profileUnchanged: this.reference.find(row.profileCode, row.profileVersion)?.print === profilePrint,
    };
  }
}

function problemsOf(changes: readonly AnswerChange[], profile: Profile): FieldProblem[] {
  const seen = new Set<string>();
  return changes.flatMap((change) => {
    const field = change.dimension;
    const dimension = profile.dimensions.find(({ code }) => code === change.dimension);
    if (!dimension) return [{ field, message: `Dimensi "${field.slice(0, 60)}" tidak ada dalam profil ini` }];
    const { name, choice, levels } = dimension;
    if (seen.has(field)) return [{ field, message: `"${name}" dijawab dua kali` }];
    seen.add(field);
    const known = (number: number): boolean => levels.some((level) => level.number === number);
    if ((change.evidence ?? '').length > MOST_TEXT)
      return [{ field: `${field}-bukti`, message: `Bukti "${name}" paling panjang ${MOST_TEXT} huruf` }];
    if (change.state === 'belum-dinilai') return [];
    if (change.state === 'tidak-berlaku') {
      if (!dimension.mayNotApply) return [{ field, message: `"${name}" berlaku bagi setiap produk; pilih tingkatnya` }];
      return kept(change.evidence) === null
        ? [{ field: `${field}-bukti`, message: `Tulis mengapa "${name}" tidak berlaku bagi produk ini` }]
        : [];
    }
    if (choice === 'multiple')
      return (change.items ?? []).every(known) && (change.level ?? null) === null
        ? []
        : [{ field, message: `"${name}" dijawab dengan butir 1 sampai ${levels.length}, bukan dengan tingkat` }];
    return change.level !== null && change.level !== undefined && known(change.level)
      ? []
      : [{ field, message: `"${name}": pilih tingkat 1 sampai ${levels.length}` }];
  });
}

function same(change: AnswerChange, stored: StoredAnswer | undefined): boolean {
  const { state, level, items, evidence } = stored ?? {
    state: 'belum-dinilai',
    level: null,
    items: [],
    evidence: null,
  };
  if (change.state !== state || kept(change.evidence) !== evidence) return false;
  if (state !== 'dinilai') return true;
  return level === null ? sorted(change.items ?? []).join() === sorted(items).join() : change.level === level;
}

async function store(tx: EntityManager, id: string, change: AnswerChange, judging: Judging, by: string): Promise<void> {
  const judged = change.state === 'dinilai';
  const single = judged && change.level !== null && change.level !== undefined;
  const told = change.state === 'belum-dinilai' ? null : judging;
  await tx.query(
    `insert into product_assessment_answer
       (assessment_id, dimension, answer, level, items, evidence, assessor, judged_on, recorded_by)
     values ($1, $2, $3, $4, $5::smallint[], $6, $7, $8, $9)
     on conflict (assessment_id, dimension) do update set answer = excluded.answer, level = excluded.level,
       items = excluded.items, evidence = excluded.evidence, assessor = excluded.assessor, judged_on = excluded.judged_on,
       recorded_by = excluded.recorded_by, recorded_at = now(), version = product_assessment_answer.version + 1`,
    [
      id,
      change.dimension,
      change.state,
      single ? change.level : null,
      judged && !single ? sorted(change.items ?? []) : null,
      kept(change.evidence),
      told ? kept(told.assessor) : null,
      told?.judgedOn ?? null,
      by,
    ],
  );
}

function sorted(items: readonly number[]): number[] {
  return [...new Set(items)].toSorted((one, other) => one - other);
}
