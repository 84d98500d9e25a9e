import { describe, expect, it } from '@jest/globals';
import type { FormRow } from '../../shared/spreadsheet-reader.js';
import type { KemendagriCode } from '../../wilayah/codes.js';
import type { Resolved } from '../../wilayah/resolve.js';
import { planPotentials, type PotentialField, toPotentialCells } from './potential-form.js';
import type { Potential } from './potential.js';
import { changedMeanwhile } from './potential.wording.js';

const GROUPS = [
  { code: 'tenun', name: 'Tenun' },
  { code: 'makanan-minuman', name: 'Makanan dan minuman' },
];

const EMPTY: Record<PotentialField, string> = {
  code: '',
  regency: '',
  district: '',
  village: '',
  productKind: '',
  groupCode: '',
  isFlagship: '',
  enterprises: '',
  rawMaterial: '',
  note: '',
  source: '',
};

function form(...given: Partial<Record<PotentialField, string>>[]): FormRow<PotentialField>[] {
  return given.map((values, index) => ({ line: index + 2, values: { ...EMPTY, ...values } }));
}

/** All rows in one village, unless another code is given. */
const at = (code = '53.01.04.2003'): Resolved => ({ code: code as KemendagriCode, words: 'Desa Contoh' });

function onFile(given: Partial<Potential> = {}): Potential {
  return {
    id: '7',
    version: 3,
    wilayahCode: '53.01.04.2003',
    place: 'Desa Contoh',
    productKind: 'Tenun ikat',
    kindKey: 'tenun ikat',
    groupCode: 'tenun',
    groupName: 'Tenun',
    isFlagship: true,
    enterprises: 5,
    rawMaterial: 'Benang',
    note: null,
    source: null,
    productId: null,
    productName: null,
    createdBy: 'ani',
    updatedBy: 'ani',
    updatedAt: '2026-11-27T06:50:00Z',
    ...given,
  };
}

const plan = (rows: FormRow<PotentialField>[], file: Potential[] = [], places = rows.map(() => at())) =>
  planPotentials(rows, places, file, GROUPS);

describe('a list of potentials', () => {
  it('tells new, changed, unchanged and rejected rows, which add up to what was read', () => {
    const found = plan(
      form(
        { productKind: 'tenun IKAT', enterprises: '6' },
        { productKind: 'Madu' },
        { productKind: 'Madu' },
        { productKind: '' },
      ),
      [onFile()],
    );
    expect(found).toMatchObject({ read: 4, added: 1, changed: 1, unchanged: 1, rejected: 1 });
    expect(found.toChange[0]).toMatchObject({
      id: '7',
      facts: { enterprises: 6, rawMaterial: 'Benang', isFlagship: true },
    });
  });

  it('leaves what is on file where a cell is empty: a list with fewer columns takes nothing away', () => {
    expect(plan(form({ productKind: 'Tenun ikat' }), [onFile()])).toMatchObject({ unchanged: 1, changed: 0 });
  });

  it('changes nothing when what went out comes back', () => {
    const potential = onFile({ note: 'Musim hujan', enterprises: null });
    const [
      code,
      regency,
      district,
      village,
      productKind,
      groupCode,
      isFlagship,
      enterprises,
      rawMaterial,
      note,
      source,
    ] = toPotentialCells(potential, { regency: 'Kabupaten Kupang', district: 'Semau', village: 'Desa Contoh' });
    const back = {
      code,
      regency,
      district,
      village,
      productKind,
      groupCode,
      isFlagship,
      enterprises,
      rawMaterial,
      note,
      source,
    };
    expect(plan(form(back as Record<PotentialField, string>), [potential])).toMatchObject({
      unchanged: 1,
      rejected: 0,
    });
  });

  it('names every wrong cell of a row, and counts the row once', () => {
    const found = plan(
      form({ productKind: 'x'.repeat(121), groupCode: 'kain', isFlagship: 'mungkin', enterprises: 'banyak' }),
    );
    expect(found.rejected).toBe(1);
    expect(found.problems.map(({ column }) => column)).toEqual([
      'Jenis Produk',
      'Kelompok Produk',
      'Produk Unggulan',
      'Jumlah Usaha',
    ]);
  });

  it('reads thousands with a dot, and refuses what is no count', () => {
    const counts = ['12', '1.200', '0', '', '-', '12,5', '-3', '1.20', '200.000'].map(
      (enterprises) => plan(form({ productKind: 'Madu', enterprises })).toAdd[0]?.enterprises,
    );
    expect(counts).toEqual([12, 1200, 0, null, null, undefined, undefined, undefined, undefined]);
  });

  it('refuses a village that cannot be told, in the column where it is said', () => {
    const nowhere: Resolved = { field: 'district', message: 'Kecamatan "Semao" tidak ada', candidates: [] };
    const found = plan(form({ productKind: 'Madu', district: 'Semao' }), [], [nowhere]);
    expect(found.problems).toEqual([
      { line: 2, column: 'Kecamatan', value: 'Semao', reason: 'Kecamatan "Semao" tidak ada' },
    ]);
  });

  it('refuses two rows about one thing that say different things', () => {
    const found = plan(form({ productKind: 'Madu', enterprises: '2' }, { productKind: 'madu', enterprises: '3' }));
    expect(found.problems[0]?.reason).toContain('sudah ada pada baris 2 dengan isi yang berbeda');
  });

  it('keeps to one produk unggulan a village, within the list and with what is on file', () => {
    const twice = plan(form({ productKind: 'Madu', isFlagship: 'ya' }, { productKind: 'Kopi', isFlagship: 'ya' }));
    expect(twice.problems[0]).toMatchObject({ line: 3, column: 'Produk Unggulan' });
    const against = plan(form({ productKind: 'Madu', isFlagship: 'ya' }), [onFile()]);
    expect(against.problems[0]?.reason).toContain('desa ini sudah punya "Tenun ikat" yang sudah tersimpan');
    const moved = plan(
      form({ productKind: 'Madu', isFlagship: 'ya' }, { productKind: 'Tenun ikat', isFlagship: 'tidak' }),
      [onFile()],
    );
    expect(moved).toMatchObject({ rejected: 0, added: 1, changed: 1 });
  });

  it('hides a phone number that was put into a note', () => {
    expect(plan(form({ productKind: 'Madu', note: 'hubungi 0812 3456 7890' })).toAdd[0]?.note).toBe(
      'hubungi [telepon]',
    );
  });
});

describe('a change that somebody else made first', () => {
  it('is told with who, when and what, from the first value to the last', () => {
    const said = changedMeanwhile(
      onFile(),
      [
        {
          by: 'budi',
          at: '2026-11-27T06:40:00Z',
          before: { version: 1, enterprises: 3 },
          after: { version: 2, enterprises: 4 },
        },
        {
          by: 'ani',
          at: '2026-11-27T06:50:00Z',
          before: { version: 2, enterprises: 4, note: null },
          after: { version: 3, enterprises: 5, note: 'Baru' },
        },
      ],
      'Asia/Makassar',
    );
    expect(said).toContain('sudah diubah ani pada 27 November 2026, 14.50 WITA');
    expect(said).toContain('jumlah usaha dari "3" menjadi "5"; keterangan dari (kosong) menjadi "Baru"');
    expect(said).toContain('Isian Anda belum disimpan');
  });
});
