import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { senToDecimal } from '../../../src/shared/money.js';
import { aPurchaseRow } from '../../factories/feed-rows.js';
import { type Desk, openDesk } from './desk.js';
import { EVERYTHING } from '../../../src/access/scope.js';

const BY = 'penguji';

describe('statuses', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.db.close());
  beforeEach(() => desk.clear());

  async function totals(): Promise<Record<string, string>> {
    const { total } = await desk.queries.report('source', { klpd: 'D999', year: 2025 }, EVERYTHING);
    return {
      committed: senToDecimal(total.committed.value),
      completed: senToDecimal(total.completed.value),
      never: senToDecimal(total.never.value),
      unknown: senToDecimal(total.unknown.value),
    };
  }

  async function orders(): Promise<void> {
    await desk.take(
      aPurchaseRow({ key: '1', source: 'v6', status: 'ON_PROCESS', orderedOn: '2025-03-31', value: '10.00' }),
      aPurchaseRow({ key: '2', source: 'v6', status: 'ON_PROCESS', orderedOn: '2025-04-01', value: '20.00' }),
      aPurchaseRow({ key: '3', source: 'v6', status: 'ON HOLD', value: '5.00' }),
      aPurchaseRow({ key: '4', source: 'v6', status: 'CANCELLED', value: '900.00' }),
    );
  }

  it('are all listed with packages and value, the unknown ones that came in first', async () => {
    await orders();
    const seen = (await desk.statuses.overview('D999', null, '2025-12-31')).filter((one) => one.packages > 0);
    expect(seen.map((one) => [one.statusKey, one.standing, one.packages, senToDecimal(one.value)])).toEqual([
      ['on_hold', 'unknown', 1, '5.00'],
      ['cancelled', 'never', 1, '900.00'],
      ['on_process', 'committed', 2, '30.00'],
    ]);
    expect(await totals()).toEqual({ committed: '30.00', completed: '0.00', never: '900.00', unknown: '5.00' });
  });

  it('count from the day on that is decided, and every order once', async () => {
    await orders();
    await desk.statuses.decide(
      { source: 'v6', statusKey: 'on_process', standing: 'completed', validFrom: '2025-04-01', note: 'rapat' },
      BY,
    );
    expect(await totals()).toEqual({ committed: '30.00', completed: '20.00', never: '900.00', unknown: '5.00' });
    const onProcess = (await desk.statuses.overview('D999', null, '2025-12-31')).find(
      (one) => one.statusKey === 'on_process',
    );
    expect(onProcess?.rules.map((rule) => [rule.standing, rule.validFrom, rule.validTo, rule.decidedBy])).toEqual([
      ['completed', '2025-04-01', null, BY],
      ['committed', '2000-01-01', '2025-03-31', null],
    ]);
  });

  it('go back to the rule on file after a decision with a last day', async () => {
    await orders();
    await desk.statuses.decide(
      { source: 'v6', statusKey: 'on_process', standing: 'never', validFrom: '2025-03-31', validTo: '2025-03-31' },
      BY,
    );
    expect(await totals()).toEqual({ committed: '20.00', completed: '0.00', never: '910.00', unknown: '5.00' });
  });

  it('that were unknown are counted once they have a meaning', async () => {
    await orders();
    await desk.statuses.decide({ source: 'v6', statusKey: 'on_hold', standing: 'committed' }, BY);
    expect(await totals()).toEqual({ committed: '35.00', completed: '0.00', never: '900.00', unknown: '0.00' });
  });

  it('are not changed by a decision with a wrong day, and all that is wrong is told', async () => {
    await orders();
    await expect(
      desk.statuses.decide({ source: 'v7', statusKey: 'on_hold', standing: 'mungkin', validFrom: '2025-13-01' }, BY),
    ).rejects.toMatchObject({ fields: [{ field: 'source' }, { field: 'standing' }, { field: 'validFrom' }] });
    expect((await totals())['unknown']).toBe('5.00');
  });
});
