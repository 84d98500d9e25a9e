import { STAR_VALUES } from '../../../catalogue/stars.js';
import { addYears, isDay } from '../../../shared/dates.js';
import {
  BANDS,
  CLASSES,
  type Dimension,
  DIMENSIONS,
  type ParticipationFilter,
  SPANS,
  WOMAN_OWNED,
} from '../../../participation/participation.js';
import { kemendagriCode } from '../../../wilayah/codes.js';
import { address, type QueryValues } from '../../address.js';

export type Fields = Readonly<Record<string, unknown>>;

/** What a page was asked: the filter, what the table is broken down by, and which number of it stands on the map. */
export interface ParticipationAsked {
  filter: ParticipationFilter;
  by: Dimension;
  shown: ShownNumber;
}

export const SHOWN_NUMBERS = ['umk', 'pelaku', 'nilai', 'transaksi'] as const;
export type ShownNumber = (typeof SHOWN_NUMBERS)[number];

export const MOST_YEARS = 10;
export const USUAL_YEARS = 5;

/** What cannot be understood in the address is not filtered by. */
export function askedOf(query: Fields, { klpd, today }: { klpd: string | null; today: string }): ParticipationAsked {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 100) : '';
  };
  const years = /^\d{1,2}$/.test(text('tahun')) ? Number(text('tahun')) : USUAL_YEARS;
  const regency = text('kabupaten');
  const group = text('kelompok');
  return {
    filter: {
      klpd,
      cutoff: cutoffOf(text('sampai'), today),
      span: SPANS.find((one) => one === text('rentang')) ?? 'sama',
      years: Math.min(Math.max(years, 1), MOST_YEARS),
      regency: regency === 'unknown' ? regency : (kemendagriCode(regency) ?? null),
      sellerClass: [...BANDS, ...CLASSES].find((one) => one === text('kelas')) ?? null,
      group: /^[a-z0-9-]{1,40}$/.test(group) ? group : null,
      village: villageOf(text('desa')),
      woman: WOMAN_OWNED.find((one) => one === text('perempuan')) ?? null,
      star: [...STAR_VALUES, 'unknown'].find((one) => one === text('bintang')) ?? null,
      productVillage: villageOf(text('desa-produk')),
    },
    by: DIMENSIONS.find((one) => one === text('menurut')) ?? 'kabupaten',
    shown: SHOWN_NUMBERS.find((one) => one === text('angka')) ?? 'umk',
  };
}

/** Code of a desa; what is none is no filter. */
function villageOf(text: string): string | null {
  if (text === 'unknown') return text;
  const code = kemendagriCode(text);
  return code?.length === 13 ? code : null;
}

/** A day after today is today: what has not happened is not counted. */
function cutoffOf(text: string, today: string): string {
  return isDay(text) && text <= today && text >= addYears(today, -30) ? text : today;
}

/** Which year's rows a list shows, at most that of the cut-off, and which page of them. */
export function yearAsked(query: Fields, { cutoff }: ParticipationFilter): { year: number; page: number } {
  const last = Number(cutoff.slice(0, 4));
  const [year, page] = [Number(query['pada']), Number(query['hal'])];
  return {
    year: Number.isInteger(year) && year >= 2000 && year <= last ? year : last,
    page: Number.isInteger(page) && page >= 1 && page < 100_000 ? page : 1,
  };
}

/** The address that asks the same, with some of it changed. */
export function participationHref(
  path: string,
  { filter, by, shown }: ParticipationAsked,
  more: QueryValues = {},
): string {
  return address(path, {
    ...filterQuery(filter),
    menurut: by === 'kabupaten' ? null : by,
    angka: shown === 'umk' ? null : shown,
    ...more,
  });
}

export function filterQuery(filter: ParticipationFilter): Record<string, string | number | null> {
  return {
    sampai: filter.cutoff,
    rentang: filter.span === 'sama' ? null : filter.span,
    tahun: filter.years === USUAL_YEARS ? null : filter.years,
    kabupaten: filter.regency,
    kelas: filter.sellerClass,
    kelompok: filter.group,
    desa: filter.village,
    perempuan: filter.woman,
    bintang: filter.star,
    'desa-produk': filter.productVillage,
  };
}

/** The same filter for the API, whose names are English. */
export function apiHref(filter: ParticipationFilter, path = '/api/v1/participation'): string {
  return address(path, {
    cutoff: filter.cutoff,
    span: filter.span === 'sama' ? null : 'full-years',
    years: filter.years === USUAL_YEARS ? null : filter.years,
    regency: filter.regency,
    class: filter.sellerClass,
    group: filter.group,
    village: filter.village,
    woman: filter.woman,
    star: filter.star,
    product_village: filter.productVillage,
  });
}
