import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING } from '../../../src/access/scope.js';
import { InstanceSettings } from '../../../src/access/instance/instance-settings.js';
import { FunnelQueries } from '../../../src/participation/funnel.queries.js';
import { MonthlyFigures } from '../../../src/participation/monthly/monthly-figures.js';
import { WHOLE } from '../../../src/participation/participation.js';
import { ParticipationQueries } from '../../../src/participation/participation.queries.js';
import { PenetrationService } from '../../../src/participation/penetration.service.js';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { someSellers } from '../../factories/participation.js';
import { aPurchaseOf, KLPD } from '../../factories/purchases.js';
import { openTestApp, type TestApp } from '../../support/app.js';

describe('from known to selling again, by hand', () => {
  let test: TestApp;
  let tenun: string;
  let pusat: string;

  beforeAll(async () => {
    test = await openTestApp();
    await test.app.get(InstanceSettings).save({ klpdCode: KLPD, klpdName: 'Provinsi Contoh' });
    ({ tenun, pusat } = await test.source.transaction(async (tx) => {
      const made = await someSellers(tx);
      await test.app.get(Refresh).run(tx, 'all');
      return made;
    }));
  });
  afterAll(() => test.close());

  const funnel = (cutoff: string, by: 'kabupaten' | 'kelas' | 'kelompok' = 'kabupaten') =>
    test.app.get(FunnelQueries).funnel({ klpd: KLPD, cutoff }, by, EVERYTHING);

  it('counts a branch with its head office, and says of steps without a source that they are not available', async () => {
    const { all, unregisteredSellers } = await funnel('2026-08-31');
    expect(all).toEqual({ known: 2, contacted: null, registered: 2, eligible: null, listed: 1, sold: 2, again: 2 });
    expect(unregisteredSellers).toBe(2);
  });

  it('tells it of another day: by the end of 2023 one had sold, once', async () => {
    expect((await funnel('2023-12-31')).all).toMatchObject({ listed: 1, sold: 1, again: 0 });
    expect((await funnel('2022-01-15')).all).toMatchObject({ listed: 0, sold: 0 });
  });

  it('breaks down by place, by the class of that day, and by group of products', async () => {
    const told = async (by: 'kabupaten' | 'kelas' | 'kelompok') =>
      (await funnel('2026-08-31', by)).rows.map(({ label, counts }) => [label, counts.known, counts.sold]);
    expect(await told('kabupaten')).toEqual([
      ['Alor', 1, 1],
      ['Ende', 1, 1],
    ]);
    expect(await told('kelas')).toEqual([
      ['Mikro', 1, 1],
      ['Menengah', 1, 1],
    ]);
    expect(await told('kelompok')).toEqual([
      ['Tenun', 1, 1],
      ['Kelompok belum diketahui', 1, 1],
    ]);
  });

  it('takes 454 days from the first listing to the first sale, of the one of whom both are known', async () => {
    const { times } = await funnel('2026-08-31');
    expect(times).toEqual([
      { step: 'layak-tayang', median: null, known: 0, reversed: 0 },
      { step: 'tayang-jual', median: 454, known: 1, reversed: 0 },
      { step: 'layak-jual', median: null, known: 0, reversed: 0 },
    ]);
  });

  it('knows whom a programme reached, by the day on which they joined', async () => {
    const [programme] = (await test.source.query(
      `insert into programme (name, kind, organiser, starts_on, created_by, updated_by)
       values ('Pelatihan', 'pelatihan', 'Dinas Contoh', '2025-01-01', 'uji', 'uji') returning id`,
    )) as { id: string }[];
    await test.source.query(
      `insert into programme_participant (programme_id, enterprise_id, joined_on, created_by, updated_by)
       values ($1, $2, '2025-02-01', 'uji', 'uji')`,
      [programme?.id, tenun],
    );
    expect((await funnel('2026-08-31')).all.contacted).toBe(1);
    expect((await funnel('2025-01-31')).all.contacted).toBe(0);
  });

  it('knows who was eligible on a day, and leaves out whoever sold before the decision', async () => {
    await test.source.query(`insert into eligibility_law (digest, book) values ('uji', '{}')`);
    for (const [day, outcome] of [
      ['2025-01-15', 'layak-bersyarat'],
      ['2026-08-01', 'tidak-layak'],
    ])
      await test.source.query(
        `insert into eligibility_decision (enterprise_id, platform, day, decided_by, reason, facts, facts_digest, rule_versions,
           law_digest, outcome, states, readiness, requirements, warnings, print, changes, verification)
         values ($1, 'v6', $2, 'penguji', 'permintaan', '{}', '', '{}', 'uji', $3, '{}', '{}', '[]', '[]', '', '[]',
           gen_random_uuid()::text)`,
        [pusat, day, outcome],
      );
    expect((await funnel('2025-01-14')).all.eligible).toBe(0);
    expect((await funnel('2025-06-30')).all.eligible).toBe(1);
    expect((await funnel('2026-08-31')).all.eligible).toBe(0);
    expect((await funnel('2026-08-31')).times.at(-1)).toEqual({
      step: 'layak-jual',
      median: null,
      known: 0,
      reversed: 1,
    });
  });

  it('puts denominators side by side, each with its faults', async () => {
    const service = test.app.get(PenetrationService);
    const table = await test.app
      .get(ParticipationQueries)
      .table({ klpd: KLPD, cutoff: '2026-08-31', span: 'sama', years: 1, ...WHOLE }, EVERYTHING);
    const column = table.columns.at(-1) ?? null;
    const population = {
      name: 'UMKM menurut dinas',
      amount: '4.000',
      onDay: '2025-12-31',
      source: 'Dinas',
      limits: 'tanpa petani',
    };
    await service.add(population, 'uji');
    await expect(service.add(population, 'uji')).rejects.toMatchObject({ code: 'population.known' });
    await expect(service.add({ ...population, amount: '0' }, 'uji')).rejects.toMatchObject({
      code: 'population.invalid',
    });
    const before = await service.penetration(column, '2026-08-31');
    expect(before.listed.count).toBeNull();
    expect(before.rows.map(({ name, amount, sold }) => [name, amount, sold])).toEqual([
      ['Industri mikro dan kecil (IMK)', 168_002, '0.0006'],
      // CV Pusat with its branch; Tenun Satu is menengah by then.
      ['UMK dalam data pelaku usaha', 1, '100.0000'],
      ['Pelaku usaha dalam keadaan katalog', null, null],
      ['UMKM menurut dinas', 4000, '0.0250'],
    ]);
    expect(before.rows.every(({ limits }) => limits.length > 10)).toBe(true);
    await test.source.query(
      `insert into catalogue_snapshot (on_day, catalogue, source, sellers, umk, created_by) values ('2026-06-30', 'lokal', 'uji', 50, 40, 'uji')`,
    );
    const after = await service.penetration(column, '2026-08-31');
    expect(after.listed).toMatchObject({ count: 40, onDay: '2026-06-30' });
    expect(after.rows.map(({ listed }) => listed)).toEqual(['0.0238', '4000.0000', '80.0000', '1.0000']);
  });

  describe('monthly figures', () => {
    const figure = async (key: string) =>
      (await test.app.get(MonthlyFigures).list(KLPD)).filter((one) => one.key === key);

    it('are kept once for the month that was closed', async () => {
      const monthly = test.app.get(MonthlyFigures);
      const first = await monthly.run('2026-09-02');
      expect(first?.taken).toBeGreaterThan(20);
      expect(await monthly.run('2026-09-03')).toEqual({ taken: 0, changed: 0 });
      expect(await figure('transactions')).toMatchObject([
        { month: '2026-08-01', value: '1', metric: 'P02', version: 1 },
      ]);
      expect(await figure('value')).toMatchObject([{ value: '1000', changes: [] }]);
      expect(await figure('productsSold')).toMatchObject([{ value: null }]);
    });

    it('stay as they were, with a note of the import that changed them', async () => {
      await test.source.transaction(async (tx) => {
        const id = await aPurchaseOf(tx, {
          year: 2026,
          orderedOn: '2026-02-01',
          value: '7.00',
          supplier: { scheme: 'v5', key: 'X' },
        });
        await tx.query('update purchase set batch_id = 7 where id = $1', [id]);
        await test.app.get(Refresh).run(tx, { klpdYears: [{ klpd: KLPD, year: 2026 }] });
      });
      const done = await test.app.get(MonthlyFigures).run('2026-09-04');
      expect(done?.changed).toBeGreaterThan(2);
      expect(await figure('value')).toMatchObject([
        { value: '1000', changes: [{ before: '1000', after: '1007', batches: ['7'], undone: [] }] },
      ]);
      // Taken back: that is the cause, and no import that came before.
      await test.source.transaction((tx) => test.app.get(PurchasingIntake).undo(tx, '7'));
      const undone = await test.app.get(MonthlyFigures).run('2026-09-04');
      expect(undone?.changed).toBeGreaterThan(2);
      expect((await figure('value'))[0]?.changes.at(-1)).toMatchObject({
        before: '1007',
        after: '1000',
        batches: [],
        undone: ['7'],
      });
      // Looked at and unchanged: nothing more to note.
      expect(await test.app.get(MonthlyFigures).run('2026-09-05')).toEqual({ taken: 0, changed: 0 });
    });
  });
});
