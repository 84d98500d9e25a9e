import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v5Line, v6Order } from '../integration/ingestion/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const CHILD = fileURLToPath(new URL('../integration/ingestion/import-child.ts', import.meta.url));
const REGISTER = new URL('../support/ts-register.mjs', import.meta.url).href;
const FILE_BYTES = 200_000_000;
const MOST_ADDED_MB = 300;

interface Ended {
  ended: string;
  counts: { read: number; accepted: number };
  idle: number;
  peak: number;
}

/** On the embedded database the database itself lives in the process: its memory would be counted with the import's. */
describe('the memory of an import', () => {
  let folder: string;
  let db: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-memory-'));
    db = await openTestDatabase();
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes rows until the file is large enough; answers how many. */
  async function write(path: string, head: string, row: (n: number) => string, end: string): Promise<number> {
    const out = createWriteStream(path);
    out.write(head);
    let bytes = 0;
    let n = 0;
    while (bytes < FILE_BYTES) {
      n += 1;
      const text = row(n);
      bytes += text.length;
      if (!out.write(text)) await once(out, 'drain');
    }
    out.end(end);
    await once(out, 'close');
    return n;
  }

  async function importIn(path: string): Promise<Ended> {
    if (db.database.target.kind !== 'server') throw new Error('This test needs DATABASE_URL');
    const child = spawn(process.execPath, ['--import', REGISTER, CHILD, path], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        DATABASE_URL: db.database.target.url,
        DATA_DIR: join(folder, 'data'),
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
    await once(child, 'close');
    const last = said.trim().split('\n').at(-1) ?? '';
    return JSON.parse(last) as Ended;
  }

  it('stays within 300 MB over the idle process for a JSON file of 200 MB', async () => {
    const path = join(folder, 'v5.json');
    const lines = await write(
      path,
      '[',
      (n) =>
        `${n === 1 ? '' : ','}${JSON.stringify(v5Line({ kd_paket: 1_000_000 + (n >> 1), kd_produk: n, jml_jenis_produk: 2 }))}`,
      ']',
    );
    const { ended, counts, idle, peak } = await importIn(path);
    expect(ended).toBe('applied');
    expect(counts.read).toBe(lines);
    expect(peak - idle).toBeLessThanOrEqual(MOST_ADDED_MB);
  }, 900_000);

  it('stays within 300 MB over the idle process for a CSV file of 200 MB, each row an order of its own', async () => {
    const path = join(folder, 'v6.csv');
    const headings = Object.keys(v6Order());
    const lines = await write(
      path,
      headings.join(','),
      (n) => {
        const order = v6Order({
          kd_paket: `01CONTOH${String(n).padStart(18, '0')}`,
          product_ids: null,
          total_harga: n,
        });
        return `\n${headings.map((heading) => order[heading] ?? '').join(',')}`;
      },
      '',
    );
    const { ended, counts, idle, peak } = await importIn(path);
    expect(ended).toBe('applied');
    expect(counts.read).toBe(lines);
    expect(peak - idle).toBeLessThanOrEqual(MOST_ADDED_MB);
  }, 1_800_000);
});
