import type { Star } from '../../stars.js';
import type { CertificateKind, ProductState } from '../product.js';

/** Products of one page of the catalogue. */
export const PAGE_SIZE = 20;

export const CLASSES = ['mikro', 'kecil', 'menengah', 'besar', 'tidak-diketahui'] as const;
export type MakerClass = (typeof CLASSES)[number];

/** 'best' = where the name has the words first; without words it is 'name'. 'newest' goes by when it came in. */
export const SORTS = ['best', 'name', '-name', 'price', '-price', 'newest'] as const;
export type ProductSort = (typeof SORTS)[number];

/** What is looked for. Null = everything. */
export interface ProductFilter {
  text: string | null;
  /** Code of a kabupaten, kecamatan, desa or kelurahan. */
  place: string | null;
  group: string | null;
  /** Holds a certificate of the kind that is valid today. */
  certificate: CertificateKind | null;
  /** The newest star is this one, of this scheme. */
  star: Star | null;
  /** One of its makers is of the class today. */
  makerClass: MakerClass | null;
  /** For sale in a marketplace of the government today. */
  listed: boolean | null;
  /** Rupiah as decimal text, both inside. */
  priceFrom: string | null;
  priceTo: string | null;
  /** Null = in any state: for staff. */
  state: ProductState | null;
}

export const EVERYTHING: ProductFilter = {
  text: null,
  place: null,
  group: null,
  certificate: null,
  star: null,
  makerClass: null,
  listed: null,
  priceFrom: null,
  priceTo: null,
  state: 'tayang',
};

/** A product as a list shows it. */
export interface FoundProduct {
  id: string;
  name: string;
  groupCode: string;
  price: string | null;
  unit: string | null;
  /** 'Desa Contoh, Kabupaten Contoh dan 2 lainnya' */
  place: string | null;
  /** Name of its first photo in an address; null without one. */
  photo: string | null;
  certificates: CertificateKind[];
  star: Star | null;
  listed: boolean;
  verified: boolean;
  state: ProductState;
}

export interface ProductPage {
  items: FoundProduct[];
  total: number;
  page: number;
  pages: number;
  /** Set when nothing was found by the words that were typed, and something by those that were probably meant. */
  correction: { typed: string; meant: string } | null;
}

export const FACETS = ['place', 'group', 'certificate', 'star', 'class', 'listed', 'price'] as const;
export type FacetName = (typeof FACETS)[number];

/** How many products each value would give, all other filters as they are. */
export type FacetCounts = Record<FacetName, { value: string; label: string | null; count: number }[]>;

/** In rupiah: from, and below the next one's. */
export const PRICE_STEPS = [0, 50_000, 100_000, 250_000, 500_000, 1_000_000] as const;
