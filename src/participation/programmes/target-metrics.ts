import { metricOf, METRICS } from '../metrics.js';

/** In what a target is written. */
export type TargetUnit = 'usaha' | 'paket' | 'produk' | 'etalase' | 'rupiah' | 'persen' | 'hari' | 'indeks';

/** Which way is the better one: at least so much, or at most. */
export type TargetDirection = 'naik' | 'turun';

/** Where what was reached is asked. */
export type TargetSource = 'tabel' | 'rasio' | 'tumbuh' | 'penetrasi' | 'corong' | 'waktu';

/** A figure for which a target can be set: of which metric, by which version of its definition, and which way. */
export interface TargetFigure {
  /** Names it among all figures; of the table of participation its row. */
  key: string;
  /** Code in the registry. */
  code: string;
  version: number;
  /** Name of the figure, where the metric has several; else the metric's. */
  name: string;
  unit: TargetUnit;
  direction: TargetDirection;
  from: TargetSource;
}

type Given = readonly [key: string, name: string | null, unit: TargetUnit, direction?: TargetDirection];

/** By metric; the first of a metric is the one that is meant where none is named. */
const FIGURES: readonly (readonly [code: string, from: TargetSource, figures: readonly Given[]])[] = [
  ['M01', 'rasio', [['M01', null, 'persen']]],
  ['M02', 'rasio', [['M02', null, 'persen']]],
  ['M03', 'rasio', [['M03', null, 'persen']]],
  ['M04', 'rasio', [['M04', null, 'persen']]],
  ['M05', 'rasio', [['M05', null, 'persen']]],
  ['M06', 'rasio', [['M06', null, 'persen']]],
  ['M07', 'tabel', [['listedUmk', null, 'usaha']]],
  ['M08', 'tabel', [['umkCompleted', null, 'usaha']]],
  [
    'M09',
    'penetrasi',
    [
      ['imk', 'Penetrasi UMK dari industri mikro dan kecil (IMK)', 'persen'],
      ['register', 'Penetrasi UMK dari UMK dalam data pelaku usaha', 'persen'],
      ['catalogue', 'Penetrasi UMK dari pelaku usaha dalam keadaan katalog', 'persen'],
    ],
  ],
  ['M10', 'tumbuh', [['listedUmkGrowth', null, 'persen']]],
  ['M11', 'rasio', [['M11', null, 'persen']]],
  ['M12', 'tabel', [['localShare', null, 'persen']]],
  [
    'P01',
    'tabel',
    [
      ['sellers', null, 'usaha'],
      ['umk', 'UMK dan koperasi bertransaksi', 'usaha'],
    ],
  ],
  [
    'P02',
    'tabel',
    [
      ['transactions', null, 'paket'],
      ['transactionsUmk', 'Transaksi dari UMK', 'paket'],
    ],
  ],
  [
    'P03',
    'tabel',
    [
      ['value', null, 'rupiah'],
      ['valueUmk', 'Nilai transaksi dari UMK', 'rupiah'],
    ],
  ],
  [
    'P04',
    'tabel',
    [
      ['productsSold', null, 'produk'],
      ['productsSoldUmk', 'Produk terjual dari UMK', 'produk'],
    ],
  ],
  [
    'P05',
    'tabel',
    [
      ['listedSellers', 'Pelaku usaha di katalog', 'usaha'],
      ['etalase', 'Etalase di katalog', 'etalase'],
      ['listedProducts', 'Produk di katalog', 'produk'],
    ],
  ],
  [
    'P06',
    'tabel',
    [
      ['newcomers', 'Pelaku usaha baru', 'usaha'],
      ['kept', 'Pelaku usaha bertahan', 'usaha'],
      ['back', 'Pelaku usaha kembali', 'usaha'],
      ['lost', 'Pelaku usaha hilang (belum menjual lagi)', 'usaha', 'turun'],
    ],
  ],
  ['P07', 'tabel', [['retention', null, 'persen']]],
  [
    'P08',
    'tabel',
    [
      ['topShare', null, 'persen', 'turun'],
      ['topShareUmk', 'Pangsa tiga terbesar di antara UMK', 'persen', 'turun'],
    ],
  ],
  ['P09', 'tabel', [['gini', null, 'indeks', 'turun']]],
  [
    'P10',
    'waktu',
    [
      ['layak-tayang', 'Waktu dari layak sampai tayang', 'hari', 'turun'],
      ['tayang-jual', 'Waktu dari tayang sampai penjualan pertama', 'hari', 'turun'],
      ['layak-jual', 'Waktu dari layak sampai penjualan pertama', 'hari', 'turun'],
    ],
  ],
  [
    'P11',
    'corong',
    [
      ['known', 'Corong: dikenal', 'usaha'],
      ['contacted', 'Corong: dihubungi', 'usaha'],
      ['registered', 'Corong: terdaftar', 'usaha'],
      ['eligible', 'Corong: layak', 'usaha'],
      ['listed', 'Corong: tayang', 'usaha'],
      ['sold', 'Corong: menjual', 'usaha'],
      ['again', 'Corong: menjual lagi', 'usaha'],
    ],
  ],
  [
    'P13',
    'tabel',
    [
      ['umkShare', null, 'persen'],
      ['umkShareOfKnown', 'Pangsa UMK dari yang kelasnya diketahui', 'persen'],
    ],
  ],
  ['P14', 'tabel', [['valuePerTransaction', null, 'rupiah']]],
  ['P15', 'tabel', [['umkValueShare', null, 'persen']]],
];

/** Figures with targets, by metric as the registry names them; versions are the registry's. */
export const TARGET_FIGURES: readonly TargetFigure[] = FIGURES.flatMap(([code, from, figures]) => {
  const { version, name: metricName } = metricOf(code);
  return figures.map(([key, name, unit, direction = 'naik']) => ({
    key,
    code,
    version,
    name: name ?? metricName,
    unit,
    direction,
    from,
  }));
});

/** Metrics that no target can be set for, each with the reason; every other metric of the registry has figures above. */
export const NOT_TARGETS: readonly { code: string; why: string }[] = [
  {
    code: 'P12',
    why: 'ialah perubahan angka lain, bukan angka sendiri; tetapkan target untuk angka yang tumbuh itu (untuk UMK tayang: M10).',
  },
];

/** The figure of a metric by its key; without a key the metric's first. Undefined = there is none. */
export function targetFigure(code: string, key: string | null): TargetFigure | undefined {
  return TARGET_FIGURES.find((one) => one.code === code && (key === null || one.key === key));
}

/** Codes of the metrics that have such figures, in the order of the registry. */
export const TARGET_CODES: readonly string[] = METRICS.map(({ code }) => code).filter((code) =>
  TARGET_FIGURES.some((one) => one.code === code),
);
