import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ListingsService } from '../../../src/etalase/listing/listings.service.js';
import { anEnterprise, aVillage } from '../../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../../factories/etalase.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const DAY = '2026-03-10';

describe('the listing of a tourism place', () => {
  let test: TestApp;
  let listings: ListingsService;
  let place: string;

  const shown = async (day = DAY, id = place): Promise<string[]> => {
    const spot = await listings.spot(id, day);
    if (!spot) throw new Error('No such place');
    return (await listings.listing(spot, day)).map(({ name, step }) => `${step} ${name}`);
  };
  const query = (sql: string, values: unknown[] = []): Promise<unknown> => test.source.query(sql, values);
  const rule = (columns: string): Promise<unknown> =>
    query(`update etalase_rule set ${columns} where place_id is null`);

  beforeAll(async () => {
    test = await openTestApp();
    listings = test.app.get(ListingsService);
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.01.01.2002', 'Sebelah');
    await aVillage(em, '98.01.02.2001', 'Sekabupaten');
    await aVillage(em, '98.02.01.2001', 'Dekat', { regency: 'Tetangga' });
    await aVillage(em, '98.03.01.2001', 'Jauh', { regency: 'Seberang' });
    place = await aWisataPlace(em, { name: 'Pantai Sini', wilayah: '98.01.01.2001', at: [-8.5, 120] });
    // One degree of latitude is 111 km: 33 km and 222 km away.
    await aWisataPlace(em, { name: 'Gua Dekat', wilayah: '98.02.01.2001', at: [-8.8, 120] });
    await aWisataPlace(em, { name: 'Gua Jauh', wilayah: '98.03.01.2001', at: [-10.5, 120] });
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    await query('delete from etalase_assignment');
    await query('update product set state = $1', ['arsip']);
    await query(`delete from etalase_rule where place_id is not null`);
    await rule(`steps = default, distance_km = default, most = default, needs_eligibility = default, star = default,
      season = default, availability = default, seed = default`);
  });

  it('has what is assigned first, then from near to far, and nothing twice', async () => {
    const em = test.source.manager;
    for (const [name, village] of [
      ['Jauh', '98.03.01.2001'],
      ['Dekat', '98.02.01.2001'],
      ['Kabupaten', '98.01.02.2001'],
      ['Kecamatan', '98.01.01.2002'],
      ['Desa', '98.01.01.2001'],
    ] as const)
      await aShownProduct(em, { name, villages: [village] });
    const assigned = await aShownProduct(em, { name: 'Titipan', villages: ['98.03.01.2001', '98.01.01.2001'] });
    await query(
      `insert into etalase_assignment (place_id, product_id, position, valid_from, valid_until, created_by)
       values ($1, $2, 1, '2026-03-01', '2026-03-10', 'rina')`,
      [place, assigned],
    );
    expect(await shown()).toEqual([
      'ditetapkan Titipan',
      'desa Desa',
      'kecamatan Kecamatan',
      'kabupaten Kabupaten',
      'jarak Dekat',
      'provinsi Jauh',
    ]);
    // The day after its last, it is a product of its villages like any other.
    expect((await shown('2026-03-11')).filter((one) => one.endsWith('Titipan'))).toEqual(['desa Titipan']);
    await rule(`steps = '{kabupaten,ditetapkan}'`);
    expect((await shown()).map((one) => one.split(' ')[0])).toEqual([
      'kabupaten',
      'kabupaten',
      'kabupaten',
      'kabupaten',
    ]);
    await rule(`steps = '{ditetapkan}'`);
    expect(await shown()).toEqual(['ditetapkan Titipan']);
    expect(await shown('2026-03-11')).toEqual([]);
    await rule(`steps = '{jarak}', distance_km = 30`);
    expect((await shown()).toSorted()).toEqual(['jarak Desa', 'jarak Kecamatan', 'jarak Titipan']);
  });

  it('never has a product that nobody verified, that is not on show, or of which no decision says that it may be sold when the rule asks for one', async () => {
    const em = test.source.manager;
    const seller = await anEnterprise(em, 'Usaha Layak');
    const good = await aShownProduct(em, { name: 'Terverifikasi', villages: ['98.01.01.2001'], makers: [seller] });
    const unseen = await aShownProduct(em, { name: 'Belum dilihat', villages: ['98.01.01.2001'] });
    await query('update product set verified_on = null, verified_by = null where id = $1', [unseen]);
    await aShownProduct(em, { name: 'Draf', villages: ['98.01.01.2001'], state: 'draf' });
    await query(
      `insert into etalase_assignment (place_id, product_id, position, valid_from, created_by) values ($1, $2, 1, '2026-01-01', 'rina')`,
      [place, unseen],
    );
    expect(await shown()).toEqual(['desa Terverifikasi']);
    expect(good).toMatch(/^\d+$/);
  });

  it('has out of season and not at hand last, or not at all when the rule says so', async () => {
    const em = test.source.manager;
    const add = async (name: string, season: string | null, capacity: number | null): Promise<void> => {
      const id = await aShownProduct(em, { name, villages: ['98.01.01.2001'] });
      await query('update product set season = $2, capacity_per_month = $3 where id = $1', [id, season, capacity]);
    };
    await add('Mangga', 'Oktober–Desember', 5);
    await add('Kosong', null, 0);
    await add('Madu', 'Maret dan April', 5);
    expect(await shown()).toEqual(['desa Madu', 'desa Kosong', 'desa Mangga']);
    expect((await shown('2026-11-01'))[0]).toBe('desa Mangga');
    await rule(`season = 'sembunyikan', availability = 'sembunyikan'`);
    expect(await shown()).toEqual(['desa Madu']);
  });

  it('gives one product of each maker before a second of any, the starred one of a maker first', async () => {
    const em = test.source.manager;
    const big = await anEnterprise(em, 'Usaha Besar');
    const small = await anEnterprise(em, 'Usaha Kecil');
    for (const name of ['B1', 'B2', 'B3'])
      await aShownProduct(em, { name, villages: ['98.01.01.2001'], makers: [big] });
    await aShownProduct(em, { name: 'K1', villages: ['98.01.01.2001'], makers: [small] });
    await query(
      `insert into product_star_decision (product_id, scheme, stars, decided_by, decided_on, source, recorded_by)
       select id, '1-5', 4, 'kementerian', '2026-01-01', 'SK contoh', 'rina' from product where name = 'B3' and state = 'tayang'`,
    );
    const names = (await shown()).map((one) => one.slice(-2));
    expect(names.slice(0, 2).toSorted()).toEqual(['B3', 'K1']);
    expect(names.slice(2).toSorted()).toEqual(['B1', 'B2']);
  });

  it('turns each day by md5(seed:day:maker), so that each maker is first equally often and two calls on one day agree', async () => {
    const em = test.source.manager;
    const makers: string[] = [];
    for (const name of ['Usaha A', 'Usaha B', 'Usaha C', 'Usaha D']) {
      const maker = await anEnterprise(em, name);
      makers.push(maker);
      await aShownProduct(em, { name: `Kain ${maker}`, villages: ['98.01.01.2001'], makers: [maker] });
    }
    const hash = (day: string, maker: string, seed: string): string =>
      createHash('md5').update(`${seed}:${day}:${maker}`).digest('hex');
    const expected = (day: string, seed = 'ovop'): string[] =>
      makers
        .toSorted((a, b) => (hash(day, a, seed) < hash(day, b, seed) ? -1 : 1))
        .map((maker) => `desa Kain ${maker}`);
    const days = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
    const firsts = new Map<string, number>();
    for (const day of days) {
      const names = await shown(day);
      expect(names).toEqual(expected(day));
      firsts.set(names[0] ?? '', (firsts.get(names[0] ?? '') ?? 0) + 1);
    }
    expect(await shown('2026-01-07')).toEqual(await shown('2026-01-07'));
    // 60 days over four makers: 15 each, give or take what chance gives.
    expect(Math.min(...firsts.values())).toBeGreaterThanOrEqual(6);
    await rule(`seed = 'lain'`);
    expect(await shown('2026-01-07')).toEqual(expected('2026-01-07', 'lain'));
  });

  it('is filled from the nearest steps alone, and a place may have a rule of its own', async () => {
    const em = test.source.manager;
    for (const name of ['D1', 'D2', 'D3']) await aShownProduct(em, { name, villages: ['98.01.01.2001'] });
    await aShownProduct(em, { name: 'K1', villages: ['98.01.01.2002'] });
    await rule('most = 3');
    expect((await shown()).every((one) => one.startsWith('desa'))).toBe(true);
    await query(`insert into etalase_rule (place_id, most, updated_by) values ($1, 4, 'rina')`, [place]);
    expect(await shown()).toHaveLength(4);
    expect((await shown())[3]).toBe('kecamatan K1');
  });

  /*
   * By hand, on 10 March 2026: one maker may sell (layak), one with warnings until that very day (layak-bersyarat), one only
   * until the day before, one no longer (judged tidak-layak after layak), one was never judged, one was judged alone without
   * the product, one has a decision for the product of a maker who does not make it.
   */
  it('asks for a decision in force of a maker with the product, where the rule asks for eligible ones', async () => {
    const em = test.source.manager;
    await query(`insert into eligibility_law (digest, book) values ('uji', '{}') on conflict do nothing`);
    const decided = (
      maker: string,
      product: string | null,
      outcome: string,
      until: string | null,
      day = '2026-03-01',
    ) =>
      query(
        `insert into eligibility_decision (enterprise_id, product_id, platform, day, decided_by, reason, facts, facts_digest,
           rule_versions, law_digest, outcome, states, readiness, requirements, warnings, valid_until, print, changes, verification)
         values ($1, $2, 'v6', $3, 'penguji', 'permintaan', '{}', '', '{}', 'uji', $4, '{}', '{}', '[]', '[]', $5, '', '[]',
           gen_random_uuid()::text)`,
        [maker, product, day, outcome, until],
      );
    const made = async (name: string): Promise<[maker: string, product: string]> => {
      const maker = await anEnterprise(em, `Usaha ${name}`);
      return [maker, await aShownProduct(em, { name, villages: ['98.01.01.2001'], makers: [maker] })];
    };
    const [eligible, one] = await made('Layak');
    await decided(eligible, one, 'layak', null);
    const [warned, two] = await made('Bersyarat');
    await decided(warned, two, 'layak-bersyarat', DAY);
    const [over, three] = await made('Kemarin');
    await decided(over, three, 'layak', '2026-03-09');
    const [no, four] = await made('Tidak lagi');
    await decided(no, four, 'layak', null, '2026-02-01');
    await decided(no, four, 'tidak-layak', null);
    await made('Belum dinilai');
    const [alone] = await made('Sendiri');
    await decided(alone, null, 'layak', null);
    const [, seven] = await made('Orang lain');
    await decided(eligible, seven, 'layak', null);

    expect(await shown()).toHaveLength(7);
    await rule('needs_eligibility = true');
    expect((await shown()).toSorted()).toEqual(['desa Bersyarat', 'desa Layak']);
    expect(await shown('2026-03-11')).toEqual(['desa Layak']);
    // A place may ask for less than all others do.
    await query(`insert into etalase_rule (place_id, needs_eligibility, updated_by) values ($1, false, 'rina')`, [
      place,
    ]);
    expect(await shown()).toHaveLength(7);
  });

  it('without a village or coordinates asks only by what is known', async () => {
    const em = test.source.manager;
    const bare = await aWisataPlace(em, { name: `Danau ${Date.now()}`, wilayah: '98.02' });
    await aShownProduct(em, { name: 'Tetangga', villages: ['98.02.01.2001'] });
    await aShownProduct(em, { name: 'Sini', villages: ['98.01.01.2001'] });
    expect(await shown(DAY, bare)).toEqual(['kabupaten Tetangga', 'provinsi Sini']);
  });
});
