import { comparable, stripZeros } from '../../shared/text.js';
import { defineFeed, purchaseRow } from './definition.js';

/**
 * Toko Daring (Bela). `import` rows are product lines that add up; rows of the other sources (`api`, `sftp`, …) are
 * events of one order, of which the latest counts. Older exports write nama_merchant and have no `tahun`.
 */
export const tokoDaring = defineFeed(
  {
    feed: 'toko-daring',
    name: 'Realisasi Toko Daring',
    service: 'Bela-TokoDaringRealisasi',
    kind: 'purchase',
    required: ['order_id', 'valuasi', 'tanggal_transaksi', 'marketplace'],
    columns: {
      tahun: 'number',
      kd_klpd: 'code',
      nama_klpd: 'text',
      kd_satker: 'code',
      nama_satker: 'text',
      order_id: 'code',
      order_desc: 'text',
      valuasi: 'amount',
      kategori: 'text',
      metode_bayar: 'text',
      tanggal_transaksi: 'moment',
      marketplace: 'text',
      merchant_name: 'text',
      nama_merchant: 'text',
      jenis_transaksi: 'text',
      kota_kab: 'text',
      provinsi: 'text',
      status_verif: 'text',
      sumber_data: 'text',
      status_konfirmasi_ppmse: 'text',
      keterangan_ppmse: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const key = cells.key('order_id');
    const value = cells.amount('valuasi');
    const orderedOn = cells.day('tanggal_transaksi');
    const year = cells.year('tahun') ?? (orderedOn === null ? context.year : Number(orderedOn.slice(0, 4)));
    if (year === null) cells.reject('year-missing', 'tahun');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'valuasi');
    const variant = cells.text('sumber_data')?.toLowerCase() ?? '';
    const satker = cells.textCode('kd_satker');
    const numeric = satker !== null && /^\d+$/.test(satker);
    const merchant = cells.text('merchant_name', 'nama_merchant');
    return purchaseRow(
      cells,
      {
        source: 'toko-daring',
        key,
        variant,
        grain: variant === 'import' ? 'line' : 'order',
        klpd: cells.klpd('kd_klpd'),
        klpdName: cells.text('nama_klpd'),
        year,
        name: cells.text('order_desc'),
        satkerCode: numeric ? stripZeros(satker) : null,
        satkerText: numeric ? null : satker,
        satkerName: cells.text('nama_satker'),
        status: cells.text('status_konfirmasi_ppmse'),
        orderedOn,
        supplierScheme: 'toko-daring',
        supplierKey: merchant === null ? null : comparable(merchant) || null,
        supplierName: merchant,
        commodityName: cells.text('kategori'),
        value,
      },
      { rowUpdatedAt: cells.moment('tanggal_transaksi'), snapshotAt: cells.moment('_event_date') },
    );
  },
);
