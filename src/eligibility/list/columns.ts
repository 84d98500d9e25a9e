import { isDay } from '../../shared/dates.js';
import { readAs } from '../../shared/identifiers/index.js';
import { parseIndonesianAmount } from '../../shared/money.js';
import { type FormColumn, readDay } from '../../shared/spreadsheet-reader.js';
import { comparable, splitList } from '../../shared/text.js';
import { type FactPath, LEGAL_FORMS, type Paper, PRODUCT_GROUPS, RISK_LEVELS } from '../rules/facts.js';

/** What a cell says, or why it says nothing that can be used. */
export type Cell = { value: unknown } | { problem: string };
/** Reads a cell that is not empty. */
type Reader = (text: string) => Cell;

export interface ListColumn extends FormColumn<string> {
  /** Of the fact that it tells; null = it says which row, platform or day it is. */
  path: FactPath | null;
  /** Kind of the document, where the fact is a list of them. */
  part?: string;
  read: Reader;
  /** For the second sheet of the template: what may stand in it. */
  how: string;
  example: string;
}

const yesNo: Reader = (text) => {
  const answer = comparable(text);
  if (['ya', 'y', 'ada', '1'].includes(answer)) return { value: true };
  if (['tidak', 't', 'tidak ada', '0'].includes(answer)) return { value: false };
  return { problem: 'Tulis ya atau tidak' };
};

const word = (words: Readonly<Record<string, unknown>>): Reader => {
  const known = new Map(Object.entries(words).map(([text, value]) => [comparable(text), value]));
  return (text) => {
    const key = comparable(text);
    return known.has(key) ? { value: known.get(key) } : { problem: `Pilih dari ${Object.keys(words).join(', ')}` };
  };
};
const codes = (list: readonly string[]): Reader => word(Object.fromEntries(list.map((code) => [code, code])));

const amount: Reader = (text) => {
  const value = parseIndonesianAmount(text);
  return value === null || value.startsWith('-') ? { problem: 'Tulis angka rupiah, contoh 120000000' } : { value };
};
const day: Reader = (text) => {
  const read = readDay(text);
  return read === null || read === 'invalid' || !isDay(read)
    ? { problem: 'Tanggal ditulis hari/bulan/tahun, contoh 27/05/2026' }
    : { value: read };
};
const dayOrEndless: Reader = (text) => (comparable(text) === 'tanpa batas' ? { value: null } : day(text));
const plain: Reader = (text) => (text.length > 120 ? { problem: 'Paling banyak 120 huruf' } : { value: text });
const list: Reader = (text) => {
  const read = splitList(text).map((one) => comparable(one).replaceAll(' ', '-'));
  if (read.length > 50) return { problem: 'Paling banyak 50 kode' };
  return { value: read.includes('tidak-ada') ? [] : read };
};

/** A paper: `tidak ada`, `ada` (its last day is not known), `tanpa batas`, or its last day. */
const paper: Reader = (text) => {
  const answer = comparable(text);
  if (answer === 'tidak ada' || answer === 'tidak') return { value: null };
  if (answer === 'ada' || answer === 'ya') return { value: {} satisfies Paper };
  if (answer === 'tanpa batas') return { value: { expiresOn: null } satisfies Paper };
  const read = day(text);
  return 'problem' in read
    ? { problem: 'Tulis hari terakhir berlakunya, atau: ada, tidak ada, tanpa batas' }
    : { value: { expiresOn: read.value as string } satisfies Paper };
};
const PAPER = 'hari terakhir berlaku, atau: ada, tidak ada, tanpa batas';

const kbli: Reader = (text) => {
  const read = splitList(text).map((code) => readAs('kbli', code));
  const wrong = read.find((one) => 'problem' in one);
  if (wrong && 'problem' in wrong) return { problem: wrong.problem };
  return { value: read.flatMap((one) => ('value' in one ? [{ edition: '2020', code: one.value }] : [])) };
};
const nib: Reader = (text) => {
  if (['tidak ada', 'tidak'].includes(comparable(text))) return { value: null };
  const read = readAs('nib', text);
  return 'problem' in read ? read : { value: read.value };
};

const column = (
  heading: string,
  path: FactPath | null,
  read: Reader,
  how: string,
  example = '',
  more: Partial<ListColumn> = {},
): ListColumn => ({ field: heading, heading, path, read, how, example, ...more });

const DOCUMENTS: readonly [heading: string, kind: string, example: string][] = [
  ['Dokumen NIB', 'nib', 'tanpa batas'],
  ['Bukti KSWP', 'bukti-kswp', '31/12/2026'],
  ['Surat PKP atau non-PKP', 'surat-pkp-atau-non-pkp', 'tanpa batas'],
  ['Surat Keterangan Kerja', 'surat-keterangan-kerja', '31/12/2026'],
  ['Surat Pernyataan Pemilik', 'surat-pernyataan-pemilik', 'tanpa batas'],
  ['NPWP Perusahaan', 'npwp-perusahaan', ''],
  ['Akta Pendirian', 'akta-pendirian', ''],
];
const ROLES = ['produsen', 'prinsipal', 'distributor', 'agen', 'pengecer'];
const CLASSES = ['mikro', 'kecil', 'menengah', 'besar'];

export const NAME = 'Nama Usaha';
export const PRODUCT_NAME = 'Nama Produk';
export const PLATFORM = 'Platform';
export const DAY = 'Hari yang Dinilai';

/** The columns of a list that is judged. An empty cell is not known, never "tidak". Numbers of persons are not asked for. */
// prettier-ignore
export const LIST_COLUMNS: readonly ListColumn[] = [
  column(NAME, null, plain, 'nama, wajib diisi', 'CV Tenun Contoh', { required: true }),
  column(PLATFORM, null, codes(['v5', 'v6']), 'v5 atau v6; kosong berarti v6', 'v6'),
  column(DAY, null, day, 'kosong berarti hari ini', ''),
  column('NIB', 'enterprise.nib', nib, '13 angka, atau: tidak ada', '9120000000001'),
  column('Status NIB', 'enterprise.nibStatus', word({ aktif: 'active', 'tidak aktif': 'not-active' }), 'aktif atau tidak aktif', 'aktif'),
  column('NIB Dipakai Akun Lain', 'enterprise.nibTaken', yesNo, 'ya atau tidak', 'tidak'),
  column('Bentuk Usaha', 'enterprise.legalForm', codes(LEGAL_FORMS), LEGAL_FORMS.join(', '), 'cv'),
  column('Pengelola Sesuai NIB', 'enterprise.adminIsNibHolder', yesNo, 'ya atau tidak', 'ya'),
  column('Surat Kuasa', 'enterprise.powerOfAttorney', yesNo, 'ya atau tidak', ''),
  column('Ada NPWP', 'enterprise.npwp', word({ ya: 'uncheckable', tidak: 'none' }), 'ya atau tidak; nomornya tidak diminta', 'ya'),
  column('NITKU', 'enterprise.nitku', word({ 'tidak ada': 'none', pusat: 'head-office', cabang: 'branch' }), 'tidak ada, pusat, atau cabang', 'tidak ada'),
  column('Status Pajak (KSWP)', 'enterprise.taxStatus', word({ sah: 'valid', 'tidak sah': 'not-valid' }), 'sah atau tidak sah', 'sah'),
  column('Status Pajak Sampai', 'enterprise.taxStatusUntil', dayOrEndless, 'tanggal, atau: tanpa batas', '31/12/2026'),
  column('Daftar Hitam Sejak', 'enterprise.blacklist', (text) => {
    if (['tidak ada', 'tidak', 'tidak tercantum'].includes(comparable(text))) return { value: [] };
    const read = day(text);
    return 'problem' in read ? { problem: 'Tulis hari mulai sanksinya, atau: tidak ada' } : { value: [{ from: read.value, to: null }] };
  }, 'hari mulai sanksi yang masih berlaku, atau: tidak ada', 'tidak ada'),
  column('Daftar Hitam Diperiksa', 'enterprise.blacklistCheckedOn', day, 'tanggal', '02/11/2026'),
  column('Pakta Integritas', 'enterprise.integrityPact', yesNo, 'ya atau tidak', 'ya'),
  ...DOCUMENTS.map(([heading, part, example]) => column(heading, 'enterprise.documents', paper, PAPER, example, { part })),
  column('KBLI', 'enterprise.kbli', kbli, 'kode KBLI 2020, dengan titik koma di antaranya', '13122'),
  column('Tingkat Risiko', 'enterprise.riskLevel', codes(RISK_LEVELS), RISK_LEVELS.join(', '), 'rendah'),
  column('Izin', 'enterprise.permits', list, 'sertifikat-standar, sertifikat-standar-terverifikasi, izin; atau: tidak ada', ''),
  column('Peran', 'enterprise.role', codes(ROLES), ROLES.join(', '), 'produsen'),
  column('Surat Penunjukan', 'enterprise.appointment', paper, PAPER, ''),
  column('Modal Usaha (Rp)', 'enterprise.capital', amount, 'tanpa tanah dan bangunan', '150000000'),
  column('Hasil Penjualan (Rp)', 'enterprise.sales', amount, 'setahun', '300000000'),
  column('Tanggal Berdiri', 'enterprise.establishedOn', day, 'tanggal', '04/05/2015'),
  column('Kelas Usaha Induk', 'enterprise.parentClass', word({ 'tidak ada': 'none', ...Object.fromEntries(CLASSES.map((one) => [one, one])) }), 'tidak ada, mikro, kecil, menengah, besar', 'tidak ada'),
  column('Kode Wilayah', 'enterprise.wilayahCode', (text) => readAs('wilayah-kemendagri', text), 'kode Kemendagri', '53.01.01.2001'),
  column('Identitas Digital', 'enterprise.digitalIdentity', yesNo, 'ya atau tidak (v6)', 'ya'),
  column('Akun SPSE', 'enterprise.spseAccount', yesNo, 'ya atau tidak (v5)', ''),
  column('Profil SIKaP', 'enterprise.sikapFilled', yesNo, 'ya atau tidak (v5)', ''),
  column(PRODUCT_NAME, null, plain, 'kosong berarti usaha saja yang dinilai', 'Sarung tenun ikat'),
  column('Golongan Produk', 'product.group', codes(PRODUCT_GROUPS), PRODUCT_GROUPS.join(', '), 'tenun-dan-sandang'),
  column('Jenis Produk', 'product.kind', (text) => ({ value: comparable(text).replaceAll(' ', '-') }), 'jenis untuk KBLI, contoh tenun-ikat, keripik, kopi', 'tenun-ikat'),
  column('Sifat Pangan', 'product.traits', list, 'susu, hewani-dingin-beku, kaleng-asam-rendah, dan seterusnya; atau: tidak ada', ''),
  column('P-IRT', 'product.pirt', paper, PAPER, ''),
  column('Izin Edar MD', 'product.md', paper, PAPER, ''),
  column('Halal', 'product.halal', paper, PAPER, ''),
  column('Keterangan Tidak Halal', 'product.nonHalalStatement', yesNo, 'ya atau tidak', ''),
  column('Pangan Wajib SNI', 'product.sniProduct', (text) => ({ value: ['tidak ada', 'tidak'].includes(comparable(text)) ? 'none' : comparable(text).replaceAll(' ', '-') }), 'produknya, contoh garam-konsumsi-beryodium; atau: tidak ada', ''),
  column('SNI', 'product.sni', paper, PAPER, ''),
  column('Merek', 'product.brand', paper, PAPER, ''),
  column('Indikasi Geografis', 'product.geographicalIndication', paper, PAPER, ''),
  column('Bahan Baku', 'product.materials', list, 'dengan koma di antaranya', 'benang katun'),
  column('Dokumen Hasil Hutan', 'product.forestDocument', paper, PAPER, ''),
  column('Etalase', 'product.onEtalase', yesNo, 'ya atau tidak (v5)', ''),
  column('Kategori', 'product.category', (text) => ({ value: comparable(text) === 'tidak ada' ? null : text.slice(0, 120) }), 'kategori v6, atau: tidak ada', 'Kain tenun'),
];
