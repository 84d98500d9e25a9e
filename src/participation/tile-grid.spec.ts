import { describe, expect, it } from '@jest/globals';
import { readImk } from '../wilayah/reference.js';
import { readTileGrid } from './tile-grid.js';

describe('the map of tiles', () => {
  it('has a tile of its own for each of the 22 kabupaten/kota', () => {
    const { tiles } = readTileGrid();
    expect(tiles.map(({ code }) => code).toSorted()).toEqual([...readImk().byRegency.keys()].toSorted());
    expect(tiles).toHaveLength(22);
  });

  it('refuses two places on one tile', () => {
    const two = `columns: 2\nrows: 1\ntiles:\n  - { code: '53.05', short: A, column: 1, row: 1 }\n  - { code: '53.08', short: E, column: 1, row: 1 }\n`;
    expect(() => readTileGrid(two)).toThrow('53.08 has no place of its own');
  });
});
