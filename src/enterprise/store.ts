import type { EntityManager } from 'typeorm';
import type { PersonalOwner, PersonalVault } from '../access/personal/personal-vault.js';
import type { PersonalField } from '../access/personal/identifiers.js';
import { npwpStem } from '../shared/identifiers/index.js';
import { rows } from '../shared/sql.js';
import { ENTERPRISE_OWNER, type EnterpriseRecord, type Kbli, SEALED_FIELDS, type SealedValues } from './enterprise.js';
import { enterpriseNameKey } from './name-key.js';

/** A record on its way into the table. */
export interface StoredRecord {
  id: string;
  record: EnterpriseRecord;
}

const PURPOSES: Readonly<Record<PersonalField, string>> = {
  nik: 'Mengenali pemilik usaha perorangan dan mencocokkan dengan NIB-nya',
  npwp: 'Mengenali usaha perorangan sebagai wajib pajak',
  telepon: 'Menghubungi pelaku usaha dalam pembinaan dan pengadaan',
  email: 'Menghubungi pelaku usaha dalam pembinaan dan pengadaan',
};
const BASIS = 'Tugas pembinaan pelaku usaha dan pengadaan pemerintah daerah';

/** Ids for records that are about to be written, so that what belongs to them can be written with them. */
export async function newIds(tx: EntityManager, many: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `select nextval(pg_get_serial_sequence('enterprise', 'id'))::text as id from generate_series(1, $1::int)`,
    [many],
  );
  return found.map(({ id }) => id);
}

/** Writes new records, many in one statement. */
export async function insertRecords(tx: EntityManager, given: readonly StoredRecord[], by: string): Promise<void> {
  await tx.query(
    `insert into enterprise (id, ${COLUMNS}, created_by, updated_by) overriding system value
     select id, ${COLUMNS}, $2, $2 from ${AS_ROWS}`,
    [asJson(given), by],
  );
  await writeKbli(tx, given, false);
}

/** Writes over records on file; their version goes up. */
export async function updateRecords(tx: EntityManager, given: readonly StoredRecord[], by: string): Promise<void> {
  if (given.length === 0) return;
  await tx.query(
    `update enterprise e set (${COLUMNS}) = (select ${COLUMNS.split(', ')
      .map((column) => `r.${column}`)
      .join(', ')}),
       version = e.version + 1, updated_by = $2, updated_at = now()
     from ${AS_ROWS} where e.id = r.id`,
    [asJson(given), by],
  );
  await writeKbli(tx, given, true);
}

/** Seals what was given; null takes a value away. */
export async function sealValues(
  tx: EntityManager,
  vault: PersonalVault,
  id: string,
  given: SealedValues,
): Promise<void> {
  const owner: PersonalOwner = { kind: ENTERPRISE_OWNER, id };
  for (const field of SEALED_FIELDS) {
    const value = given[field];
    if (value === undefined) continue;
    if (value === null) await vault.remove(tx, owner, field);
    else await vault.put(tx, owner, { field, value, purpose: PURPOSES[field], basis: BASIS, consent: null });
  }
}

const TYPES = {
  name: 'text',
  name_key: 'text',
  legal_form: 'text',
  nib: 'text',
  nib_verified_on: 'date',
  nib_verified_with: 'text',
  npwp: 'text',
  npwp_stem: 'text',
  npwp_verified_on: 'date',
  npwp_verified_with: 'text',
  nitku: 'text',
  owner_name: 'text',
  owner_woman: 'boolean',
  established_on: 'date',
  wilayah_code: 'text',
  address: 'text',
  parent_enterprise: 'text',
  parent_class: 'text',
  note: 'text',
  source: 'text',
} as const;
const COLUMNS = Object.keys(TYPES).join(', ');
const AS_ROWS = `json_to_recordset($1::json) as r(id bigint, ${Object.entries(TYPES)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ')})`;

function asJson(given: readonly StoredRecord[]): string {
  return JSON.stringify(
    given.map(({ id, record }) => {
      const columns: Record<keyof typeof TYPES, string | boolean | null> = {
        name: record.name,
        name_key: enterpriseNameKey(record.name),
        legal_form: record.legalForm,
        nib: record.nib,
        nib_verified_on: record.nibVerifiedOn,
        nib_verified_with: record.nibVerifiedWith,
        npwp: record.npwp,
        npwp_stem: record.npwp === null ? null : npwpStem(record.npwp),
        npwp_verified_on: record.npwpVerifiedOn,
        npwp_verified_with: record.npwpVerifiedWith,
        nitku: record.nitku,
        owner_name: record.ownerName,
        owner_woman: record.ownerWoman,
        established_on: record.establishedOn,
        wilayah_code: record.wilayahCode,
        address: record.address,
        parent_enterprise: record.parentEnterprise,
        parent_class: record.parentClass,
        note: record.note,
        source: record.source,
      };
      return { id, ...columns };
    }),
  );
}

/** Only what differs is written, so that the trail tells of changes and of nothing else. */
async function writeKbli(tx: EntityManager, given: readonly StoredRecord[], replace: boolean): Promise<void> {
  const wanted = given.flatMap(({ id, record }) =>
    record.kbli.map(({ edition, code, isMain }: Kbli) => ({ enterprise_id: id, edition, code, is_main: isMain })),
  );
  const list = JSON.stringify(wanted);
  const asRows = 'json_to_recordset($1::json) as r(enterprise_id bigint, edition text, code text, is_main boolean)';
  if (replace)
    await tx.query(
      `delete from enterprise_kbli k where k.enterprise_id = any($2::bigint[]) and not exists (select 1 from ${asRows}
         where r.enterprise_id = k.enterprise_id and r.edition = k.edition and r.code = k.code)`,
      [list, given.map(({ id }) => id)],
    );
  if (wanted.length === 0) return;
  await tx.query(
    `insert into enterprise_kbli as k (enterprise_id, edition, code, is_main)
     select enterprise_id, edition, code, is_main from ${asRows}
     on conflict (enterprise_id, edition, code) do update set is_main = excluded.is_main
     where k.is_main <> excluded.is_main`,
    [list],
  );
}
