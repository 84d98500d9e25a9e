import type { Source } from '../purchasing/intake/rows.js';
import { Chance } from './random.js';
import { DEMO_SEED, OVOP_COMMODITY, buildWorld, umkInFeeds, type Scheme, type Umk, type World } from './world.js';

/**
 * What the bureau itself would have decided, in the fictitious province: its OVOP list, its word on the size of suppliers
 * of whom no feed tells, and its circulars. Everything here is invented and marked as an example.
 */

/** A row of the bureau's OVOP list, in the form in which a person imports it. */
export interface OvopListRow {
  kind: 'produk-v5' | 'penyedia' | 'komoditas' | 'kata' | 'produk-v6' | 'merchant';
  /** For `penyedia`: whose code `value` is. */
  scheme?: 'v5' | 'v6';
  value: string;
  label: string;
  village?: string;
  validFrom: string;
  /** Last day on which the entry counts. */
  validTo?: string;
  note?: string;
}

/** The bureau's decision on a supplier's size, where the feed is silent. */
export interface UmkDecision {
  scheme: 'toko-daring' | 'v6';
  /** Merchant name as the feed writes it, or kode_penyedia. */
  key: string;
  name: string;
  umk: 'yes' | 'no';
  validFrom: string;
  note: string;
}

export interface DemoObligation {
  code: string;
  title: string;
  kind: 'share-of-value' | 'minimum-value';
  numerator: 'umk' | 'ovop' | 'umk-and-ovop';
  denominator: 'completed' | 'committed' | 'procurement-budget';
  /** Per cent ('30') of a share, rupiah ('25000000') of a minimum. */
  threshold: string;
  /** Empty = every account. Toko Daring tells no account, so an obligation with prefixes leaves it out of `sources`. */
  accountPrefixes: string[];
  sources: Source[];
}

export interface DemoCircular {
  number: string;
  subject: string;
  issuedOn: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  issuer: string;
  obligations: DemoObligation[];
  exempted: { perangkatDaerahName: string; reason: string }[];
}

/** Words in a package or product name that mark it as OVOP. */
export const OVOP_WORD = 'tenun ikat';
const FIRST_LIST = '2024-01-01';
const LAUNCH = '2025-06-01';

export function demoOvopList(seed: number = DEMO_SEED, world: World = buildWorld(seed)): OvopListRow[] {
  const rows: OvopListRow[] = [];
  world.villageEnterprises.forEach((enterprise, index) => {
    const village = `Desa Contoh ${index + 1}, ${enterprise.place.name}`;
    const validFrom = index < 20 ? FIRST_LIST : LAUNCH;
    // One that left the list again; a maker of food, so that the words below do not bring it back.
    const period =
      index === 3 ? { validFrom, validTo: '2025-12-31', note: 'Contoh: keluar dari daftar' } : { validFrom };
    const { v5, v6 } = enterprise;
    if (v5 && index % 2 === 0) {
      rows.push({ kind: 'penyedia', scheme: 'v5', value: String(v5.code), label: enterprise.name, village, ...period });
    } else if (v5) {
      for (const good of enterprise.goods)
        rows.push({ kind: 'produk-v5', scheme: 'v5', value: String(good.v5), label: good.name, village, ...period });
    }
    if (v6 && index % 3 === 0) {
      rows.push({ kind: 'penyedia', scheme: 'v6', value: v6.code, label: enterprise.name, village, ...period });
    } else if (v6) {
      for (const good of enterprise.goods)
        rows.push({ kind: 'produk-v6', scheme: 'v6', value: good.v6, label: good.name, village, ...period });
    }
    if (enterprise.merchant)
      rows.push({ kind: 'merchant', value: enterprise.name, label: enterprise.name, village, ...period });
  });
  for (const { enterprise, goods } of world.resellers) {
    for (const good of goods) {
      const note = `Dijual kembali oleh ${enterprise.name}`;
      rows.push({ kind: 'produk-v5', scheme: 'v5', value: String(good.v5), label: good.name, validFrom: LAUNCH, note });
      rows.push({ kind: 'produk-v6', scheme: 'v6', value: good.v6, label: good.name, validFrom: LAUNCH, note });
    }
  }
  rows.push({ kind: 'komoditas', value: String(OVOP_COMMODITY), label: 'Etalase Produk OVOP', validFrom: LAUNCH });
  rows.push({
    kind: 'kata',
    value: OVOP_WORD,
    label: 'Kata "tenun ikat" pada nama paket atau produk',
    validFrom: LAUNCH,
  });
  return rows;
}

/**
 * What of it the bureau keeps by hand: the rest comes from the catalogue, which says the same of the same days. Goods that
 * are sold again stay on it although the catalogue lists them too, so that one sees how the two stand beside each other.
 */
export function demoOwnList(seed: number = DEMO_SEED, world: World = buildWorld(seed)): OvopListRow[] {
  const fromCatalogue = new Set<string>();
  world.villageEnterprises.forEach((enterprise, index) => {
    for (const good of enterprise.goods) {
      fromCatalogue.add(`produk-v5|${good.v5}`);
      fromCatalogue.add(`produk-v6|${good.v6}`);
    }
    if (index >= 20 || index === 3) return;
    if (enterprise.v5) fromCatalogue.add(`penyedia|${enterprise.v5.code}`);
    if (enterprise.v6) fromCatalogue.add(`penyedia|${enterprise.v6.code}`);
    fromCatalogue.add(`merchant|${enterprise.name}`);
  });
  return demoOvopList(seed, world).filter(({ kind, value }) => !fromCatalogue.has(`${kind}|${value}`));
}

export function demoMerchantUmk(seed: number = DEMO_SEED, world: World = buildWorld(seed)): UmkDecision[] {
  const chance = new Chance(seed, 'umk-decisions');
  const decisions: UmkDecision[] = [];
  for (const enterprise of world.enterprises) {
    const umk = enterprise.size === 'Usaha Menengah' ? 'no' : 'yes';
    const common = { name: enterprise.name, umk, validFrom: FIRST_LIST } as const;
    if (enterprise.merchant && chance.happens(0.7)) {
      decisions.push({
        scheme: 'toko-daring',
        key: enterprise.name,
        ...common,
        note: 'Contoh: hasil pendataan Biro PBJ',
      });
    }
    if (enterprise.v6 && !enterprise.v6.inDetail && chance.happens(0.25)) {
      decisions.push({ scheme: 'v6', key: enterprise.v6.code, ...common, note: 'Contoh: NIB diperlihatkan penyedia' });
    }
  }
  return decisions;
}

const SCOPE = ['5.1.02.01.01.0052', '5.1.02.01.01.0053', '5.1.02.01.01.0035', '5.1.02.01.01.0074', '5.1.02.01.01.0075'];

export function demoCirculars(): DemoCircular[] {
  const obligations: DemoObligation[] = [
    {
      code: 'K1',
      title: 'Makan-minum, suvenir, dan pakaian adat dari produk OVOP yang dibuat UMK',
      kind: 'share-of-value',
      numerator: 'umk-and-ovop',
      denominator: 'committed',
      threshold: '30',
      accountPrefixes: SCOPE,
      sources: ['v5', 'v6'],
    },
    {
      code: 'K2',
      title: 'Belanja barang dan jasa dari UMK',
      kind: 'share-of-value',
      numerator: 'umk',
      denominator: 'committed',
      threshold: '40',
      accountPrefixes: ['5.1.02'],
      sources: ['v5', 'v6'],
    },
    {
      code: 'K3',
      title: 'Belanja produk OVOP paling sedikit Rp25.000.000 setahun',
      kind: 'minimum-value',
      numerator: 'ovop',
      denominator: 'committed',
      threshold: '25000000',
      accountPrefixes: [],
      sources: ['v5', 'v6', 'toko-daring'],
    },
  ];
  const issuer = 'Gubernur (CONTOH, bukan edaran sesungguhnya)';
  const subject = 'Kewajiban belanja produk UMK dan OVOP melalui e-purchasing (CONTOH)';
  const inJakarta = {
    perangkatDaerahName: 'Badan Penghubung Daerah di Jakarta',
    reason: 'Contoh: berkantor di luar provinsi',
  };
  const disaster = {
    perangkatDaerahName: 'Badan Penanggulangan Bencana Daerah',
    reason: 'Contoh: pengadaan dalam keadaan darurat',
  };
  return [
    {
      number: 'CONTOH/001/PBJ/2025',
      subject,
      issuedOn: '2025-01-20',
      effectiveFrom: '2025-02-01',
      effectiveTo: '2025-12-31',
      issuer,
      obligations,
      exempted: [inJakarta],
    },
    {
      number: 'CONTOH/001/PBJ/2026',
      subject,
      issuedOn: '2025-12-15',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      issuer,
      obligations,
      exempted: [inJakarta, disaster],
    },
  ];
}

/** Answers whether a purchase is on the list, and of what size its supplier is, on the day of the order. */
export interface Marks {
  ovop(kind: OvopListRow['kind'], value: string, day: string): boolean;
  umk(enterprise: World['enterprises'][number], scheme: Scheme): Umk;
}

export function marksOf(seed: number, world: World): Marks {
  const entries = new Map<string, OvopListRow[]>();
  for (const row of demoOvopList(seed, world)) {
    const key = `${row.kind}|${row.value}`;
    entries.set(key, [...(entries.get(key) ?? []), row]);
  }
  const decided = new Map(demoMerchantUmk(seed, world).map(({ scheme, key, umk }) => [`${scheme}|${key}`, umk]));
  return {
    ovop: (kind, value, day) =>
      (entries.get(`${kind}|${value}`) ?? []).some(
        ({ validFrom, validTo }) => validFrom <= day && day <= (validTo ?? '9999-12-31'),
      ),
    umk: (enterprise, scheme) => {
      const key = scheme === 'v6' ? enterprise.v6?.code : enterprise.name;
      return decided.get(`${scheme}|${key}`) ?? umkInFeeds(enterprise, scheme);
    },
  };
}
