import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LawValue, Parameter } from '../../regulation/book.js';
import { lawBook } from '../../regulation/book-files.js';
import { withProposal } from '../../regulation/overlay.js';
import { addDays } from '../../shared/dates.js';
import { factsOf, ruleExamples } from '../../../test/support/rule-examples.js';
import { assess, type Assessment } from './assess.js';
import type { FactPath } from './facts.js';
import { PLATFORMS, RULES } from './index.js';
import { Law } from './law.js';
import { judge } from './rule.js';

const book = lawBook();
const examples = ruleExamples().flatMap(({ all }) => all);

/** Every value that some example gives a fact, and that it is not known. */
const pools = new Map<FactPath, unknown[]>();
for (const { flat } of examples)
  for (const [path, value] of Object.entries(flat) as [FactPath, unknown][]) {
    const pool = pools.get(path) ?? [];
    if (!pool.some((one) => JSON.stringify(one) === JSON.stringify(value))) pool.push(value);
    pools.set(path, pool);
  }
const NOT_KNOWN = Symbol('not known');
const someFacts = fc
  .record(Object.fromEntries([...pools].map(([path, pool]) => [path, fc.constantFrom<unknown>(NOT_KNOWN, ...pool)])))
  .map((flat) => Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== NOT_KNOWN)));
const someDay = fc.oneof(
  fc.constantFrom(...new Set(examples.map(({ day }) => day))),
  fc.nat(4200).map((days) => addDays('2019-06-01', days)),
);
const somePlatform = fc.constantFrom(...PLATFORMS);

/** What is decided; how long it stays true may well change when the law of later days does. */
const decided = ({ ruleSet, states, readiness, requirements }: Assessment): string =>
  JSON.stringify({ ruleSet, states, readiness, verdicts: requirements.map(({ verdict }) => verdict) });

function someValue({ unit, choices, arms }: Parameter): fc.Arbitrary<LawValue | null> {
  const listed = choices ?? arms.flatMap(({ value }) => (Array.isArray(value) ? (value as string[]) : []));
  const amount = fc.bigInt({ min: 0n, max: 10n ** 11n }).map((whole) => `${whole}.00`);
  const by: Record<Parameter['unit'], fc.Arbitrary<LawValue>> = {
    rupiah: amount,
    percent: fc.nat(100).map(String),
    count: fc.integer({ min: 2015, max: 2025 }),
    years: fc.integer({ min: 1, max: 9 }),
    months: fc.integer({ min: 1, max: 24 }),
    day: someDay,
    'yes-no': fc.boolean(),
    choice: fc.constantFrom(...(listed.length > 0 ? listed : [''])),
    codes: fc.subarray([...listed]),
  };
  return unit === 'choice' ? by.choice : fc.option(by[unit], { freq: 5 });
}

describe('an assessment', () => {
  it('does not depend on any fact that a rule does not declare', () => {
    fc.assert(
      fc.property(someFacts, someFacts, someDay, (one, other, day) => {
        const law = new Law(book, day);
        for (const rule of RULES) {
          const mixed = Object.fromEntries([
            ...Object.entries(other).filter(([path]) => !rule.reads.includes(path as FactPath)),
            ...Object.entries(one).filter(([path]) => rule.reads.includes(path as FactPath)),
          ]);
          const bytes = JSON.stringify(judge(rule, factsOf(one), law));
          expect(JSON.stringify(judge(rule, factsOf(mixed), law))).toBe(bytes);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same bytes for the same facts, day and book, and changes none of them', () => {
    fc.assert(
      fc.property(someFacts, someDay, somePlatform, (flat, day, platform) => {
        const facts = factsOf(flat);
        const before = JSON.stringify(facts);
        const bytes = JSON.stringify(assess(facts, platform, day, book));
        expect(JSON.stringify(assess(structuredClone(facts), platform, day, book))).toBe(bytes);
        expect(JSON.stringify(facts)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it('is changed by a change of law on the days of the change only', () => {
    const proposal = fc.constantFrom(...book.parameters.values()).chain((parameter) =>
      fc.record({
        key: fc.constant(parameter.key),
        value: someValue(parameter),
        from: someDay,
        length: fc.option(fc.nat(900)),
      }),
    );
    fc.assert(
      fc.property(proposal, someFacts, someDay, somePlatform, ({ key, value, from, length }, flat, day, platform) => {
        const to = length === null ? null : addDays(from, length);
        const changed = withProposal(book, { name: 'Usulan', about: 'coba', values: [{ key, value, from, to }] });
        const touched = day >= from && (to === null || day <= to);
        const before = decided(assess(factsOf(flat), platform, day, book));
        const after = decided(assess(factsOf(flat), platform, day, changed));
        expect(touched ? before : after).toBe(before);
      }),
      { numRuns: 400 },
    );
  });

  it('stays what it is until the day that it names', () => {
    // Warnings and the sum of all are left out: that a black list was looked up today is no longer so tomorrow.
    const told = ({ requirements, ruleSet }: Assessment): unknown => [
      ruleSet,
      requirements.map(({ verdict }) => [verdict.code, verdict.outcome, verdict.because]),
    ];
    fc.assert(
      fc.property(
        someFacts,
        someDay,
        somePlatform,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (flat, day, platform, at) => {
          const facts = factsOf(flat);
          const now = assess(facts, platform, day, book);
          const last = now.validUntil ?? addDays(day, 3650);
          const span = (Date.parse(last) - Date.parse(day)) / 86_400_000;
          const later = addDays(day, Math.round(span * at));
          expect(last >= day).toBe(true);
          expect(told(assess(facts, platform, later, book))).toEqual(told(now));
        },
      ),
      {
        numRuns: 400,
        // A look-up without a day, on the eve of a sanction that is on file already.
        examples: [[{ 'enterprise.blacklist': [{ from: '2026-01-15', to: '2027-01-14' }] }, '2026-01-14', 'v5', 0.003]],
      },
    );
  });

  it('counts each requirement of the catalogue once', () => {
    fc.assert(
      fc.property(someFacts, someDay, somePlatform, (flat, day, platform) => {
        const { readiness, requirements } = assess(factsOf(flat), platform, day, book);
        const { met, unmet, unknown, asked, unconfirmed, doesNotApply } = readiness;
        expect(met + unmet + unknown).toBe(asked);
        expect(asked + unconfirmed + doesNotApply).toBe(
          requirements.filter(({ purpose }) => purpose === 'katalog').length,
        );
      }),
    );
  });

  it('never gets worse by law that is not confirmed', () => {
    fc.assert(
      fc.property(someFacts, someDay, somePlatform, (flat, day, platform) => {
        const { states, requirements } = assess(factsOf(flat), platform, day, book);
        const blocking = requirements.filter(
          ({ purpose, verdict }) => purpose === 'katalog' && verdict.outcome === 'fails' && verdict.binding,
        );
        const refused = states.katalog === 'tidak-layak' || states.katalog === 'kedaluwarsa';
        expect(refused).toBe(blocking.length > 0);
      }),
    );
  });
});
