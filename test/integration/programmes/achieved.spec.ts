import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstanceSettings } from '../../../src/access/instance/instance-settings.js';
import { AchievedFigures } from '../../../src/participation/programmes/achieved.js';
import { TARGET_FIGURES } from '../../../src/participation/programmes/target-metrics.js';
import { TargetsService } from '../../../src/participation/programmes/targets.service.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { someSellers } from '../../factories/participation.js';
import { KLPD } from '../../factories/purchases.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const TODAY = '2026-08-31';

describe('what was reached of every figure with targets, by hand', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp();
    await test.app.get(InstanceSettings).save({ klpdCode: KLPD, klpdName: 'Provinsi Contoh' });
    await test.source.transaction(async (tx) => {
      await someSellers(tx);
      await test.app.get(Refresh).run(tx, 'all');
    });
    await test.source.query(
      `insert into catalogue_snapshot (on_day, catalogue, source, sellers, umk, etalase, products, created_by) values
         ('2024-08-31', 'lokal', 'uji', 50, 40, 3, 100, 'uji'), ('2025-08-31', 'lokal', 'uji', 60, 50, 4, 120, 'uji'),
         ('2026-06-30', 'lokal', 'uji', 70, 55, 4, 130, 'uji')`,
    );
  });
  afterAll(() => test.close());

  async function told(year: number, today = TODAY): Promise<Record<string, string | null>> {
    const reached = test.app.get(AchievedFigures).inYear(year, today);
    const found: [string, string | null][] = [];
    for (const figure of TARGET_FIGURES) found.push([figure.key, (await reached(figure)).amount]);
    return Object.fromEntries(found);
  }

  it('is what the figures say of the whole of 2025; what nothing tells is not available', async () => {
    expect(await told(2025)).toEqual({
      // No plan and no budget are on file.
      M01: null,
      M02: null,
      M04: null,
      M06: null,
      // 170 of 970 completed, all of it through e-purchasing, 100 of an OVOP product from UMK.
      M03: '17.53',
      M05: '100.00',
      M11: '10.31',
      listedUmk: '50',
      umkCompleted: '2',
      // 50 UMK listed of 168,002, of 1 on file, of 60 in the catalogue.
      imk: '0.0298',
      register: '5000.0000',
      catalogue: '83.3333',
      // 40 to 50 by the same day.
      listedUmkGrowth: '25.00',
      // Tenun Satu 810 and CV Pusat 60 of 970.
      localShare: '89.69',
      sellers: '3',
      umk: '2',
      transactions: '10',
      transactionsUmk: '5',
      value: '1090.00',
      valueUmk: '220.00',
      productsSold: '2',
      productsSoldUmk: '1',
      listedSellers: '60',
      etalase: '4',
      listedProducts: '120',
      // 2024 has no data: who is new or lost cannot be said.
      newcomers: null,
      kept: null,
      back: null,
      lost: null,
      retention: null,
      topShare: '100.00',
      topShareUmk: '100.00',
      // 100, 110, 810: 2 × 2750 / 3060 − 4 / 3.
      gini: '0.4641',
      'layak-tayang': null,
      'tayang-jual': '454',
      'layak-jual': null,
      known: '2',
      contacted: null,
      registered: '2',
      eligible: null,
      listed: '1',
      sold: '2',
      again: '2',
      umkShare: '66.67',
      umkShareOfKnown: '66.67',
      valuePerTransaction: '109.00',
      umkValueShare: '20.18',
    });
  });

  it('is held against the same span of the year before while the year lasts', async () => {
    expect(await told(2026)).toMatchObject({ kept: '1', lost: '2', retention: '33.33', sellers: '1' });
    // States of 31 August and 30 June: no growth that may be held against a target.
    expect((await told(2026))['listedUmkGrowth']).toBeNull();
    const reached = test.app.get(AchievedFigures).inYear(2026, TODAY);
    const growth = TARGET_FIGURES.find(({ key }) => key === 'listedUmkGrowth');
    if (!growth) throw new Error('There is no such figure');
    expect((await reached(growth)).said).toBe('tidak sebanding: keadaan 31 Agustus 2025 dan 30 Juni 2026');
    expect(Object.values(await told(2027)).every((amount) => amount === null)).toBe(true);
  });

  it('is shown with the way of the target, and says of what it is', async () => {
    const targets = test.app.get(TargetsService);
    const by = { by: 'uji', today: TODAY, timeZone: 'Asia/Makassar' };
    for (const [metric, figure, amount] of [
      ['P01', 'umk', '3'],
      ['P01', 'sellers', '3'],
      ['P09', null, '0,5'],
      ['P08', 'topShareUmk', '90'],
    ] as const)
      await targets.create({ metric, figure, year: 2025, amount }, by);
    await targets.create({ metric: 'P06', figure: 'lost', year: 2026, amount: '5' }, by);
    const lines = await targets.list(null, TODAY);
    expect(lines.map(({ figure, standing, percent }) => [figure, standing, percent])).toEqual([
      ['sellers', 'tercapai', '100.0'],
      ['umk', 'belum', '66.7'],
      // At most 5, and 2 so far: kept only when the year is over.
      ['lost', 'berjalan', '40.0'],
      ['topShareUmk', 'belum', '111.1'],
      ['gini', 'tercapai', '92.8'],
    ]);
    expect(lines.at(-2)?.achieved.said).toBe('Rp220 dari Rp220');
    await expect(targets.create({ metric: 'P09', year: 2026, amount: '35' }, by)).rejects.toMatchObject({
      code: 'target.invalid',
    });
    await expect(targets.create({ metric: 'P01', figure: 'umk', year: 2025, amount: '9' }, by)).rejects.toMatchObject({
      code: 'target.known',
    });
    await expect(targets.create({ metric: 'P12', year: 2026, amount: '9' }, by)).rejects.toMatchObject({
      code: 'target.invalid',
    });
  });
});
