import type { FunnelStep, TimeStep } from '../../../participation/funnel.queries.js';

export const STEP_NAMES: Readonly<Record<FunnelStep, string>> = {
  known: 'Dikenal',
  contacted: 'Dihubungi',
  registered: 'Terdaftar',
  eligible: 'Layak',
  listed: 'Tayang',
  sold: 'Menjual',
  again: 'Menjual lagi',
};

export const STEP_MEANINGS: Readonly<Record<FunnelStep, string>> = {
  known: 'tercatat dalam data pelaku usaha hari ini',
  contacted: 'peserta program pembinaan yang tidak dibatalkan, menurut tanggal ikutnya',
  registered: 'punya kunci penyedia v5, v6, atau Toko Daring yang sudah berlaku',
  eligible: 'keputusan kelayakan terakhirnya layak atau layak bersyarat, dan belum lewat masanya',
  listed: 'punya produk yang tayang pada tanggal itu',
  sold: 'paling sedikit satu transaksi, kapan pun sampai tanggal itu',
  again: 'paling sedikit dua transaksi',
};

export const TIME_NAMES: Readonly<Record<TimeStep, string>> = {
  'layak-tayang': 'Dari dinyatakan layak sampai tayang',
  'tayang-jual': 'Dari tayang sampai penjualan pertama',
  'layak-jual': 'Dari dinyatakan layak sampai penjualan pertama',
};

/** What the first and the second day of a step are called. */
export const TIME_DAYS: Readonly<Record<TimeStep, readonly [string, string]>> = {
  'layak-tayang': ['Dinyatakan layak', 'Tayang pertama'],
  'tayang-jual': ['Tayang pertama', 'Penjualan pertama'],
  'layak-jual': ['Dinyatakan layak', 'Penjualan pertama'],
};
