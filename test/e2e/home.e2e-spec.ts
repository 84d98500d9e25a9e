import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportService } from '../../src/ingestion/import.service.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/feeds/${name}`, import.meta.url));

describe('Beranda', () => {
  let test: TestApp;
  let auditor: SignedIn;
  let staff: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    auditor = await test.signIn('auditor');
    staff = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  const seen = async (who: SignedIn, path = '/'): Promise<string> =>
    (await who.agent.get(path).expect(200)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const bringIn = async (name: string): Promise<string> => {
    const imports = test.app.get(ImportService);
    const id = await imports.receive(fixture(name), { fileName: name, by: 'tes', origin: 'api' });
    return (await imports.finish(id)).state;
  };

  it('teaches the first steps on an empty instance, with the button for those who may import', async () => {
    const page = await seen(staff);
    expect(page).toContain('Belum ada data. Mulai dari sini');
    for (const step of ['Impor berkas belanja.', 'Isi daftar OVOP.', 'Catat edaran.']) expect(page).toContain(step);
    expect((await staff.agent.get('/')).text).toContain('<a class="button" href="/impor">');
    expect((await auditor.agent.get('/')).text).not.toContain('<a class="button" href="/impor">');
  });

  it('shows the figures of the year, what needs attention and how old the data are', async () => {
    expect(await bringIn('v5-isb.json')).toBe('applied');
    const page = await seen(auditor, '/?tahun=2025');
    expect(page).toContain('Bagaimana belanja perangkat daerah tahun 2025?');
    for (const figure of ['Transaksi selesai', 'Pangsa UMK dari yang diketahui', 'Belanja OVOP', 'memenuhi edaran'])
      expect(page).toContain(figure);
    expect(page).toContain('belum diketahui kelas usahanya');
    expect(page).toContain('v5-isb.json');
    expect(page).toContain('Belum ada edaran yang berlaku');
  });

  it('points at a file that was refused until it is brought in', async () => {
    expect(await seen(auditor)).not.toContain('berkas ditolak');
    expect(await bringIn('invalid-response.csv')).toBe('refused');
    expect(await seen(auditor)).toContain('1 berkas ditolak');
  });

  it('refuses a year that is none', async () => {
    expect((await auditor.agent.get('/?tahun=besok')).status).toBe(422);
  });

  it('leads strangers to the sign-in page', async () => {
    const answer = await test.browser().get('/').expect(303);
    expect(answer.headers['location']).toMatch(/^\/masuk/);
  });
});
