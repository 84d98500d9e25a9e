import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalVault } from '../access/personal/personal-vault.js';
import { formatMoment, isDay } from '../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { parseIndonesianAmount } from '../shared/money.js';
import { affected, rows } from '../shared/sql.js';
import { supplierKeyForm } from '../shared/supplier-key.js';
import { WilayahService } from '../wilayah/wilayah.service.js';
import {
  type Enterprise,
  ENTERPRISE_KEY_SCHEMES,
  type EnterpriseFacts,
  type EnterpriseRecord,
  FIGURE_KINDS,
} from './enterprise.js';
import { EnterpriseQueries } from './enterprise.queries.js';
import { LEGAL_FORM_WORDS, RECORD_WORDS } from './enterprise.wording.js';
import { type EnterpriseInput, readEnterprise } from './read-enterprise.js';
import { insertRecords, newIds, sealValues, updateRecords } from './store.js';

/** One field that somebody else changed meanwhile, as it stands now and as it was typed. */
export interface ChangedField {
  field: string;
  label: string;
  stored: string | null;
  typed: string | null;
}

/** Somebody was faster. Says who, when, and which fields differ; what was typed stays with the form. */
export class EnterpriseChangedError extends ConflictError {
  constructor(
    readonly now: Pick<Enterprise, 'version' | 'updatedBy' | 'updatedAt'>,
    readonly fields: readonly ChangedField[],
    timeZone: string,
  ) {
    super(
      'enterprise.changed',
      `Data ini diubah ${now.updatedBy ?? 'orang lain'} pada ${formatMoment(now.updatedAt, timeZone)}, sesudah Anda ` +
        'membukanya. Belum ada yang disimpan. Bandingkan isiannya di bawah, lalu simpan lagi bila isian Anda yang benar.',
      { by: now.updatedBy, at: now.updatedAt, version: now.version, fields },
    );
  }
}

/** Who changes something, and when and where that is. */
export interface Editor {
  by: string;
  /** Today, 'YYYY-MM-DD'. */
  day: string;
  timeZone: string;
}

export interface FigureInput {
  kind: string;
  year: string;
  /** As an Indonesian types it, or decimal text; '' takes the figure away. */
  amount: string;
  source?: string;
}

export interface KeyInput {
  scheme: string;
  key: string;
  validFrom?: string;
  validTo?: string;
  note?: string;
  /** '1' = everything that is sold under it is OVOP. */
  marksOvop?: string;
}

export interface MembershipInput {
  sentraId?: string;
  groupName?: string;
  since?: string;
  until?: string;
}

/**
 * Keeps enterprises. It knows nothing of purchases: where the answer says that figures of purchases may change, whoever
 * calls sees to it that they follow in the same transaction (`EnterpriseDesk`).
 */
@Injectable()
export class EnterpriseService {
  constructor(
    private readonly vault: PersonalVault,
    private readonly queries: EnterpriseQueries,
    private readonly wilayah: WilayahService,
  ) {}

  /** Throws `enterprise.invalid` with every problem of the form. */
  check(input: EnterpriseInput): EnterpriseFacts {
    const read = readEnterprise(input);
    if ('record' in read) return read;
    throw invalid(read.problems);
  }

  /** Throws `enterprise.invalid` or `enterprise.nib-taken`. */
  async create(tx: EntityManager, input: EnterpriseInput, by: string): Promise<string> {
    const facts = this.check(input);
    await lockAll(tx);
    await this.refuse(tx, facts.record, null);
    const [id = ''] = await newIds(tx, 1);
    await insertRecords(tx, [{ id, record: facts.record }], by);
    await sealValues(tx, this.vault, id, facts.sealed);
    return id;
  }

  /** Throws `enterprise.invalid`, `enterprise.nib-taken`, `enterprise.not-found`, `enterprise.merged` or `enterprise.changed`. */
  async change(
    tx: EntityManager,
    id: string,
    version: number,
    input: EnterpriseInput,
    { by, day, timeZone }: Editor,
  ): Promise<void> {
    const facts = this.check(input);
    await lockAll(tx);
    const now = await this.queries.get(id, day, tx);
    refuseMerged(now);
    if (now.version !== version) throw new EnterpriseChangedError(now, differences(now, facts.record), timeZone);
    await this.refuse(tx, facts.record, id);
    await updateRecords(tx, [{ id, record: facts.record }], by);
    await sealValues(tx, this.vault, id, facts.sealed);
  }

  /** A figure of a year; '' takes it away. Throws `enterprise.figure-invalid`, and as `claim`. */
  async putFigure(tx: EntityManager, id: string, version: number, given: FigureInput, who: Editor): Promise<void> {
    const kind = FIGURE_KINDS.find((one) => one === given.kind);
    const problems: FieldProblem[] = [];
    if (!kind) problems.push({ field: 'kind', message: 'Pilih modal atau penjualan' });
    if (!/^(19|20)\d{2}$/.test(given.year)) problems.push({ field: 'year', message: 'Isi tahun, contoh 2025' });
    const typed = given.amount.trim();
    const amount = typed === '' ? null : /^\d{1,18}(\.\d{2})$/.test(typed) ? typed : parseIndonesianAmount(typed);
    if (typed !== '' && (amount === null || amount.startsWith('-') || amount.length > 21))
      problems.push({ field: 'amount', message: 'Isi jumlah rupiah, contoh 150.000.000; kosong untuk menghapus' });
    const source = (given.source ?? '').trim();
    if (amount !== null && (source === '' || source.length > 200))
      problems.push({ field: 'source', message: 'Isi sumber angka, contoh SPT 2025; paling banyak 200 huruf' });
    if (problems.length > 0) throw invalid(problems, 'enterprise.figure-invalid');
    await this.claim(tx, id, version, who);
    if (amount === null)
      await tx.query('delete from enterprise_figure where enterprise_id = $1 and kind = $2 and year = $3', [
        id,
        kind,
        given.year,
      ]);
    else
      await tx.query(
        `insert into enterprise_figure (enterprise_id, kind, year, amount, source) values ($1, $2, $3, $4, $5)
         on conflict (enterprise_id, kind, year) do update set amount = excluded.amount, source = excluded.source`,
        [id, kind, given.year, amount, source],
      );
  }

  /** Throws `enterprise.key-invalid`, `enterprise.key-taken`, and as `claim`. */
  async addKey(tx: EntityManager, id: string, version: number, given: KeyInput, who: Editor): Promise<void> {
    const scheme = ENTERPRISE_KEY_SCHEMES.find((one) => one === given.scheme);
    const key = scheme ? supplierKeyForm(scheme, given.key) : '';
    const problems: FieldProblem[] = [];
    if (!scheme) problems.push({ field: 'scheme', message: 'Pilih sistemnya: v5, v6, Toko Daring, atau SIKaP' });
    if (scheme && (key === '' || key.length > 200))
      problems.push({ field: 'key', message: 'Isi kode penyedia, atau nama pedagang untuk Toko Daring' });
    const { from, to } = periodOf(given.validFrom, given.validTo, problems, ['validFrom', 'validTo']);
    const note = (given.note ?? '').trim();
    if (note.length > 300) problems.push({ field: 'note', message: 'Paling banyak 300 huruf' });
    if (given.marksOvop === '1' && scheme === 'sikap')
      problems.push({
        field: 'marksOvop',
        message: 'Nomor SIKaP tidak dapat menandai OVOP; pakai kode v5, v6, atau Toko Daring',
      });
    if (problems.length > 0) throw invalid(problems, 'enterprise.key-invalid');
    await lockAll(tx);
    await this.claim(tx, id, version, who);
    const [taken] = await rows<{ id: string; name: string }>(
      tx,
      `select e.id::text, e.name from enterprise_supplier_key k join enterprise e on e.id = k.enterprise_id
       where k.scheme = $1 and k.key = $2 and k.enterprise_id <> $3`,
      [scheme, key, id],
    );
    if (taken)
      throw new ConflictError(
        'enterprise.key-taken',
        `Kode ini sudah milik ${taken.name} (nomor ${taken.id}). Lepaskan di sana dahulu, atau gabungkan keduanya bila usaha yang sama.`,
      );
    await tx.query(
      `insert into enterprise_supplier_key as k (scheme, key, enterprise_id, valid_from, valid_to, note, decided_by,
         marks_ovop, marks_ovop_by, marks_ovop_on)
       values ($1, $2, $3, coalesce($4::date, date '2000-01-01'), $5, $6, $7, $8::boolean,
         case when $8::boolean then $7 end, case when $8::boolean then $9::date end)
       on conflict (scheme, key) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to,
         note = excluded.note, decided_by = excluded.decided_by, decided_at = now(), marks_ovop = excluded.marks_ovop,
         marks_ovop_by = case when excluded.marks_ovop then coalesce(k.marks_ovop_by, excluded.marks_ovop_by) end,
         marks_ovop_on = case when excluded.marks_ovop then coalesce(k.marks_ovop_on, excluded.marks_ovop_on) end`,
      [scheme, key, id, from, to, note || null, who.by, given.marksOvop === '1', who.day],
    );
  }

  /** Throws `enterprise.key-not-found`, and as `claim`. */
  async removeKey(
    tx: EntityManager,
    id: string,
    version: number,
    { scheme, key }: { scheme: string; key: string },
    who: Editor,
  ): Promise<void> {
    await this.claim(tx, id, version, who);
    const gone = await affected(
      tx,
      'delete from enterprise_supplier_key where enterprise_id = $1 and scheme = $2 and key = $3',
      [id, scheme, key],
    );
    if (gone === 0)
      throw new NotFoundError('enterprise.key-not-found', 'Kode penyedia itu tidak tercatat pada pelaku usaha ini.');
  }

  /** Throws `enterprise.membership-invalid`, and as `claim`. */
  async addMembership(
    tx: EntityManager,
    id: string,
    version: number,
    given: MembershipInput,
    who: Editor,
  ): Promise<void> {
    const problems: FieldProblem[] = [];
    const group = (given.groupName ?? '').replace(/\s+/g, ' ').trim();
    const sentra = (given.sentraId ?? '').trim();
    if ((group === '') === (sentra === ''))
      problems.push({ field: 'sentraId', message: 'Pilih satu sentra, atau tulis nama kelompok; tidak keduanya' });
    if (group.length > 200) problems.push({ field: 'groupName', message: 'Paling banyak 200 huruf' });
    const known =
      /^\d{1,18}$/.test(sentra) && (await rows(tx, 'select 1 from sentra where id = $1', [sentra])).length > 0;
    if (sentra !== '' && !known)
      problems.push({ field: 'sentraId', message: 'Sentra itu tidak ada; pilih dari daftarnya' });
    const { from, to } = periodOf(given.since, given.until, problems, ['since', 'until']);
    if (problems.length > 0) throw invalid(problems, 'enterprise.membership-invalid');
    await this.claim(tx, id, version, who);
    await tx.query(
      'insert into enterprise_membership (enterprise_id, sentra_id, group_name, since, until) values ($1, $2, $3, $4, $5)',
      [id, sentra || null, group || null, from, to],
    );
  }

  /** Throws `enterprise.membership-not-found`, and as `claim`. */
  async removeMembership(
    tx: EntityManager,
    id: string,
    version: number,
    membershipId: string,
    who: Editor,
  ): Promise<void> {
    await this.claim(tx, id, version, who);
    const gone = /^\d{1,18}$/.test(membershipId)
      ? await affected(tx, 'delete from enterprise_membership where enterprise_id = $1 and id = $2', [id, membershipId])
      : 0;
    if (gone === 0) throw new NotFoundError('enterprise.membership-not-found', 'Keanggotaan itu tidak tercatat.');
  }

  /**
   * Makes the record the caller's for the rest of the transaction and its version one higher, so that of two people who
   * opened it the second hears of the first. Throws `enterprise.not-found`, `enterprise.merged` or `enterprise.changed`.
   */
  async claim(tx: EntityManager, id: string, version: number, who: Editor): Promise<void> {
    const [now] = /^\d{1,18}$/.test(id)
      ? await rows<Pick<Enterprise, 'id' | 'name' | 'version' | 'mergedInto' | 'updatedBy' | 'updatedAt'>>(
          tx,
          `select id::text, name, version, merged_into::text as "mergedInto", updated_by as "updatedBy",
             to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"
           from enterprise where id = $1 for update`,
          [id],
        )
      : [];
    if (!now)
      throw new NotFoundError('enterprise.not-found', `Pelaku usaha nomor ${id.slice(0, 20)} tidak ada dalam daftar.`);
    refuseMerged(now);
    if (now.version !== version) throw new EnterpriseChangedError(now, [], who.timeZone);
    await tx.query('update enterprise set version = version + 1, updated_by = $2, updated_at = now() where id = $1', [
      id,
      who.by,
    ]);
  }

  /** What only the table can tell: whether the NIB is taken and whether there is such a place. */
  private async refuse(tx: EntityManager, record: EnterpriseRecord, id: string | null): Promise<void> {
    if (record.wilayahCode !== null && !(await this.wilayah.find(record.wilayahCode, tx)))
      throw invalid([
        { field: 'wilayahCode', message: `Kode wilayah ${record.wilayahCode} tidak ada; pilih desa atau kelurahannya` },
      ]);
    if (record.nib === null) return;
    const [taken] = await rows<{ id: string; name: string }>(
      tx,
      'select id::text, name from enterprise where nib = $1 and merged_into is null and ($2::bigint is null or id <> $2)',
      [record.nib, id],
    );
    if (taken)
      throw new ConflictError(
        'enterprise.nib-taken',
        `NIB ${record.nib} sudah tercatat pada ${taken.name} (nomor ${taken.id}). Buka catatan itu, atau gabungkan keduanya bila usaha yang sama.`,
        { enterpriseId: taken.id },
      );
  }
}

/** One writer of the list at a time: two clerks must not both find a NIB or a key free. */
export async function lockAll(tx: EntityManager): Promise<void> {
  await tx.query('lock table enterprise, enterprise_supplier_key in share row exclusive mode');
}

export function invalid(problems: FieldProblem[], code = 'enterprise.invalid'): InvalidInputError {
  return new InvalidInputError(
    code,
    'Isian belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    problems,
  );
}

/** Days of a period, '' = open. */
export function periodOf(
  first: string | undefined,
  last: string | undefined,
  problems: FieldProblem[],
  [firstField, lastField]: readonly [string, string],
): { from: string | null; to: string | null } {
  const from = first?.trim() || null;
  const to = last?.trim() || null;
  if (from !== null && !isDay(from)) problems.push({ field: firstField, message: 'Isi tanggal, contoh 2026-01-31' });
  if (to !== null && !isDay(to)) problems.push({ field: lastField, message: 'Isi tanggal, contoh 2026-12-31' });
  else if (from !== null && to !== null && to < from)
    problems.push({ field: lastField, message: 'Tanggal akhir mendahului tanggal mulai' });
  return { from, to };
}

function refuseMerged(now: Pick<Enterprise, 'name' | 'mergedInto'>): void {
  if (now.mergedInto !== null)
    throw new ConflictError(
      'enterprise.merged',
      `${now.name} sudah digabung ke pelaku usaha nomor ${now.mergedInto}. Ubah catatan itu, atau batalkan penggabungannya dahulu.`,
      { enterpriseId: now.mergedInto },
    );
}

/** Fields that stand differently from what was typed. */
function differences(now: EnterpriseRecord, typed: EnterpriseRecord): ChangedField[] {
  const fields = Object.keys(RECORD_WORDS) as (keyof typeof RECORD_WORDS)[];
  return fields.flatMap((field) => {
    const [stored, given] = [fieldText(now, field), fieldText(typed, field)];
    return stored === given ? [] : [{ field, label: RECORD_WORDS[field], stored, typed: given }];
  });
}

function fieldText(record: EnterpriseRecord, field: keyof typeof RECORD_WORDS): string | null {
  if (field === 'kbli') return record.kbli.map(({ code, edition }) => `${code} (${edition})`).join('; ') || null;
  if (field === 'legalForm') return LEGAL_FORM_WORDS[record.legalForm];
  const value = record[field];
  return typeof value === 'boolean' ? (value ? 'ya' : 'tidak') : value;
}
