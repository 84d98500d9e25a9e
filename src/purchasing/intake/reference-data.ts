/**
 * What `ReferenceRow.data` holds, per family. Codes are text without leading zeros where they are numbers upstream,
 * money is decimal text, flags are booleans, missing is null. `key` names the family's own key.
 */

/** key: kd_klpd (D050 → D50). MasterKLPD. */
export interface KlpdData {
  name: string | null;
  kind: string | null;
}

/** key: kd_satker. InstansiSatker (no year, history included). */
export interface SatkerInstansiData {
  name: string | null;
  text: string | null; // kd_satker_str as written, trimmed
  klpdName: string | null;
}

/** key: kd_satker. RUP-MasterSatker; the year is that of the file where known. */
export interface SatkerMasterData {
  name: string | null;
  text: string | null;
  klpdName: string | null;
  kind: string | null; // jenis_satker
  status: string | null; // status_satker
  blud: string | null; // ket_satker
}

/** key: kd_komoditas. */
export interface KomoditasData {
  name: string | null;
  catalogueKind: 'nasional' | 'sektoral' | 'lokal' | null;
  ownerCode: string | null;
  ownerName: string | null;
}

/** key: kd_penyedia. `npwp` is the last four digits behind asterisks; `npwpRaw` never leaves the parser. */
export interface PenyediaV5Data {
  name: string | null;
  sikapId: string | null;
  ukm: string | null; // penyedia_ukm as written
  npwpMasked: string | null;
  kbli: string[];
}

/** key: kode_penyedia. */
export interface PenyediaV6Data {
  name: string | null;
  sikapId: string | null;
  umkk: '1' | '0' | null; // status_umkk
  nib: string | null;
  npwpMasked: string | null;
  form: string | null; // bentuk_usaha
  kbli: string[];
  active: string | null;
}

/** key: kd_penyedia_distributor. */
export interface DistributorData {
  name: string | null;
  npwpMasked: string | null;
}

/** key: kd_produk. */
export interface ProdukData {
  name: string | null;
  supplierName: string | null;
  commodityName: string | null;
  category: string | null;
  tkdn: string | null;
  price: string | null;
  live: string | null; // status_tayang
}

/** key: product id (v6). */
export interface ProdukPenyediaData {
  name: string | null;
  supplierKey: string | null;
  supplierName: string | null;
  category: string | null;
  price: string | null;
  /** On show; null = the file does not say. */
  live: boolean | null;
}

/** key: `${tahun}|${kd_satker}`. Amounts null when the satker has no figures. */
export interface AnggaranData {
  satkerCode: string;
  satkerText: string | null;
  satkerName: string | null;
  klpdName: string | null;
  operasi: string | null;
  modal: string | null;
  btt: string | null;
  nonPengadaan: string | null;
  pengadaan: string | null;
  total: string | null;
}

/** key: kd_rup. */
export interface RupData {
  name: string | null;
  satkerCode: string | null;
  satkerText: string | null;
  satkerName: string | null;
  pagu: string | null;
  method: string | null;
  kind: string | null; // jenis_pengadaan
  umk: string | null; // status_ukm, the plan flag
  pdn: string | null;
  active: boolean | null;
  deleted: boolean | null;
  announced: string | null; // status_umumkan_rup
  announcedOn: string | null;
}

/** key: `${kd_rup_lama}|${kd_rup_baru}|${tgl_kaji_ulang}`. */
export interface RupRevisiData {
  oldCode: string;
  newCode: string;
  revision: string | null; // jenis_revisi
  revisedAt: string | null;
  packageKind: string | null;
}

/** key: `${order_id}|${product_id}`. e-purchasing-by-produk: detail of v6 orders, never value of its own. */
export interface OrderProdukData {
  orderId: string;
  productId: string | null;
  productName: string | null;
  category: string[];
  value: string | null;
  status: string | null;
}
