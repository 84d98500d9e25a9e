import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, openApiDocument } from '../app.js';
import { openDatabase } from '../database/database.module.js';
import { readEnv } from '../shared/env.js';

const FILE = 'docs/openapi.json';

/** `openapi` writes docs/openapi.json; `openapi --check` ends with 1 when the committed one says something else. */
export async function openapiCommand(args: string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-openapi-'));
  const env = { ...readEnv({ DATA_DIR: folder, LOG_LEVEL: 'error' }) };
  try {
    const app = await createApp(await openDatabase(env, 'openapi'), env);
    const text = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
    await app.close();
    if (!args.includes('--check')) {
      writeFileSync(FILE, text);
      process.stdout.write(`${FILE} ditulis.\n`);
      return 0;
    }
    const same = readFileSync(FILE, 'utf8') === text;
    process.stdout.write(same ? `${FILE} sesuai.\n` : `${FILE} berbeda dari aplikasi: jalankan npm run openapi.\n`);
    return same ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
