import type { DataSource, EntityManager } from 'typeorm';
import { copyIn } from '../../shared/copy-in.js';
import { isServer } from '../../shared/locks.js';
import { type RowsForm, type StagedTable, stagingStatement } from './staged-rows.js';

/** The cheapest form in which this database takes rows in. */
export function formFor(db: DataSource): RowsForm {
  return isServer(db) ? 'copy' : 'json';
}

/** Takes rows in that a `RowWriter` of the same table and form has written. */
export async function takeIn(tx: EntityManager, table: StagedTable, form: RowsForm, bytes: Uint8Array): Promise<void> {
  const statement = stagingStatement(table, form);
  if (form === 'copy') await copyIn(tx, statement, bytes);
  // As `pg` sends bytes: without copying or escaping them.
  else await tx.query(statement, [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]);
}
