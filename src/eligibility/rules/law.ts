import {
  type Arm,
  type Book,
  type LawValue,
  type Standing,
  STANDINGS,
  type Unit,
  type UnitValues,
  valueOn,
} from '../../regulation/book.js';
import { addDays } from '../../shared/dates.js';

/** What a verdict rests on. */
export interface Citation {
  source: string;
  article: string | null;
  standing: Standing;
}

export interface Read {
  citations: Citation[];
  /** The last day before the law that was read changes, as far as the book knows; null = it does not. */
  until: string | null;
  weakest: Standing;
}

/** A parameter on one day: its arm, and the last day before it changes. */
interface OnDay {
  arm: Arm<LawValue> | undefined;
  unit: Unit;
  until: string | null;
}

/** A book is never changed, and everybody is judged by the same few days of it: what was looked up is remembered with it. */
const DAYS = new WeakMap<Book, Map<string, Map<string, OnDay>>>();
const MOST_DAYS = 16;

function knownOn(book: Book, day: string): Map<string, OnDay> {
  const days = DAYS.get(book) ?? new Map<string, Map<string, OnDay>>();
  DAYS.set(book, days);
  let known = days.get(day);
  if (!known) {
    if (days.size >= MOST_DAYS) days.clear();
    known = new Map();
    days.set(day, known);
  }
  return known;
}

/**
 * The book on one day, which notes what is read from it: a verdict cites all that it looked at, and cannot forget any.
 * One reading serves many rules in turn: `begin`, read, `end`.
 */
export class Law {
  private arms: Arm[] = [];
  private horizon: string | null = null;

  private readonly known: Map<string, OnDay>;

  constructor(
    readonly book: Book,
    readonly day: string,
  ) {
    this.known = knownOn(book, day);
  }

  begin(): void {
    this.arms = [];
    this.horizon = null;
  }

  end(): Read {
    const citations: Citation[] = [];
    let weakest: Standing = 'confirmed';
    for (const { source, article, standing } of this.arms) {
      if (STANDINGS.indexOf(standing) > STANDINGS.indexOf(weakest)) weakest = standing;
      if (!citations.some((one) => one.source === source && one.article === article && one.standing === standing))
        citations.push({ source, article, standing });
    }
    return { citations, until: this.horizon, weakest };
  }

  /** Undefined where the book does not reach the day, null where the law sets none. */
  value<U extends Unit>(key: string, unit: U): UnitValues[U] | null | undefined {
    return this.arm(key, unit)?.value;
  }

  /** Undefined where the book does not reach the day. */
  yes(key: string): boolean | undefined {
    const value = this.value(key, 'yes-no');
    return value === undefined ? undefined : value === true;
  }

  /** Undefined where the book does not reach the day; none where the law names none. */
  codes(key: string): readonly string[] | undefined {
    const value = this.value(key, 'codes');
    return value === undefined ? undefined : (value ?? []);
  }

  private arm<U extends Unit>(key: string, unit: U): Arm<UnitValues[U]> | undefined {
    const { arm, unit: kept, until } = this.known.get(key) ?? this.look(key, unit);
    if (kept !== unit) throw new Error(`Parameter ${key} is in ${kept}, not in ${unit}`);
    if (arm) this.arms.push(arm);
    this.sees(until);
    return arm as Arm<UnitValues[U]> | undefined;
  }

  private look(key: string, unit: Unit): OnDay {
    const arm = valueOn(this.book, key, this.day, unit) as Arm<LawValue> | undefined;
    const next = arm ? undefined : this.book.parameters.get(key)?.arms.find(({ from }) => from > this.day);
    const found = { arm, unit, until: arm ? arm.to : next ? addDays(next.from, -1) : null };
    this.known.set(key, found);
    return found;
  }

  private sees(day: string | null): void {
    if (day !== null && (this.horizon === null || day < this.horizon)) this.horizon = day;
  }
}
