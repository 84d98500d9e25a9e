import { formatDay, isDay } from '../../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../../shared/money.js';
import type { FactPath, Paper } from '../rules/facts.js';
import type { StoredFact } from '../facts/stored-fact.js';

/** What each fact is called. */
export const FACT_NAMES: Readonly<Record<FactPath, string>> = {
  'enterprise.nib': 'NIB',
  'enterprise.nibStatus': 'Status NIB dalam OSS',
  'enterprise.nibVerified': 'NIB dilihat pada sumbernya',
  'enterprise.nibTaken': 'NIB dipakai akun lain',
  'enterprise.legalForm': 'Bentuk usaha',
  'enterprise.adminIsNibHolder': 'Pengelola akun adalah orang pada NIB',
  'enterprise.powerOfAttorney': 'Surat kuasa badan usaha',
  'enterprise.npwp': 'NPWP',
  'enterprise.nitku': 'Nomor tempat usaha (NITKU)',
  'enterprise.nitkuFitsNpwp': 'NITKU cocok dengan NPWP',
  'enterprise.taxStatus': 'Status pajak (KSWP)',
  'enterprise.taxStatusUntil': 'Keterangan status pajak sampai',
  'enterprise.blacklist': 'Sanksi daftar hitam',
  'enterprise.blacklistCheckedOn': 'Daftar hitam diperiksa pada',
  'enterprise.integrityPact': 'Pakta integritas ditandatangani',
  'enterprise.documents': 'Dokumen',
  'enterprise.kbli': 'KBLI',
  'enterprise.riskLevel': 'Tingkat risiko',
  'enterprise.permits': 'Izin selain NIB',
  'enterprise.role': 'Peran dalam katalog',
  'enterprise.appointment': 'Surat penunjukan',
  'enterprise.capital': 'Modal usaha tanpa tanah dan bangunan',
  'enterprise.sales': 'Hasil penjualan setahun',
  'enterprise.establishedOn': 'Hari pendirian',
  'enterprise.officialClass': 'Kelas usaha yang berlaku',
  'enterprise.catalogueClass': 'Kelas usaha pada katalog',
  'enterprise.sikapClass': 'Kelas usaha pada SIKaP',
  'enterprise.parentClass': 'Kelas usaha yang memiliki atau menguasai',
  'enterprise.wilayahCode': 'Letak usaha (kode wilayah)',
  'enterprise.digitalIdentity': 'Identitas digital',
  'enterprise.spseAccount': 'Akun SPSE',
  'enterprise.sikapFilled': 'Profil SIKaP terisi',
  'product.group': 'Golongan produk',
  'product.kind': 'Jenis produk',
  'product.traits': 'Sifat pangan',
  'product.pirt': 'P-IRT',
  'product.md': 'Izin edar MD',
  'product.halal': 'Sertifikat halal',
  'product.nonHalalStatement': 'Keterangan tidak halal pada kemasan',
  'product.otherLicences': 'Izin',
  'product.sniProduct': 'Pangan wajib SNI',
  'product.sni': 'Sertifikat SNI',
  'product.tkdn': 'Sertifikat TKDN',
  'product.brand': 'Merek terdaftar',
  'product.geographicalIndication': 'Indikasi geografis',
  'product.materials': 'Bahan baku',
  'product.forestDocument': 'Dokumen legalitas hasil hutan',
  'product.bureauRelease': 'Keputusan biro atas produk yang ditahan',
  'product.onEtalase': 'Terdaftar pada etalase (v5)',
  'product.category': 'Kategori (v6)',
  'ovop.localSpecialty': 'Khas setempat',
  'ovop.unique': 'Unik dan bercitra tradisi',
  'ovop.goodQuality': 'Bermutu',
  'ovop.hasMarket': 'Berpotensi pasar',
  'ovop.continuous': 'Berkesinambungan',
  'ovop.sentra': 'Sentra',
  'ovop.village': 'Desa asal (kode wilayah)',
  'ovop.flagship': 'Produk unggulan desa',
  'ovop.proposedByDinas': 'Usulan dinas',
  'ovop.commodity': 'Kelompok komoditas',
  'service.provinceCode': 'Provinsi layanan (kode wilayah)',
};

const VALUES: Readonly<Record<string, string>> = {
  active: 'aktif',
  'not-active': 'tidak aktif',
  valid: 'sah',
  'not-valid': 'tidak sah',
  none: 'tidak ada',
  malformed: 'susunan salah',
  'well-formed': 'ada, susunannya benar',
  uncheckable: 'ada, susunannya tidak dapat diuji',
  'head-office': 'kantor pusat',
  branch: 'cabang',
  met: 'memenuhi kriteria',
  missing: 'belum memenuhi kriteria',
  'bukan-umk': 'bukan UMK',
};
/** Codes that stay as they are: numbers of places and of the enterprise. */
const AS_IT_IS = /^[\d.]+$/;

export function factName({ path, part }: Pick<StoredFact, 'path' | 'part'>): string {
  return part === undefined ? FACT_NAMES[path] : `${FACT_NAMES[path]} ${part.replaceAll('-', ' ')}`;
}

/** A value in words; never empty. */
export function factValue({ path, value }: Pick<StoredFact, 'path' | 'value'>): string {
  if (value === null) return path === 'product.category' ? 'belum ada' : 'tidak ada';
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  if (path === 'enterprise.capital' || path === 'enterprise.sales') return formatRupiah(senFromDecimal(String(value)));
  if (typeof value === 'string') return textOf(value);
  if (path === 'enterprise.blacklist') return sanctions(value as { from: string; to: string | null }[]);
  if (Array.isArray(value)) return value.length === 0 ? 'tidak ada' : value.map(listed).join(', ');
  return paper(value as Paper & { percent?: string });
}

function textOf(text: string): string {
  if (isDay(text)) return formatDay(text);
  return VALUES[text] ?? (AS_IT_IS.test(text) ? text : text.replaceAll('-', ' '));
}

function listed(one: unknown): string {
  if (typeof one !== 'object' || one === null) return textOf(String(one));
  const { code = '', edition = '' } = one as { code?: string; edition?: string };
  return `${code} (${edition})`;
}

function sanctions(list: readonly { from: string; to: string | null }[]): string {
  if (list.length === 0) return 'tidak tercantum';
  return list
    .map(({ from, to }) => `${formatDay(from)} sampai ${to ? formatDay(to) : 'belum ada batasnya'}`)
    .join('; ');
}

function paper({ issuedOn, expiresOn, verified, percent }: Paper & { percent?: string }): string {
  const parts = [
    percent === undefined ? 'ada' : `${percent.replace('.', ',')} persen`,
    issuedOn === undefined ? null : `terbit ${formatDay(issuedOn)}`,
    expiresOn === undefined
      ? 'masa berlaku belum diisi'
      : expiresOn === null
        ? 'tanpa batas waktu'
        : `berlaku sampai ${formatDay(expiresOn)}`,
    verified === true ? 'sudah diperiksa' : 'belum diperiksa',
  ];
  return parts.filter((one) => one !== null).join(', ');
}
