import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { bpsCode, type BpsCode } from '../../../src/wilayah/codes.js';
import { placeName } from '../../../src/wilayah/place.js';
import { readCollisions } from '../../../src/wilayah/reference.js';
import { WilayahLoader } from '../../../src/wilayah/wilayah-loader.js';
import { WilayahService } from '../../../src/wilayah/wilayah.service.js';
import { openTestApp, type TestApp } from '../../support/app.js';

/** The whole of Nusa Tenggara Timur, as an instance has it after its first start. */
describe('the regions of Nusa Tenggara Timur', () => {
  let test: TestApp;
  let wilayah: WilayahService;
  let loader: WilayahLoader;

  beforeAll(async () => {
    test = await openTestApp({ WILAYAH_PROVINCES: '53' });
    wilayah = test.app.get(WilayahService);
    loader = test.app.get(WilayahLoader);
  });
  afterAll(() => test.close());

  const counts = async (where = 'is_current'): Promise<Record<string, number>> => {
    const found = (await test.source.query(
      `select kind, count(*)::int as n from wilayah where ${where} group by kind`,
    )) as {
      kind: string;
      n: number;
    }[];
    return Object.fromEntries(found.map(({ kind, n }) => [kind, n]));
  };

  it('are loaded at start: 22 kabupaten/kota, 315 kecamatan, 3,137 desa and 305 kelurahan', async () => {
    expect(await counts()).toEqual({ provinsi: 1, kabupaten: 21, kota: 1, kecamatan: 315, desa: 3137, kelurahan: 305 });
  });

  it('have as many desa and kelurahan in each kabupaten/kota as the reference says', async () => {
    const file = new URL('../../../config/reference/wilayah-ntt.yaml', import.meta.url);
    const { regencies } = parse(readFileSync(file, 'utf8')) as {
      regencies: { kemendagri: string; bps: string; name: string; desa: number; kelurahan: number }[];
    };
    const found = await test.source.query(
      `select r.code as kemendagri, r.bps_code as bps, r.name, count(*) filter (where v.kind = 'desa')::int as desa,
         count(*) filter (where v.kind = 'kelurahan')::int as kelurahan
       from wilayah r join wilayah v on v.regency_code = r.code and v.level = 'desa'
       where r.level = 'kabupaten' group by r.code order by r.code`,
    );
    expect(found).toEqual(regencies);
  });

  it('are left alone at the next start, and written anew only where they differ', async () => {
    expect(await loader.load()).toBeNull();
    await test.source.query(`update wilayah_source set digest = 'lama'`);
    await test.source.query(`update wilayah set name = 'Salah' where code = '53.01.04.2003'`);
    expect(await loader.load()).toBe(1);
    expect((await wilayah.get('53.01.04.2003')).name).toBe('Bokonusan');
  });

  it('follow the setting: other provinces come, and those that go stay by name and are not offered', async () => {
    await loader.load(['53', '51']);
    expect((await wilayah.children(null)).map(({ name }) => name)).toEqual(['Bali', 'Nusa Tenggara Timur']);
    await loader.load(['53']);
    expect(await counts()).toMatchObject({ provinsi: 1, desa: 3137 });
    expect((await wilayah.get('51')).isCurrent).toBe(false);
    expect((await wilayah.search({ text: 'denpasar', page: 1, size: 5 })).total).toBe(0);
  });

  it('stop the start with a province that does not exist', async () => {
    await expect(loader.load(['53', '99'])).rejects.toThrow('WILAYAH_PROVINCES names 99');
  });

  it.each(readCollisions())(
    'are $bps for the digits $digits of BPS, and $kemendagri for the same digits of Kemendagri',
    async ({ digits, bps, kemendagri }) => {
      expect((await wilayah.byBps(bpsCode(digits) as BpsCode)).name).toBe(bps);
      expect((await wilayah.get(`${digits.slice(0, 2)}.${digits.slice(2)}`)).name).toBe(kemendagri);
      // Without its dot a code is not one of Kemendagri, whatever its digits are.
      expect(await wilayah.find(digits)).toBeNull();
    },
  );

  it('say where they are in words', async () => {
    expect((await wilayah.path('53.71.01.1011')).words).toBe('Kelurahan Naioni, Kecamatan Alak, Kota Kupang');
    expect((await wilayah.words(['53.01.04.2003', '53.01', '99.99'])).get('53.01.04.2003')).toBe(
      'Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang',
    );
  });

  it('are found by the beginning of a name in any case, with or without the word for its kind, and by code', async () => {
    const first = async (text: string): Promise<string | undefined> =>
      (await wilayah.search({ text, page: 1, size: 3 })).items[0]?.words;
    expect(await first('bokonu')).toBe('Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang');
    expect(await first('Kab. Sikka')).toBe('Kabupaten Sikka');
    expect(await first('kota kup')).toBe('Kota Kupang');
    expect(await first('53.01.04.2003')).toBe('Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang');
    expect(await first('%')).toBeUndefined();
    const within = await wilayah.search({
      text: 'oe',
      level: 'desa',
      page: 1,
      size: 500,
      within: (await wilayah.get('53.71')).code,
    });
    expect(within.items.every(({ code }) => code.startsWith('53.71.'))).toBe(true);
    expect(within.total).toBe(within.items.length);
    expect(within.total).toBeGreaterThan(2);
  });

  it('are each the only one of their names, when the kind is said too', async () => {
    const villages = (await test.source.query(
      `select v.code, v.kind, v.name as village, d.name as district, r.name as regency, r.kind as regency_kind
       from wilayah v join wilayah d on d.code = v.district_code join wilayah r on r.code = v.regency_code
       where v.level = 'desa' and v.is_current`,
    )) as { code: string; kind: 'desa'; village: string; district: string; regency: string; regency_kind: 'kota' }[];
    const resolved = await wilayah.resolve(
      villages.map((one) => ({
        village: placeName({ kind: one.kind, name: one.village }),
        district: one.district.toUpperCase(),
        regency: placeName({ kind: one.regency_kind, name: one.regency }),
      })),
    );
    expect(villages).toHaveLength(3442);
    expect(
      villages.filter(
        ({ code }, at) => !('code' in (resolved[at] ?? {})) || (resolved[at] as { code: string }).code !== code,
      ),
    ).toEqual([]);
  });
});

describe('a village named in a list', () => {
  let test: TestApp;
  let wilayah: WilayahService;

  beforeAll(async () => {
    const { someVillages } = await import('../../factories/villages.js');
    test = await openTestApp();
    await someVillages(test.source);
    wilayah = test.app.get(WilayahService);
  });
  afterAll(() => test.close());

  const resolve = async (regency: string, district: string, village: string, code = ''): Promise<string> => {
    const [one] = await wilayah.resolve([{ regency, district, village, code }]);
    if (!one) throw new Error('No answer');
    return 'words' in one ? one.code : `${one.field}: ${one.message}`;
  };

  it('is found however its names are written', async () => {
    expect(await resolve('Kab. Kupang', 'Kec. Semau', 'Desa Bokonusan')).toBe('53.01.04.2003');
    expect(await resolve('KUPANG', 'semau', 'bokonusan')).toBe('53.01.04.2003');
    expect(await resolve('Timor Tengah Selatan', 'Kota Soe', "So'E")).toBe('53.02.01.1001');
    expect(await resolve('', '', 'Uitao')).toBe('53.01.04.2005');
  });

  it('may lie in the kabupaten or in the kota of the same name: the kecamatan decides', async () => {
    expect(await resolve('Kupang', 'Alak', 'Namosain')).toBe('53.71.01.1001');
    expect(await resolve('Kabupaten Kupang', 'Alak', 'Namosain')).toMatch(
      /^district: Kecamatan "Alak" tidak ada di Kabupaten Kupang/,
    );
  });

  it('is not guessed when two have the name, and both are named', async () => {
    expect(await resolve('Kabupaten Kupang', 'Kupang Timur', 'Oesao')).toMatch(
      /^village: "Oesao" ada 2 di Kecamatan Kupang Timur: Kelurahan Oesao.*53\.01\.06\.1004.*Desa Oesao.*53\.01\.06\.2015/,
    );
    expect(await resolve('Kabupaten Kupang', 'Kupang Timur', 'Kel. Oesao')).toBe('53.01.06.1004');
    expect(await resolve('Kabupaten Kupang', 'Kupang Timur', 'Desa Oesao')).toBe('53.01.06.2015');
  });

  it('that is misspelt is a problem with what there is instead', async () => {
    expect(await resolve('Kabupaten Kupang', 'Semau', 'Bokonusa')).toMatch(/^village: .*Yang ada: Desa Bokonusan\./);
    expect(await resolve('Kabupaten Kupng', 'Semau', 'Bokonusan')).toMatch(
      /^regency: Kabupaten\/kota "Kabupaten Kupng" tidak dikenal/,
    );
    expect(await resolve('Kabupaten Kupang', 'Semau', '')).toMatch(/^village: Desa atau kelurahan belum diisi/);
  });

  it('may be told by its code, and then its name must agree', async () => {
    expect(await resolve('', '', '', '53.01.04.2003')).toBe('53.01.04.2003');
    expect(await resolve('', '', 'Desa Bokonusan', '53.01.04.2003')).toBe('53.01.04.2003');
    expect(await resolve('', '', 'Otan', '53.01.04.2003')).toMatch(
      /^village: Kode 53\.01\.04\.2003 ialah Desa Bokonusan/,
    );
    expect(await resolve('', '', '', '5301042003')).toMatch(/^code: .*tanpa titik dapat berarti kode BPS/);
    expect(await resolve('', '', '', '53.01.04')).toMatch(/^code: Kode 53\.01\.04 ialah Kecamatan Semau/);
    expect(await resolve('', '', '', '53.01.04.2999')).toMatch(/^code: Kode desa 53\.01\.04\.2999 tidak ada/);
  });

  it('is answered by the API with the source and its licence, by either scheme', async () => {
    const { agent } = await test.signIn('dinas-pembina');
    const top = await agent.get('/api/v1/wilayah').expect(200);
    expect((top.body as { source: { attribution: string } }).source.attribution).toContain('ODbL');
    const one = await agent.get('/api/v1/wilayah/53.01').expect(200);
    expect(one.body).toMatchObject({ name: 'Kupang', bpsCode: '5303', words: 'Kabupaten Kupang' });
    expect((await agent.get('/api/v1/wilayah/bps/5303').expect(200)).body).toMatchObject({ code: '53.01' });
    await agent.get('/api/v1/wilayah/5301').expect(422);
    await agent.get('/api/v1/wilayah/53.99').expect(404);
    const below = await agent.get('/api/v1/wilayah/53.01.04/children').expect(200);
    expect((below.body as { items: unknown[] }).items).toHaveLength(3);
    const found = await agent.get('/api/v1/wilayah/search?text=oesao').expect(200);
    expect((found.body as { total: number }).total).toBe(2);
    expect((await agent.get('/api/v1/wilayah/imk').expect(200)).body).toMatchObject({ total: 168_002, year: null });
  });
});
