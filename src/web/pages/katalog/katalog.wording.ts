import type { Platform, ProductState, Stage } from '../../../catalogue/products/product.js';
import type { MakerClass, ProductFilter, ProductSort } from '../../../catalogue/products/search/search.js';
import type { Star } from '../../../catalogue/stars.js';
import { CERTIFICATE_WORDS } from '../../../catalogue/products/certificate-words.js';
import { formatAmount, formatRupiah, senFromDecimal } from '../../../shared/money.js';

export { CERTIFICATE_WORDS };

/** 'Bintang 3 (skema 1-5)': a star is never told without its scheme. */
export function starShort({ scheme, stars }: Star): string {
  return `Bintang ${stars} (skema ${scheme})`;
}

export const CLASS_WORDS: Readonly<Record<MakerClass, string>> = {
  mikro: 'Usaha mikro',
  kecil: 'Usaha kecil',
  menengah: 'Usaha menengah',
  besar: 'Usaha besar',
  'tidak-diketahui': 'Kelas belum diketahui',
};

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  'bahan-mentah': 'Bahan mentah',
  'setengah-jadi': 'Setengah jadi',
  jadi: 'Barang jadi',
};

export const STATE_WORDS: Readonly<Record<ProductState, string>> = { draf: 'Draf', tayang: 'Tayang', arsip: 'Arsip' };

export const PLATFORM_WORDS: Readonly<Record<Platform, string>> = { v5: 'e-Katalog v5', v6: 'e-Katalog v6' };

export const SORT_WORDS: Readonly<Record<ProductSort, string>> = {
  best: 'Paling sesuai',
  name: 'Nama A–Z',
  '-name': 'Nama Z–A',
  price: 'Harga terendah',
  '-price': 'Harga tertinggi',
  newest: 'Terbaru',
};

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** 'Rp350.000 per lembar'; what is not told is said. */
export function priceWords(price: string | null, unit: string | null): string {
  if (price === null) return 'Harga belum dicantumkan';
  return `${formatRupiah(senFromDecimal(price))}${unit === null ? '' : ` per ${unit}`}`;
}

/** '40 lembar per bulan'. */
export function capacityWords(capacity: string | null, unit: string | null): string | null {
  if (capacity === null) return null;
  return `${formatAmount(senFromDecimal(capacity))}${unit === null ? '' : ` ${unit}`} per bulan`;
}

/** What is filtered, in words; null when nothing is. `labels` name place and group. */
export function filterWords(
  filter: ProductFilter,
  labels: { place: string | null; group: string | null },
): string | null {
  const parts = [
    filter.text === null ? null : `"${filter.text}"`,
    filter.place === null ? null : `di ${labels.place ?? filter.place}`,
    filter.group === null ? null : (labels.group ?? filter.group),
    filter.certificate === null ? null : `bersertifikat ${CERTIFICATE_WORDS[filter.certificate]}`,
    filter.star === null ? null : starShort(filter.star).toLowerCase(),
    filter.makerClass === null ? null : CLASS_WORDS[filter.makerClass].toLowerCase(),
    filter.listed === null ? null : filter.listed ? 'ada di e-Katalog' : 'belum di e-Katalog',
    filter.priceFrom === null ? null : `mulai ${formatRupiah(senFromDecimal(filter.priceFrom))}`,
    filter.priceTo === null ? null : `sampai ${formatRupiah(senFromDecimal(filter.priceTo))}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
