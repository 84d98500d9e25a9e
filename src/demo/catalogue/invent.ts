import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { demoOvopList, marksOf } from '../decisions.js';
import { Chance } from '../random.js';
import { VILLAGE_GOODS } from '../vocabulary.js';
import { type Enterprise, type Good, type Scheme, type World } from '../world.js';
import { GROUP_NAMES, GROUP_OF, GROUPS, type GroupWords } from './words.js';

/** A real desa or kelurahan; everything that is told of it is made up. */
export interface DemoVillage {
  code: string;
  name: string;
  isDesa: boolean;
}

export interface DemoSeller {
  /** Names it within the demo. */
  ref: string;
  name: string;
  legalForm: 'kelompok' | 'koperasi' | 'cv' | 'pt' | 'perorangan' | 'lainnya';
  nib: string;
  villageCode: string;
  address: string;
  kbli: string;
  establishedOn: string;
  ownerWoman: boolean;
  /** Whole rupiah, of the year before. */
  sales: bigint;
  capital: bigint;
  /** Verified where every feed that knows it says the same; null = nobody has looked. */
  class: 'mikro' | 'kecil' | 'menengah' | null;
  keys: DemoKey[];
}

export interface DemoKey {
  scheme: 'v5' | 'v6' | 'toko-daring' | 'sikap';
  key: string;
  /** Of which a person says that nothing but OVOP products is sold by it. */
  marksOvop: boolean;
}

export interface DemoListing {
  platform: 'v5' | 'v6';
  externalId: string;
  seller: string;
  validFrom: string;
  validTo: string | null;
}

export interface DemoCertificate {
  kind: GroupWords['certificates'][number];
  number: string;
  issuedOn: string;
  expiresOn: string | null;
}

export interface DemoProduct {
  ref: string;
  name: string;
  group: string;
  village: DemoVillage;
  isFlagship: boolean;
  makers: string[];
  /** Whole rupiah. */
  price: number;
  unit: string;
  capacity: number;
  material: string;
  legend: string;
  wisdom: string;
  stage: 'bahan-mentah' | 'setengah-jadi' | 'jadi';
  state: 'draf' | 'tayang';
  verifiedOn: string | null;
  listings: DemoListing[];
  certificates: DemoCertificate[];
  /** How well it is made, 0 to 1: what an assessor would see. null = nobody has judged it. */
  quality: number | null;
  kind: string;
}

export interface DemoCatalogue {
  sellers: DemoSeller[];
  products: DemoProduct[];
  /** Taken from further on, so that what else is told of villages is of others. */
  villages: Villages;
}

interface Kind {
  slug: string;
  name: string;
  group: string;
  kabupaten: string[];
}

const SCHEMES: readonly Scheme[] = ['v5', 'v6', 'toko-daring'];
/** First day of the bureau's list, and of the purchases. */
const BEGUN = '2024-01-01';

/** The kinds of products that the province is known for, with the kabupaten; nothing of it is an official list. */
export function knownKinds(): Kind[] {
  const file = parse(
    readFileSync(new URL('../../../config/reference/produk-unggulan-ntt.yaml', import.meta.url), 'utf8'),
  ) as { produk: { slug: string; name: string; group: string; kabupaten: string[] }[] };
  return file.produk.flatMap(({ slug, name, group, kabupaten }) => {
    const known = GROUP_OF[group];
    // What stands in brackets or behind a stroke is an explanation, not a name.
    return known ? [{ slug, name: name.replace(/\s*[(/&,].*$/, ''), group: known, kabupaten }] : [];
  });
}

/** Villages by kabupaten or kota, in a fixed order. */
export class Villages {
  private readonly byRegency = new Map<string, DemoVillage[]>();
  private readonly next = new Map<string, number>();

  constructor(seed: number, villages: readonly DemoVillage[]) {
    const chance = new Chance(seed, 'desa');
    for (const village of [...villages].sort((a, b) => (a.code < b.code ? -1 : 1))) {
      const regency = village.code.slice(0, 5);
      const list = this.byRegency.get(regency) ?? [];
      list.push(village);
      this.byRegency.set(regency, list);
    }
    for (const [regency, list] of this.byRegency) this.byRegency.set(regency, chance.shuffled(list));
  }

  /** One that was not taken yet; begins again once all are. */
  take(regency: string): DemoVillage {
    const list = this.byRegency.get(regency);
    if (!list || list.length === 0) throw new Error(`No village of ${regency} is known`);
    const at = this.next.get(regency) ?? 0;
    this.next.set(regency, at + 1);
    return list[at % list.length]!;
  }
}

export function inventCatalogue(seed: number, world: World, all: readonly DemoVillage[]): DemoCatalogue {
  const villages = new Villages(seed, all);
  const chance = new Chance(seed, 'katalog');
  const kinds = knownKinds();
  const makersOf = new Map<string, DemoVillage>();
  const products = [...goodsOfSuppliers(seed, world, villages, kinds, makersOf)];
  const sellers = world.enterprises.map((enterprise) =>
    sellerOf(seed, world, enterprise, makersOf.get(refOf(enterprise)) ?? villages.take(enterprise.place.code)),
  );
  const pool = new Map<string, DemoSeller[]>();
  for (const [index, enterprise] of world.enterprises.entries()) {
    if (enterprise.size === 'Usaha Menengah' || makersOf.has(refOf(enterprise))) continue;
    const key = `${enterprise.trade}|${enterprise.place.code}`;
    pool.set(key, [...(pool.get(key) ?? []), sellers[index]!]);
  }
  for (const kind of kinds) {
    const words = GROUPS[kind.group]!;
    for (const regency of kind.kabupaten) {
      for (let n = chance.whole(1, 3); n > 0; n -= 1) {
        const village = villages.take(regency);
        const known = pool.get(`${words.trade}|${regency}`)?.shift();
        if (known) known.villageCode = village.code;
        const maker = known ?? newMaker(chance, sellers.length, words, village, kind.group);
        if (!known) sellers.push(maker);
        products.push(productOf(chance, `p${products.length + 1}`, kind, village, maker.ref));
      }
    }
  }
  flagships(products);
  return { sellers, products, villages };
}

/** The goods that the village enterprises and their resellers sell: each kind of goods in one village, however often listed. */
function goodsOfSuppliers(
  seed: number,
  world: World,
  villages: Villages,
  kinds: readonly Kind[],
  makersOf: Map<string, DemoVillage>,
): DemoProduct[] {
  const chance = new Chance(seed, 'produk-desa');
  const list = new Map(demoOvopList(seed, world).map((row) => [`${row.kind}|${row.value}`, row]));
  const made = new Map<string, DemoProduct>();
  const goods = [...VILLAGE_GOODS.tenun, ...VILLAGE_GOODS.pangan];
  const productOfGood = (good: Good): DemoProduct | null => {
    const told = goods.find(({ name }) => name === good.name);
    const kind = told && kinds.find(({ slug }) => slug === told.slug);
    if (!kind) return null;
    const known = made.get(good.name);
    if (known) return known;
    const village = villages.take(kind.kabupaten[0]!);
    const product = productOf(chance, `p${made.size + 1}`, kind, village, null);
    Object.assign(product, {
      name: good.name,
      price: good.price,
      unit: good.unit,
      state: 'tayang',
      verifiedOn: '2024-01-15',
      stage: 'jadi',
      quality: 0.6 + 0.35 * chance.fraction(),
    });
    made.set(good.name, product);
    return product;
  };
  const sell = (enterprise: Enterprise, good: Good, from: string, to: string | null): void => {
    const product = productOfGood(good);
    if (!product) return;
    const seller = refOf(enterprise);
    const period = { seller, validFrom: from, validTo: to };
    if (enterprise.v5) product.listings.push({ platform: 'v5', externalId: String(good.v5), ...period });
    if (enterprise.v6) product.listings.push({ platform: 'v6', externalId: good.v6, ...period });
  };
  world.villageEnterprises.forEach((enterprise, index) => {
    const period = periodOf(index);
    enterprise.goods.forEach((good) => sell(enterprise, good, period.from, period.to));
    const own = enterprise.goods[0] && productOfGood(enterprise.goods[0]);
    if (!own) return;
    own.makers.push(refOf(enterprise));
    makersOf.set(refOf(enterprise), own.village);
  });
  for (const { enterprise, goods: resold } of world.resellers) {
    for (const good of resold) {
      const row = list.get(`produk-v5|${good.v5}`);
      if (row) sell(enterprise, good, row.validFrom, row.validTo ?? null);
    }
  }
  return [...made.values()];
}

/** As on the bureau's list: the first twenty from its beginning, the others from the launch; one has left it again. */
function periodOf(index: number): { from: string; to: string | null } {
  return { from: index < 20 ? BEGUN : '2025-06-01', to: index === 3 ? '2025-12-31' : null };
}

export function refOf(enterprise: Enterprise): string {
  return `u${enterprise.number}`;
}

function sellerOf(seed: number, world: World, enterprise: Enterprise, village: DemoVillage): DemoSeller {
  const chance = new Chance(seed, `usaha-${enterprise.number}`);
  const index = world.villageEnterprises.indexOf(enterprise);
  const period = index < 0 ? null : periodOf(index);
  const key = (scheme: DemoKey['scheme'], value: string, said: boolean): DemoKey => ({
    scheme,
    key: value,
    // A key says so for good, so those of a time stay with the bureau's own list.
    marksOvop: said && period !== null && period.from === BEGUN && period.to === null,
  });
  const [low, high] = { 'Usaha Mikro': [20, 900], 'Usaha Kecil': [2_100, 9_000], 'Usaha Menengah': [16_000, 40_000] }[
    enterprise.size
  ] as [number, number];
  return {
    ref: refOf(enterprise),
    name: enterprise.name,
    legalForm: formOf(enterprise.name),
    nib: enterprise.nib,
    villageCode: village.code,
    address: `Jalan Contoh ${chance.whole(1, 60)}`,
    kbli: KBLI[enterprise.trade] ?? '47999',
    establishedOn: `${chance.whole(2009, 2022)}-${two(chance.whole(1, 12))}-${two(chance.whole(1, 28))}`,
    ownerWoman: enterprise.trade === 'tenun' || chance.happens(0.45),
    sales: BigInt(chance.whole(low, high)) * 1_000_000n,
    capital: BigInt(Math.max(5, Math.round((low * chance.whole(20, 60)) / 100))) * 1_000_000n,
    class: classOf(seed, world, enterprise, chance),
    keys: [
      // The same that the bureau's list says whole: every second one in v5, every third in v6, all merchants.
      ...(enterprise.v5 ? [key('v5', String(enterprise.v5.code), index % 2 === 0)] : []),
      ...(enterprise.v6 ? [key('v6', enterprise.v6.code, index % 3 === 0)] : []),
      ...(enterprise.merchant ? [key('toko-daring', enterprise.name, true)] : []),
      ...(enterprise.sikap === 0 ? [] : [key('sikap', String(enterprise.sikap), false)]),
    ],
  };
}

/** Told only where it agrees with every feed that knows the enterprise, so that no purchase is of another size for it. */
function classOf(seed: number, world: World, enterprise: Enterprise, chance: Chance): DemoSeller['class'] {
  const umk = enterprise.size === 'Usaha Menengah' ? 'no' : 'yes';
  const marks = marksFor(seed, world);
  const agreed = SCHEMES.filter((scheme) =>
    scheme === 'toko-daring' ? enterprise.merchant : enterprise[scheme] !== null,
  ).every((scheme) => marks.umk(enterprise, scheme) === umk);
  if (!agreed || !chance.happens(0.85)) return null;
  return { 'Usaha Mikro': 'mikro', 'Usaha Kecil': 'kecil', 'Usaha Menengah': 'menengah' }[
    enterprise.size
  ] as DemoSeller['class'];
}

const marksOfWorld = new WeakMap<World, ReturnType<typeof marksOf>>();
function marksFor(seed: number, world: World): ReturnType<typeof marksOf> {
  const known = marksOfWorld.get(world) ?? marksOf(seed, world);
  marksOfWorld.set(world, known);
  return known;
}

function newMaker(chance: Chance, nth: number, words: GroupWords, village: DemoVillage, group: string): DemoSeller {
  return {
    ref: `b${nth}`,
    name: `${chance.pick(words.makers)} ${chance.pick(GROUP_NAMES)} ${village.name}`,
    legalForm: 'kelompok',
    nib: `9911000${String(nth).padStart(6, '0')}`,
    villageCode: village.code,
    address: `RT ${two(chance.whole(1, 12))} (contoh)`,
    kbli: group === 'tenun' ? '13122' : words.trade === 'pangan' ? '10799' : '16299',
    establishedOn: `${chance.whole(2012, 2023)}-${two(chance.whole(1, 12))}-${two(chance.whole(1, 28))}`,
    ownerWoman: chance.happens(0.7),
    sales: BigInt(chance.whole(12, 480)) * 1_000_000n,
    capital: BigInt(chance.whole(4, 90)) * 1_000_000n,
    class: chance.happens(0.6) ? 'mikro' : null,
    keys: [],
  };
}

function productOf(chance: Chance, ref: string, kind: Kind, village: DemoVillage, maker: string | null): DemoProduct {
  const words = GROUPS[kind.group]!;
  const [form, unit, low, high] = chance.pick(words.forms);
  const shown = chance.happens(0.86);
  const verified = shown && chance.happens(0.8);
  return {
    ref,
    name: form.replace('{kind}', kind.name),
    group: kind.group,
    village,
    isFlagship: false,
    makers: maker === null ? [] : [maker],
    price: chance.whole(low * 2, high * 2) * 500,
    unit,
    capacity: chance.whole(words.capacity[0], words.capacity[1]),
    material: chance.pick(words.materials),
    legend: chance.pick(words.stories),
    wisdom: chance.pick(words.wisdom),
    stage: chance.weighted([
      ['jadi', 8],
      ['setengah-jadi', 1],
      ['bahan-mentah', 1],
    ] as const),
    state: shown ? 'tayang' : 'draf',
    verifiedOn: verified ? `2025-${two(chance.whole(2, 11))}-${two(chance.whole(1, 28))}` : null,
    listings: [],
    certificates: certificatesOf(chance, words),
    kind: kind.name,
    quality: verified && chance.happens(0.4) ? 0.25 + 0.65 * chance.fraction() : null,
  };
}

/** Some are about to end and some have ended, as in any office's drawer. */
function certificatesOf(chance: Chance, words: GroupWords): DemoCertificate[] {
  return words.certificates.flatMap((kind, place) => {
    if (!chance.happens(place === 0 ? 0.7 : 0.3)) return [];
    const year = chance.whole(2021, 2025);
    const day = `${two(chance.whole(1, 12))}-${two(chance.whole(1, 28))}`;
    const lasts = { 'p-irt': 5, merek: 10, tkdn: 3, halal: null, 'indikasi-geografis': null }[kind];
    return [
      {
        kind,
        number: numberOf(chance, kind, year),
        issuedOn: `${year}-${day}`,
        expiresOn: lasts === null ? null : `${year + lasts}-${day}`,
      },
    ];
  });
}

/** In the form of the true ones, with blocks that nobody was given. */
function numberOf(chance: Chance, kind: DemoCertificate['kind'], year: number): string {
  const serial = chance.whole(1000, 9999);
  if (kind === 'p-irt') return `20653${two(chance.whole(1, 22))}01${serial}${two((year + 5) % 100)}`;
  if (kind === 'halal') return `ID53110000${String(serial).padStart(6, '0')}${String(year).slice(2)}`;
  if (kind === 'indikasi-geografis') return `IDG99900${serial}`;
  if (kind === 'merek') return `IDM99900${serial}`;
  return `CONTOH ${kind.toUpperCase()} ${year} ${serial}`;
}

/** The first verified product of a village is its produk unggulan. */
function flagships(products: readonly DemoProduct[]): void {
  const taken = new Set<string>();
  for (const product of products) {
    if (product.verifiedOn === null || taken.has(product.village.code)) continue;
    taken.add(product.village.code);
    product.isFlagship = true;
  }
}

const KBLI: Readonly<Record<string, string>> = {
  tenun: '13122',
  pangan: '10799',
  katering: '56210',
  suvenir: '47785',
  atk: '47611',
  percetakan: '18111',
  komputer: '47411',
  seragam: '14120',
  sewa: '77100',
  obat: '46441',
  internet: '61921',
};

function formOf(name: string): DemoSeller['legalForm'] {
  if (name.startsWith('CV ')) return 'cv';
  if (name.startsWith('PT ')) return 'pt';
  if (name.startsWith('Koperasi')) return 'koperasi';
  return /^(Kelompok|Sanggar|Rumah)/.test(name) ? 'kelompok' : 'lainnya';
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
