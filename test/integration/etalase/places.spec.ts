import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlaceLoader } from '../../../src/etalase/places/place-loader.js';
import { PlacesService } from '../../../src/etalase/places/places.service.js';
import { aVillage } from '../../factories/catalogue.js';
import { openTestApp, type TestApp } from '../../support/app.js';

describe('tourism places', () => {
  let test: TestApp;
  let places: PlacesService;

  beforeAll(async () => {
    test = await openTestApp();
    places = test.app.get(PlacesService);
    await aVillage(test.source.manager, '98.01.01.2001', 'Contoh Satu');
  });
  afterAll(() => test.close());

  const query = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await test.source.query(sql)) as Record<string, unknown>[];

  it('are not written for regions that are not loaded, and fall back to the kabupaten where the village is unknown', async () => {
    const loader = test.app.get(PlaceLoader);
    expect(await loader.load()).toBe(0);
    // Labuan Bajo, Komodo and the others of Manggarai Barat: 11 of the 67.
    await test.source.query(
      `insert into wilayah (code, level, kind, name, name_key, province_code) values ('53', 'provinsi', 'provinsi', 'P', 'p', '53')`,
    );
    await test.source.query(
      `insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code)
       values ('53.15', 'kabupaten', 'kabupaten', 'Manggarai Barat', 'manggarai barat', '53', '53', '53.15')`,
    );
    expect(await loader.load()).toBe(11);
    expect(await places.get('pulau-komodo')).toMatchObject({ wilayahCode: '53.15', latitude: '-8.57694' });
    expect(await loader.load()).toBe(0);
    expect(await query(`select 1 from audit_entry where object_kind = 'wisata_place'`)).toEqual([]);
  });

  it('are changed by one person at a time, and each change stands in the trail', async () => {
    const input = { name: 'Pantai Contoh', kind: 'pantai', wilayahCode: '98.01.01.2001' };
    const made = await places.create(input, 'rina');
    expect(made).toMatchObject({
      kode: 'pantai-contoh',
      version: 1,
      where: 'Desa Contoh Satu, Kecamatan Kecamatan Contoh, Kabupaten Contoh',
    });
    await expect(places.create(input, 'budi')).rejects.toMatchObject({ code: 'wisata.kode-taken' });
    await places.change('pantai-contoh', 1, { ...input, opening: '08.00–17.00' }, 'rina');
    await expect(places.change('pantai-contoh', 1, input, 'budi')).rejects.toMatchObject({
      code: 'wisata.changed-meanwhile',
      message: expect.stringContaining('rina'),
    });
    expect(await places.get('pantai-contoh')).toMatchObject({ version: 2, opening: '08.00–17.00', updatedBy: 'rina' });
    const trail = await query(`select action from audit_entry where object_kind = 'wisata_place' order by seq`);
    expect(trail).toEqual([{ action: 'row.insert' }, { action: 'row.update' }]);
  });

  it('come in as one list or not at all', async () => {
    const csv = (rows: string): Buffer => Buffer.from(`Kode;Nama;Jenis;Kode Wilayah\n${rows}`);
    const bad = await places.import(csv('gua-a;Gua A;gua;98.01\ngua-b;Gua B;gua;99.99\n'), 'rina');
    expect(bad).toMatchObject({ applied: false, read: 2, rejected: 1 });
    await expect(places.get('gua-a')).rejects.toMatchObject({ code: 'wisata.not-found' });
    const good = await places.import(csv('gua-a;Gua A;gua;98.01\n;Pantai Contoh;pantai;98.01.01.2001\n'), 'rina');
    expect(good).toMatchObject({ applied: true, added: 1, changed: 0, unchanged: 1 });
    expect(await places.get('pantai-contoh')).toMatchObject({ opening: '08.00–17.00', version: 2 });
  });

  it('tell caches and copies what changed, whoever writes', async () => {
    const version = async (): Promise<number> =>
      Number((await query('select last_value as v from etalase_version'))[0]?.['v']);
    const before = await version();
    const { id } = await places.get('gua-a');
    await test.source.query(`delete from etalase_change`);
    await test.source.query(
      `insert into physical_etalase (place_id, name, location, created_by) values (${id}, 'Loket', 'Pintu masuk', 'rina')`,
    );
    expect(await version()).toBeGreaterThan(before);
    expect(await query('select kind, key, removed from etalase_change')).toEqual([
      { kind: 'wisata', key: 'gua-a', removed: false },
    ]);
    await places.setState('gua-a', 1, 'arsip', 'rina');
    expect(await query('select kind, key, removed from etalase_change')).toEqual([
      { kind: 'wisata', key: 'gua-a', removed: true },
    ]);
  });
});

describe('months of a season', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());

  it.each([
    ['Juni–Agustus', [6, 7, 8]],
    ['November s.d. Februari', [1, 2, 11, 12]],
    ['Mei dan Okt', [5, 10]],
    ['panen Agt sampai Sept', [8, 9]],
    ['sepanjang tahun', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['musim panen di desa', null],
  ])('%s', async (words, months) => {
    const found = (await test.source.query(
      `select m, etalase_in_season($1, m) as in_season from generate_series(1, 12) m`,
      [words],
    )) as { m: number; in_season: boolean | null }[];
    const told = found.every(({ in_season: inSeason }) => inSeason === null)
      ? null
      : found.filter(({ in_season: inSeason }) => inSeason).map(({ m }) => m);
    expect(told).toEqual(months);
  });
});
