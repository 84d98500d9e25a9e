import { describe, expect, it } from '@jest/globals';
import type { CircularInput, ObligationInput } from '../circular.js';
import { checkCircular, normalisePrefix } from './check-circular.js';

const KNOWN = ['5.1.02.01.01.0052', '5.2'];

const obligation: ObligationInput = {
  code: 'K1',
  title: 'Pangsa UMK',
  kind: 'porsi_nilai',
  numerator: 'umk',
  denominator: 'completed',
  threshold: '40',
  accountPrefixes: [],
  sources: ['v5'],
};
const circular: CircularInput = {
  klpd: 'D9',
  type: 'surat_edaran',
  number: 'CONTOH/1/2026',
  subject: 'Belanja produk lokal',
  issuerPosition: 'sekretaris_daerah',
  issuedOn: '2026-01-05',
  effectiveFrom: '2026-02-01',
  effectiveTo: null,
  state: 'terbit',
  note: null,
  documentSha256: null,
  addressees: { all: true, perangkatDaerahIds: [], excludedIds: [] },
  obligations: [obligation],
  exemptions: [],
};
const problemsOf = (change: Partial<CircularInput>) =>
  checkCircular({ ...circular, ...change }, KNOWN).problems.map(({ field }) => field);
const problemsOfObligation = (change: Partial<ObligationInput>) =>
  problemsOf({ obligations: [{ ...obligation, ...change }] });
const warningsOf = (change: Partial<CircularInput>) =>
  checkCircular({ ...circular, ...change }, KNOWN).warnings.map(({ code }) => code);

describe('checking a circular', () => {
  it('finds nothing wrong with a plain one', () => {
    expect(checkCircular(circular, KNOWN)).toEqual({ problems: [], warnings: [] });
  });

  it('refuses a period that ends before it begins, and a day that is none', () => {
    expect(problemsOf({ effectiveTo: '2026-01-31' })).toEqual(['effectiveTo']);
    expect(problemsOf({ effectiveTo: '2026-02-01' })).toEqual([]);
    expect(problemsOf({ effectiveFrom: '2026-02-30' })).toEqual(['effectiveFrom']);
  });

  it('refuses a share above 100, a threshold of zero and one with three decimals', () => {
    expect(problemsOfObligation({ threshold: '100' })).toEqual([]);
    expect(problemsOfObligation({ threshold: '100.01' })).toEqual(['obligations.0.threshold']);
    expect(problemsOfObligation({ threshold: '0.00' })).toEqual(['obligations.0.threshold']);
    expect(problemsOfObligation({ threshold: '33.333' })).toEqual(['obligations.0.threshold']);
    expect(problemsOfObligation({ threshold: '40%' })).toEqual(['obligations.0.threshold']);
  });

  it('lets a minimum value be above 100, but not be divided by a budget', () => {
    expect(problemsOfObligation({ kind: 'nilai_minimum', threshold: '50000000' })).toEqual([]);
    expect(problemsOfObligation({ kind: 'nilai_minimum', denominator: 'procurement-budget' })).toEqual([
      'obligations.0.denominator',
    ]);
  });

  it('refuses two obligations with one code, and an exemption from one that is not there', () => {
    expect(problemsOf({ obligations: [obligation, obligation] })).toEqual(['obligations.1.code']);
    const exemption = {
      perangkatDaerahId: '1',
      validFrom: '2026-02-01',
      validTo: null,
      reason: 'contoh',
      decidedBy: null,
    };
    expect(problemsOf({ exemptions: [{ ...exemption, obligationCode: 'K2' }] })).toEqual([
      'exemptions.0.obligationCode',
    ]);
    expect(problemsOf({ exemptions: [{ ...exemption, obligationCode: 'K1' }] })).toEqual([]);
  });

  it('refuses one that binds nobody', () => {
    expect(problemsOf({ addressees: { all: false, perangkatDaerahIds: [], excludedIds: [] } })).toEqual(['addressees']);
  });

  it('refuses what is no account code and only warns of one that the list does not know', () => {
    expect(problemsOfObligation({ accountPrefixes: ['5.1.2'] })).toEqual(['obligations.0.accountPrefixes']);
    expect(problemsOfObligation({ accountPrefixes: ['makan minum'] })).toEqual(['obligations.0.accountPrefixes']);
    expect(warningsOf({ obligations: [{ ...obligation, accountPrefixes: ['5.1.02', '5.2'] }] })).toEqual([]);
    expect(warningsOf({ obligations: [{ ...obligation, accountPrefixes: ['5.1.02.01.01.0099'] }] })).toEqual([
      'account-not-listed',
    ]);
  });

  it('warns of one firm or brand, and not of kinds of sellers', () => {
    expect(warningsOf({ subject: 'Pembelian air mineral dari CV Tirta Contoh' })).toEqual(['names-one-firm']);
    expect(warningsOf({ obligations: [{ ...obligation, title: 'Kopi merek "Contoh"' }] })).toEqual(['names-one-firm']);
    expect(warningsOf({ subject: 'Belanja melalui Toko Daring dari koperasi dan usaha kecil' })).toEqual([]);
  });

  it('warns of one that takes effect before its date', () => {
    expect(warningsOf({ issuedOn: '2026-02-02' })).toEqual(['takes-effect-before-issue']);
  });
});

describe('the prefix of an account code', () => {
  it.each([
    ['5.1.2', '5.1.02'],
    ['5.1.02.', '5.1.02'],
    ['5.1.2.1.1.52', '5.1.02.01.01.0052'],
    ['5', '5'],
    ['5.1.02.01.01.0052', '5.1.02.01.01.0052'],
  ])('%s is %s', (text, prefix) => {
    expect(normalisePrefix(text)).toBe(prefix);
  });

  it.each(['', '9.1', '5.1.022', '5.1.02.01.01.0052.1', '5..02', 'x', '5.1.0x'])('%p is none', (text) => {
    expect(normalisePrefix(text)).toBeNull();
  });
});
