import { divideHalfUp } from '../shared/money.js';
import { percentText, ratioText } from './derived.js';
import type { SellersWanted, SellerTotal } from './sellers.queries.js';

/** What is added up over sellers: how many they are, their packages, their value, the value of what is completed. */
export type Measure = 'sellers' | 'packages' | 'value' | 'valueCompleted';

/** One of the numbers that a figure is made of: which sellers, and what of them is added up. */
export interface OriginPart {
  /** What it is in the figure: 'Pembilang'. */
  role: string;
  /** What is counted, in words: 'UMK dan koperasi yang menjual'. */
  words: string;
  wanted: SellersWanted;
  measure: Measure;
  /** Whether what no seller is named for is in the number as well. */
  unnamed?: boolean;
  /** 1 = of the year before. */
  yearsBack?: 0 | 1;
}

/** How a figure comes from its parts: added up, a share in percent, an amount for each, Gini, or how often classes count twice. */
export type Formula = 'sum' | 'share' | 'share-of-sum' | 'rate' | 'gini' | 'twice';

export interface Origin {
  formula: Formula;
  parts: readonly [OriginPart, ...OriginPart[]];
}

const all = (words: string, measure: Measure, more: Partial<OriginPart> = {}): OriginPart => ({
  role: 'Yang dijumlahkan',
  words,
  wanted: {},
  measure,
  ...more,
});
const sum = (...parts: [OriginPart, ...OriginPart[]]): Origin => ({ formula: 'sum', parts });
const share = (part: OriginPart, whole: OriginPart, formula: Formula = 'share'): Origin => ({
  formula,
  parts: [
    { ...part, role: 'Pembilang' },
    { ...whole, role: 'Penyebut' },
  ],
});
const SELLING = 'pelaku usaha yang menjual';
const UMK = { wanted: { band: 'yes' } } as const;
const VALUE = all('nilai transaksi semua penjual', 'value', { unnamed: true });
const PACKAGES = all('transaksi semua penjual', 'packages', { unnamed: true });
const named = (more: Partial<OriginPart> = {}) => all('penjual dengan nilai transaksi', 'value', more);

/** Rows of the table of participation that are made of sellers, by key. */
const ORIGINS: Readonly<Record<string, Origin>> = {
  sellers: sum(all(SELLING, 'sellers')),
  umk: sum(all('UMK dan koperasi yang menjual', 'sellers', UMK)),
  menengah: sum(all('usaha menengah yang menjual', 'sellers', { wanted: { band: 'menengah' } })),
  nonUmkm: sum(
    all('usaha besar yang menjual', 'sellers', { wanted: { band: 'besar' } }),
    all('bukan UMK tanpa rincian yang menjual', 'sellers', { wanted: { band: 'bukan-umk' } }),
  ),
  unknown: sum(all('penjual yang kelasnya belum diketahui', 'sellers', { wanted: { band: 'unknown' } })),
  twice: {
    formula: 'twice',
    parts: [all('penjual dalam lebih dari satu kelas', 'sellers', { wanted: { part: 'ganda' } })],
  },
  umkShare: share(all('UMK dan koperasi yang menjual', 'sellers', UMK), all(SELLING, 'sellers')),
  umkShareOfKnown: share(
    all('UMK dan koperasi yang menjual', 'sellers', UMK),
    all('bukan UMK yang menjual; penyebutnya keduanya', 'sellers', { wanted: { band: 'no' } }),
    'share-of-sum',
  ),
  umkCompleted: sum(all('UMK dengan paket selesai', 'sellers', { wanted: { band: 'yes', part: 'selesai' } })),
  transactions: sum(PACKAGES),
  transactionsUmk: sum(all('transaksi dari UMK', 'packages', { ...UMK, unnamed: true })),
  value: sum(VALUE),
  valueUmk: sum(all('nilai transaksi dari UMK', 'value', { ...UMK, unnamed: true })),
  valueUnknown: sum(
    all('nilai dari penjual yang kelasnya belum diketahui', 'value', { wanted: { band: 'unknown' }, unnamed: true }),
  ),
  umkValueShare: share(all('nilai transaksi dari UMK', 'value', { ...UMK, unnamed: true }), VALUE),
  localShare: share(
    all('nilai selesai penjual beralamat di provinsi ini', 'valueCompleted', { wanted: { part: 'lokal' } }),
    all('nilai selesai semua penjual', 'valueCompleted', { unnamed: true }),
  ),
  unplacedShare: share(
    all('nilai selesai penjual tanpa alamat', 'valueCompleted', { wanted: { part: 'tanpa-alamat' }, unnamed: true }),
    all('nilai selesai semua penjual', 'valueCompleted', { unnamed: true }),
  ),
  valuePerTransaction: share(VALUE, PACKAGES, 'rate'),
  newcomers: sum(all('pelaku usaha baru', 'sellers', { wanted: { state: 'baru' } })),
  kept: sum(all('pelaku usaha bertahan', 'sellers', { wanted: { state: 'bertahan' } })),
  back: sum(all('pelaku usaha kembali', 'sellers', { wanted: { state: 'kembali' } })),
  lost: sum(all('pelaku usaha yang belum menjual lagi', 'sellers', { wanted: { state: 'hilang' } })),
  retention: share(
    all('yang menjual pada rentang ini dan rentang yang sama tahun sebelumnya', 'sellers', {
      wanted: { part: 'lagi' },
    }),
    all('yang menjual pada rentang yang sama tahun sebelumnya', 'sellers', { yearsBack: 1 }),
  ),
  topShare: share(
    all('tiga penjual terbesar', 'value', { wanted: { part: 'tiga' } }),
    named({ wanted: { part: 'bernilai' } }),
  ),
  gini: { formula: 'gini', parts: [named({ wanted: { part: 'bernilai' } })] },
  topShareUmk: share(
    all('tiga UMK terbesar', 'value', { wanted: { band: 'yes', part: 'tiga' } }),
    named({ words: 'UMK dengan nilai transaksi', wanted: { band: 'yes', part: 'bernilai' } }),
  ),
};

/** What a row of the table is made of; null = not of sellers. */
export function originOf(key: string): Origin | null {
  return Object.hasOwn(ORIGINS, key) ? (ORIGINS[key] ?? null) : null;
}

/** A part's number by the sums of its sellers: a count, or sen. */
export function amountOf({ measure, unnamed = false }: OriginPart, total: SellerTotal): bigint {
  switch (measure) {
    case 'sellers':
      return BigInt(total.sellers);
    case 'packages':
      return BigInt(total.packages);
    case 'value':
      return total.value + (unnamed ? total.unnamed.value : 0n);
    case 'valueCompleted':
      return total.valueCompleted + (unnamed ? total.unnamed.valueCompleted : 0n);
  }
}

/** The figure from the sums of its parts: a count or sen, or decimal text of a share or an index; null = nothing to divide by. */
export function resultOf(
  { formula, parts }: Origin,
  totals: readonly SellerTotal[],
): { number: bigint } | { text: string } | null {
  const amounts = parts.flatMap((part, index) => {
    const total = totals[index];
    return total ? [amountOf(part, total)] : [];
  });
  const [first = 0n, second = 0n] = amounts;
  switch (formula) {
    case 'sum':
      return { number: amounts.reduce((whole, one) => whole + one, 0n) };
    case 'twice':
      return { number: -BigInt(totals[0]?.twice ?? 0) };
    case 'rate':
      return second === 0n ? null : { number: divideHalfUp(first, second) };
    case 'share':
      return textOf(percentText(first, second));
    case 'share-of-sum':
      return textOf(percentText(first, first + second));
    case 'gini': {
      const [total] = totals;
      if (!total || total.value === 0n) return null;
      const n = BigInt(total.sellers);
      // 2 Σ i·v / (n Σ v) − (n + 1) / n over one denominator: rounded once, at the end.
      return textOf(ratioText(2n * total.weighted - (n + 1n) * total.value, n * total.value, 4));
    }
  }
}

function textOf(text: string | null): { text: string } | null {
  return text === null ? null : { text };
}
