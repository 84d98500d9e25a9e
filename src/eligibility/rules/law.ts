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

/**
 * The book on one day, which notes what is read from it: a verdict cites all that it looked at, and cannot forget any.
 * One reading serves many rules in turn: `begin`, read, `end`.
 */
export class Law {
  private arms: Arm[] = [];
  private horizon: string | null = null;

  constructor(
    readonly book: Book,
    readonly day: string,
  ) {}

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
    const arm = valueOn(this.book, key, this.day, unit);
    if (arm) {
      this.arms.push(arm as Arm<LawValue>);
      this.sees(arm.to);
    } else {
      const next = this.book.parameters.get(key)?.arms.find(({ from }) => from > this.day);
      this.sees(next ? addDays(next.from, -1) : null);
    }
    return arm;
  }

  private sees(day: string | null): void {
    if (day !== null && (this.horizon === null || day < this.horizon)) this.horizon = day;
  }
}
