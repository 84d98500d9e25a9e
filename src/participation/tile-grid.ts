import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type KemendagriCode, kemendagriCode } from '../wilayah/codes.js';

const FILE = new URL('../../config/reference/peta-petak-ntt.yaml', import.meta.url);

export interface Tile {
  code: KemendagriCode;
  /** As much of the name as fits on a tile. */
  short: string;
  /** From 1, west to east. */
  column: number;
  /** From 1, north to south. */
  row: number;
}

export interface TileGrid {
  columns: number;
  rows: number;
  tiles: readonly Tile[];
}

interface GridFile {
  columns: number;
  rows: number;
  tiles: { code: string; short: string; column: number; row: number }[];
}

/** Where each kabupaten/kota stands on the map of tiles. Throws for a code that is none, and for two on one tile. */
export function readTileGrid(text: string = readFileSync(FILE, 'utf8')): TileGrid {
  const file = parse(text) as GridFile;
  const taken = new Set<string>();
  const tiles = file.tiles.map(({ code, short, column, row }) => {
    const known = kemendagriCode(code);
    const place = `${column}|${row}`;
    if (!known) throw new Error(`config/reference: "${code}" is no code of Kemendagri`);
    if (taken.has(place) || column < 1 || row < 1 || column > file.columns || row > file.rows)
      throw new Error(`config/reference: the tile of ${code} has no place of its own`);
    taken.add(place);
    return { code: known, short, column, row };
  });
  return { columns: file.columns, rows: file.rows, tiles };
}
