import { describe, expect, it } from '@jest/globals';
import { ISSUE_CODES } from '../purchasing/intake/rows.js';
import type { ImportBatch } from './import-batch.js';
import {
  count,
  countsSentence,
  fileSize,
  issueColumn,
  issueSentence,
  issueTitle,
  issueValue,
  outcomeSentence,
  SENTENCES,
  totalSentence,
  warningSentence,
} from './wording.js';

const counts = { read: 1234, accepted: 1000, unchanged: 200, repeated: 30, rejected: 4, unmatched: 7 };
const batch = {
  id: '12',
  state: 'applied',
  message: null,
  feed: 'v5',
  counts,
  packages: 732,
  total: '56934785094.76',
  progressRows: 1234,
  replacedBy: null,
} as ImportBatch;

describe('the words of an import', () => {
  it('has a title and a sentence for every code, with and without a value', () => {
    for (const code of ISSUE_CODES) {
      expect(issueTitle(code)).not.toBe('');
      for (const value of ['x', null]) {
        const sentence = issueSentence({ code, column: null, value, detail: null });
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(sentence).not.toMatch(/null|undefined|\(\)|""/);
      }
    }
  });

  it('names column, value and number of rows where an issue has them', () => {
    expect(issueSentence({ code: 'not-a-number', column: 'total_harga', value: 'banyak', detail: null })).toBe(
      'Baris ditolak: isi kolom "total_harga" "banyak" bukan angka.',
    );
    expect(issueSentence({ code: 'satker-unmatched', column: 'satker', value: '700001', detail: '1200' })).toContain(
      'Satker "700001" belum ada di daftar satker (1.200 baris)',
    );
  });

  it('shows codes without the mark of the kind they are of', () => {
    const values = ['Dinas Contoh (c:700001)', ' (c:700001)', '(601)', 'CV Contoh (Kupang) Jaya', 'banyak', null];
    expect(values.map((value) => issueValue({ value }))).toEqual([
      'Dinas Contoh (700001)',
      '700001',
      '601',
      'CV Contoh (Kupang) Jaya',
      'banyak',
      null,
    ]);
    expect(issueColumn({ line: null, column: 'supplier' })).toBe('penyedia');
    expect(issueColumn({ line: 4, column: 'kd_paket' })).toBe('kd_paket');
  });

  it('writes the sum so that a reader can add it up', () => {
    expect(countsSentence(batch)).toBe(
      '1.234 baris dibaca = 1.000 diterima + 200 tidak berubah + 30 berulang + 4 ditolak',
    );
  });

  it('tells the value of purchases exactly, and of reference data none', () => {
    expect(totalSentence(batch)).toBe('732 paket senilai Rp56.934.785.094,76');
    expect(totalSentence({ ...batch, feed: 'master-satker' })).toBeNull();
  });

  it('says so when a file brought nothing new', () => {
    const nothing = { ...batch, counts: { ...counts, accepted: 0, unchanged: 1200 } };
    expect(outcomeSentence(nothing)).toContain('Tidak ada yang baru');
    expect(outcomeSentence({ ...batch, state: 'undone', replacedBy: '15' })).toContain(
      'digantikan oleh impor nomor 15',
    );
  });

  it('says in every refusal that stored data did not change', () => {
    const place = { klpd: 'D901', year: 2025, rows: 12, before: 30, batchId: '3' };
    for (const sentence of [
      SENTENCES.notRecognised([], []),
      SENTENCES.headingsMissing('x', ['y']),
      SENTENCES.nothingUsable(3),
      SENTENCES.fewerThanHalf(place),
      SENTENCES.failed('3'),
      SENTENCES.interrupted(9),
    ])
      expect(sentence).toContain('tidak berubah');
    expect(SENTENCES.fewerThanHalf(place)).toContain('12 baris untuk KLPD D901 tahun 2025');
    expect(SENTENCES.fewerThanHalf({ ...place, klpd: '', year: 0 })).toContain('12 baris, kurang dari separuh');
  });

  it('names the hour of the same file in the time of the region', () => {
    const warning = { code: 'same-file', batchId: '3', at: '2026-08-31T22:30:00.000Z' } as const;
    expect(warningSentence(warning, 'Asia/Makassar')).toContain('1 September 2026, 06.30 WITA (impor nomor 3)');
  });

  it('writes numbers and sizes as they are read here', () => {
    expect([0, 999, 1000, 1234567].map(count)).toEqual(['0', '999', '1.000', '1.234.567']);
    expect([12, 830_000, 12_400_000].map(fileSize)).toEqual(['12 byte', '830 kB', '12,4 MB']);
  });
});
