import type { Dimension } from '../../../participation/participation.js';
import type { ShownNumber } from './participation.address.js';

export const WORKING = '/kerja/partisipasi';

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  kabupaten: 'Kabupaten/kota',
  kelas: 'Kelas usaha',
  desa: 'Desa',
  perempuan: 'Milik perempuan',
  kelompok: 'Kelompok produk',
  bintang: 'Bintang',
  'desa-produk': 'Desa produk',
};

export const NUMBER_NAMES: Readonly<Record<ShownNumber, string>> = {
  umk: 'UMK yang menjual',
  pelaku: 'Pelaku usaha yang menjual',
  nilai: 'Nilai transaksi',
  transaksi: 'Transaksi',
};
