import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { writeV5File } from '../../bench/support/v5-file.mjs';
import type { ImportBatch } from '../../src/ingestion/import-batch.js';
import type { ImportService } from '../../src/ingestion/import.service.js';
import { outcomeSentence } from '../../src/ingestion/wording.js';
import { readEnv } from '../../src/shared/env.js';
import { figuresOf, importsOver } from '../integration/ingestion/support.js';
import { type Peer, startPeer } from './support/processes.js';
import {
  describeOnServer,
  migratedDatabase,
  type ServerDatabase,
  somebodyWaits,
  until,
  whileFiguresAreHeld,
} from './support/server.js';

const CHILD = fileURLToPath(new URL('../integration/ingestion/import-child.ts', import.meta.url));
const LINES = 60_000;

describeOnServer(`a process that is killed while it imports ${LINES} lines`, () => {
  let db: ServerDatabase;
  let folder: string;
  let settings: Record<string, string>;
  let old: string;
  let whole: { packages: number; totalSen: bigint };
  let child: Peer | null = null;
  const large = (): string => join(folder, 'baru.json');

  beforeAll(async () => {
    db = await migratedDatabase();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-server-kill-'));
    settings = { DATABASE_URL: db.url, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'fatal' };
    whole = await writeV5File(large(), LINES);
    // An older state of the first packages of the large file: it would change them, and add all the others.
    const small = join(folder, 'lama.json');
    await writeV5File(small, 600);
    const text = readFileSync(small, 'utf8');
    writeFileSync(
      small,
      text
        .replaceAll('"tanggal_edit_paket":"2025-', '"tanggal_edit_paket":"2024-')
        .replaceAll(/"status_paket":"\w+"/g, '"status_paket":"paket_baru"'),
    );
    await afterRestart(async (imports) => {
      const id = await imports.receive(small, { fileName: 'lama.json', by: 'penguji', origin: 'cli' });
      const { state } = await imports.finish(id);
      if (state !== 'applied') throw new Error(`The first import ended as ${state}`);
    });
    old = await figuresOf(db.source);
  });
  afterEach(async () => {
    await child?.cut();
    child = null;
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The service as a process that is started anew has it. */
  async function afterRestart<T>(work: (imports: ImportService, newest: ImportBatch | null) => Promise<T>): Promise<T> {
    const imports = importsOver(db.source, readEnv(settings));
    await imports.onApplicationBootstrap();
    try {
      const { items } = await imports.list(1, 1);
      return await work(imports, items[0] ?? null);
    } finally {
      await imports.beforeApplicationShutdown();
    }
  }

  async function stagedLines(): Promise<number> {
    const [row] = (await db.source.query(
      'select count(*)::int as n from purchase_line l join purchase_staged p on p.id = l.purchase_id',
    )) as { n: number }[];
    return row?.n ?? 0;
  }

  async function expectOldState(newest: ImportBatch | null): Promise<void> {
    expect(newest?.state).toBe('interrupted');
    expect(newest && outcomeSentence(newest)).toMatch(/terputus .* tidak berubah/);
    expect(await stagedLines()).toBe(0);
    expect(await figuresOf(db.source)).toBe(old);
  }

  it('while it reads, leaves the old state and says so', async () => {
    child = startPeer(CHILD, [large()], settings);
    await child.said(/^reading [1-9]\d{4,} /); // ten thousand rows are staged by then
    await child.cut();
    expect(await stagedLines()).toBeGreaterThan(5000);
    expect(await figuresOf(db.source)).toBe(old);
    await afterRestart((_, newest) => expectOldState(newest));
  });

  it('is not killed but loses its lock to another process, which says so: what it still does changes nothing', async () => {
    const going = (child = startPeer(CHILD, [large()], settings));
    await going.said(/^reading [1-9]\d{4,} /);
    await db.source.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    await afterRestart(async (_, newest) => expect(newest?.state).toBe('interrupted'));
    await until('the process to end', () => !going.alive());
    expect(await figuresOf(db.source)).toBe(old);
    expect(await stagedLines()).toBe(0);
  });

  it('while it applies, leaves the old state, and the archived file is then imported as a whole', async () => {
    const dying = (child = startPeer(CHILD, [large()], settings));
    await whileFiguresAreHeld(db.source, async () => {
      // All rows are swapped and all figures rebuilt, but for the last word of the transaction.
      await somebodyWaits(db.source, 180_000);
      expect(dying.lines().at(-1)).toMatch(/^applying 60000 /);
      await dying.cut();
    });
    await afterRestart(async (imports, newest) => {
      await expectOldState(newest);
      const again = await imports.finish(await imports.rerun(newest?.id ?? '', { by: 'penguji', origin: 'web' }, {}));
      const total = `${whole.totalSen / 100n}.${String(whole.totalSen % 100n).padStart(2, '0')}`;
      expect(again).toMatchObject({ state: 'applied', packages: whole.packages, total });
      expect(again.counts).toMatchObject({ read: LINES, accepted: LINES, unchanged: 0, rejected: 0 });
    });
    const [sum] = (await db.source.query(
      'select sum(value)::numeric(22,2)::text as value, sum(lines)::int as lines from spending_cell',
    )) as { value: string; lines: number }[];
    expect(sum).toEqual({ value: `${whole.totalSen / 100n}.00`, lines: LINES });
  });
});
