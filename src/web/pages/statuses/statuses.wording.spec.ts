import { describe, expect, it } from '@jest/globals';
import type { StatusOverview } from '../../../purchasing/statuses/statuses.service.js';
import { answerWords, periodWords } from './statuses.wording.js';

function status(given: Partial<StatusOverview>): StatusOverview {
  return {
    source: 'v6',
    statusKey: 'x',
    label: 'X',
    packages: 1,
    value: 100n,
    standing: 'committed',
    rules: [],
    ...given,
  };
}

describe('the words of the status table', () => {
  it('count only statuses that came in, and name the open ones with packages and value', () => {
    const statuses = [
      status({ standing: 'unknown', packages: 3, value: 1_250_000_000n }),
      status({}),
      status({ packages: 0, standing: 'unknown' }),
    ];
    expect(answerWords(statuses)).toBe(
      '1 dari 2 status belum diketahui artinya. 3 paket senilai Rp12,5 juta menunggu keputusan.',
    );
  });

  it('say so when nothing is open, and claim nothing when nothing came in', () => {
    expect(answerWords([status({})])).toBe('Semua 1 status yang masuk sudah diketahui artinya.');
    expect(answerWords([status({ packages: 0 })])).toBe('Belum ada pesanan pada pilihan ini.');
  });

  it.each([
    ['2000-01-01', null, 'Semua pesanan'],
    ['2000-01-01', '2025-12-31', 'Pesanan sampai 31 Desember 2025'],
    ['2026-01-01', null, 'Pesanan sejak 1 Januari 2026'],
    ['2026-01-01', '2026-03-31', 'Pesanan 1 Januari 2026 – 31 Maret 2026'],
  ])('say %s to %s as "%s"', (validFrom, validTo, words) => {
    expect(periodWords({ validFrom, validTo })).toBe(words);
  });
});
