import { parseIndonesianAmount, senFromDecimal, senToDecimal } from '../../shared/money.js';
import type { FormColumn } from '../../shared/spreadsheet-reader.js';

/** The list of enterprises, as the sample file prints it. */
export const ENTERPRISE_COLUMNS = [
  { field: 'name', heading: 'Nama Usaha', aliases: ['nama', 'nama pelaku usaha'], required: true },
  { field: 'legalForm', heading: 'Bentuk Hukum', aliases: ['bentuk usaha', 'badan hukum'] },
  { field: 'nib', heading: 'NIB', aliases: ['nomor induk berusaha'] },
  { field: 'npwp', heading: 'NPWP' },
  { field: 'nitku', heading: 'NITKU' },
  { field: 'nik', heading: 'NIK Pemilik', aliases: ['nik'] },
  { field: 'ownerName', heading: 'Nama Pemilik', aliases: ['pemilik', 'nama pimpinan'] },
  { field: 'ownerWoman', heading: 'Pemilik Perempuan' },
  { field: 'telepon', heading: 'Telepon', aliases: ['nomor telepon', 'hp', 'no hp'] },
  { field: 'email', heading: 'E-mail', aliases: ['surel', 'email'] },
  { field: 'establishedOn', heading: 'Tanggal Berdiri', aliases: ['berdiri sejak'] },
  { field: 'placeCode', heading: 'Kode Desa', aliases: ['kode wilayah', 'kode kemendagri'] },
  { field: 'village', heading: 'Desa/Kelurahan', aliases: ['desa', 'kelurahan', 'desa atau kelurahan'] },
  { field: 'district', heading: 'Kecamatan' },
  { field: 'regency', heading: 'Kabupaten/Kota', aliases: ['kabupaten', 'kota', 'kabupaten kota'] },
  { field: 'address', heading: 'Alamat' },
  { field: 'kbli', heading: 'KBLI', aliases: ['kode kbli'] },
  { field: 'kbliEdition', heading: 'Edisi KBLI' },
  { field: 'capital', heading: 'Modal Usaha (Rp)', aliases: ['modal usaha', 'modal'] },
  { field: 'capitalYear', heading: 'Tahun Modal' },
  { field: 'sales', heading: 'Hasil Penjualan (Rp)', aliases: ['hasil penjualan', 'penjualan', 'omzet'] },
  { field: 'salesYear', heading: 'Tahun Penjualan' },
  { field: 'figureSource', heading: 'Sumber Angka' },
  { field: 'group', heading: 'Sentra atau Kelompok', aliases: ['sentra', 'kelompok'] },
  { field: 'keyV5', heading: 'Kode Penyedia v5' },
  { field: 'keyV6', heading: 'Kode Penyedia v6' },
  { field: 'keyTokoDaring', heading: 'Nama di Toko Daring' },
  { field: 'keySikap', heading: 'Nomor SIKaP' },
  { field: 'parentEnterprise', heading: 'Usaha Induk' },
  { field: 'parentClass', heading: 'Kelas Usaha Induk' },
  { field: 'note', heading: 'Catatan', aliases: ['keterangan'] },
] as const satisfies readonly FormColumn<string>[];

export type EnterpriseColumn = (typeof ENTERPRISE_COLUMNS)[number]['field'];

/** Columns of the list of documents. */
export const DOCUMENT_COLUMNS = [
  { field: 'nib', heading: 'NIB' },
  { field: 'name', heading: 'Nama Usaha', aliases: ['nama', 'nama pelaku usaha'] },
  { field: 'placeCode', heading: 'Kode Desa', aliases: ['kode wilayah'] },
  { field: 'kind', heading: 'Jenis Dokumen', aliases: ['jenis', 'dokumen'], required: true },
  { field: 'number', heading: 'Nomor', aliases: ['nomor dokumen'], required: true },
  { field: 'issuer', heading: 'Penerbit' },
  { field: 'issuedOn', heading: 'Tanggal Terbit', aliases: ['terbit'] },
  { field: 'expiresOn', heading: 'Berlaku Sampai', aliases: ['berakhir', 'tanggal berakhir'] },
  { field: 'note', heading: 'Catatan', aliases: ['keterangan'] },
] as const satisfies readonly FormColumn<string>[];

export type DocumentColumn = (typeof DOCUMENT_COLUMNS)[number]['field'];

/** Which key space a column of the list holds. */
export const KEY_COLUMNS = [
  ['keyV5', 'v5'],
  ['keyV6', 'v6'],
  ['keyTokoDaring', 'toko-daring'],
  ['keySikap', 'sikap'],
] as const;

/**
 * An amount as a cell holds it: as an Indonesian types it, or as Excel's own number with a dot before the sen. Decimal
 * text; null = no amount that is surely one.
 */
export function cellAmount(cell: string): string | null {
  const typed = parseIndonesianAmount(cell);
  const amount = typed ?? (/^\d{1,18}\.\d{1,2}$/.test(cell.trim()) ? senToDecimal(senFromDecimal(cell.trim())) : null);
  return amount === null || amount.startsWith('-') || amount.length > 21 ? null : amount;
}
