import { describe, expect, it } from '@jest/globals';
import { countsSentence } from './wording.js';

describe('the words of a list that is brought in', () => {
  it('tell the four parts that add up to what was read', () => {
    expect(countsSentence({ read: 1234, added: 1200, changed: 30, unchanged: 4, rejected: 0 })).toBe(
      '1.234 baris dibaca: 1.200 baru, 30 berubah, 4 sama, 0 ditolak.',
    );
  });
});
