import type { VNode } from 'preact';
import type { ListedProduct } from '../../../etalase/listing/listings.service.js';
import type { ListingRule, ListingStep, Placing, StarUse } from '../../../etalase/listing/rule.js';
import { DataTable } from '../../components/index.js';
import { productAddress } from '../katalog/katalog.address.js';
import { count } from '../katalog/katalog.wording.js';

export const STEP_WORDS: Readonly<Record<ListingStep, string>> = {
  ditetapkan: 'yang ditetapkan bagi lokasi',
  desa: 'dari desa yang sama',
  kecamatan: 'dari kecamatan yang sama',
  kabupaten: 'dari kabupaten yang sama',
  jarak: 'dalam jarak tertentu',
  provinsi: 'dari seluruh provinsi',
};

export const STAR_WORDS: Readonly<Record<StarUse, string>> = {
  'dalam-usaha': 'menentukan produk mana dari satu pembuat yang tampil dahulu',
  utamakan: 'produk berbintang tampil dahulu, juga di depan pembuat lain',
  abaikan: 'tidak dipakai',
};

export const PLACING_WORDS: Readonly<Record<Placing, string>> = {
  akhir: 'tampil paling akhir',
  sembunyikan: 'tidak ditampilkan',
  abaikan: 'tidak dibedakan',
};

/** A rule in sentences. */
export function ruleWords(rule: ListingRule): string {
  const steps = rule.steps.map((step) =>
    step === 'jarak' ? `dari kecamatan dalam jarak ${rule.distanceKm} km` : STEP_WORDS[step],
  );
  return [
    rule.own ? 'Lokasi ini memakai aturannya sendiri.' : 'Lokasi ini mengikuti aturan umum.',
    `Urutannya: ${steps.join(', lalu ')}; paling banyak ${count(rule.most)} produk.`,
    `Di luar musim ${PLACING_WORDS[rule.season]}; yang belum diketahui tersedia ${PLACING_WORDS[rule.availability]}.`,
    `Bintang OVOP: ${STAR_WORDS[rule.star]}.`,
    rule.needsEligibility ? 'Hanya produk dari usaha yang dinilai layak.' : '',
    'Pembuat mendapat giliran setiap hari.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const BY_STEP: Readonly<Record<ListingStep, string>> = {
  ditetapkan: 'Ditetapkan',
  desa: 'Desa yang sama',
  kecamatan: 'Kecamatan yang sama',
  kabupaten: 'Kabupaten yang sama',
  jarak: 'Dalam jarak',
  provinsi: 'Provinsi',
};

/** What a listing holds, and why each stands there. */
export function ListedTable({ listed, caption }: { listed: readonly ListedProduct[]; caption: string }): VNode {
  return (
    <DataTable
      label="Isi daftar"
      caption={caption}
      rows={listed.map((one, at) => ({ ...one, at: at + 1 }))}
      empty="Tidak ada produk yang memenuhi aturan: belum ada produk tayang dan terverifikasi di sekitar lokasi ini."
      columns={[
        { key: 'produk', head: 'Produk', cell: (one) => <a href={productAddress(one)}>{one.name}</a> },
        { key: 'no', head: 'Urutan', kind: 'number', cell: (one) => one.at },
        { key: 'sebab', head: 'Sebab tampil', cell: (one) => BY_STEP[one.step] },
        { key: 'pembuat', head: 'Pembuat', cell: (one) => one.makers.join(', ') || 'Belum dicatat' },
        { key: 'asal', head: 'Asal', cell: (one) => one.place },
      ]}
    />
  );
}
