import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isDue } from '../../../src/eligibility/decisions/reassessment.js';
import { withProposal } from '../../../src/regulation/overlay.js';
import { lawBook } from '../../../src/regulation/book-files.js';
import type { Subject } from '../../../src/eligibility/facts/facts.service.js';
import { keyOf } from '../../../src/eligibility/facts/stored-fact.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { aCompleteEnterprise, openDesk } from './desk.js';

const BY = 'penguji';

describe('a decision that is kept', () => {
  let db: TestDatabase;
  let desk: ReturnType<typeof openDesk>;
  let id: string;
  let alone: Subject;

  beforeAll(async () => {
    db = await openTestDatabase();
    desk = openDesk(db.source);
    await db.source.query(
      `insert into product_group values ('tenun', 'Tenun', false, 1), ('makanan-minuman', 'Makanan dan minuman', true, 2)`,
    );
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.source.query(
      'truncate eligibility_decision, eligibility_run, eligibility_statement, product, enterprise restart identity cascade',
    );
    id = await aCompleteEnterprise(db.source);
    alone = { enterpriseId: id, productId: null, platform: 'v6' };
  });

  const state = (enterprise: object, statedOn = '2026-02-01') =>
    db.source.transaction((tx) =>
      desk.statements.ofEnterprise(tx, id, { enterprise, source: 'Surat pernyataan', statedOn }, BY),
    );
  const stateRest = () =>
    state({
      nibTaken: false,
      adminIsNibHolder: true,
      integrityPact: true,
      digitalIdentity: true,
      blacklist: [],
      blacklistCheckedOn: '2026-02-01',
      role: 'produsen',
      riskLevel: 'rendah',
    });
  /** Dates a decision as if it had been made then: the clock of the database is not ours to turn. */
  const backdate = async (decisionId: string, moment: string): Promise<void> => {
    await db.source.query('alter table eligibility_decision disable trigger eligibility_decision_kept');
    await db.source.query('update eligibility_decision set decided_at = $2 where id = $1', [decisionId, moment]);
    await db.source.query('alter table eligibility_decision enable trigger eligibility_decision_kept');
  };

  it('names each fact with its source and day, and leaves out what nobody knows', async () => {
    const { decision } = await desk.decisions.assess(alone, BY, '2026-03-02');
    const facts = new Map(decision.facts.map((fact) => [keyOf(fact), fact]));
    expect(facts.get('enterprise.sales')).toEqual({
      path: 'enterprise.sales',
      value: '900000000.00',
      source: 'Hasil penjualan tahun 2025 (SPT 2025)',
      on: '2025-12-31',
    });
    expect(facts.get('enterprise.documents/bukti-kswp')).toMatchObject({
      value: { issuedOn: '2026-01-02', expiresOn: '2026-12-31', verified: true },
      on: '2026-01-10',
    });
    expect(facts.get('enterprise.taxStatus')).toMatchObject({ value: 'valid' });
    expect(facts.has('enterprise.integrityPact')).toBe(false);
    expect(decision.outcome).toBe('belum-lengkap');
    const pact = decision.requirements.find(({ verdict }) => verdict.code === 'KEL-008');
    expect(pact?.verdict).toMatchObject({ outcome: 'cannot-tell', because: 'integrity-pact-not-known' });
  });

  it('holds no number of a person, of taxes or of a document', async () => {
    const { decision } = await desk.decisions.assess(alone, BY, '2026-03-02');
    const [row] = (await db.source.query('select to_json(d)::text as text from eligibility_decision d')) as [
      { text: string },
    ];
    expect(row.text).not.toMatch(/013121660091000|3171234567890001/);
    expect(decision.facts.find(({ path }) => path === 'enterprise.npwp')).toMatchObject({ value: 'well-formed' });
  });

  it('is layak once the rest is stated, and says until when', async () => {
    await stateRest();
    const { decision } = await desk.decisions.assess(alone, BY, '2026-03-02');
    expect(decision.requirements.filter(({ verdict }) => verdict.outcome === 'fails')).toEqual([]);
    expect(decision.outcome).toBe('layak-bersyarat');
    expect(decision.states['umk-k']).toBe('belum-lengkap');
    expect(decision.validUntil).toBe('2026-08-31');
  });

  it('is not written again while outcome, evidence and rules are the same', async () => {
    const first = await desk.decisions.assess(alone, BY, '2026-03-02');
    const second = await desk.decisions.assess(alone, BY, '2026-03-03');
    expect(first.written).toBe(true);
    expect(second).toEqual({ decision: first.decision, written: false });
    // A fact that no rule of this set looks at moves the facts, not the decision.
    await db.source.query(`update enterprise set address = 'Jalan Contoh', source = 'Pendataan ulang'`);
    expect((await desk.decisions.assess(alone, BY, '2026-03-04')).written).toBe(false);
  });

  it('says which rule changed and that it was a fact', async () => {
    await desk.decisions.assess(alone, BY, '2026-03-02');
    await state({ integrityPact: true });
    const { decision, written } = await desk.decisions.assess(alone, BY, '2026-03-03');
    expect(written).toBe(true);
    expect(decision.changes).toEqual([
      {
        code: 'KEL-008',
        before: { outcome: 'cannot-tell', because: 'integrity-pact-not-known' },
        after: { outcome: 'meets', because: 'integrity-pact-yes' },
        causes: ['fakta'],
        facts: ['enterprise.integrityPact'],
      },
    ]);
  });

  it('says that a day came, when a paper ran out by itself', async () => {
    await desk.decisions.assess(alone, BY, '2026-08-31');
    const { decision } = await desk.decisions.assess(alone, BY, '2026-09-01');
    const documents = decision.changes.find(({ code }) => code === 'KEL-009');
    expect(documents).toMatchObject({
      before: { outcome: 'meets' },
      after: { outcome: 'fails', because: 'documents-expired' },
      causes: ['hari'],
      facts: [],
    });
  });

  it('says that the law moved, and keeps the law that it was made under', async () => {
    const before = await desk.decisions.assess(alone, BY, '2026-03-02');
    const changed = withProposal(lawBook(), {
      name: 'Usulan',
      about: 'Pakta integritas tidak diminta lagi',
      values: [{ key: 'catalogue.integrity-pact-required', from: '2026-01-01', to: null, value: false }],
    });
    const after = await openDesk(db.source, changed).decisions.assess(alone, BY, '2026-03-02');
    expect(after.decision.changes).toEqual([
      expect.objectContaining({
        code: 'KEL-008',
        causes: ['hukum'],
        after: expect.objectContaining({ outcome: 'does-not-apply' }),
      }),
    ]);
    const law = await openDesk(db.source, changed).decisions.lawOf(before.decision.lawDigest);
    expect(law.parameters.get('catalogue.integrity-pact-required')).toEqual(
      lawBook().parameters.get('catalogue.integrity-pact-required'),
    );
    expect(before.decision.lawDigest).not.toBe(after.decision.lawDigest);
  });

  it('cannot be changed or taken away', async () => {
    await desk.decisions.assess(alone, BY, '2026-03-02');
    await expect(db.source.query(`update eligibility_decision set outcome = 'layak'`)).rejects.toThrow(
      'kept as they were',
    );
    await expect(db.source.query('delete from eligibility_decision')).rejects.toThrow('kept as they were');
  });

  it('is found on both axes of time: how it was on a day, and what was known of it on another', async () => {
    const june = (await desk.decisions.assess(alone, BY, '2026-06-30')).decision;
    await backdate(june.id, '2026-06-30T02:00:00Z');
    // On 20 July somebody brings a paper of 1 June; the day is judged again.
    await state({ integrityPact: true }, '2026-06-01');
    const corrected = (await desk.decisions.assess(alone, BY, '2026-06-30')).decision;
    await backdate(corrected.id, '2026-07-20T02:00:00Z');

    expect((await desk.decisions.asOf(alone, '2026-06-30', '2026-07-15'))?.id).toBe(june.id);
    expect((await desk.decisions.asOf(alone, '2026-06-30', '2026-07-20'))?.id).toBe(corrected.id);
    expect((await desk.decisions.asOf(alone, '2026-06-30'))?.id).toBe(corrected.id);
    expect(await desk.decisions.asOf(alone, '2026-06-29')).toBeNull();
    expect(await desk.decisions.asOf(alone, '2026-06-30', '2026-06-29')).toBeNull();
    // The day ends at midnight of the region: 23.30 in Kupang on the 19th is 15.30 in UTC.
    await backdate(corrected.id, '2026-07-19T15:30:00Z');
    expect((await desk.decisions.asOf(alone, '2026-06-30', '2026-07-19'))?.id).toBe(corrected.id);
    await backdate(corrected.id, '2026-07-19T16:00:00Z');
    expect((await desk.decisions.asOf(alone, '2026-06-30', '2026-07-19'))?.id).toBe(june.id);
  });

  it('is refused for a day that has not come, and for a product that is not its own', async () => {
    await expect(desk.decisions.assess(alone, BY, '2999-01-01')).rejects.toMatchObject({
      code: 'eligibility.day-not-open',
    });
    const [product] = (await db.source.query(
      `insert into product (name, name_key, group_code) values ('Sarung', 'sarung', 'tenun') returning id::text`,
    )) as [{ id: string }];
    await expect(desk.decisions.assess({ ...alone, productId: product.id }, BY)).rejects.toMatchObject({
      code: 'eligibility.subject-not-found',
    });
    await expect(desk.decisions.assess({ ...alone, enterpriseId: 'x' }, BY)).rejects.toMatchObject({
      code: 'eligibility.subject-not-found',
    });
  });

  describe('with a product', () => {
    let food: Subject;
    beforeEach(async () => {
      const [product] = (await db.source.query(
        `insert into product (name, name_key, group_code, raw_material) values ('Keripik', 'keripik', 'makanan-minuman',
           'Pisang, minyak kelapa') returning id::text`,
      )) as [{ id: string }];
      food = { ...alone, productId: product.id };
      await db.source.query('insert into product_maker (product_id, enterprise_id) values ($1, $2)', [product.id, id]);
      await db.source.query(
        `insert into product_certificate (product_id, kind, issued_on, expires_on, verified_on) values
           ($1, 'p-irt', '2020-01-01', '2025-01-01', null), ($1, 'p-irt', '2025-02-01', '2030-02-01', '2026-01-10'),
           ($1, 'halal', '2024-01-01', null, null)`,
        [product.id],
      );
    });

    it('takes of two certificates the one that is in force, and knows no golongan of food until it is stated', async () => {
      const { decision } = await desk.decisions.assess(food, BY, '2026-03-02');
      expect(decision.facts.find(({ path }) => path === 'product.pirt')?.value).toEqual({
        issuedOn: '2025-02-01',
        expiresOn: '2030-02-01',
        verified: true,
      });
      expect(decision.facts.some(({ path }) => path === 'product.group')).toBe(false);
      await db.source.transaction((tx) =>
        desk.statements.ofProduct(
          tx,
          food.productId ?? '',
          { product: { group: 'pangan-kering-terkemas' }, source: 'Label', statedOn: '2026-02-01' },
          BY,
        ),
      );
      const after = (await desk.decisions.assess(food, BY, '2026-03-02')).decision;
      const licence = after.requirements.find(({ verdict }) => verdict.code === 'KEL-101')?.verdict;
      expect(licence).toMatchObject({ outcome: 'meets', because: 'pirt-valid', warnings: [] });
    });

    it('is judged every night, once a day, and only what moved is written', async () => {
      expect(await desk.reassessment.run('2026-03-02')).toMatchObject({ judged: 2, written: 2 });
      expect(await desk.reassessment.run('2026-03-02')).toMatchObject({ judged: 2, written: 2 });
      expect(await desk.reassessment.run('2026-03-03')).toMatchObject({ judged: 2, written: 0 });
      await state({ integrityPact: true });
      expect(await desk.reassessment.run('2026-03-04')).toMatchObject({ judged: 2, written: 2 });
      await db.source.query(
        `insert into product_listing (product_id, platform, external_id, etalase) values ($1, 'v5', '77', 'Makanan')`,
        [food.productId],
      );
      // Listed on v5 now, so judged there too: the product, not the enterprise alone.
      expect(await desk.reassessment.run('2026-03-05')).toMatchObject({ judged: 3, written: 1 });
      const found = (await db.source.query(
        `select product_id is null as alone, platform, outcome, day::text from eligibility_current order by 1, 2`,
      )) as { alone: boolean; platform: string }[];
      expect(found.map((one) => [one.alone, one.platform])).toEqual([
        [false, 'v5'],
        [false, 'v6'],
        [true, 'v6'],
      ]);
    });

    it('is judged by night, or after a night that was missed, or where a look was cut short', () => {
      const run = (day: string, finishedAt: string | null = '2026-03-02T17:00:00Z') => ({
        day,
        finishedAt,
        judged: 1,
        written: 0,
      });
      expect(isDue(null, '2026-03-03', 12)).toBe(true);
      expect(isDue(run('2026-03-02'), '2026-03-03', 12)).toBe(false);
      expect(isDue(run('2026-03-02'), '2026-03-03', 0)).toBe(true);
      expect(isDue(run('2026-03-01'), '2026-03-03', 12)).toBe(true);
      expect(isDue(run('2026-03-03'), '2026-03-03', 0)).toBe(false);
      expect(isDue(run('2026-03-03', null), '2026-03-03', 12)).toBe(true);
    });

    it('is not looked at while another process holds the lock', async () => {
      const { Locks } = await import('../../../src/shared/locks.js');
      const other = new Locks(db.source);
      const got = await other.tryLock('eligibility-reassessment', () => desk.reassessment.run('2026-03-02'));
      expect(got).toEqual({ result: null });
      expect(await desk.reassessment.last()).toBeNull();
    });
  });

  it('of facts that are kept elsewhere is refused as a statement', async () => {
    await expect(state({ capital: '1.00' })).rejects.toMatchObject({ code: 'eligibility.statement-invalid' });
    await expect(state({})).rejects.toMatchObject({ code: 'eligibility.statement-invalid' });
  });
});
