import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../shared/keyring.js';
import { rows } from '../../shared/sql.js';
import { openText, sealText } from '../sealed-text.js';
import type { SealedColumns, SealedText } from './sealed-columns.js';

/** Rows of one transaction: short enough that nobody waits for it. */
const AT_ONCE = 200;

type Row = Record<string, unknown>;

/**
 * Seals every row of `columns` that an older key sealed with the current key, and makes its match hash anew. Small
 * transactions: what is done stays done, and a run that was cut off goes on where it stopped. `told` hears how many rows
 * are done so far. Throws KeyMissingError or SealBrokenError at the first row that does not open.
 */
export async function reseal(
  source: DataSource,
  keys: KeyRing,
  columns: SealedColumns,
  told: (done: number) => void,
): Promise<number> {
  const atOnce = columns.atOnce ?? AT_ONCE;
  let done = 0;
  for (;;) {
    const some = await source.transaction(async (tx) => {
      const old = [columns.keyId, ...(columns.match ? [columns.match.keyId] : [])];
      const found = await rows<Row>(
        tx,
        `select ${columns.id.map((column) => `t.${column}::text as "id:${column}"`).join(', ')},
           ${columns.labelFrom.map((column) => `t.${column}::text as "label:${column}"`).join(', ')},
           t.${columns.keyId} as "keyId", t.${columns.nonce} as nonce, t.${columns.tag} as tag, t.${columns.data} as data
         from ${columns.table} t
         where ${old.map((column) => `t.${column} <> $1`).join(' or ')}
         limit ${atOnce} for update`,
        [keys.currentKeyId],
      );
      for (const row of found) await resealRow(tx, keys, columns, row);
      return found.length;
    });
    done += some;
    if (some > 0) told(done);
    if (some < atOnce) return done;
  }
}

/** As `reseal`, for values that lie in one column of text. */
export async function resealText(
  source: DataSource,
  keys: KeyRing,
  { table, id, column, label }: SealedText,
  told: (done: number) => void,
): Promise<number> {
  let done = 0;
  for (;;) {
    const some = await source.transaction(async (tx) => {
      const found = await rows<{ id: string; sealed: string }>(
        tx,
        `select ${id}::text as id, ${column} as sealed from ${table}
         where split_part(${column}, ':', 1) <> $1 limit ${AT_ONCE} for update`,
        [keys.currentKeyId],
      );
      for (const row of found) {
        const sealed = sealText(keys, openText(keys, row.sealed, label(row.id)), label(row.id));
        await tx.query(`update ${table} set ${column} = $2 where ${id} = $1`, [row.id, sealed]);
      }
      return found.length;
    });
    done += some;
    if (some > 0) told(done);
    if (some < AT_ONCE) return done;
  }
}

async function resealRow(
  tx: { query(sql: string, parameters: unknown[]): Promise<unknown> },
  keys: KeyRing,
  columns: SealedColumns,
  row: Row,
): Promise<void> {
  const parts: Record<string, string | null> = {};
  for (const column of columns.labelFrom) parts[column] = row[`label:${column}`] as string | null;
  const label = columns.label(parts);
  const plain = keys.open(
    {
      keyId: row['keyId'] as string,
      nonce: row['nonce'] as Buffer,
      tag: row['tag'] as Buffer,
      data: row['data'] as Buffer,
    },
    label,
  );
  const sealed = keys.seal(plain, label);
  const set: [string, unknown][] = [
    [columns.keyId, sealed.keyId],
    [columns.nonce, sealed.nonce],
    [columns.tag, sealed.tag],
    [columns.data, sealed.data],
  ];
  if (columns.match) {
    const form = columns.match.form(parts, plain.toString('utf8'));
    const match = keys.matchHash(columns.match.purpose(parts), form);
    set.push([columns.match.keyId, match.keyId], [columns.match.hash, match.hash]);
  }
  const ids = columns.id.map((column, index) => `${column} = $${set.length + index + 1}`);
  await tx.query(
    `update ${columns.table} set ${set.map(([column], index) => `${column} = $${index + 1}`).join(', ')}
     where ${ids.join(' and ')}`,
    [...set.map(([, value]) => value), ...columns.id.map((column) => row[`id:${column}`])],
  );
}
