import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueStates } from '../../../src/participation/catalogue/catalogue-states.service.js';
import { openTestApp, type TestApp } from '../../support/app.js';

describe('states of the catalogue that imported files tell, by hand', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());

  let rowNo = 0;
  const row = async (family: string, snapshotAt: string | null, data: object, isCurrent = true): Promise<void> => {
    rowNo += 1;
    await test.source.query(
      `insert into reference_row (batch_id, family, key, is_current, data, row_no, facts, source_row, snapshot_at)
       values (1, $1, $2, $3, $4::jsonb, $5, gen_random_uuid(), '{}', $6)`,
      [family, String(rowNo), isCurrent, JSON.stringify(data), rowNo, snapshotAt],
    );
  };
  const told = async (catalogue: 'v5' | 'v6') =>
    (await test.app.get(CatalogueStates).list())
      .filter((one) => one.catalogue === catalogue)
      .map(({ onDay, sellers, umk, etalase, products, id }) => ({ onDay, sellers, umk, etalase, products, id }));

  it('are none while no file says a day', async () => {
    await row('produk-penyedia', null, { supplierKey: '10' });
    await row('produk', null, { live: '1', supplierName: 'A', commodityName: 'Tenun' });
    expect([...(await told('v6')), ...(await told('v5'))]).toEqual([]);
    await test.source.query('delete from reference_row');
  });

  it('count sellers of v6 by key, and their class on the day of the region', async () => {
    await test.source.query(
      `insert into supplier_state (scheme, key, valid_from, valid_to, umk, basis) values
         ('v6', '10', '2000-01-01', '2026-08-31', 'yes', 'uji'), ('v6', '10', '2026-09-01', null, 'no', 'uji'),
         ('v6', '20', '2000-01-01', null, 'yes', 'uji'), ('v6', '30', '2000-01-01', null, 'yes', 'uji')`,
    );
    // 17.00 UTC is the next day in Makassar and in Jakarta: there 10 is no longer UMK.
    await row('produk-penyedia', '2026-08-31T17:00:00Z', { supplierKey: '10', live: true });
    await row('produk-penyedia', '2026-08-31T17:00:00Z', { supplierKey: '10', live: true });
    await row('produk-penyedia', '2026-08-30T17:00:00Z', { supplierKey: '20' });
    // Not on show, and replaced by a later file: neither is in the catalogue.
    await row('produk-penyedia', '2026-08-31T17:00:00Z', { supplierKey: '30', live: false });
    await row('produk-penyedia', '2026-08-31T17:00:00Z', { supplierKey: '30', live: true }, false);
    expect(await told('v6')).toEqual([
      { onDay: '2026-09-01', sellers: 2, umk: 1, etalase: null, products: 3, id: null },
    ]);
  });

  it('say of sellers nothing where a product names none, and count products all the same', async () => {
    await row('produk-penyedia', '2026-08-31T17:00:00Z', { supplierKey: null, live: true });
    expect(await told('v6')).toEqual([
      { onDay: '2026-09-01', sellers: null, umk: null, etalase: null, products: 4, id: null },
    ]);
  });

  it('count of v5 what is on show: products, names of sellers, etalase, and no class', async () => {
    for (const [live, supplierName, commodityName] of [
      ['1', 'A', 'Tenun'],
      ['Tayang', 'A', 'Kopi'],
      ['ya', 'B', 'Kopi'],
      ['0', 'C', 'Madu'],
      [null, 'D', 'Madu'],
    ])
      await row('produk', '2026-07-01T02:00:00Z', { live, supplierName, commodityName });
    expect(await told('v5')).toEqual([
      { onDay: '2026-07-01', sellers: 2, umk: null, etalase: 2, products: 3, id: null },
    ]);
  });
});
