/**
 * The one internal shape of what the government's feeds tell. Parsers (ingestion) produce it, purchasing takes it in.
 * Every code is trimmed text, every amount is decimal text (never a float), every business day is 'YYYY-MM-DD', every
 * moment is ISO 8601 with a zone. `null` is "the feed does not say"; it is never zero and never an empty string.
 */

/** Where a purchase comes from. `v5`, `v6` and `toko-daring` are e-purchasing; the others stand outside it. */
export const SOURCES = [
  'v5',
  'v6',
  'toko-daring',
  'tender',
  'non-tender',
  'pencatatan',
  'swakelola',
  'lainnya',
] as const;
export type Source = (typeof SOURCES)[number];
export const E_PURCHASING: readonly Source[] = ['v5', 'v6', 'toko-daring'];

/**
 * The feeds a file can be taken for. The part after the dot tells vintages of one feed apart only where their columns
 * differ; all vintages of a feed share keys and rules (`upstream-data.md`).
 */
export const FEEDS = [
  'v5', // Ecat-PaketEPurchasing: ISB, 2022 vintage, staff XLSX already joined, INAPROC archive
  'v6-isb', // Ecat-PaketEPurchasingV6
  'v6-inaproc', // v1/ekatalog/paket-e-purchasing and legacy
  'toko-daring', // Bela-TokoDaringRealisasi, old and new headings
  'realisasi', // public realisasi page export
  'non-tender', // SPSE-PencatatanNonTender
  'komoditas', // Ecat-KomoditasDetail
  'penyedia-v5', // Ecat-PenyediaDetail
  'penyedia-v6', // v1/ekatalog/penyedia-detail
  'distributor', // Ecat-PenyediaDistributorDetail
  'instansi-satker', // Ecat-InstansiSatker
  'master-satker', // RUP-MasterSatker, ISB and INAPROC
  'struktur-anggaran', // RUP-StrukturAnggaranPD
  'master-klpd', // satudata/MasterKLPD
  'produk', // Ecat-ProdukDetail
  'produk-penyedia', // v1/ekatalog/list-produk-penyedia
  'rup-penyedia', // RUP-PaketPenyedia-Terumumkan
  'rup-kaji-ulang', // history-kaji-ulang
  'e-purchasing-produk', // v1/ekatalog/e-purchasing-by-produk
] as const;
export type Feed = (typeof FEEDS)[number];

/** Whose list a v5 commodity belongs to, as the feed says it. Own-local against others' is worked out later. */
export type CatalogueKind = 'nasional' | 'sektoral' | 'lokal';

/**
 * One source row of a purchase feed: one product line in v5 and in Toko Daring `import` rows, one whole order in v6,
 * in Toko Daring `api` rows, in the realisasi export and in pencatatan.
 */
export interface PurchaseRow {
  kind: 'purchase';
  /** 1-based row number among the data rows of the file (for CSV and XLSX: the line a person sees is `line`). */
  line: number;
  source: Source;
  /** Package or order key within the source (kd_paket, order_id, Kode Paket, kd_nontender_pct). */
  key: string;
  /** Toko Daring only: `sumber_data` ('api', 'import', …), since (order_id, sumber_data) is replaced as one. Else ''. */
  variant: string;
  /** How the rows of one (source, key, variant) relate: product lines that add up, or versions of which one counts. */
  grain: 'line' | 'order';
  /** The feed's own line key (kd_paket_produk), when it has one. */
  lineKey: string | null;
  /** Code of the buying institution with zeros behind the letter removed (D050 → D50); null when the feed has no code. */
  klpd: string | null;
  klpdName: string | null;
  /** tahun_anggaran. */
  year: number | null;
  packageNo: string | null;
  name: string | null;
  rupCodes: string[];
  /** Fund sources, distinct, upper case ('APBD', 'BLUD'). */
  funds: string[];
  /** Budget accounts found in the budget code, normalised to 5.1.02.01.01.0052 form, distinct. */
  accounts: string[];
  /** kd_satker as text without leading zeros; null when the feed only has the textual code. */
  satkerCode: string | null;
  /** kd_satker_str as written, trimmed. */
  satkerText: string | null;
  satkerName: string | null;
  /** Status as written (status_paket, status_pkt, status, status_konfirmasi_ppmse, Status Paket), trimmed. */
  status: string | null;
  shipmentStatus: string | null;
  /** Day of the order (tanggal_buat_paket, tgl_order, order_date, tanggal_transaksi, tgl_buat_paket). */
  orderedOn: string | null;
  /** When the source last changed this row, if it says (tanggal_edit_paket, last_update_date, tanggal_transaksi of api rows). */
  rowUpdatedAt: string | null;
  /** When the source was read, if the row says (_event_date). File-level dates are handed over apart. */
  snapshotAt: string | null;
  /** Which key space supplierKey lives in. */
  supplierScheme: 'v5' | 'v6' | 'toko-daring' | 'nama';
  /** kd_penyedia, kode_penyedia, or the normalised merchant/supplier name. */
  supplierKey: string | null;
  supplierName: string | null;
  /** SIKaP id (kd_penyedia_sikap, rekan_id); 0 is null. */
  sikapId: string | null;
  distributorKey: string | null;
  commodityCode: string | null;
  commodityName: string | null;
  catalogueKind: CatalogueKind | null;
  catalogueOwnerCode: string | null;
  catalogueOwnerName: string | null;
  /** v5: the one kd_produk; v6: the ids of product_ids; else []. */
  productIds: string[];
  /** Words a keyword of the OVOP list is looked for in, beside `name`: catatan is not one of them. */
  productName: string | null;
  quantity: string | null;
  unitPrice: string | null;
  shipping: string | null;
  /** Value of this row in rupiah with at most two decimals (line value or order value by grain). */
  value: string | null;
  /** Of `value`, the part that the feed itself says went to UMK (pencatatan nilai_umk_pct); null elsewhere. */
  umkValue: string | null;
  /** jml_jenis_produk / count_product; checked against the number of lines in v5 only. */
  expectedLines: number | null;
  /** `total` of the 2022 vintage: the package total repeated on each line. */
  declaredTotal: string | null;
  /** 32 hex digits over all columns of the source row but the volatile and personal ones: equal = identical row. */
  identity: string;
  /** 32 hex digits over the facts above (not line, rowUpdatedAt, snapshotAt): equal = says the same. */
  facts: string;
  /** The source row as JSON text, personal columns dropped, free text masked; unknown columns are in it too. */
  sourceRow: string;
}

/** Families of reference data; each keeps its own key and its own `data` fields (see `reference-data.ts`). */
export const REFERENCE_FAMILIES = [
  'klpd',
  'satker-instansi',
  'satker-master',
  'komoditas',
  'penyedia-v5',
  'penyedia-v6',
  'distributor',
  'produk',
  'produk-penyedia',
  'anggaran',
  'rup',
  'rup-revisi',
  'order-produk',
] as const;
export type ReferenceFamily = (typeof REFERENCE_FAMILIES)[number];

/** One source row of a reference feed. `data` values are text, null, boolean or string lists: codes and money as text. */
export interface ReferenceRow {
  kind: 'reference';
  line: number;
  family: ReferenceFamily;
  /** The family's own key (kd_satker, kd_komoditas, `tahun|kd_satker`, …). */
  key: string;
  klpd: string | null;
  year: number | null;
  data: Record<string, string | boolean | string[] | null>;
  rowUpdatedAt: string | null;
  snapshotAt: string | null;
  facts: string;
  sourceRow: string;
}

/** A row that could not be taken, or was taken with a reservation. `value` is masked. */
export interface RowIssue {
  kind: 'issue';
  line: number | null;
  column: string | null;
  value: string | null;
  code: IssueCode;
  /** 'error' = the row was rejected; 'warning' = it was taken. */
  severity: 'error' | 'warning';
  /** What the sentence needs beside line, column and value (numbers, keys); plain text. */
  detail?: string;
}

/** The short list of reasons; the Indonesian sentence for each is in `ingestion/wording.ts`. */
export const ISSUE_CODES = [
  'key-missing',
  'year-missing',
  'not-a-number',
  'not-a-date',
  'negative-value',
  'value-missing',
  'value-rounded',
  'row-malformed',
  'code-lost-digits', // 13-digit code that Excel turned into 1.23E+12
  'line-arithmetic', // harga_satuan × kuantitas + ongkos_kirim differs from total_harga
  'package-total-differs', // sum of lines differs from `total` of the 2022 vintage
  'package-incomplete', // fewer lines than jml_jenis_produk
  'package-incomplete-kept', // an incomplete package did not replace the complete one on file
  'package-excess', // more lines than jml_jenis_produk even after the doubled-package rule
  'package-doubled', // delivered doubled; identical rows dropped
  'older-snapshot', // what is on file is newer and was kept
  'detailed-feed-wins', // realisasi row of an order that a detailed feed tells
  'budget-arithmetic', // belanja_pengadaan ≠ operasi + modal + btt, or total ≠ pengadaan + non-pengadaan
  'budget-empty', // satker without any figure: kept as unknown, divides nothing
  'status-unknown',
  'satker-unmatched',
  'supplier-unmatched',
  'commodity-unmatched',
  'rup-unmatched',
  'other-klpd', // rows of another KLPD than the instance's own
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

export type FeedRow = PurchaseRow | ReferenceRow;
