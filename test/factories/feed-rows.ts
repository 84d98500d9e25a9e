import { createHash } from 'node:crypto';
import type { PurchaseRow, ReferenceRow } from '../../src/purchasing/intake/rows.js';

let line = 0;

/** One row of a purchase feed with sensible defaults: say only what the test is about. */
export function aPurchaseRow(given: Partial<PurchaseRow> = {}): PurchaseRow {
  line += 1;
  const row: PurchaseRow = {
    kind: 'purchase',
    line,
    source: 'v5',
    key: '1000',
    variant: '',
    grain: given.source && given.source !== 'v5' ? 'order' : 'line',
    lineKey: null,
    klpd: 'D999',
    klpdName: null,
    year: 2025,
    packageNo: null,
    name: 'Belanja makan minum rapat',
    rupCodes: [],
    funds: ['APBD'],
    accounts: ['5.1.02.01.01.0052'],
    satkerCode: '501',
    satkerText: null,
    satkerName: null,
    status: given.source === 'v6' ? 'COMPLETED' : given.source === 'toko-daring' ? 'selesai' : 'paket_selesai',
    shipmentStatus: null,
    orderedOn: '2025-03-10',
    rowUpdatedAt: null,
    snapshotAt: null,
    supplierScheme: given.source === 'v6' ? 'v6' : given.source === 'toko-daring' ? 'toko-daring' : 'v5',
    supplierKey: 'S1',
    supplierName: null,
    sikapId: null,
    distributorKey: null,
    commodityCode: null,
    commodityName: null,
    catalogueKind: null,
    catalogueOwnerCode: null,
    catalogueOwnerName: null,
    productIds: [],
    productName: null,
    quantity: '1',
    unitPrice: null,
    shipping: null,
    value: '100.00',
    umkValue: null,
    expectedLines: null,
    declaredTotal: null,
    identity: '',
    facts: '',
    sourceRow: '{}',
    ...given,
  };
  const { line: _line, rowUpdatedAt: _updated, snapshotAt: _snapshot, ...facts } = row;
  const hash = createHash('md5').update(JSON.stringify(facts)).digest('hex');
  return { ...row, identity: given.identity ?? hash, facts: given.facts ?? hash };
}

/** One row of a reference feed. */
export function aReferenceRow(
  family: ReferenceRow['family'],
  key: string,
  data: ReferenceRow['data'],
  given: Partial<ReferenceRow> = {},
): ReferenceRow {
  line += 1;
  return {
    kind: 'reference',
    line,
    family,
    key,
    klpd: 'D999',
    year: null,
    data,
    rowUpdatedAt: null,
    snapshotAt: null,
    facts: createHash('md5')
      .update(JSON.stringify([family, key, data]))
      .digest('hex'),
    sourceRow: JSON.stringify(data),
    ...given,
  };
}
