/** In what a target is written. */
export type TargetUnit = 'usaha' | 'persen' | 'produk' | 'rupiah';

/** A metric of participation for which a target can be set: its code and the version of its definition. */
export interface TargetMetric {
  code: string;
  version: number;
  name: string;
  unit: TargetUnit;
}

/** Metrics with targets, in the order in which a form offers them. */
export const TARGET_METRICS: readonly TargetMetric[] = [
  { code: 'M07', version: 1, name: 'UMK tayang', unit: 'usaha' },
  { code: 'M08', version: 1, name: 'UMK bertransaksi', unit: 'usaha' },
  { code: 'M03', version: 1, name: 'Realisasi UMK terhadap realisasi', unit: 'persen' },
  { code: 'M04', version: 1, name: 'Realisasi UMK terhadap struktur anggaran', unit: 'persen' },
  { code: 'M01', version: 1, name: 'Alokasi UMK terhadap struktur anggaran', unit: 'persen' },
  { code: 'M02', version: 1, name: 'Alokasi UMK terhadap RUP', unit: 'persen' },
  { code: 'M09', version: 1, name: 'Penetrasi UMK', unit: 'persen' },
  { code: 'M10', version: 1, name: 'Pertumbuhan UMK', unit: 'persen' },
  { code: 'M11', version: 1, name: 'Pangsa OVOP', unit: 'persen' },
  { code: 'M12', version: 1, name: 'Pangsa penyedia lokal', unit: 'persen' },
];
