import { senFromDecimal } from '../../shared/money.js';
import type { EnterpriseClass, EnterpriseFacts, FactPath, OfficialClass } from './facts.js';
import type { Law } from './law.js';
import { BOOK_ENDS, cannotTell, doesNotApply, fails, type Finding, meets, type Rule } from './rule.js';

type Basis = 'modal' | 'penjualan';
const BOUNDS = ['mikro', 'kecil', 'menengah'] as const;
const KEYS = { modal: 'umk.capital.max-', penjualan: 'umk.sales.max-' } as const;

/** What the class of an enterprise rests on; a rule that asks for it reads these. */
export const CLASS_FACTS = [
  'enterprise.officialClass',
  'enterprise.capital',
  'enterprise.sales',
  'enterprise.establishedOn',
] as const satisfies readonly FactPath[];

export type ClassFinding =
  | { class: OfficialClass; evidence: Record<string, string>; warnings: string[] }
  | { class: null; because: string; evidence: Record<string, string> };

/** By one basis: each ceiling is "at most", so the ceiling itself is inside. Undefined where the book does not reach. */
function byBasis(basis: Basis, amount: string, law: Law): EnterpriseClass | undefined {
  const sen = senFromDecimal(amount);
  for (const name of BOUNDS) {
    const ceiling = law.value(`${KEYS[basis]}${name}`, 'rupiah');
    if (ceiling === undefined || ceiling === null) return undefined;
    if (sen <= senFromDecimal(ceiling)) return name;
  }
  return 'besar';
}

/** Which basis applies: capital since PP 7/2021, yearly sales for older enterprises; null = cannot be told. */
function basisOf(establishedOn: string | undefined, law: Law): Basis | null | undefined {
  if (establishedOn === undefined) return null;
  const year = law.value('umk.basis.year', 'count');
  const newer = law.value('umk.basis.new', 'choice');
  const older = law.value('umk.basis.older', 'choice');
  if (typeof year !== 'number' || !newer || !older) return undefined;
  const founded = Number(establishedOn.slice(0, 4));
  // The very day on which the PP began is not confirmed; it matters to those alone that were founded in that year.
  if (founded !== year) return (founded > year ? newer : older) as Basis;
  const since = law.value('umk.basis.new-from', 'day');
  if (!since) return undefined;
  return (establishedOn >= since ? newer : older) as Basis;
}

/** The class that counts on the day: the official one, else by the figures on file; undefined = the book ends. */
export function classOf(facts: EnterpriseFacts, law: Law): ClassFinding | undefined {
  const { officialClass, capital, sales, establishedOn } = facts;
  const evidence: Record<string, string> = {};
  if (establishedOn !== undefined) evidence['establishedOn'] = establishedOn;
  if (capital !== undefined) evidence['capital'] = capital;
  if (sales !== undefined) evidence['sales'] = sales;
  if (officialClass !== undefined) {
    evidence['officialClass'] = officialClass;
    return { class: officialClass, evidence, warnings: [] };
  }
  const basis = basisOf(establishedOn, law);
  if (basis === undefined) return undefined;
  const byCapital = capital === undefined ? null : byBasis('modal', capital, law);
  const bySales = sales === undefined ? null : byBasis('penjualan', sales, law);
  if (byCapital === undefined || bySales === undefined) return undefined;
  const other = byCapital !== null && bySales !== null && byCapital !== bySales;
  const warnings = other ? ['class-other-basis-differs'] : [];
  if (basis !== null) {
    const found = basis === 'modal' ? byCapital : bySales;
    if (found === null)
      return { class: null, because: basis === 'modal' ? 'capital-not-on-file' : 'sales-not-on-file', evidence };
    return { class: found, evidence: { ...evidence, basis, class: found }, warnings };
  }
  // Without a day of founding the class is told only when both bases give the same.
  if (byCapital !== null && byCapital === bySales)
    return { class: byCapital, evidence: { ...evidence, class: byCapital }, warnings };
  return { class: null, because: 'established-not-on-file', evidence };
}

export const kel013: Rule = {
  code: 'KEL-013',
  title: 'The enterprise is micro or small',
  purpose: 'umk-k',
  about: 'enterprise',
  reads: ['enterprise.legalForm', ...CLASS_FACTS],
  thresholds: {
    'umk.capital.max-mikro': 'enterprise.capital',
    'umk.capital.max-kecil': 'enterprise.capital',
    'umk.capital.max-menengah': 'enterprise.capital',
    'umk.sales.max-mikro': 'enterprise.sales',
    'umk.sales.max-kecil': 'enterprise.sales',
    'umk.sales.max-menengah': 'enterprise.sales',
  },
  judge({ enterprise }, law): Finding {
    const classes = law.codes('umk.classes');
    if (!classes) return BOOK_ENDS;
    if (enterprise.legalForm === undefined) return cannotTell('legal-form-not-on-file');
    if (enterprise.legalForm === 'koperasi') return doesNotApply('class-of-cooperative-not-asked');
    const found = classOf(enterprise, law);
    if (!found) return BOOK_ENDS;
    if (found.class === null) return cannotTell(found.because, { evidence: found.evidence });
    const { evidence, warnings } = found;
    return classes.includes(found.class)
      ? meets(`class-${found.class}`, { evidence, warnings })
      : fails(`class-${found.class}`, { evidence, warnings });
  },
};

export const kel014: Rule = {
  code: 'KEL-014',
  title: 'No medium or large firm owns or controls the enterprise',
  purpose: 'umk-k',
  about: 'enterprise',
  reads: ['enterprise.parentClass'],
  judge({ enterprise: { parentClass } }, law) {
    const excluded = law.codes('umk.excluded-parent-classes');
    if (!excluded) return BOOK_ENDS;
    if (parentClass === undefined) return cannotTell('parent-not-known');
    if (parentClass === 'none') return meets('parent-none');
    const evidence = { parentClass };
    return excluded.includes(parentClass)
      ? fails('parent-too-large', { evidence })
      : meets('parent-small', { evidence });
  },
};

export const kel015: Rule = {
  code: 'KEL-015',
  title: 'A cooperative is counted with micro and small enterprises',
  purpose: 'umk-k',
  about: 'enterprise',
  duty: 'umk.cooperative-counts',
  reads: ['enterprise.legalForm'],
  judge({ enterprise: { legalForm } }) {
    if (legalForm === undefined) return cannotTell('legal-form-not-on-file');
    return legalForm === 'koperasi' ? meets('cooperative-counts') : doesNotApply('not-a-cooperative');
  },
};

export const kel005: Rule = {
  code: 'KEL-005',
  title: 'A branch is no UMK of its own',
  purpose: 'umk-k',
  about: 'enterprise',
  duty: 'catalogue.branch-is-one-taxpayer',
  reads: ['enterprise.nitku', 'enterprise.nitkuFitsNpwp'],
  judge({ enterprise: { nitku, nitkuFitsNpwp } }) {
    if (nitku === undefined) return cannotTell('nitku-not-on-file');
    if (nitku === 'none') return doesNotApply('nitku-none');
    if (nitku === 'malformed') return fails('nitku-malformed');
    if (nitkuFitsNpwp === undefined) return cannotTell('nitku-not-compared');
    if (!nitkuFitsNpwp) return fails('nitku-of-another-npwp');
    return nitku === 'branch' ? fails('nitku-branch') : meets('nitku-head-office');
  },
};
