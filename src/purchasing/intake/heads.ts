import { hash } from 'node:crypto';

/** Which row of a package gives its head: the newest, and of several the one whose content comes first in a fixed order. */
export interface Claim {
  /** Milliseconds since 1970 of the row's last change; -Infinity where it tells none. */
  stamp: number;
  /** `rankOf` the content. */
  rank: number;
}

const FIRST_ROOM = 1024;

/**
 * What is remembered of each package while its file is read: the id of its staged head, and the claim that holds it. A
 * file may hold hundreds of thousands of packages, so it is kept in plain numbers, outside the heap that the collector
 * walks over: a hundred bytes a package.
 */
export class Heads {
  private readonly places = new Map<string, number>();
  private ids = new Float64Array(FIRST_ROOM);
  private stamps = new Float64Array(FIRST_ROOM);
  private ranks = new Float64Array(FIRST_ROOM);

  has(key: string): boolean {
    return this.places.has(key);
  }

  /** The staged head's id; null for a package that was not there yet. */
  idOf(key: string): string | null {
    const place = this.places.get(key);
    return place === undefined ? null : String(this.ids[place]);
  }

  /** `id` is a bigint's text; a sequence does not come to what a double no longer holds. */
  add(key: string, id: string, claim: Claim): void {
    const place = this.places.size;
    if (place === this.ids.length) this.grow();
    this.places.set(key, place);
    this.ids[place] = Number(id);
    this.stamps[place] = claim.stamp;
    this.ranks[place] = claim.rank;
  }

  /** Whether `claim` beats the one that holds the head; if so it holds it from now on. */
  yieldsTo(key: string, claim: Claim): boolean {
    const place = this.places.get(key);
    if (place === undefined) return false;
    const stamp = this.stamps[place] as number;
    if (claim.stamp < stamp || (claim.stamp === stamp && claim.rank <= (this.ranks[place] as number))) return false;
    this.stamps[place] = claim.stamp;
    this.ranks[place] = claim.rank;
    return true;
  }

  private grow(): void {
    const wider = (numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const room = new Float64Array(numbers.length * 2);
      room.set(numbers);
      return room;
    };
    this.ids = wider(this.ids);
    this.stamps = wider(this.stamps);
    this.ranks = wider(this.ranks);
  }
}

/** Puts contents in an order that is the same whatever the order of rows: 52 bits of a digest. */
export function rankOf(content: string): number {
  return Number.parseInt(hash('md5', content, 'hex').slice(0, 13), 16);
}
