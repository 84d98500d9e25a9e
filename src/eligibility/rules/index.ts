import { type Book, valueOn } from '../../regulation/book.js';
import { kel010, kel016, kel020, kel021, kel022 } from './activity.js';
import { kel001, kel002, kel003, kel004, kel017, kel018, kel019 } from './identity.js';
import { kel101, kel102, kel103, kel110, kel111 } from './licences.js';
import { kel104, kel105, kel106, kel107, kel108, kel109 } from './marks.js';
import { kel201, kel202, kel203, kel204, kel205, kel206, kel207, kel208, kel209, kel210 } from './ovop.js';
import type { Rule } from './rule.js';
import { kel005, kel013, kel014, kel015 } from './size.js';
import { kel006, kel007, kel008, kel009, kel011, kel012 } from './standing.js';

export const PLATFORMS = ['v5', 'v6'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What is asked whatever the platform. */
// prettier-ignore
const ENTERPRISE = [
  kel001, kel002, kel004, kel005, kel006, kel007, kel008, kel009, kel010, kel011, kel012, kel013, kel014, kel015, kel016,
  kel022,
];
const PRODUCT = [kel101, kel102, kel103, kel104, kel105, kel106, kel107, kel108, kel109, kel110, kel111];
const OVOP = [kel201, kel202, kel203, kel204, kel205, kel206, kel207, kel208, kel209, kel210];

/** Rule sets by the name that the law's own parameter (`catalogue.v5.rule-set`, `catalogue.v6.rule-set`) gives a period. */
export const RULE_SETS: Readonly<Record<string, readonly Rule[]>> = {
  'kepka-122-2022': inOrder([...ENTERPRISE, kel018, kel019, kel020, ...PRODUCT, ...OVOP]),
  'kepka-177-2024': inOrder([...ENTERPRISE, kel003, kel017, kel021, ...PRODUCT, ...OVOP]),
};

export const RULES: readonly Rule[] = inOrder([...new Set(Object.values(RULE_SETS).flat())]);

export interface RuleSet {
  name: string;
  rules: readonly Rule[];
  /** Whether it is sure that this set is the one in force on the day. */
  confirmed: boolean;
}

/** The rule set of a platform on a day; undefined on a day that the book does not reach. */
export function ruleSetOn(book: Book, platform: Platform, day: string): RuleSet | undefined {
  const arm = valueOn(book, `catalogue.${platform}.rule-set`, day, 'choice');
  if (!arm || arm.value === null) return undefined;
  const rules = RULE_SETS[arm.value];
  if (!rules) throw new Error(`There is no rule set ${arm.value}`);
  return { name: arm.value, rules, confirmed: arm.standing === 'confirmed' };
}

function inOrder(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((one, other) => (one.code < other.code ? -1 : 1));
}
