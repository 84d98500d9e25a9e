import { describe, expect, it } from '@jest/globals';
import { MOST_ROWS, refuseLongList } from './download.js';

describe('a file of a list', () => {
  it('is refused in words where it would leave rows out', () => {
    expect(() => refuseLongList(MOST_ROWS)).not.toThrow();
    expect(() => refuseLongList(MOST_ROWS + 1)).toThrow(
      'Daftar ini memuat 20.001 baris; satu berkas memuat paling banyak 20.000',
    );
  });
});
