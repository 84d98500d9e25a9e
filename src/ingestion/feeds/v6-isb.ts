import { accountsOf } from './budget-account.js';
import { defineFeed, purchaseRow } from './definition.js';

/** e-Katalog v6 by ISB, one row per order; the June 2025 variant has `kd_penyedia_ppn` and no product_ids. */
export const v6Isb = defineFeed(
  {
    feed: 'v6-isb',
    name: 'Paket e-Purchasing e-Katalog 6 (ISB)',
    service: 'Ecat-PaketEPurchasingV6',
    kind: 'purchase',
    required: ['kd_paket', 'tgl_order', 'status_pkt', 'total_harga'],
    columns: {
      tahun_anggaran: 'number',
      jenis_instansi: 'text',
      nama_instansi: 'text',
      nama_satker: 'text',
      kd_klpd: 'code',
      kd_satker_str: 'code',
      kd_paket: 'code',
      kd_rup: 'code',
      rup_nama_pkt: 'text',
      product_ids: 'code',
      sumber_dana: 'text',
      mak: 'code',
      kd_penyedia_v6: 'code',
      kd_penyedia_ppn: 'code',
      kd_penyedia_sikap: 'code',
      nama_penyedia: 'text',
      jml_jenis_produk: 'number',
      jml_produk: 'number',
      ongkir: 'amount',
      total_harga: 'amount',
      tgl_order: 'day',
      status_pkt: 'text',
      status_pengiriman: 'text',
      last_update_date: 'volatile',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const key = cells.key('kd_paket');
    const year = cells.year('tahun_anggaran') ?? context.year;
    if (year === null) cells.reject('year-missing', 'tahun_anggaran');
    const value = cells.amount('total_harga');
    const shipping = cells.amount('ongkir');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'total_harga');
    return purchaseRow(
      cells,
      {
        source: 'v6',
        key,
        grain: 'order',
        klpd: cells.klpd('kd_klpd'),
        klpdName: cells.text('nama_instansi'),
        year,
        name: cells.text('rup_nama_pkt'),
        rupCodes: cells.rupCodes('kd_rup'),
        funds: cells.funds('sumber_dana'),
        accounts: accountsOf(cells.text('mak')),
        satkerText: cells.textCode('kd_satker_str'),
        satkerName: cells.text('nama_satker'),
        status: cells.text('status_pkt'),
        shipmentStatus: cells.text('status_pengiriman'),
        orderedOn: cells.day('tgl_order'),
        supplierScheme: 'v6',
        supplierKey: cells.id('kd_penyedia_v6', 'kd_penyedia_ppn'),
        supplierName: cells.text('nama_penyedia'),
        sikapId: cells.id('kd_penyedia_sikap'),
        productIds: cells.list('product_ids'),
        quantity: cells.number('jml_produk'),
        shipping,
        value,
        expectedLines: cells.count('jml_jenis_produk'),
      },
      { rowUpdatedAt: cells.moment('last_update_date'), snapshotAt: cells.moment('_event_date') },
    );
  },
);
