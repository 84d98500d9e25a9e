import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, readEnv } from '../../src/shared/env.js';

/** Settings over an empty folder of their own, which goes away with the process. */
export function temporaryEnv(settings: Record<string, string> = {}): Env {
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-env-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return readEnv({ DATA_DIR: folder, LOG_LEVEL: 'fatal', WILAYAH_PROVINCES: 'none', ...settings });
}
