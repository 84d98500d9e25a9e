import type { CatalogueKind } from '../../purchasing/intake/rows.js';
import { accountsOf } from './budget-account.js';
import { millionths } from './decimal.js';
import { defineFeed, purchaseRow } from './definition.js';
import type { RowCells } from './row-reader.js';

/** A millionth of a rupiah is the unit of `millionths`. */
const ONE_RUPIAH = 1_000_000n;

/**
 * e-Katalog v5, one row per product line: ISB, the 2022 vintage with `total`, the staff's file already joined with
 * the etalase, the INAPROC archive with `kd_paket_produk`, and dumps of peers' databases with all of it as text.
 */
export const v5 = defineFeed(
  {
    feed: 'v5',
    name: 'Paket e-Purchasing e-Katalog 5',
    service: 'Ecat-PaketEPurchasing',
    kind: 'purchase',
    required: ['kd_paket', 'kd_produk', 'kd_penyedia', 'total_harga', 'status_paket'],
    columns: {
      tahun_anggaran: 'number',
      kd_klpd: 'code',
      satker_id: 'code',
      nama_satker: 'text',
      alamat_satker: 'text',
      npwp_satker: 'npwp',
      kd_paket: 'code',
      kd_paket_produk: 'code',
      no_paket: 'code',
      nama_paket: 'text',
      kd_rup: 'code',
      nama_sumber_dana: 'text',
      kode_anggaran: 'code',
      kd_komoditas: 'code',
      kd_produk: 'code',
      kd_penyedia: 'code',
      kd_penyedia_distributor: 'code',
      jml_jenis_produk: 'number',
      total: 'amount',
      kuantitas: 'number',
      harga_satuan: 'amount',
      ongkos_kirim: 'amount',
      total_harga: 'amount',
      kd_user_pokja: 'code',
      kd_user_ppk: 'code',
      tanggal_buat_paket: 'day',
      tanggal_edit_paket: 'moment',
      deskripsi: 'text',
      status_paket: 'text',
      paket_status_str: 'text',
      catatan_produk: 'text',
      kd_provinsi_wilayah_harga: 'code',
      kd_kabupaten_wilayah_harga: 'code',
      nama_komoditas: 'text',
      jenis_katalog: 'text',
      nama_instansi_katalog: 'text',
      kd_instansi_katalog: 'code',
      nama_produk: 'text',
      nama_penyedia: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const key = cells.key('kd_paket');
    const year = cells.year('tahun_anggaran') ?? context.year;
    if (year === null) cells.reject('year-missing', 'tahun_anggaran');
    const value = cells.amount('total_harga');
    const quantity = cells.number('kuantitas');
    const unitPrice = cells.amount('harga_satuan');
    const shipping = cells.amount('ongkos_kirim');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'total_harga');
    checkLine(cells, value, quantity, unitPrice, shipping);
    const productId = cells.id('kd_produk');
    return purchaseRow(
      cells,
      {
        source: 'v5',
        key,
        grain: 'line',
        lineKey: cells.id('kd_paket_produk'),
        klpd: cells.klpd('kd_klpd'),
        year,
        packageNo: cells.textCode('no_paket'),
        name: cells.text('nama_paket'),
        rupCodes: cells.rupCodes('kd_rup'),
        funds: cells.funds('nama_sumber_dana'),
        accounts: accountsOf(cells.text('kode_anggaran')),
        satkerCode: cells.id('satker_id'),
        satkerName: cells.text('nama_satker'),
        status: cells.text('status_paket', 'paket_status_str'),
        orderedOn: cells.day('tanggal_buat_paket'),
        supplierScheme: 'v5',
        supplierKey: cells.id('kd_penyedia'),
        supplierName: cells.text('nama_penyedia'),
        distributorKey: cells.id('kd_penyedia_distributor'),
        commodityCode: cells.id('kd_komoditas'),
        commodityName: cells.text('nama_komoditas'),
        catalogueKind: catalogueKindOf(cells.text('jenis_katalog')),
        catalogueOwnerCode: cells.klpd('kd_instansi_katalog'),
        catalogueOwnerName: cells.text('nama_instansi_katalog'),
        productIds: productId === null ? [] : [productId],
        productName: cells.text('nama_produk'),
        quantity,
        unitPrice,
        shipping,
        value,
        expectedLines: cells.count('jml_jenis_produk'),
        declaredTotal: cells.amount('total'),
      },
      { rowUpdatedAt: cells.moment('tanggal_edit_paket'), snapshotAt: cells.moment('_event_date') },
    );
  },
);

/** harga_satuan × kuantitas + ongkos_kirim should be total_harga; up to one rupiah is rounding at the source. */
function checkLine(
  cells: RowCells,
  value: string | null,
  quantity: string | null,
  unitPrice: string | null,
  shipping: string | null,
): void {
  if (value === null || quantity === null || unitPrice === null) return;
  if (isWhole(value) && isWhole(quantity) && isWhole(unitPrice) && (shipping === null || isWhole(shipping))) {
    // The common case, at a tenth of the cost: whole numbers below 2^53 are exact.
    const expected = Number(unitPrice) * Number(quantity) + Number(shipping ?? '0');
    if (Number.isSafeInteger(expected) && Math.abs(expected - Number(value)) <= 1) return;
  }
  const product = (millionths(unitPrice) * millionths(quantity)) / ONE_RUPIAH;
  const expected = product + (shipping === null ? 0n : millionths(shipping));
  const difference = expected - millionths(value);
  if (difference > ONE_RUPIAH || difference < -ONE_RUPIAH)
    cells.warn('line-arithmetic', 'total_harga', `${unitPrice} × ${quantity} + ${shipping ?? '0'}`);
}

function isWhole(text: string): boolean {
  return text.length < 16 && !text.includes('.');
}

/** 'Lokal', 'KATALOG NASIONAL' …: compared without case and without the word. Other words say nothing. */
export function catalogueKindOf(text: string | null): CatalogueKind | null {
  const word = text?.toLowerCase().replace('katalog', '').trim();
  return word === 'nasional' || word === 'sektoral' || word === 'lokal' ? word : null;
}
