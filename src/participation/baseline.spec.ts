import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { divideHalfUp } from '../shared/money.js';
import { readImk } from '../wilayah/reference.js';
import { type BaselineKey, readBaseline } from './baseline.js';
import { percentText } from './derived.js';

const SHARED = new URL('../../../shared/reference/seed004_table2_ekatalog.json', import.meta.url);

/** What the reference file works out from the table, row by row: [2022, 2023, to 31 August 2024]. */
const DERIVED = {
  sumOfClasses: [52, 214, 525],
  unclassified: [4, 0, 0],
  umkShare: ['71.43', '67.76', '83.43'],
  umkShareOfClassified: ['76.92', '67.76', '83.43'],
  umkOverImk: ['0.0238', '0.0863', '0.2607'],
  rupiahPerTransaction: [236_280_155n, 1_329_684_986n, 422_558_519n],
  productsPerSeller: ['14.89', '15.19', '40.37'],
};
const GROWTH: Readonly<Record<BaselineKey, readonly [string, string]>> = {
  sellers: ['282.14', '145.33'],
  umk: ['262.50', '202.07'],
  menengah: ['866.67', '17.24'],
  nonUmkm: ['344.44', '32.50'],
  etalase: ['26.09', '13.79'],
  products: ['289.81', '551.95'],
  transactions: ['92.59', '282.69'],
  value: ['983.83', '21.62'],
};

describe('the published table of 2022 to 2024', () => {
  const baseline = readBaseline();
  const of = <T>(take: (period: (typeof baseline.periods)[number]) => T): T[] => baseline.periods.map(take);

  it('is carried as printed, with four sellers of 2022 in no class', () => {
    expect(baseline.rows.find(({ key }) => key === 'sellers')?.values).toEqual(['56', '214', '525']);
    expect(of(({ derived }) => derived.sumOfClasses)).toEqual(DERIVED.sumOfClasses);
    expect(of(({ derived }) => derived.unclassified)).toEqual(DERIVED.unclassified);
    expect(of(({ to }) => to)).toEqual(['2022-12-31', '2023-12-31', '2024-08-31']);
  });

  it('gives the derived shares and averages of the reference file', () => {
    expect(of(({ derived }) => derived.umkShare)).toEqual(DERIVED.umkShare);
    expect(of(({ derived }) => derived.umkShareOfClassified)).toEqual(DERIVED.umkShareOfClassified);
    expect(of(({ counts }) => percentText(counts.umk, readImk().total, 4))).toEqual(DERIVED.umkOverImk);
    expect(of(({ derived }) => divideHalfUp(derived.valuePerTransaction ?? 0n, 100n))).toEqual(
      DERIVED.rupiahPerTransaction,
    );
    expect(of(({ derived }) => derived.productsPerSeller)).toEqual(DERIVED.productsPerSeller);
  });

  it('grows as the reference file says, comparable from 2022 to 2023 only', () => {
    for (const row of baseline.rows) {
      expect([row.key, ...row.growth.map(({ percent }) => percent)]).toEqual([row.key, ...GROWTH[row.key]]);
      expect(row.growth.map(({ comparable }) => comparable)).toEqual([true, false]);
    }
  });

  it('shows that in 2023 the number of UMK rose by 262.50 % while their share fell', () => {
    expect(baseline.rows.find(({ key }) => key === 'umk')?.growth[0]?.percent).toBe('262.50');
    const [before, after] = of(({ derived }) => Number(derived.umkShare));
    expect(after).toBeLessThan(before ?? 0);
  });

  it('refuses a table with a number missing', () => {
    const file = new URL('../../config/reference/ekatalog-ntt-2022-2024.yaml', import.meta.url);
    const text = readFileSync(file, 'utf8').replace("['54', '104', '398']", "['54', '104']");
    expect(() => readBaseline(text)).toThrow('no whole number for transactions, column 3');
  });
});

interface SharedFile {
  metrics: { key: string; values: Record<string, number> }[];
  derived_not_in_seed: {
    per_period: Record<string, Record<string, number>>;
    growth: Record<string, Record<string, number>>;
  };
}

const KEYS: Readonly<Record<BaselineKey, string>> = {
  sellers: 'pelaku_usaha',
  umk: 'pelaku_umk',
  menengah: 'pelaku_usaha_menengah',
  nonUmkm: 'pelaku_usaha_non_umkm',
  etalase: 'etalase_katalog_lokal',
  products: 'jumlah_produk_katalog_lokal',
  transactions: 'jumlah_transaksi',
  value: 'total_nominal_transaksi',
};

describe('the published table beside the reference file', () => {
  if (!existsSync(SHARED)) {
    it('has no reference file beside the checkout: the numbers copied above are the test', () => {
      expect(Object.keys(GROWTH)).toHaveLength(8);
    });
    return;
  }
  const shared = parse(readFileSync(SHARED, 'utf8')) as SharedFile;
  const baseline = readBaseline();

  it('holds every number of it', () => {
    for (const row of baseline.rows) {
      const told = shared.metrics.find(({ key }) => key === KEYS[row.key])?.values ?? {};
      expect([row.key, ...row.values]).toEqual([row.key, ...Object.values(told).map(String)]);
    }
  });

  it('works out every derived number of it', () => {
    const columns = Object.values(shared.derived_not_in_seed.per_period);
    expect(columns).toHaveLength(3);
    for (const [index, told] of columns.entries()) {
      const period = baseline.periods[index];
      if (!period) throw new Error('A period is missing');
      const { counts, derived } = period;
      expect({
        sum_of_classes: derived.sumOfClasses,
        pelaku_usaha: counts.sellers,
        unclassified: derived.unclassified,
        umk_share_of_pelaku_usaha_pct: Number(derived.umkShare),
        umk_share_of_classified_pct: Number(derived.umkShareOfClassified),
        umk_over_imk_168002_pct: Number(percentText(counts.umk, readImk().total, 4)),
        avg_rupiah_per_transaksi: Number(divideHalfUp(derived.valuePerTransaction ?? 0n, 100n)),
        produk_per_pelaku: Number(derived.productsPerSeller),
      }).toEqual(told);
    }
    for (const row of baseline.rows) {
      const told = shared.derived_not_in_seed.growth[KEYS[row.key]] ?? {};
      expect(row.growth.map(({ percent }) => Number(percent))).toEqual(Object.values(told));
    }
  });
});
