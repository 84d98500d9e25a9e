import { type Arm, type Book, mayDecide, valueOn } from '../../regulation/book.js';
import { senFromDecimal, senToDecimal } from '../../shared/money.js';

/** `koperasi` counts with UMK without a ceiling; `bukan-umk` is part of a larger enterprise, whatever its own figures. */
export const CLASSES = ['mikro', 'kecil', 'menengah', 'besar', 'koperasi', 'bukan-umk'] as const;
export type EnterpriseClass = (typeof CLASSES)[number];

/** Classes of an enterprise that stands above another. */
export const PARENT_CLASSES = ['mikro', 'kecil', 'menengah', 'besar'] as const;
export type ParentClass = (typeof PARENT_CLASSES)[number];

/** What an enterprise's class is derived from, as it was known for the day. Amounts in sen; null = not known, never 0. */
export interface ClassFacts {
  legalForm: string;
  /** 'YYYY-MM-DD'. */
  establishedOn: string | null;
  /** Capital without the land and the buildings of the business. */
  capital: bigint | null;
  /** Sales of the last whole year. */
  sales: bigint | null;
  /** Of the enterprise that owns or controls it, or whose branch it is; null = none, or none known. */
  parentClass: ParentClass | null;
}

export type ClassBecause =
  | 'cooperative'
  | 'part-of-larger'
  | 'capital'
  | 'sales'
  | 'capital-and-sales-agree'
  | 'capital-not-on-file'
  | 'sales-not-on-file'
  | 'founding-day-not-on-file'
  | 'book-does-not-reach-this-day';

export interface ClassVerdict {
  /** null = cannot tell. */
  class: EnterpriseClass | null;
  because: ClassBecause;
  /** Decimal text, exact. */
  evidence: Readonly<Record<string, string>>;
  /** Codes of the book of law. */
  sources: readonly string[];
  /** False while some of the law behind it is still to be confirmed. */
  confirmed: boolean;
}

const BASES = ['capital', 'sales'] as const;
type Basis = (typeof BASES)[number];
const CEILINGS = ['mikro', 'kecil', 'menengah'] as const;
const NOT_ON_FILE = { capital: 'capital-not-on-file', sales: 'sales-not-on-file' } as const;

/** The class of an enterprise by the law in force on a day (PP 7/2021, articles 35 and 36). Pure. */
export function classOf(facts: ClassFacts, day: string, book: Book): ClassVerdict {
  const arms: Arm[] = [];
  const asked = <A extends Arm>(arm: A | undefined): A | undefined => {
    if (arm) arms.push(arm);
    return arm;
  };
  const verdict = (
    found: EnterpriseClass | null,
    because: ClassBecause,
    evidence: Record<string, string> = {},
  ): ClassVerdict => ({
    class: found,
    because,
    evidence,
    sources: [...new Set(arms.map((arm) => arm.source))],
    confirmed: arms.every(mayDecide),
  });

  if (facts.legalForm === 'koperasi') {
    const counts = asked(valueOn(book, 'umk.cooperative-counts', day, 'yes-no'));
    if (counts?.value === true) return verdict('koperasi', 'cooperative');
    if (!counts) return verdict(null, 'book-does-not-reach-this-day');
  }

  if (facts.parentClass !== null) {
    const excluded = asked(valueOn(book, 'umk.excluded-parent-classes', day, 'codes'));
    if (excluded?.value?.includes(facts.parentClass)) {
      // Its own figures may still make it larger than small; smaller than its owner it is not.
      const own = byFigures();
      return own.class === 'menengah' || own.class === 'besar'
        ? own
        : verdict('bukan-umk', 'part-of-larger', { parentClass: facts.parentClass });
    }
  }
  return byFigures();

  function byFigures(): ClassVerdict {
    if (facts.establishedOn === null) {
      // Which of the two figures counts is not known, which is no matter where both say the same.
      const [one, other] = BASES.map((basis) => (facts[basis] === null ? null : under(basis, facts[basis])));
      return one && one === other
        ? verdict(one, 'capital-and-sales-agree', { ...amount('capital'), ...amount('sales') })
        : verdict(null, 'founding-day-not-on-file');
    }
    const newFrom = asked(valueOn(book, 'umk.basis.new-from', day, 'day'));
    if (!newFrom || newFrom.value === null) return verdict(null, 'book-does-not-reach-this-day');
    const isNew = facts.establishedOn >= newFrom.value;
    const told = asked(valueOn(book, isNew ? 'umk.basis.new' : 'umk.basis.older', day, 'choice'));
    if (!told || told.value === null) return verdict(null, 'book-does-not-reach-this-day');
    const basis: Basis = told.value === 'modal' ? 'capital' : 'sales';
    const figure = facts[basis];
    if (figure === null) return verdict(null, NOT_ON_FILE[basis], { establishedOn: facts.establishedOn });
    const found = under(basis, figure);
    if (found === null) return verdict(null, 'book-does-not-reach-this-day');
    return verdict(found, basis, { establishedOn: facts.establishedOn, ...amount(basis) });
  }

  /** "At most": the ceiling itself is inside. null = the book does not reach the day. */
  function under(basis: Basis, figure: bigint): EnterpriseClass | null {
    for (const name of CEILINGS) {
      const ceiling = asked(valueOn(book, `umk.${basis}.max-${name}`, day, 'rupiah'));
      if (!ceiling || ceiling.value === null) return null;
      if (figure <= senFromDecimal(ceiling.value)) return name;
    }
    return 'besar';
  }

  function amount(basis: Basis): Record<string, string> {
    const figure = facts[basis];
    return figure === null ? {} : { [basis]: senToDecimal(figure) };
  }
}

/** Whether a class counts for UMK in procurement, cooperatives included (UMK-K). */
export function isUmk(found: EnterpriseClass): boolean {
  return found === 'mikro' || found === 'kecil' || found === 'koperasi';
}
