import type { OrderProdukData, ProdukData, ProdukPenyediaData } from '../../purchasing/intake/reference-data.js';
import { defineFeed, referenceRow } from './definition.js';
import { decimalOf, toSen } from './decimal.js';

/** Products of v5. `harga` is a list of prices by region as JSON text; the lowest is kept. */
export const produk = defineFeed(
  {
    feed: 'produk',
    name: 'Produk e-Katalog 5',
    service: 'Ecat-ProdukDetail',
    kind: 'reference',
    required: ['kd_produk', 'nama_produk', 'nama_penyedia', 'status_tayang'],
    excluded: ['kd_paket', 'order_id'],
    columns: {
      kd_produk: 'code',
      no_kontrak: 'code',
      nama_penyedia: 'text',
      no_produk: 'code',
      no_produk_penyedia: 'code',
      nama_manufaktur: 'text',
      nama_produk: 'text',
      nama_kategori_terkecil: 'text',
      nama_sub_kategori_1: 'text',
      nama_sub_kategori_2: 'text',
      nama_sub_kategori_3: 'text',
      nama_sub_kategori_4: 'text',
      harga: 'text',
      nama_komoditas: 'text',
      jumlah_stok: 'number',
      setuju_tolak_tanggal: 'moment',
      berlaku_sampai: 'day',
      unit_pengukuran: 'text',
      jenis_produk: 'text',
      kbki_id: 'code',
      nomor_tkdn: 'code',
      nama_pemilik_sertifikat_tkdn: 'text',
      tkdn_produk: 'number',
      nilai_bmp: 'number',
      masa_berlaku_kontrak: 'text',
      tglkontrak_mulai: 'day',
      tglkontrak_selesai: 'day',
      kd_produk_kategori: 'code',
      active: 'code',
      created_date: 'moment',
      modified_date: 'moment',
      status: 'text',
      status_tayang: 'text',
      apakah_dapat_dibeli: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<ProdukData>(
      cells,
      'produk',
      {
        key: cells.id('kd_produk'),
        keyColumn: 'kd_produk',
        data: {
          name: cells.text('nama_produk'),
          supplierName: cells.text('nama_penyedia'),
          commodityName: cells.text('nama_komoditas'),
          category: cells.text('nama_kategori_terkecil'),
          tkdn: cells.text('tkdn_produk'),
          price: lowestPrice(cells.text('harga')),
          live: cells.text('status_tayang'),
        },
      },
      { rowUpdatedAt: cells.moment('modified_date'), snapshotAt: cells.moment('_event_date') },
    ),
);

function lowestPrice(text: string | null): string | null {
  if (text === null) return null;
  const plain = decimalOf(text);
  if (plain !== null && 'text' in plain) return toSen(plain.text).text;
  const prices: bigint[] = [];
  // Read by pattern instead of JSON.parse: a price must not pass through a double.
  for (const [, price = ''] of text.matchAll(/"harga"\s*:\s*"?(\d+(?:\.\d+)?)/g)) {
    const [whole = '0', fraction = ''] = toSen(price).text.split('.');
    prices.push(BigInt(whole + fraction.padEnd(2, '0')));
  }
  const offered = prices.filter((price) => price > 0n);
  if (offered.length === 0) return null;
  const lowest = offered.reduce((least, price) => (price < least ? price : least));
  const digits = lowest.toString().padStart(3, '0');
  return digits.endsWith('00') ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Products of one v6 supplier. The service's answer holds the product only; kode_penyedia, names and price are there
 * when whoever saved the file has added them.
 */
export const produkPenyedia = defineFeed(
  {
    feed: 'produk-penyedia',
    name: 'Produk penyedia e-Katalog 6',
    service: 'v1/ekatalog/list-produk-penyedia',
    kind: 'reference',
    required: ['nama_produk', 'status_produk'],
    excluded: ['kd_paket', 'order_id', 'no_produk'],
    columns: {
      kd_produk: 'code',
      product_id: 'code',
      nama_produk: 'text',
      status_produk: 'text',
      status_produk_tayang: 'flag',
      kode_penyedia: 'code',
      nama_penyedia: 'text',
      kategori: 'text',
      nama_kategori: 'text',
      kategori_1: 'text',
      kategori_2: 'text',
      kategori_3: 'text',
      harga: 'amount',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<ProdukPenyediaData>(
      cells,
      'produk-penyedia',
      {
        key: cells.id('kd_produk', 'product_id'),
        keyColumn: 'kd_produk',
        data: {
          name: cells.text('nama_produk'),
          supplierKey: cells.id('kode_penyedia'),
          supplierName: cells.text('nama_penyedia'),
          category: cells.text('kategori_3', 'kategori_2', 'kategori_1', 'nama_kategori', 'kategori'),
          price: cells.amount('harga'),
          live: cells.flag('status_produk_tayang'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);

/** Value per product of v6 orders: detail of orders that another feed tells, never value of its own. */
export const ePurchasingProduk = defineFeed(
  {
    feed: 'e-purchasing-produk',
    name: 'e-Purchasing e-Katalog 6 per produk',
    service: 'v1/ekatalog/e-purchasing-by-produk',
    kind: 'reference',
    required: ['order_id', 'product_id', 'nilai_transaksi'],
    columns: {
      order_id: 'code',
      kd_kategori_1: 'code',
      kategori_1: 'text',
      kd_kategori_2: 'code',
      kategori_2: 'text',
      kd_kategori_3: 'code',
      kategori_3: 'text',
      product_id: 'code',
      nama_produk: 'text',
      kode_klpd: 'code',
      nama_group_klpd: 'text',
      nama_klpd: 'text',
      kode_satker: 'code',
      nama_satker: 'text',
      status: 'text',
      nilai_transaksi: 'amount',
      tahun: 'number',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const orderId = cells.key('order_id');
    const productId = cells.id('product_id');
    return referenceRow<OrderProdukData>(
      cells,
      'order-produk',
      {
        key: `${orderId}|${productId ?? ''}`,
        keyColumn: 'order_id',
        klpd: cells.klpd('kode_klpd'),
        year: cells.year('tahun') ?? context.year,
        data: {
          orderId,
          productId,
          productName: cells.text('nama_produk'),
          category: ['kategori_1', 'kategori_2', 'kategori_3']
            .map((name) => cells.text(name))
            .filter((name) => name !== null),
          value: cells.amount('nilai_transaksi'),
          status: cells.text('status'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    );
  },
);
