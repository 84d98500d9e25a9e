import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportBatch } from '../../../src/ingestion/import-batch.js';
import { csv, type ImportBench, json, openImportBench, shuffled, v5Line, v5Packages, v6Order } from './support.js';

/** read = accepted + unchanged + repeated + rejected. */
function addsUp({ counts }: ImportBatch): boolean {
  return counts.read === counts.accepted + counts.unchanged + counts.repeated + counts.rejected;
}

describe('an import', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await openImportBench();
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.db.source.query(
      `truncate import_batch, import_issue, import_dependency, import_coverage, archive_file, archive_chunk, purchase,
         purchase_line, purchase_confirmation, reference_row, supplier_seen, supplier_told, satker_alias, satker_assignment,
         spending_cell, spending_package, seller_day, sold_product, purchase_excluded restart identity cascade`,
    );
  });

  it('tells what the file was taken for and gives counts that add up, with the package total to the sen', async () => {
    const rows = [...v5Packages(1, 10), v5Line({ kd_paket: null }), v5Line({ kd_paket: 9, total_harga: 'banyak' })];
    const batch = await bench.import(json(rows));
    expect(batch).toMatchObject({ state: 'applied', feed: 'v5', format: 'json', packages: 10, total: '6000000.10' });
    expect(batch.counts).toMatchObject({ read: 32, accepted: 30, rejected: 2 });
    expect(addsUp(batch)).toBe(true);
    expect(await bench.committed()).toBe('6000000.10');
    const issues = await bench.imports.issues(batch.id, 1, 50);
    const rejected = issues.items.filter((issue) => issue.severity === 'error');
    expect(rejected.map(({ line, column, code, value }) => ({ line, column, code, value }))).toEqual([
      { line: 31, column: 'kd_paket', code: 'key-missing', value: null },
      { line: 32, column: 'total_harga', code: 'not-a-number', value: 'banyak' },
    ]);
  });

  it('changes nothing when the same file comes again, and says when it came before', async () => {
    const file = json(v5Packages(1, 6));
    const first = await bench.import(file);
    const before = await bench.figures();
    const again = await bench.import(file);
    expect(again.counts).toEqual({ read: 18, accepted: 0, unchanged: 18, repeated: 0, rejected: 0, unmatched: 0 });
    expect(again.total).toBe(first.total);
    expect(again.warnings).toContainEqual({ code: 'same-file', batchId: first.id, at: first.finishedAt });
    expect(await bench.figures()).toBe(before);
    const [stored] = (await bench.db.source.query('select count(*)::int as n from archive_file')) as { n: number }[];
    expect(stored?.n).toBe(1);
  });

  it('gives the same totals with rows and columns in any order, as CSV, and split between packages', async () => {
    const rows = v5Packages(1, 8);
    await bench.import(json(rows));
    const before = await bench.figures();
    const turned = shuffled(rows).map((row) => Object.fromEntries(Object.entries(row).toReversed()));
    const again = await bench.import(csv(turned as typeof rows, ';'), { name: 'data.csv' });
    expect(again).toMatchObject({ state: 'applied', format: 'csv' });
    expect(again.counts.unchanged).toBe(24);
    expect(await bench.figures()).toBe(before);

    await bench.imports.undo(again.id, 'penguji');
    await bench.imports.undo('1', 'penguji');
    expect(await bench.committed()).toBe('0.00');
    await bench.import(json(rows.slice(0, 12)));
    await bench.import(json(rows.slice(12)));
    expect(await bench.figures()).toBe(before);
  });

  it('never lets an incomplete package replace the complete one', async () => {
    await bench.import(json(v5Packages(1, 2)));
    const cut = await bench.import(json(v5Packages(1, 2).slice(0, 5)));
    expect(cut.state).toBe('applied');
    expect(addsUp(cut)).toBe(true);
    expect(cut.counts).toMatchObject({ unchanged: 3, rejected: 2 });
    expect(cut.issueCounts['package-incomplete-kept']).toBe(1);
    expect(await bench.committed()).toBe('1200000.02');
  });

  it('keeps the newer snapshot when an older one is imported after it', async () => {
    const order = { kd_paket: '01A', total_harga: 5000000 };
    await bench.import(json([v6Order(order)]), { snapshotOn: '2025-09-01' });
    const older = await bench.import(json([v6Order({ ...order, total_harga: 900000 })]), { snapshotOn: '2025-07-01' });
    expect(older).toMatchObject({ state: 'applied', toldSnapshotOn: '2025-07-01', snapshotFrom: 'orang' });
    expect(older.issueCounts['older-snapshot']).toBe(1);
    expect(await bench.committed()).toBe('5000000.00');
  });

  it('holds back a file of fewer than half the rows of the last one, until it is confirmed', async () => {
    await bench.import(json(v5Packages(1, 10)));
    const before = await bench.figures();
    const cut = await bench.import(json(v5Packages(11, 14)));
    expect(cut).toMatchObject({ state: 'refused', refusalCode: 'fewer-than-half' });
    expect(cut.confirmReason).toContain('12 baris untuk KLPD D901 tahun 2025');
    expect(await bench.figures()).toBe(before);

    const id = await bench.imports.rerun(cut.id, { by: 'penguji', origin: 'web' }, { confirm: true });
    const confirmed = await bench.imports.finish(id);
    expect(confirmed).toMatchObject({ state: 'applied', rerunOf: cut.id });
    expect(confirmed.warnings).toContainEqual({ code: 'confirmed-fewer', rows: 12, before: 30, batchId: '1' });
    expect(await bench.committed()).toBe('8400000.14');
  });

  it('does not hold back half the rows: only fewer', async () => {
    await bench.import(json(v5Packages(1, 10)));
    expect((await bench.import(json(v5Packages(1, 5)))).state).toBe('applied');
    await bench.import(json(v5Packages(1, 10, { tahun_anggaran: 2024, kd_klpd: 'D902' })));
    expect((await bench.import(json(v5Packages(21, 22, { tahun_anggaran: 2023 })))).state).toBe('applied');
  });

  it.each([
    ['nothing at all', '', 'empty'],
    ['an empty list', '[]', 'no-rows'],
    ['an empty envelope', '{"success":true,"data":[],"meta":{}}', 'no-rows'],
    [
      'ISB saying that it has no rows',
      '<invalid_response>Data Kosong, silakan ulangi</invalid_response>',
      'invalid-response',
    ],
    ['a web page', '<!DOCTYPE html><html><body>Sedang diperiksa</body></html>', 'html'],
    ['an error of the API', '{"error":"Access to this API has been disallowed"}', 'error-body'],
    ['a list of something else', '[{"resep":"jagung bose","bahan":"jagung"}]', 'not-recognised'],
    ['a file that ends in the middle', json(v5Packages(1, 4)).slice(0, -200), 'truncated'],
  ])('refuses %s and leaves the stored data as they are', async (_, content, code) => {
    await bench.import(json(v5Packages(1, 2)));
    const before = await bench.figures();
    const batch = await bench.import(content);
    expect(batch).toMatchObject({ state: 'refused', refusalCode: code });
    expect(batch.message).toContain('tidak berubah');
    expect(await bench.figures()).toBe(before);
    const [staged] = (await bench.db.source.query(
      'select count(*)::int as n from purchase_staged where batch_id = $1',
      [batch.id],
    )) as { n: number }[];
    expect(staged?.n).toBe(0);
  });

  it('rejects the row of a number that no money has, and takes what a heading hides', async () => {
    const { total_harga: _, ...rest } = v5Line();
    const batch = await bench.import(
      json([
        { ...v5Line(), kd_paket: 7001, ['x\u0000\ud800']: 'catatan' },
        { ...rest, kd_paket: 7002, total_harga: '1234567890123456789012' },
      ]),
    );
    expect(batch).toMatchObject({ state: 'applied', counts: { read: 2, accepted: 1, rejected: 1 } });
  });

  it('names the nearest feed and the headings that are missing when it recognises none', async () => {
    const { status_paket: _, ...rest } = v5Line();
    const batch = await bench.import(json([rest]));
    expect(batch).toMatchObject({ state: 'refused', refusalCode: 'not-recognised' });
    expect(batch.message).toMatch(/Paket e-Purchasing e-Katalog 5 \(kurang kolom status_paket\)/);
  });

  it('refuses a file of which not one row can be used', async () => {
    const batch = await bench.import(json([v6Order({ kd_paket: null }), v6Order({ total_harga: 'x' })]));
    expect(batch).toMatchObject({ state: 'refused', refusalCode: 'nothing-usable', issuesTotal: 2 });
  });

  it('refuses what a person calls it when the headings are missing, and takes it again as what it is', async () => {
    const asked = await bench.import(json([v6Order()]), { as: 'v5' });
    expect(asked).toMatchObject({ state: 'refused', refusalCode: 'headings-missing', feedAsked: 'v5' });
    const id = await bench.imports.rerun(asked.id, { by: 'penguji', origin: 'web' }, { as: null });
    expect(await bench.imports.finish(id)).toMatchObject({ state: 'applied', feed: 'v6-isb' });
  });

  it('lists the columns that it does not know, and mentions another KLPD', async () => {
    await bench.db.source.query(
      `insert into instance_setting (id, klpd_code) values (1, 'D900') on conflict (id) do update set klpd_code = 'D900'`,
    );
    const batch = await bench.restartedImport(json([v5Line({ warna_map: 'biru' })]));
    await bench.db.source.query('delete from instance_setting');
    expect(batch.unknownColumns).toEqual(['warna_map']);
    expect(batch.warnings).toContainEqual({ code: 'other-klpd', klpds: ['D901'], more: 0, own: 'D900' });
    expect(batch.state).toBe('applied');
  });

  describe('undone', () => {
    it('gives the state before it, to the sen', async () => {
      await bench.import(json(v5Packages(1, 4)));
      const before = await bench.figures();
      const changed = v5Packages(1, 6, { status_paket: 'proses_kontrak_ppk', tanggal_edit_paket: '2025-05-01' });
      const second = await bench.import(
        json(changed.map((row) => ({ ...row, total_harga: '777.77', harga_satuan: '777.77' }))),
      );
      expect(await bench.figures()).not.toBe(before);
      const undone = await bench.imports.undo(second.id, 'pembatal');
      expect(undone).toMatchObject({ state: 'undone', undoneBy: 'pembatal' });
      expect(await bench.figures()).toBe(before);
      await expect(bench.imports.undo(second.id, 'pembatal')).rejects.toMatchObject({ code: 'import.not-applied' });
    });

    it('is refused while a newer import stands on it, which is named', async () => {
      const first = await bench.import(json(v5Packages(1, 4)));
      const second = await bench.import(
        json(v5Packages(1, 4, { tanggal_edit_paket: '2025-05-01', status_paket: 'adendum_kontrak' })),
        { name: 'lebih-baru.json' },
      );
      const before = await bench.figures();
      await expect(bench.imports.undo(first.id, 'x')).rejects.toMatchObject({
        code: 'import.undo-blocked',
        message: expect.stringContaining(`nomor ${second.id} (lebih-baru.json)`),
      });
      expect(await bench.figures()).toBe(before);
      await bench.imports.undo(second.id, 'x');
      await bench.imports.undo(first.id, 'x');
      expect(await bench.committed()).toBe('0.00');
    });

    it('is refused while a newer import found its rows unchanged', async () => {
      const first = await bench.import(json(v5Packages(1, 4)));
      const again = await bench.import(json(v5Packages(1, 4)));
      await expect(bench.imports.undo(first.id, 'x')).rejects.toMatchObject({ details: { blockers: [again.id] } });
    });
  });

  it('takes an applied import back when it is run again as something else, in one go', async () => {
    const first = await bench.import(json(v5Packages(1, 4)));
    const id = await bench.imports.rerun(first.id, { by: 'lain', origin: 'web' }, { completeYear: true });
    const fresh = await bench.imports.finish(id);
    expect(fresh).toMatchObject({ state: 'applied', rerunOf: first.id, completeYear: true });
    expect(fresh.counts.accepted).toBe(12);
    expect(await bench.imports.get(first.id)).toMatchObject({
      state: 'undone',
      undoneBy: 'lain',
      replacedBy: fresh.id,
    });
    expect(await bench.committed()).toBe('2400000.04');
  });

  it('does not run an applied import again while newer ones stand on it', async () => {
    const first = await bench.import(json(v5Packages(1, 4)));
    await bench.import(json(v5Packages(1, 4)));
    await expect(bench.imports.rerun(first.id, { by: 'x', origin: 'web' }, {})).rejects.toMatchObject({
      code: 'import.undo-blocked',
    });
  });

  it('runs files one after the other in the order in which they came', async () => {
    const { imports } = bench;
    const ids: string[] = [];
    for (const n of [1, 2, 3])
      ids.push(
        await imports.receive(
          Readable.from([Buffer.from(json(v5Packages(n, n)))]),
          { fileName: `${n}.json`, by: 'x', origin: 'api' },
          { confirm: true },
        ),
      );
    const batches = await Promise.all(ids.map((id) => imports.finish(id)));
    expect(batches.map((batch) => batch.state)).toEqual(['applied', 'applied', 'applied']);
    const ends = batches.map((batch) => batch.finishedAt ?? '');
    expect(ends).toEqual([...ends].toSorted());
    expect(await bench.committed()).toBe('1800000.03');
  });

  it('keeps no personal data in any table but the encrypted archive', async () => {
    const sheetless = v5Line({ total_harga: 'hubungi 081234567890' });
    await bench.import(json([...v5Packages(1, 2), sheetless]), { name: 'dari contoh.orang@contoh.invalid.json' });
    await bench.import('081234567890;contoh.orang@contoh.invalid\n1;2', { name: 'tanpa-judul.csv' });
    const tables = (await bench.db.source.query(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'archive%'`,
    )) as { name: string }[];
    for (const { name } of tables) {
      const [found] = (await bench.db.source.query(
        `select t::text as row from "${name}" t
         where t::text ~ '0812-?3456-?7890|0813 9999 0000|contoh\\.orang@|199001012020011001' limit 1`,
      )) as { row: string }[];
      expect({ name, found: found?.row ?? null }).toEqual({ name, found: null });
    }
  });

  it('leaves a batch that a stopped process had begun to the next one, which runs it', async () => {
    const service = bench.restarted();
    const id = await service.receive(Readable.from([Buffer.from(json(v5Packages(1, 3)))]), {
      fileName: 'a.json',
      by: 'x',
      origin: 'api',
    });
    await service.beforeApplicationShutdown();
    const next = bench.restarted();
    await next.onApplicationBootstrap();
    expect(await next.finish(id)).toMatchObject({ state: 'applied', packages: 3 });
  });

  it('says of a batch that a killed process left in the middle that nothing was applied, and runs it again on request', async () => {
    const first = await bench.import(json(v5Packages(1, 3)));
    const before = await bench.figures();
    // What kill -9 leaves behind: the state, and rows that were staged and never applied.
    await bench.db.source.query(
      `insert into import_batch (state, file_name, byte_size, sha256, archive_id, created_by, origin, progress_rows)
       select 'applying', file_name, byte_size, sha256, archive_id, created_by, origin, 9 from import_batch`,
    );
    await bench.db.source.query(
      `insert into purchase_staged (id, batch_id, feed, source, source_key, variant, detail_rank, klpd, year, rup_codes,
         funds, accounts, satker_ref, status_key)
       values (999999, 2, 'v5', 'v5', '5001', '', 2, 'D901', 2025, '{}', '{}', '{}', '700001', 'paket_selesai')`,
    );
    const next = bench.restarted();
    await next.onApplicationBootstrap();
    const left = await next.get('2');
    expect(left).toMatchObject({ state: 'interrupted', refusalCode: 'interrupted' });
    expect(left.message).toContain('terputus setelah 9 baris');
    expect(await bench.figures()).toBe(before);
    const [staged] = (await bench.db.source.query(
      'select count(*)::int as n from purchase_staged where batch_id = 2',
    )) as {
      n: number;
    }[];
    expect(staged?.n).toBe(0);
    const again = await next.finish(await next.rerun('2', { by: 'x', origin: 'web' }, {}));
    expect(again.counts.unchanged).toBe(first.counts.read);
  });
});
