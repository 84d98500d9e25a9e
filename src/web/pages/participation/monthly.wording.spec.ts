import { describe, expect, it } from '@jest/globals';
import { causeWords } from './monthly.view.js';

describe('why a monthly figure reads differently', () => {
  it.each([
    [['12'], [], 'impor 12'],
    [[], ['12'], 'impor 12 dibatalkan'],
    [['13', '14'], ['12'], 'impor 13, 14; impor 12 dibatalkan'],
    [['1', '2', '3', '4', '5', '6', '7'], [], 'impor 1, 2, 3, 4, 5 dan 2 lainnya'],
    [[], [], 'keputusan staf, atau perubahan data pelaku usaha atau katalog'],
  ])('by %j applied and %j taken back: %s', (batches, undone, words) => {
    expect(causeWords({ batches, undone })).toBe(words);
  });
});
