import { stripZeros } from '../../shared/text.js';
import { accountsOf } from './budget-account.js';
import { defineFeed, purchaseRow } from './definition.js';

/**
 * e-Katalog v6 by INAPROC (v1 and legacy), one row per order. v1 holds cancelled orders with totals; their status says
 * so. `kode_satker` may be the number with leading zeros or the textual code, so both forms are handed on.
 */
export const v6Inaproc = defineFeed(
  {
    feed: 'v6-inaproc',
    name: 'Paket e-Purchasing e-Katalog 6 (INAPROC)',
    service: 'v1/ekatalog/paket-e-purchasing',
    kind: 'purchase',
    required: ['order_id', 'fiscal_year', 'total', 'status'],
    columns: {
      kode_klpd: 'code',
      fiscal_year: 'number',
      order_id: 'code',
      product_id: 'code',
      kode_penyedia: 'code',
      nama_penyedia: 'text',
      rekan_id: 'code',
      status: 'text',
      shipment_status: 'text',
      kode_satker: 'code',
      nama_satker: 'text',
      rup_code: 'code',
      rup_name: 'text',
      rup_desc: 'text',
      mak: 'code',
      funding_source: 'text',
      count_product: 'number',
      total_qty: 'number',
      shipping_fee: 'amount',
      total: 'amount',
      order_date: 'day',
      last_update_date: 'volatile',
      flag_minikom: 'text',
      is_swasta: 'flag',
      products: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const key = cells.key('order_id');
    const year = cells.year('fiscal_year') ?? context.year;
    if (year === null) cells.reject('year-missing', 'fiscal_year');
    const value = cells.amount('total');
    const shipping = cells.amount('shipping_fee');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'total');
    const satker = cells.textCode('kode_satker');
    return purchaseRow(
      cells,
      {
        source: 'v6',
        key,
        grain: 'order',
        klpd: cells.klpd('kode_klpd'),
        year,
        name: cells.text('rup_name'),
        rupCodes: cells.rupCodes('rup_code'),
        funds: cells.funds('funding_source'),
        accounts: accountsOf(cells.text('mak')),
        satkerCode: satker !== null && /^\d+$/.test(satker) ? stripZeros(satker) : null,
        satkerText: satker,
        satkerName: cells.text('nama_satker'),
        status: cells.text('status'),
        shipmentStatus: cells.text('shipment_status'),
        orderedOn: cells.day('order_date'),
        supplierScheme: 'v6',
        supplierKey: cells.id('kode_penyedia'),
        supplierName: cells.text('nama_penyedia'),
        sikapId: cells.id('rekan_id'),
        productIds: cells.list('product_id'),
        quantity: cells.number('total_qty'),
        shipping,
        value,
        expectedLines: cells.count('count_product'),
      },
      { rowUpdatedAt: cells.moment('last_update_date'), snapshotAt: cells.moment('_event_date') },
    );
  },
);
