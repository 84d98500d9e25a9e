import type { Star } from '../stars.js';

/** What there is to say of a product. Money and quantities are decimal text, days 'YYYY-MM-DD', unknown is null. */

export const PRODUCT_STATES = ['draf', 'tayang', 'arsip'] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

export const STAGES = ['bahan-mentah', 'setengah-jadi', 'jadi'] as const;
export type Stage = (typeof STAGES)[number];

export const CERTIFICATE_KINDS = [
  'p-irt',
  'md',
  'halal',
  'sni',
  'tkdn',
  'merek',
  'indikasi-geografis',
  'lainnya',
] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export const PLATFORMS = ['v5', 'v6'] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface ProductGroup {
  code: string;
  name: string;
  isFood: boolean;
}

export interface VillageLink {
  /** Kemendagri code of a desa or kelurahan. */
  code: string;
  /** The one produk unggulan of that village. */
  isFlagship: boolean;
}

/** What people write about a product, checked and in the form in which it is stored. */
export interface ProductFacts {
  name: string;
  nameKey: string;
  groupCode: string;
  description: string | null;
  price: string | null;
  unit: string | null;
  capacityPerMonth: string | null;
  capacityUnit: string | null;
  rawMaterial: string | null;
  rawMaterialOrigin: string | null;
  legend: string | null;
  localWisdom: string | null;
  stage: Stage | null;
  season: string | null;
  source: string | null;
  villages: VillageLink[];
  /** Ids of enterprises. */
  makers: string[];
}

export interface ProductVillage extends VillageLink {
  kind: string;
  name: string;
  district: string | null;
  regency: string | null;
  regencyCode: string | null;
}

/** An enterprise as far as everybody may know it. */
export interface ProductMaker {
  id: string;
  name: string;
  village: string | null;
  regency: string | null;
}

export interface Certificate {
  id: string;
  kind: CertificateKind;
  number: string | null;
  issuer: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  /** Percent, of TKDN. */
  value: string | null;
  /** The enterprise it was issued to, when it is not for the product as such. */
  enterpriseId: string | null;
  enterprise: string | null;
  /** When somebody saw it; a number in the right form is not seen. */
  verifiedOn: string | null;
  verifiedBy: string | null;
  note: string | null;
  version: number;
}

export interface Listing {
  id: string;
  platform: Platform;
  /** kd_produk in v5, product id in v6. */
  externalId: string;
  category: string | null;
  etalase: string | null;
  url: string | null;
  enterpriseId: string | null;
  enterprise: string | null;
  validFrom: string;
  validTo: string | null;
  version: number;
}

export interface PhotoView {
  id: string;
  /** Part of its address that changes with its content. */
  key: string;
  alt: string;
  width: number;
  height: number;
  position: number;
}

/** The newest star that was decided and not withdrawn. */
export interface ProductStar extends Star {
  decidedOn: string;
}

export interface Product extends Omit<ProductFacts, 'villages' | 'makers'> {
  id: string;
  group: ProductGroup;
  state: ProductState;
  verifiedOn: string | null;
  verifiedBy: string | null;
  version: number;
  createdBy: string | null;
  /** ISO 8601. */
  createdAt: string;
  updatedBy: string | null;
  updatedAt: string;
  villages: ProductVillage[];
  makers: ProductMaker[];
  certificates: Certificate[];
  listings: Listing[];
  photos: PhotoView[];
  star: ProductStar | null;
}

/** Part of an address that says what it leads to: 'tenun-ikat-sikka'. Nothing is found by it. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'produk' : slug;
}

/** An entry ends with its last day. */
export function isOver(lastDay: string | null, today: string): boolean {
  return lastDay !== null && lastDay < today;
}
