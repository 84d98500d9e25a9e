import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { rows } from '../../shared/sql.js';
import { statedEnterprise, type StatedEnterpriseDto, type StatedOvopDto, statedProduct } from '../facts.dto.js';
import type { StatedProductDto } from '../facts.dto.js';
import type { Facts, Paper } from '../rules/facts.js';
import { BY_KIND } from './stored-fact.js';

/** Facts that stand in a record, a list or a certificate of their own are changed there, not stated here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'enterprise.nib': 'data pelaku usaha',
  'enterprise.legalForm': 'data pelaku usaha',
  'enterprise.establishedOn': 'data pelaku usaha',
  'enterprise.wilayahCode': 'data pelaku usaha',
  'enterprise.kbli': 'data pelaku usaha',
  'enterprise.capital': 'angka pelaku usaha',
  'enterprise.sales': 'angka pelaku usaha',
  'ovop.localSpecialty': 'pemilihan produk',
  'ovop.unique': 'pemilihan produk',
  'ovop.goodQuality': 'pemilihan produk',
  'ovop.hasMarket': 'pemilihan produk',
  'ovop.continuous': 'pemilihan produk',
  'ovop.village': 'desa produk',
  'ovop.flagship': 'desa produk',
};

/** What is stated of an enterprise, or of a product: in the shape of the public check. */
export interface GivenStatements {
  enterprise?: StatedEnterpriseDto;
  product?: StatedProductDto;
  ovop?: StatedOvopDto;
  /** Where it was seen or who says so: 'Surat pernyataan 12 Mei 2026'. */
  source: string;
  /** The day of which it is. */
  statedOn: string;
  /** Whoever records it saw the papers at their source. */
  verified?: boolean;
}

export interface Statement {
  fact: string;
  part: string | null;
  value: unknown;
  source: string;
  statedOn: string;
  recordedAt: string;
}

/** Facts that only a person can state. A statement takes the place of the earlier one of the same fact. */
@Injectable()
export class StatementsService {
  constructor(private readonly db: DataSource) {}

  /**
   * Records what is stated of an enterprise. Throws `eligibility.statement-invalid` (nothing stated, a fact that is kept
   * elsewhere, no source, no day) and `eligibility.enterprise-not-found`.
   */
  async ofEnterprise(tx: EntityManager, id: string, given: GivenStatements, by: string): Promise<void> {
    await this.record(tx, { enterpriseId: id, productId: null }, { enterprise: given.enterprise }, given, by);
  }

  /** As `ofEnterprise`, of a product: the same for all its makers. Throws `eligibility.product-not-found`. */
  async ofProduct(tx: EntityManager, id: string, given: GivenStatements, by: string): Promise<void> {
    const { product, ovop } = given;
    await this.record(tx, { enterpriseId: null, productId: id }, { product, ovop }, given, by);
  }

  /** The bureau lets in a product of a golongan that is held back, or does not. */
  async release(
    tx: EntityManager,
    productId: string,
    release: boolean,
    given: GivenStatements,
    by: string,
  ): Promise<void> {
    const { source, statedOn } = accepted(given);
    await this.exists(tx, 'product', productId);
    await this.put(tx, { enterpriseId: null, productId }, 'product.bureauRelease', '', release, source, statedOn, by);
  }

  async list(subject: { enterpriseId: string } | { productId: string }): Promise<Statement[]> {
    const [column, id] =
      'enterpriseId' in subject ? ['enterprise_id', subject.enterpriseId] : ['product_id', subject.productId];
    return rows<Statement>(
      this.db.manager,
      `select fact, nullif(part, '') as part, value, source, stated_on::text as "statedOn",
         to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt"
       from eligibility_statement where ${column} = $1 order by fact, part`,
      [id],
    );
  }

  private async record(
    tx: EntityManager,
    of: { enterpriseId: string | null; productId: string | null },
    stated: Pick<GivenStatements, 'enterprise' | 'product' | 'ovop'>,
    given: GivenStatements,
    by: string,
  ): Promise<void> {
    const facts: Partial<Record<keyof Facts, object>> = {
      ...(stated.enterprise ? { enterprise: statedEnterprise(stated.enterprise) } : {}),
      ...(stated.product ? { product: statedProduct(stated.product) } : {}),
      ...(stated.ovop ? { ovop: stated.ovop } : {}),
    };
    const told = Object.entries(facts).flatMap(([section, fields]) =>
      Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => ({ fact: `${section}.${field}`, value: value as unknown })),
    );
    const problems: FieldProblem[] = told
      .filter(({ fact }) => Object.hasOwn(ELSEWHERE, fact))
      .map(({ fact }) => ({ field: fact, message: `Ubah pada ${ELSEWHERE[fact]}; tidak dicatat sebagai keterangan` }));
    if (told.length === 0) problems.push({ field: 'facts', message: 'Isi paling sedikit satu keterangan' });
    const { source, statedOn } = accepted(given, problems);
    await (of.enterpriseId === null
      ? this.exists(tx, 'product', of.productId ?? '')
      : this.exists(tx, 'enterprise', of.enterpriseId));
    for (const { fact, value } of told) {
      const seen = given.verified === true;
      if ((BY_KIND as readonly string[]).includes(fact))
        for (const [part, paper] of Object.entries(value as Record<string, Paper | null>))
          await this.put(tx, of, fact, part, marked(paper, seen), source, statedOn, by);
      else await this.put(tx, of, fact, '', marked(value, seen), source, statedOn, by);
    }
  }

  private async put(
    tx: EntityManager,
    of: { enterpriseId: string | null; productId: string | null },
    fact: string,
    part: string,
    value: unknown,
    source: string,
    statedOn: string,
    by: string,
  ): Promise<void> {
    await tx.query(
      `insert into eligibility_statement (enterprise_id, product_id, fact, part, value, source, stated_on, recorded_by)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
       on conflict on constraint eligibility_statement_uq do update set value = excluded.value, source = excluded.source,
         stated_on = excluded.stated_on, recorded_by = excluded.recorded_by, recorded_at = now()`,
      [of.enterpriseId, of.productId, fact, part, JSON.stringify(value), source, statedOn, by],
    );
  }

  private async exists(tx: EntityManager, table: 'enterprise' | 'product', id: string): Promise<void> {
    const where = table === 'enterprise' ? 'and merged_into is null' : '';
    const [found] = /^\d{1,18}$/.test(id) ? await rows(tx, `select 1 from ${table} where id = $1 ${where}`, [id]) : [];
    if (found) return;
    if (table === 'enterprise')
      throw new NotFoundError('eligibility.enterprise-not-found', `Pelaku usaha ${id.slice(0, 20)} tidak ada.`);
    throw new NotFoundError('eligibility.product-not-found', `Produk ${id.slice(0, 20)} tidak ada.`);
  }
}

/** A paper that whoever records it saw at its source. */
function marked(value: unknown, seen: boolean): unknown {
  const isPaper = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPaper && seen ? { ...value, verified: true } : value;
}

function accepted(given: GivenStatements, problems: FieldProblem[] = []): { source: string; statedOn: string } {
  const source = maskText(given.source.replace(/\s+/g, ' ').trim());
  if (source === '' || source.length > 200)
    problems.push({ field: 'source', message: 'Isi sumber keterangan, paling banyak 200 huruf' });
  if (!isDay(given.statedOn)) problems.push({ field: 'statedOn', message: 'Tanggal ditulis tahun-bulan-hari' });
  if (problems.length > 0)
    throw new InvalidInputError(
      'eligibility.statement-invalid',
      'Keterangan belum dapat dicatat. Perbaiki yang ditandai; tidak ada yang disimpan.',
      problems,
    );
  return { source, statedOn: given.statedOn };
}
