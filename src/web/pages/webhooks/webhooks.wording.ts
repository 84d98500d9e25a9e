import type { DeliveryOutcome, DeliveryState } from '../../../etalase/webhooks/webhook.js';

/** How a try ended, and what the receiver's keeper has to mend. */
export const OUTCOME_WORDS: Readonly<Record<DeliveryOutcome, string>> = {
  diterima: 'Diterima',
  ditolak: 'Penerima menjawab dengan kesalahan; minta pengurusnya memeriksa programnya',
  pengalihan: 'Penerima mengalihkan ke alamat lain; pengalihan tidak diikuti, isi alamat yang sebenarnya',
  'waktu-habis': 'Penerima tidak menjawab dalam 10 detik',
  'tidak-terhubung': 'Tidak tersambung; penerima mati atau menutup pintunya',
  'sertifikat-ditolak':
    'Sertifikat penerima tidak sah: untuk nama lain, sudah lewat, atau dari penerbit yang tidak dipercaya',
  'alamat-tidak-ditemukan': 'Nama dalam alamat tidak ditemukan; periksa ejaannya',
  'alamat-tidak-boleh': 'Nama itu menuju jaringan sendiri, jadi tidak dihubungi',
};

export const STATE_WORDS: Readonly<Record<DeliveryState, { kind: 'good' | 'warn' | 'bad'; text: string }>> = {
  terkirim: { kind: 'good', text: 'Terkirim' },
  menunggu: { kind: 'warn', text: 'Menunggu' },
  gagal: { kind: 'bad', text: 'Gagal' },
};

/** 'Diterima (jawaban 204, 35 ms)'; of one that was never tried nothing is known. */
export function triedWords(outcome: DeliveryOutcome | null, status: number | null, ms: number | null): string {
  if (outcome === null) return 'Belum dicoba';
  const known = [...(status === null ? [] : [`jawaban ${status}`]), ...(ms === null ? [] : [`${ms} ms`])];
  return known.length === 0 ? OUTCOME_WORDS[outcome] : `${OUTCOME_WORDS[outcome]} (${known.join(', ')})`;
}
