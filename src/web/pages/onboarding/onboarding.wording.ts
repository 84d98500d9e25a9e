import type { AccountState, ProposalState, RequestState, Step } from '../../../onboarding/onboarding.js';

export const ACCOUNT_WORDS: Readonly<Record<AccountState, string>> = {
  'menunggu-surel': 'Menunggu Anda menegaskan alamat surel',
  'menunggu-petugas': 'Menunggu petugas menghubungkan akun dengan usaha',
  dikembalikan: 'Dikembalikan untuk diperbaiki',
  disetujui: 'Terhubung dengan usaha',
};

export const REQUEST_WORDS: Readonly<Record<RequestState, string>> = {
  diajukan: 'Diajukan',
  diperiksa: 'Sedang diperiksa',
  dikembalikan: 'Dikembalikan',
  disetujui: 'Selesai diperiksa',
  ditarik: 'Ditarik',
};

export const REQUEST_KIND = {
  diajukan: 'warn',
  diperiksa: 'warn',
  dikembalikan: 'bad',
  disetujui: 'good',
  ditarik: 'none',
} as const;

export const PROPOSAL_WORDS: Readonly<Record<ProposalState, string>> = {
  diajukan: 'Menunggu petugas',
  diterima: 'Diterima',
  dikembalikan: 'Dikembalikan',
  ditarik: 'Ditarik',
};

export const PROPOSAL_KIND = { diajukan: 'warn', diterima: 'good', dikembalikan: 'bad', ditarik: 'none' } as const;

const ACTION_WORDS: Readonly<Record<string, string>> = {
  mendaftar: 'Mendaftar',
  'menegaskan-surel': 'Menegaskan alamat surel',
  'mengubah-pengakuan': 'Memperbaiki isian pendaftaran',
  menghubungkan: 'Menghubungkan akun dengan usaha',
  mengembalikan: 'Mengembalikan',
  mengajukan: 'Mengajukan berkas',
  menarik: 'Menarik kembali',
  mengusulkan: 'Mengusulkan perubahan data',
  menerima: 'Menerima usulan',
  'mulai-memeriksa': 'Mulai memeriksa',
  'memeriksa-dokumen': 'Melihat dokumen di sumbernya',
  menyetujui: 'Menyetujui',
};

export function stepWords({ action, reason }: Step): string {
  const words = ACTION_WORDS[action] ?? action;
  return reason === null ? words : `${words}: ${reason}`;
}
