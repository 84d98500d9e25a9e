/** A table whose rows belong to an enterprise and go over with it. */
export interface MovedTable {
  name: string;
  owner: string;
  /** Columns that tell its rows apart within one owner. */
  key: readonly string[];
  /** SQL over `t` (the row) and `o` (a row of the kept one): the kept one has its like already. */
  unless: string | null;
  /** What a row is called. */
  words: string;
}

/** Sealed values stay with the record that they were given for: they open nowhere else. */
export const MOVED: readonly MovedTable[] = [
  {
    name: 'enterprise_kbli',
    owner: 'enterprise_id',
    key: ['edition', 'code'],
    unless: 'o.edition = t.edition and o.code = t.code',
    words: 'KBLI',
  },
  {
    name: 'enterprise_figure',
    owner: 'enterprise_id',
    key: ['kind', 'year'],
    unless: 'o.kind = t.kind and o.year = t.year',
    words: 'angka',
  },
  {
    // Of one origin one period holds on a day: those of the kept one stand.
    name: 'enterprise_class',
    owner: 'enterprise_id',
    key: ['id'],
    unless: `o.origin = t.origin and daterange(o.valid_from, o.valid_to, '[]') && daterange(t.valid_from, t.valid_to, '[]')`,
    words: 'kelas usaha nomor',
  },
  { name: 'enterprise_document', owner: 'enterprise_id', key: ['id'], unless: null, words: 'dokumen nomor' },
  {
    name: 'enterprise_supplier_key',
    owner: 'enterprise_id',
    key: ['scheme', 'key'],
    unless: null,
    words: 'kode penyedia',
  },
  {
    name: 'enterprise_membership',
    owner: 'enterprise_id',
    key: ['id'],
    unless: 'o.sentra_id is not distinct from t.sentra_id and o.group_name is not distinct from t.group_name',
    words: 'keanggotaan nomor',
  },
  // The catalogue's own table; who makes a product follows, or the product would stand with a record that is gone.
  {
    name: 'product_maker',
    owner: 'enterprise_id',
    key: ['product_id'],
    unless: 'o.product_id = t.product_id',
    words: 'produk nomor',
  },
  // What was stated for the rules of eligibility; decisions stay with the record that they were made about.
  {
    name: 'eligibility_statement',
    owner: 'enterprise_id',
    key: ['id'],
    unless: 'o.fact = t.fact and o.part = t.part',
    words: 'keterangan nomor',
  },
  // Accounts of its people, and what they asked the bureau to look at: of one enterprise one request is open.
  { name: 'enterprise_account', owner: 'enterprise_id', key: ['user_id'], unless: null, words: 'akun' },
  {
    name: 'enterprise_request',
    owner: 'enterprise_id',
    key: ['id'],
    unless: `o.state in ('diajukan', 'diperiksa') and t.state in ('diajukan', 'diperiksa')`,
    words: 'permintaan nomor',
  },
  {
    name: 'enterprise_proposal',
    owner: 'enterprise_id',
    key: ['id'],
    unless: `o.state = 'diajukan' and t.state = 'diajukan'`,
    words: 'usulan nomor',
  },
];

/** Fields of the record that are taken over where the kept one has none. */
export const FILLED: readonly string[] = [
  'nib',
  'nib_verified_on',
  'nib_verified_with',
  'npwp',
  'npwp_stem',
  'npwp_verified_on',
  'npwp_verified_with',
  'nitku',
  'owner_name',
  'owner_woman',
  'established_on',
  'wilayah_code',
  'address',
  'parent_enterprise',
  'parent_class',
  'note',
  'source',
];
