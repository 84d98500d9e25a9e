import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportService } from '../../src/ingestion/import.service.js';
import type { ImportDto, ImportIssueDto } from '../../src/ingestion/imports.dto.js';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { json, v5Line, v5Packages } from '../integration/ingestion/support.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('imports over the API', () => {
  let test: TestApp;
  let clerk: SignedIn;
  beforeAll(async () => {
    test = await openTestApp({ UPLOAD_LIMIT_MB: '1' });
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  async function finished(id: string): Promise<ImportDto> {
    await test.app.get(ImportService).finish(id);
    return (await clerk.agent.get(`/api/v1/imports/${id}`).expect(200)).body as ImportDto;
  }

  it('takes a file with fields before and behind it, answers at once, and tells the end of it', async () => {
    const answer = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .field('complete_year', '1')
      .attach('file', Buffer.from(json([...v5Packages(1, 3), v5Line({ kd_paket: null })])), 'belanja.json')
      .field('snapshot_on', '2025-09-01')
      .expect(202);
    const [batch] = answer.body as ImportDto[];
    expect(batch?.fileName).toBe('belanja.json');
    const done = await finished(batch?.id ?? '');
    expect(done).toMatchObject({
      state: 'applied',
      feed: 'v5',
      completeYear: true,
      rows: { read: 10, accepted: 9, unchanged: 0, repeated: 0, rejected: 1 },
      packages: 3,
      total: '1800000.03',
      by: clerk.username,
    });
    expect(done.snapshotAt).toBe('2025-08-31T16:00:00Z');
  });

  it('takes several files at once and lists them, newest first', async () => {
    const answer = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .attach('file', Buffer.from(json(v5Packages(1, 3))), 'satu.json')
      .attach('file', Buffer.from('<html></html>'), 'dua.json')
      .expect(202);
    const ids = (answer.body as ImportDto[]).map((batch) => batch.id);
    expect((await finished(ids[0] ?? '')).state).toBe('applied');
    expect(await finished(ids[1] ?? '')).toMatchObject({ state: 'refused', refusalCode: 'html' });
    const list = await clerk.agent.get('/api/v1/imports?size=2').expect(200);
    expect((list.body as { items: ImportDto[] }).items.map((batch) => batch.fileName)).toEqual([
      'dua.json',
      'satu.json',
    ]);
  });

  it('gives the issues by page, with a sentence for each, and as XLSX', async () => {
    const answer = await clerk.agent.get('/api/v1/imports/1/issues?size=1&code=key-missing').expect(200);
    const { items, total } = answer.body as { items: ImportIssueDto[]; total: number };
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ line: 10, column: 'kd_paket', code: 'key-missing', severity: 'error' });
    expect(items[0]?.message).toContain('kolom "kd_paket" kosong');
    const sheet = await clerk.agent.get('/api/v1/imports/1/issues.xlsx').responseType('blob').expect(200);
    expect(sheet.headers['content-type']).toContain('spreadsheetml');
    const [headings, first] = await readTable(sheet.body as Buffer);
    expect(headings?.cells.slice(0, 3)).toEqual(['Baris', 'Akibat', 'Kolom']);
    expect(first?.cells.slice(0, 3)).toEqual(['10', 'Ditolak', 'kd_paket']);
  });

  /** Who had the original bytes, as the trail tells it. */
  const auditorTrail = (): Promise<unknown> =>
    test.source.query(
      `select action, object_id as "objectId", actor_name as "actorName" from audit_entry
       where action = 'import.download-file'`,
    );

  it('gives the original bytes to staff, never to an auditor', async () => {
    const file = await clerk.agent.get('/api/v1/imports/2/file').responseType('blob').expect(200);
    expect((file.body as Buffer).toString()).toBe(json(v5Packages(1, 3)));
    expect(file.headers['content-disposition']).toContain('satu.json');
    expect(file.headers['cache-control']).toBe('no-store');
    const auditor = await test.signIn('auditor');
    await auditor.agent.get('/api/v1/imports/2/file').expect(403);
    const told = await auditorTrail();
    expect(told).toEqual([{ action: 'import.download-file', objectId: '2', actorName: clerk.username }]);
    await auditor.agent.get('/api/v1/imports/2').expect(200);
    await auditor.agent.post('/api/v1/imports/2/undo').set('x-csrf-token', auditor.csrf).expect(403);
  });

  it('undoes the newest first, and says which stands in the way of an older one', async () => {
    const blocked = await clerk.agent.post('/api/v1/imports/1/undo').set('x-csrf-token', clerk.csrf).expect(409);
    expect(blocked.body).toMatchObject({ code: 'import.undo-blocked', detail: expect.stringContaining('nomor 2') });
    await clerk.agent.post('/api/v1/imports/2/undo').set('x-csrf-token', clerk.csrf).expect(200);
    const undone = await clerk.agent.post('/api/v1/imports/1/undo').set('x-csrf-token', clerk.csrf).expect(200);
    expect(undone.body).toMatchObject({ state: 'undone', undoneBy: clerk.username });
  });

  it('runs archived bytes again, taken for what a person says', async () => {
    const answer = await clerk.agent
      .post('/api/v1/imports/1/rerun')
      .set('x-csrf-token', clerk.csrf)
      .send({ as: 'komoditas' })
      .expect(202);
    const id = (answer.body as ImportDto).id;
    expect(await finished(id)).toMatchObject({ rerunOf: '1', feedAsked: 'komoditas', state: 'refused' });
  });

  it('refuses an upload without a file, with a wrong field, or beyond the limit, and queues nothing', async () => {
    const before = await clerk.agent.get('/api/v1/imports').expect(200);
    const nothing = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .field('year', '2025')
      .expect(422);
    expect(nothing.body).toMatchObject({ code: 'import.no-file' });
    const wrong = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .attach('file', Buffer.from('[]'), 'a.json')
      .field('as', 'resep')
      .expect(422);
    expect(wrong.body).toMatchObject({ fields: [{ field: 'as' }] });
    const large = await clerk.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', clerk.csrf)
      .attach('file', Buffer.alloc(1024 * 1024 + 1, 32), 'besar.json')
      .expect(422);
    expect(large.body).toMatchObject({ code: 'import.too-large' });
    const after = await clerk.agent.get('/api/v1/imports').expect(200);
    expect((after.body as { total: number }).total).toBe((before.body as { total: number }).total);
  });

  it('does not know an import that is not there, whatever its name', async () => {
    const missing = await clerk.agent.get('/api/v1/imports/999').expect(404);
    expect(missing.body).toMatchObject({ code: 'import.not-found', detail: 'Impor nomor 999 tidak ada.' });
    await clerk.agent.get('/api/v1/imports/abc').expect(404);
    await test.browser().get('/api/v1/imports').expect(401);
  });
});

describe('the page Impor', () => {
  let test: TestApp;
  let clerk: SignedIn;
  beforeAll(async () => {
    test = await openTestApp();
    clerk = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  const page = async (path: string): Promise<string> => (await clerk.agent.get(path).expect(200)).text;

  /** Hands a file over as the page's own form does, and waits for its end. */
  async function upload(content: string, name: string): Promise<string> {
    const action = /action="([^"]*\/impor\?_csrf=[^"]*)"/.exec(await page('/impor'))?.[1] ?? '';
    const answer = await clerk.agent
      .post(action.replaceAll('&amp;', '&'))
      .field('year', '')
      .attach('file', Buffer.from(content), name)
      .expect(303);
    const id = (answer.headers['location'] ?? '').replace('/impor/', '');
    await test.app.get(ImportService).finish(id);
    return id;
  }

  it('teaches what to download while nothing was imported', async () => {
    const html = await page('/impor');
    expect(html).toContain('Belum ada berkas yang diimpor');
    expect(html).toContain('data.inaproc.id/realisasi');
    expect(html).toContain('Ecat-PaketEPurchasingV6');
    expect(html).toMatch(/<input[^>]*type="file"[^>]*multiple/);
  });

  it('shows what a file was taken for, and the sum that adds up', async () => {
    const id = await upload(json([...v5Packages(1, 12), v5Line({ kd_paket: null, warna_map: 'x' })]), 'belanja.json');
    const html = await page(`/impor/${id}`);
    expect(html).toContain('Dikenali dari judul kolomnya sebagai Paket e-Purchasing e-Katalog 5');
    expect(html).toContain('37 baris dibaca = 36 diterima + 0 tidak berubah + 0 berulang + 1 ditolak');
    expect(html).toContain('12 paket senilai Rp7.200.000,12');
    expect(html).toContain('warna_map');
    expect(html).toContain('kolom &quot;kd_paket&quot; kosong');
    expect(await page('/impor')).toContain('belanja.json');
  });

  it('narrows the issues to one reason', async () => {
    expect(await page('/impor/1?alasan=key-missing')).toContain('Saringan: alasan Tanpa kode pengenal');
    expect(await page('/impor/1?alasan=key-missing')).not.toContain('bukan angka');
  });

  it('offers to import a file that was held back, and imports it then', async () => {
    const id = await upload(json(v5Packages(21, 24)), 'sebagian.json');
    const html = await page(`/impor/${id}`);
    expect(html).toContain('Impor juga');
    const answer = await clerk.post(`/impor/${id}/ulang`, { confirm: '1' }).expect(303);
    const fresh = (answer.headers['location'] ?? '').replace('/impor/', '');
    await test.app.get(ImportService).finish(fresh);
    expect(await page(`/impor/${fresh}`)).toContain('diterapkan karena Anda meminta');
  });

  it('says what an undo will change before it does it', async () => {
    const id = await upload(json(v5Packages(1, 12)), 'lagi.json');
    expect(await page('/impor/1/batalkan')).toContain('1 impor yang lebih baru berdiri di atasnya');
    expect(await page(`/impor/${id}/batalkan`)).toContain('Tidak ada angka yang berubah');
    await clerk.post(`/impor/${id}/batalkan`, {}).expect(303);
    expect(await page('/impor/1/batalkan')).toContain('36 baris yang diterima dari berkas ini tidak lagi dihitung');
    const answer = await clerk.post('/impor/1/batalkan', {}).expect(303);
    expect(answer.headers['location']).toBe('/impor/1');
    expect(await page('/impor/1')).toContain('Dibatalkan');
  });

  it('says what is wrong with an upload on the page itself', async () => {
    const action = /action="([^"]*\/impor\?_csrf=[^"]*)"/.exec(await page('/impor'))?.[1] ?? '';
    const answer = await clerk.agent.post(action.replaceAll('&amp;', '&')).field('year', '20x').expect(422);
    expect(answer.text).toContain('Pilih sedikitnya satu berkas');
  });

  it('asks again by itself only while an import is running', async () => {
    const ended = await clerk.agent.get('/impor/1').expect(200);
    expect(ended.headers['refresh']).toBeUndefined();
    await test.source.query(
      `insert into import_batch (state, file_name, byte_size, sha256, archive_id, created_by, origin, progress_rows)
       select 'reading', 'sedang.json', 1, sha256, archive_id, 'x', 'web', 1234 from import_batch where id = 1`,
    );
    const list = await clerk.agent.get('/api/v1/imports?size=1').expect(200);
    const running = await clerk.agent.get(`/impor/${(list.body as { items: ImportDto[] }).items[0]?.id}`).expect(200);
    expect(running.headers['refresh']).toBe('2');
    expect(running.text).toContain('1.234 baris sejauh ini');
  });

  it('shows an auditor the history without anything that changes it', async () => {
    const auditor = await test.signIn('auditor');
    const html = (await auditor.agent.get('/impor').expect(200)).text;
    expect(html).toContain('Riwayat impor');
    expect(html).not.toContain('type="file"');
    const one = (await auditor.agent.get('/impor/1').expect(200)).text;
    expect(one).not.toContain('Impor ulang');
    await auditor.agent.get('/impor/1/batalkan').expect(403);
  });
});
