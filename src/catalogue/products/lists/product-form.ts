import type { FormColumn } from '../../../shared/spreadsheet-reader.js';
import type { Product } from '../product.js';

export type ProductField =
  | 'id'
  | 'name'
  | 'group'
  | 'villages'
  | 'flagships'
  | 'makers'
  | 'price'
  | 'unit'
  | 'capacityPerMonth'
  | 'capacityUnit'
  | 'stage'
  | 'rawMaterial'
  | 'rawMaterialOrigin'
  | 'season'
  | 'description'
  | 'legend'
  | 'localWisdom'
  | 'source';

/** The list of products, as the template prints it. */
export const PRODUCT_COLUMNS: readonly FormColumn<ProductField>[] = [
  { field: 'id', heading: 'Nomor Produk', aliases: ['nomor'] },
  { field: 'name', heading: 'Nama Produk', aliases: ['nama', 'produk'], required: true },
  { field: 'group', heading: 'Kelompok', required: true },
  { field: 'villages', heading: 'Desa', aliases: ['kode desa', 'desa/kelurahan'], required: true },
  { field: 'flagships', heading: 'Unggulan bagi Desa', aliases: ['unggulan'] },
  { field: 'makers', heading: 'Pelaku Usaha', aliases: ['pembuat', 'penjual'] },
  { field: 'price', heading: 'Harga', aliases: ['harga rp'] },
  { field: 'unit', heading: 'Satuan' },
  { field: 'capacityPerMonth', heading: 'Kapasitas per Bulan', aliases: ['kapasitas'] },
  { field: 'capacityUnit', heading: 'Satuan Kapasitas' },
  { field: 'stage', heading: 'Tahap' },
  { field: 'rawMaterial', heading: 'Bahan Baku' },
  { field: 'rawMaterialOrigin', heading: 'Asal Bahan Baku' },
  { field: 'season', heading: 'Musim' },
  { field: 'description', heading: 'Uraian' },
  { field: 'legend', heading: 'Legenda' },
  { field: 'localWisdom', heading: 'Kearifan Lokal' },
  { field: 'source', heading: 'Sumber' },
];

/** A product as a row of the list: what goes out comes in again and changes nothing. */
export function productCells(product: Product): string[] {
  const { villages, makers } = product;
  return [
    product.id,
    product.name,
    product.group.name,
    villages.map(({ code }) => code).join('; '),
    villages
      .filter(({ isFlagship }) => isFlagship)
      .map(({ code }) => code)
      .join('; '),
    makers.map(({ id, name }) => `#${id} ${name.replaceAll(';', ',')}`).join('; '),
    (product.price ?? '').replace(/\.00$/, ''),
    product.unit ?? '',
    (product.capacityPerMonth ?? '').replace(/\.00$/, ''),
    product.capacityUnit ?? '',
    product.stage ?? '',
    product.rawMaterial ?? '',
    product.rawMaterialOrigin ?? '',
    product.season ?? '',
    product.description ?? '',
    product.legend ?? '',
    product.localWisdom ?? '',
    product.source ?? '',
  ];
}

/** Two rows to try it with, of made-up products. */
export const PRODUCT_EXAMPLE: readonly (readonly string[])[] = [
  [
    '',
    'Tenun ikat motif kuda (contoh)',
    'Tenun',
    'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh',
    '',
    '',
    '350000',
    'lembar',
    '40',
    'lembar',
    'jadi',
    'Benang kapas',
    'Kapas tanam sendiri',
    '',
    'Ditenun dengan pewarna alam',
    '',
    '',
    'Musyawarah desa',
  ],
];

export type CertificateField =
  | 'productId'
  | 'product'
  | 'kind'
  | 'number'
  | 'issuer'
  | 'issuedOn'
  | 'expiresOn'
  | 'value'
  | 'enterprise'
  | 'seenOn'
  | 'note';

/** The list of certificates. */
export const CERTIFICATE_COLUMNS: readonly FormColumn<CertificateField>[] = [
  { field: 'productId', heading: 'Nomor Produk', required: true },
  { field: 'product', heading: 'Nama Produk' },
  { field: 'kind', heading: 'Jenis', aliases: ['jenis sertifikat'], required: true },
  { field: 'number', heading: 'Nomor Sertifikat', aliases: ['nomor'], required: true },
  { field: 'issuer', heading: 'Penerbit' },
  { field: 'issuedOn', heading: 'Terbit' },
  { field: 'expiresOn', heading: 'Berlaku Sampai', aliases: ['berakhir'] },
  { field: 'value', heading: 'Persen TKDN' },
  { field: 'enterprise', heading: 'Pelaku Usaha' },
  { field: 'seenOn', heading: 'Dilihat' },
  { field: 'note', heading: 'Keterangan' },
];

export function certificateCells(product: Product): string[][] {
  return product.certificates.map((one) => [
    product.id,
    product.name,
    one.kind,
    one.number ?? '',
    one.issuer ?? '',
    one.issuedOn ?? '',
    one.expiresOn ?? '',
    (one.value ?? '').replace('.', ','),
    one.enterpriseId === null ? '' : `#${one.enterpriseId} ${one.enterprise ?? ''}`,
    one.verifiedOn ?? '',
    one.note ?? '',
  ]);
}

export const CERTIFICATE_EXAMPLE: readonly (readonly string[])[] = [
  ['1', 'Kopi contoh', 'p-irt', '215537101000129', 'Dinas Kesehatan', '2024-12-01', '2029-12-31', '', '', '', ''],
];
