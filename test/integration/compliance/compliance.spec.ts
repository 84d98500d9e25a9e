import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { AuditHeads } from '../../../src/access/audit/audit-heads.js';
import type { CircularInput, CircularView } from '../../../src/compliance/circular.js';
import { CircularRepository } from '../../../src/compliance/circular.repository.js';
import { CircularService } from '../../../src/compliance/circular.service.js';
import { ComplianceQueries } from '../../../src/compliance/compliance.queries.js';
import { ComplianceService } from '../../../src/compliance/compliance.service.js';
import { EtalaseComplianceService } from '../../../src/compliance/etalase/etalase-compliance.service.js';
import { DutyQueries } from '../../../src/etalase/duty/duty.queries.js';
import { DutySettings } from '../../../src/etalase/duty/duty-settings.service.js';
import type { ComplianceQuestion, ComplianceRow } from '../../../src/compliance/compliance.js';
import { addUp, type Scope, type ScopeLine } from '../../../src/compliance/rules/scope.js';
import type { Source } from '../../../src/purchasing/intake/rows.js';
import type { Ovop, Standing, Umk } from '../../../src/purchasing/spending.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { senFromDecimal, senToDecimal } from '../../../src/shared/money.js';
import { Signals } from '../../../src/shared/signals.js';
import { aCircular, anObligation } from '../../factories/circulars.js';
import { aBudget, aLine, aPerangkatDaerah, aPurchase, aPurchaseOf, aSatker, KLPD } from '../../factories/purchases.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { temporaryEnv } from '../../support/temporary-env.js';
import { EVERYTHING } from '../../../src/access/scope.js';

const TODAY = '2026-09-01';
const ASK: ComplianceQuestion = { year: 2026, klpd: KLPD, today: TODAY };

let database: TestDatabase;
let tx: EntityManager;
let circulars: CircularService;
let queries: ComplianceQueries;
let compliance: ComplianceService;

beforeAll(async () => {
  database = await openTestDatabase();
  tx = database.source.manager;
  const refresh = new Refresh(new Signals(database.source));
  const heads = new AuditHeads(database.source, temporaryEnv());
  circulars = new CircularService(database.source, new CircularRepository(database.source), refresh, heads);
  queries = new ComplianceQueries(database.source);
  const places = new EtalaseComplianceService(
    circulars,
    queries,
    new DutyQueries(database.source, new DutySettings(database.source)),
  );
  compliance = new ComplianceService(circulars, queries, new SpendingQueries(database.source), places);
});
afterAll(() => database.close());

beforeEach(async () => {
  for (const table of [
    'circular',
    'ovop_mark',
    'supplier_state',
    'purchase_line',
    'purchase',
    'reference_row',
    'satker_assignment',
    'perangkat_daerah',
  ])
    await tx.query(`delete from ${table}`);
});

const issue = (given: Partial<CircularInput> = {}): Promise<CircularView> =>
  circulars.create(aCircular(given), 'staf', TODAY);

/** A perangkat daerah with one satker. */
async function anAgency(name: string): Promise<{ id: string; satker: string }> {
  const id = await aPerangkatDaerah(tx, { name });
  return { id, satker: await aSatker(tx, { perangkatDaerahId: id }) };
}

async function reportOf(given: Partial<ComplianceQuestion> = {}) {
  const [report] = (await compliance.report({ ...ASK, ...given }, EVERYTHING)).obligations;
  if (!report) throw new Error('No obligation is in force');
  return report;
}

async function rowOf(name: string, given: Partial<ComplianceQuestion> = {}): Promise<ComplianceRow> {
  const row = (await reportOf(given)).rows.find((one) => one.name === name);
  if (!row) throw new Error(`There is no row ${name}`);
  return row;
}

const told = ({ result, judgement }: ComplianceRow) => ({
  result,
  numerator: senToDecimal(judgement.numerator.known),
  denominator: senToDecimal(judgement.denominator.known),
  gap: [judgement.gap.low, judgement.gap.known, judgement.gap.high].map((sen) =>
    sen === null ? null : senToDecimal(sen),
  ),
});

describe('the report on an obligation', () => {
  it('judges each perangkat daerah by its own purchases and ranks the one furthest from the target first', async () => {
    const [kept, short, shorter, undecided] = [
      await anAgency('Dinas Patuh'),
      await anAgency('Dinas Kurang'),
      await anAgency('Dinas Paling Kurang'),
      await anAgency('Dinas Belum Pasti'),
    ];
    await anAgency('Badan Tanpa Belanja');
    await issue();
    await aPurchaseOf(tx, { satker: kept.satker, value: '400.00', umk: 'yes' });
    await aPurchaseOf(tx, { satker: kept.satker, value: '600.00', umk: 'no' });
    await aPurchaseOf(tx, { satker: short.satker, value: '300.00', umk: 'yes' });
    await aPurchaseOf(tx, { satker: short.satker, value: '700.00', umk: 'no' });
    await aPurchaseOf(tx, { satker: shorter.satker, value: '1000.00', umk: 'no' });
    await aPurchaseOf(tx, { satker: undecided.satker, value: '900.00', umk: 'unknown' });
    await aPurchaseOf(tx, { satker: '777', value: '50.00', umk: 'yes' });

    const { rows, total, results } = await reportOf();
    expect(rows.map((row) => [row.name, row.result])).toEqual([
      ['Dinas Paling Kurang', 'tidak_patuh'],
      ['Dinas Kurang', 'tidak_patuh'],
      ['Dinas Belum Pasti', 'data_tidak_lengkap'],
      ['Dinas Patuh', 'patuh'],
      ['Badan Tanpa Belanja', 'tidak_berlaku'],
      ['Belum dipetakan', null],
    ]);
    expect(results).toEqual({ patuh: 1, tidak_patuh: 2, data_tidak_lengkap: 1, tidak_berlaku: 1, dikecualikan: 0 });
    expect(total.packages).toBe(7);
    expect(senToDecimal(total.numerator.known)).toBe('750.00');
    expect(senToDecimal(total.denominator.known)).toBe('3950.00');
    // 400 and 100 are surely lacking; of the undecided one 360 may be.
    expect([senToDecimal(total.gap.low), senToDecimal(total.gap.high ?? 0n)]).toEqual(['500.00', '860.00']);
    expect(senToDecimal(total.completed.umk.unknown)).toBe('900.00');
  });

  it('counts the first and the last day of the circular, the feed’s year, and nothing beside them', async () => {
    const { satker } = await anAgency('Dinas Uji');
    await issue({ effectiveFrom: '2026-02-01', effectiveTo: '2026-06-30' });
    await aPurchaseOf(tx, { satker, value: '1.00', orderedOn: '2026-01-31' });
    await aPurchaseOf(tx, { satker, value: '10.00', orderedOn: '2026-02-01' });
    await aPurchaseOf(tx, { satker, value: '100.00', orderedOn: '2026-06-30' });
    await aPurchaseOf(tx, { satker, value: '1000.00', orderedOn: '2026-07-01' });
    await aPurchaseOf(tx, { satker, value: '10000.00', orderedOn: '2026-03-01', year: 2025 });
    expect((await rowOf('Dinas Uji')).judgement.denominator.known).toBe(11_000n);
    expect((await rowOf('Dinas Uji', { until: '2026-06-29' })).judgement.denominator.known).toBe(1_000n);
  });

  it('leaves out what does not count, and keeps apart what is perhaps in scope', async () => {
    const { satker } = await anAgency('Dinas Uji');
    await issue({ obligations: [anObligation({ accountPrefixes: ['5.1.02'] })] });
    const accounts = ['5.1.02.01.01.0052'];
    await aPurchaseOf(tx, { satker, accounts, value: '100.00', umk: 'yes' });
    await aPurchaseOf(tx, { satker, accounts: ['5.2.01', ...accounts], value: '50.00' });
    for (const standing of ['committed', 'missing'] as const)
      await aPurchaseOf(tx, { satker, accounts, standing, value: '7000.00' });
    await aPurchaseOf(tx, { satker, accounts, standing: 'never', source: 'v6', value: '7000.00' });
    await aPurchaseOf(tx, { satker, accounts, source: 'tender', value: '7000.00' });
    await aPurchaseOf(tx, { satker, accounts: ['5.1.020.01'], value: '7000.00' });
    await aPurchaseOf(tx, { satker, accounts: [], value: '1.00', umk: 'yes' });
    await aPurchaseOf(tx, { satker, accounts, orderedOn: null, value: '2.00', umk: 'unknown' });
    await aPurchaseOf(tx, { satker, accounts, standing: 'unknown', value: '4.00', umk: 'no' });

    const { parts, packages } = await rowOf('Dinas Uji');
    expect(parts.sure).toEqual({ yes: 10_000n, unknown: 0n, no: 5_000n });
    expect(parts.unsure).toEqual({ yes: 100n, unknown: 200n, no: 400n });
    expect(packages).toBe(5);
  });

  it('splits a package whose lines are from UMK and from others', async () => {
    const { satker } = await anAgency('Dinas Uji');
    await issue();
    const id = await aPurchase(tx, { satker });
    await aLine(tx, id, { value: '40.00', umk: 'yes' });
    await aLine(tx, id, { value: '60.00', umk: 'no' });
    expect(told(await rowOf('Dinas Uji'))).toMatchObject({
      result: 'patuh',
      numerator: '40.00',
      denominator: '100.00',
    });
    expect((await rowOf('Dinas Uji')).packages).toBe(1);
  });

  it('binds whom it is addressed to: the listed, or all but the excluded', async () => {
    const [one, two, three] = [await anAgency('Dinas Satu'), await anAgency('Dinas Dua'), await anAgency('Dinas Tiga')];
    await issue({
      number: 'A',
      addressees: { all: false, perangkatDaerahIds: [one.id, two.id], excludedIds: [two.id] },
    });
    await issue({ number: 'B', addressees: { all: true, perangkatDaerahIds: [], excludedIds: [three.id] } });
    const { obligations } = await compliance.report(ASK, EVERYTHING);
    const named = obligations.map(({ circular, rows, notAddressed }) => [
      circular.number,
      rows.map((row) => row.name).sort(),
      notAddressed,
    ]);
    expect(named).toContainEqual(['A', ['Dinas Satu'], 2]);
    expect(named).toContainEqual(['B', ['Dinas Dua', 'Dinas Satu'], 1]);
  });

  it('exempts while an exemption is in force, and afterwards leaves its days out', async () => {
    const { id, satker } = await anAgency('Dinas Uji');
    const exemption = {
      perangkatDaerahId: id,
      obligationCode: 'K1',
      validFrom: '2026-03-01',
      validTo: '2026-03-31',
      reason: 'Contoh',
      decidedBy: null,
    };
    await issue({ exemptions: [exemption] });
    await aPurchaseOf(tx, { satker, orderedOn: '2026-02-28', value: '10.00' });
    await aPurchaseOf(tx, { satker, orderedOn: '2026-03-31', value: '100.00' });
    await aPurchaseOf(tx, { satker, orderedOn: '2026-04-01', value: '1000.00' });
    expect(await rowOf('Dinas Uji', { until: '2026-03-31' })).toMatchObject({
      result: 'dikecualikan',
      exemption: { reason: 'Contoh' },
    });
    const after = await rowOf('Dinas Uji');
    expect(after.exemption).toBeNull();
    expect(told(after)).toMatchObject({ result: 'tidak_patuh', denominator: '1010.00' });
  });

  it('maps a purchase to the perangkat daerah that its satker belonged to on the day', async () => {
    const [old, late] = [
      await aPerangkatDaerah(tx, { name: 'Dinas Lama' }),
      await aPerangkatDaerah(tx, { name: 'Dinas Baru' }),
    ];
    await aSatker(tx, { key: '55', perangkatDaerahId: old, validTo: '2026-03-31' });
    await aSatker(tx, { key: '55', perangkatDaerahId: late, validFrom: '2026-04-01' });
    await issue();
    await aPurchaseOf(tx, { satker: '55', orderedOn: '2026-03-31', value: '1.00' });
    await aPurchaseOf(tx, { satker: '55', orderedOn: '2026-04-01', value: '10.00' });
    expect((await rowOf('Dinas Lama')).judgement.denominator.known).toBe(100n);
    expect((await rowOf('Dinas Baru')).judgement.denominator.known).toBe(1000n);
  });

  it('divides by the budget for procurement, and names the satker whose budget is missing', async () => {
    const [whole, part, none] = [
      await anAgency('Dinas Lengkap'),
      await anAgency('Dinas Sebagian'),
      await anAgency('Dinas Kosong'),
    ];
    await issue({ obligations: [anObligation({ denominator: 'procurement-budget' })] });
    await aBudget(tx, { satker: whole.satker, pengadaan: '1000.00' });
    await aBudget(tx, { satker: part.satker, pengadaan: '1000.00' });
    const branch = await aSatker(tx, { perangkatDaerahId: part.id });
    await aBudget(tx, { satker: branch, pengadaan: null });
    await aPurchaseOf(tx, { satker: whole.satker, standing: 'committed', umk: 'yes', value: '400.00' });
    await aPurchaseOf(tx, { satker: none.satker, umk: 'yes', value: '400.00' });
    expect(told(await rowOf('Dinas Lengkap'))).toEqual({
      result: 'patuh',
      numerator: '400.00',
      denominator: '1000.00',
      gap: ['0.00', '0.00', '0.00'],
    });
    expect(await rowOf('Dinas Sebagian')).toMatchObject({
      result: 'data_tidak_lengkap',
      budgetUnknown: [`Satker ${branch}`],
    });
    expect(told(await rowOf('Dinas Sebagian')).gap).toEqual(['400.00', '400.00', null]);
    expect(await rowOf('Dinas Kosong')).toMatchObject({ result: 'data_tidak_lengkap', budgetUnknown: [none.satker] });
  });

  it('does not count a draft, unless it is asked for', async () => {
    await anAgency('Dinas Uji');
    const draft = await issue({ state: 'draf' });
    expect((await compliance.report(ASK, EVERYTHING)).obligations).toEqual([]);
    expect((await compliance.report({ ...ASK, circularId: draft.id }, EVERYTHING)).obligations).toHaveLength(1);
  });

  it('looks at the KLPD that is asked for', async () => {
    const { satker } = await anAgency('Dinas Uji');
    await issue({ klpd: null });
    await aPurchaseOf(tx, { satker, klpd: 'D1', value: '1.00' });
    await aPurchaseOf(tx, { satker, value: '10.00' });
    expect((await reportOf()).total.denominator.known).toBe(1000n);
    expect((await reportOf({ klpd: null })).total.denominator.known).toBe(1100n);
    expect((await reportOf({ klpd: 'D1' })).total.denominator.known).toBe(100n);
  });
});

describe('the packages behind a number', () => {
  it('add up to it, and say why each is where it is', async () => {
    const { id, satker } = await anAgency('Dinas Uji');
    const { obligations } = await issue({ obligations: [anObligation({ numerator: 'umk-and-ovop' })] });
    const obligationId = obligations[0]?.id ?? '';
    await aPurchaseOf(tx, { satker, name: 'Tenun', value: '100.00', umk: 'yes', ovop: 'yes' });
    await aPurchaseOf(tx, { satker, name: 'Kertas', value: '500.00', umk: 'yes', ovop: 'no' });
    await aPurchaseOf(tx, { satker, name: 'Kopi', value: '30.00', umk: 'unknown', ovop: 'yes' });
    await aPurchaseOf(tx, { satker, name: 'Madu', value: '20.00', umk: 'yes', ovop: 'yes', orderedOn: null });
    const ask = async (part: 'numerator' | 'denominator' | 'rest' | 'unknown' | 'all', page = 1, size = 50) => {
      const { items, total } = await compliance.packages(
        ASK,
        {
          obligationId,
          perangkatDaerahId: id,
          part,
          page,
          size,
        },
        EVERYTHING,
      );
      return {
        names: items.map((item) => item.name),
        because: items[0]?.because,
        total: senToDecimal(total.value),
        packages: total.packages,
      };
    };
    expect(await ask('numerator')).toEqual({
      names: ['Tenun'],
      because: ['umk-yes', 'ovop-yes'],
      total: '100.00',
      packages: 1,
    });
    expect(await ask('denominator')).toMatchObject({ names: ['Kertas', 'Tenun', 'Kopi'], total: '630.00' });
    expect(await ask('rest')).toMatchObject({ names: ['Kertas'], because: ['umk-yes', 'ovop-no'] });
    expect(await ask('unknown')).toMatchObject({ names: ['Kopi', 'Madu'], total: '50.00' });
    expect(await ask('denominator', 2, 2)).toMatchObject({ names: ['Kopi'], packages: 3, total: '630.00' });
    expect(await ask('denominator', 9, 2)).toMatchObject({ names: [], packages: 3, total: '630.00' });
    const row = await rowOf('Dinas Uji');
    expect(told(row)).toMatchObject({ numerator: '100.00', denominator: '630.00' });
  });

  it('are there for the satker that nobody has mapped, too', async () => {
    const { obligations } = await issue();
    await aPurchaseOf(tx, { satker: '1', name: 'Tanpa induk', value: '5.00' });
    const found = await compliance.packages(
      ASK,
      {
        obligationId: obligations[0]?.id ?? '',
        perangkatDaerahId: 'unmapped',
        part: 'all',
        page: 1,
        size: 50,
      },
      EVERYTHING,
    );
    expect(found.items.map(({ name }) => name)).toEqual(['Tanpa induk']);
  });
});

describe('the figures in SQL', () => {
  it('place every kind of line where the rule places it', async () => {
    const { id, satker } = await anAgency('Dinas Uji');
    const lines: ScopeLine[] = [];
    const standings: Standing[] = ['completed', 'committed', 'never', 'unknown', 'missing'];
    const accountLists = [[], ['5.1.02.01.01.0052'], ['5.1.020'], ['5.2.01', '5.1.02']];
    let value = 1n;
    for (const standing of standings)
      for (const orderedOn of [null, '2026-01-31', '2026-02-01', '2026-03-10', '2026-06-30', '2026-07-01'])
        for (const accounts of accountLists)
          for (const [umk, ovop] of [
            ['yes', 'yes'],
            ['no', 'mixed'],
            ['unknown', 'no'],
            ['yes', 'mixed'],
            ['unknown', 'yes'],
          ] as [Umk, Ovop][]) {
            const source: Source = standing === 'never' ? 'v6' : 'v5';
            lines.push({ source, orderedOn, accounts, standing, umk, ovop, value });
            await aPurchaseOf(tx, {
              satker,
              source,
              orderedOn,
              accounts,
              standing,
              umk,
              ovop,
              value: senToDecimal(value),
            });
            value = (value * 3n) % 1_000_003n;
          }
    const exempt = [{ from: '2026-03-01', to: '2026-03-31' }];
    for (const basis of ['completed', 'committed'] as const)
      for (const numerator of ['umk', 'ovop', 'umk-and-ovop'] as const)
        for (const accountPrefixes of [[], ['5.1.02']]) {
          const scope: Scope = {
            from: '2026-02-01',
            to: '2026-06-30',
            sources: ['v5', 'v6'],
            accountPrefixes,
            basis,
            numerator,
            exempt,
          };
          const found = await queries.parts(
            {
              ...scope,
              klpd: KLPD,
              year: 2026,
              exempt: exempt.map((one) => ({ ...one, perangkatDaerahId: id })),
            },
            EVERYTHING,
          );
          expect(found.find((one) => one.id === id)?.parts).toEqual(addUp(lines, scope));
        }
    expect(senFromDecimal('0.01')).toBe(lines[0]?.value);
  });
});

describe('keeping circulars', () => {
  it('corrects an issued one by a new version with a note, and keeps the old one', async () => {
    const first = await issue();
    const change = {
      ...aCircular(),
      obligations: [anObligation({ threshold: '30.00' }), anObligation({ code: 'K2', title: 'Kedua' })],
    };
    await expect(
      circulars.replace(first.id, change, { version: 1, changeNote: ' ' }, 'staf', TODAY),
    ).rejects.toMatchObject({ code: 'circular.note-missing' });
    const second = await circulars.replace(first.id, change, { version: 1, changeNote: 'Salah ketik' }, 'staf', TODAY);
    expect(second).toMatchObject({
      version: 2,
      obligations: [{ id: first.obligations[0]?.id, threshold: '30.00' }, { code: 'K2' }],
    });
    await expect(
      circulars.replace(first.id, change, { version: 1, changeNote: 'Lagi' }, 'staf', TODAY),
    ).rejects.toMatchObject({ code: 'circular.changed-meanwhile' });
    const versions = await circulars.versions(first.id, EVERYTHING);
    expect(versions.map(({ version, changeNote }) => [version, changeNote])).toEqual([
      [2, 'Salah ketik'],
      [1, null],
    ]);
    expect(versions[1]?.content.obligations[0]?.threshold).toBe('40.00');
  });

  it('deletes drafts only, and ends what is issued', async () => {
    const draft = await issue({ state: 'draf' });
    await circulars.remove(draft.id);
    await expect(circulars.get(draft.id, TODAY, EVERYTHING)).rejects.toMatchObject({ code: 'circular.not-found' });
    const issued = await issue();
    await expect(circulars.remove(issued.id)).rejects.toMatchObject({ code: 'circular.issued' });
    await expect(
      circulars.end(issued.id, '2026-01-31', { version: 1, changeNote: 'Dicabut' }, 'staf', TODAY),
    ).rejects.toMatchObject({ code: 'circular.invalid' });
    const ended = await circulars.end(issued.id, '2026-08-31', { version: 1, changeNote: 'Dicabut' }, 'staf', TODAY);
    expect(ended).toMatchObject({ status: 'berakhir', effectiveTo: '2026-08-31', version: 2 });
  });

  it('refuses what is wrong without storing anything', async () => {
    await expect(issue({ obligations: [anObligation({ threshold: '101' })] })).rejects.toMatchObject({
      code: 'circular.invalid',
    });
    await expect(
      issue({ addressees: { all: false, perangkatDaerahIds: ['123456'], excludedIds: [] } }),
    ).rejects.toMatchObject({ code: 'circular.invalid' });
    expect(await circulars.list(KLPD, TODAY, EVERYTHING)).toEqual([]);
  });

  it('previews how many it would bind', async () => {
    const one = await anAgency('Dinas Satu');
    await anAgency('Dinas Dua');
    await aPerangkatDaerah(tx, { klpd: 'D1', name: 'Dinas Lain' });
    const preview = await circulars.preview(
      aCircular({ addressees: { all: true, perangkatDaerahIds: [], excludedIds: [one.id] } }),
    );
    expect(preview).toEqual({ binds: 1, of: 2, warnings: [] });
  });

  it('makes a schema that its entities match', async () => {
    const { upQueries } = await database.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => query.includes('circular'))).toEqual([]);
  });
});
