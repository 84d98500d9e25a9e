import { describe, expect, it } from '@jest/globals';
import { PLACE_COLUMNS, type PlaceField, planPlaces, toPlaceCells } from './place-form.js';
import { readPlacesFile } from './place-file.js';
import { kodeOf, readPlace } from './place-input.js';
import type { PlaceInput, WisataPlace } from './place.js';

const ROW: PlaceInput = { name: 'Pantai Contoh', kind: 'Pantai', wilayahCode: '98.01.01.2001' };
const fieldsOf = (input: PlaceInput): string[] => readPlace(input).problems.map(({ field }) => field);

function line(
  cells: Partial<Record<PlaceField, string>>,
  at = 2,
): { line: number; values: Record<PlaceField, string> } {
  const values = Object.fromEntries(PLACE_COLUMNS.map(({ field }) => [field, cells[field] ?? '']));
  return { line: at, values: values as Record<PlaceField, string> };
}

function onFile(input: PlaceInput): WisataPlace {
  return {
    ...readPlace(input).facts,
    id: '1',
    state: 'aktif',
    version: 1,
    updatedBy: null,
    updatedAt: '2026-01-01T00:00:00Z',
    where: 'Desa Contoh',
    kabupatenCode: '98.01',
    kabupaten: 'Kabupaten Contoh',
  };
}

describe('a tourism place as people tell it', () => {
  it('gets its kode from its name, in letters that an address can hold', () => {
    expect(kodeOf('Pantai Merah / Pink Beach (Pulau Komodo)')).toBe('pantai-merah-pink-beach-pulau-komodo');
    expect(readPlace(ROW).facts).toMatchObject({
      kode: 'pantai-contoh',
      kind: 'pantai',
      latitude: null,
      confidence: null,
    });
  });

  it('keeps coordinates with five decimals, and takes those without an origin for an estimate', () => {
    const { facts, problems } = readPlace({ ...ROW, latitude: '-8,576944', longitude: '119.4511', errorM: '2.200' });
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      latitude: '-8.57694',
      longitude: '119.45110',
      confidence: 'perkiraan',
      errorM: 2200,
    });
  });

  it('is refused with one coordinate, one beyond the pole, a kind that does not exist, or a kode with capitals and spaces', () => {
    expect(fieldsOf({ ...ROW, latitude: '-8.5' })).toEqual(['longitude']);
    expect(fieldsOf({ ...ROW, latitude: '-98.5', longitude: '1' })).toEqual(['latitude']);
    expect(fieldsOf({ ...ROW, kind: 'Kedai kopi' })).toEqual(['kind']);
    expect(fieldsOf({ ...ROW, kode: 'a b' })).toEqual(['kode']);
    expect(fieldsOf({ kind: 'pantai' })).toEqual(['name']);
  });

  it('has telephone numbers in its texts hidden', () => {
    expect(readPlace({ ...ROW, note: 'Hubungi 081234567890' }).facts.note).not.toContain('081234567890');
  });
});

describe('the file of places to begin with', () => {
  it('holds 67 places, 15 of them with coordinates of a library and 52 with an estimated error', () => {
    const places = readPlacesFile();
    expect(places).toHaveLength(67);
    expect(places.filter(({ confidence }) => confidence === 'pustaka')).toHaveLength(15);
    expect(places.filter(({ errorM }) => errorM !== null)).toHaveLength(52);
    expect(new Set(places.map(({ wilayahCode }) => wilayahCode.slice(0, 5))).size).toBe(22);
  });

  it('is refused as a whole, naming each mistake', () => {
    expect(() =>
      readPlacesFile('places: [{ kode: a, name: Aaa, kind: x }, { kode: a, name: Aaa, kind: pantai }]'),
    ).toThrow(/a: kind:[\s\S]*a stands there twice/);
  });
});

describe('a list of places', () => {
  const regions = (said: string): { code: string } | { message: string } =>
    said === 'Desa Contoh'
      ? { code: '98.01.01.2001' }
      : ['98.01.01.2001', '98.01'].includes(said)
        ? { code: said }
        : { message: 'Tidak ada' };

  it('adds, changes and leaves alone; an empty cell takes nothing away', () => {
    const known = onFile({ ...ROW, manager: 'Kelompok Contoh', latitude: '1', longitude: '2' });
    const plan = planPlaces(
      [
        line({ kode: 'pantai-contoh', name: 'Pantai Contoh', kind: 'pantai', opening: '08.00–17.00' }),
        line({ name: 'Gua Contoh', kind: 'Gua', wilayahCode: '98.01' }, 3),
      ],
      [known],
      regions,
    );
    expect(plan).toMatchObject({ read: 2, added: 1, changed: 1, unchanged: 0, rejected: 0 });
    expect(plan.toChange[0]?.facts).toMatchObject({
      manager: 'Kelompok Contoh',
      opening: '08.00–17.00',
      latitude: '1.00000',
    });
  });

  it('that was taken out comes in again without changing anything', () => {
    const known = onFile({ ...ROW, latitude: '-8.5', longitude: '119', errorM: '20', manager: 'Kelompok Contoh' });
    const cells = toPlaceCells(known);
    const values = Object.fromEntries(PLACE_COLUMNS.map(({ field }, at) => [field, cells[at] ?? '']));
    const plan = planPlaces([{ line: 2, values: values as Record<PlaceField, string> }], [known], regions);
    expect(plan).toMatchObject({ read: 1, added: 0, changed: 0, unchanged: 1, rejected: 0 });
  });

  it('takes a village by its names as well as by its code', () => {
    const plan = planPlaces([line({ name: 'Gua Contoh', kind: 'gua', wilayahCode: 'Desa Contoh' })], [], regions);
    expect(plan.toAdd.map(({ wilayahCode }) => wilayahCode)).toEqual(['98.01.01.2001']);
  });

  it('is refused where a region does not exist or two rows of one kode differ', () => {
    const plan = planPlaces(
      [
        line({ name: 'Pantai Contoh', kind: 'pantai', wilayahCode: '99.01' }),
        line({ name: 'Gua Contoh', kind: 'gua', wilayahCode: '98.01' }, 3),
        line({ name: 'Gua Contoh', kind: 'danau', wilayahCode: '98.01' }, 4),
      ],
      [],
      regions,
    );
    expect(plan.problems.map(({ line: at, column }) => [at, column])).toEqual([
      [2, 'Kode Wilayah'],
      [4, 'Kode'],
    ]);
    expect(plan).toMatchObject({ read: 3, added: 1, rejected: 2 });
  });
});
