import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegulationService } from '../../regulation/regulation.service.js';
import { isDay } from '../../shared/dates.js';
import { ConflictError, InvalidInputError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { FactsService, SentraMemory, type Subject } from '../facts/facts.service.js';
import { toFacts } from '../facts/stored-fact.js';
import { assess, type State } from '../rules/assess.js';
import type { Platform } from '../rules/index.js';
import { type Purpose, PURPOSES } from '../rules/rule.js';
import { type LaidOver, layProposal, type TypedProposal } from './proposal.js';
import { nextSubjects } from './subjects.js';

const AT_ONCE = 50;
/** So many are worked out while somebody waits; more than these in the background (`WhatIfRuns`). */
const MOST = 3000;
/** Names in the answer for each purpose and direction; the counts are always whole. */
const LISTED = 500;

export interface WhatIfQuestion {
  proposal: TypedProposal;
  /** The day on which law and facts are looked at. */
  day: string;
  platform: Platform;
  /** Code of a place; everything inside it counts. */
  within?: string;
}

export interface Moved {
  enterpriseId: string;
  enterpriseName: string;
  productId: string | null;
  productName: string | null;
  before: State;
  after: State;
}

export interface WhatIfPurpose {
  purpose: Purpose;
  eligibleBefore: number;
  eligibleAfter: number;
  becomes: Moved[];
  stops: Moved[];
  becomesCount: number;
  stopsCount: number;
}

export interface WhatIfAnswer {
  day: string;
  platform: Platform;
  /** Key and label of the parameter, and what it says on the day without and with the change. */
  parameter: { key: string; label: string };
  judged: number;
  purposes: WhatIfPurpose[];
}

/** How far a calculation has come. */
export interface SoFar {
  enterprises: number;
  judged: number;
}

const ELIGIBLE: ReadonlySet<State> = new Set(['layak', 'layak-bersyarat']);

/** A proposed change of law laid over the book: who would become eligible, who would stop. Nothing of it is stored. */
@Injectable()
export class WhatIfService {
  private busy = false;

  constructor(
    private readonly db: DataSource,
    private readonly facts: FactsService,
    private readonly regulation: RegulationService,
  ) {}

  /**
   * Judges everybody from what is on file, by the law as it is and as it would be. Throws `eligibility.proposal-invalid`,
   * `eligibility.what-if-too-many` and `eligibility.what-if-busy`.
   */
  async ask(question: WhatIfQuestion): Promise<WhatIfAnswer> {
    this.check(question);
    const count = await this.count(question.within);
    if (count > MOST) throw tooMany(count);
    if (this.busy)
      throw new ConflictError(
        'eligibility.what-if-busy',
        'Pengandaian lain sedang dihitung. Tunggu beberapa detik, lalu coba lagi.',
      );
    this.busy = true;
    try {
      const answer = await this.compute(question, () => Promise.resolve(true));
      if (!answer) throw new Error('A calculation that nobody stopped has no answer');
      return answer;
    } finally {
      this.busy = false;
    }
  }

  /** Throws `eligibility.proposal-invalid` with everything that is wrong with the question. */
  check({ proposal, day }: WhatIfQuestion): LaidOver {
    const laid = layProposal(this.regulation.book, proposal);
    if (isDay(day)) return laid;
    throw new InvalidInputError('eligibility.proposal-invalid', 'Hari yang dinilai tidak ada dalam kalender.', [
      { field: 'day', message: 'Tanggal ini tidak ada dalam kalender' },
    ]);
  }

  /** How many enterprises the question is about. */
  async count(within: string | undefined): Promise<number> {
    const [found] = await rows<{ n: number }>(
      this.db.manager,
      `select count(*)::int as n from enterprise e where e.merged_into is null
         and ($1::text is null or e.wilayah_code = $1 or e.wilayah_code like $1 || '.%')`,
      [within ?? null],
    );
    return found?.n ?? 0;
  }

  /**
   * Judges batch by batch; after each `goesOn` is asked, and false ends it without an answer (null). Holds the counts and at most
   * 500 names for each purpose and direction, however many there are. Throws `eligibility.proposal-invalid`.
   */
  async compute(question: WhatIfQuestion, goesOn: (so: SoFar) => Promise<boolean>): Promise<WhatIfAnswer | null> {
    const { day } = question;
    const { book } = this.regulation;
    const { book: changed, parameter } = this.check(question);
    const counts = new Map<Purpose, WhatIfPurpose>(
      PURPOSES.map((purpose) => [
        purpose,
        { purpose, eligibleBefore: 0, eligibleAfter: 0, becomes: [], stops: [], becomesCount: 0, stopsCount: 0 },
      ]),
    );
    const judged = await this.everybody(question, goesOn, (subject, facts) => {
      const scope = subject.productId === null ? 'enterprise' : 'with-product';
      const before = assess(facts, subject.platform, day, book, scope).states;
      const after = assess(facts, subject.platform, day, changed, scope).states;
      for (const purpose of PURPOSES) note(counts.get(purpose), subject, before[purpose], after[purpose]);
    });
    if (judged === null) return null;
    const purposes = [...counts.values()];
    await this.name(purposes.flatMap(({ becomes, stops }) => [...becomes, ...stops]));
    return {
      day,
      platform: question.platform,
      parameter: { key: parameter.key, label: parameter.label },
      judged,
      purposes,
    };
  }

  private async everybody(
    { day, platform, within }: WhatIfQuestion,
    goesOn: (so: SoFar) => Promise<boolean>,
    judge: (subject: Subject, facts: ReturnType<typeof toFacts>) => void,
  ): Promise<number | null> {
    const memory = new SentraMemory();
    const em = this.db.manager;
    let after = '0';
    let judged = 0;
    let enterprises = 0;
    for (;;) {
      const found = await nextSubjects(em, { after, day, atOnce: AT_ONCE, within });
      const last = found.at(-1);
      if (!last) return judged;
      after = last.enterpriseId;
      // v5 is asked of all who would be asked of v6: what is not listed there yet may want to be.
      const subjects = found.filter((one) => one.platform === 'v6').map((one) => ({ ...one, platform }));
      for (const { facts, ...subject } of await this.facts.gather(em, subjects, day, memory)) {
        judge(subject, toFacts(facts));
        judged += 1;
      }
      enterprises += new Set(found.map(({ enterpriseId }) => enterpriseId)).size;
      if (!(await goesOn({ enterprises, judged }))) return null;
    }
  }

  private async name(moved: readonly Moved[]): Promise<void> {
    const enterprises = await this.namesOf(
      'enterprise',
      moved.map(({ enterpriseId }) => enterpriseId),
    );
    const products = await this.namesOf(
      'product',
      moved.flatMap(({ productId }) => productId ?? []),
    );
    for (const one of moved) {
      one.enterpriseName = enterprises.get(one.enterpriseId) ?? one.enterpriseId;
      one.productName = one.productId === null ? null : (products.get(one.productId) ?? one.productId);
    }
  }

  private async namesOf(table: 'enterprise' | 'product', ids: readonly string[]): Promise<Map<string, string>> {
    const found = await rows<{ id: string; name: string }>(
      this.db.manager,
      `select id::text, name from ${table} where id = any($1::bigint[])`,
      [[...new Set(ids)]],
    );
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}

function tooMany(count: number): InvalidInputError {
  const message =
    `${count.toLocaleString('id-ID')} pelaku usaha terlalu banyak untuk ditunggu: pilih satu kabupaten atau kota, ` +
    'atau hitung di belakang layar';
  return new InvalidInputError('eligibility.what-if-too-many', `${message}.`, [{ field: 'within', message }]);
}

function note(
  found: WhatIfPurpose | undefined,
  { enterpriseId, productId }: Subject,
  before: State,
  after: State,
): void {
  if (!found) return;
  const was = ELIGIBLE.has(before);
  const is = ELIGIBLE.has(after);
  if (was) found.eligibleBefore += 1;
  if (is) found.eligibleAfter += 1;
  if (was === is) return;
  if (is) found.becomesCount += 1;
  else found.stopsCount += 1;
  const list = is ? found.becomes : found.stops;
  if (list.length < LISTED)
    list.push({ enterpriseId, enterpriseName: '', productId, productName: null, before, after });
}
