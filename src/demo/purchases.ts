import { OVOP_WORD } from './decisions.js';
import { Chance, type Weights } from './random.js';
import { CATEGORIES, type Category } from './vocabulary.js';
import { DEMO_TODAY, type Agency, type Enterprise, type Good, type Satker, type Scheme, type World } from './world.js';

/**
 * What was bought, before it takes the form of any feed. All amounts are sen (bigint). The fields that say how a feed
 * tells a purchase badly (`copies`, `missing`, `events`, …) are the traps an import has to see through.
 */

export interface Line {
  good: Good;
  /** Hundredths, so that half a metre of cloth stays exact. */
  quantity: bigint;
  unitPrice: bigint;
  shipping: bigint;
  /** What the feed says the line is worth; once in a while not price times quantity plus shipping. */
  value: bigint;
}

interface Purchase {
  year: number;
  satker: Satker;
  category: Category;
  /** Day of the order. */
  day: string;
  name: string;
  /** Codes as the feed writes them, `a;b` for two. */
  rup: string;
  funds: readonly string[];
  /** Budget code of the activity, the account in it. */
  budgetCodes: readonly string[];
  status: string;
}

export interface V5Package extends Purchase {
  source: 'v5';
  key: number;
  enterprise: Enterprise;
  /** Lines that the feed delivers. */
  lines: Line[];
  /** Lines that it leaves out although `jml_jenis_produk` counts them. */
  missing: number;
  /** 2 = the feed delivers the whole package twice. */
  copies: 1 | 2;
  editedOn: string;
}

export interface V6Order extends Purchase {
  source: 'v6';
  key: string;
  enterprise: Enterprise;
  lines: Line[];
  /** null where nothing was shipped. */
  shipping: bigint | null;
  total: bigint;
  shipment: string;
  /** The feed leaves the date out (cancelled, still waiting). */
  undated: boolean;
  /** ISB tells it; cancelled and waiting orders only INAPROC does. */
  inIsb: boolean;
  /** e-purchasing-by-produk tells the value of each product. */
  byProduct: boolean;
  /** The feed holds the row twice, differing in last_update_ref only. */
  repeated: boolean;
}

export interface ShopOrder extends Omit<Purchase, 'status' | 'satker' | 'rup' | 'budgetCodes'> {
  source: 'toko-daring';
  key: string;
  /** null = a code that no master knows, and no name. */
  satker: Satker | null;
  enterprise: Enterprise;
  lines: Line[];
  /** `import` (a row per line), `api` (the order, once per event), or the same order in both. */
  told: 'import' | 'api' | 'both';
  feedName: 'api' | 'api_v3' | 'sftp';
  /** Moments of the events, latest last; every event carries the whole value. */
  events: string[];
  /** status_konfirmasi_ppmse of the latest event: 'selesai', 'gagal' or null. */
  status: string | null;
}

export interface RecordedPackage extends Purchase {
  source: 'pencatatan';
  key: number;
  pagu: bigint;
  value: bigint;
  umkValue: bigint;
}

/** A row of the public realisasi export that no other feed tells. */
export interface OutsidePackage extends Omit<Purchase, 'budgetCodes'> {
  source: 'tender' | 'non-tender' | 'swakelola';
  key: string;
  supplier: string;
  value: bigint;
}

export interface RupPackage {
  year: number;
  satker: Satker;
  category: Category;
  /** Codes of the plan, oldest first; orders carry the one that was in force when they were made. */
  codes: number[];
  name: string;
  /** What was bought under it, in sen. */
  used: bigint;
  pagu: bigint;
  announcedOn: string;
}

export interface Purchases {
  v5: V5Package[];
  v6: V6Order[];
  shop: ShopOrder[];
  recorded: RecordedPackage[];
  outside: OutsidePackage[];
  rup: RupPackage[];
}

/** Purchase lines wanted per year and source, at scale 1; 20,000 in all. v6 and pencatatan count an order as one. */
const WANTED: Readonly<Record<number, { v5: number; v6: number; shop: number; recorded: number }>> = {
  2024: { v5: 8300, v6: 0, shop: 400, recorded: 200 },
  2025: { v5: 2050, v6: 2900, shop: 500, recorded: 250 },
  2026: { v5: 0, v6: 4550, shop: 600, recorded: 250 },
};
/** Village goods are bought more from year to year, and so are goods of small enterprises. */
const GROWTH: Readonly<Record<number, { ovop: number; umk: number }>> = {
  2024: { ovop: 0.35, umk: 0.85 },
  2025: { ovop: 0.75, umk: 0.95 },
  2026: { ovop: 1.3, umk: 1.05 },
};
/** Orders by month of the year, January first. */
const MONTHS: Readonly<Record<string, readonly number[]>> = {
  'v5-2024': [2, 5, 7, 8, 8, 8, 9, 9, 10, 11, 13, 10],
  'v5-2025': [12, 14, 12, 9, 7, 5, 4, 3, 2, 2, 1, 1],
  'v6-2025': [1, 2, 4, 5, 6, 7, 9, 10, 11, 13, 16, 12],
  any: [3, 5, 7, 8, 9, 9, 10, 10, 11, 11, 10, 7],
};

export function inventPurchases(seed: number, world: World, years: readonly number[], scale: number): Purchases {
  const all: Purchases = { v5: [], v6: [], shop: [], recorded: [], outside: [], rup: [] };
  for (const year of years) {
    const wanted = WANTED[year];
    if (!wanted)
      throw new RangeError(`No demonstration data for ${year}; choose from ${Object.keys(WANTED).join(', ')}`);
    const count = (lines: number) => (lines === 0 ? 0 : Math.max(24, Math.round(lines * scale)));
    const plan = new Plan(seed, year);
    all.v5.push(...inventV5(seed, world, plan, year, count(wanted.v5)));
    all.v6.push(...inventV6(seed, world, plan, year, count(wanted.v6)));
    all.shop.push(...inventShop(seed, world, year, count(wanted.shop)));
    all.recorded.push(...inventRecorded(seed, world, plan, year, count(wanted.recorded)));
    if (year === 2026) all.outside.push(...inventOutside(seed, world, plan, year));
    all.rup.push(...plan.finish());
  }
  return all;
}

/** The plan (RUP) of a year: packages are made as purchases ask for them, so that every purchase has one to belong to. */
class Plan {
  private readonly chance: Chance;
  private readonly open = new Map<string, { rup: RupPackage; left: number }>();
  private readonly made: RupPackage[] = [];
  private next: number;

  constructor(
    seed: number,
    private readonly year: number,
  ) {
    this.chance = new Chance(seed, `plan-${year}`);
    this.next = 50_000_000 + (year - 2020) * 1_000_000;
  }

  /** The code an order carries: mostly that of its plan package, sometimes two, sometimes one nobody announced. */
  codeFor(satker: Satker, category: Category, value: bigint): string {
    if (this.chance.happens(0.015)) return String(49_000_000 + this.chance.whole(1, 900_000));
    const rup = this.packageFor(satker, category);
    rup.used += value;
    const code = String(this.chance.happens(0.8) ? rup.codes[0] : rup.codes[rup.codes.length - 1]);
    if (!this.chance.happens(0.01)) return code;
    return `${code};${this.packageFor(satker, category).codes[0]}`;
  }

  private packageFor(satker: Satker, category: Category): RupPackage {
    const key = `${satker.code}|${category.id}`;
    const known = this.open.get(key);
    if (known && known.left > 0) {
      known.left -= 1;
      return known.rup;
    }
    const rup: RupPackage = {
      year: this.year,
      satker,
      category,
      codes: [this.code()],
      name: `${this.chance.pick(category.packages)} tahun ${this.year}`,
      used: 0n,
      pagu: 0n,
      announcedOn: `${this.year}-01-${String(this.chance.whole(5, 31)).padStart(2, '0')}`,
    };
    // One plan in twenty-five was revised, some of them twice.
    if (this.made.length === 3 || this.chance.happens(0.04)) {
      rup.codes.push(this.code());
      if (this.made.length === 3 || this.chance.happens(0.4)) rup.codes.push(this.code());
    }
    this.made.push(rup);
    this.open.set(key, { rup, left: this.chance.whole(1, 6) });
    return rup;
  }

  private code(): number {
    this.next += this.chance.whole(1, 40);
    return this.next;
  }

  finish(): RupPackage[] {
    for (const rup of this.made) {
      // Mostly some room is left; one in thirty was overdrawn.
      const percent = this.chance.happens(0.03) ? 85 : this.chance.whole(100, 160);
      rup.pagu = ((rup.used * BigInt(percent)) / 100n / 10_000_000n + 1n) * 10_000_000n;
    }
    return this.made;
  }
}

function inventV5(seed: number, world: World, plan: Plan, year: number, wanted: number): V5Package[] {
  const chance = new Chance(seed, `v5-${year}`);
  const statuses: readonly (readonly [string, number])[] =
    year === 2024
      ? [
          ['paket_selesai', 70],
          ['melakukan_pengiriman_dan_penerimaan', 14],
          ['verifikasi_penyelesaian_paket', 8],
          ['proses_kontrak_ppk', 7],
          ['adendum_kontrak', 1],
        ]
      : [
          ['paket_selesai', 42],
          ['melakukan_pengiriman_dan_penerimaan', 33],
          ['verifikasi_penyelesaian_paket', 8],
          ['proses_kontrak_ppk', 16],
          ['adendum_kontrak', 1],
        ];
  const packages: V5Package[] = [];
  for (let lines = 0; lines < wanted;) {
    const index = packages.length;
    const { satker, agency } = pickBuyer(chance, world);
    const category = pickCategory(chance, agency);
    const enterprise = pickSupplier(chance, world, 'v5', category, agency, year);
    const early = chance.happens(0.02);
    const day = early
      ? `${year - 1}-12-${String(chance.whole(9, 27)).padStart(2, '0')}`
      : pickDay(chance, year, `v5-${year}`);
    const room = wanted - lines;
    const length = Math.min(
      room,
      chance.weighted([
        [1, 44],
        [2, 22],
        [3, 13],
        [4, 8],
        [5, 5],
        [6, 3],
        [8, 3],
        [12, 2],
      ]),
    );
    const made = inventLines(chance, category, enterprise, Math.max(1, length), index % 90 === 17);
    // Package 2: two lines that are the same in every column and both right. Package 5: delivered doubled.
    if ((index === 2 || index % 400 === 150) && room > made.length) made.push({ ...made[0]! });
    // Only where no two lines are alike, or a reader could not tell the copy from the original.
    const allDiffer =
      new Set(made.map(({ good, quantity, unitPrice }) => `${good.v5}|${quantity}|${unitPrice}`)).size === made.length;
    const copies = allDiffer && (index === 5 || index % 500 === 300) ? 2 : 1;
    const missing = index === 7 || index % 450 === 200 ? 2 : 0;
    let name = `${chance.pick(category.packages)} ${bucketWord(chance)}`;
    // Sold by somebody who is not on the list, and OVOP by the word in the package's name alone.
    const wordOnly =
      enterprise.trade === 'tenun' && !world.villageEnterprises.includes(enterprise) && chance.happens(0.4);
    if (wordOnly) name = `${chance.pick(category.packages)} berbahan ${chance.happens(0.5) ? 'Tenun Ikat' : OVOP_WORD}`;
    if (index === 9) made[0]!.value += 100n; // one line whose arithmetic does not hold, by a rupiah
    const value = sum(made);
    packages.push({
      source: 'v5',
      year,
      key: 8_000_000 + (year - 2020) * 1_000_000 + index * 7 + 3,
      satker,
      category,
      enterprise,
      day,
      editedOn: laterDay(day, chance.whole(0, 40)),
      name,
      rup: plan.codeFor(satker, category, value),
      funds: pickFunds(chance, satker),
      budgetCodes: budgetCodes(chance, satker, category, index % 25 === 4, year === 2024 && index % 100 === 12),
      status: chance.weighted(statuses),
      lines: made,
      missing,
      copies,
    });
    lines += made.length;
  }
  return packages;
}

const V6_STATUSES: readonly (readonly [string, number])[] = [
  ['ON_PROCESS', 42],
  ['COMPLETED', 24],
  ['PAYMENT_OUTSIDE_SYSTEM', 20],
  ['ON_ADDENDUM', 1.5],
  ['CANCELLED', 5],
  ['CANCELLED_ON_NEGOTIATION', 2],
  ['CANCELLED_ON_REVIEW', 1],
  ['REQUEST_CANCEL_BY_ADMIN', 0.5],
  ['ON_NEGOTIATION', 1.5],
  ['WAITING_PPK_REVIEW', 1],
  ['WAITING_SELLER_CONFIRMATION', 1],
  ['ESIGN_IN_PROGRESS', 0.5],
];
/** The statuses that ISB tells at all. */
export const V6_COMMITTED: readonly string[] = ['ON_PROCESS', 'ON_ADDENDUM', 'PAYMENT_OUTSIDE_SYSTEM', 'COMPLETED'];
/** Invented: no service writes it, so no table of statuses can know it. */
export const UNKNOWN_STATUS = 'ON_CLARIFICATION';

function inventV6(seed: number, world: World, plan: Plan, year: number, wanted: number): V6Order[] {
  const chance = new Chance(seed, `v6-${year}`);
  const orders: V6Order[] = [];
  for (let index = 0; index < wanted; index += 1) {
    // ISB tells a v6 order's satker by the textual code alone, so one without it is known to INAPROC only.
    const { satker, agency } = pickBuyer(chance, world, year <= 2025);
    const category = pickCategory(chance, agency);
    const enterprise = pickSupplier(chance, world, 'v6', category, agency, year);
    const day = pickDay(chance, year, `v6-${year}`);
    const lines = inventLines(
      chance,
      category,
      enterprise,
      chance.weighted([
        [1, 52],
        [2, 20],
        [3, 12],
        [4, 8],
        [6, 5],
        [9, 3],
      ]),
      false,
    );
    let status = chance.weighted(V6_STATUSES);
    if (index === 3) status = 'CANCELLED';
    if (year === 2026 && (index === 11 || index === 900 || index === 2100)) status = UNKNOWN_STATUS;
    const committed = V6_COMMITTED.includes(status);
    const byProduct = year === 2026 && status === 'COMPLETED' && index % 5 < 3;
    // Whole rupiah, and none where the products' values have to add up to the order's.
    const shipping = !committed ? null : byProduct || chance.happens(0.7) ? 0n : BigInt(chance.whole(3, 60)) * 500_000n;
    const total = sum(lines) + (shipping ?? 0n);
    const shipment = !committed
      ? 'DRAFT'
      : status === 'COMPLETED'
        ? 'COMPLETED'
        : chance.weighted([
            ['COMPLETED', 50],
            ['BUYER_CONFIRMED', 8],
            ['DELIVERED', 10],
            ['SHIPPING', 8],
            ['PROCESSING', 14],
            ['DRAFT', 10],
          ]);
    orders.push({
      source: 'v6',
      year,
      key: chance.ulid(day),
      satker,
      category,
      enterprise,
      day,
      name: `${chance.pick(category.packages)} ${bucketWord(chance)}`,
      rup: plan.codeFor(satker, category, committed ? total : 0n),
      funds: pickFunds(chance, satker),
      budgetCodes: budgetCodes(chance, satker, category, index % 12 === 5, false),
      status,
      lines,
      shipping,
      total,
      shipment,
      undated: index === 3 || (!committed && chance.happens(0.7)),
      inIsb: committed,
      byProduct,
      repeated: index === 6 || index % 600 === 420,
    });
  }
  return orders;
}

function inventShop(seed: number, world: World, year: number, wanted: number): ShopOrder[] {
  const chance = new Chance(seed, `shop-${year}`);
  const orders: ShopOrder[] = [];
  const categories = CATEGORIES.filter(({ id }) =>
    ['makan-minum-rapat', 'jamuan-tamu', 'suvenir', 'atk', 'kertas', 'pakaian-adat'].includes(id),
  );
  for (let rows = 0; rows < wanted;) {
    const index = orders.length;
    const { satker, agency } = pickBuyer(chance, world);
    const category = chance.pick(categories);
    const enterprise = pickSupplier(chance, world, 'toko-daring', category, agency, year);
    const told =
      index === 1
        ? 'both'
        : index === 2
          ? 'import'
          : chance.weighted<ShopOrder['told']>([
              ['import', 34],
              ['api', 60],
              ['both', 6],
            ]);
    const room = wanted - rows;
    const lines = inventLines(
      chance,
      category,
      enterprise,
      told === 'api' ? chance.whole(1, 2) : Math.min(room, chance.whole(1, 5)),
      false,
    );
    const day = pickDay(chance, year, 'any');
    const first = `${day} ${String(chance.whole(8, 15)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}:07`;
    const events = [first];
    if (told !== 'import' && (index % 4 === 0 || index === 1)) {
      const later = laterDay(day, chance.whole(1, 6));
      if (later <= DEMO_TODAY && later.startsWith(String(year))) events.push(`${later} 09:12:44`);
    }
    orders.push({
      source: 'toko-daring',
      year,
      key: String(4_000_000 + (year - 2020) * 100_000 + index * 13),
      satker: index % 60 === 31 ? null : satker,
      category,
      enterprise,
      day,
      name: chance.pick(category.packages),
      funds: ['APBD'],
      lines,
      told,
      feedName: chance.weighted([
        ['api', 5],
        ['api_v3', 4],
        ['sftp', 1],
      ]),
      events,
      status:
        index === 4
          ? 'gagal'
          : index === 5
            ? null
            : chance.weighted([
                ['selesai', 72],
                ['gagal', 10],
                [null, 18],
              ]),
    });
    rows += told === 'import' ? lines.length : 1;
  }
  return orders;
}

function inventRecorded(seed: number, world: World, plan: Plan, year: number, wanted: number): RecordedPackage[] {
  const chance = new Chance(seed, `recorded-${year}`);
  return Array.from({ length: wanted }, (_, index) => {
    const { satker, agency } = pickBuyer(chance, world, true);
    const category = pickCategory(chance, agency);
    const value = BigInt(chance.whole(400, 49_000)) * 100_000n;
    const pagu = ((value * BigInt(chance.whole(100, 130))) / 100n / 100_000n) * 100_000n;
    return {
      source: 'pencatatan' as const,
      year,
      key: 7_000_000_000 + (year - 2020) * 10_000_000 + index * 1000,
      satker,
      category,
      day: pickDay(chance, year, 'any'),
      name: chance.pick(category.packages),
      rup: plan.codeFor(satker, category, value),
      funds: ['APBD'],
      budgetCodes: [],
      status: chance.weighted([
        ['Paket Selesai', 78],
        ['Paket Sedang Berjalan', 17],
        ['Paket Dibatalkan', 5],
      ]),
      pagu,
      value,
      umkValue: chance.happens(0.6) ? value : 0n,
    };
  });
}

function inventOutside(seed: number, world: World, plan: Plan, year: number): OutsidePackage[] {
  const chance = new Chance(seed, `outside-${year}`);
  const kinds = [
    ...Array.from({ length: 14 }, () => 'tender' as const),
    ...Array.from({ length: 40 }, () => 'non-tender' as const),
    ...Array.from({ length: 12 }, () => 'swakelola' as const),
  ];
  return kinds.map((source, index) => {
    const { satker, agency } = pickBuyer(chance, world, true);
    const category = pickCategory(chance, agency);
    const value = BigInt(source === 'tender' ? chance.whole(2100, 18_000) : chance.whole(40, 390)) * 100_000_000n;
    return {
      source,
      year,
      key: String(91_000_000 + index * 17),
      satker,
      category,
      day: `${year}-01-01`, // the export tells no day
      name:
        source === 'tender'
          ? `Pembangunan gedung ${satker.name} tahap ${(index % 3) + 1}`
          : chance.pick(category.packages),
      rup: plan.codeFor(satker, category, value),
      funds: ['APBD'],
      status: chance.weighted([
        ['SELESAI', 5],
        ['BERLANGSUNG', 4],
        ['PAKET DIBATALKAN', 1],
      ]),
      supplier: source === 'swakelola' ? '' : chance.pick(world.enterprises).name,
      value,
    };
  });
}

interface Buyers {
  agencies: Weights<Agency>;
  satkers: Map<Agency, Weights<Satker>>;
  strays: Satker[];
}
const buyersOf = new WeakMap<World, Buyers>();

/** A satker by the weight of its perangkat daerah; once in 150 one that belongs to none. */
function pickBuyer(chance: Chance, world: World, needsText = false): { satker: Satker; agency: Agency } {
  let buyers = buyersOf.get(world);
  if (!buyers) {
    buyers = {
      agencies: world.agencies.map((agency) => [agency, agency.weight] as const),
      satkers: new Map(
        world.agencies.map((agency) => [agency, agency.satkers.map((satker) => [satker, satker.weight] as const)]),
      ),
      strays: world.satkers.filter(({ agency }) => !agency),
    };
    buyersOf.set(world, buyers);
  }
  const agency = chance.weighted(buyers.agencies);
  if (chance.happens(1 / 150))
    return { agency, satker: chance.pick(buyers.strays.filter(({ text }) => !needsText || text !== null)) };
  return { agency, satker: chance.weighted(buyers.satkers.get(agency)!) };
}

const CATEGORY_WEIGHTS = new Map(
  ([null, 'pendidikan', 'kesehatan'] as const).map((buys) => [
    buys,
    CATEGORIES.filter(({ buyers }) => buyers === null || buyers === buys).map(
      (category) => [category, category.weight] as const,
    ),
  ]),
);

function pickCategory(chance: Chance, agency: Agency): Category {
  return chance.weighted(CATEGORY_WEIGHTS.get(agency.buys)!);
}

function pickSupplier(
  chance: Chance,
  world: World,
  scheme: Scheme,
  category: Category,
  agency: Agency,
  year: number,
): Enterprise {
  const pools = world.pools(scheme, category);
  const growth = GROWTH[year]!;
  const { habit } = agency;
  const wish = chance.happens(habit.unknown)
    ? 'unknown'
    : chance.happens(habit.ovop * growth.ovop)
      ? 'ovop'
      : chance.happens(habit.umk * growth.umk)
        ? 'umk'
        : 'non';
  // A category that nobody of the wished kind sells is bought from whoever sells it.
  for (const kind of [wish, 'non', 'umk', 'unknown', 'ovop'] as const) {
    if (pools[kind].length > 0) return chance.pickPopular(pools[kind]);
  }
  throw new Error(`Nobody sells ${category.id} in ${scheme}`);
}

function pickDay(chance: Chance, year: number, season: string): string {
  const months = MONTHS[season] ?? MONTHS.any!;
  const last = year === Number(DEMO_TODAY.slice(0, 4)) ? Number(DEMO_TODAY.slice(5, 7)) : 12;
  const month = chance.weighted(months.slice(0, last).map((weight, index) => [index + 1, weight] as const));
  const day = chance.whole(1, new Date(Date.UTC(year, month, 0)).getUTCDate());
  const date = new Date(Date.UTC(year, month - 1, day));
  const weekend = date.getUTCDay() === 6 ? 1 : date.getUTCDay() === 0 ? 2 : 0;
  // Offices order on working days; the first days of a month stay where they are, lest an order slips into another month.
  return isoDay(day > weekend ? new Date(date.getTime() - weekend * 86_400_000) : date);
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function laterDay(day: string, days: number): string {
  return isoDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
}

function inventLines(
  chance: Chance,
  category: Category,
  enterprise: Enterprise,
  wanted: number,
  withSen: boolean,
): Line[] {
  const goods = chance.shuffled(enterprise.goods.filter(({ sells }) => sells.includes(category.id)));
  const lines: Line[] = [];
  for (let i = 0; i < wanted; i += 1) {
    const good = goods[i % goods.length]!;
    const [low, high] = category.quantity;
    // Many small lines, few large ones.
    const pieces =
      low + Math.floor((high - low) * chance.fraction() ** 2 * Math.min(1, Math.exp(chance.bell() * 0.35)));
    const whole = BigInt(good.village ? Math.max(1, Math.ceil(pieces / 3)) : pieces);
    // Negotiated down by up to a tenth, to whole hundreds of rupiah.
    let unitPrice = BigInt(Math.round((good.price * chance.whole(90, 100)) / 10_000) * 100) * 100n;
    let quantity = whole * 100n;
    // Prices with sen, after tax was divided out; half a unit only at a price whose half is still a whole sen.
    if (withSen) unitPrice += i === 0 ? 50n : 25n;
    if (withSen && i === 0) quantity += 50n;
    const shipping = chance.happens(0.12) ? BigInt(chance.whole(1, 30)) * 500_000n : 0n;
    const value = (unitPrice * quantity) / 100n + shipping;
    lines.push({ good, quantity, unitPrice, shipping, value });
  }
  return lines;
}

function sum(lines: readonly Line[]): bigint {
  return lines.reduce((all, { value }) => all + value, 0n);
}

function pickFunds(chance: Chance, satker: Satker): readonly string[] {
  if (satker.blud && chance.happens(0.7)) return ['BLUD'];
  return chance.weighted<readonly string[]>([
    [['APBD'], 88],
    [['APBDP'], 6],
    [['APBD', 'APBD'], 3],
    [['APBD', 'APBDP'], 3],
  ]);
}

/** One or two budget codes that end in the category's account; both name the same account. */
function budgetCodes(chance: Chance, satker: Satker, category: Category, two: boolean, short: boolean): string[] {
  const head = (satker.text ?? '1.20').split('.').slice(0, 2).join('.');
  // Seen upstream: the third block without its zero.
  const account = short ? category.account.replace('5.1.02', '5.1.2') : category.account;
  const one = () => `${head}.0${chance.whole(1, 3)}.2.0${chance.whole(1, 9)}.00${chance.whole(10, 19)}.${account}`;
  return two ? [one(), one()] : [one()];
}

function bucketWord(chance: Chance): string {
  return chance.pick([
    'bidang program',
    'sekretariat',
    'bidang umum',
    'subbagian keuangan',
    'triwulan I',
    'triwulan II',
    'kegiatan luar kantor',
    'tahap I',
    'tahap II',
  ]);
}
