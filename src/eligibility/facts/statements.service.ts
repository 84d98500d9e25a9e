import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { affected, rows } from '../../shared/sql.js';
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
  /** A document on file of the same enterprise that says so. */
  documentId?: string;
}

export interface Statement {
  fact: string;
  part: string | null;
  value: unknown;
  source: string;
  statedOn: string;
  /** Username of whoever recorded it. */
  recordedBy: string;
  recordedAt: string;
  /** The document of the enterprise that says so, in words; null = none was named. */
  document: string | null;
}

/** Whom statements are about: an enterprise, or a product whoever makes it. */
export type StatedAbout = { enterpriseId: string } | { productId: string };

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
    await this.nameOf({ productId }, tx);
    const origin = { source, statedOn, documentId: null };
    const stated = { fact: 'product.bureauRelease', part: '', value: release };
    await this.put(tx, { enterpriseId: null, productId }, [stated], origin, by);
  }

  async list(subject: StatedAbout): Promise<Statement[]> {
    const [column, id] = columnOf(subject);
    const found = await rows<Statement>(
      this.db.manager,
      `select s.fact, nullif(s.part, '') as part, s.value, s.source, s.stated_on::text as "statedOn",
         s.recorded_by as "recordedBy", to_char(s.recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt",
         d.kind || coalesce(' nomor ' || d.number, '') as document
       from eligibility_statement s left join enterprise_document d on d.id = s.document_id
       where s.${column} = $1 order by s.fact, s.part`,
      [id],
    );
    // The number of a person's document may be the person's.
    return found.map((one) => ({ ...one, document: one.document === null ? null : maskText(one.document) }));
  }

  /**
   * What the enterprise or product is called. Throws `eligibility.enterprise-not-found` and `eligibility.product-not-found`.
   */
  async nameOf(subject: StatedAbout, em: EntityManager = this.db.manager): Promise<string> {
    const [, id] = columnOf(subject);
    const sql =
      'enterpriseId' in subject
        ? 'select name from enterprise where id = $1 and merged_into is null'
        : 'select name from product where id = $1';
    const [found] = /^\d{1,18}$/.test(id) ? await rows<{ name: string }>(em, sql, [id]) : [];
    if (found) return found.name;
    if ('enterpriseId' in subject)
      throw new NotFoundError('eligibility.enterprise-not-found', `Pelaku usaha ${id.slice(0, 20)} tidak ada.`);
    throw new NotFoundError('eligibility.product-not-found', `Produk ${id.slice(0, 20)} tidak ada.`);
  }

  /**
   * Takes statements of these facts away; the trail keeps what they said. Answers how many there were. Throws as `nameOf`, and
   * `eligibility.statement-not-found` where there was none.
   */
  async withdraw(tx: EntityManager, subject: StatedAbout, facts: readonly string[], part?: string): Promise<number> {
    await this.nameOf(subject, tx);
    const [column, id] = columnOf(subject);
    const gone = await affected(
      tx,
      `delete from eligibility_statement where ${column} = $1 and fact = any($2::text[]) and ($3::text is null or part = $3)`,
      [id, facts, part ?? null],
    );
    if (gone === 0)
      throw new NotFoundError(
        'eligibility.statement-not-found',
        'Keterangan itu tidak tercatat, atau sudah dicabut orang lain. Muat ulang halamannya.',
      );
    return gone;
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
    await this.nameOf(
      of.enterpriseId === null ? { productId: of.productId ?? '' } : { enterpriseId: of.enterpriseId },
      tx,
    );
    const documentId = await this.documentOf(tx, of.enterpriseId, given.documentId);
    const origin = { source, statedOn, documentId };
    const seen = given.verified === true;
    const parts = told.flatMap(({ fact, value }): Stated[] =>
      (BY_KIND as readonly string[]).includes(fact)
        ? Object.entries(value as Record<string, Paper | null>).map(([part, paper]) => ({
            fact,
            part,
            value: marked(paper, seen),
          }))
        : [{ fact, part: '', value: marked(value, seen) }],
    );
    await this.put(tx, of, parts, origin, by);
  }

  private async put(
    tx: EntityManager,
    of: { enterpriseId: string | null; productId: string | null },
    stated: readonly Stated[],
    { source, statedOn, documentId }: Origin,
    by: string,
  ): Promise<void> {
    await tx.query(
      `insert into eligibility_statement (enterprise_id, product_id, fact, part, value, source, stated_on, document_id, recorded_by)
       select $1, $2, t.fact, t.part, t.value::jsonb, $6, $7, $8, $9
       from unnest($3::text[], $4::text[], $5::text[]) with ordinality as t (fact, part, value, place)
       order by t.place
       on conflict on constraint eligibility_statement_uq do update set value = excluded.value, source = excluded.source,
         stated_on = excluded.stated_on, document_id = excluded.document_id, recorded_by = excluded.recorded_by,
         recorded_at = now()`,
      [
        of.enterpriseId,
        of.productId,
        stated.map(({ fact }) => fact),
        stated.map(({ part }) => part),
        stated.map(({ value }) => JSON.stringify(value)),
        source,
        statedOn,
        documentId,
        by,
      ],
    );
  }

  /** The document that was named, if it is the enterprise's own. Throws `eligibility.statement-invalid`. */
  private async documentOf(
    tx: EntityManager,
    enterpriseId: string | null,
    documentId: string | undefined,
  ): Promise<string | null> {
    if (documentId === undefined || documentId === '') return null;
    const [found] =
      enterpriseId !== null && /^\d{1,18}$/.test(documentId)
        ? await rows(tx, 'select 1 from enterprise_document where id = $1 and enterprise_id = $2', [
            documentId,
            enterpriseId,
          ])
        : [];
    if (found) return documentId;
    throw refused([{ field: 'documentId', message: 'Dokumen itu bukan milik usaha ini; pilih dari daftarnya' }]);
  }
}

function columnOf(subject: StatedAbout): ['enterprise_id' | 'product_id', string] {
  return 'enterpriseId' in subject ? ['enterprise_id', subject.enterpriseId] : ['product_id', subject.productId];
}

/** A paper that whoever records it saw at its source. */
function marked(value: unknown, seen: boolean): unknown {
  const isPaper = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPaper && seen ? { ...value, verified: true } : value;
}

/** One row: a fact, or one part of a fact that is stated by kind. */
interface Stated {
  fact: string;
  part: string;
  value: unknown;
}

interface Origin {
  source: string;
  statedOn: string;
  documentId: string | null;
}

function refused(problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError(
    'eligibility.statement-invalid',
    'Keterangan belum dapat dicatat. Perbaiki yang ditandai; tidak ada yang disimpan.',
    problems,
  );
}

function accepted(given: GivenStatements, problems: FieldProblem[] = []): { source: string; statedOn: string } {
  const source = maskText(given.source.replace(/\s+/g, ' ').trim());
  if (source === '' || source.length > 200)
    problems.push({ field: 'source', message: 'Isi sumber keterangan, paling banyak 200 huruf' });
  if (!isDay(given.statedOn)) problems.push({ field: 'statedOn', message: 'Tanggal ditulis tahun-bulan-hari' });
  if (problems.length > 0) throw refused(problems);
  return { source, statedOn: given.statedOn };
}
