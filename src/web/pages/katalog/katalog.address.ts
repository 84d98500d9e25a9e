import { CERTIFICATE_KINDS, slugOf } from '../../../catalogue/products/product.js';
import { amountOf } from '../../../catalogue/products/product-input.js';
import {
  CLASSES,
  EVERYTHING,
  type ProductFilter,
  type ProductSort,
  SORTS,
} from '../../../catalogue/products/search/search.js';
import { starOf, starValue } from '../../../catalogue/stars.js';
import { pageNumber } from '../../form-values.js';
import { address, type QueryValues } from '../../address.js';

/** What the address of a list of products asks for. */
export interface Asked {
  filter: ProductFilter;
  sort: ProductSort;
  page: number;
}

const MOST_PRICE = 10n ** 15n;

/** What cannot be understood in the address is not filtered by. */
export function askedOf(query: Readonly<Record<string, unknown>>): Asked {
  const said = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 100) : '';
  };
  const price = (name: string): string | null => {
    const read = amountOf(said(name), MOST_PRICE);
    return read === 'invalid' ? null : read;
  };
  const place = /^\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?$/.exec(said('tempat'))?.[0] ?? null;
  const group = /^[a-z][a-z0-9-]{1,39}$/.exec(said('kelompok'))?.[0] ?? null;
  return {
    filter: {
      ...EVERYTHING,
      text: said('cari') === '' ? null : said('cari'),
      place,
      group,
      certificate: CERTIFICATE_KINDS.find((kind) => kind === said('sertifikat')) ?? null,
      star: starOf(said('bintang')),
      makerClass: CLASSES.find((one) => one === said('kelas')) ?? null,
      listed: said('tayang') === 'ya' ? true : said('tayang') === 'tidak' ? false : null,
      priceFrom: price('harga-dari'),
      priceTo: price('harga-sampai'),
    },
    sort: SORTS.find((one) => one === said('urut')) ?? 'best',
    page: pageNumber(said('hal')),
  };
}

/** The filter as the query of an address; the same filter always gives the same one. */
export function queryOf({ filter, sort }: Pick<Asked, 'filter' | 'sort'>): QueryValues {
  return {
    cari: filter.text,
    tempat: filter.place,
    kelompok: filter.group,
    sertifikat: filter.certificate,
    bintang: filter.star === null ? null : starValue(filter.star),
    kelas: filter.makerClass,
    tayang: filter.listed === null ? null : filter.listed ? 'ya' : 'tidak',
    'harga-dari': filter.priceFrom === null ? null : plain(filter.priceFrom),
    'harga-sampai': filter.priceTo === null ? null : plain(filter.priceTo),
    urut: sort === 'best' ? null : sort,
  };
}

/** '50000.00' → '50000', as somebody would type it. */
function plain(price: string): string {
  return price.replace(/\.00$/, '').replace('.', ',');
}

export function productAddress({ id, name }: { id: string; name: string }): string {
  return `/katalog/${id}-${slugOf(name)}`;
}

export function photoAddress(photo: string, small = false): string {
  return address(`/katalog/foto/${photo}${small ? '-kecil' : ''}.webp`);
}
