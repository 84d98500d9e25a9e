import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SupplierFilter, SupplierItem } from '../../../src/purchasing/suppliers/suppliers.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { aPurchaseRow, aReferenceRow } from '../../factories/feed-rows.js';
import { type Desk, openDesk } from './desk.js';
import { EVERYTHING } from '../../../src/access/scope.js';

const BY = 'penguji';
const IN_2025: SupplierFilter = { klpd: 'D999', year: 2025, day: '2025-12-31' };

describe('suppliers', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.db.close());
  beforeEach(() => desk.clear());

  async function suppliers(filter: Partial<SupplierFilter> = {}): Promise<SupplierItem[]> {
    return (await desk.suppliers.list({ ...IN_2025, ...filter }, { page: 1, size: 50, sort: 'unknown' })).items;
  }

  async function umk(): Promise<Record<string, string>> {
    const { total } = await desk.queries.report('source', { klpd: 'D999', year: 2025 }, EVERYTHING);
    const { yes, no, unknown } = total.committed.umk;
    return { yes: senToDecimal(yes), no: senToDecimal(no), unknown: senToDecimal(unknown) };
  }

  async function three(): Promise<void> {
    await desk.take(
      aReferenceRow('penyedia-v5', '11', {
        name: 'CV Contoh Satu',
        sikapId: '900',
        ukm: 'Usaha Kecil',
        npwpMasked: '***1234',
      }),
      aPurchaseRow({ key: '1', supplierKey: '11', value: '100.00' }),
      aPurchaseRow({ key: '2', supplierKey: '12', value: '30.00', orderedOn: '2025-02-01' }),
      aPurchaseRow({ key: '3', supplierKey: '12', value: '5.00', orderedOn: '2025-08-01' }),
      aPurchaseRow({
        key: '4',
        source: 'toko-daring',
        supplierKey: 'ud contoh',
        supplierName: 'UD. Contoh',
        value: '40.00',
      }),
      aPurchaseRow({ key: '5', source: 'v6', supplierKey: 'X6', status: 'CANCELLED', value: '999.00' }),
    );
  }

  it('are listed with the largest unknown first; what is never counted adds nothing', async () => {
    await three();
    expect((await suppliers()).map((one) => [one.scheme, one.key, one.umk, senToDecimal(one.value)])).toEqual([
      ['toko-daring', 'ud contoh', 'unknown', '40.00'],
      ['v5', '12', 'unknown', '35.00'],
      ['v5', '11', 'yes', '100.00'],
      ['v6', 'X6', 'unknown', '0.00'],
    ]);
    const { total } = await desk.suppliers.list(IN_2025, { page: 1, size: 1, sort: 'value' });
    expect(total).toEqual({ suppliers: 4, unknownSuppliers: 3, value: 17_500n, unknown: 7500n, topUnknown: 7500n });
    const [first] = (await desk.suppliers.list(IN_2025, { page: 1, size: 1, sort: 'value' })).items;
    expect(first).toMatchObject({ key: '11', name: 'CV Contoh Satu', basis: 'sumber v5: Usaha Kecil' });
  });

  it('never show an NPWP, not even a masked one', async () => {
    await three();
    const seen = [await suppliers(), await desk.suppliers.detail('v5', '11')];
    const text = JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    expect(text).not.toContain('1234');
  });

  it('follow the decision on the day of the order, and the feed on all other days', async () => {
    await three();
    await desk.suppliers.decide({ scheme: 'v5', key: '0012', umk: 'yes', validFrom: '2025-07-01' }, BY);
    expect(await umk()).toEqual({ yes: '105.00', no: '0.00', unknown: '70.00' });
    await desk.suppliers.decide(
      { scheme: 'v5', key: '12', umk: 'no', validFrom: '2025-08-01', validTo: '2025-08-31' },
      BY,
    );
    expect(await umk()).toEqual({ yes: '100.00', no: '5.00', unknown: '70.00' });
    const { decisions } = await desk.suppliers.detail('v5', '12');
    expect(decisions.map((one) => [one.umk, one.validFrom, one.validTo])).toEqual([
      ['yes', '2025-07-01', '2025-07-31'],
      ['no', '2025-08-01', '2025-08-31'],
      ['yes', '2025-09-01', null],
    ]);
    await desk.suppliers.decide({ scheme: 'v5', key: '12', umk: 'source' }, BY);
    expect(await umk()).toEqual({ yes: '100.00', no: '0.00', unknown: '75.00' });
    expect((await desk.suppliers.detail('v5', '12')).decisions).toEqual([]);
  });

  it('are decided by a list as a whole; the list again changes nothing', async () => {
    await three();
    const list = new TextEncoder().encode(
      'Skema;Kunci;Nama;UMK;Berlaku Dari\nToko Daring;UD. Contoh;UD Contoh;ya;\nv5;12;CV Dua;tidak;01/01/2025\n',
    );
    expect(await desk.suppliers.preview(list)).toMatchObject({ applied: false, read: 2, added: 2 });
    expect(await umk()).toEqual({ yes: '100.00', no: '0.00', unknown: '75.00' });
    expect(await desk.suppliers.import(list, BY)).toMatchObject({ applied: true, read: 2, added: 2, rejected: 0 });
    expect(await umk()).toEqual({ yes: '140.00', no: '35.00', unknown: '0.00' });
    expect(await desk.suppliers.import(list, BY)).toMatchObject({ applied: true, added: 0, changed: 0, unchanged: 2 });
    const bad = new TextEncoder().encode('Skema;Kunci;UMK\nv5;12;ya\nv5;13;mungkin\n');
    expect(await desk.suppliers.import(bad, BY)).toMatchObject({ applied: false, changed: 0, added: 1, rejected: 1 });
    expect(await umk()).toEqual({ yes: '140.00', no: '35.00', unknown: '0.00' });
  });

  it('are UMK by a word of the feed only as the bureau reads that word', async () => {
    await desk.take(
      aReferenceRow('penyedia-v5', '11', { name: 'CV Satu', sikapId: null, ukm: 'UKM Binaan' }),
      aPurchaseRow({ key: '1', supplierKey: '11', value: '100.00' }),
    );
    const [open] = await desk.suppliers.words();
    expect(open).toMatchObject({ word: 'UKM Binaan', umk: null, suppliers: 1 });
    expect((await umk())['unknown']).toBe('100.00');
    await desk.suppliers.setWord('ukm  binaan', 'yes', BY);
    expect(await umk()).toEqual({ yes: '100.00', no: '0.00', unknown: '0.00' });
    await desk.db.source.query(`delete from supplier_ukm_word where word_key = 'ukm binaan'`);
  });
});
