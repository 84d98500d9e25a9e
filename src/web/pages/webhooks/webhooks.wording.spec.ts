import { describe, expect, it } from '@jest/globals';
import { triedWords } from './webhooks.wording.js';

describe('how a try ended', () => {
  it('is told with the answer’s code and its time where they are known, and never guessed', () => {
    expect(triedWords('diterima', 204, 35)).toBe('Diterima (jawaban 204, 35 ms)');
    expect(triedWords('waktu-habis', null, 10_000)).toBe('Penerima tidak menjawab dalam 10 detik (10000 ms)');
    expect(triedWords(null, null, null)).toBe('Belum dicoba');
  });
});
