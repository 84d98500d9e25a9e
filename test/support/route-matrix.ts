/**
 * Who may do what, by hand: one row a route, the answer that each column gets. A route without a row, and a row without
 * a route, fail the matrix test; so does every answer that is not the one written here. A new route gets a row here,
 * with the preset that says what was decided for it.
 */
export const COLUMNS = [
  'public',
  'admin',
  'biro-pbj',
  'perangkat-daerah',
  'pelaku-usaha',
  'dinas-pariwisata',
  'dinas-pembina',
  'auditor',
  /** An API key of staff with every reading permission. */
  'key',
] as const;
export type Column = (typeof COLUMNS)[number];

/** 'allow' = got through the guard, whatever was wrong with the request after that. */
export type Outcome = 'allow' | 'sign-in' | 'forbidden' | 'not-found';

/** Who gets through; everybody else is forbidden, and whoever has not signed in is asked to. */
type Preset = readonly Column[];

const EVERYBODY: Preset = COLUMNS;
/** People with a session; a key is not one. */
const SIGNED_IN: Preset = [
  'admin',
  'biro-pbj',
  'perangkat-daerah',
  'pelaku-usaha',
  'dinas-pariwisata',
  'dinas-pembina',
  'auditor',
];
const STAFF_READ: Preset = ['admin', 'biro-pbj', 'auditor', 'key'];
const STAFF_WRITE: Preset = ['admin', 'biro-pbj'];
const ADMIN_ONLY: Preset = ['admin'];
const USER_READ: Preset = ['admin', 'auditor'];
const SPENDING: Preset = [...STAFF_READ, 'perangkat-daerah'];
const CIRCULARS: Preset = SPENDING;
const PARTICIPATION: Preset = SPENDING;
const SALES: Preset = [...STAFF_READ, 'pelaku-usaha'];
const OVOP_READ: Preset = [...STAFF_READ, 'dinas-pariwisata', 'dinas-pembina'];
/** The map of the villages, and regions. */
const VILLAGE_READ: Preset = [...STAFF_READ, 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina'];
/** Pages of products, drafts too. */
const PRODUCT_READ: Preset = [...STAFF_READ, 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina'];
const PRODUCT_WRITE: Preset = ['admin', 'biro-pbj', 'dinas-pembina'];
const VILLAGE_WRITE: Preset = ['admin', 'biro-pbj', 'dinas-pembina'];
const ENTERPRISE_READ: Preset = [...STAFF_READ, 'dinas-pembina'];
const ENTERPRISE_WRITE: Preset = ['admin', 'biro-pbj', 'dinas-pembina'];
/** Decisions on eligibility: who looks after enterprises, and who checks. */
const ELIGIBILITY_READ: Preset = ENTERPRISE_READ;
const ELIGIBILITY_WRITE: Preset = ENTERPRISE_WRITE;
/** Scans show people: no key opens them. */
const DOCUMENT_READ: Preset = ['admin', 'biro-pbj', 'dinas-pembina', 'auditor'];
const GRADING_READ: Preset = OVOP_READ;
const PROGRAMME_READ: Preset = VILLAGE_READ;
const PROGRAMME_WRITE: Preset = ['admin', 'biro-pbj', 'dinas-pembina'];
const GRADING_WRITE: Preset = [...STAFF_WRITE, 'dinas-pembina'];
const ETALASE_READ: Preset = [...STAFF_READ, 'dinas-pariwisata', 'dinas-pembina'];
const ETALASE_WRITE: Preset = [...STAFF_WRITE, 'dinas-pariwisata'];
const DEFINITIONS: Preset = [...SIGNED_IN, 'key'];
/** Answers to people's rights over their data, and the inventory; keys read nothing about people. */
const PERSONAL_READ: Preset = ['admin', 'biro-pbj', 'auditor'];
const AUDIT_READ: Preset = ['admin', 'auditor'];
/** Accounts and files that wait: about people, so no key. */
const QUEUE_READ: Preset = ['admin', 'biro-pbj', 'auditor'];
const OWN_ENTERPRISE: Preset = ['pelaku-usaha'];
const OWN_KEYS: Preset = ['admin', 'biro-pbj', 'dinas-pariwisata', 'dinas-pembina', 'auditor'];

export interface Row {
  route: string;
  preset: Preset;
  /**
   * The address to ask instead of the route itself. With {package}, {line}, {pd}, {satker} or {supplier} in it the route
   * is asked for an own object and for a foreign one, which those who see only their own must not find.
   */
  as?: string;
  /** Ends the session: asked last. */
  last?: boolean;
}

const row = (route: string, preset: Preset, as?: string): Row => ({ route, preset, ...(as ? { as } : {}) });

export const MATRIX: readonly Row[] = [
  // Open to everybody
  row('GET /api/docs', EVERYBODY),
  row('GET /api/docs-json', EVERYBODY),
  row('GET /api/docs-yaml', EVERYBODY),
  row('GET /api/docs/start.js', EVERYBODY),
  row('GET /api/docs/swagger-ui-bundle.js', EVERYBODY),
  row('GET /api/docs/swagger-ui.css', EVERYBODY),
  row('GET /assets/style.:hash.css', EVERYBODY),
  row('GET /health/live', EVERYBODY),
  row('GET /health/ready', EVERYBODY),
  row('GET /masuk', EVERYBODY),
  row('POST /masuk', EVERYBODY),
  row('POST /api/v1/session', EVERYBODY),
  row('POST /api/v1/eligibility/check', EVERYBODY),
  row('GET /cek-kelayakan', EVERYBODY),
  row('POST /cek-kelayakan', EVERYBODY),
  row('GET /daftar', EVERYBODY),
  row('POST /daftar', EVERYBODY),
  row('GET /daftar/surel', EVERYBODY),
  row('POST /daftar/surel', EVERYBODY),
  row('GET /masuk/kode', EVERYBODY),
  row('POST /masuk/kode', EVERYBODY),
  row('GET /masuk/lupa', EVERYBODY),
  row('POST /masuk/lupa', EVERYBODY),
  row('GET /masuk/atur-ulang', EVERYBODY),
  row('POST /masuk/atur-ulang', EVERYBODY),
  row('GET /masuk/sso', EVERYBODY),
  row('GET /masuk/sso/kembali', EVERYBODY),
  row('POST /api/v1/password-reset', EVERYBODY),
  row('POST /api/v1/password-reset/request', EVERYBODY),

  // Oneself
  row('GET /', SIGNED_IN),
  row('GET /akun', SIGNED_IN),
  row('GET /pesan', SIGNED_IN),
  row('POST /pesan/baca-semua', SIGNED_IN),
  row('POST /pesan/:id/baca', SIGNED_IN),
  row('GET /usaha-saya', OWN_ENTERPRISE),
  row('POST /usaha-saya/pengakuan', OWN_ENTERPRISE),
  row('POST /usaha-saya/surel', OWN_ENTERPRISE),
  row('POST /usaha-saya/dokumen', OWN_ENTERPRISE),
  row('GET /usaha-saya/dokumen/:documentId/berkas', OWN_ENTERPRISE),
  row('POST /usaha-saya/permintaan', OWN_ENTERPRISE),
  row('POST /usaha-saya/permintaan/:id/tarik', OWN_ENTERPRISE),
  row('GET /antrean', QUEUE_READ),
  row('GET /antrean/akun/:userId', QUEUE_READ),
  row('POST /antrean/akun/:userId/hubungkan', STAFF_WRITE),
  row('POST /antrean/akun/:userId/kembalikan', STAFF_WRITE),
  row('GET /antrean/berkas/:id', QUEUE_READ),
  row('POST /antrean/berkas/:id/periksa', STAFF_WRITE),
  row('POST /antrean/berkas/:id/dokumen/:documentId', STAFF_WRITE),
  row('POST /antrean/berkas/:id/kembalikan', STAFF_WRITE),
  row('POST /antrean/berkas/:id/setujui', STAFF_WRITE),
  row('GET /surat-keluar', AUDIT_READ),
  row('POST /surat-keluar/:id/ulang', ADMIN_ONLY),
  row('POST /akun/kata-sandi', SIGNED_IN),
  // Gives back as a spreadsheet what the page before it showed; keeps nothing.
  row('POST /daftar/masalah.xlsx', SIGNED_IN),
  row('POST /akun/sesi/:id/keluarkan', SIGNED_IN),
  row('GET /api/v1/me', [...SIGNED_IN, 'key']),
  row('PUT /api/v1/me/password', SIGNED_IN),
  row('GET /api/v1/me/sessions', SIGNED_IN),
  row('DELETE /api/v1/me/sessions/:sessionId', SIGNED_IN),
  row('GET /api/v1/me/email', SIGNED_IN),
  row('PUT /api/v1/me/email', SIGNED_IN),
  row('POST /akun/surel', SIGNED_IN),
  row('GET /akun/dua-langkah', SIGNED_IN),
  row('POST /akun/dua-langkah/mulai', SIGNED_IN),
  row('POST /akun/dua-langkah/aktifkan', SIGNED_IN),
  row('POST /akun/dua-langkah/kode-cadangan', SIGNED_IN),
  row('POST /akun/dua-langkah/matikan', SIGNED_IN),
  row('GET /api/v1/me/two-factor', SIGNED_IN),
  row('POST /api/v1/me/two-factor', SIGNED_IN),
  row('PUT /api/v1/me/two-factor', SIGNED_IN),
  row('POST /api/v1/me/two-factor/off', SIGNED_IN),
  row('POST /api/v1/me/two-factor/recovery-codes', SIGNED_IN),
  { route: 'POST /keluar', preset: SIGNED_IN, last: true },
  { route: 'DELETE /api/v1/session', preset: SIGNED_IN, last: true },

  // One's own record
  row('GET /data-saya', SIGNED_IN),
  row('POST /data-saya/nama', SIGNED_IN),
  row('POST /data-saya/nilai/:field', SIGNED_IN),
  row('POST /data-saya/nilai/:field/tampilkan', SIGNED_IN),
  row('POST /data-saya/nilai/:field/tarik', SIGNED_IN),
  row('POST /data-saya/perbaikan', SIGNED_IN),
  row('POST /data-saya/unduh', SIGNED_IN),
  row('GET /api/v1/me/personal', SIGNED_IN),
  row('POST /api/v1/me/personal/download', SIGNED_IN),
  row('PUT /api/v1/me/personal/:field', SIGNED_IN),
  row('DELETE /api/v1/me/personal/:field', SIGNED_IN),
  row('POST /api/v1/me/personal/:field/show', SIGNED_IN),
  row('PUT /api/v1/me/display-name', SIGNED_IN),
  row('POST /api/v1/me/corrections', SIGNED_IN),

  // Other people's data: masked for readers, opened by staff with a reason
  row('GET /inventaris-data', PERSONAL_READ),
  row('GET /permintaan-data', PERSONAL_READ),
  row('POST /permintaan-data/:id', STAFF_WRITE),
  row('GET /data-pribadi/:ownerKind/:ownerId', PERSONAL_READ),
  row('POST /data-pribadi/:ownerKind/:ownerId/:field/buka', STAFF_WRITE),
  row('GET /api/v1/personal-inventory', PERSONAL_READ),
  row('GET /api/v1/personal/:ownerKind/:ownerId', PERSONAL_READ),
  row('POST /api/v1/personal/:ownerKind/:ownerId/:field/unmask', STAFF_WRITE),
  row('GET /api/v1/corrections', PERSONAL_READ),
  row('POST /api/v1/corrections/:id/answer', STAFF_WRITE),

  // The audit trail, and how the service is doing
  row('GET /jejak-audit', AUDIT_READ),
  row('GET /jejak-audit/unduh.:format', AUDIT_READ),
  row('GET /api/v1/audit', AUDIT_READ),
  row('GET /api/v1/audit.xlsx', AUDIT_READ),
  row('GET /api/v1/audit/state', AUDIT_READ),
  row('GET /metrics', AUDIT_READ),

  // Open data
  row('GET /data-terbuka', EVERYBODY),
  row('GET /api/v1/ocds/releases', STAFF_READ),
  row('GET /api/v1/ocds/package', STAFF_READ),
  row('GET /api/v1/ocds/records/:ocid', STAFF_READ),

  // API keys
  row('GET /kunci-api', OWN_KEYS),
  row('POST /kunci-api', OWN_KEYS),
  row('POST /kunci-api/:id/cabut', OWN_KEYS),
  row('GET /api/v1/api-keys', OWN_KEYS),
  row('POST /api/v1/api-keys', OWN_KEYS),
  row('DELETE /api/v1/api-keys/:id', OWN_KEYS),

  // Users and settings
  row('GET /pengguna', USER_READ),
  row('POST /pengguna', ADMIN_ONLY),
  row('GET /pengguna/:id/peran', ADMIN_ONLY),
  row('POST /pengguna/:id/peran', ADMIN_ONLY),
  row('POST /pengguna/:id/aktifkan', ADMIN_ONLY),
  row('POST /pengguna/:id/nonaktifkan', ADMIN_ONLY),
  row('POST /pengguna/:id/kata-sandi', ADMIN_ONLY),
  row('GET /api/v1/users', USER_READ),
  row('POST /api/v1/users', ADMIN_ONLY),
  row('POST /api/v1/users/:id/password', ADMIN_ONLY),
  row('PUT /api/v1/users/:id/disabled', ADMIN_ONLY),
  row('PUT /api/v1/users/:id/role', ADMIN_ONLY),
  row('GET /pengguna/:id', USER_READ),
  row('POST /pengguna/:id/tautan', ADMIN_ONLY),
  row('POST /pengguna/:id/dua-langkah/matikan', ADMIN_ONLY),
  row('POST /pengguna/:id/kunci/buka', ADMIN_ONLY),
  row('POST /pengguna/:id/sesi/keluarkan', ADMIN_ONLY),
  row('POST /pengguna/:id/sesi/:sessionId/keluarkan', ADMIN_ONLY),
  row('POST /pengguna/:id/surel', ADMIN_ONLY),
  row('POST /api/v1/users/:id/reset-link', ADMIN_ONLY),
  row('GET /api/v1/users/:id/sign-in', USER_READ),
  row('GET /api/v1/users/:id/two-factor', USER_READ),
  row('DELETE /api/v1/users/:id/two-factor', ADMIN_ONLY),
  row('DELETE /api/v1/users/:id/lock', ADMIN_ONLY),
  row('PUT /api/v1/users/:id/email', ADMIN_ONLY),
  row('GET /api/v1/users/:id/sessions', USER_READ),
  row('DELETE /api/v1/users/:id/sessions', ADMIN_ONLY),
  row('DELETE /api/v1/users/:id/sessions/:sessionId', ADMIN_ONLY),
  row('GET /pengaturan', STAFF_READ),
  row('POST /pengaturan', ADMIN_ONLY),
  row('GET /api/v1/settings', STAFF_READ),
  row('PUT /api/v1/settings', ADMIN_ONLY),

  // Spending: an agency sees its own
  row('GET /belanja', SPENDING, '/belanja?tahun=2025'),
  row('GET /belanja/unduh.:format', SPENDING, '/belanja/unduh.xlsx?tahun=2025'),
  row('GET /belanja/pd/:id', SPENDING, '/belanja/pd/{pd}?tahun=2025'),
  row('GET /belanja/satker/:key', SPENDING, '/belanja/satker/{satker}?tahun=2025'),
  row('GET /belanja/paket', SPENDING, '/belanja/paket?tahun=2025'),
  row('GET /belanja/paket/unduh.:format', SPENDING, '/belanja/paket/unduh.csv?tahun=2025'),
  row('GET /belanja/paket/:id', SPENDING, '/belanja/paket/{package}'),
  row('GET /belanja/baris/:id', SPENDING, '/belanja/baris/{line}'),
  row('GET /belanja/belum-lengkap', SPENDING),
  row('GET /belanja/hilang', SPENDING),
  row('POST /belanja/hilang', STAFF_WRITE),
  row('GET /api/v1/spending', SPENDING),
  row('GET /api/v1/spending/choices', SPENDING),
  row('GET /api/v1/spending/definition', DEFINITIONS),
  row('GET /api/v1/products/:id/purchases', SPENDING, '/api/v1/products/1/purchases'),
  row('GET /api/v1/packages', SPENDING),
  row('GET /api/v1/packages/:id', SPENDING, '/api/v1/packages/{package}'),
  row('GET /api/v1/lines/:id/source-row', SPENDING, '/api/v1/lines/{line}/source-row'),
  row('GET /definisi', DEFINITIONS),

  // Sales: an enterprise sees its own
  row('GET /penjualan', SALES, '/penjualan?penyedia={supplier}'),
  row('GET /api/v1/sales', SALES, '/api/v1/sales?supplier={supplier}'),

  // Compliance: an agency sees its own
  row('GET /kepatuhan', SPENDING, '/kepatuhan?tahun=2025'),
  row('GET /kepatuhan/unduh.:format', SPENDING, '/kepatuhan/unduh.csv?tahun=2025'),
  row('GET /kepatuhan/:obligation/:perangkatDaerah', SPENDING, '/kepatuhan/{obligation}/{pd}?tahun=2025'),
  row('GET /api/v1/compliance', SPENDING),
  row(
    'GET /api/v1/compliance/packages',
    SPENDING,
    '/api/v1/compliance/packages?year=2025&obligationId={obligation}&pd={pd}',
  ),

  // Circulars: an agency must know its duty
  row('GET /edaran', CIRCULARS),
  row('GET /edaran/:id', CIRCULARS),
  row('GET /edaran/baru', STAFF_WRITE),
  row('POST /edaran', STAFF_WRITE),
  row('POST /edaran/:id', STAFF_WRITE),
  row('POST /edaran/:id/akhiri', STAFF_WRITE),
  row('POST /edaran/:id/hapus', STAFF_WRITE),
  row('GET /api/v1/circulars', CIRCULARS),
  row('GET /api/v1/circulars/:id', CIRCULARS),
  row('GET /api/v1/circulars/:id/versions', CIRCULARS),
  row('POST /api/v1/circulars', STAFF_WRITE),
  row('POST /api/v1/circulars/preview', STAFF_WRITE),
  row('POST /api/v1/circulars/:id/end', STAFF_WRITE),
  row('PUT /api/v1/circulars/:id', STAFF_WRITE),
  row('DELETE /api/v1/circulars/:id', STAFF_WRITE),

  // Products: what is on show is for everybody, drafts are for those who may read
  row('GET /produk', PRODUCT_READ),
  row('GET /produk/:id', PRODUCT_READ),
  row('GET /produk/unduh.:format', PRODUCT_READ),
  row('GET /produk/contoh.:format', PRODUCT_READ),
  row('GET /produk/sertifikat/unduh.:format', PRODUCT_READ),
  row('GET /produk/sertifikat/contoh.:format', PRODUCT_READ),
  row('GET /produk/:id/foto/:photo', PRODUCT_READ),
  row('GET /produk/baru', PRODUCT_WRITE),
  row('POST /produk', PRODUCT_WRITE),
  row('GET /produk/:id/ubah', PRODUCT_WRITE),
  row('POST /produk/:id', PRODUCT_WRITE),
  row('POST /produk/:id/keadaan', PRODUCT_WRITE),
  row('POST /produk/:id/verifikasi', PRODUCT_WRITE),
  row('GET /produk/:id/sertifikat/:part', PRODUCT_WRITE),
  row('POST /produk/:id/sertifikat/:part', PRODUCT_WRITE),
  row('GET /produk/:id/tayangan/:part', PRODUCT_WRITE),
  row('POST /produk/:id/tayangan/:part', PRODUCT_WRITE),
  row('POST /produk/:id/foto', PRODUCT_WRITE),
  row('POST /produk/:id/foto/:photo', PRODUCT_WRITE),
  row('GET /produk/impor', PRODUCT_WRITE),
  row('POST /produk/impor', PRODUCT_WRITE),
  row('POST /produk/impor/terapkan', PRODUCT_WRITE),
  row('GET /produk/sertifikat/impor', PRODUCT_WRITE),
  row('POST /produk/sertifikat/impor', PRODUCT_WRITE),
  row('POST /produk/sertifikat/impor/terapkan', PRODUCT_WRITE),
  row('GET /partisipasi', EVERYBODY),
  row('GET /partisipasi/paket-data.zip', EVERYBODY),
  row('GET /partisipasi/buku.pdf', EVERYBODY),
  row('GET /partisipasi/unduh.:format', EVERYBODY, '/partisipasi/unduh.csv'),
  row('GET /api/v1/participation', EVERYBODY),
  row('GET /api/v1/participation/baseline', EVERYBODY),
  row('GET /api/v1/participation/metrics', EVERYBODY),
  row('GET /api/v1/participation/own', PARTICIPATION),
  row('GET /api/v1/participation/sellers', PARTICIPATION, '/api/v1/participation/sellers?year=2025'),
  row('GET /kerja/partisipasi', PARTICIPATION),
  row('GET /kerja/partisipasi/unduh.:format', PARTICIPATION, '/kerja/partisipasi/unduh.csv'),
  row('GET /kerja/partisipasi/pelaku', PARTICIPATION),
  row('GET /kerja/partisipasi/pelaku/unduh.:format', PARTICIPATION, '/kerja/partisipasi/pelaku/unduh.csv'),
  row('GET /api/v1/participation/funnel', PARTICIPATION),
  row('GET /kerja/partisipasi/corong', PARTICIPATION),
  row('GET /kerja/partisipasi/corong/unduh.:format', PARTICIPATION, '/kerja/partisipasi/corong/unduh.csv'),
  row('POST /kerja/partisipasi/corong/populasi', STAFF_WRITE),
  row('POST /kerja/partisipasi/corong/populasi/:id/hapus', STAFF_WRITE),
  row('GET /kerja/partisipasi/bulanan', PARTICIPATION),
  row('GET /kerja/partisipasi/bulanan/unduh.:format', PARTICIPATION, '/kerja/partisipasi/bulanan/unduh.csv'),
  row('GET /kerja/partisipasi/katalog', PARTICIPATION),
  row('POST /kerja/partisipasi/katalog', STAFF_WRITE),
  row('POST /kerja/partisipasi/katalog/:id/hapus', STAFF_WRITE),
  row('GET /kerja/partisipasi/katalog/contoh.:format', PARTICIPATION),
  row('GET /kerja/partisipasi/katalog/impor', STAFF_WRITE),
  row('POST /kerja/partisipasi/katalog/impor', STAFF_WRITE),
  row('POST /kerja/partisipasi/katalog/impor/terapkan', STAFF_WRITE),
  row('GET /katalog', EVERYBODY),
  row('GET /katalog/:key', EVERYBODY),
  row('GET /katalog/foto/:file', EVERYBODY),
  row('GET /wisata/:kode/bingkai', EVERYBODY),
  row('GET /wisata/:kode/kartu-a4.pdf', EVERYBODY),
  row('GET /wisata/:kode/kartu-a5.pdf', EVERYBODY),
  row('GET /wisata', EVERYBODY),
  row('GET /wisata/:kode', EVERYBODY),
  row('GET /api/v1/wisata', EVERYBODY),
  row('GET /api/v1/wisata/changes', EVERYBODY),
  row('GET /api/v1/wisata/:kode', EVERYBODY),
  row('GET /api/v1/wisata/:kode/etalase', EVERYBODY),
  row('GET /api/v1/etalase', EVERYBODY),
  row('GET /etalase-wisata', ETALASE_READ),
  row('GET /etalase-wisata/unduh.:format', ETALASE_READ),
  row('GET /etalase-wisata/:kode', ETALASE_READ),
  row('POST /etalase-wisata/:kode/periksa', ETALASE_WRITE),
  row('POST /etalase-wisata/:kode/etalase', ETALASE_WRITE),
  row('POST /etalase-wisata/:kode/pemeriksaan/:id/cabut', ETALASE_WRITE),
  row('GET /api/v1/etalase/duty', ETALASE_READ),
  row('GET /api/v1/wisata-records/:kode', ETALASE_READ),
  row('POST /api/v1/wisata-records', ETALASE_WRITE),
  row('PUT /api/v1/wisata-records/:kode', ETALASE_WRITE),
  row('POST /api/v1/wisata-records/:kode/state', ETALASE_WRITE),
  row('POST /api/v1/wisata-records/import/preview', ETALASE_WRITE),
  row('POST /api/v1/wisata-records/import', ETALASE_WRITE),
  row('GET /api/v1/products', EVERYBODY),
  row('GET /api/v1/products/groups', EVERYBODY),
  row('GET /api/v1/products/:id', EVERYBODY),
  row('POST /api/v1/products', PRODUCT_WRITE),
  row('PUT /api/v1/products/:id', PRODUCT_WRITE),
  row('POST /api/v1/products/:id/state', PRODUCT_WRITE),
  row('POST /api/v1/products/:id/verification', PRODUCT_WRITE),
  row('POST /api/v1/products/:id/certificates', PRODUCT_WRITE),
  row('PUT /api/v1/products/:id/certificates/:certificateId', PRODUCT_WRITE),
  row('DELETE /api/v1/products/:id/certificates/:certificateId', PRODUCT_WRITE),
  row('POST /api/v1/products/:id/listings', PRODUCT_WRITE),
  row('PUT /api/v1/products/:id/listings/:listingId', PRODUCT_WRITE),
  row('DELETE /api/v1/products/:id/listings/:listingId', PRODUCT_WRITE),
  row('POST /api/v1/products/:id/photos', PRODUCT_WRITE),
  row('PUT /api/v1/products/:id/photos/:photoId', PRODUCT_WRITE),
  row('DELETE /api/v1/products/:id/photos/:photoId', PRODUCT_WRITE),

  // Eligibility: decisions that are kept
  row('GET /kelayakan', ELIGIBILITY_READ),
  row('GET /kelayakan/unduh.:format', ELIGIBILITY_READ),
  row('GET /kelayakan/:id', ELIGIBILITY_READ),
  row('GET /kelayakan/:id/surat.pdf', ELIGIBILITY_READ),
  row('GET /kelayakan/andai', ELIGIBILITY_READ),
  row('GET /kelayakan/daftar', ELIGIBILITY_READ),
  row('GET /kelayakan/daftar/contoh.:format', ELIGIBILITY_READ),
  // Gives back as a spreadsheet what was brought; keeps nothing.
  row('POST /kelayakan/daftar', ELIGIBILITY_READ),
  row('GET /verifikasi/:kode', EVERYBODY),
  row('GET /api/v1/eligibility/decisions/:id/certificate', ELIGIBILITY_READ),
  row('POST /api/v1/eligibility/what-if', ELIGIBILITY_READ),
  row('GET /api/v1/eligibility/list/template', ELIGIBILITY_READ),
  row('POST /api/v1/eligibility/list', ELIGIBILITY_READ),
  row('POST /kelayakan/nilai', ELIGIBILITY_WRITE),
  row('GET /api/v1/eligibility/decisions', ELIGIBILITY_READ),
  row('GET /api/v1/eligibility/assessments', ELIGIBILITY_READ),
  row('GET /api/v1/eligibility/decisions/:id', ELIGIBILITY_READ),
  row('POST /api/v1/eligibility/decisions', ELIGIBILITY_WRITE),
  row('PUT /api/v1/eligibility/enterprises/:id/statements', ELIGIBILITY_WRITE),
  row('PUT /api/v1/eligibility/products/:id/statements', ELIGIBILITY_WRITE),

  // The OVOP list
  row('GET /ovop', OVOP_READ),
  row('GET /ovop/katalog', OVOP_READ),
  row('POST /ovop/katalog/penyedia', STAFF_WRITE),
  row('GET /ovop/unduh.:format', OVOP_READ),
  row('GET /ovop/contoh.:format', OVOP_READ),
  row('GET /ovop/baru', STAFF_WRITE),
  row('GET /ovop/impor', STAFF_WRITE),
  row('GET /ovop/:id/ubah', STAFF_WRITE),
  row('POST /ovop', STAFF_WRITE),
  row('POST /ovop/:id', STAFF_WRITE),
  row('POST /ovop/:id/hapus', STAFF_WRITE),
  row('POST /ovop/impor', STAFF_WRITE),
  row('POST /ovop/impor/terapkan', STAFF_WRITE),
  row('GET /api/v1/ovop-entries', OVOP_READ),
  row('GET /api/v1/ovop-entries/catalogue', OVOP_READ),
  row('PUT /api/v1/ovop-entries/suppliers', STAFF_WRITE),
  row('GET /api/v1/ovop-entries/:id', OVOP_READ),
  row('POST /api/v1/ovop-entries', STAFF_WRITE),
  // Looks up what an entry would match, and keeps nothing.
  row('POST /api/v1/ovop-entries/matches', OVOP_READ),
  row('POST /api/v1/ovop-entries/import', STAFF_WRITE),
  row('POST /api/v1/ovop-entries/import/preview', STAFF_WRITE),
  row('PUT /api/v1/ovop-entries/:id', STAFF_WRITE),
  row('DELETE /api/v1/ovop-entries/:id', STAFF_WRITE),

  // Regions
  row('GET /api/v1/wilayah', VILLAGE_READ),
  row('GET /api/v1/wilayah/search', VILLAGE_READ),
  row('GET /api/v1/wilayah/imk', VILLAGE_READ),
  row('GET /api/v1/wilayah/bps/:code', VILLAGE_READ),
  row('GET /api/v1/wilayah/:code', VILLAGE_READ),
  row('GET /api/v1/wilayah/:code/children', VILLAGE_READ),

  // The map of the villages
  row('GET /desa', VILLAGE_READ),
  row('GET /desa/unduh.:format', VILLAGE_READ),
  row('GET /desa/cari', VILLAGE_READ),
  row('GET /desa/:code', VILLAGE_READ),
  row('GET /desa/:code/matriks', VILLAGE_READ),
  row('GET /desa/:code/matriks.:format', VILLAGE_READ),
  row('GET /desa/potensi', VILLAGE_READ),
  row('GET /desa/potensi/unduh.:format', VILLAGE_READ),
  row('GET /desa/potensi/contoh.:format', VILLAGE_READ),
  row('GET /desa/potensi/impor', VILLAGE_WRITE),
  row('POST /desa/potensi/impor', VILLAGE_WRITE),
  row('POST /desa/potensi/impor/terapkan', VILLAGE_WRITE),
  row('GET /desa/:code/potensi/baru', VILLAGE_WRITE),
  row('GET /desa/:code/potensi/:id', VILLAGE_WRITE),
  row('POST /desa/:code/potensi', VILLAGE_WRITE),
  row('POST /desa/:code/potensi/:id', VILLAGE_WRITE),
  row('POST /desa/:code/potensi/:id/hapus', VILLAGE_WRITE),
  row('POST /desa/:code/langkah', VILLAGE_WRITE),
  row('POST /desa/:code/langkah/:id/tarik', VILLAGE_WRITE),
  row('GET /api/v1/coverage', VILLAGE_READ),
  row('GET /api/v1/coverage/matrix/:code', VILLAGE_READ),
  row('GET /api/v1/villages/:code', VILLAGE_READ),
  row('POST /api/v1/villages/:code/potentials', VILLAGE_WRITE),
  row('PUT /api/v1/villages/:code/potentials/:id', VILLAGE_WRITE),
  row('DELETE /api/v1/villages/:code/potentials/:id', VILLAGE_WRITE),
  row('POST /api/v1/villages/:code/steps', VILLAGE_WRITE),
  row('POST /api/v1/villages/:code/steps/:id/withdraw', VILLAGE_WRITE),
  row('GET /api/v1/village-potentials', VILLAGE_READ),
  row('POST /api/v1/village-potentials/import', VILLAGE_WRITE),
  row('POST /api/v1/village-potentials/import/preview', VILLAGE_WRITE),
  // Enterprises
  row('GET /usaha', ENTERPRISE_READ),
  row('GET /usaha/:id', ENTERPRISE_READ),
  row('GET /usaha/unduh.:format', ENTERPRISE_READ),
  row('GET /usaha/contoh.:format', ENTERPRISE_READ),
  row('GET /usaha/contoh-dokumen.:format', ENTERPRISE_READ),
  row('GET /usaha/kembar', ENTERPRISE_READ),
  row('GET /usaha/kembar/:one/:other', ENTERPRISE_READ),
  row('GET /usaha/baru', ENTERPRISE_WRITE),
  row('GET /usaha/:id/ubah', ENTERPRISE_WRITE),
  row('GET /usaha/impor', ENTERPRISE_WRITE),
  row('GET /usaha/impor-dokumen', ENTERPRISE_WRITE),
  row('GET /usaha/:id/dokumen/:documentId/berkas', DOCUMENT_READ),
  row('POST /usaha', ENTERPRISE_WRITE),
  row('POST /usaha/:id', ENTERPRISE_WRITE),
  row('POST /usaha/impor', ENTERPRISE_WRITE),
  row('POST /usaha/impor/terapkan', ENTERPRISE_WRITE),
  row('POST /usaha/impor-dokumen', ENTERPRISE_WRITE),
  row('POST /usaha/impor-dokumen/terapkan', ENTERPRISE_WRITE),
  row('POST /usaha/:id/angka', ENTERPRISE_WRITE),
  row('POST /usaha/:id/kode', ENTERPRISE_WRITE),
  row('POST /usaha/:id/kode/lepas', ENTERPRISE_WRITE),
  row('POST /usaha/:id/kelas', STAFF_WRITE),
  row('POST /usaha/:id/kelas/verifikasi', ENTERPRISE_WRITE),
  row('POST /usaha/:id/sentra', ENTERPRISE_WRITE),
  row('POST /usaha/:id/sentra/:membershipId/hapus', ENTERPRISE_WRITE),
  row('POST /usaha/:id/dokumen', ENTERPRISE_WRITE),
  row('POST /usaha/:id/dokumen/:documentId/lihat', ENTERPRISE_WRITE),
  row('POST /usaha/:id/dokumen/:documentId/hapus', ENTERPRISE_WRITE),
  row('POST /usaha/kembar/gabung', ENTERPRISE_WRITE),
  row('POST /usaha/kembar/berbeda', ENTERPRISE_WRITE),
  row('POST /usaha/gabungan/:id/batal', ENTERPRISE_WRITE),
  row('GET /api/v1/enterprises', ENTERPRISE_READ),
  row('GET /api/v1/enterprises/:id/documents', ENTERPRISE_READ),
  row('POST /api/v1/enterprises/:id/documents', ENTERPRISE_WRITE),
  row('DELETE /api/v1/enterprises/:id/documents/:documentId', ENTERPRISE_WRITE),
  row('GET /api/v1/enterprises/:id/documents/:documentId/file', DOCUMENT_READ),
  row('GET /api/v1/enterprises/:id/memberships', ENTERPRISE_READ),
  row('POST /api/v1/enterprises/:id/memberships', ENTERPRISE_WRITE),
  row('DELETE /api/v1/enterprises/:id/memberships/:membershipId', ENTERPRISE_WRITE),
  row('GET /api/v1/enterprises/:id', ENTERPRISE_READ),
  row('GET /api/v1/enterprises/duplicates', ENTERPRISE_READ),
  row('GET /api/v1/enterprises/merges', ENTERPRISE_READ),
  row('POST /api/v1/enterprises', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/merges', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/merges/:id/undo', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/distinct', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/import', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/import/preview', ENTERPRISE_WRITE),
  row('PUT /api/v1/enterprises/:id', ENTERPRISE_WRITE),
  row('PUT /api/v1/enterprises/:id/figures', ENTERPRISE_WRITE),
  row('PUT /api/v1/enterprises/:id/supplier-keys', ENTERPRISE_WRITE),
  row('DELETE /api/v1/enterprises/:id/supplier-keys', ENTERPRISE_WRITE),
  row('POST /api/v1/enterprises/:id/class-decisions', STAFF_WRITE),
  row('POST /api/v1/enterprises/:id/class-verifications', ENTERPRISE_WRITE),
  // Choosing and grading of products
  row('GET /api/v1/grading/profiles', GRADING_READ),
  row('GET /api/v1/grading/profiles/:code/:version', GRADING_READ),
  row('GET /api/v1/grading/ranking', GRADING_READ),
  row('GET /api/v1/grading/due', GRADING_READ),
  row('GET /api/v1/grading/products/:productId', GRADING_READ),
  row('PUT /api/v1/grading/products/:productId/selection', GRADING_WRITE),
  row('POST /api/v1/grading/products/:productId/assessments', GRADING_WRITE),
  row('POST /api/v1/grading/products/:productId/stars', GRADING_WRITE),
  row('GET /api/v1/grading/assessments/:id', GRADING_READ),
  row('PUT /api/v1/grading/assessments/:id/answers', GRADING_WRITE),
  row('POST /api/v1/grading/assessments/:id/close', GRADING_WRITE),
  row('POST /api/v1/grading/assessments/:id/cancel', GRADING_WRITE),
  row('POST /api/v1/grading/stars/:id/withdraw', GRADING_WRITE),

  row('GET /penilaian', GRADING_READ),
  row('GET /penilaian/peringkat', GRADING_READ),
  row(
    'GET /penilaian/peringkat/unduh.:format',
    GRADING_READ,
    '/penilaian/peringkat/unduh.csv?profil=kerajinan&versi=1',
  ),
  row('GET /penilaian/rubrik', GRADING_READ),
  row('GET /penilaian/rubrik/:code/:version', GRADING_READ, '/penilaian/rubrik/kerajinan/1'),
  row('GET /penilaian/produk/:productId', GRADING_READ),
  row('GET /penilaian/produk/:productId/pemilihan', GRADING_WRITE),
  row('POST /penilaian/produk/:productId/pemilihan', GRADING_WRITE),
  row('POST /penilaian/produk/:productId/buka', GRADING_WRITE),
  row('POST /penilaian/produk/:productId/bintang', GRADING_WRITE),
  row('POST /penilaian/bintang/:id/cabut', GRADING_WRITE),
  row('GET /penilaian/isian/:id', GRADING_READ),
  row('POST /penilaian/isian/:id', GRADING_WRITE),
  row('POST /penilaian/isian/:id/tutup', GRADING_WRITE),
  row('POST /penilaian/isian/:id/batal', GRADING_WRITE),

  // Sentra
  row('GET /sentra', GRADING_READ),
  row('GET /sentra/baru', GRADING_WRITE),
  row('POST /sentra', GRADING_WRITE),
  row('GET /sentra/:id', GRADING_READ),
  row('GET /sentra/:id/ubah', GRADING_WRITE),
  row('POST /sentra/:id', GRADING_WRITE),
  row('GET /sentra/:id/kriteria', GRADING_WRITE),
  row('POST /sentra/:id/kriteria', GRADING_WRITE),
  row('POST /sentra/:id/penggerak', GRADING_WRITE),
  row('POST /sentra/:id/penggerak/:enterpriseId/cabut', GRADING_WRITE),
  row('GET /api/v1/sentra', GRADING_READ),
  row('GET /api/v1/sentra/criteria', GRADING_READ),
  row('GET /api/v1/sentra/:id', GRADING_READ),
  row('GET /api/v1/sentra/:id/statements', GRADING_READ),
  row('POST /api/v1/sentra', GRADING_WRITE),
  row('PUT /api/v1/sentra/:id', GRADING_WRITE),
  row('PUT /api/v1/sentra/:id/statements', GRADING_WRITE),
  row('PUT /api/v1/sentra/:id/champions/:enterpriseId', GRADING_WRITE),
  row('DELETE /api/v1/sentra/:id/champions/:enterpriseId', GRADING_WRITE),

  // Pembinaan, roadmap and targets
  row('GET /program', PROGRAMME_READ),
  row('GET /program/tugas', PROGRAMME_READ),
  row('GET /program/unduh.:format', PROGRAMME_READ),
  row('GET /program/baru', PROGRAMME_WRITE),
  row('POST /program', PROGRAMME_WRITE),
  row('GET /program/:id', PROGRAMME_READ),
  row('GET /program/:id/ubah', PROGRAMME_WRITE),
  row('POST /program/:id', PROGRAMME_WRITE),
  row('POST /program/:id/batal', PROGRAMME_WRITE),
  row('GET /program/:id/peserta', ENTERPRISE_READ),
  row('POST /program/:id/peserta', PROGRAMME_WRITE),
  row('GET /program/:id/peserta/unduh.:format', ENTERPRISE_READ),
  row('GET /program/:id/peserta/contoh.:format', ENTERPRISE_READ),
  row('GET /program/:id/peserta/impor', PROGRAMME_WRITE),
  row('POST /program/:id/peserta/impor', PROGRAMME_WRITE),
  row('POST /program/:id/peserta/impor/terapkan', PROGRAMME_WRITE),
  row('GET /program/:id/peserta/:enterpriseId', PROGRAMME_WRITE),
  row('POST /program/:id/peserta/:enterpriseId', PROGRAMME_WRITE),
  row('POST /program/:id/peserta/:enterpriseId/keluarkan', PROGRAMME_WRITE),
  row('GET /peta-jalan', PROGRAMME_READ),
  row('GET /peta-jalan/unduh.:format', PROGRAMME_READ),
  row('GET /peta-jalan/baru', PROGRAMME_WRITE),
  row('POST /peta-jalan', PROGRAMME_WRITE),
  row('GET /peta-jalan/target/baru', PROGRAMME_WRITE),
  row('POST /peta-jalan/target', PROGRAMME_WRITE),
  row('GET /peta-jalan/target/:id', PROGRAMME_WRITE),
  row('POST /peta-jalan/target/:id', PROGRAMME_WRITE),
  row('POST /peta-jalan/target/:id/hapus', PROGRAMME_WRITE),
  row('GET /peta-jalan/:id/ubah', PROGRAMME_WRITE),
  row('POST /peta-jalan/:id', PROGRAMME_WRITE),
  row('GET /peta-jalan/:id/tahap/:yearNo', PROGRAMME_WRITE),
  row('POST /peta-jalan/:id/tahap/:yearNo', PROGRAMME_WRITE),
  row('GET /api/v1/programmes', PROGRAMME_READ),
  row('GET /api/v1/programmes/reference', PROGRAMME_READ),
  row('GET /api/v1/programmes/:id', PROGRAMME_READ),
  row('POST /api/v1/programmes', PROGRAMME_WRITE),
  row('PUT /api/v1/programmes/:id', PROGRAMME_WRITE),
  row('PUT /api/v1/programmes/:id/cancellation', PROGRAMME_WRITE),
  row('GET /api/v1/programmes/:id/outcome', PROGRAMME_READ),
  row('GET /api/v1/programmes/:id/participants', ENTERPRISE_READ),
  row('POST /api/v1/programmes/:id/participants', PROGRAMME_WRITE),
  row('POST /api/v1/programmes/:id/participants/import', PROGRAMME_WRITE),
  row('PUT /api/v1/programmes/:id/participants/:enterpriseId', PROGRAMME_WRITE),
  row('DELETE /api/v1/programmes/:id/participants/:enterpriseId', PROGRAMME_WRITE),
  row('GET /api/v1/roadmaps', PROGRAMME_READ),
  row('GET /api/v1/roadmaps/:id', PROGRAMME_READ),
  row('POST /api/v1/roadmaps', PROGRAMME_WRITE),
  row('PUT /api/v1/roadmaps/:id', PROGRAMME_WRITE),
  row('PUT /api/v1/roadmaps/:id/stages/:yearNo', PROGRAMME_WRITE),
  row('GET /api/v1/targets', PROGRAMME_READ),
  row('POST /api/v1/targets', PROGRAMME_WRITE),
  row('PUT /api/v1/targets/:id', PROGRAMME_WRITE),
  row('DELETE /api/v1/targets/:id', PROGRAMME_WRITE),

  // Imports
  row('GET /impor', STAFF_READ),
  row('GET /impor/:id', STAFF_READ),
  row('GET /impor/:id/batalkan', STAFF_WRITE),
  row('POST /impor', STAFF_WRITE),
  row('POST /impor/:id/batalkan', STAFF_WRITE),
  row('POST /impor/:id/ulang', STAFF_WRITE),
  row('GET /api/v1/imports', STAFF_READ),
  row('GET /api/v1/imports/:id', STAFF_READ),
  row('GET /api/v1/imports/:id/file', STAFF_WRITE),
  row('GET /api/v1/imports/:id/issues', STAFF_READ),
  row('GET /api/v1/imports/:id/issues.xlsx', STAFF_READ),
  row('POST /api/v1/imports', STAFF_WRITE),
  row('POST /api/v1/imports/:id/rerun', STAFF_WRITE),
  row('POST /api/v1/imports/:id/undo', STAFF_WRITE),

  // Mapping of satker
  row('GET /pemetaan', STAFF_READ),
  row('GET /pemetaan/perangkat-daerah', STAFF_READ),
  row('GET /pemetaan/perangkat-daerah/:id', STAFF_WRITE),
  row('GET /pemetaan/satker', STAFF_READ),
  row('GET /pemetaan/unduh.:format', STAFF_READ),
  row('POST /pemetaan/pastikan', STAFF_WRITE),
  row('POST /pemetaan/pastikan-semua', STAFF_WRITE),
  row('POST /pemetaan/perangkat-daerah', STAFF_WRITE),
  row('POST /pemetaan/perangkat-daerah/:id/gabung', STAFF_WRITE),
  row('POST /pemetaan/perangkat-daerah/:id/nama', STAFF_WRITE),
  row('POST /pemetaan/pindahkan', STAFF_WRITE),
  row('POST /pemetaan/satker', STAFF_WRITE),
  row('GET /api/v1/perangkat-daerah', STAFF_READ),
  row('POST /api/v1/perangkat-daerah', STAFF_WRITE),
  row('PUT /api/v1/perangkat-daerah/:id', STAFF_WRITE),
  row('POST /api/v1/perangkat-daerah/:id/merge', STAFF_WRITE),
  row('GET /api/v1/satker-assignments', STAFF_READ),
  row('GET /api/v1/satker-assignments/history', STAFF_READ),
  row('POST /api/v1/satker-assignments', STAFF_WRITE),
  row('POST /api/v1/satker-assignments/confirm', STAFF_WRITE),

  // Suppliers and their class
  row('GET /penyedia', STAFF_READ),
  row('GET /penyedia/contoh.:format', STAFF_READ),
  row('GET /penyedia/impor', STAFF_WRITE),
  row('GET /penyedia/kata', STAFF_READ),
  row('GET /penyedia/keputusan.:format', STAFF_READ),
  row('GET /penyedia/rinci', STAFF_READ),
  row('GET /penyedia/unduh.:format', STAFF_READ),
  row('POST /penyedia/impor', STAFF_WRITE),
  row('POST /penyedia/impor/terapkan', STAFF_WRITE),
  row('POST /penyedia/kata', STAFF_WRITE),
  row('POST /penyedia/keputusan', STAFF_WRITE),
  row('GET /api/v1/suppliers', STAFF_READ),
  row('GET /api/v1/suppliers/detail', STAFF_READ),
  row('GET /api/v1/suppliers/ukm-words', STAFF_READ),
  row('POST /api/v1/suppliers/decisions', STAFF_WRITE),
  row('POST /api/v1/suppliers/decisions/import', STAFF_WRITE),
  row('POST /api/v1/suppliers/decisions/import/preview', STAFF_WRITE),
  row('PUT /api/v1/suppliers/ukm-words', STAFF_WRITE),

  // Meaning of statuses
  row('GET /status', STAFF_READ),
  row('GET /status/rinci', STAFF_READ),
  row('GET /status/unduh.:format', STAFF_READ),
  row('POST /status', STAFF_WRITE),
  row('GET /api/v1/status-rules', STAFF_READ),
  row('POST /api/v1/status-rules', STAFF_WRITE),
];

const OBJECT = /\{(package|line|pd|satker|supplier)\}/;

/** Whose own object a row asks for; null when it asks for none. */
export function ownerColumn({ as }: Row): Column | null {
  if (as === undefined || !OBJECT.test(as)) return null;
  return as.includes('{supplier}') ? 'pelaku-usaha' : 'perangkat-daerah';
}

/** What the row says that a column gets, for an own object (or none at all) or for a foreign one. */
export function expected(one: Row, column: Column, whose: 'own' | 'foreign'): Outcome {
  const path = one.route.split(' ')[1] ?? '';
  const api = path.startsWith('/api/');
  // A key is looked at under /api/ only; a page does not know who asks.
  const asks = column === 'key' && !api ? 'public' : column;
  if (!one.preset.includes(asks)) return asks === 'public' ? 'sign-in' : 'forbidden';
  return whose === 'foreign' && ownerColumn(one) === column ? 'not-found' : 'allow';
}

/** Routes that nobody decided on, rows of routes that are gone, and routes with two rows. */
export function gapsOf(routes: readonly string[], matrix: readonly Row[] = MATRIX): string[] {
  const rows = matrix.map(({ route }) => route);
  return [
    ...routes.filter((route) => !rows.includes(route)).map((route) => `no row for ${route}`),
    ...rows.filter((route) => !routes.includes(route)).map((route) => `no route for ${route}`),
    ...rows.filter((route, index) => rows.indexOf(route) !== index).map((route) => `two rows for ${route}`),
  ];
}
