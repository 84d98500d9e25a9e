import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SentraService } from '../../catalogue/sentra/sentra.service.js';
import type { Env } from '../../shared/env.js';
import { loadSql, rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import type { Platform } from '../rules/index.js';
import {
  type EnterpriseOnFile,
  enterpriseFacts,
  type ProductOnFile,
  productFacts,
  type SentraAnswer,
} from './from-file.js';
import { digestOf, inOrder, type StoredFact } from './stored-fact.js';

const ENTERPRISE_FACTS = loadSql('./enterprise-facts.sql', import.meta.url);
const PRODUCT_FACTS = loadSql('./product-facts.sql', import.meta.url);

/** Whom a decision is about: an enterprise alone, or with one of its products, on a platform. */
export interface Subject {
  enterpriseId: string;
  /** null = the enterprise alone. */
  productId: string | null;
  platform: Platform;
}

export interface GatheredFacts extends Subject {
  day: string;
  facts: readonly StoredFact[];
  digest: string;
}

type JudgedSentra = { answer: SentraAnswer | null; name: string };

/** Criteria of sentra that one gathering has asked for: a sentra has many members. */
export class SentraMemory extends Map<string, JudgedSentra> {}

/** Facts for the rules from all that is on file, each with its source and day. Reads only. */
@Injectable()
export class FactsService {
  constructor(
    private readonly sentra: SentraService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * What is on file about each subject for a day, as it is known now. A subject whose enterprise is not there (or was merged
   * into another), or whose product it does not make, is left out of the answer. A fact that is not on file is not in it.
   */
  async gather(
    em: EntityManager,
    subjects: readonly Subject[],
    day: string,
    memory: SentraMemory = new SentraMemory(),
  ): Promise<GatheredFacts[]> {
    const { timeZone } = this.env;
    const ids = [...new Set(subjects.map(({ enterpriseId }) => enterpriseId))];
    const enterprises = new Map(
      (await rows<EnterpriseOnFile>(em, ENTERPRISE_FACTS, [ids, day, timeZone])).map((row) => [row.id, row]),
    );
    const pairs = new Map(
      subjects.flatMap(({ enterpriseId, productId }) =>
        productId === null ? [] : [[`${enterpriseId}/${productId}`, { enterpriseId, productId }] as const],
      ),
    );
    const made = [...pairs.values()];
    const products = new Map(
      made.length === 0
        ? []
        : (
            await rows<ProductOnFile>(em, PRODUCT_FACTS, [
              made.map(({ enterpriseId }) => enterpriseId),
              made.map(({ productId }) => productId),
              day,
              timeZone,
            ])
          ).map((row) => [`${row.enterpriseId}/${row.id}`, row]),
    );
    const own = new Map<string, readonly StoredFact[]>();
    const gathered: GatheredFacts[] = [];
    for (const subject of subjects) {
      const enterprise = enterprises.get(subject.enterpriseId);
      const product = subject.productId === null ? null : products.get(`${subject.enterpriseId}/${subject.productId}`);
      if (!enterprise || product === undefined) continue;
      const base = own.get(enterprise.id) ?? [...enterpriseFacts(enterprise), ...this.service()];
      own.set(enterprise.id, base);
      const more =
        product === null
          ? []
          : productFacts(product, subject.platform, await this.sentraOf(em, enterprise.sentra, day, memory), day);
      const facts = inOrder([...base, ...more]);
      gathered.push({ ...subject, day, facts, digest: digestOf(facts) });
    }
    return gathered;
  }

  /** Where the service runs: local is the first province of its setting; one that runs for all has none. */
  private service(): StoredFact[] {
    const { wilayahProvinces } = this.env;
    const [value] = wilayahProvinces === 'all' ? [] : wilayahProvinces;
    return value === undefined ? [] : [{ path: 'service.provinceCode', value, source: 'Pengaturan layanan', on: null }];
  }

  /** One that keeps the criteria is enough; while one cannot be told, nothing is said. */
  private async sentraOf(
    em: EntityManager,
    ids: readonly string[],
    day: string,
    memory: SentraMemory,
  ): Promise<{ answer: SentraAnswer; name: string } | null> {
    const judged: JudgedSentra[] = [];
    for (const id of ids) {
      let one = memory.get(id);
      if (!one) {
        const { name, judgement } = await this.sentra.get(id, day, em);
        one = { answer: judgement.finding === 'unknown' ? null : judgement.finding, name };
        memory.set(id, one);
      }
      judged.push(one);
    }
    const best = judged.find(({ answer }) => answer === 'met');
    if (best) return { answer: 'met', name: best.name };
    if (judged.length === 0 || judged.some(({ answer }) => answer === null)) return null;
    return { answer: 'missing', name: judged.map(({ name }) => name).join(', ') };
  }
}
