import type { SpendingBy, SpendingFilter } from '../../../purchasing/spending.js';
import {
  PackageQueryDto,
  type PackageSort,
  type SpendingDefaults,
  spendingFilter,
  SpendingQueryDto,
} from '../../../purchasing/spending.dto.js';
import { InvalidInputError } from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import { address } from '../../address.js';

/** The query of a request, as the server parsed it. */
export type RawQuery = Readonly<Record<string, unknown>>;

/**
 * What a page on spending was asked. `query` is the filters as they stand in the address (Indonesian names, empty ones
 * left out), so that every link can be made from it; `filter` is what they mean.
 */
export interface SpendingAsked {
  by: SpendingBy;
  filter: SpendingFilter;
  query: Readonly<Record<string, string>>;
  sort: TableSort;
}

export interface PackagesAsked {
  filter: SpendingFilter;
  query: Readonly<Record<string, string>>;
  page: number;
  sort: PackageSort;
}

export interface TableSort {
  by: string;
  direction: 'asc' | 'desc';
}

/** The filters' names in the address of a page, and in the API. */
const FILTERS = {
  tahun: 'year',
  bulan: 'month',
  sumber: 'source',
  status: 'standing',
  kode: 'status',
  dana: 'fund',
  katalog: 'catalogue',
  umk: 'umk',
  ovop: 'ovop',
  klpd: 'klpd',
  pd: 'pd',
  satker: 'satker',
  entri: 'ovop_entry',
  produk: 'product',
  bagian: 'product_share',
} as const;
export type FilterName = keyof typeof FILTERS;
const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

const SHARE_WORDS: Readonly<Record<string, string>> = { sendiri: 'own', bersama: 'shared' };

/** What a report is broken down by, as the address says it. */
export const BY_WORDS = {
  'perangkat-daerah': 'perangkat-daerah',
  satker: 'satker',
  sumber: 'source',
  status: 'status',
  katalog: 'catalogue',
  bulan: 'month',
  dana: 'fund',
  umk: 'umk',
  ovop: 'ovop',
} as const satisfies Record<string, SpendingBy>;

const SORT_WORDS = { nilai: 'value', tanggal: 'date', nama: 'name' } as const satisfies Record<string, PackageSort>;

const SORTABLE = [
  'nama',
  'paket',
  'transaksi',
  'selesai',
  'umk-ya',
  'umk-tidak',
  'umk-belum',
  'ovop-ya',
  'ovop-campuran',
  'pangsa',
];

export function readSpending(raw: RawQuery, defaults: SpendingDefaults, fixed: Fixed = {}): SpendingAsked {
  const { menurut = '', urut = '', arah = '', ...rest } = texts(raw, ['menurut', 'urut', 'arah', ...FILTER_NAMES]);
  const by = fixed.by ?? (menurut === '' ? 'perangkat-daerah' : pick(BY_WORDS, menurut, 'menurut'));
  const dto = checked(SpendingQueryDto, { by, ...inEnglish({ ...rest, ...fixed.query }) });
  const sorted = SORTABLE.includes(urut);
  return {
    by,
    filter: spendingFilter(dto, defaults),
    query: { ...(by === 'perangkat-daerah' || fixed.by ? {} : { menurut }), ...rest },
    sort: {
      by: sorted ? urut : by === 'month' ? '' : 'transaksi',
      direction: arah === 'naik' ? 'asc' : 'desc',
    },
  };
}

export function readPackages(raw: RawQuery, defaults: SpendingDefaults, fixed: Fixed = {}): PackagesAsked {
  const { halaman = '', urut = '', ...rest } = texts(raw, ['halaman', 'urut', ...FILTER_NAMES]);
  const dto = checked(PackageQueryDto, {
    ...inEnglish({ ...rest, ...fixed.query }),
    ...(halaman !== '' && { page: halaman }),
    ...(urut !== '' && { sort: pick(SORT_WORDS, urut, 'urut') }),
  });
  return {
    filter: spendingFilter(dto, defaults),
    query: { ...rest, ...(urut !== '' && { urut }) },
    page: dto.page,
    sort: dto.sort,
  };
}

/** What the path itself says, such as the perangkat daerah of '/belanja/pd/12'. */
interface Fixed {
  by?: SpendingBy;
  query?: Partial<Record<FilterName, string>>;
}

/** The address of a page with these filters, some of them changed (null takes one away). */
export function spendingHref(
  path: string,
  query: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>> = {},
): string {
  return address(path, { ...query, ...change });
}

/** The same question to the API. */
export function apiHref(
  path: '/api/v1/spending' | '/api/v1/packages',
  query: Readonly<Record<string, string>>,
  by?: SpendingBy,
): string {
  const { menurut: _menurut, urut: _urut, ...filters } = query;
  return address(path, { by, ...inEnglish(filters) });
}

/** The filters alone, without what a report is broken down by and how it is sorted. */
export function onlyFilters(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name in FILTERS));
}

function inEnglish(query: Readonly<Record<string, string>>): Record<string, string> {
  const english: Record<string, string> = {};
  for (const name of FILTER_NAMES) {
    const value = query[name];
    if (value === undefined || value === '') continue;
    english[FILTERS[name]] = name === 'bagian' ? (SHARE_WORDS[value] ?? value) : value === 'semua' ? 'all' : value;
  }
  return english;
}

/** Known parameters as text, repeated ones joined by commas, empty and foreign ones left out. */
function texts(raw: RawQuery, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = raw[name];
    const text = (Array.isArray(value) ? value : [value])
      .filter((part): part is string => typeof part === 'string' && part !== '')
      .join(',');
    if (text !== '') found[name] = text;
  }
  return found;
}

function pick<T extends string>(words: Readonly<Record<string, T>>, word: string, field: string): T {
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  if (found === undefined) {
    const message = `${field}: pilih dari ${Object.keys(words).join(', ')}`;
    throw new InvalidInputError('request.invalid', `Alamat halaman tidak dapat dipakai. ${message}.`, [
      { field, message },
    ]);
  }
  return found;
}
