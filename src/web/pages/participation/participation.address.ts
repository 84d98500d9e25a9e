import { addYears, isDay } from '../../../shared/dates.js';
import {
  BANDS,
  CLASSES,
  type Dimension,
  DIMENSIONS,
  type ParticipationFilter,
  SPANS,
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
    },
    by: DIMENSIONS.find((one) => one === text('menurut')) ?? 'kabupaten',
    shown: SHOWN_NUMBERS.find((one) => one === text('angka')) ?? 'umk',
  };
}

/** A day after today is today: what has not happened is not counted. */
function cutoffOf(text: string, today: string): string {
  return isDay(text) && text <= today && text >= addYears(today, -30) ? text : today;
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
  });
}
