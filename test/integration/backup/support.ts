import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AuditLog } from '../../../src/access/audit/audit-log.js';
import { PersonalVault } from '../../../src/access/personal/personal-vault.js';
import { makeBackup } from '../../../src/cli/backup.command.js';
import { restoreBackup, type RestoreOptions } from '../../../src/cli/restore.command.js';
import type { Speech } from '../../../src/cli/speech.js';
import { CircularService } from '../../../src/compliance/circular.service.js';
import type { OpenDatabase } from '../../../src/database/database.module.js';
import { ImportService } from '../../../src/ingestion/import.service.js';
import type { Env } from '../../../src/shared/env.js';
import { KeyRing } from '../../../src/shared/keyring.js';
import { aCircular, anObligation } from '../../factories/circulars.js';
import { aSmallYear } from '../../factories/spending.js';
import { openTestApp, type TestApp } from '../../support/app.js';
import { json, v5Packages } from '../ingestion/support.js';

/** NIK of nobody, with a birth day that could be. */
export const NIK = '5371015203900001';

/** A service with some of everything: figures, a circular, archived files, sealed values, users. */
export async function aLivedInApp(): Promise<TestApp & { ownerId: string; batchId: string }> {
  const lived = await openTestApp();
  const { app, source } = lived;
  await app
    .get(CircularService)
    .create(
      aCircular({ effectiveFrom: '2025-01-01', issuedOn: '2025-01-01', obligations: [anObligation()] }),
      'penguji',
      '2025-06-01',
    );
  const imports = app.get(ImportService);
  const who = { fileName: 'contoh.json', by: 'penguji', origin: 'api' as const };
  // The small year claims to be batch 1.
  await imports.finish(await imports.receive(Readable.from([Buffer.from('<html>galat</html>')]), who));
  const batchId = await imports.receive(Readable.from([Buffer.from(json(v5Packages(1, 6)))]), who);
  await imports.finish(batchId);
  await aSmallYear(app, source);
  const { username } = await lived.signIn('biro-pbj');
  const [user] = (await source.query('select id from app_user where username = $1', [username])) as { id: string }[];
  const ownerId = user?.id ?? '';
  const vault = new PersonalVault(source, KeyRing.from(lived.env), new AuditLog());
  await source.transaction((tx) =>
    vault.put(
      tx,
      { kind: 'app_user', id: ownerId },
      { field: 'nik', value: NIK, purpose: 'Uji', basis: 'persetujuan', consent: 'Saya setuju' },
    ),
  );
  return { ...lived, ownerId, batchId };
}

/** What a command said, to look at. */
export function heard(): Speech & { said(): string } {
  const lines: string[] = [];
  const hear = (line: string): void => void lines.push(line);
  return { out: hear, err: hear, said: () => lines.join('\n') };
}

export function aFolder(): { path(name: string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-backup-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function backup(database: OpenDatabase, env: Env, path: string): Promise<{ code: number; said: string }> {
  const speech = heard();
  return { code: await makeBackup(database, env, path, speech), said: speech.said() };
}

export async function restore(
  database: OpenDatabase,
  env: Env,
  path: string,
  options: Partial<RestoreOptions> = {},
): Promise<{ code: number; said: string }> {
  const speech = heard();
  const code = await restoreBackup(database, env, path, { replace: false, withoutKeys: [], ...options }, speech);
  return { code, said: speech.said() };
}
