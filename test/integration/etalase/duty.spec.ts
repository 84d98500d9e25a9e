import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DutyQueries } from '../../../src/etalase/duty/duty.queries.js';
import { aVillage } from '../../factories/catalogue.js';
import { aWisataPlace } from '../../factories/etalase.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const DAY = '2026-11-27';
const ALL = { kabupaten: null, state: null };

/*
 * By hand, with 180 days: 27 November less 180 days is 31 May 2026.
 * Kabupaten Satu: baru (seen on 31 May: the last day that counts) ada; lama (30 May) kedaluwarsa; dua (one gone, one there) ada;
 * diam (nothing on file) belum diketahui. Kabupaten Dua: tutup (closed) tidak ada; kosong (looked, none) tidak ada;
 * dulu (looked, none, a year ago) belum diketahui; tanya (on file, nobody knows since when) belum diketahui;
 * batal (the only inspection withdrawn, since 1 May) kedaluwarsa; arsip (put away) is not counted.
 */
describe('which places have an etalase', () => {
  let test: TestApp;
  let duty: DutyQueries;

  beforeAll(async () => {
    test = await openTestApp();
    duty = test.app.get(DutyQueries);
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.02.01.2001', 'Sana', { regency: 'Seberang' });
    const ids = new Map<string, string>();
    for (const name of ['baru', 'lama', 'dua', 'diam'])
      ids.set(name, await aWisataPlace(em, { name, wilayah: '98.01.01.2001' }));
    for (const name of ['tutup', 'kosong', 'dulu', 'tanya', 'batal', 'arsip'])
      ids.set(name, await aWisataPlace(em, { name, wilayah: '98.02.01' }));
    await em.query(`update wisata_place set state = 'arsip' where kode = 'arsip'`);
    const etalase = async (place: string, name: string, since: string | null, closed: string | null = null) => {
      const [row] = (await em.query(
        `insert into physical_etalase (place_id, name, location, since, closed_on, closed_why, created_by)
         values ($1, $2, 'Di loket', $3, $4, $5, 'rina') returning id::text`,
        [ids.get(place), name, since, closed, closed && 'Loket dibongkar'],
      )) as { id: string }[];
      return row?.id ?? '';
    };
    const seen = (etalaseId: string | null, place: string | null, on: string, result = 'baik', withdrawn = false) =>
      em.query(
        `insert into etalase_inspection (etalase_id, place_id, inspected_on, inspector, result, recorded_by, withdrawn_at, withdrawn_why)
         values ($1, $2, $3, 'Rina', $4, 'rina', case when $5::boolean then now() end, case when $5::boolean then 'Salah' end)`,
        [etalaseId, place === null ? null : ids.get(place), on, result, withdrawn],
      );
    await seen(await etalase('baru', 'A', '2020-01-01'), null, '2026-05-31');
    await seen(await etalase('lama', 'A', null), null, '2026-05-30');
    await seen(await etalase('dua', 'A', '2026-01-01'), null, '2026-11-01', 'tidak-ada');
    await seen(await etalase('dua', 'B', '2026-01-01'), null, '2026-11-01', 'perlu-diperbaiki');
    await etalase('tutup', 'A', '2024-01-01', '2025-01-01');
    await seen(null, 'kosong', '2026-11-02', 'tidak-ada');
    await seen(null, 'dulu', '2025-11-02', 'tidak-ada');
    await etalase('tanya', 'A', null);
    await seen(await etalase('batal', 'A', '2026-05-01'), null, '2026-11-03', 'baik', true);
    await etalase('arsip', 'A', '2026-11-01');
    // Of the future, which is not known on the day.
    await etalase('diam', 'A', '2026-12-01');
  });
  afterAll(() => test.close());

  it('is told place by place', async () => {
    const { places, found } = await duty.duty(ALL, DAY, 1, 50);
    expect(found).toBe(9);
    expect(Object.fromEntries(places.map(({ kode, state, etalase }) => [kode, `${state} ${etalase}`]))).toEqual({
      baru: 'ada 1',
      lama: 'kedaluwarsa 1',
      dua: 'ada 2',
      diam: 'belum-diketahui 0',
      tutup: 'tidak-ada 0',
      kosong: 'tidak-ada 0',
      dulu: 'belum-diketahui 0',
      tanya: 'belum-diketahui 1',
      batal: 'kedaluwarsa 1',
    });
    expect(places.find(({ kode }) => kode === 'dua')).toMatchObject({ inspectedOn: '2026-11-01', inspections: 2 });
    expect(places.find(({ kode }) => kode === 'batal')).toMatchObject({ inspectedOn: null, inspections: 0 });
  });

  it('is counted by kabupaten, and the sums add up', async () => {
    const { regencies, total, validDays } = await duty.duty(ALL, DAY, 1, 50);
    expect(validDays).toBe(180);
    expect(regencies).toMatchObject([
      { code: '98.01', places: 4, ada: 2, kedaluwarsa: 1, tidakAda: 0, belumDiketahui: 1, inspections: 3 },
      { code: '98.02', places: 5, ada: 0, kedaluwarsa: 1, tidakAda: 2, belumDiketahui: 2, inspections: 1 },
    ]);
    expect(total).toEqual({ places: 9, ada: 2, kedaluwarsa: 2, tidakAda: 2, belumDiketahui: 3, inspections: 4 });
  });

  it('is filtered, a page at a time, while the sums stay whole', async () => {
    const unknown = await duty.duty({ kabupaten: '98.02', state: 'belum-diketahui' }, DAY, 1, 1);
    expect(unknown.found).toBe(2);
    expect(unknown.places.map(({ kode }) => kode)).toEqual(['dulu']);
    expect(unknown.total.places).toBe(9);
  });

  it('is unknown of everything where nothing was on file yet', async () => {
    const { total } = await duty.duty(ALL, '2019-01-01', 1, 50);
    expect(total.belumDiketahui).toBe(9);
    expect((await duty.place('baru', DAY))?.state).toBe('ada');
    expect(await duty.place('arsip', DAY)).toBeNull();
  });
});
