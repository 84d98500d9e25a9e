import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { InvalidInputError } from '../../../shared/errors.js';
import { apiHref, onlyFilters, readPackages, readSpending, spendingHref } from './spending.address.js';

const OWN = { klpd: 'D999', year: 2026 };

describe('the address of a page on spending', () => {
  it('means the instance itself where it says nothing', () => {
    expect(readSpending({}, OWN)).toMatchObject({
      by: 'perangkat-daerah',
      filter: { klpd: 'D999', year: 2026 },
      query: {},
      sort: { by: 'transaksi', direction: 'desc' },
    });
  });

  it('takes empty fields of a form for not asked', () => {
    const { filter, query } = readSpending({ tahun: '2025', bulan: '', umk: '', klpd: '' }, OWN);
    expect(filter).toEqual({ klpd: 'D999', year: 2025 });
    expect(query).toEqual({ tahun: '2025' });
  });

  it('knows "semua" for year and KLPD, and writes codes alike', () => {
    expect(readSpending({ tahun: 'semua', klpd: 'semua' }, OWN).filter).toEqual({ klpd: null, year: null });
    expect(readSpending({ klpd: 'D050' }, OWN).filter.klpd).toBe('D50');
  });

  it('takes lists, the three rests of a year, and a fund that is not named', () => {
    const { filter } = readSpending({ status: 'committed,completed', bulan: ['0', '-1'], dana: '-' }, OWN);
    expect(filter).toMatchObject({ standings: ['committed', 'completed'], months: [0, -1], funds: [''] });
  });

  it.each([
    { umk: 'mungkin' },
    { tahun: '26' },
    { menurut: 'warna' },
    { menurut: 'constructor' },
    { bulan: 'x' },
    { pd: '1; drop' },
  ])('refuses %p', (raw) => {
    expect(() => readSpending(raw, OWN)).toThrow(InvalidInputError);
  });

  it('leaves what is none of its business alone', () => {
    expect(readSpending({ utm: 'x', halaman: '2' }, OWN).query).toEqual({});
  });

  it('goes back and forth between page and API without loss', () => {
    const { by, query } = readSpending({ menurut: 'bulan', tahun: '2025', sumber: 'v6', status: 'completed' }, OWN);
    expect(apiHref('/api/v1/spending', query, by)).toBe(
      '/api/v1/spending?by=month&year=2025&source=v6&standing=completed',
    );
    expect(onlyFilters(query)).toEqual({ tahun: '2025', sumber: 'v6', status: 'completed' });
    expect(spendingHref('/belanja', query, { sumber: null, urut: 'paket' })).toBe(
      '/belanja?menurut=bulan&tahun=2025&status=completed&urut=paket',
    );
  });

  it('carries page and order of a list', () => {
    expect(readPackages({ halaman: '3', urut: 'tanggal' }, OWN)).toMatchObject({ page: 3, sort: 'date' });
    expect(() => readPackages({ halaman: '0' }, OWN)).toThrow(InvalidInputError);
    expect(() => readPackages({ urut: 'harga' }, OWN)).toThrow(InvalidInputError);
  });
});
