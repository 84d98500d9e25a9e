import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstanceSettings } from '../../../src/access/instance/instance-settings.js';
import { EVERYTHING } from '../../../src/access/scope.js';
import {
  FUNNEL_DIMENSIONS,
  FUNNEL_STEPS,
  FunnelQueries,
  TIME_STEPS,
} from '../../../src/participation/funnel.queries.js';
import { FunnelRowsQueries, type MembersAsked } from '../../../src/participation/funnel-rows.queries.js';
import { WHOLE } from '../../../src/participation/participation.js';
import { PenetrationService } from '../../../src/participation/penetration.service.js';
import { SellersQueries } from '../../../src/participation/sellers.queries.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { anEnterprise, aProduct } from '../../factories/catalogue.js';
import { PLACES, someSellers } from '../../factories/participation.js';
import { aPurchaseOf, KLPD } from '../../factories/purchases.js';
import { openTestApp, type TestApp } from '../../support/app.js';

const DAY = { klpd: KLPD, cutoff: '2026-08-31' };

describe('rows behind the numbers of the funnel, by hand', () => {
  let test: TestApp;
  let rows: FunnelRowsQueries;
  let pusat: string;

  beforeAll(async () => {
    test = await openTestApp();
    rows = test.app.get(FunnelRowsQueries);
    await test.app.get(InstanceSettings).save({ klpdCode: KLPD, klpdName: 'Provinsi Contoh' });
    let tenun = '';
    ({ tenun, pusat } = await test.source.transaction(async (tx) => {
      const made = await someSellers(tx);
      await test.app.get(Refresh).run(tx, 'all');
      return made;
    }));
    const [programme] = (await test.source.query(
      `insert into programme (name, kind, organiser, starts_on, created_by, updated_by)
       values ('Pelatihan', 'pelatihan', 'Dinas Contoh', '2025-01-01', 'uji', 'uji') returning id`,
    )) as { id: string }[];
    await test.source.query(
      `insert into programme_participant (programme_id, enterprise_id, joined_on, created_by, updated_by)
       values ($1, $2, '2025-02-01', 'uji', 'uji')`,
      [programme?.id, tenun],
    );
    await test.source.query(`insert into eligibility_law (digest, book) values ('uji', '{}')`);
    for (const [id, day, outcome] of [
      [tenun, '2022-01-10', 'layak'],
      [pusat, '2025-01-15', 'layak-bersyarat'],
      [pusat, '2026-08-01', 'tidak-layak'],
    ])
      await test.source.query(
        `insert into eligibility_decision (enterprise_id, platform, day, decided_by, reason, facts, facts_digest, rule_versions,
           law_digest, outcome, states, readiness, requirements, warnings, print, changes, verification)
         values ($1, 'v6', $2, 'penguji', 'permintaan', '{}', '', '{}', 'uji', $3, '{}', '{}', '[]', '[]', '', '[]',
           gen_random_uuid()::text)`,
        [id, day, outcome],
      );
  });
  afterAll(() => test.close());

  const members = (asked: Partial<MembersAsked>, cutoff = DAY.cutoff) =>
    rows.members(
      { ...DAY, cutoff },
      { step: 'known', by: 'kabupaten', place: 'all', page: 1, size: 100, ...asked },
      EVERYTHING,
    );

  it('names each enterprise once, a branch as its head office, with the first day of each step', async () => {
    expect(await members({})).toMatchObject({
      total: 2,
      pages: 1,
      items: [
        {
          id: pusat,
          name: 'CV Pusat',
          regency: 'Ende',
          class: 'mikro',
          contactedOn: null,
          // Its key has no day of its own.
          registered: true,
          registeredOn: null,
          // Found eligible once, and no longer by the newest decision.
          eligible: false,
          eligibleOn: '2025-01-15',
          listed: false,
          listedOn: null,
          firstSaleOn: '2025-01-10',
          packages: 5,
        },
        {
          name: 'Tenun Satu',
          regency: 'Alor',
          class: 'menengah',
          contactedOn: '2025-02-01',
          eligible: true,
          eligibleOn: '2022-01-10',
          listed: true,
          listedOn: '2022-02-01',
          firstSaleOn: '2023-05-01',
          packages: 5,
        },
      ],
    });
  });

  it('tells them as of another day', async () => {
    expect((await members({ step: 'sold' }, '2023-12-31')).items).toMatchObject([
      { name: 'Tenun Satu', class: 'kecil', contactedOn: null, packages: 1 },
    ]);
    expect(await members({ step: 'again' }, '2023-12-31')).toMatchObject({ total: 0, items: [] });
  });

  it('has as many rows as each number of the funnel says, of every step, place and breakdown', async () => {
    let numbers = 0;
    for (const cutoff of [DAY.cutoff, '2025-06-30', '2023-12-31'])
      for (const by of FUNNEL_DIMENSIONS) {
        const funnel = await test.app.get(FunnelQueries).funnel({ ...DAY, cutoff }, by, EVERYTHING);
        for (const { key, counts } of [{ key: 'all', counts: funnel.all }, ...funnel.rows])
          for (const step of FUNNEL_STEPS) {
            const { items, total } = await members({ step, by, place: key }, cutoff);
            expect([cutoff, by, key, step, total]).toEqual([cutoff, by, key, step, counts[step]]);
            expect(items).toHaveLength(total ?? -1);
            numbers += 1;
          }
      }
    expect(numbers).toBe(3 * 3 * 3 * FUNNEL_STEPS.length);
  });

  it('gives the rows page by page, and the count alone', async () => {
    expect(await members({ page: 2, size: 1 })).toMatchObject({ total: 2, pages: 2, items: [{ name: 'Tenun Satu' }] });
    expect(await members({ size: 0 })).toMatchObject({ total: 2, items: [] });
    expect(await members({ page: 9 })).toMatchObject({ total: 2, items: [] });
  });

  it('lists whose days a median is made of, and whose stand the other way round', async () => {
    const { times } = await test.app.get(FunnelQueries).funnel(DAY, 'kabupaten', EVERYTHING);
    for (const step of TIME_STEPS)
      for (const reversed of [false, true]) {
        const { items, total } = await rows.durations(DAY, { step, reversed, page: 1, size: 100 }, EVERYTHING);
        const time = times.find((one) => one.step === step);
        expect([step, total]).toEqual([step, reversed ? time?.reversed : time?.known]);
        expect(items.every(({ days }) => days < 0 === reversed)).toBe(true);
      }
    const asked = { page: 1, size: 100 };
    const told = await rows.durations(DAY, { step: 'layak-jual', reversed: false, ...asked }, EVERYTHING);
    // 10 January 2022 to 1 May 2023: 355 days to the year's end and 121 after it.
    expect(told.items).toMatchObject([
      { name: 'Tenun Satu', fromDay: '2022-01-10', toDay: '2023-05-01', days: 355 + 121 },
    ]);
    const back = await rows.durations(DAY, { step: 'layak-jual', reversed: true, ...asked }, EVERYTHING);
    expect(back.items).toMatchObject([{ name: 'CV Pusat', fromDay: '2025-01-15', toDay: '2025-01-10', days: -5 }]);
  });

  it('names sellers that are no enterprise on file, of whom two keys of one SIKaP id are one', async () => {
    expect(await rows.unregistered(DAY, { page: 1, size: 100 }, EVERYTHING)).toMatchObject({
      total: 2,
      items: [
        { name: 'Y', scheme: 'v5', firstOn: '2025-05-01', packages: 2, value: 10_000n },
        { name: 'v5 X', scheme: 'v5', firstOn: '2023-06-01', packages: 1, value: 500n },
      ],
    });
    expect(await rows.unregistered(DAY, { page: 1, size: 0 }, EVERYTHING)).toMatchObject({ total: 2, items: [] });
  });

  it('lists the UMK that the register is counted by as a denominator', async () => {
    const { items, total } = await members({ by: 'umk', place: 'yes' });
    const penetration = await test.app.get(PenetrationService).penetration(null, DAY.cutoff);
    expect(penetration.rows.find(({ key }) => key === 'register')?.amount).toBe(total);
    expect(items.map(({ name }) => name)).toEqual(['CV Pusat']);
    const before = await members({ by: 'umk', place: 'yes' }, '2025-06-30');
    expect(before.items.map(({ name }) => name)).toEqual(['CV Pusat', 'Tenun Satu']);
  });

  it('knows sales of the own agency only to whoever sees no more, and the register whole', async () => {
    const scope = { kind: 'perangkat-daerah', perangkatDaerahId: '424242' } as const;
    const asked: MembersAsked = { step: 'known', by: 'kabupaten', place: 'all', page: 1, size: 100 };
    expect((await rows.members(DAY, asked, scope)).items).toMatchObject([
      { name: 'CV Pusat', firstSaleOn: null, packages: 0 },
      { name: 'Tenun Satu', firstSaleOn: null, packages: 0 },
    ]);
    expect((await rows.unregistered(DAY, { page: 1, size: 10 }, scope)).total).toBe(0);
  });

  it('names a seller of several keys by one of them, never by a key of another', async () => {
    await test.source.transaction(async (tx) => {
      // SIKaP 901 is v5 PP and v6 AA. That v5 AA is somebody else, must not lend its name.
      await tx.query(
        `insert into supplier_told (batch_id, scheme, key, name, sikap_id) values
           (1, 'v5', 'PP', 'Toko Papaya', '901'), (1, 'v6', 'AA', 'Toko Papaya', '901'), (1, 'v5', 'AA', 'Toko Lain', null)`,
      );
      for (const [source, key] of [
        ['v5', 'PP'],
        ['v6', 'AA'],
      ] as const)
        await aPurchaseOf(tx, {
          year: 2022,
          orderedOn: '2022-03-01',
          value: '1.00',
          source,
          supplier: { scheme: source, key },
        });
      await test.app.get(Refresh).run(tx, 'all');
    });
    const { items } = await rows.unregistered(DAY, { page: 1, size: 100 }, EVERYTHING);
    expect(items.map(({ name, scheme, packages }) => [name, scheme, packages])).toContainEqual([
      'Toko Papaya',
      'v5',
      2,
    ]);
    const sellers = await test.app
      .get(SellersQueries)
      .page({ ...DAY, span: 'penuh', years: 5, ...WHOLE }, { year: 2022, page: 1, size: 100 }, EVERYTHING);
    expect(sellers.items.map(({ name }) => name)).toEqual(['Toko Papaya']);
  });

  it('takes no first day where something without a day may be earlier', async () => {
    const [kopi] = await test.source.transaction(async (tx) => {
      const id = await anEnterprise(tx, 'Kopi Tanpa Tanggal', PLACES.alor);
      await tx.query(
        `insert into enterprise_supplier_key (scheme, key, enterprise_id, valid_from) values
           ('v5', 'K1', $1, default), ('v6', 'K2', $1, '2025-03-01')`,
        [id],
      );
      for (const [key, validFrom] of [
        ['901', null],
        ['902', '2025-01-01'],
      ])
        await tx.query(
          `insert into product_listing (product_id, platform, external_id, enterprise_id, valid_from)
           values ($1, 'v5', $2, $3, coalesce($4::date, '2000-01-01'))`,
          [await aProduct(tx, { name: `Kopi ${key}`, makers: [id] }), key, id, validFrom],
        );
      // In 2022 on a day that nobody knows, then on 1 June 2025.
      const supplier = { scheme: 'v5' as const, key: 'K1' };
      await aPurchaseOf(tx, { year: 2022, orderedOn: null, value: '1.00', source: 'v5', supplier });
      await aPurchaseOf(tx, { year: 2025, orderedOn: '2025-06-01', value: '1.00', source: 'v5', supplier });
      await test.app.get(Refresh).run(tx, 'all');
      return [id];
    });
    const { items } = await members({ step: 'sold' });
    expect(items.find(({ id }) => id === kopi)).toMatchObject({
      registered: true,
      registeredOn: null,
      listed: true,
      listedOn: null,
      firstSaleOn: null,
      packages: 2,
    });
    const { times } = await test.app.get(FunnelQueries).funnel(DAY, 'kabupaten', EVERYTHING);
    const { total } = await rows.durations(
      DAY,
      { step: 'tayang-jual', reversed: false, page: 1, size: 100 },
      EVERYTHING,
    );
    // Tenun Satu alone.
    expect([total, times.find(({ step }) => step === 'tayang-jual')?.known]).toEqual([1, 1]);
  });
});
