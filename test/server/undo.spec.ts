import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeV5File } from '../../bench/support/v5-file.mjs';
import { spendingJson } from '../../src/purchasing/spending.export.js';
import { SpendingQueries } from '../../src/purchasing/spending.queries.js';
import { type ImportBench, openImportBench, v6Order, json } from '../integration/ingestion/support.js';
import { describeOnServer } from './support/server.js';
import { EVERYTHING } from '../../src/access/scope.js';

const LINES = 20_000;

describeOnServer(`undoing an import of ${LINES} lines`, () => {
  let bench: ImportBench;
  let folder: string;
  beforeAll(async () => {
    bench = await openImportBench();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-server-undo-'));
  });
  afterAll(async () => {
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every report there is, as the API gives it. */
  async function reports(): Promise<string> {
    const queries = new SpendingQueries(bench.db.source);
    const filter = { klpd: null, year: 2025 };
    const told: unknown[] = [];
    for (const by of ['perangkat-daerah', 'satker', 'source', 'status', 'catalogue'] as const)
      told.push(spendingJson(await queries.report(by, filter, EVERYTHING)));
    told.push(await queries.packages(filter, { page: 1, size: 100, sort: 'value' }, EVERYTHING));
    return JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  }

  it('gives back the same reports, to the letter', async () => {
    const path = join(folder, 'belanja.json');
    await writeV5File(path, 5000);
    const earlier = readFileSync(path, 'utf8')
      .replaceAll('"tanggal_edit_paket":"2025-', '"tanggal_edit_paket":"2024-')
      .replaceAll(/"status_paket":"\w+"/g, '"status_paket":"paket_baru"');
    expect((await bench.import(earlier)).state).toBe('applied');
    expect((await bench.import(json([v6Order(), v6Order({ kd_paket: '01CONTOH000000000000000002' })]))).state).toBe(
      'applied',
    );
    const before = { reports: await reports(), figures: await bench.figures() };

    const { packages } = await writeV5File(path, LINES);
    const large = await bench.import(readFileSync(path, 'utf8'));
    expect(large).toMatchObject({ state: 'applied', packages, counts: { read: LINES, accepted: LINES } });
    expect(await reports()).not.toBe(before.reports);

    expect((await bench.imports.undo(large.id, 'penguji')).state).toBe('undone');
    expect(await reports()).toBe(before.reports);
    expect(await bench.figures()).toBe(before.figures);
    const [rows] = (await bench.db.source.query('select count(*)::int as n from purchase where batch_id = $1', [
      large.id,
    ])) as { n: number }[];
    expect(rows).toEqual({ n: 0 });
  });
});
