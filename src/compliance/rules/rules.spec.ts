import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Denominator, NumeratorKind, ObligationKind } from '../circular.js';
import { senFromDecimal, senToDecimal } from '../../shared/money.js';
import type { Ovop, Standing, Umk } from '../../purchasing/spending.js';
import type { Source } from '../../purchasing/intake/rows.js';
import { type Budget, judge, type Result, type Target } from './judge.js';
import { addUp, place, type Scope, type ScopeLine } from './scope.js';

interface ExampleLine {
  value: string | null;
  umk?: Umk;
  ovop?: Ovop;
  on?: string | null;
  standing?: Standing;
  accounts?: string[];
  source?: Source;
}

interface Example {
  name: string;
  target: { threshold: string; kind?: ObligationKind; denominator?: Denominator };
  scope?: {
    to?: string;
    accountPrefixes?: string[];
    numerator?: NumeratorKind;
    exempt?: { from: string; to: string }[];
  };
  lines: ExampleLine[];
  budget?: { known: string; unknown: number } | null;
  exempt?: boolean;
  expect: {
    result: Result;
    because?: string;
    numerator?: string;
    denominator?: string;
    gap?: (string | null)[];
  };
}

const examples = parse(readFileSync(new URL('judge.examples.yaml', import.meta.url), 'utf8')) as Example[];

function lineOf(example: ExampleLine): ScopeLine {
  return {
    source: example.source ?? 'v5',
    orderedOn: example.on === undefined ? '2026-03-15' : example.on,
    accounts: example.accounts ?? [],
    standing: example.standing ?? 'completed',
    umk: example.umk ?? 'no',
    ovop: example.ovop ?? 'no',
    value: example.value === null ? null : senFromDecimal(example.value),
  };
}

function scopeOf(example: Example): Scope {
  return {
    from: '2026-02-01',
    to: example.scope?.to ?? null,
    sources: ['v5', 'v6', 'toko-daring'],
    accountPrefixes: example.scope?.accountPrefixes ?? [],
    basis: (example.target.denominator ?? 'completed') === 'completed' ? 'completed' : 'committed',
    numerator: example.scope?.numerator ?? 'umk',
    exempt: example.scope?.exempt ?? [],
  };
}

describe('judging an obligation', () => {
  it('has an example of every result', () => {
    const results = new Set(examples.map((example) => example.expect.result));
    expect([...results].sort()).toEqual([
      'data_tidak_lengkap',
      'dikecualikan',
      'patuh',
      'tidak_berlaku',
      'tidak_patuh',
    ]);
  });

  it.each(examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const { kind = 'porsi_nilai', denominator = 'completed', threshold } = example.target;
    const judged = judge({
      target: { kind, denominator, threshold: senFromDecimal(threshold) },
      parts: addUp(example.lines.map(lineOf), scopeOf(example)),
      budget: example.budget ? { known: senFromDecimal(example.budget.known), unknown: example.budget.unknown } : null,
      exempt: example.exempt ?? false,
    });
    const { expect: wanted } = example;
    const told = {
      result: judged.result,
      because: judged.because,
      numerator: senToDecimal(judged.numerator.known),
      denominator: senToDecimal(judged.denominator.known),
      gap: [judged.gap.low, judged.gap.known, judged.gap.high].map((sen) => (sen === null ? null : senToDecimal(sen))),
    };
    expect(told).toMatchObject(wanted);
  });
});

const day = fc.constantFrom('2026-01-31', '2026-02-01', '2026-03-15', '2026-06-30', '2026-07-01', null);
const aLine: fc.Arbitrary<ScopeLine> = fc.record({
  source: fc.constantFrom<Source>('v5', 'v6', 'tender'),
  orderedOn: day,
  accounts: fc.constantFrom([], ['5.1.02.01.01.0052'], ['5.2.01'], ['5.2.01', '5.1.02.01.01.0052']),
  standing: fc.constantFrom<Standing>('completed', 'completed', 'committed', 'never', 'unknown', 'missing'),
  umk: fc.constantFrom<Umk>('yes', 'no', 'unknown'),
  ovop: fc.constantFrom<Ovop>('yes', 'mixed', 'no'),
  value: fc.bigInt({ min: 0n, max: 1000n }),
});
const aScope: fc.Arbitrary<Scope> = fc.record({
  from: fc.constant('2026-02-01'),
  to: fc.constantFrom('2026-06-30', null),
  sources: fc.constant<Source[]>(['v5', 'v6']),
  accountPrefixes: fc.constantFrom([], ['5.1.02']),
  basis: fc.constantFrom<'completed' | 'committed'>('completed', 'committed'),
  numerator: fc.constantFrom<NumeratorKind>('umk', 'ovop', 'umk-and-ovop'),
  exempt: fc.constantFrom([], [{ from: '2026-03-15', to: null }]),
});
const threshold = fc.bigInt({ min: 1n, max: 10_000n });
const share = (value: bigint): Target => ({ kind: 'porsi_nilai', denominator: 'completed', threshold: value });
const judged = (target: Target, lines: ScopeLine[], scope: Scope, budget: Budget | null = null) =>
  judge({ target, parts: addUp(lines, scope), budget, exempt: false });

/** Verdict of one world in which everything is known, by the plainest reading of the rule. */
function verdictOf(numerator: bigint, denominator: bigint, target: bigint): Result {
  if (denominator === 0n) return 'tidak_berlaku';
  return numerator * 10_000n >= target * denominator ? 'patuh' : 'tidak_patuh';
}

/** The verdicts of all worlds that the unknowns allow: each unsure line in or out, each unknown class yes or no. */
function verdictsOfAllWorlds(lines: ScopeLine[], scope: Scope, target: bigint): Set<Result> {
  let worlds: [bigint, bigint][] = [[0n, 0n]];
  for (const line of lines) {
    const { membership, numerator } = place(line, scope);
    const value = line.value ?? 0n;
    if (membership === 'out') continue;
    const inside: [bigint, bigint][] = [];
    if (numerator !== 'no') inside.push([value, value]);
    if (numerator !== 'yes') inside.push([0n, value]);
    if (membership === 'unsure') inside.push([0n, 0n]);
    worlds = worlds.flatMap(([n, d]) => inside.map(([more, whole]): [bigint, bigint] => [n + more, d + whole]));
  }
  return new Set(worlds.map(([n, d]) => verdictOf(n, d, target)));
}

describe('the verdict', () => {
  it('is told exactly when every answer to the unknowns gives the same one', () => {
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 7 }), aScope, threshold, (lines, scope, target) => {
        const verdicts = verdictsOfAllWorlds(lines, scope, target);
        const { result } = judged(share(target), lines, scope);
        const [only] = verdicts;
        expect(result).toBe(verdicts.size === 1 ? only : 'data_tidak_lengkap');
      }),
      { numRuns: 1500 },
    );
  });

  it('does not depend on the order of the lines', () => {
    const shuffled = fc
      .array(aLine, { maxLength: 20 })
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    fc.assert(
      fc.property(shuffled, aScope, threshold, ([lines, other], scope, target) => {
        expect(judged(share(target), other, scope)).toEqual(judged(share(target), lines, scope));
      }),
    );
  });

  it('never gets worse by one more purchase that is surely in the numerator', () => {
    const more: ScopeLine = {
      source: 'v5',
      orderedOn: '2026-02-01',
      accounts: ['5.1.02.01.01.0052'],
      standing: 'completed',
      umk: 'yes',
      ovop: 'yes',
      value: 100n,
    };
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 20 }), aScope, threshold, (lines, scope, target) => {
        const before = judged(share(target), lines, scope).result;
        const after = judged(share(target), [...lines, more], scope).result;
        const worse: Partial<Record<Result, Result[]>> = {
          patuh: ['patuh'],
          data_tidak_lengkap: ['patuh', 'data_tidak_lengkap'],
        };
        expect(worse[before] ?? [after]).toContain(after);
      }),
    );
  });

  it('never gets better by a higher threshold', () => {
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 20 }), aScope, threshold, threshold, (lines, scope, one, two) => {
        const [lower, higher] = one < two ? [one, two] : [two, one];
        const eased = judged(share(lower), lines, scope);
        const harder = judged(share(higher), lines, scope);
        if (eased.result === 'tidak_patuh') expect(harder.result).toBe('tidak_patuh');
        if (harder.result === 'patuh') expect(eased.result).toBe('patuh');
        expect(harder.gap.known).toBeGreaterThanOrEqual(eased.gap.known);
      }),
    );
  });

  it('has its known share between the low and the high one, and its gaps the other way round', () => {
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 20 }), aScope, threshold, (lines, scope, target) => {
        const { share: shares, gap } = judged(share(target), lines, scope);
        const { low, known, high } = shares;
        if (low && known) expect(low.numerator * known.denominator <= known.numerator * low.denominator).toBe(true);
        if (known && high) expect(known.numerator * high.denominator <= high.numerator * known.denominator).toBe(true);
        expect(gap.low <= gap.known).toBe(true);
        expect(gap.high === null || gap.known <= gap.high).toBe(true);
      }),
    );
  });

  it('is kept once the gap has gone to the numerator instead, and not with one sen less', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        fc.bigInt({ min: 1n, max: 10n ** 13n }),
        threshold,
        (part, rest, target) => {
          const parts = (moved: bigint) => ({
            sure: { yes: part + moved, unknown: 0n, no: rest - moved },
            unsure: { yes: 0n, unknown: 0n, no: 0n },
            valueless: { yes: 0, unknown: 0, no: 0 },
          });
          const of = (moved: bigint) =>
            judge({ target: share(target), parts: parts(moved), budget: null, exempt: false });
          const { gap } = of(0n);
          expect(of(gap.known).result).toBe('patuh');
          if (gap.known > 0n) expect(of(gap.known - 1n).result).toBe('tidak_patuh');
        },
      ),
    );
  });
});
