import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SentraViewDto } from '../../src/catalogue/sentra/sentra.dto.js';
import { anEnterprise, aProduct } from '../factories/catalogue.js';
import { someVillages, VILLAGES } from '../factories/villages.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

type Verb = 'get' | 'post' | 'put' | 'delete';

describe('sentra', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let auditor: SignedIn;
  let id: string;
  const makers: string[] = [];
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    test = await openTestApp();
    await someVillages(test.source);
    await test.source
      .query(`insert into product_group values ('tenun', 'Tenun', false, 1), ('gerabah', 'Gerabah', false, 2)
      on conflict do nothing`);
    for (let number = 1; number <= 5; number += 1)
      makers.push(await anEnterprise(test.source.manager, `Usaha Contoh ${number}`, VILLAGES.bokonusan));
    dinas = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  async function api<T>(who: SignedIn, verb: Verb, path: string, body: object = {}, status = 200): Promise<T> {
    const request = who.agent[verb](`/api/v1/sentra${path}`);
    const answer = await (verb === 'get' ? request : request.set('x-csrf-token', who.csrf).send(body));
    expect([path, answer.status, answer.status === status ? null : answer.body]).toEqual([path, status, null]);
    return answer.body as T;
  }

  const view = (): Promise<SentraViewDto> => api<SentraViewDto>(auditor, 'get', `/${id}`);
  const finding = async (code: string): Promise<string | undefined> =>
    (await view()).criteria.find((one) => one.code === code)?.finding;
  const join = (
    enterprise: string | undefined,
    since: string | null = null,
    until: string | null = null,
  ): Promise<unknown> =>
    test.source.query(
      'insert into enterprise_membership (enterprise_id, sentra_id, since, until) values ($1, $2, $3, $4)',
      [enterprise, id, since, until],
    );
  const stating = (answers: object[]): object => ({ statedBy: 'Dinas contoh', statedOn: today, answers });

  it('is kept with a place of any width, and nothing is known about a new one', async () => {
    const body = { name: 'Sentra Tenun Contoh', wilayahCode: VILLAGES.bokonusan, groupCode: 'tenun' };
    const made = await api<SentraViewDto>(dinas, 'post', '', body, 201);
    id = made.id;
    expect(made.place).toBe('Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang');
    expect(made.finding).toBe('unknown');
    expect(made.criteria.map((one) => one.finding)).toEqual(Array(8).fill('unknown'));
    await api(dinas, 'post', '', body, 409);
    await api(dinas, 'post', '', { name: 'Sentra luas', wilayahCode: '53.01' }, 201);
    const refused = await api<{ fields: { field: string }[] }>(
      dinas,
      'post',
      '',
      { name: 'x', wilayahCode: '53', groupCode: 'batu', foundedOn: '2999-01-01' },
      422,
    );
    expect(refused.fields.map(({ field }) => field)).toEqual(['name', 'wilayahCode', 'groupCode', 'foundedOn']);
  });

  it('refuses the second of two people who change it, and says who was first', async () => {
    const body = { name: 'Sentra Tenun Contoh', wilayahCode: VILLAGES.bokonusan, groupCode: 'tenun', version: 1 };
    const changed = await api<SentraViewDto>(dinas, 'put', `/${id}`, { ...body, note: 'Pertama' });
    expect(changed.version).toBe(2);
    const refused = await api<{ code: string; detail: string }>(
      dinas,
      'put',
      `/${id}`,
      { ...body, note: 'Kedua' },
      409,
    );
    expect(refused.code).toBe('sentra.changed-meanwhile');
    expect(refused.detail).toContain(`sudah diubah oleh ${dinas.username}`);
    expect((await view()).note).toBe('Pertama');
  });

  it('counts members on the day, a merged one once, and not those who make something else', async () => {
    const [one, two, three, four, five] = makers;
    await join(one, '2020-01-01');
    await join(two);
    await join(three, null, '2021-01-01');
    await join(four, '2999-01-01');
    expect(await view()).toMatchObject({ members: 2, champions: 0 });
    await join(five);
    await test.source.query('update enterprise set merged_into = $2 where id = $1', [five, two]);
    expect((await view()).members).toBe(2);
    await test.source.query('update enterprise set merged_into = null where id = $1', [five]);
    await aProduct(test.source.manager, { name: 'Periuk', group: 'gerabah', makers: [five ?? ''] });
    const criteria = (await view()).criteria.flatMap(({ conditions }) => conditions);
    expect(criteria.find(({ code }) => code === 'sejenis')).toMatchObject({
      counted: 2,
      minimum: 10,
      finding: 'missing',
    });
  });

  it('has a champion only of its members, with evidence of being willing', async () => {
    const [one, , three] = makers;
    const body = { evidence: 'Surat pernyataan nomor 1', statedOn: today };
    await api(dinas, 'put', `/${id}/champions/${three}`, body, 404);
    await api(dinas, 'put', `/${id}/champions/${one}`, { ...body, evidence: ' ' }, 422);
    await api(dinas, 'put', `/${id}/champions/${one}`, body, 204);
    await api(dinas, 'put', `/${id}/champions/${one}`, body, 409);
    expect((await view()).champions).toBe(1);
    expect(await finding('1')).toBe('missing');
  });

  it('meets its criteria by one champion with three others and by what is stated with evidence', async () => {
    const more = [
      await anEnterprise(test.source.manager, 'Usaha Lain 1'),
      await anEnterprise(test.source.manager, 'Usaha Lain 2'),
    ];
    for (const enterprise of more) await join(enterprise);
    expect(await finding('1')).toBe('unknown');
    const codes = ['potensi', 'ekspor', 'keunikan', 'komitmen', 'pengurus', 'bahan-baku', 'transportasi'];
    const refused = await api<{ fields: { field: string }[] }>(
      dinas,
      'put',
      `/${id}/statements`,
      stating([{ condition: 'potensi', answer: 'ya', version: 0 }]),
      422,
    );
    expect(refused.fields.map(({ field }) => field)).toEqual(['potensi-bukti']);
    const answers = codes.map((condition) => ({
      condition,
      answer: 'ya',
      evidence: 'Berita acara contoh',
      version: 0,
    }));
    await api(dinas, 'put', `/${id}/statements`, stating(answers));
    expect(await view()).toMatchObject({ finding: 'met', open: ['6'] });
    expect([await finding('1'), await finding('2'), await finding('6')]).toEqual(['met', 'missing', 'unknown']);
    await api(dinas, 'put', `/${id}/statements`, stating([{ ...answers[0], answer: 'tidak' }]), 409);
  });

  it('says on its page what is met and what is missing, and keeps what was typed when somebody was faster', async () => {
    const html = (await auditor.agent.get(`/sentra/${id}`).expect(200)).text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(html).toContain('Sentra Tenun Contoh memenuhi semua kriteria yang menentukan');
    expect(html).toContain('Tercatat 3 perusahaan atau UMKM lain bimbingannya');
    expect(html).toContain('Praktik sentra IKM mensyaratkan paling sedikit 5');
    const typed = { name: 'Sentra Tenun Contoh', wilayahCode: VILLAGES.bokonusan, note: 'Dari formulir', version: '1' };
    const stale = await dinas.post(`/sentra/${id}`, typed).expect(409);
    expect(stale.text).toContain('Dari formulir');
    await dinas.post(`/sentra/${id}`, { ...typed, groupCode: 'tenun', version: '2' }).expect(303);
    expect((await view()).note).toBe('Dari formulir');
    await dinas.post('/sentra', { name: 'x', wilayahCode: '99' }).expect(422);
    const asked = await dinas.post('/sentra', { name: 'Sentra Oesao', wilayah: 'Oesao' }).expect(422);
    expect(asked.text).toContain('name="wilayah-pilih" value="53.01.06.2015"');
    await dinas.agent.get(`/sentra/${id}/kriteria`).expect(200);
    const answer = { statedBy: 'Dinas', statedOn: today, 'tata-ruang': 'tidak', 'tata-ruang-versi': '0' };
    expect((await dinas.post(`/sentra/${id}/kriteria`, answer).expect(422)).text).toContain('#f-tata-ruang-bukti');
    await dinas.post(`/sentra/${id}/kriteria`, { ...answer, 'tata-ruang-bukti': 'Perda contoh' }).expect(303);
    expect(await finding('6')).toBe('missing');
    expect((await view()).finding).toBe('met');
    expect((await auditor.agent.get('/sentra').expect(200)).text).toContain('Sentra Tenun Contoh');
  });

  it('is found by its name, its group and the place it lies in', async () => {
    const names = async (query: string): Promise<string[]> =>
      (await api<{ items: SentraViewDto[] }>(auditor, 'get', query)).items.map(({ name }) => name);
    expect(await names('')).toEqual(['Sentra luas', 'Sentra Tenun Contoh']);
    expect(await names('?within=53.01.04')).toEqual(['Sentra Tenun Contoh']);
    expect(await names('?text=LUAS')).toEqual(['Sentra luas']);
    expect(await names('?groupCode=gerabah')).toEqual([]);
  });

  it('is not changed by an auditor, and what is not there is 404', async () => {
    await api(auditor, 'post', '', { name: 'Sentra lain', wilayahCode: '53.01' }, 403);
    await api(auditor, 'get', '/999999', {}, 404);
    await api(dinas, 'delete', `/${id}/champions/999999`, {}, 404);
    await api(dinas, 'delete', `/${id}/champions/${makers[0]}`, {}, 204);
    expect((await view()).champions).toBe(0);
  });
});
