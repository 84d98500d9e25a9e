import type { EntityManager } from 'typeorm';
import { type FieldProblem, InvalidInputError } from '../shared/errors.js';
import { rows } from '../shared/sql.js';
import type { Role } from './permissions.js';
import { type Scope, scopeFor, type SupplierKey } from './scope.js';

/** What a role needs to know its own: an agency, supplier keys, or nothing. */
export interface OwnGiven {
  role: Role;
  perangkatDaerahId?: string | null;
  suppliers?: readonly SupplierKey[];
}

export interface Own {
  perangkatDaerahId: string | null;
  suppliers: SupplierKey[];
}

/**
 * What of `given` the role needs; what it has no use for is refused, not dropped. Throws `InvalidInputError` with the
 * fields at fault.
 */
export async function requireOwn(tx: EntityManager, given: OwnGiven): Promise<Own> {
  const perangkatDaerahId = given.perangkatDaerahId ?? null;
  const suppliers = distinct(given.suppliers ?? []);
  const problems: FieldProblem[] = [];
  if (given.role === 'perangkat-daerah' && perangkatDaerahId === null)
    problems.push({
      field: 'perangkatDaerahId',
      message: 'Pilih perangkat daerahnya: peran Perangkat daerah hanya melihat miliknya sendiri',
    });
  if (given.role !== 'perangkat-daerah' && perangkatDaerahId !== null)
    problems.push({
      field: 'perangkatDaerahId',
      message: 'Kosongkan perangkat daerah: hanya peran Perangkat daerah yang memerlukannya',
    });
  if (given.role === 'pelaku-usaha' && suppliers.length === 0)
    problems.push({
      field: 'suppliers',
      message: 'Isi paling sedikit satu kunci penyedia, contoh v6:01ABC: peran Pelaku usaha hanya melihat penjualannya',
    });
  if (given.role !== 'pelaku-usaha' && suppliers.length > 0)
    problems.push({
      field: 'suppliers',
      message: 'Kosongkan kunci penyedia: hanya peran Pelaku usaha yang memerlukannya',
    });
  // Asked of the table itself, which is purchasing's: this layer may know its key, not its code.
  if (perangkatDaerahId !== null && problems.length === 0) {
    const known = await rows(tx, 'select 1 from perangkat_daerah where id = $1::bigint and merged_into is null', [
      perangkatDaerahId,
    ]);
    if (known.length === 0)
      problems.push({ field: 'perangkatDaerahId', message: 'Perangkat daerah itu tidak ada; pilih dari daftarnya' });
  }
  if (problems.length > 0)
    throw new InvalidInputError('access.role-incomplete', problems.map(({ message }) => message).join('. '), problems);
  return { perangkatDaerahId, suppliers };
}

/** Replaces the supplier keys of a user. */
export async function writeSuppliers(
  tx: EntityManager,
  userId: string,
  suppliers: readonly SupplierKey[],
): Promise<void> {
  await tx.query('delete from app_user_supplier where user_id = $1', [userId]);
  if (suppliers.length === 0) return;
  await tx.query(
    `insert into app_user_supplier (user_id, scheme, key)
     select $1, s.scheme, s.key from unnest($2::text[], $3::text[]) s(scheme, key)`,
    [userId, suppliers.map(({ scheme }) => scheme), suppliers.map(({ key }) => key)],
  );
}

/** What a user sees, as the tables say at this moment. */
export async function scopeOfUser(em: EntityManager, userId: string): Promise<Scope> {
  const [user] = await rows<ScopeColumns & { role: Role }>(
    em,
    `select u.role, ${SCOPE_COLUMNS} from app_user u where u.id = $1`,
    [userId],
  );
  return user ? scopeOfRow(user.role, user) : { kind: 'none' };
}

/** Columns of `app_user u` from which `scopeOfRow` reads the scope. */
export const SCOPE_COLUMNS = `u.perangkat_daerah_id::text as own_place,
  (select coalesce(jsonb_agg(jsonb_build_object('scheme', s.scheme, 'key', s.key) order by s.scheme, s.key), '[]')
   from app_user_supplier s where s.user_id = u.id) as own_suppliers`;

export interface ScopeColumns {
  own_place: string | null;
  own_suppliers: SupplierKey[];
}

export function scopeOfRow(role: Role, { own_place, own_suppliers }: ScopeColumns): Scope {
  return scopeFor(role, { perangkatDaerahId: own_place, suppliers: own_suppliers });
}

function distinct(suppliers: readonly SupplierKey[]): SupplierKey[] {
  const byKey = new Map(suppliers.map(({ scheme, key }) => [`${scheme}:${key.trim()}`, { scheme, key: key.trim() }]));
  return [...byKey.values()];
}
