import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COVERAGE_DEFINITIONS } from '../catalogue/villages/definitions.js';
import { SPENDING_DEFINITIONS } from '../purchasing/definitions.js';
import { metricHref, metricOf, METRICS } from './metrics.js';

/**
 * The text of each version, as its digest. A test that fails here says: the text changed, so raise the version, and write
 * the new digest beside it. Never change a digest under the same version once it was published.
 */
const PUBLISHED: Readonly<Record<string, { version: number; text: string }>> = {
  M01: { version: 1, text: 'b94d2c7a0f0e' },
  M02: { version: 1, text: 'a5b256edd803' },
  M03: { version: 1, text: '70f32f7d8b17' },
  M04: { version: 1, text: 'b57fee23e9cf' },
  M05: { version: 1, text: '6524592c6076' },
  M06: { version: 1, text: 'ef5b4d9a9d4b' },
  M07: { version: 1, text: '35525f6c39d4' },
  M08: { version: 1, text: 'dde6ddf101c0' },
  M09: { version: 1, text: '64dc4556f892' },
  M10: { version: 1, text: '56ba8ad76855' },
  M11: { version: 1, text: 'a24fb3cfbb95' },
  M12: { version: 2, text: 'a4b56c9bf573' },
  P01: { version: 1, text: 'ea500b1df94d' },
  P02: { version: 1, text: '0fb6fbbd2ac3' },
  P03: { version: 1, text: 'cb2c4f890169' },
  P04: { version: 2, text: '573dc61d358d' },
  P05: { version: 1, text: '14930c24a6b5' },
  P06: { version: 1, text: 'b3bcc9a5583f' },
  P07: { version: 1, text: '77ad2ad095a6' },
  P08: { version: 1, text: '963e7f001b3c' },
  P09: { version: 1, text: '972d405e8057' },
  P10: { version: 2, text: 'ac0bd9ecfaad' },
  P11: { version: 1, text: '472271eb7bea' },
  P12: { version: 1, text: 'e86c1081ed32' },
  P13: { version: 1, text: 'bc1cc6bd4eb1' },
  P14: { version: 1, text: '22f6a0d4cc64' },
  P15: { version: 1, text: 'f89687989d9c' },
};

const SHARED = new URL('../../../shared/reference/metric_definitions.json', import.meta.url);

describe('the registry of metrics', () => {
  it('names each metric once, and no anchor twice on the page of definitions', () => {
    expect(new Set(METRICS.map(({ code }) => code)).size).toBe(METRICS.length);
    const anchors = [...METRICS, ...SPENDING_DEFINITIONS, ...COVERAGE_DEFINITIONS].map(({ anchor }) => anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it('says of each what it is counted from, of whom, and where the numbers are from', () => {
    for (const one of METRICS) {
      expect([one.code, one.numerator, one.population, one.source].every((text) => text.length > 2)).toBe(true);
      expect([one.code, one.nature === 'rasio' || one.denominator === null || one.code.startsWith('P')]).toEqual([
        one.code,
        true,
      ]);
      if (one.nature === 'rasio') expect([one.code, one.denominator]).not.toEqual([one.code, null]);
    }
  });

  it('does not change what a version says', () => {
    const now = Object.fromEntries(
      METRICS.map(({ version, code, ...rest }) => [
        code,
        { version, text: createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 12) },
      ]),
    );
    expect(now).toEqual(PUBLISHED);
  });

  it('leads to the definition of each, and knows no other', () => {
    expect(metricHref('M08')).toBe('/definisi#m08');
    expect(() => metricOf('M13')).toThrow('No metric M13');
  });

  it('has every metric of the reference', () => {
    const codes = existsSync(SHARED)
      ? (JSON.parse(readFileSync(SHARED, 'utf8')) as { metrics: { code: string }[] }).metrics.map(({ code }) => code)
      : Array.from({ length: 12 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`);
    expect(codes).toHaveLength(12);
    expect(METRICS.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });
});
