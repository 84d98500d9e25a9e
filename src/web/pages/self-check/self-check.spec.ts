import { describe, expect, it } from '@jest/globals';
import { assess } from '../../../eligibility/rules/assess.js';
import { PRODUCT_GROUPS } from '../../../eligibility/rules/facts.js';
import { statedEnterprise, statedProduct } from '../../../eligibility/facts.dto.js';
import { lawBook } from '../../../regulation/book-files.js';
import { type Answers, type LawOfDay, NOT_KNOWN, readAnswers, SCREENS, screens } from './questions.js';
import { statedOf } from './stated.js';

const book = lawBook();
const law: LawOfDay = { book, day: '2026-11-27', province: 'Nusa Tenggara Timur' };
const PLACE = '53';

/** What the rules find when somebody gives these answers. */
function found(answers: Answers, on: LawOfDay = law) {
  const { enterprise, product } = statedOf(readAnswers(answers, on), on, PLACE);
  const facts = { enterprise: statedEnterprise(enterprise), product: statedProduct(product), ovop: {} };
  const assessed = assess({ ...facts, service: { provinceCode: PLACE } }, 'v6', on.day, book);
  return Object.fromEntries(assessed.requirements.map(({ verdict, until }) => [verdict.code, { ...verdict, until }]));
}

/** The first choice of every question that these answers call for, until nothing is left to ask. */
function everyFirst(start: Answers): Answers {
  let answers = start;
  for (let round = 0; round < 4; round += 1) {
    const asked = screens(answers, law).flatMap(({ questions }) => questions);
    answers = Object.fromEntries(
      asked.map(({ name, kind, choices }) => [
        name,
        answers[name] ?? (kind === 'day' ? '2029-01-31' : (choices[0]?.value ?? NOT_KNOWN)),
      ]),
    );
  }
  return answers;
}

describe('the questions of the self-check', () => {
  it('come on five screens, never more than seven at once, whatever the product', () => {
    for (const golongan of PRODUCT_GROUPS) {
      const all = screens({ golongan, jenis: 'kopi', bentuk: 'cv' }, law);
      expect(all).toHaveLength(SCREENS);
      expect(Math.max(...all.map(({ questions }) => questions.length))).toBeLessThanOrEqual(7);
    }
  });

  it('all take "belum tahu" for an answer, and then know as little as without one', () => {
    for (const golongan of PRODUCT_GROUPS) {
      const asked = screens({ golongan, jenis: 'kopi' }, law).flatMap(({ questions }) => questions);
      for (const { name, kind, choices } of asked)
        if (kind !== 'day') expect([name, choices.at(-1)]).toEqual([name, { value: NOT_KNOWN, text: 'Belum tahu' }]);
      const unknown = Object.fromEntries(asked.map(({ name }) => [name, NOT_KNOWN]));
      expect(statedOf({ ...unknown, golongan }, law, PLACE)).toEqual(statedOf({ golongan }, law, PLACE));
    }
    expect(statedOf({}, law, PLACE)).toMatchObject({ enterprise: {}, product: {} });
  });

  it('leave nothing of the catalogue unknown when each is answered, for every group of products', () => {
    for (const golongan of PRODUCT_GROUPS) {
      const open = Object.values(found(everyFirst({ golongan, bentuk: 'cv', jenis: 'kopi' })))
        .filter(
          ({ code, outcome, because }) =>
            outcome === 'cannot-tell' && code < 'KEL-200' && !because.startsWith('bureau'),
        )
        .map(({ code, because }) => `${code} ${because}`);
      expect([golongan, open]).toEqual([golongan, []]);
    }
  });

  it('drop what is no choice of theirs, and what no question asks', () => {
    const sent = { golongan: 'emas', nib: 'aktif', nama: 'Dewi', 'izin-sampai': 'besok', jenis: ['kopi'], ke: 'hasil' };
    expect(readAnswers(sent, law)).toEqual({ nib: 'aktif' });
    expect(readAnswers({ golongan: 'madu', 'izin-sampai': '2027-02-30' }, law)).toEqual({ golongan: 'madu' });
  });
});

describe('answers as facts', () => {
  it('give the class of the bracket on both sides of each ceiling', () => {
    const classes = ['0', '1', '2', '3'].map((bracket) => [
      found({ bentuk: 'cv', berdiri: 'lama', penjualan: bracket })['KEL-013']?.because,
      found({ bentuk: 'cv', berdiri: 'baru', modal: bracket })['KEL-013']?.because,
    ]);
    expect(classes).toEqual(['class-mikro', 'class-kecil', 'class-menengah', 'class-besar'].map((one) => [one, one]));
  });

  it('need the day of founding only where capital and sales point to different classes', () => {
    const year = { bentuk: 'cv', berdiri: 'tahun-itu', modal: '0' };
    expect(found({ ...year, penjualan: '0' })['KEL-013']?.outcome).toBe('meets');
    expect(found({ ...year, penjualan: '1' })['KEL-013']?.outcome).toBe('cannot-tell');
  });

  it('hold a certificate to the day on it, and "still valid" to today', () => {
    const food = { golongan: 'pangan-kering-terkemas', izin: 'p-irt' };
    expect(found({ ...food, 'izin-sampai': '2027-03-31' })['KEL-101']).toMatchObject({
      outcome: 'meets',
      until: '2027-03-31',
    });
    expect(found(food)['KEL-101']).toMatchObject({ outcome: 'meets', until: law.day });
    expect(found({ ...food, izin: 'habis' })['KEL-101']).toMatchObject({
      outcome: 'fails',
      because: 'licence-expired',
    });
    expect(found({ ...food, 'izin-sampai': '2026-11-26' })['KEL-101']?.outcome).toBe('fails');
    expect(found({ golongan: 'amdk', izin: 'habis' })['KEL-101']).toMatchObject({ because: 'md-expired' });
  });

  it('follow the law of the day: halal for a micro maker on both sides of its date', () => {
    const answers = { golongan: 'madu', bentuk: 'cv', berdiri: 'lama', penjualan: '0', halal: 'tidak' };
    const on = (day: string) => found(answers, { ...law, day })['KEL-104']?.outcome;
    expect([on('2026-10-17'), on('2026-10-18')]).toEqual(['does-not-apply', 'fails']);
  });
});
