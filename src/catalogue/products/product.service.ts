import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { CatalogueFollower } from '../../shared/catalogue-follower.js';
import { loadSql, rows } from '../../shared/sql.js';
import type { Product, ProductFacts, ProductState } from './product.js';
import { type ProductInput, readProduct } from './product-input.js';
import { ProductGroups } from './product-groups.js';

const PRODUCT = loadSql('./product.sql', import.meta.url);
const FLAGSHIP = 'product_village_flagship_uq';

/** Keeps products: one statement of what each is, where it is made and by whom. */
@Injectable()
export class ProductService {
  constructor(
    private readonly db: DataSource,
    private readonly groups: ProductGroups,
    private readonly follower: CatalogueFollower,
  ) {}

  /** Throws `product.not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Product> {
    const found = await this.find(id, em);
    if (!found) throw notFound(id);
    return found;
  }

  async find(id: string, em: EntityManager = this.db.manager): Promise<Product | null> {
    if (!/^\d{1,18}$/.test(id)) return null;
    const [found] = await rows<Product>(em, PRODUCT, [id]);
    return found ?? null;
  }

  /** Throws `product.invalid` with what is wrong. */
  check(input: ProductInput): ProductFacts {
    return readProduct(input, this.groups.codes);
  }

  /** A new product is a draft. Throws `product.invalid` and `product.flagship-taken`. */
  async create(input: ProductInput, by: string): Promise<Product> {
    const facts = this.check(input);
    return this.guardFlagships(facts, null, () => this.db.transaction((tx) => this.insert(tx, facts, by)));
  }

  /**
   * Replaces what is known by what is told. Throws `product.changed-meanwhile` when `version` is not the one on file (its
   * details say which is), `product.invalid` and `product.flagship-taken`.
   */
  async change(id: string, version: number, input: ProductInput, by: string): Promise<Product> {
    const facts = this.check(input);
    return this.guardFlagships(facts, id, () => this.db.transaction((tx) => this.update(tx, id, version, facts, by)));
  }

  async insert(tx: EntityManager, facts: ProductFacts, by: string): Promise<Product> {
    await this.refuseUnknown(tx, facts);
    await this.refuseTaken(tx, facts, null);
    const columns = columnsOf(facts);
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into product (${columns.map(([name]) => name).join(', ')}, created_by, updated_by)
       values (${columns.map((_, index) => `$${index + 1}`).join(', ')}, $${columns.length + 1}, $${columns.length + 1})
       returning id::text`,
      [...columns.map(([, value]) => value), by],
    );
    if (!made) throw new Error('The product was not stored');
    await this.link(tx, made.id, facts);
    return this.get(made.id, tx);
  }

  async update(tx: EntityManager, id: string, version: number, facts: ProductFacts, by: string): Promise<Product> {
    await this.hold(tx, id, version);
    await this.refuseUnknown(tx, facts);
    await this.refuseTaken(tx, facts, id);
    const columns = columnsOf(facts);
    await tx.query(
      `update product set ${columns.map(([name], index) => `${name} = $${index + 3}`).join(', ')},
         version = version + 1, updated_by = $2, updated_at = now() where id = $1`,
      [id, by, ...columns.map(([, value]) => value)],
    );
    await this.link(tx, id, facts);
    return this.get(id, tx);
  }

  /**
   * Shows a product, takes it back to a draft or puts it aside. What is shown has to be in a village: throws
   * `product.no-village`.
   */
  async setState(id: string, version: number, state: ProductState, by: string): Promise<Product> {
    return this.db.transaction(async (tx) => {
      if (await this.putState(tx, id, version, state, by)) await this.follower.linksChanged(tx);
      return this.get(id, tx);
    });
  }

  /**
   * As `setState`; says whether it changed anything. Figures do not follow by themselves: whoever changes many tells the
   * follower once.
   */
  async putState(
    tx: EntityManager,
    id: string,
    version: number | null,
    state: ProductState,
    by: string,
  ): Promise<boolean> {
    await this.hold(tx, id, version);
    const [before] = await rows<{ name: string; state: ProductState; placed: boolean }>(
      tx,
      `select name, state, exists (select 1 from product_village v where v.product_id = p.id) as placed
       from product p where id = $1`,
      [id],
    );
    if (state === 'tayang' && before?.placed === false)
      throw new ConflictError(
        'product.no-village',
        `"${before.name}" belum punya desa, jadi belum dapat ditayangkan. Isi desanya dahulu.`,
      );
    if (before?.state === state) return false;
    await tx.query(
      // What is put aside marks no purchase after that day, and what was bought until then stays as it was.
      `update product set state = $2, version = version + 1, updated_by = $3, updated_at = now(),
         archived_on = case when $2 = 'arsip' then (now() at time zone
           coalesce((select time_zone from instance_setting where id = 1), 'Asia/Makassar'))::date end
       where id = $1`,
      [id, state, by],
    );
    return true;
  }

  /** On record that somebody saw, on `day`, that the product is what it says; null takes it back. */
  async setVerified(id: string, version: number, day: string | null, person: string, by: string): Promise<Product> {
    return this.db.transaction(async (tx) => {
      await this.putVerified(tx, id, version, { day, person, by });
      await this.follower.linksChanged(tx);
      return this.get(id, tx);
    });
  }

  /** As `setVerified`. Figures do not follow by themselves: whoever changes many tells the follower once. */
  async putVerified(
    tx: EntityManager,
    id: string,
    version: number | null,
    { day, person, by }: { day: string | null; person: string; by: string },
  ): Promise<void> {
    await this.hold(tx, id, version);
    await tx.query(
      `update product set verified_on = $2, verified_by = $3, version = version + 1, updated_by = $4, updated_at = now()
       where id = $1`,
      [id, day, day === null ? null : person, by],
    );
  }

  /** Locks the product for the rest of the transaction. Throws `product.not-found` and `product.changed-meanwhile`. */
  async hold(tx: EntityManager, id: string, version: number | null): Promise<void> {
    const [found] = /^\d{1,18}$/.test(id)
      ? await rows<{ version: number; name: string; by: string | null }>(
          tx,
          'select version, name, updated_by as by from product where id = $1 for update',
          [id],
        )
      : [];
    if (!found) throw notFound(id);
    if (version === null || found.version === version) return;
    throw new ConflictError(
      'product.changed-meanwhile',
      `"${found.name}" sudah diubah ${found.by === null ? 'orang lain' : `oleh ${found.by}`} sejak Anda membukanya, jadi isian Anda ` +
        'belum disimpan. Bandingkan dengan yang tersimpan sekarang, lalu simpan lagi.',
      { version: found.version },
    );
  }

  private async link(tx: EntityManager, id: string, { villages, makers }: ProductFacts): Promise<void> {
    const told = JSON.stringify(villages.map(({ code, isFlagship }) => ({ code, flagship: isFlagship })));
    await tx.query(
      `delete from product_village v where product_id = $1
         and not exists (select 1 from json_to_recordset($2::json) as t (code text) where t.code = v.wilayah_code)`,
      [id, told],
    );
    await tx.query(
      `insert into product_village as v (product_id, wilayah_code, is_flagship)
       select $1, code, flagship from json_to_recordset($2::json) as t (code text, flagship boolean)
       on conflict (product_id, wilayah_code) do update set is_flagship = excluded.is_flagship
       where v.is_flagship <> excluded.is_flagship`,
      [id, told],
    );
    await tx.query(
      `delete from product_maker m using enterprise e where m.product_id = $1 and e.id = m.enterprise_id
         and not coalesce(e.merged_into, e.id) = any($2::bigint[])`,
      [id, makers],
    );
    await tx.query(
      `insert into product_maker (product_id, enterprise_id)
       select distinct $1::bigint, coalesce(e.merged_into, e.id) from enterprise e where e.id = any($2::bigint[])
       on conflict do nothing`,
      [id, makers],
    );
  }

  private async refuseUnknown(tx: EntityManager, { villages, makers }: ProductFacts): Promise<void> {
    const problems: FieldProblem[] = [];
    const codes = villages.map(({ code }) => code);
    const known = await rows<{ code: string }>(
      tx,
      `select code from wilayah where level = 'desa' and code = any($1::text[])`,
      [codes],
    );
    const missing = codes.filter((code) => !known.some((one) => one.code === code));
    if (missing.length > 0)
      problems.push({
        field: 'villages',
        message: `Tidak ada desa atau kelurahan dengan kode ${missing.map((code) => code.slice(0, 20)).join(', ')}`,
      });
    const ids = makers.filter((id) => /^\d{1,18}$/.test(id));
    const enterprises = await rows<{ id: string }>(tx, 'select id::text from enterprise where id = any($1::bigint[])', [
      ids,
    ]);
    const strangers = makers.filter((id) => !enterprises.some((one) => one.id === String(numberOf(id))));
    if (strangers.length > 0)
      problems.push({
        field: 'makers',
        message: `Tidak ada pelaku usaha dengan nomor ${strangers.map((id) => id.slice(0, 20)).join(', ')}`,
      });
    if (problems.length > 0)
      throw new InvalidInputError('product.invalid', 'Isian produk tidak dapat diterima', problems);
  }

  /** One produk unggulan a village: says which product has it now. */
  private async refuseTaken(em: EntityManager, { villages }: ProductFacts, except: string | null): Promise<void> {
    const codes = villages.filter(({ isFlagship }) => isFlagship).map(({ code }) => code);
    if (codes.length === 0) return;
    const [taken] = await rows<{ code: string; village: string; id: string; name: string }>(
      em,
      `select w.code, w.name as village, p.id::text, p.name from product_village v
       join product p on p.id = v.product_id join wilayah w on w.code = v.wilayah_code
       where v.is_flagship and v.wilayah_code = any($1::text[]) and ($2::bigint is null or v.product_id <> $2::bigint)
       order by w.name limit 1`,
      [codes, except],
    );
    if (!taken) return;
    throw new ConflictError(
      'product.flagship-taken',
      `Produk unggulan ${taken.village} sekarang "${taken.name}" (produk nomor ${taken.id}). Satu desa punya satu produk unggulan: ` +
        'hapus tandanya di sana dahulu, atau simpan produk ini tanpa tanda itu.',
      { village: taken.code, productId: taken.id },
    );
  }

  /** Two people may flag products of one village at the same moment: the index lets one through. */
  private async guardFlagships<T>(facts: ProductFacts, id: string | null, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && 'constraint' in error && error.constraint === FLAGSHIP)
        await this.refuseTaken(this.db.manager, facts, id);
      throw error;
    }
  }
}

function numberOf(id: string): bigint | null {
  return /^\d{1,18}$/.test(id) ? BigInt(id) : null;
}

function notFound(id: string): NotFoundError {
  return new NotFoundError('product.not-found', `Produk ${id.slice(0, 20)} tidak ada dalam katalog`);
}

function columnsOf(facts: ProductFacts): (readonly [column: string, value: string | null])[] {
  return [
    ['name', facts.name],
    ['name_key', facts.nameKey],
    ['group_code', facts.groupCode],
    ['description', facts.description],
    ['price', facts.price],
    ['unit', facts.unit],
    ['capacity_per_month', facts.capacityPerMonth],
    ['capacity_unit', facts.capacityUnit],
    ['raw_material', facts.rawMaterial],
    ['raw_material_origin', facts.rawMaterialOrigin],
    ['legend', facts.legend],
    ['local_wisdom', facts.localWisdom],
    ['stage', facts.stage],
    ['season', facts.season],
    ['source', facts.source],
  ];
}
