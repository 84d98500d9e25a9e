import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { placeSatkers } from '../../../src/purchasing/mapping/place-satkers.js';
import type { MappedSatker, MappingFilter } from '../../../src/purchasing/mapping/mapping.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { aPurchaseRow, aReferenceRow } from '../../factories/feed-rows.js';
import { type Desk, openDesk } from './desk.js';
import { EVERYTHING } from '../../../src/access/scope.js';

const BY = 'penguji';
const K = 'D999';
const IN_2025: MappingFilter = { klpd: K, year: 2025, day: '2025-12-31' };
const ALL = { page: 1, size: 100, sort: 'value' } as const;

function satker(key: string, name: string, text: string | null): ReturnType<typeof aReferenceRow> {
  return aReferenceRow('satker-master', key, { name, text, klpdName: null, kind: 'SKPD', status: 'Aktif', blud: null });
}

describe('the mapping of satker', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.db.close());
  beforeEach(() => desk.clear());

  /** Three satkers of one dinas by code, one older code with its name, one without a code. */
  async function dinas(): Promise<void> {
    await desk.take(
      satker('501', 'Dinas Pendidikan', '1.01.2.22.0.00.01.0000'),
      satker('502', 'SMK Negeri 9', '1.01.2.22.0.00.01.0009'),
      satker('503', 'DINAS PENDIDIKAN', '1. 01. 01'),
      satker('504', 'Balai Contoh', null),
      aPurchaseRow({ key: '1', satkerCode: '501', value: '10.00' }),
      aPurchaseRow({ key: '2', satkerCode: '502', value: '500.00' }),
      aPurchaseRow({ key: '3', satkerCode: '504', value: '70.00' }),
    );
  }

  async function satkers(filter: Partial<MappingFilter> = {}): Promise<MappedSatker[]> {
    return (await desk.mapping.list({ ...IN_2025, ...filter }, ALL)).items;
  }

  async function byPerangkatDaerah(year = 2025): Promise<Record<string, string>> {
    const report = await desk.queries.report('perangkat-daerah', { klpd: K, year }, EVERYTHING);
    return Object.fromEntries(report.rows.map((row) => [row.label, senToDecimal(row.totals.committed.value)]));
  }

  async function idOf(name: string): Promise<string> {
    const found = (await desk.mapping.perangkatDaerah(K)).find((one) => one.name === name);
    if (!found) throw new Error(`No perangkat daerah "${name}"`);
    return found.id;
  }

  it('lists every satker by what it bought, proposed by its code, the one without a code unmapped', async () => {
    await dinas();
    const { items, total } = await desk.mapping.list(IN_2025, ALL);
    expect(items.map((one) => [one.satkerKey, one.perangkatDaerah?.name ?? null, one.state])).toEqual([
      ['502', 'Dinas Pendidikan', 'usulan'],
      ['504', null, 'belum'],
      ['501', 'Dinas Pendidikan', 'usulan'],
      ['503', 'Dinas Pendidikan', 'usulan'],
    ]);
    expect(total).toEqual({
      satkers: 4,
      value: 58_000n,
      proposals: 3,
      proposedValue: 51_000n,
      unmapped: 1,
      unmappedValue: 7000n,
    });
    expect(await byPerangkatDaerah()).toEqual({ 'Dinas Pendidikan': '510.00', 'Belum dipetakan': '70.00' });
  });

  it('filters by state, text and whether anything was bought', async () => {
    await dinas();
    expect((await satkers({ state: 'belum' })).map((one) => one.satkerKey)).toEqual(['504']);
    expect((await satkers({ text: 'smk' })).map((one) => one.satkerKey)).toEqual(['502']);
    expect((await satkers({ onlyBuying: true })).map((one) => one.satkerKey)).toEqual(['502', '504', '501']);
  });

  it('confirms all proposals that were shown, and none when there are others by now', async () => {
    await dinas();
    await expect(desk.mapping.confirmAll(IN_2025, 2, BY)).rejects.toMatchObject({ code: 'mapping.proposals-changed' });
    expect(await satkers({ state: 'dipastikan' })).toEqual([]);
    expect(await desk.mapping.confirmAll(IN_2025, 3, BY)).toBe(3);
    expect(await satkers({ state: 'dipastikan' })).toHaveLength(3);
    expect((await satkers({ state: 'belum' })).map((one) => one.satkerKey)).toEqual(['504']);
  });

  it('moves a satker from a day on: years before keep their figures', async () => {
    await dinas();
    await desk.take(aPurchaseRow({ key: '9', satkerCode: '502', year: 2026, orderedOn: '2026-02-01', value: '33.00' }));
    const biro = await desk.mapping.createPerangkatDaerah(K, 'Biro Umum');
    await desk.mapping.assign(
      { klpd: K, satkerKeys: ['502'], perangkatDaerahId: biro.id, validFrom: '2026-01-01', reason: 'dipindahkan' },
      BY,
    );
    expect((await byPerangkatDaerah(2025))['Dinas Pendidikan']).toBe('510.00');
    expect((await byPerangkatDaerah(2026))['Biro Umum']).toBe('33.00');
    const { versions } = await desk.mapping.history(K, '502');
    expect(versions.map((one) => [one.perangkatDaerah?.name, one.validFrom, one.validTo])).toEqual([
      ['Biro Umum', '2026-01-01', null],
      ['Dinas Pendidikan', '2000-01-01', '2025-12-31'],
    ]);
  });

  it('keeps what staff decided when the next file comes', async () => {
    await dinas();
    await desk.mapping.assign({ klpd: K, satkerKeys: ['501', '502'], perangkatDaerahId: null }, BY);
    await desk.take(aPurchaseRow({ key: '10', satkerCode: '501', value: '1.00' }));
    expect((await satkers({ text: 'smk' }))[0]).toMatchObject({ state: 'belum', perangkatDaerah: null });
    expect((await byPerangkatDaerah())['Belum dipetakan']).toBe('581.00');
  });

  it('changes the data version with every decision, so that nothing shown is stale', async () => {
    await dinas();
    const before = await desk.queries.dataVersion();
    await desk.mapping.confirm(K, ['502'], BY);
    expect((await desk.queries.dataVersion()).version).not.toBe(before.version);
  });

  it('refuses a name that differs from another only in case and punctuation', async () => {
    await dinas();
    await expect(desk.mapping.createPerangkatDaerah(K, 'DINAS  Pendidikan.')).rejects.toMatchObject({
      code: 'mapping.name-taken',
    });
    const id = await idOf('Dinas Pendidikan');
    expect((await desk.mapping.renamePerangkatDaerah(id, 'Dinas Pendidikan dan Kebudayaan')).origin).toBe('staf');
    expect(Object.keys(await byPerangkatDaerah())).toContain('Dinas Pendidikan dan Kebudayaan');
  });

  it('merges two into one: all satker move, the other is gone from every year, and newcomers follow', async () => {
    await dinas();
    await desk.take(
      satker('601', 'Dinas Dikbud', '1.01.0.00.0.00.05.0000'),
      aPurchaseRow({ key: '20', satkerCode: '601', value: '9.00' }),
    );
    const moved = await desk.mapping.mergePerangkatDaerah(
      await idOf('Dinas Dikbud'),
      await idOf('Dinas Pendidikan'),
      BY,
    );
    expect(moved).toBe(1);
    expect(await byPerangkatDaerah()).toEqual({ 'Dinas Pendidikan': '519.00', 'Belum dipetakan': '70.00' });

    await desk.db.source.query(
      `insert into satker_alias (klpd, ref, satker_key, name, text_code, matched_by)
       values ($1, 'c:602', '602', 'SMA Contoh', '1.01.0.00.0.00.05.0002', 'code')`,
      [K],
    );
    await desk.db.source.transaction((tx) => placeSatkers(tx));
    expect((await satkers({ text: 'SMA Contoh' }))[0]?.perangkatDaerah?.name).toBe('Dinas Pendidikan');
  });

  it('gives a borrowed name back when the head comes, unless the bureau has accepted it', async () => {
    const alias = (key: string, name: string, code: string): Promise<unknown> =>
      desk.db.source.query(
        `insert into satker_alias (klpd, ref, satker_key, name, text_code, matched_by) values ($1, 'c:' || $2, $2, $3, $4, 'code')`,
        [K, key, name, code],
      );
    const place = (): Promise<void> => desk.db.source.transaction((tx) => placeSatkers(tx));
    await alias('1', 'SMA 1', '1.01.0.00.0.00.01.0001');
    await alias('2', 'Puskesmas A', '1.02.0.00.0.00.02.0001');
    await place();
    expect((await desk.mapping.perangkatDaerah(K)).map((one) => one.name)).toEqual(['Puskesmas A', 'SMA 1']);
    await desk.mapping.confirm(K, ['2'], BY);
    await alias('3', 'Dinas Pendidikan', '1.01.0.00.0.00.01.0000');
    await alias('4', 'Dinas Kesehatan', '1.02.0.00.0.00.02.0000');
    await place();
    expect((await desk.mapping.perangkatDaerah(K)).map((one) => [one.name, one.satkers])).toEqual([
      ['Dinas Pendidikan', 2],
      ['Puskesmas A', 2],
    ]);
  });

  it('moves nothing when one of the chosen satker does not exist', async () => {
    await dinas();
    const id = await idOf('Dinas Pendidikan');
    await expect(
      desk.mapping.assign({ klpd: K, satkerKeys: ['504', 'tidak-ada'], perangkatDaerahId: id }, BY),
    ).rejects.toMatchObject({ code: 'mapping.satker-unknown' });
    expect((await satkers({ state: 'belum' })).map((one) => one.satkerKey)).toEqual(['504']);
  });
});
