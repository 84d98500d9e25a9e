import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING } from '../../../src/access/scope.js';
import {
  OUTCOME_REACHED,
  type OutcomeReached,
  type OutcomeSideName,
} from '../../../src/participation/programmes/outcome.js';
import { OutcomeQueries } from '../../../src/participation/programmes/outcome.queries.js';
import { ParticipantsService } from '../../../src/participation/programmes/participants.service.js';
import { ProgrammesService } from '../../../src/participation/programmes/programmes.service.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { Signals } from '../../../src/shared/signals.js';
import { WilayahService } from '../../../src/wilayah/wilayah.service.js';
import { aListing, anEnterprise, aProduct } from '../../factories/catalogue-links.js';
import { aLine, aPurchase, type GivenPurchase } from '../../factories/purchases.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

const UNTIL = '2025-12-31';
const BY = { by: 'penguji', today: UNTIL, timeZone: 'Asia/Makassar' };

/**
 * A programme from 1 June 2025 without a place, looked at on 31 December 2025:
 * - A took part from the first day; sold 100.00 before and 200.00 after; listed since July;
 * - B took part from 15 June; sold on 10 June, which is before; was listed until 10 June;
 * - C took part and has no supplier key;
 * - D took part and was merged into A: it is A;
 * - J takes part from 2026 on: neither here nor there;
 * - E took part in nothing; sold 50.50 on the first day; an order of May was cancelled;
 * - F took part in nothing and has no key;
 * - G was founded in July, too late to be compared;
 * - A was judged layak until 2026, C tidak-layak, E layak until November, which is over;
 * - H took part in another programme, I in one that was called off and sold 10.00 in 2024.
 */
describe('what became of participants', () => {
  let db: TestDatabase;
  let programmes: ProgrammesService;
  let participants: ParticipantsService;
  let outcomes: OutcomeQueries;
  let refresh: Refresh;
  let id: string;
  const ids: Record<string, string> = {};

  const sold = async (key: string, value: string, given: GivenPurchase): Promise<void> => {
    const purchase = await aPurchase(db.source.manager, { year: Number(given.orderedOn?.slice(0, 4)), ...given });
    await aLine(db.source.manager, purchase, { supplier: { scheme: 'v5', key }, value });
  };
  const judged = async (name: string, outcome: string, validUntil: string | null): Promise<void> => {
    await db.source.query(`insert into eligibility_law (digest, book) values ('uji', '{}') on conflict do nothing`);
    await db.source.query(
      `insert into eligibility_decision (enterprise_id, platform, day, decided_by, reason, facts, facts_digest,
         rule_versions, law_digest, outcome, states, readiness, requirements, warnings, valid_until, print, changes, verification)
       values ($1, 'v6', '2025-07-01', 'penguji', 'permintaan', '{}', '', '{}', 'uji', $2, '{}', '{}', '[]', '[]', $3, '', '[]', gen_random_uuid()::text)`,
      [ids[name], outcome, validUntil],
    );
  };
  const programme = async (name: string, startsOn: string): Promise<string> =>
    (await programmes.create({ name, kind: 'pengembangan-sdm', organiser: 'Dinas Contoh', startsOn }, BY)).id;

  beforeAll(async () => {
    db = await openTestDatabase();
    const wilayah = new WilayahService(db.source);
    programmes = new ProgrammesService(db.source, wilayah);
    participants = new ParticipantsService(db.source, programmes, wilayah);
    outcomes = new OutcomeQueries(db.source);
    refresh = new Refresh(new Signals(db.source));
    for (const name of ['A', 'B', 'E', 'H', 'I', 'J'])
      ids[name] = await anEnterprise(db.source, `Usaha ${name}`, [{ scheme: 'v5', key: `K${name}` }]);
    for (const name of ['C', 'D', 'F', 'G']) ids[name] = await anEnterprise(db.source, `Usaha ${name}`);
    id = await programme('Pelatihan contoh', '2025-06-01');
  });
  afterAll(() => db.close());

  const joins = async (programmeId: string, name: string, joinedOn: string): Promise<void> => {
    await participants.add(programmeId, ids[name] ?? '', { joinedOn }, BY);
  };

  it('is not told before the programme begins, and where nothing is on file', async () => {
    await joins(id, 'A', '2025-06-01');
    expect(await outcomes.of({ id, startsOn: '2026-01-01' }, UNTIL, EVERYTHING)).toBeNull();
    const told = await outcomes.of({ id, startsOn: '2025-06-01' }, UNTIL, EVERYTHING);
    const nothing = { before: null, after: null, fresh: null };
    expect(told?.participants).toEqual({
      enterprises: 1,
      withoutKey: 0,
      eligible: null,
      listed: nothing,
      sold: nothing,
      soldValue: null,
    });
    const members = (reached: OutcomeReached) =>
      outcomes.members({ id }, UNTIL, { side: 'peserta', reached, page: 1, size: 100 }, EVERYTHING);
    for (const reached of ['layak', 'belum-diputuskan', 'tayang', 'baru-tayang', 'menjual', 'baru-menjual'] as const)
      expect([reached, (await members(reached)).total]).toEqual([reached, null]);
    expect(await members('semua')).toMatchObject({
      total: 1,
      items: [{ listedBefore: null, listedAfter: null, soldBefore: null, soldAfter: null, soldValue: null }],
    });
  });

  it('adds up to what was worked out by hand', async () => {
    await joins(id, 'B', '2025-06-15');
    await joins(id, 'C', '2025-06-01');
    await joins(id, 'D', '2025-06-20');
    await joins(id, 'J', '2026-01-05');
    await joins(await programme('Program lain', '2025-01-01'), 'H', '2025-01-01');
    const off = await programme('Program batal', '2025-01-01');
    await joins(off, 'I', '2025-01-01');
    await programmes.callOff(off, 1, 'Anggaran dialihkan', BY);
    await db.source.query('update enterprise set merged_into = $2 where id = $1', [ids['D'], ids['A']]);
    await db.source.query(`update enterprise set established_on = '2025-07-01' where id = $1`, [ids['G']]);
    for (const [name, from, to] of [
      ['A', '2025-07-01', null],
      ['B', '2025-01-01', '2025-06-10'],
    ] as const) {
      const product = await aProduct(db.source, `Produk ${name}`);
      await db.source.query('insert into product_maker (product_id, enterprise_id) values ($1, $2)', [
        product,
        ids[name],
      ]);
      await aListing(db.source, product, 'v5', `L${name}`, { validFrom: from, validTo: to });
    }
    await sold('KA', '100.00', { orderedOn: '2025-05-10' });
    await sold('KA', '200.00', { orderedOn: '2025-08-01', standing: 'committed' });
    await sold('KB', '70.00', { orderedOn: '2025-06-10' });
    await sold('KE', '50.50', { orderedOn: '2025-06-01' });
    await sold('KE', '999.00', { orderedOn: '2025-05-01', standing: 'never', source: 'v6' });
    await sold('KI', '10.00', { orderedOn: '2024-01-01' });
    await sold('KA', '400.00', { orderedOn: '2026-01-02' });

    await db.source.transaction((tx) => refresh.run(tx, 'all'));
    await judged('A', 'layak', '2026-06-30');
    await judged('C', 'tidak-layak', null);
    await judged('E', 'layak-bersyarat', '2025-11-30');

    expect(await outcomes.of({ id, startsOn: '2025-06-01' }, UNTIL, EVERYTHING)).toEqual({
      from: '2025-06-01',
      until: UNTIL,
      participants: {
        enterprises: 3,
        withoutKey: 1,
        eligible: { yes: 1, no: 1, unknown: 1 },
        listed: { before: 1, after: 1, fresh: 1 },
        sold: { before: 2, after: 1, fresh: 0 },
        soldValue: '200.00',
      },
      others: {
        enterprises: 3,
        withoutKey: 1,
        eligible: { yes: 0, no: 1, unknown: 2 },
        listed: { before: 0, after: 0, fresh: 0 },
        sold: { before: 1, after: 1, fresh: 1 },
        soldValue: '50.50',
      },
    });
  });

  it('opens the enterprises behind each of its numbers, by name', async () => {
    const names = async (side: OutcomeSideName, reached: OutcomeReached) => {
      const { items, total } = await outcomes.members({ id }, UNTIL, { side, reached, page: 1, size: 100 }, EVERYTHING);
      expect(items).toHaveLength(total ?? -1);
      return items.map(({ name }) => name.replace('Usaha ', '')).join('');
    };
    const told = async (side: OutcomeSideName) =>
      Object.fromEntries(await Promise.all(OUTCOME_REACHED.map(async (one) => [one, await names(side, one)] as const)));
    expect(await told('peserta')).toEqual({
      semua: 'ABC',
      layak: 'A',
      'belum-diputuskan': 'B',
      tayang: 'A',
      'baru-tayang': 'A',
      menjual: 'A',
      'baru-menjual': '',
      'tanpa-kode': 'C',
    });
    expect(await told('bukan-peserta')).toEqual({
      semua: 'EFI',
      layak: '',
      'belum-diputuskan': 'FI',
      tayang: '',
      'baru-tayang': '',
      menjual: 'E',
      'baru-menjual': 'E',
      'tanpa-kode': 'F',
    });
    const asked = { side: 'peserta', reached: 'semua', page: 1, size: 1 } as const;
    expect(await outcomes.members({ id }, UNTIL, asked, EVERYTHING)).toMatchObject({
      total: 3,
      pages: 3,
      items: [
        {
          id: ids['A'],
          since: '2025-06-01',
          eligible: true,
          listedBefore: false,
          listedAfter: true,
          soldBefore: true,
          soldAfter: true,
          soldValue: '200.00',
          withoutKey: false,
        },
      ],
    });
    expect(await outcomes.members({ id }, UNTIL, { ...asked, size: 0 }, EVERYTHING)).toMatchObject({
      total: 3,
      items: [],
    });
  });

  it('tells for how much somebody sold only to whoever sees all purchases', async () => {
    const asked = { side: 'peserta', reached: 'menjual', page: 1, size: 10 } as const;
    expect(await outcomes.members({ id }, UNTIL, asked, { kind: 'none' })).toMatchObject({
      total: 1,
      items: [{ id: ids['A'], soldAfter: true, soldValue: null }],
    });
    expect(await outcomes.of({ id, startsOn: '2025-06-01' }, UNTIL, { kind: 'none' })).toMatchObject({
      participants: { sold: { after: 1 }, soldValue: null },
      others: { soldValue: null },
    });
  });

  it('gives the pages in the order of their rows, whatever case a name is written in', async () => {
    await db.source.query(`update enterprise set name = 'usaha A', name_key = 'usaha a' where id = $1`, [ids['A']]);
    const page = async (number: number, size: number) =>
      (
        await outcomes.members({ id }, UNTIL, { side: 'peserta', reached: 'semua', page: number, size }, EVERYTHING)
      ).items.map(({ name }) => name);
    expect(await page(1, 3)).toEqual([...(await page(1, 1)), ...(await page(2, 1)), ...(await page(3, 1))]);
    await db.source.query(`update enterprise set name = 'Usaha A' where id = $1`, [ids['A']]);
  });

  it('stands beside each participant, a merged one under the name that was kept', async () => {
    const list = await participants.list(id, UNTIL);
    expect(
      list.map(({ name, joinedOn, soldBefore, soldAfter, listedFrom, withoutKey }) => [
        name,
        joinedOn,
        soldBefore,
        soldAfter,
        listedFrom,
        withoutKey,
      ]),
    ).toEqual([
      ['Usaha A', '2025-06-01', '2025-05-10', '2025-08-01', '2025-07-01', false],
      ['Usaha B', '2025-06-15', '2025-06-10', null, '2025-01-01', false],
      ['Usaha C', '2025-06-01', null, null, null, true],
      ['Usaha J', '2026-01-05', null, null, null, false],
    ]);
    expect((await programmes.get(id, UNTIL)).participants).toBe(4);
  });

  it('is compared within the place of the programme', async () => {
    await db.source.query(
      `insert into wilayah (code, level, kind, name, name_key, parent_code, province_code, regency_code)
       values ('53', 'provinsi', 'provinsi', 'NTT', 'ntt', null, '53', null),
              ('53.01', 'kabupaten', 'kabupaten', 'Contoh', 'contoh', '53', '53', '53.01') on conflict do nothing`,
    );
    await db.source.query(`update enterprise set wilayah_code = '53.01' where id = $1`, [ids['F']]);
    await db.source.query(`update programme set wilayah_code = '53.01' where id = $1`, [id]);
    const told = await outcomes.of({ id, startsOn: '2025-06-01' }, UNTIL, EVERYTHING);
    expect([told?.participants.enterprises, told?.others.enterprises]).toEqual([3, 1]);
  });
});
