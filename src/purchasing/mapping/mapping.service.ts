import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { overlay } from '../../shared/timeline.js';
import { E_PURCHASING } from '../intake/rows.js';
import { Refresh } from '../refresh.js';
import type {
  MappedSatker,
  MappingFilter,
  MappingPage,
  MappingSort,
  MappingState,
  MappingVersion,
  PerangkatDaerah,
  SatkerHistory,
} from './mapping.js';

const SATKERS = loadSql('./satkers.sql', import.meta.url);

const ORDER: Readonly<Record<MappingSort, string>> = {
  value: 'l.value desc, l.klpd, l.satker_key',
  name: `lower(coalesce(l.name, l.satker_key)) collate "C", l.klpd, l.satker_key`,
  code: `l.code collate "C" nulls last, l.klpd, l.satker_key`,
  'perangkat-daerah': `lower(l.pd_name) collate "C" nulls first, lower(coalesce(l.name, '')) collate "C", l.satker_key`,
};

const FIRST_DAY = '2000-01-01';

/** Largest number of satker that one step moves; a KLPD has a few hundred. */
const MOST_AT_ONCE = 5000;

export interface AssignInput {
  klpd: string;
  satkerKeys: string[];
  /** null = belongs to none: belum dipetakan. */
  perangkatDaerahId: string | null;
  /** '' = from always. */
  validFrom?: string;
  reason?: string;
}

interface SatkerRow extends Omit<MappedSatker, 'perangkatDaerah' | 'value'> {
  pdId: string | null;
  pdName: string | null;
  value: string;
  allSatkers: number;
  allValue: string;
  proposals: number;
  unmapped: number;
  unmappedValue: string;
  proposedValue: string;
}

/** Which perangkat daerah each satker belongs to, from which day on. Figures read it at once; nothing is rebuilt. */
@Injectable()
export class MappingService {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  /** One page of satkers; `page` counts from 1. */
  async list(filter: MappingFilter, paging: { page: number; size: number; sort: MappingSort }): Promise<MappingPage> {
    const page = Math.max(1, paging.page);
    const found = await rows<SatkerRow>(
      this.db.manager,
      `${SATKERS} order by ${ORDER[paging.sort]} limit $9 offset $10`,
      [...parametersOf(filter), paging.size, (page - 1) * paging.size],
    );
    const [first] = found;
    return {
      items: found.map((row) => ({
        klpd: row.klpd,
        satkerKey: row.satkerKey,
        name: row.name,
        code: row.code,
        perangkatDaerah: row.pdId && row.pdName ? { id: row.pdId, name: row.pdName } : null,
        state: row.state,
        since: row.since,
        reason: row.reason,
        decidedBy: row.decidedBy,
        packages: row.packages,
        value: senFromDecimal(row.value),
      })),
      total: {
        satkers: first?.allSatkers ?? 0,
        value: senFromDecimal(first?.allValue ?? '0'),
        proposals: first?.proposals ?? 0,
        proposedValue: senFromDecimal(first?.proposedValue ?? '0'),
        unmapped: first?.unmapped ?? 0,
        unmappedValue: senFromDecimal(first?.unmappedValue ?? '0'),
      },
      page,
      pages: Math.max(1, Math.ceil((first?.allSatkers ?? 0) / paging.size)),
      size: paging.size,
    };
  }

  /** Those that stand on their own (merged ones are left out), by name. */
  perangkatDaerah(klpd: string | null, em: EntityManager = this.db.manager): Promise<PerangkatDaerah[]> {
    return rows<PerangkatDaerah>(
      em,
      `select d.id::text, d.klpd, d.name, d.code_group as "codeGroup", d.origin,
         (select count(distinct s.satker_key)::int from satker_assignment s
          where s.perangkat_daerah_id = d.id and s.valid_to is null) as satkers
       from perangkat_daerah d where ($1::text is null or d.klpd = $1) and d.merged_into is null
       order by lower(d.name) collate "C", d.id`,
      [klpd],
    );
  }

  /** Throws `mapping.satker-unknown`. */
  async history(klpd: string, satkerKey: string): Promise<SatkerHistory> {
    const aliases = await rows<SatkerHistory['aliases'][number]>(
      this.db.manager,
      `select ref, name, text_code as "textCode" from satker_alias where klpd = $1 and satker_key = $2 order by ref`,
      [klpd, satkerKey],
    );
    const versions = await rows<
      Omit<MappingVersion, 'perangkatDaerah'> & { pdId: string | null; pdName: string | null }
    >(
      this.db.manager,
      `select d.id::text as "pdId", d.name as "pdName", s.state, s.valid_from::text as "validFrom",
         s.valid_to::text as "validTo", s.reason, s.decided_by as "decidedBy",
         to_char(s.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt"
       from satker_assignment s left join perangkat_daerah d on d.id = s.perangkat_daerah_id
       where s.klpd = $1 and s.satker_key = $2 order by s.valid_from desc`,
      [klpd, satkerKey],
    );
    if (aliases.length === 0 && versions.length === 0)
      throw new NotFoundError('mapping.satker-unknown', `Satker ${satkerKey.slice(0, 60)} tidak ada dalam data`);
    return {
      klpd,
      satkerKey,
      name: aliases.find((alias) => alias.name !== null)?.name ?? null,
      aliases,
      versions: versions.map(({ pdId, pdName, ...version }) => ({
        perangkatDaerah: pdId && pdName ? { id: pdId, name: pdName } : null,
        ...version,
      })),
    };
  }

  /**
   * Confirms the proposals of these satkers. Those that are confirmed already, or have no proposal, are left alone.
   * Gives the number confirmed.
   */
  async confirm(klpd: string, satkerKeys: readonly string[], by: string): Promise<number> {
    return this.db.transaction(async (tx) => {
      const done = await this.confirmRows(
        tx,
        satkerKeys.map((satkerKey) => ({ klpd, satkerKey })),
        by,
      );
      if (done > 0) await this.refresh.touch(tx);
      return done;
    });
  }

  /**
   * Confirms every proposal that the filter shows. `expected` is the number that was shown: when an import has brought
   * others meanwhile nothing is confirmed, and `mapping.proposals-changed` is thrown.
   */
  async confirmAll(filter: MappingFilter, expected: number, by: string): Promise<number> {
    return this.db.transaction(async (tx) => {
      const found = await rows<{ klpd: string; satkerKey: string }>(
        tx,
        `select "klpd", "satkerKey" from (${SATKERS} order by l.klpd, l.satker_key limit ${MOST_AT_ONCE}) t`,
        parametersOf({ ...filter, state: 'usulan' }),
      );
      if (found.length !== expected)
        throw new ConflictError(
          'mapping.proposals-changed',
          `Sekarang ada ${found.length} usulan, bukan ${expected}. Periksa daftar yang baru lalu pastikan lagi; tidak ada yang diubah.`,
        );
      const done = await this.confirmRows(tx, found, by);
      if (done > 0) await this.refresh.touch(tx);
      return done;
    });
  }

  /**
   * Puts satkers under a perangkat daerah for purchases from a day on; before that day nothing changes. Throws
   * `mapping.invalid` or `mapping.satker-unknown`. Gives the number of satkers.
   */
  async assign(input: AssignInput, by: string): Promise<number> {
    const keys = [...new Set(input.satkerKeys)];
    const from = input.validFrom?.trim() || FIRST_DAY;
    const reason = (input.reason ?? '').trim();
    const problems: FieldProblem[] = [];
    if (keys.length === 0 || keys.length > MOST_AT_ONCE)
      problems.push({ field: 'satkerKeys', message: 'Pilih satu satker atau lebih' });
    if (!isDay(from)) problems.push({ field: 'validFrom', message: 'Isi tanggal mulai, contoh 2026-01-01' });
    if (reason.length > 500) problems.push({ field: 'reason', message: 'Alasan paling banyak 500 huruf' });
    return this.db.transaction(async (tx) => {
      if (input.perangkatDaerahId !== null) {
        const target = (await this.perangkatDaerah(input.klpd, tx)).find((one) => one.id === input.perangkatDaerahId);
        if (!target) problems.push({ field: 'perangkatDaerahId', message: 'Pilih perangkat daerah dari daftar' });
      }
      if (problems.length > 0)
        throw new InvalidInputError(
          'mapping.invalid',
          'Pemetaan belum dapat disimpan. Tidak ada yang diubah.',
          problems,
        );
      const known = await rows<{ key: string }>(
        tx,
        'select distinct satker_key as key from satker_alias where klpd = $1 and satker_key = any($2::text[])',
        [input.klpd, keys],
      );
      if (known.length !== keys.length)
        throw new NotFoundError(
          'mapping.satker-unknown',
          'Sebagian satker tidak ada dalam data. Tidak ada yang diubah.',
        );
      await tx.query('lock table satker_assignment in share row exclusive mode');
      for (const key of keys)
        await this.lay(tx, input.klpd, key, input.perangkatDaerahId, from, reason === '' ? null : maskText(reason), by);
      await this.refresh.touch(tx);
      return keys.length;
    });
  }

  /** Throws `mapping.name-invalid` or `mapping.name-taken`. */
  async createPerangkatDaerah(klpd: string, name: string): Promise<PerangkatDaerah> {
    return this.db.transaction(async (tx) => {
      const checked = await this.freeName(tx, klpd, name, null);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into perangkat_daerah (klpd, name, origin) values ($1, $2, 'staf') returning id::text`,
        [klpd, checked],
      );
      await this.refresh.touch(tx);
      return this.get(tx, made?.id ?? '');
    });
  }

  /** Throws `mapping.unknown`, `mapping.name-invalid` or `mapping.name-taken`. */
  async renamePerangkatDaerah(id: string, name: string): Promise<PerangkatDaerah> {
    return this.db.transaction(async (tx) => {
      const { klpd } = await this.get(tx, id);
      const checked = await this.freeName(tx, klpd, name, id);
      await tx.query(`update perangkat_daerah set name = $2, origin = 'staf' where id = $1`, [id, checked]);
      await this.refresh.touch(tx);
      return this.get(tx, id);
    });
  }

  /**
   * Makes two perangkat daerah one: all satkers of `id`, of any day, belong to `into`; new satkers with its code or
   * name follow there. Gives the number of satkers moved. Throws `mapping.unknown` or `mapping.merge-invalid`.
   */
  async mergePerangkatDaerah(id: string, into: string, by: string): Promise<number> {
    return this.db.transaction(async (tx) => {
      const [from, target] = [await this.get(tx, id), await this.get(tx, into)];
      if (from.id === target.id || from.klpd !== target.klpd)
        throw new InvalidInputError('mapping.merge-invalid', 'Pilih perangkat daerah lain dari KLPD yang sama.', [
          { field: 'into', message: 'Pilih perangkat daerah lain dari KLPD yang sama' },
        ]);
      const moved = await rows<{ key: string }>(
        tx,
        `with moved as (
           update satker_assignment set perangkat_daerah_id = $2, state = 'dipastikan', decided_by = $3, decided_at = now(),
             reason = coalesce(reason || '; ', '') || 'digabung dari ' || $4::text
           where perangkat_daerah_id = $1 returning satker_key)
         select distinct satker_key as key from moved`,
        [from.id, target.id, by, from.name],
      );
      // It was never an institution of its own: no year shows it any more.
      await tx.query(
        `update perangkat_daerah set merged_into = $2, valid_from = date '2000-01-01', valid_to = date '2000-01-01'
         where id = $1`,
        [from.id, target.id],
      );
      await tx.query('update perangkat_daerah set merged_into = $2 where merged_into = $1', [from.id, target.id]);
      await this.refresh.touch(tx);
      return moved.length;
    });
  }

  private async get(em: EntityManager, id: string): Promise<PerangkatDaerah> {
    const found = /^\d{1,18}$/.test(id)
      ? (await this.perangkatDaerah(null, em)).find((one) => one.id === id)
      : undefined;
    if (!found)
      throw new NotFoundError('mapping.unknown', `Perangkat daerah ${id.slice(0, 20)} tidak ada dalam daftar`);
    return found;
  }

  private async freeName(tx: EntityManager, klpd: string, name: string, except: string | null): Promise<string> {
    const written = name.replace(/\s+/g, ' ').trim();
    const wrong = (message: string): InvalidInputError =>
      new InvalidInputError('mapping.name-invalid', message, [{ field: 'name', message }]);
    if (comparable(written) === '') throw wrong('Isi nama perangkat daerah');
    if (written.length > 200) throw wrong('Nama paling banyak 200 huruf');
    const taken = await rows<{ id: string; name: string; mergedInto: string | null }>(
      tx,
      `select d.id::text, d.name, m.name as "mergedInto" from perangkat_daerah d
       left join perangkat_daerah m on m.id = d.merged_into
       where d.klpd = $1 and ($2::bigint is null or d.id <> $2::bigint)`,
      [klpd, except],
    );
    // Equal but for case and punctuation is the same name to a reader.
    const same = taken.find((one) => comparable(one.name) === comparable(written));
    if (!same) return written;
    throw new ConflictError(
      'mapping.name-taken',
      same.mergedInto
        ? `"${same.name}" sudah digabung ke "${same.mergedInto}". Pakai nama lain.`
        : `"${same.name}" sudah ada. Bila keduanya sama, gabungkan; bila tidak, beri nama yang membedakan.`,
    );
  }

  private async confirmRows(
    tx: EntityManager,
    satkers: readonly { klpd: string; satkerKey: string }[],
    by: string,
  ): Promise<number> {
    const done = await rows<{ key: string }>(
      tx,
      `with done as (
         update satker_assignment s set state = 'dipastikan', decided_by = $3, decided_at = now()
         from unnest($1::text[], $2::text[]) k(klpd, satker_key)
         where s.klpd = k.klpd and s.satker_key = k.satker_key and s.state = 'usulan' and s.perangkat_daerah_id is not null
         returning s.satker_key)
       select distinct satker_key as key from done`,
      [satkers.map((one) => one.klpd), satkers.map((one) => one.satkerKey), by],
    );
    return done.length;
  }

  private async lay(
    tx: EntityManager,
    klpd: string,
    key: string,
    perangkatDaerahId: string | null,
    from: string,
    reason: string | null,
    by: string,
  ): Promise<void> {
    const onFile = await rows<{ id: string; from: string; to: string | null }>(
      tx,
      `select id::text, valid_from::text as "from", valid_to::text as "to" from satker_assignment
       where klpd = $1 and satker_key = $2 order by valid_from`,
      [klpd, key],
    );
    // Open at the end, so nothing on file reaches beyond it: no later start and no copy.
    const { remove, endAt } = overlay(onFile, { from, to: null });
    for (const one of endAt)
      await tx.query('update satker_assignment set valid_to = $2 where id = $1', [one.id, one.to]);
    if (remove.length > 0) await tx.query('delete from satker_assignment where id = any($1::bigint[])', [remove]);
    await tx.query(
      `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state, valid_from, reason, decided_by)
       values ($1, $2, $3, 'dipastikan', $4, $5, $6)`,
      [klpd, key, perangkatDaerahId, from, reason, by],
    );
  }
}

function parametersOf(filter: MappingFilter): unknown[] {
  const state: MappingState | null = filter.state ?? null;
  return [
    filter.klpd,
    filter.year,
    filter.day,
    E_PURCHASING,
    state,
    filter.perangkatDaerahId ?? null,
    filter.text ? `%${filter.text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null,
    filter.onlyBuying ?? false,
  ];
}
