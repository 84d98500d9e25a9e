import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { maskText } from '../../shared/masking.js';
import { affected, rows } from '../../shared/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { FIELD_NAMES, maskedForm, PERSONAL_FIELDS, type PersonalField, readIdentifier } from './identifiers.js';
import type { SealedColumns } from './sealed-columns.js';

/** Shortest reason for opening somebody's value, in characters. */
export const REASON_MIN = 10;
export const REASON_MAX = 500;

/** Whose a value is: 'app_user' and the user's id, 'enterprise' and the enterprise's id. */
export interface PersonalOwner {
  kind: string;
  id: string;
}

/** A value to be kept, as it was typed. */
export interface NewPersonalValue {
  field: PersonalField;
  value: string;
  /** What it is kept for, in a sentence that its owner may read. */
  purpose: string;
  /** On what ground: 'persetujuan', 'kewajiban hukum', … */
  basis: string;
  /** The words that the owner agreed to; null when the ground is not consent. */
  consent: string | null;
}

/** A kept value as it may be shown to whoever may read personal data. */
export interface MaskedValue {
  field: PersonalField;
  /** '••••••••••••1234'. */
  masked: string;
  purpose: string;
  basis: string;
  /** ISO 8601; null without consent. */
  consentAt: string | null;
  updatedAt: string;
}

/** A keyed hash of a kept value. */
export interface ValueMark {
  keyId: string;
  hash: Buffer;
}

interface ValueRow {
  field: PersonalField;
  last4: string;
  purpose: string;
  basis: string;
  consent_at: Date | null;
  updated_at: Date;
}

interface SealedRow {
  key_id: string;
  nonce: Buffer;
  tag: Buffer;
  data: Buffer;
}

/**
 * Identifiers of people, sealed with the key ring. What is shown is the last four characters; opening one leaves a
 * record in the audit trail, which never holds the value itself.
 */
@Injectable()
export class PersonalVault {
  constructor(
    private readonly source: DataSource,
    private readonly keys: KeyRing,
    private readonly audit: AuditLog,
  ) {}

  /** Keeps a value in place of the one there was. Throws `InvalidInputError` when its form is wrong. */
  async put(tx: EntityManager, owner: PersonalOwner, given: NewPersonalValue): Promise<void> {
    const { field, purpose, basis, consent } = given;
    const read = readIdentifier(field, given.value);
    if ('problem' in read) throw wrongValue(field, read.problem);
    const sealed = this.keys.seal(Buffer.from(read.value, 'utf8'), labelOf(owner.kind, owner.id, field));
    const match = this.keys.matchHash(matchPurpose(field), matchForm(field, read.value));
    if (consent !== null) {
      await endConsent(tx, owner, field);
      await tx.query(
        `insert into personal_consent (owner_kind, owner_id, field, purpose, wording) values ($1, $2, $3, $4, $5)`,
        [owner.kind, owner.id, field, purpose, consent],
      );
    }
    await tx.query(PUT, [
      owner.kind,
      owner.id,
      field,
      sealed.keyId,
      sealed.nonce,
      sealed.tag,
      sealed.data,
      match.keyId,
      match.hash,
      read.value.slice(-4),
      purpose,
      basis,
      consent !== null,
    ]);
  }

  /** What is kept of somebody, masked, in the order of the fields. */
  async masked(owner: PersonalOwner, em: EntityManager = this.source.manager): Promise<MaskedValue[]> {
    const found = await rows<ValueRow>(
      em,
      `select field, last4, purpose, basis, consent_at, updated_at from personal_value
       where owner_kind = $1 and owner_id = $2`,
      [owner.kind, owner.id],
    );
    return found
      .map((row) => ({
        field: row.field,
        masked: maskedForm(row.last4, row.field),
        purpose: row.purpose,
        basis: row.basis,
        consentAt: row.consent_at?.toISOString() ?? null,
        updatedAt: row.updated_at.toISOString(),
      }))
      .toSorted((a, b) => PERSONAL_FIELDS.indexOf(a.field) - PERSONAL_FIELDS.indexOf(b.field));
  }

  /**
   * Whose value this is, found by its keyed hash and without opening anything; rows hashed with an older key of the ring
   * are found too. A value of a wrong form is nobody's.
   */
  async findByValue(
    field: PersonalField,
    typed: string,
    em: EntityManager = this.source.manager,
  ): Promise<PersonalOwner[]> {
    const read = readIdentifier(field, typed);
    if ('problem' in read) return [];
    const hashes = this.keys.matchHashes(matchPurpose(field), matchForm(field, read.value));
    return rows<PersonalOwner>(
      em,
      `select v.owner_kind as kind, v.owner_id as id
       from personal_value v
       join unnest($2::text[], $3::bytea[]) as asked (key_id, hash)
         on asked.key_id = v.match_key_id and asked.hash = v.match_hash
       where v.field = $1
       order by 1, 2`,
      [field, hashes.map(({ keyId }) => keyId), hashes.map(({ hash }) => hash)],
    );
  }

  /**
   * The keyed hashes of all values of a kind of owner, by 'id|field': a list that comes again is compared with them, and
   * nothing is opened for it.
   */
  async marks(kind: string, em: EntityManager = this.source.manager): Promise<Map<string, ValueMark>> {
    const found = await rows<{ owner_id: string; field: string; keyId: string; hash: Buffer }>(
      em,
      `select owner_id, field, match_key_id as "keyId", match_hash as hash from personal_value where owner_kind = $1`,
      [kind],
    );
    return new Map(found.map(({ owner_id: id, field, keyId, hash }) => [`${id}|${field}`, { keyId, hash }]));
  }

  /** Whether a value is the one that a mark was made of. */
  isMarked(field: PersonalField, typed: string, mark: ValueMark): boolean {
    const read = readIdentifier(field, typed);
    if ('problem' in read) return false;
    return this.keys
      .matchHashes(matchPurpose(field), matchForm(field, read.value))
      .some(({ keyId, hash }) => keyId === mark.keyId && hash.equals(mark.hash));
  }

  /**
   * The value itself, for somebody who gave a reason, which goes into the audit trail. Throws `InvalidInputError`
   * without a reason, `NotFoundError` when nothing is kept, KeyMissingError, SealBrokenError.
   */
  async unmask(owner: PersonalOwner, field: PersonalField, reason: string): Promise<string> {
    const told = reason.trim();
    if (told.length < REASON_MIN || told.length > REASON_MAX)
      throw new InvalidInputError('personal.reason-missing', REASON_PROBLEM, [
        { field: 'reason', message: REASON_PROBLEM },
      ]);
    return this.open(owner, field, 'personal.unmask', maskText(told));
  }

  /** The own value: nobody has to give a reason for looking at what is theirs, but it is recorded. */
  async showOwn(owner: PersonalOwner, field: PersonalField): Promise<string> {
    return this.open(owner, field, 'personal.show-own', null);
  }

  /** All own values, to be taken along; one record in the audit trail. */
  async takeOwn(owner: PersonalOwner): Promise<{ field: PersonalField; value: string }[]> {
    return this.source.transaction(async (tx) => {
      const values: { field: PersonalField; value: string }[] = [];
      for (const { field } of await this.masked(owner, tx))
        values.push({ field, value: await this.plain(tx, owner, field) });
      await this.audit.record(tx, {
        action: 'personal.download-own',
        objectKind: owner.kind,
        objectId: owner.id,
        after: { fields: values.map(({ field }) => field) },
      });
      return values;
    });
  }

  /** Removes a value and ends the consent it stood on; false when there was none. */
  async remove(tx: EntityManager, owner: PersonalOwner, field: PersonalField): Promise<boolean> {
    await endConsent(tx, owner, field);
    const gone = await affected(
      tx,
      'delete from personal_value where owner_kind = $1 and owner_id = $2 and field = $3',
      [owner.kind, owner.id, field],
    );
    return gone > 0;
  }

  /** Removes all that is kept of an owner that goes. */
  async removeAll(tx: EntityManager, owner: PersonalOwner): Promise<void> {
    for (const field of PERSONAL_FIELDS) await this.remove(tx, owner, field);
  }

  private async open(
    owner: PersonalOwner,
    field: PersonalField,
    action: string,
    reason: string | null,
  ): Promise<string> {
    return this.source.transaction(async (tx) => {
      const value = await this.plain(tx, owner, field);
      await this.audit.record(tx, { action, objectKind: owner.kind, objectId: owner.id, after: { field }, reason });
      return value;
    });
  }

  private async plain(em: EntityManager, owner: PersonalOwner, field: PersonalField): Promise<string> {
    const [row] = await rows<SealedRow>(
      em,
      `select key_id, nonce, tag, data from personal_value where owner_kind = $1 and owner_id = $2 and field = $3`,
      [owner.kind, owner.id, field],
    );
    if (!row)
      throw new NotFoundError('personal.not-kept', `${FIELD_NAMES[field]} tidak disimpan bagi pemilik data ini.`);
    const sealed = { keyId: row.key_id, nonce: row.nonce, tag: row.tag, data: row.data };
    return this.keys.open(sealed, labelOf(owner.kind, owner.id, field)).toString('utf8');
  }
}

const REASON_PROBLEM = `Alasan wajib diisi, paling sedikit ${REASON_MIN} dan paling banyak ${REASON_MAX} huruf`;

/** The table's sealed columns, for the rotation of keys. */
export const PERSONAL_SEALED: SealedColumns = {
  what: 'Data pribadi',
  table: 'personal_value',
  id: ['id'],
  keyId: 'key_id',
  nonce: 'nonce',
  tag: 'tag',
  data: 'data',
  labelFrom: ['owner_kind', 'owner_id', 'field'],
  label: (row) => labelOf(row['owner_kind'] ?? '', row['owner_id'] ?? '', row['field'] ?? ''),
  match: {
    keyId: 'match_key_id',
    hash: 'match_hash',
    purpose: (row) => matchPurpose(row['field'] ?? ''),
    form: (row, value) => matchForm(row['field'] ?? '', value),
  },
};

/** Binds a value to its place: put into another row or column it does not open. */
function labelOf(kind: string, id: string, field: string): string {
  return `personal|${kind}|${field}|${id}`;
}

function matchPurpose(field: string): string {
  return `personal/${field}`;
}

/** An old NPWP is the same number with and without the 0 that made 16 digits of it. */
function matchForm(field: string, value: string): string {
  return field === 'npwp' && value.length === 16 && value.startsWith('0') ? value.slice(1) : value;
}

function wrongValue(field: PersonalField, message: string): InvalidInputError {
  return new InvalidInputError('personal.wrong-form', `${message}.`, [{ field, message }]);
}

async function endConsent(tx: EntityManager, owner: PersonalOwner, field: PersonalField): Promise<void> {
  await tx.query(
    `update personal_consent set withdrawn_at = now()
     where owner_kind = $1 and owner_id = $2 and field = $3 and withdrawn_at is null`,
    [owner.kind, owner.id, field],
  );
}

const PUT = `
insert into personal_value as v (owner_kind, owner_id, field, key_id, nonce, tag, data, match_key_id, match_hash, last4,
  purpose, basis, consent_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $13::boolean then now() end)
on conflict (owner_kind, owner_id, field) do update set
  key_id = excluded.key_id, nonce = excluded.nonce, tag = excluded.tag, data = excluded.data,
  match_key_id = excluded.match_key_id, match_hash = excluded.match_hash, last4 = excluded.last4,
  purpose = excluded.purpose, basis = excluded.basis, consent_at = excluded.consent_at, updated_at = now()`;
