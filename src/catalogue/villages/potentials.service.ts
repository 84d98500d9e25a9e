import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import type { ListResult } from '../../shared/list-import.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { affected, loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { planPotentials, POTENTIAL_COLUMNS, type PotentialPlan } from './potential-form.js';
import {
  type Potential,
  type PotentialFacts,
  type PotentialInput,
  type ProductGroup,
  readPotential,
} from './potential.js';
import { changedMeanwhile } from './potential.wording.js';

const LIST = loadSql('./sql/potentials.sql', import.meta.url);

export interface PotentialFilter {
  /** Only villages inside this place, or of this village. */
  within?: string;
  group?: string;
  flagship?: boolean;
  /** Part of the kind of product, in any case. */
  text?: string;
}

/** What villages could make. One of a village is its produk unggulan. */
@Injectable()
export class PotentialsService {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
    private readonly settings: InstanceSettings,
  ) {}

  /** By village, the produk unggulan first. `page` counts from 1. */
  async list(
    filter: PotentialFilter,
    { page, size }: { page: number; size: number },
    em: EntityManager = this.db.manager,
  ): Promise<{ items: Potential[]; total: number }> {
    const text = filter.text ? `%${comparable(filter.text)}%` : null;
    const asked = [filter.within ?? null, filter.group ?? null, filter.flagship ?? null, text, null];
    const items = await rows<Potential & { total: number }>(em, `${LIST} limit $6 offset $7`, [
      ...asked,
      size,
      (page - 1) * size,
    ]);
    return { items, total: items[0]?.total ?? 0 };
  }

  /** Those of one village. */
  ofVillage(code: string, em: EntityManager = this.db.manager): Promise<Potential[]> {
    return rows<Potential>(em, LIST, [code, null, null, null, null]);
  }

  /** Throws `village.potential-not-found` when the village has no such one. */
  async get(code: string, id: string, em: EntityManager = this.db.manager): Promise<Potential> {
    const [found] = /^\d{1,18}$/.test(id) ? await rows<Potential>(em, LIST, [code, null, null, null, id]) : [];
    if (!found)
      throw new NotFoundError(
        'village.potential-not-found',
        `Potensi ${id.slice(0, 20)} tidak ada pada desa ${code.slice(0, 20)}, atau sudah dihapus.`,
      );
    return found;
  }

  groups(em: EntityManager = this.db.manager): Promise<ProductGroup[]> {
    return rows<ProductGroup>(em, 'select code, name from product_group order by position, code');
  }

  /** Throws `village.potential-invalid`, `village.potential-known` or `village.flagship-taken`. */
  async create(code: string, input: PotentialInput, by: string): Promise<Potential> {
    return this.db.transaction(async (tx) => {
      const facts = await this.checked(tx, code, input, null);
      const [made] = await this.insert(tx, [facts], by);
      if (!made) throw new Error('The potential was not stored');
      return this.get(code, made, tx);
    });
  }

  /** Throws as `create`, and `village.potential-changed` when somebody else was quicker. */
  async change(code: string, id: string, input: PotentialInput, version: number, by: string): Promise<Potential> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(tx, code, id, version);
      const facts = await this.checked(tx, code, input, before);
      await this.update(tx, [{ id, facts }], by);
      return this.get(code, id, tx);
    });
  }

  /** Throws `village.potential-not-found` and `village.potential-changed`. */
  async remove(code: string, id: string, version: number): Promise<Potential> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(tx, code, id, version);
      await tx.query('delete from village_potential where id = $1', [id]);
      return before;
    });
  }

  /** Reads a list and says what it would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array): Promise<ListResult> {
    return resultOf(await this.plan(bytes, this.db.manager), false);
  }

  /** Takes a list as a whole, or, when any row is rejected, nothing of it. Throws `table.unreadable`. */
  async import(bytes: Uint8Array, by: string): Promise<ListResult> {
    return this.db.transaction(async (tx) => {
      await tx.query('lock table village_potential in share row exclusive mode');
      const plan = await this.plan(bytes, tx);
      if (plan.rejected > 0) return resultOf(plan, false);
      await this.update(tx, plan.toChange, by);
      await this.insert(tx, plan.toAdd, by);
      return resultOf(plan, true);
    });
  }

  private async plan(bytes: Uint8Array, em: EntityManager): Promise<PotentialPlan> {
    const form = await readForm(bytes, POTENTIAL_COLUMNS);
    const places = await this.wilayah.resolve(
      form.map(({ values: { code, regency, district, village } }) => ({ code, regency, district, village })),
      em,
    );
    const codes = places.flatMap((place) => ('words' in place ? [place.code] : []));
    const onFile = await rows<Potential>(em, LIST_OF, [codes]);
    return planPotentials(form, places, onFile, await this.groups(em));
  }

  /** The row as it is now, held until the end of the transaction. */
  private async locked(tx: EntityManager, code: string, id: string, version: number): Promise<Potential> {
    const before = await this.get(code, id, tx);
    const [held] = await rows<{ version: number }>(
      tx,
      'select version from village_potential where id = $1 for update',
      [id],
    );
    if (held?.version === version) return before;
    const { timeZone } = await this.settings.get(tx);
    throw new ConflictError(
      'village.potential-changed',
      changedMeanwhile(await this.get(code, id, tx), await changesSince(tx, id, version), timeZone),
      { version: held?.version ?? null },
    );
  }

  private async checked(
    tx: EntityManager,
    code: string,
    input: PotentialInput,
    before: Potential | null,
  ): Promise<PotentialFacts> {
    const place = await this.wilayah.get(code, tx);
    if (place.level !== 'desa') throw new NotFoundError('village.not-found', `${code} bukan kode desa atau kelurahan.`);
    const read = readPotential(place.code, input, await this.groups(tx));
    if ('problems' in read) throw invalid(read.problems);
    const { facts } = read;
    if (facts.productId !== null) {
      const [product] = await rows(tx, 'select 1 from product where id = $1', [facts.productId]);
      if (!product) throw invalid([{ field: 'productId', message: 'Produk ini tidak ada dalam katalog' }]);
    }
    await tx.query('lock table village_potential in share row exclusive mode');
    const others = (await this.ofVillage(code, tx)).filter(({ id }) => id !== before?.id);
    const same = others.find(({ kindKey }) => kindKey === facts.kindKey);
    if (same)
      throw new ConflictError(
        'village.potential-known',
        `"${same.productKind}" sudah tercatat pada desa ini. Ubah catatan itu, atau pakai nama lain.`,
        { potentialId: same.id },
      );
    const flagship = others.find(({ isFlagship }) => isFlagship);
    if (facts.isFlagship && flagship)
      throw new ConflictError(
        'village.flagship-taken',
        `Produk unggulan desa ini ialah "${flagship.productKind}". Satu desa satu produk unggulan: cabut dahulu tandanya di sana.`,
        { potentialId: flagship.id },
      );
    return facts;
  }

  private async insert(tx: EntityManager, list: readonly PotentialFacts[], by: string): Promise<string[]> {
    if (list.length === 0) return [];
    const made = await rows<{ id: string }>(
      tx,
      `insert into village_potential (wilayah_code, product_kind, kind_key, group_code, is_flagship, enterprises, raw_material,
         note, source, product_id, created_by, updated_by)
       select f."wilayahCode", f."productKind", f."kindKey", f."groupCode", f."isFlagship", f.enterprises, f."rawMaterial",
         f.note, f.source, f."productId", $2, $2
       from json_to_recordset($1::json) as f ${RECORD} returning id::text`,
      [JSON.stringify(list), by],
    );
    return made.map(({ id }) => id);
  }

  /** Who gives up being the produk unggulan goes first: a village never has two, not even for a moment. */
  private async update(tx: EntityManager, list: PotentialPlan['toChange'], by: string): Promise<void> {
    for (const flagship of [false, true]) {
      const part = list.filter(({ facts }) => facts.isFlagship === flagship);
      if (part.length === 0) continue;
      await affected(
        tx,
        `update village_potential p set product_kind = f."productKind", kind_key = f."kindKey", group_code = f."groupCode",
           is_flagship = f."isFlagship", enterprises = f.enterprises, raw_material = f."rawMaterial", note = f.note,
           source = f.source, product_id = f."productId", version = p.version + 1, updated_by = $2, updated_at = now()
         from json_to_recordset($1::json) as f ${RECORD} where p.id = f.id`,
        [JSON.stringify(part.map(({ id, facts }) => ({ id, ...facts }))), by],
      );
    }
  }
}

/** The columns of a JSON list of facts. */
const RECORD = `(id bigint, "wilayahCode" text, "productKind" text, "kindKey" text, "groupCode" text, "isFlagship" boolean,
  enterprises integer, "rawMaterial" text, note text, source text, "productId" bigint)`;

/** The same columns for a list of villages, without paging. */
const LIST_OF = `select * from (${LIST.replaceAll(/\$[1-5]/g, 'null')}) p where p."wilayahCode" = any($1::text[])`;

interface Change {
  by: string;
  at: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** What was changed after that version, from the audit trail. */
function changesSince(tx: EntityManager, id: string, version: number): Promise<Change[]> {
  return rows<Change>(
    tx,
    `select actor_name as by, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, before, after
     from audit_entry where object_kind = 'village_potential' and object_id = $1 and action = 'row.update'
       and (before->>'version')::int >= $2 order by seq`,
    [id, version],
  );
}

function invalid(problems: { field: string; message: string }[]): InvalidInputError {
  return new InvalidInputError(
    'village.potential-invalid',
    'Potensi belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    problems,
  );
}

function resultOf(
  { read, added, changed, unchanged, rejected, problems }: PotentialPlan,
  applied: boolean,
): ListResult {
  return { applied, read, added, changed, unchanged, rejected, problems };
}
