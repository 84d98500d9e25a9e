import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../../src/database/database.module.js';
import type { ImportBatch } from '../../../src/ingestion/import-batch.js';
import { outcomeSentence } from '../../../src/ingestion/wording.js';
import { type Env, readEnv } from '../../../src/shared/env.js';
import { figuresOf, importsOver, json, v5Packages } from './support.js';

const CHILD = fileURLToPath(new URL('./import-child.ts', import.meta.url));
const REGISTER = new URL('../../support/ts-register.mjs', import.meta.url).href;

/** The embedded database lives in the process that is killed; on a server the same is true of the rows it staged. */
describe('a process that is killed in the middle of an import', () => {
  let folder: string;
  let settings: Record<string, string>;
  let env: Env;
  const small = (): string => join(folder, 'lama.json');
  const large = (): string => join(folder, 'baru.json');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-kill-'));
    settings = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'fatal' };
    env = readEnv(settings);
    writeFileSync(small(), json(v5Packages(1, 40)));
    writeFileSync(
      large(),
      json(v5Packages(1, 2500, { tanggal_edit_paket: '2025-08-01', status_paket: 'adendum_kontrak' })),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function begin(file: string): {
    child: ChildProcess;
    said: () => string;
    reading: Promise<void>;
    ended: Promise<void>;
  } {
    const child = spawn(process.execPath, ['--import', REGISTER, CHILD, file], {
      env: { PATH: process.env['PATH'], HOME: folder, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const reading = new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (piece: Buffer) => {
        said += piece.toString();
        if (/^(?:reading|applying|applied)/m.test(said)) resolve();
      });
      child.once('close', () => reject(new Error(`The child ended before it had begun to read the file: ${said}`)));
    });
    return { child, said: () => said, reading, ended };
  }

  async function reopened<T>(
    look: (figures: string, batches: ImportBatch[], imports: ReturnType<typeof importsOver>) => Promise<T>,
  ): Promise<T> {
    const database = await openDatabase(env, 'test');
    const imports = importsOver(database.source, env);
    try {
      await imports.onApplicationBootstrap();
      const { items } = await imports.list(1, 50);
      return await look(await figuresOf(database.source), items, imports);
    } finally {
      await imports.beforeApplicationShutdown();
      await database.close();
    }
  }

  it('leaves the old state or the new one, never one between, and says what happened', async () => {
    const first = begin(small());
    await first.reading;
    await first.ended;
    expect(first.said()).toContain('"ended":"applied"');
    const old = await reopened(async (figures) => figures);

    let interrupted = 0;
    let applied = false;
    for (const wait of [50, 800]) {
      const run = begin(large());
      await run.reading;
      await new Promise((resolve) => setTimeout(resolve, wait));
      run.child.kill('SIGKILL');
      await run.ended;
      applied = await reopened(async (figures, batches) => {
        const [last] = batches;
        if (last?.state === 'applied') return true; // it had ended before it was killed
        expect(last?.state).toBe('interrupted');
        expect(last && outcomeSentence(last)).toMatch(/terputus .* tidak berubah/);
        expect(figures).toBe(old);
        interrupted += 1;
        return false;
      });
      if (applied) break;
    }
    expect(interrupted).toBeGreaterThan(0);

    // What was archived is enough to run it once more, and then it is there as a whole.
    await reopened(async (_, batches, imports) => {
      const cut = batches.find((batch) => batch.state === 'interrupted');
      const again = await imports.finish(await imports.rerun(cut?.id ?? '', { by: 'x', origin: 'web' }, {}));
      expect(again.state).toBe('applied');
      expect(again.counts.read).toBe(7500);
      expect(again.counts.accepted).toBe(applied ? 0 : 7500);
      expect(again).toMatchObject({ packages: 2500, total: '1500000025.00' });
    });
  }, 600_000);
});
