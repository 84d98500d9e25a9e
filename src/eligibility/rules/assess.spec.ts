import { describe, expect, it } from '@jest/globals';
import { lawBook } from '../../regulation/book-files.js';
import { withProposal } from '../../regulation/overlay.js';
import { citationOf, nextStepOf, readinessSentence, sentenceOf, STATE_WORDS, TITLES } from '../wording/wording.js';
import { assess } from './assess.js';
import { type Facts, NO_FACTS, type Paper } from './facts.js';
import { RULES } from './index.js';

const book = lawBook();
const DAY = '2026-03-02';
const seen: Paper = { expiresOn: null, verified: true };

/** A small maker of keripik in NTT that keeps everything. */
function maker(change: Partial<Facts['enterprise']> = {}, product: Partial<Facts['product']> = {}): Facts {
  return {
    enterprise: {
      nib: '9120000000001',
      nibStatus: 'active',
      nibVerified: true,
      nibTaken: false,
      legalForm: 'perorangan',
      adminIsNibHolder: true,
      npwp: 'well-formed',
      nitku: 'none',
      taxStatus: 'valid',
      taxStatusUntil: '2027-03-31',
      blacklist: [],
      blacklistCheckedOn: DAY,
      integrityPact: true,
      documents: {
        nib: seen,
        'bukti-kswp': { expiresOn: '2027-03-31', verified: true },
        'surat-pkp-atau-non-pkp': seen,
        'surat-keterangan-kerja': seen,
        'surat-pernyataan-pemilik': seen,
      },
      kbli: [{ edition: '2020', code: '10794' }],
      riskLevel: 'menengah-rendah',
      permits: ['sertifikat-standar'],
      role: 'produsen',
      capital: '50000000.00',
      sales: '120000000.00',
      establishedOn: '2019-08-01',
      parentClass: 'none',
      wilayahCode: '53.15.05.2001',
      digitalIdentity: true,
      catalogueClass: 'mikro',
      sikapClass: 'mikro',
      ...change,
    },
    product: {
      group: 'pangan-kering-terkemas',
      kind: 'keripik',
      traits: [],
      pirt: { expiresOn: '2029-05-31', verified: true },
      md: null,
      halal: seen,
      sniProduct: 'none',
      materials: ['singkong'],
      tkdn: null,
      brand: null,
      category: 'Keripik',
      ...product,
    },
    ovop: {},
    service: { provinceCode: '53' },
  };
}
const states = (facts: Facts, day = DAY) => assess(facts, 'v6', day, book).states;

describe('the state of an assessment', () => {
  it('is layak when every requirement is met, seen at its source', () => {
    expect(states(maker())).toEqual({ katalog: 'layak', 'umk-k': 'layak', lokal: 'layak', ovop: 'belum-lengkap' });
  });

  it('is layak-bersyarat as soon as one fact is only stated', () => {
    expect(states(maker({ nibVerified: false })).katalog).toBe('layak-bersyarat');
  });

  it('is layak-bersyarat, never tidak-layak, when law that is not confirmed is not kept', () => {
    expect(states(maker({ integrityPact: false })).katalog).toBe('layak-bersyarat');
  });

  it('is belum-lengkap while a fact is missing, and tidak-layak when something fails besides', () => {
    expect(states(maker({ nibTaken: undefined })).katalog).toBe('belum-lengkap');
    expect(states(maker({ nibTaken: undefined, npwp: 'none' })).katalog).toBe('tidak-layak');
  });

  it('is kedaluwarsa when nothing but papers that ran out stand in the way', () => {
    const old: Paper = { expiresOn: '2026-03-01', verified: true };
    expect(states(maker({}, { pirt: old })).katalog).toBe('kedaluwarsa');
    expect(states(maker({ npwp: 'none' }, { pirt: old })).katalog).toBe('tidak-layak');
  });

  it('changes for an unchanged product at the midnight on which halal becomes a duty', () => {
    const facts = maker({}, { halal: null });
    expect(states(facts, '2026-10-17').katalog).toBe('layak-bersyarat');
    expect(states(facts, '2026-10-18').katalog).toBe('tidak-layak');
    expect(assess(facts, 'v6', '2026-10-17', book).validUntil).toBe('2026-10-17');
  });

  it('of being counted as UMK-K is apart from selling: a large enterprise may sell', () => {
    expect(states(maker({ officialClass: 'besar' }))).toMatchObject({ katalog: 'layak', 'umk-k': 'tidak-layak' });
    expect(states(maker({ legalForm: 'koperasi', officialClass: 'besar' }))['umk-k']).toBe('layak');
  });

  it('is belum-lengkap for someone of whom nothing is known, and nothing of it is met', () => {
    const { states: all, readiness } = assess(NO_FACTS, 'v6', DAY, book);
    expect(all).toEqual({
      katalog: 'belum-lengkap',
      'umk-k': 'belum-lengkap',
      lokal: 'belum-lengkap',
      ovop: 'belum-lengkap',
    });
    expect(readiness).toMatchObject({ met: 0, unmet: 0 });
  });

  it('is belum-lengkap without rules on a day that the platform had none', () => {
    const assessed = assess(maker(), 'v6', '2023-12-31', book);
    expect(assessed).toMatchObject({ ruleSet: null, requirements: [], states: { katalog: 'belum-lengkap' } });
    expect(assessed.validUntil).toBe('2023-12-31');
    expect(assess(maker(), 'v6', '2024-01-01', book)).toMatchObject({
      ruleSet: 'kepka-177-2024',
      warnings: ['rule-set-not-confirmed'],
    });
    expect(assess(maker(), 'v6', '2025-01-01', book).warnings).toEqual([]);
  });
});

describe('an assessment', () => {
  it('asks v5 for SPSE, SIKaP and etalase, and v6 for administrator, identity and category', () => {
    const codes = (platform: 'v5' | 'v6') =>
      assess(NO_FACTS, platform, DAY, book).requirements.map(({ verdict }) => verdict.code);
    const only = (mine: string[], other: string[]) => mine.filter((code) => !other.includes(code));
    expect(only(codes('v5'), codes('v6'))).toEqual(['KEL-018', 'KEL-019', 'KEL-020']);
    expect(only(codes('v6'), codes('v5'))).toEqual(['KEL-003', 'KEL-017', 'KEL-021']);
  });

  it('is valid until the first certificate ends', () => {
    expect(assess(maker(), 'v6', '2025-03-02', book).validUntil).toBe('2025-04-29');
    const short = maker({}, { pirt: { expiresOn: '2026-04-05', verified: true } });
    expect(assess(short, 'v6', DAY, book).validUntil).toBe('2026-04-05');
  });

  it('counts what is asked and confirmed as readiness, not what is only recommended', () => {
    const { readiness } = assess(maker({ integrityPact: false, npwp: 'none', nibTaken: undefined }), 'v6', DAY, book);
    expect(readiness).toMatchObject({ unmet: 1, unknown: 1, unconfirmed: 1 });
    expect(readinessSentence(readiness)).toBe(
      `${readiness.met} dari ${readiness.met + 2} syarat terpenuhi; 1 belum terpenuhi, 1 belum diketahui.`,
    );
  });

  it('shows what a proposed change of law would do, before it is law', () => {
    const facts = maker({}, { halal: null });
    const later = withProposal(book, {
      name: 'Usulan penundaan',
      about: 'Kewajiban halal UMK ditunda',
      values: [{ key: 'halal.duty.umk', from: '2026-10-18', to: '2027-10-17', value: 'bertahap' }],
    });
    expect(assess(facts, 'v6', '2026-12-01', book).states.katalog).toBe('tidak-layak');
    expect(assess(facts, 'v6', '2026-12-01', later).states.katalog).toBe('layak-bersyarat');
  });
});

describe('the explanation', () => {
  const { requirements } = assess(NO_FACTS, 'v6', '2026-11-27', book);
  const v5 = assess(NO_FACTS, 'v5', '2023-05-05', book).requirements;

  it('ends in a next step with a place and documents for each requirement that is not met', () => {
    const open = [...requirements, ...v5].filter(({ verdict }) => verdict.outcome !== 'does-not-apply');
    expect(new Set(open.map(({ verdict }) => verdict.code)).size).toBeGreaterThan(35);
    for (const { verdict } of open) {
      const next = nextStepOf(verdict);
      expect(next?.act).toMatch(/^[A-Z].+\.$/);
      expect(next?.where).not.toBe('');
      expect(next?.documents.length).toBeGreaterThan(0);
    }
  });

  it('has a next step for every rule, and none for what is met', () => {
    for (const { code } of RULES)
      expect(
        nextStepOf({ code, outcome: 'fails', because: '', evidence: {}, warnings: [], sources: [], binding: true }),
      ).not.toBeNull();
    const met = assess(maker(), 'v6', DAY, book).requirements.find(({ verdict }) => verdict.code === 'KEL-001');
    expect(met && nextStepOf(met.verdict)).toBeNull();
  });

  it('names no article without plain words before it', () => {
    const cited = requirements.flatMap(({ verdict }) => verdict.sources.map((source) => citationOf(source, book)));
    expect(cited.length).toBeGreaterThan(20);
    for (const text of cited) expect(text).toMatch(/^[A-Z][^()]+\(.*\)$|^[A-Z].{15,} \(/);
    const sentences = requirements.map(({ verdict }) => sentenceOf(verdict));
    for (const text of [...sentences, ...Object.values(TITLES), ...Object.values(STATE_WORDS)])
      expect(text).not.toMatch(/Pasal|ayat/);
  });

  it('writes amounts, days and codes as people do', () => {
    const find = (facts: Facts, code: string, day = DAY) =>
      assess(facts, 'v6', day, book).requirements.find(({ verdict }) => verdict.code === code)!.verdict;
    expect(sentenceOf(find(maker({}, { pirt: { expiresOn: '2026-03-01' } }), 'KEL-101'))).toBe(
      'P-IRT atau MD berakhir pada 1 Maret 2026.',
    );
    expect(sentenceOf(find(maker({ documents: { nib: null } }), 'KEL-009'))).toBe('Dokumen yang belum ada: NIB.');
    expect(sentenceOf(find(maker({}, { traits: ['susu'] }), 'KEL-102'))).toBe(
      'Produk ini tidak boleh memakai P-IRT, sebab termasuk: susu dan olahannya.',
    );
  });
});
