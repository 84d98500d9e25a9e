import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Chance } from './random.js';
import {
  CATEGORIES,
  NAME_FIRST,
  NAME_SECOND,
  PLACES,
  TRADES,
  VILLAGE_GOODS,
  type Category,
  type Trade,
} from './vocabulary.js';

/** Invented; the true kd_klpd of the province is not known to us and is never guessed. */
export const DEMO_KLPD = { code: 'D999', name: 'Provinsi Nusa Tenggara Timur (CONTOH)', kind: 'PROVINSI' } as const;
/** Last day of the demonstration data. */
export const DEMO_TODAY = '2026-10-31';
export const DEMO_YEARS: readonly number[] = [2024, 2025, 2026];
export const DEMO_SEED = 53;

const NEIGHBOUR = { code: 'D998', name: 'Kabupaten Contoh Tetangga' } as const;

/** How a perangkat daerah buys: shares between 0 and 1, the leaning of its purchases, not their outcome. */
export interface Habit {
  umk: number;
  ovop: number;
  unknown: number;
}

/** A perangkat daerah. `prefix` is kd_satker_str without its last block; none of these codes is taken from a real feed. */
export interface Agency {
  slug: string;
  name: string;
  prefix: string;
  buys: Category['buyers'];
  weight: number;
  habit: Habit;
  satkers: Satker[];
}

export interface Satker {
  /** kd_satker. */
  code: number;
  /** kd_satker_str; null or of an older generation for five of them, which therefore stay unmapped. */
  text: string | null;
  name: string;
  agency: Agency | null;
  /** RUP-MasterSatker lists it (InstansiSatker lists all). */
  inMaster: boolean;
  blud: boolean;
  hasBudget: boolean;
  weight: number;
}

export interface Good {
  v5: number;
  v6: string;
  name: string;
  unit: string;
  /** Whole rupiah. */
  price: number;
  /** Ids of the categories it is bought under. */
  sells: readonly string[];
  /** Etalase in v5. */
  commodity: number;
  /** Made in a village: bought in smaller numbers. */
  village: boolean;
}

export interface Enterprise {
  number: number;
  name: string;
  trade: Trade;
  place: (typeof PLACES)[number];
  size: 'Usaha Mikro' | 'Usaha Kecil' | 'Usaha Menengah';
  v5: { code: number; ukm: string | null; inDetail: boolean } | null;
  v6: { code: string; inDetail: boolean } | null;
  /** SIKaP id; 0 = unknown, as the feeds write it. */
  sikap: number;
  npwp: string;
  nib: string;
  distributor: number;
  /** Sells in Toko Daring under this name. */
  merchant: boolean;
  goods: Good[];
}

export type Scheme = 'v5' | 'v6' | 'toko-daring';
export type Umk = 'yes' | 'no' | 'unknown';

export interface Commodity {
  code: number;
  name: string;
  kind: 'Lokal' | 'Sektoral' | 'Nasional';
  owner: { code: string; name: string } | null;
}

export const COMMODITIES: readonly Commodity[] = [
  ...[
    [880101, 'Makanan dan Minuman'],
    [880102, 'Alat Tulis Kantor'],
    [880103, 'Suvenir'],
    [880104, 'Pakaian Dinas dan Kain Tradisional'],
    [880105, 'Bahan Cetak'],
    [880106, 'Bahan Komputer'],
    [880107, 'Alat Listrik'],
    [880108, 'Jasa Sewa Kendaraan'],
    [880109, 'Produk OVOP'],
  ].map(([code, name]) => ({
    code: Number(code),
    name: `${name} ${DEMO_KLPD.name}`,
    kind: 'Lokal' as const,
    owner: DEMO_KLPD,
  })),
  ...[
    [880202, 'Alat Tulis Kantor dan Konsumsi'],
    [880203, 'Komputer'],
  ].map(([code, name]) => ({
    code: Number(code),
    name: `${name} ${NEIGHBOUR.name}`,
    kind: 'Lokal' as const,
    owner: NEIGHBOUR,
  })),
  { code: 880301, name: 'Obat', kind: 'Sektoral', owner: { code: 'K9', name: 'Kementerian Kesehatan' } },
  { code: 880302, name: 'Komputer Perkantoran', kind: 'Nasional', owner: null },
  { code: 880303, name: 'Internet Service Provider', kind: 'Nasional', owner: null },
];
/** The bureau's own etalase for OVOP goods. */
export const OVOP_COMMODITY = 880109;
export const KLPD_LIST = [
  DEMO_KLPD,
  { ...NEIGHBOUR, kind: 'KABUPATEN' },
  { code: 'K9', name: 'Kementerian Kesehatan', kind: 'KEMENTERIAN' },
];

export interface World {
  agencies: Agency[];
  /** All of them, the unmapped ones last. */
  satkers: Satker[];
  enterprises: Enterprise[];
  /** The 44 village enterprises of the OVOP list, in its order. */
  villageEnterprises: Enterprise[];
  /** Shops that also resell OVOP goods, and which of their goods those are. */
  resellers: { enterprise: Enterprise; goods: Good[] }[];
  pools: (scheme: Scheme, category: Category) => Pools;
}

/** Who can be asked for a category, by what the feed of that scheme says of them. */
export interface Pools {
  ovop: Enterprise[];
  umk: Enterprise[];
  non: Enterprise[];
  unknown: Enterprise[];
}

/**
 * The state of an enterprise as the feeds tell it, before any decision of the bureau: the flag of its own catalogue, else
 * that of the other one, where the SIKaP id joins the two.
 */
export function umkInFeeds({ v5, v6, size, sikap }: Enterprise, scheme: Scheme): Umk {
  const byV6: Umk = v6?.inDetail ? (size === 'Usaha Menengah' ? 'no' : 'yes') : 'unknown';
  const labelled =
    v5?.inDetail && (v5.ukm === 'Usaha Mikro' || v5.ukm === 'Usaha Kecil' || v5.ukm === 'Usaha Menengah');
  const byV5: Umk = labelled ? (v5.ukm === 'Usaha Menengah' ? 'no' : 'yes') : 'unknown';
  // v5 orders carry no SIKaP id, so a v5 supplier without a detail row cannot be joined to anything; v6 orders do.
  const joined = sikap !== 0 && Boolean(v5?.inDetail);
  if (scheme === 'v5') return byV5 === 'unknown' && joined ? byV6 : byV5;
  if (scheme === 'v6') return byV6 === 'unknown' && joined ? byV5 : byV6;
  return 'unknown'; // Toko Daring tells nothing of a merchant's size
}

export function buildWorld(seed: number): World {
  const agencies = buildAgencies(seed);
  const satkers = buildSatkers(seed, agencies);
  const enterprises = buildEnterprises(seed);
  const villageEnterprises = pickVillageEnterprises(enterprises);
  const listed = new Set(villageEnterprises);
  for (const enterprise of enterprises) nameGoods(enterprise, listed.has(enterprise));
  const resellers = enterprises
    .filter(
      (enterprise) =>
        enterprise.trade === 'suvenir' && enterprise.v5 && enterprise.v6 && enterprise.size !== 'Usaha Menengah',
    )
    .slice(0, 12)
    .map((enterprise) => ({ enterprise, goods: enterprise.goods.filter((good) => good.village) }));
  return { agencies, satkers, enterprises, villageEnterprises, resellers, pools: poolsOf(enterprises, listed) };
}

interface AgencyFile {
  perangkat_daerah: { slug: string; name: string; level: string }[];
}

/** Urusan blocks in the order of the reference file; made up in the style of the feeds. */
const PREFIXES = [
  '1.01.2.22.0.00',
  '1.02.0.00.0.00',
  '1.03.1.04.0.00',
  '1.05.0.00.0.00',
  '1.05.0.00.0.00',
  '1.06.0.00.0.00',
  '2.07.3.32.0.00',
  '2.08.2.14.0.00',
  '2.11.3.28.0.00',
  '2.12.0.00.0.00',
  '2.13.0.00.0.00',
  '2.15.0.00.0.00',
  '2.16.2.20.2.21',
  '2.17.0.00.0.00',
  '2.18.0.00.0.00',
  '2.19.0.00.0.00',
  '2.24.2.23.0.00',
  '3.25.0.00.0.00',
  '3.26.0.00.0.00',
  '3.27.2.09.0.00',
  '3.27.0.00.0.00',
  '3.29.0.00.0.00',
  '3.30.3.31.0.00',
  '4.01.0.00.0.00',
  '4.02.0.00.0.00',
  '5.01.5.05.0.00',
  '5.02.0.00.0.00',
  '5.02.0.00.0.00',
  '5.03.0.00.0.00',
  '5.04.0.00.0.00',
  '5.07.0.00.0.00',
  '5.06.0.00.0.00',
  '6.01.0.00.0.00',
  '8.01.0.00.0.00',
];

/** Two that buy nothing at all: a report has to show them with "tidak berlaku", not leave them out. */
const BUYS_NOTHING = new Set(['badan_pengelola_perbatasan_daerah', 'biro_administrasi_pimpinan']);
/** These buy much from suppliers whose size nobody told us: their verdict has to stay open. */
const HARD_TO_TELL = new Set([
  'dinas_perhubungan',
  'badan_kepegawaian_daerah',
  'biro_hukum',
  'dinas_kepemudaan_dan_olahraga',
]);
const WEIGHTS: Readonly<Record<string, number>> = {
  dinas_pendidikan_dan_kebudayaan: 8,
  dinas_kesehatan: 4,
  rsud_prof_dr_w_z_johannes_kupang: 4,
  sekretariat_daerah: 2.5,
  biro_umum: 3,
  sekretariat_dprd: 3,
  dinas_pekerjaan_umum_dan_perumahan_rakyat: 3,
  dinas_lingkungan_hidup_dan_kehutanan: 2.5,
  badan_pendapatan_dan_aset_daerah: 2.5,
};

function buildAgencies(seed: number): Agency[] {
  const file = parse(
    readFileSync(new URL('../../config/reference/perangkat-daerah-ntt.yaml', import.meta.url), 'utf8'),
  ) as AgencyFile;
  const chance = new Chance(seed, 'agencies');
  const listed = file.perangkat_daerah;
  const buying = chance.shuffled(listed.filter(({ slug }) => !BUYS_NOTHING.has(slug)).map(({ slug }) => slug));
  return listed.map(({ slug, name, level }, index) => {
    const fallback = level === 'biro' ? '4.01.0.00.0.00' : '1.02.0.00.0.00';
    const rank = buying.indexOf(slug) / (buying.length - 1);
    const hard = HARD_TO_TELL.has(slug);
    const habit = hard
      ? { umk: 0.24, ovop: 0.06, unknown: 0.4 }
      : {
          umk: 0.05 + 0.63 * rank,
          ovop: 0.01 + 0.42 * rank,
          unknown: 0.005 + 0.02 * chance.fraction(),
        };
    const buys =
      slug === 'dinas_pendidikan_dan_kebudayaan'
        ? 'pendidikan'
        : level === 'uobk' || slug === 'dinas_kesehatan'
          ? 'kesehatan'
          : null;
    const weight = BUYS_NOTHING.has(slug) ? 0 : (WEIGHTS[slug] ?? 0.9 + chance.fraction());
    const prefix = `${PREFIXES[index] ?? fallback}.${String(index + 1).padStart(2, '0')}`;
    return { slug, name, prefix, buys, weight, habit, satkers: [] };
  });
}

/** Units under a perangkat daerah: `{town}` makes one for each of the first `count` towns. */
const UNITS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  dinas_pendidikan_dan_kebudayaan: [
    ['Cabang Dinas Pendidikan {town}', 8],
    ['SMA Negeri 1 {town}', 22],
    ['SMK Negeri 1 {town}', 22],
    ['SMA Negeri 2 {town}', 22],
    ['SLB Negeri {town}', 12],
    ['SMK Negeri 2 {town}', 22],
    ['UPTD Museum Daerah', 1],
    ['UPTD Taman Budaya', 1],
  ],
  dinas_kesehatan: [
    ['UPTD Laboratorium Kesehatan', 1],
    ['UPTD Pelatihan Kesehatan', 1],
    ['UPTD Gudang Farmasi', 1],
  ],
  dinas_pekerjaan_umum_dan_perumahan_rakyat: [['UPTD Wilayah Jalan {town}', 6]],
  dinas_sosial: [['UPTD Panti Sosial {town}', 6]],
  dinas_ketenagakerjaan_dan_transmigrasi: [['UPTD Pengawasan Ketenagakerjaan {town}', 5]],
  dinas_lingkungan_hidup_dan_kehutanan: [['UPTD Kesatuan Pengelolaan Hutan {town}', 22]],
  dinas_perhubungan: [['UPTD Pelabuhan {town}', 4]],
  dinas_koperasi_usaha_kecil_dan_menengah: [['UPTD Pelatihan Koperasi', 1]],
  dinas_kelautan_dan_perikanan: [['Cabang Dinas Kelautan dan Perikanan {town}', 12]],
  dinas_pertanian_dan_ketahanan_pangan: [['UPTD Balai Benih {town}', 8]],
  dinas_peternakan: [['UPTD Pembibitan Ternak {town}', 6]],
  dinas_perindustrian_dan_perdagangan: [
    ['UPTD Pengembangan Industri Tenun', 1],
    ['UPTD Metrologi', 1],
  ],
  badan_pendapatan_dan_aset_daerah: [['UPTD Pendapatan Daerah {town}', 22]],
};
const SATKER_COUNT = 300;

function buildSatkers(seed: number, agencies: Agency[]): Satker[] {
  const chance = new Chance(seed, 'satkers');
  let code = 900_100;
  const nextCode = () => (code += chance.whole(1, 9));
  const satkers: Satker[] = [];
  const add = (satker: Omit<Satker, 'code'>) => {
    const complete = { ...satker, code: nextCode() };
    satkers.push(complete);
    satker.agency?.satkers.push(complete);
  };
  const unmapped = [
    { text: '53.04.1.20.39', name: 'UPTD Perbekalan Umum', inMaster: true },
    { text: '2. 01. 01', name: 'Balai Latihan Kerja Lama', inMaster: true },
    { text: null, name: 'Panitia Pekan Olahraga', inMaster: false },
    { text: null, name: 'Sekretariat Badan Koordinasi Penyuluhan', inMaster: false },
    { text: null, name: 'Tim Percepatan Daerah Kepulauan', inMaster: false },
  ];
  for (const agency of agencies) {
    const blud = agency.buys === 'kesehatan' && agency.slug !== 'dinas_kesehatan';
    add({ text: `${agency.prefix}.0000`, name: agency.name, agency, inMaster: true, blud, hasBudget: true, weight: 1 });
  }
  const room = SATKER_COUNT - unmapped.length;
  const units: { agency: Agency; name: string; budget: boolean }[] = [];
  for (const agency of agencies) {
    for (const [name, count] of UNITS[agency.slug] ?? []) {
      for (const place of PLACES.slice(0, count))
        units.push({ agency, name: name.replace('{town}', place.town), budget: !name.startsWith('S') });
    }
  }
  for (let school = 3; satkers.length + units.length < room; school += 1) {
    for (const place of PLACES) {
      if (satkers.length + units.length < room)
        units.push({ agency: agencies[0]!, name: `SMA Negeri ${school} ${place.town}`, budget: false });
    }
  }
  const numbers = new Map<Agency, number>();
  for (const { agency, name, budget } of units.slice(0, room - satkers.length)) {
    const number = (numbers.get(agency) ?? 0) + 1;
    numbers.set(agency, number);
    const text = `${agency.prefix}.${String(number).padStart(4, '0')}`;
    add({ text, name, agency, inMaster: true, blud: false, hasBudget: budget && chance.happens(0.4), weight: 1 });
  }
  for (const satker of unmapped) add({ ...satker, agency: null, blud: false, hasBudget: false, weight: 1 });
  for (const agency of agencies) {
    const [head, ...rest] = agency.satkers;
    // The office itself buys about half, its units share the other half.
    if (head && rest.length > 0) head.weight = rest.length * 0.9;
  }
  return satkers;
}

function buildEnterprises(seed: number): Enterprise[] {
  const chance = new Chance(seed, 'enterprises');
  const taken = new Set<string>();
  const enterprises: Enterprise[] = [];
  for (const [trade, { count, umkShare, forms }] of Object.entries(TRADES) as [Trade, (typeof TRADES)[Trade]][]) {
    for (let i = 0; i < count; i += 1) {
      const number = enterprises.length + 1;
      let name: string;
      do name = `${chance.pick(forms)} ${chance.pick(NAME_FIRST)} ${chance.pick(NAME_SECOND)}`;
      while (taken.has(name));
      taken.add(name);
      // Shares are laid out evenly, not drawn, so that every trade has micro, small and medium ones.
      const umk = (i * 0.618034) % 1 < umkShare;
      const size = umk ? (chance.happens(0.6) ? 'Usaha Mikro' : 'Usaha Kecil') : 'Usaha Menengah';
      const padded = String(number).padStart(6, '0');
      enterprises.push({
        number,
        name,
        trade,
        place: chance.pick(PLACES),
        size,
        v5: chance.happens(0.75)
          ? { code: 990_000 + number, ukm: v5Label(chance, size), inDetail: chance.happens(0.975) }
          : null,
        v6: { code: chance.ulid('2024-11-04'), inDetail: chance.happens(0.92) },
        sikap: chance.happens(0.56) ? 99_000_000 + number : 0,
        // Nobody's: no tax office has the number 999.
        npwp: `99.${padded.slice(0, 3)}.${padded.slice(3)}.0-999.000`,
        nib: `9900000${padded}`,
        distributor: 995_000 + number,
        merchant: ['katering', 'pangan', 'suvenir', 'atk', 'tenun'].includes(trade) && i < 11,
        goods: [],
      });
      addGoods(chance, enterprises[number - 1]!);
    }
  }
  return enterprises.map((enterprise, index) =>
    enterprise.v5 && index % 8 === 5 ? { ...enterprise, v6: null } : enterprise,
  );
}

function v5Label(chance: Chance, size: Enterprise['size']): string | null {
  return chance.weighted<string | null>([
    [size, 88],
    ['Belum Terdefinisi', 8],
    [null, 4],
  ]);
}

function addGoods(chance: Chance, enterprise: Enterprise): void {
  const add = (
    name: string,
    unit: string,
    price: readonly [number, number],
    sells: readonly string[],
    commodity: number,
    village: boolean,
  ) =>
    enterprise.goods.push({
      v5: 70_000_000 + enterprise.number * 100 + enterprise.goods.length,
      v6: chance.uuid(),
      name,
      unit,
      price: chance.whole(price[0] * 2, price[1] * 2) * 500,
      sells,
      commodity,
      village,
    });
  const { trade } = enterprise;
  const village =
    trade === 'tenun' || trade === 'pangan' ? VILLAGE_GOODS[trade] : trade === 'suvenir' ? VILLAGE_GOODS.pangan : [];
  for (const good of chance
    .shuffled(village.filter(({ sells }) => trade !== 'suvenir' || sells.includes('suvenir')))
    .slice(0, 3)) {
    const commodity = trade === 'tenun' ? 880104 : trade === 'suvenir' ? 880103 : 880101;
    add(
      good.name,
      trade === 'tenun' ? 'lembar' : 'kemasan',
      good.price,
      trade === 'suvenir' ? ['suvenir'] : good.sells,
      commodity,
      true,
    );
  }
  if (trade === 'tenun' || trade === 'pangan') {
    // Whatever three goods it drew, it can be asked for each category of its trade.
    const reach = new Set(enterprise.goods.flatMap(({ sells }) => sells));
    if (reach.size < 3)
      enterprise.goods = enterprise.goods.map((good) => ({
        ...good,
        sells: [...new Set([...good.sells, 'makan-minum-rapat'])],
      }));
    return;
  }
  for (const category of CATEGORIES.filter(({ trades }) => trades.includes(trade))) {
    const commodity =
      enterprise.number % 9 === 0 ? category.commodities[category.commodities.length - 1]! : category.commodities[0]!;
    for (const [name, unit, low, high] of chance.shuffled(category.goods).slice(0, 4)) {
      add(name, unit, [low, high], [category.id], commodity, false);
    }
  }
}

/** 24 weavers and 20 food makers that both katalogs know, micro or small, one for each of 44 villages. */
function pickVillageEnterprises(enterprises: Enterprise[]): Enterprise[] {
  const of = (trade: Trade, count: number) =>
    enterprises
      .filter(
        (e) =>
          e.trade === trade && e.size !== 'Usaha Menengah' && e.v6?.inDetail && e.v5?.inDetail && e.v5.ukm === e.size,
      )
      .slice(0, count);
  const weavers = of('tenun', 24);
  const makers = of('pangan', 20);
  return weavers.flatMap((weaver, index) => (makers[index] ? [weaver, makers[index]] : [weaver]));
}

/**
 * The words "tenun ikat" are on the OVOP list. Goods of those who are not on it do without the words, so that a product
 * name and a product code never disagree; and the goods of those who are stand in the OVOP etalase.
 */
function nameGoods(enterprise: Enterprise, listed: boolean): void {
  if (enterprise.trade !== 'tenun' && enterprise.trade !== 'pangan') return;
  for (const good of enterprise.goods) {
    if (!listed) good.name = good.name.replace('tenun ikat', 'motif');
    // Six makers that nobody put on the list by name sell through the etalase, which is on it as a whole.
    if (listed || (enterprise.trade === 'pangan' && enterprise.number % 7 === 0)) good.commodity = OVOP_COMMODITY;
  }
}

function poolsOf(enterprises: Enterprise[], listed: ReadonlySet<Enterprise>): World['pools'] {
  const made = new Map<string, Pools>();
  return (scheme, category) => {
    const key = `${scheme}|${category.id}`;
    const known = made.get(key);
    if (known) return known;
    const pools: Pools = { ovop: [], umk: [], non: [], unknown: [] };
    for (const enterprise of enterprises) {
      if (!enterprise.goods.some(({ sells }) => sells.includes(category.id))) continue;
      if (scheme === 'v5' ? !enterprise.v5 : scheme === 'v6' ? !enterprise.v6 : !enterprise.merchant) continue;
      const umk =
        scheme === 'toko-daring'
          ? enterprise.size === 'Usaha Menengah'
            ? 'no'
            : 'yes'
          : umkInFeeds(enterprise, scheme);
      if (listed.has(enterprise)) pools.ovop.push(enterprise);
      else if (umk === 'unknown') pools.unknown.push(enterprise);
      else pools[umk === 'yes' ? 'umk' : 'non'].push(enterprise);
    }
    made.set(key, pools);
    return pools;
  };
}
