import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { ENTERPRISE_OWNER } from '../enterprise.js';
import { type Editor, EnterpriseService, lockAll } from '../enterprise.service.js';
import { type Likeness, pairKey, type Proposal, proposeDuplicates } from './duplicates.js';
import { FILLED, MOVED, type MovedTable } from './moved-tables.js';

/** What went over in a merge, so that it can be taken back exactly. */
interface Moved {
  /** Rows that changed hands, whole as they were after it, by table. */
  rows: Record<string, Record<string, unknown>[]>;
  /** Fields of the record that were empty and were filled from the other, as text. */
  filled: Record<string, string>;
}

export interface Merge {
  id: string;
  keptId: string;
  keptName: string;
  mergedId: string;
  mergedName: string;
  reason: string;
  mergedBy: string;
  /** ISO 8601. */
  mergedAt: string;
  undoneBy: string | null;
  undoneAt: string | null;
}

/** Two records of one enterprise: proposed by the data, merged by a person, taken back when it was wrong. */
@Injectable()
export class MergingService {
  constructor(
    private readonly db: DataSource,
    private readonly enterprises: EnterpriseService,
  ) {}

  /** Pairs that may be one enterprise, the surest first. */
  async proposals(em: EntityManager = this.db.manager): Promise<Proposal[]> {
    const all = await rows<Likeness>(
      em,
      `select e.id::text, e.name, e.name_key as "nameKey", e.nib, e.npwp_stem as "npwpStem", e.wilayah_code as "wilayahCode",
         (select v.match_key_id || encode(v.match_hash, 'hex') from personal_value v
           where v.owner_kind = $1 and v.owner_id = e.id::text and v.field = 'nik') as "nikMark"
       from enterprise e where e.merged_into is null order by e.id`,
      [ENTERPRISE_OWNER],
    );
    const distinct = await rows<{ one: string; other: string }>(
      em,
      'select one_id::text as one, other_id::text as other from enterprise_distinct',
    );
    return proposeDuplicates(all, new Set(distinct.map(({ one, other }) => pairKey(one, other))));
  }

  /** Remembers that two are not one, so that they are not proposed again. Throws `enterprise.not-found`, `enterprise.same`. */
  async tellApart(tx: EntityManager, one: string, other: string, who: Editor): Promise<void> {
    await this.requireTwo(tx, one, other);
    const [low, high] = pairKey(one, other).split('|');
    await tx.query(
      'insert into enterprise_distinct (one_id, other_id, decided_by) values ($1, $2, $3) on conflict do nothing',
      [low, high, who.by],
    );
  }

  /**
   * Merges one record into another: what belongs to it goes over, except where the kept one has the same already, and
   * empty fields of the kept one are filled. Throws `enterprise.merge-invalid`, `enterprise.same`, `enterprise.merged`,
   * `enterprise.not-found`, `enterprise.changed`.
   */
  async merge(
    tx: EntityManager,
    given: { keptId: string; keptVersion: number; mergedId: string; mergedVersion: number; reason: string },
    who: Editor,
  ): Promise<string> {
    const { keptId, mergedId } = given;
    const reason = given.reason.trim();
    if (reason.length < 5 || reason.length > 500) {
      const message = 'Isi alasan penggabungan, 5 sampai 500 huruf';
      throw new InvalidInputError('enterprise.merge-invalid', `${message}.`, [{ field: 'reason', message }]);
    }
    await lockAll(tx);
    await this.requireTwo(tx, keptId, mergedId);
    await this.enterprises.claim(tx, keptId, given.keptVersion, who);
    await this.enterprises.claim(tx, mergedId, given.mergedVersion, who);
    // First, so that a NIB that goes over is free.
    await tx.query('update enterprise set merged_into = $2 where id = $1', [mergedId, keptId]);
    const moved: Moved = { rows: {}, filled: await this.fill(tx, keptId, mergedId) };
    for (const table of MOVED) moved.rows[table.name] = await moveRows(tx, table, mergedId, keptId);
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into enterprise_merge (kept_id, merged_id, reason, moved, merged_by) values ($1, $2, $3, $4, $5)
       returning id::text`,
      [keptId, mergedId, reason, JSON.stringify(moved), who.by],
    );
    return made?.id ?? '';
  }

  /**
   * Takes a merge back: every row that went over goes home, every filled field is emptied. Throws
   * `enterprise.merge-not-found`, `enterprise.merge-undone`, and `enterprise.merge-built-on` when something that the merge
   * brought was changed since.
   */
  async undo(tx: EntityManager, mergeId: string, who: Editor): Promise<Merge> {
    await lockAll(tx);
    const [found] = /^\d{1,18}$/.test(mergeId)
      ? await rows<{ moved: Moved }>(tx, 'select moved from enterprise_merge where id = $1 for update', [mergeId])
      : [];
    const merge = await this.find(mergeId, tx);
    if (!found || !merge)
      throw new NotFoundError('enterprise.merge-not-found', `Penggabungan nomor ${mergeId.slice(0, 20)} tidak ada.`);
    if (merge.undoneAt !== null)
      throw new ConflictError('enterprise.merge-undone', 'Penggabungan ini sudah dibatalkan sebelumnya.');
    const stands = await this.standingOn(tx, mergeId, merge, found.moved);
    if (stands.length > 0)
      throw new ConflictError(
        'enterprise.merge-built-on',
        `Penggabungan tidak dapat dibatalkan karena sesudahnya ada perubahan yang bertumpu padanya: ${stands.join('; ')}. ` +
          'Kembalikan perubahan itu dahulu.',
        { changes: stands },
      );
    for (const [column, value] of Object.entries(found.moved.filled))
      await tx.query(`update enterprise set ${known(column)} = null where id = $1 and ${known(column)}::text = $2`, [
        merge.keptId,
        value,
      ]);
    for (const table of MOVED)
      for (const row of found.moved.rows[table.name] ?? [])
        await tx.query(
          `update ${table.name} set ${table.owner} = $1 where ${table.owner} = $2 and ${keyIs(table, 3)}`,
          [merge.mergedId, merge.keptId, ...table.key.map((column) => row[column])],
        );
    await tx.query('update enterprise set merged_into = null where id = $1', [merge.mergedId]);
    await tx.query(
      'update enterprise set version = version + 1, updated_by = $2, updated_at = now() where id = any($1::bigint[])',
      [[merge.keptId, merge.mergedId], who.by],
    );
    await tx.query('update enterprise_merge set undone_by = $2, undone_at = now() where id = $1', [mergeId, who.by]);
    return merge;
  }

  /** Throws `enterprise.merge-not-found`. */
  async get(mergeId: string): Promise<Merge> {
    const merge = await this.find(mergeId, this.db.manager);
    if (!merge)
      throw new NotFoundError('enterprise.merge-not-found', `Penggabungan nomor ${mergeId.slice(0, 20)} tidak ada.`);
    return merge;
  }

  /** The latest first. */
  merges(): Promise<Merge[]> {
    return rows<Merge>(this.db.manager, `${MERGES} order by g.id desc limit 200`);
  }

  private async find(mergeId: string, em: EntityManager): Promise<Merge | null> {
    if (!/^\d{1,18}$/.test(mergeId)) return null;
    const [found] = await rows<Merge>(em, `${MERGES} where g.id = $1`, [mergeId]);
    return found ?? null;
  }

  private async requireTwo(tx: EntityManager, one: string, other: string): Promise<void> {
    for (const id of [one, other])
      if (!/^\d{1,18}$/.test(id) || (await rows(tx, 'select 1 from enterprise where id = $1', [id])).length === 0)
        throw new NotFoundError(
          'enterprise.not-found',
          `Pelaku usaha nomor ${id.slice(0, 20)} tidak ada dalam daftar.`,
        );
    if (BigInt(one) === BigInt(other))
      throw new ConflictError('enterprise.same', 'Kedua nomor itu catatan yang sama; pilih dua pelaku usaha.');
  }

  /** Fills what is empty; says what, as text. */
  private async fill(tx: EntityManager, keptId: string, mergedId: string): Promise<Record<string, string>> {
    const [given] = await rows<{ filled: Record<string, string> }>(
      tx,
      `select json_object_agg(column_name, theirs) filter (where own is null and theirs is not null) as filled
       from (select c.column_name, to_jsonb(k)->>c.column_name as own, to_jsonb(m)->>c.column_name as theirs
         from enterprise k, enterprise m, unnest($3::text[]) as c(column_name) where k.id = $1 and m.id = $2) f`,
      [keptId, mergedId, FILLED],
    );
    const filled = given?.filled ?? {};
    // That a number was seen at its source is said of that number and no other.
    for (const column of Object.keys(filled))
      if ((column.startsWith('nib_') && !filled['nib']) || (column.startsWith('npwp_') && !filled['npwp']))
        delete filled[column];
    const columns = Object.keys(filled).map(known);
    if (columns.length > 0)
      await tx.query(
        `update enterprise k set ${columns.map((column) => `${column} = m.${column}`).join(', ')}
         from enterprise m where k.id = $1 and m.id = $2`,
        [keptId, mergedId],
      );
    return filled;
  }

  /** What was done since to what the merge brought, in words. */
  private async standingOn(tx: EntityManager, mergeId: string, merge: Merge, moved: Moved): Promise<string[]> {
    const found: string[] = [];
    const later = await rows<{ name: string }>(
      tx,
      `select m.name from enterprise_merge g join enterprise m on m.id = g.merged_id
       where g.id > $1 and g.undone_at is null and (g.kept_id = $2 or g.merged_id = $2 or g.kept_id = $3)`,
      [mergeId, merge.keptId, merge.mergedId],
    );
    if (later.length > 0) found.push(`penggabungan lain (${later.map(({ name }) => name).join(', ')})`);
    const [kept] = await rows<{ row: Record<string, unknown> }>(
      tx,
      'select to_jsonb(e) as row from enterprise e where id = $1',
      [merge.keptId],
    );
    const taken = await rows<{ name: string }>(
      tx,
      `select o.name from enterprise m join enterprise o on o.nib = m.nib and o.merged_into is null and o.id <> $2
       where m.id = $1`,
      [merge.mergedId, merge.keptId],
    );
    for (const { name } of taken) found.push(`NIB-nya sudah dipakai ${name}`);
    for (const [column, value] of Object.entries(moved.filled))
      if (String(kept?.row[column] ?? '') !== value) found.push(`isian ${column} diubah`);
    for (const table of MOVED)
      for (const row of moved.rows[table.name] ?? []) {
        const [now] = await rows<{ same: boolean }>(
          tx,
          `select to_jsonb(t) = $1::jsonb as same from ${table.name} t where ${table.owner} = $2 and ${keyIs(table, 3)}`,
          [JSON.stringify(row), merge.keptId, ...table.key.map((column) => row[column])],
        );
        if (!now?.same)
          found.push(`${table.words} ${table.key.map((column) => String(row[column])).join(' ')} diubah atau dihapus`);
      }
    return found;
  }
}

const MERGES = `select g.id::text, g.kept_id::text as "keptId", k.name as "keptName", g.merged_id::text as "mergedId",
    m.name as "mergedName", g.reason, g.merged_by as "mergedBy", g.undone_by as "undoneBy",
    to_char(g.merged_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "mergedAt",
    to_char(g.undone_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "undoneAt"
  from enterprise_merge g join enterprise k on k.id = g.kept_id join enterprise m on m.id = g.merged_id`;

/** Rows whose like the kept one has already stay where they are. */
async function moveRows(
  tx: EntityManager,
  table: MovedTable,
  from: string,
  to: string,
): Promise<Record<string, unknown>[]> {
  const found = await rows<{ row: Record<string, unknown> }>(
    tx,
    `with gone as (update ${table.name} t set ${table.owner} = $2 where t.${table.owner} = $1
       ${table.unless ? `and not exists (select 1 from ${table.name} o where o.${table.owner} = $2 and ${table.unless})` : ''}
       returning t.*)
     select to_jsonb(gone) as row from gone`,
    [from, to],
  );
  return found.map(({ row }) => row);
}

function keyIs(table: MovedTable, first: number): string {
  return table.key.map((column, at) => `${column}::text = $${first + at}::text`).join(' and ');
}

/** Column names come from our own list, also when they were read back from a row. */
function known(column: string): string {
  if (!FILLED.includes(column)) throw new Error(`No column of an enterprise to fill: ${column}`);
  return column;
}
