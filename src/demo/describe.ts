import { E_PURCHASING, type Source } from '../purchasing/intake/rows.js';
import { senFromDecimal, senToDecimal } from '../shared/money.js';
import { OVOP_WORD, demoCirculars, marksOf, type DemoObligation, type Marks } from './decisions.js';
import type { DemoOptions } from './generator.js';
import { V6_COMMITTED, inventPurchases, type Line, type Purchases } from './purchases.js';
import { DEMO_SEED, DEMO_YEARS, buildWorld, type Umk, type World } from './world.js';

/**
 * What the generator itself knows of its data set: plain counting over the invented facts, without a look at the files or
 * at any import code, so that an imported database can be held against it to the sen.
 */

export interface SourceTotals {
  year: number;
  source: Source;
  /** Packages or orders, whatever their status. */
  packages: number;
  /** Product lines (v5, Toko Daring `import`) or orders (elsewhere) after the rules of repetition. */
  lines: number;
  /** Rupiah as decimal text: everything after the rules of repetition, whatever the status. */
  total: string;
  /** Of that, by the definitions of the data notes; for tender, pencatatan and the like: running or finished, and finished. */
  committed: string;
  completed: string;
  /**
   * What was committed, by the size of the supplier and by the OVOP list; each adds up to `committed`. null outside
   * e-purchasing, where no feed tells the supplier's key. `mixed`: v6 orders with goods on and off the list whose values
   * no feed tells apart.
   */
  umk: { yes: string; no: string; unknown: string } | null;
  ovop: { yes: string; mixed: string; no: string } | null;
}

export type Verdict = 'patuh' | 'tidak_patuh' | 'tidak_berlaku' | 'dikecualikan' | 'data_tidak_lengkap';

/** What one perangkat daerah reached of one obligation, judged on the orders dated within the circular's time. */
export interface ExpectedCompliance {
  year: number;
  circular: string;
  obligation: string;
  perangkatDaerah: string;
  /** Rupiah as decimal text. `numerator` is what surely counts, `unknown` what may. */
  numerator: string;
  unknown: string;
  denominator: string;
  verdict: Verdict;
}

export interface DemoDescription {
  totals: SourceTotals[];
  compliance: ExpectedCompliance[];
}

/** How "UMK and OVOP together" is read: whatever is either of the two, counted once, or only what is both. */
export type Together = 'either' | 'both';

export function describeDemo(options: DemoOptions & { together?: Together } = {}): DemoDescription {
  const { seed = DEMO_SEED, years = DEMO_YEARS, scale = 1, together = 'either' } = options;
  const world = buildWorld(seed);
  const entries = flatten(inventPurchases(seed, world, years, scale), marksOf(seed, world));
  return {
    totals: totalsOf(entries),
    compliance: years.flatMap((year) => complianceOf(world, entries, year, together)),
  };
}

type State = 'completed' | 'committed' | 'never' | 'unknown';

/** A part of a purchase of which everything is known at once. */
interface Entry {
  year: number;
  source: Source;
  key: string;
  lines: number;
  value: bigint;
  state: State;
  day: string;
  perangkatDaerah: string | null;
  account: string | null;
  umk: Umk;
  ovop: Umk;
}

function flatten(bought: Purchases, marks: Marks): Entry[] {
  const entries: Entry[] = [];
  const owner = (satker: { agency: { name: string } | null } | null) => satker?.agency?.name ?? null;

  for (const pack of bought.v5) {
    const { enterprise, day } = pack;
    for (const { good, value } of pack.lines) {
      const ovop =
        marks.ovop('produk-v5', String(good.v5), day) ||
        marks.ovop('penyedia', String(enterprise.v5?.code), day) ||
        marks.ovop('komoditas', String(good.commodity), day) ||
        (pack.name.toLowerCase().includes(OVOP_WORD) && marks.ovop('kata', OVOP_WORD, day));
      entries.push({
        year: pack.year,
        source: 'v5',
        key: String(pack.key),
        lines: 1,
        value,
        state: pack.status === 'paket_selesai' ? 'completed' : 'committed',
        day,
        perangkatDaerah: owner(pack.satker),
        account: pack.category.account,
        umk: marks.umk(enterprise, 'v5'),
        ovop: ovop ? 'yes' : 'no',
      });
    }
  }

  for (const order of bought.v6) {
    const { enterprise, day } = order;
    const listed = ({ good }: Line) =>
      marks.ovop('produk-v6', good.v6, day) || marks.ovop('penyedia', String(enterprise.v6?.code), day);
    const head = {
      year: order.year,
      source: 'v6' as const,
      key: order.key,
      state: v6State(order.status),
      day,
      perangkatDaerah: owner(order.satker),
      account: order.category.account,
      umk: marks.umk(enterprise, 'v6'),
    };
    const onList = order.lines.filter(listed);
    const mixed = onList.length > 0 && onList.length < order.lines.length;
    if (mixed && order.byProduct) {
      // The feed tells the value of each product, so the order falls into two parts that are both certain.
      const value = onList.reduce((all, line) => all + line.value, 0n);
      entries.push(
        { ...head, lines: 1, value, ovop: 'yes' },
        { ...head, lines: 0, value: order.total - value, ovop: 'no' },
      );
    } else {
      entries.push({
        ...head,
        lines: 1,
        value: order.total,
        ovop: mixed ? 'unknown' : onList.length > 0 ? 'yes' : 'no',
      });
    }
  }

  for (const order of bought.shop) {
    entries.push({
      year: order.year,
      source: 'toko-daring',
      key: order.key,
      // An order told by both counts once, as the order.
      lines: order.told === 'import' ? order.lines.length : 1,
      value: order.lines.reduce((all, { value }) => all + value, 0n),
      state: order.status === 'gagal' ? 'never' : order.status === 'selesai' ? 'completed' : 'committed',
      day: order.events[order.told === 'import' ? 0 : order.events.length - 1]!.slice(0, 10),
      perangkatDaerah: owner(order.satker),
      account: null,
      umk: marks.umk(order.enterprise, 'toko-daring'),
      ovop: marks.ovop('merchant', order.enterprise.name, order.day) ? 'yes' : 'no',
    });
  }

  for (const pack of [...bought.recorded, ...bought.outside]) {
    const states: Readonly<Record<string, State>> = {
      'Paket Selesai': 'completed',
      SELESAI: 'completed',
      'Paket Sedang Berjalan': 'committed',
      BERLANGSUNG: 'committed',
      'Paket Dibatalkan': 'never',
      'PAKET DIBATALKAN': 'never',
    };
    entries.push({
      year: pack.year,
      source: pack.source,
      key: String(pack.key),
      lines: 1,
      value: pack.value,
      state: states[pack.status] ?? 'unknown',
      day: pack.day,
      perangkatDaerah: owner(pack.satker),
      account: null,
      umk: 'unknown',
      ovop: 'no',
    });
  }
  return entries;
}

function v6State(status: string): State {
  if (status === 'COMPLETED' || status === 'PAYMENT_OUTSIDE_SYSTEM') return 'completed';
  if (V6_COMMITTED.includes(status)) return 'committed';
  return /^(CANCELLED|REQUEST_CANCEL|ON_NEGOTIATION|WAITING_|ESIGN_)/.test(status) ? 'never' : 'unknown';
}

const isCommitted = ({ state }: Entry) => state === 'committed' || state === 'completed';

function totalsOf(entries: readonly Entry[]): SourceTotals[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.year}|${entry.source}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const sum = (group: readonly Entry[]) => senToDecimal(group.reduce((all, { value }) => all + value, 0n));
  return Array.from(groups.values(), (group) => {
    const { year, source } = group[0]!;
    const committed = group.filter(isCommitted);
    const umk = (answer: Umk) => sum(committed.filter((entry) => entry.umk === answer));
    const ovop = (answer: Umk) => sum(committed.filter((entry) => entry.ovop === answer));
    const inside = E_PURCHASING.includes(source);
    return {
      year,
      source,
      packages: new Set(group.map(({ key }) => key)).size,
      lines: group.reduce((all, { lines }) => all + lines, 0),
      total: sum(group),
      committed: sum(committed),
      completed: sum(group.filter(({ state }) => state === 'completed')),
      umk: inside ? { yes: umk('yes'), no: umk('no'), unknown: umk('unknown') } : null,
      ovop: inside ? { yes: ovop('yes'), mixed: ovop('unknown'), no: ovop('no') } : null,
    };
  }).sort((a, b) => a.year - b.year || a.source.localeCompare(b.source));
}

function complianceOf(world: World, entries: readonly Entry[], year: number, together: Together): ExpectedCompliance[] {
  const circular = demoCirculars().find(({ effectiveFrom }) => effectiveFrom.startsWith(String(year)));
  if (!circular) return [];
  const inForce = entries.filter(
    (entry) =>
      entry.year === year &&
      isCommitted(entry) &&
      entry.day >= circular.effectiveFrom &&
      entry.day <= (circular.effectiveTo ?? '9999-12-31'),
  );
  const exempted = new Set(circular.exempted.map(({ perangkatDaerahName }) => perangkatDaerahName));
  return circular.obligations.flatMap((obligation) =>
    world.agencies.map(({ name }) => {
      const mine = inForce.filter((entry) => entry.perangkatDaerah === name && isInScope(entry, obligation));
      const sum = (answer: Umk | 'any') =>
        mine.reduce(
          (all, entry) =>
            answer === 'any' || answerOf(entry, obligation, together) === answer ? all + entry.value : all,
          0n,
        );
      const figures = { yes: sum('yes'), unknown: sum('unknown'), all: sum('any') };
      return {
        year,
        circular: circular.number,
        obligation: obligation.code,
        perangkatDaerah: name,
        numerator: senToDecimal(figures.yes),
        unknown: senToDecimal(figures.unknown),
        denominator: senToDecimal(figures.all),
        verdict: exempted.has(name) ? 'dikecualikan' : verdictOf(obligation, figures),
      };
    }),
  );
}

function isInScope(entry: Entry, { accountPrefixes, sources }: DemoObligation): boolean {
  if (!sources.includes(entry.source)) return false;
  return accountPrefixes.length === 0 || accountPrefixes.some((prefix) => entry.account?.startsWith(prefix) ?? false);
}

function answerOf({ umk, ovop }: Entry, { numerator }: DemoObligation, together: Together): Umk {
  if (numerator === 'umk') return umk;
  if (numerator === 'ovop') return ovop;
  const [strong, weak]: [Umk, Umk] = together === 'either' ? ['yes', 'no'] : ['no', 'yes'];
  if (umk === strong || ovop === strong) return strong;
  return umk === weak && ovop === weak ? weak : 'unknown';
}

function verdictOf(
  { kind, threshold }: DemoObligation,
  { yes, unknown, all }: { yes: bigint; unknown: bigint; all: bigint },
): Verdict {
  // A share of nothing is no share; a minimum is asked of whoever buys nothing, too.
  if (all === 0n && kind === 'share-of-value') return 'tidak_berlaku';
  const reaches = (value: bigint) =>
    kind === 'minimum-value' ? value >= senFromDecimal(threshold) : value * 100n >= BigInt(threshold) * all;
  if (reaches(yes)) return 'patuh';
  return reaches(yes + unknown) ? 'data_tidak_lengkap' : 'tidak_patuh';
}
