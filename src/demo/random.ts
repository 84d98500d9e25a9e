/**
 * A small seeded source of chance: the same seed gives the same draws on every machine. Nothing here touches money; the
 * generator turns a draw into a whole number of rupiah before any amount is made of it.
 */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HEX = '0123456789abcdef';

export type Weights<T> = readonly (readonly [T, number])[];
/** The sum of a table of weights, so that a table drawn from thousands of times is added up once. */
const sums = new WeakMap<Weights<unknown>, number>();

export class Chance {
  private state: number;

  /** `purpose` opens a stream of its own, so that more draws for one file never shift those for another. */
  constructor(seed: number, purpose: string) {
    let hash = 2166136261 ^ seed;
    for (const character of purpose) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
    this.state = hash >>> 0;
  }

  /** mulberry32: a fraction in [0, 1). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** True with the given probability. */
  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** Bell-shaped round 0 with a spread of 1, never beyond 4.3 (sum of six draws): no logarithm, no cosine. */
  bell(): number {
    let sum = 0;
    for (let i = 0; i < 6; i += 1) sum += this.fraction();
    return (sum - 3) * Math.SQRT2;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Nothing to pick from');
    return items[Math.floor(this.fraction() * items.length)]!;
  }

  /** As `pick`, but the first items come up far more often: a few suppliers sell most. */
  pickPopular<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Nothing to pick from');
    return items[Math.floor(this.fraction() ** 1.8 * items.length)]!;
  }

  /** One of the items, by weight. */
  weighted<T>(items: Weights<T>): T {
    let sum = sums.get(items);
    if (sum === undefined) {
      sum = 0;
      for (const [, weight] of items) sum += weight;
      sums.set(items, sum);
    }
    let rest = this.fraction() * sum;
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return items[items.length - 1]![0];
  }

  /** A new list in another order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = this.whole(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  /** A 26-character ULID whose time part is between 02:00 and 06:00 UTC of `day` (office hours in NTT). */
  ulid(day: string): string {
    let time = Date.parse(`${day}T02:00:00Z`) + this.whole(0, 14_400_000);
    let text = '';
    for (let i = 0; i < 10; i += 1) {
      text = CROCKFORD.charAt(time % 32) + text;
      time = Math.floor(time / 32);
    }
    for (let i = 0; i < 16; i += 1) text += CROCKFORD.charAt(this.whole(0, 31));
    return text;
  }

  uuid(): string {
    const hex = (count: number) => Array.from({ length: count }, () => HEX.charAt(this.whole(0, 15))).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  }
}
