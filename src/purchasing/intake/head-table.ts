/** What is remembered of a package while its file is read: enough to choose one head, whatever the order of rows. */
export interface Head {
  /** Digits of the row that was reserved for it. */
  id: string;
  /** Milliseconds since 1970, or -Infinity without a date. */
  stamp: number;
  /** From `tieNumber`. */
  tie: number;
}

const FIRST_CAPACITY = 1 << 12;
/** Above this share of filled places, searching gets slow. */
const MOST_FILLED = 0.8;
const LANES = 4;

/**
 * Key → head, like a Map, but outside the heap that is garbage-collected: some 60 bytes an entry and no slack, so that
 * a year of 700,000 orders takes 60 MB and not a gigabyte. Keys are held as 128-bit hashes: among a million keys the
 * chance of two being taken for one is less than one in 10^26.
 */
export class HeadTable {
  private capacity = FIRST_CAPACITY;
  private filled = 0;
  private hashes = new Uint32Array(FIRST_CAPACITY * LANES);
  /** 0 marks a free place; sequences begin at 1. */
  private ids = new Float64Array(FIRST_CAPACITY);
  private stamps = new Float64Array(FIRST_CAPACITY);
  private ties = new Float64Array(FIRST_CAPACITY);
  private readonly lanes = new Uint32Array(LANES);

  get size(): number {
    return this.filled;
  }

  has(key: string): boolean {
    return this.ids[this.placeOf(key)] !== 0;
  }

  get(key: string): Head | undefined {
    const place = this.placeOf(key);
    const id = this.ids[place] ?? 0;
    if (id === 0) return undefined;
    return { id: String(id), stamp: this.stamps[place] ?? 0, tie: this.ties[place] ?? 0 };
  }

  /** Throws a RangeError for an id that is no positive whole number below 2^53. */
  set(key: string, head: Head): void {
    const id = Number(head.id);
    if (!Number.isSafeInteger(id) || id < 1) throw new RangeError(`Not an id: "${head.id}"`);
    if (this.filled >= this.capacity * MOST_FILLED) this.grow();
    const place = this.placeOf(key);
    if (this.ids[place] === 0) {
      this.filled += 1;
      this.hashes.set(this.lanes, place * LANES);
    }
    this.ids[place] = id;
    this.stamps[place] = head.stamp;
    this.ties[place] = head.tie;
  }

  /** Where the key is, or the free place where it belongs. Leaves its hash in `lanes`. */
  private placeOf(key: string): number {
    hashInto(key, this.lanes);
    return this.search();
  }

  private search(): number {
    const { hashes, ids, lanes } = this;
    const mask = this.capacity - 1;
    for (let place = (lanes[0] ?? 0) & mask; ; place = (place + 1) & mask) {
      if (ids[place] === 0) return place;
      const at = place * LANES;
      if (
        hashes[at] === lanes[0] &&
        hashes[at + 1] === lanes[1] &&
        hashes[at + 2] === lanes[2] &&
        hashes[at + 3] === lanes[3]
      )
        return place;
    }
  }

  private grow(): void {
    const { capacity, hashes, ids, stamps, ties } = this;
    this.capacity = capacity * 2;
    this.hashes = new Uint32Array(this.capacity * LANES);
    this.ids = new Float64Array(this.capacity);
    this.stamps = new Float64Array(this.capacity);
    this.ties = new Float64Array(this.capacity);
    for (let from = 0; from < capacity; from += 1) {
      if (ids[from] === 0) continue;
      this.lanes.set(hashes.subarray(from * LANES, from * LANES + LANES));
      const place = this.search();
      this.hashes.set(this.lanes, place * LANES);
      this.ids[place] = ids[from] ?? 0;
      this.stamps[place] = stamps[from] ?? 0;
      this.ties[place] = ties[from] ?? 0;
    }
  }
}

/** One number below 2^53 for a text: equal texts, equal numbers. Orders heads that nothing else tells apart. */
export function tieNumber(text: string): number {
  hashInto(text, SCRATCH);
  return ((SCRATCH[0] ?? 0) & 0x1f_ffff) * 0x1_0000_0000 + (SCRATCH[1] ?? 0);
}

const SCRATCH = new Uint32Array(LANES);

/**
 * MurmurHash3 (x86, 128 bits) over the text's UTF-16 units, four units a block: spreads well, protects nothing.
 */
function hashInto(text: string, into: Uint32Array): void {
  let h1 = 0x9747b28c | 0;
  let h2 = 0x85ebca6b | 0;
  let h3 = 0xc2b2ae35 | 0;
  let h4 = 0x27d4eb2f;
  const { length } = text;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    h1 ^= scramble(text.charCodeAt(at), 0x239b961b, 15, 0xab0e9789);
    h1 = (Math.imul((h1 << 19) | (h1 >>> 13), 5) + h2 + 0x561ccd1b) | 0;
    h2 ^= scramble(text.charCodeAt(at + 1), 0xab0e9789, 16, 0x38b34ae5);
    h2 = (Math.imul((h2 << 17) | (h2 >>> 15), 5) + h3 + 0x0bcaa747) | 0;
    h3 ^= scramble(text.charCodeAt(at + 2), 0x38b34ae5, 17, 0xa1e38b93);
    h3 = (Math.imul((h3 << 15) | (h3 >>> 17), 5) + h4 + 0x96cd1c35) | 0;
    h4 ^= scramble(text.charCodeAt(at + 3), 0xa1e38b93, 18, 0x239b961b);
    h4 = (Math.imul((h4 << 13) | (h4 >>> 19), 5) + h1 + 0x32ac3b17) | 0;
  }
  if (at < length) h1 ^= scramble(text.charCodeAt(at), 0x239b961b, 15, 0xab0e9789);
  if (at + 1 < length) h2 ^= scramble(text.charCodeAt(at + 1), 0xab0e9789, 16, 0x38b34ae5);
  if (at + 2 < length) h3 ^= scramble(text.charCodeAt(at + 2), 0x38b34ae5, 17, 0xa1e38b93);
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  into[0] = h1;
  into[1] = h2 + h1;
  into[2] = h3 + h1;
  into[3] = h4 + h1;
}

function scramble(unit: number, by: number, turn: number, again: number): number {
  const k = Math.imul(unit, by);
  return Math.imul((k << turn) | (k >>> (32 - turn)), again);
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
