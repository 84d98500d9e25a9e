import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SupplierPageDto } from '../../src/purchasing/suppliers/suppliers.dto.js';
import type { ListImportDto } from '../../src/shared/list-import.dto.js';
import { aPurchaseRow, aReferenceRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

describe('suppliers', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    await takeRows(test.app, test.source, '1', [
      aReferenceRow('penyedia-v5', '11', {
        name: 'CV Contoh Satu',
        sikapId: '900',
        ukm: 'UKM Binaan',
        npwpMasked: '***********4321',
      }),
      aPurchaseRow({ key: '1', supplierKey: '11', supplierName: 'CV Contoh Satu', value: '100.00' }),
      aPurchaseRow({
        key: '2',
        source: 'toko-daring',
        supplierKey: 'ud contoh',
        supplierName: 'UD. Contoh',
        value: '40.00',
      }),
    ]);
    staff = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const page = async (path: string, who = staff): Promise<string> => (await who.agent.get(path).expect(200)).text;
  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');

  async function unknown(): Promise<string> {
    return ((await auditor.agent.get('/api/v1/suppliers?year=2025').expect(200)).body as SupplierPageDto).total.unknown;
  }

  it('are shown with the largest unknown first and never with an NPWP', async () => {
    const html = await page('/penyedia?tahun=2025');
    expect(words(html)).toContain('Rp140 dari Rp140 transaksi (100,0 %) belum diketahui kelas usaha penyedianya.');
    expect(html.indexOf('CV Contoh Satu')).toBeLessThan(html.indexOf('UD. Contoh'));
    expect(html).not.toContain('4321');
    expect(await page('/penyedia/rinci?skema=v5&kunci=11')).not.toContain('4321');
  });

  it('are decided on their own page, with the figures changed at once', async () => {
    await staff
      .post('/penyedia/keputusan', { scheme: 'toko-daring', key: 'ud contoh', umk: 'yes', note: 'diperiksa' })
      .expect(303);
    expect(await unknown()).toBe('100.00');
    const html = words(await page('/penyedia/rinci?skema=toko-daring&kunci=ud%20contoh'));
    expect(html).toContain('Hari ini kelas usahanya UMK (keputusan Biro PBJ).');
    expect(html).not.toContain('1999');
  });

  it('keep what was typed when a decision is not complete', async () => {
    const answer = await staff
      .post('/penyedia/keputusan', { scheme: 'v5', key: '11', note: 'catatan contoh' })
      .expect(422);
    expect(answer.text).toContain('href="#f-umk"');
    expect(answer.text).toContain('value="catatan contoh"');
  });

  it('take the meaning of a word of the source', async () => {
    expect(words(await page('/penyedia/kata'))).toContain(
      '1 kata belum ada artinya; 1 penyedia dengan kata itu dihitung belum diketahui.',
    );
    await staff.post('/penyedia/kata', { word: 'UKM Binaan', umk: 'yes' }).expect(303);
    expect(await unknown()).toBe('0.00');
  });

  it('are decided by a list: previewed, then taken as it was', async () => {
    const list = 'Skema;Kunci;UMK;Berlaku Dari\nv5;11;tidak;01/01/2025\n';
    const preview = await staff.agent
      .post(`/penyedia/impor?_csrf=${encodeURIComponent(staff.csrf)}`)
      .attach('berkas', Buffer.from(list), 'keputusan.csv')
      .expect(200);
    expect(words(preview.text)).toContain('1 baris dibaca: 1 baru, 0 berubah, 0 sama, 0 ditolak.');
    const carried = /name="isi" value="([^"]+)"/.exec(preview.text)?.[1] ?? '';
    await staff.post('/penyedia/impor/terapkan', { isi: carried }).expect(303);
    const { items } = (await auditor.agent.get('/api/v1/suppliers?year=2025&umk=no').expect(200))
      .body as SupplierPageDto;
    expect(items.map((item) => item.key)).toEqual(['11']);

    const decisions = await staff.agent.get('/penyedia/keputusan.csv').expect(200);
    const again = await staff.agent
      .post('/api/v1/suppliers/decisions/import')
      .set('x-csrf-token', staff.csrf)
      .attach('berkas', Buffer.from(decisions.text), 'keputusan.csv')
      .expect(200);
    expect(again.body as ListImportDto).toMatchObject({
      applied: true,
      read: 2,
      unchanged: 2,
      added: 0,
      changed: 0,
    });
  });

  it('have a sample file that is accepted row by row', async () => {
    const sample = await staff.agent.get('/penyedia/contoh.csv').expect(200);
    const preview = await staff.agent
      .post('/api/v1/suppliers/decisions/import/preview')
      .set('x-csrf-token', staff.csrf)
      .attach('berkas', Buffer.from(sample.text), 'contoh.csv')
      .expect(200);
    expect(preview.body as ListImportDto).toMatchObject({ read: 4, rejected: 0 });
  });

  it('are for reading only for an auditor', async () => {
    expect(await page('/penyedia/rinci?skema=v5&kunci=11', auditor)).not.toContain('action="/penyedia/keputusan"');
    await auditor.post('/penyedia/keputusan', { scheme: 'v5', key: '11', umk: 'yes' }).expect(403);
    await auditor.agent.get('/penyedia/impor').expect(403);
  });

  it('that nobody knows are not found', async () => {
    await staff.agent.get('/penyedia/rinci?skema=v5&kunci=tidak-ada').expect(404);
    const answer = await staff.agent.get('/api/v1/suppliers/detail?scheme=v5&key=tidak-ada').expect(404);
    expect(answer.body).toMatchObject({ code: 'supplier.not-found' });
  });
});
