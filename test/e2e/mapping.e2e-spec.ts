import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MappingPageDto, PerangkatDaerahDto } from '../../src/purchasing/mapping/mapping.dto.js';
import { aPurchaseRow, aReferenceRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

function satker(key: string, name: string, text: string | null): ReturnType<typeof aReferenceRow> {
  return aReferenceRow('satker-master', key, { name, text, klpdName: null, kind: 'SKPD', status: 'Aktif', blud: null });
}

describe('the mapping of satker', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    await takeRows(test.app, test.source, '1', [
      satker('501', 'Dinas Pendidikan', '1.01.2.22.0.00.01.0000'),
      satker('502', 'SMK Negeri 9', '1.01.2.22.0.00.01.0009'),
      satker('504', 'Balai Contoh', null),
      aPurchaseRow({ key: '1', satkerCode: '502', value: '2500000000.00' }),
      aPurchaseRow({ key: '2', satkerCode: '504', value: '40000000.00' }),
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

  async function states(): Promise<Record<string, [string, string | null]>> {
    const { items } = (await auditor.agent.get('/api/v1/satker-assignments?year=2025').expect(200))
      .body as MappingPageDto;
    return Object.fromEntries(items.map((one) => [one.satkerKey, [one.state, one.perangkatDaerah?.name ?? null]]));
  }

  async function idOf(name: string): Promise<string> {
    const all = (await auditor.agent.get('/api/v1/perangkat-daerah').expect(200)).body as PerangkatDaerahDto[];
    return all.find((one) => one.name === name)?.id ?? '';
  }

  it('shows the satker that bought most first, the unmapped in the answer, and the note on biro', async () => {
    const html = await page('/pemetaan?tahun=2025');
    expect(words(html)).toContain(
      '1 dari 3 satker belum dipetakan, dengan transaksi Rp40,0 juta. 2 usulan menunggu dipastikan.',
    );
    expect(html.indexOf('SMK Negeri 9')).toBeLessThan(html.indexOf('Balai Contoh'));
    expect(words(html)).toContain('Biro yang tampil sebagai satker sendiri');
    expect(words(html)).toContain('2.500.000.000');
  });

  it('keeps ticks and words when a satker is moved to nowhere', async () => {
    const answer = await staff
      .post('/pemetaan/pindahkan', { pilih: 'D999|504', pdBaru: '', alasan: 'alasan contoh', s_tahun: '2025' })
      .expect(422);
    expect(answer.text).toContain('href="#f-pdBaru"');
    expect(answer.text).toContain('value="alasan contoh"');
    expect(answer.text).toMatch(/value="D999\|504" checked/);
    expect((await states())['504']).toEqual(['belum', null]);
  });

  it('moves the chosen satker, and says so on the list it came from', async () => {
    const answer = await staff
      .post('/pemetaan/pindahkan', {
        pilih: 'D999|504',
        pdBaru: await idOf('Dinas Pendidikan'),
        s_tahun: '2025',
        s_keadaan: 'belum',
      })
      .expect(303);
    expect(answer.headers['location']).toBe('/pemetaan?tahun=2025&keadaan=belum');
    expect((await states())['504']).toEqual(['dipastikan', 'Dinas Pendidikan']);
  });

  it('confirms all proposals only in the number that was shown', async () => {
    await staff.post('/pemetaan/pastikan-semua', { tahun: '2025', jumlah: '1' }).expect(303);
    expect((await states())['502']?.[0]).toBe('usulan');
    await staff.post('/pemetaan/pastikan-semua', { tahun: '2025', jumlah: '2' }).expect(303);
    expect((await states())['502']?.[0]).toBe('dipastikan');
  });

  it('adds a perangkat daerah, moves one satker to it from a day on, renames it and merges it away', async () => {
    await staff.post('/pemetaan/perangkat-daerah', { klpd: 'D999', name: 'Balai' }).expect(303);
    const id = await idOf('Balai');
    await staff.post('/pemetaan/satker', { klpd: 'D999', satker: '504', pdBaru: id, mulai: '2025-01-01' }).expect(303);
    expect((await states())['504']).toEqual(['dipastikan', 'Balai']);
    expect(words(await page('/pemetaan/satker?klpd=D999&satker=504'))).toContain('Sampai 31 Desember 2024');
    const taken = await staff.post(`/pemetaan/perangkat-daerah/${id}/nama`, { name: 'dinas pendidikan' }).expect(422);
    expect(words(taken.text)).toContain('"Dinas Pendidikan" sudah ada');
    await staff.post(`/pemetaan/perangkat-daerah/${id}/nama`, { name: 'Balai Contoh Provinsi' }).expect(303);
    const into = await idOf('Dinas Pendidikan');
    await staff.post(`/pemetaan/perangkat-daerah/${id}/gabung`, { into }).expect(422);
    await staff.post(`/pemetaan/perangkat-daerah/${id}/gabung`, { into, yakin: '1' }).expect(303);
    expect((await states())['504']).toEqual(['dipastikan', 'Dinas Pendidikan']);
    expect(await idOf('Balai Contoh Provinsi')).toBe('');
  });

  it('is there for reading only for an auditor', async () => {
    const html = await page('/pemetaan?tahun=2025', auditor);
    expect(html).not.toContain('type="checkbox"');
    await auditor.post('/pemetaan/pastikan', { pilih: 'D999|502' }).expect(403);
    await auditor.agent
      .post('/api/v1/satker-assignments')
      .set('x-csrf-token', auditor.csrf)
      .send({ klpd: 'D999', satkerKeys: ['502'], perangkatDaerahId: null })
      .expect(403);
  });

  it('is moved over the API too, and refuses satker that do not exist', async () => {
    const send = (body: object): ReturnType<SignedIn['post']> =>
      staff.agent.post('/api/v1/satker-assignments').set('x-csrf-token', staff.csrf).send(body);
    await send({ klpd: 'D999', satkerKeys: ['502'], perangkatDaerahId: null }).expect(200, { satkers: 1 });
    expect((await states())['502']).toEqual(['belum', null]);
    const answer = await send({ klpd: 'D999', satkerKeys: ['x'], perangkatDaerahId: null }).expect(404);
    expect(answer.body).toMatchObject({ code: 'mapping.satker-unknown' });
  });

  it('is downloaded with every satker', async () => {
    const csv = (await auditor.agent.get('/pemetaan/unduh.csv?tahun=2025').expect(200)).text;
    expect(csv.trim().split('\r\n')).toHaveLength(4);
  });
});
