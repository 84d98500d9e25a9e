import { existsSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import { readHeads } from '../access/audit/heads-file.js';
import { PERSONAL_SEALED } from '../access/personal/personal-vault.js';
import {
  type KeyUse,
  keyUseOfText,
  keyUsesOf,
  type SealedColumns,
  type SealedText,
} from '../access/personal/sealed-columns.js';
import { EMAIL_SEALED } from '../access/reset/email-addresses.js';
import { TOTP_SEALED } from '../access/two-factor/two-factor.service.js';
import { ENTERPRISE_FILE_SEALED } from '../enterprise/documents/documents.service.js';
import { WEBHOOK_SEALED } from '../etalase/webhooks/webhooks.service.js';
import { ARCHIVE_KEY_USES } from '../ingestion/archive-resealing.js';
import type { KeyRing } from '../shared/keyring.js';
import { rows } from '../shared/sql.js';

/** Every column of the house that holds sealed bytes. A module that seals adds its own here. */
export const SEALED: readonly SealedColumns[] = [PERSONAL_SEALED, ENTERPRISE_FILE_SEALED];

/** The same for values in one column of text. */
export const SEALED_TEXTS: readonly SealedText[] = [TOTP_SEALED, EMAIL_SEALED, WEBHOOK_SEALED];

/** Every column that names a key: of sealed columns, of archived files, of whatever was hashed with a key. */
export const KEY_USES: readonly KeyUse[] = [
  ...SEALED.flatMap(keyUsesOf),
  ...SEALED_TEXTS.map(keyUseOfText),
  ...ARCHIVE_KEY_USES,
];

/** One key and what needs it. */
export interface KeyNeed {
  id: string;
  rows: number;
  what: string[];
}

/** The keys that the rows of this database need, by id. Tables that are not there yet need nothing. */
export async function keyNeeds(em: EntityManager): Promise<KeyNeed[]> {
  const needs = new Map<string, KeyNeed>();
  for (const use of KEY_USES) {
    const [there] = await rows<{ there: boolean }>(
      em,
      `select exists (select 1 from information_schema.columns
         where table_schema = 'public' and table_name = $1 and column_name = $2) as there`,
      [use.table, use.column],
    );
    if (!there?.there) continue;
    const found = await rows<{ id: string; n: string }>(
      em,
      `select ${use.keyId ?? use.column} as id, count(*)::text as n
       from ${use.table}${use.where ? ` where ${use.where}` : ''} group by 1`,
    );
    for (const { id, n } of found) {
      const need = needs.get(id) ?? { id, rows: 0, what: [] };
      need.rows += Number(n);
      need.what.push(`${use.what}: ${n}`);
      needs.set(id, need);
    }
  }
  return [...needs.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** How many signed heads of the audit trail each key vouches for. A file that is not there needs none. */
export async function headNeeds(file: string): Promise<KeyNeed[]> {
  if (!existsSync(file)) return [];
  const counts = new Map<string, number>();
  for await (const { head } of readHeads(file)) if (head) counts.set(head.keyId, (counts.get(head.keyId) ?? 0) + 1);
  return [...counts].map(([id, n]) => ({ id, rows: n, what: [`Kepala jejak audit di ${file}: ${n}`] }));
}

/** Tells whether a key of the same name is the same key, without telling anything of the key. */
export function keyCheck(ring: KeyRing, keyId: string): string {
  return ring.mac('key-check', Buffer.from(keyId, 'utf8'), keyId).mac.subarray(0, 12).toString('hex');
}
