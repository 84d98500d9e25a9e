import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UsersService } from '../../src/access/users.service.js';
import { openApiDocument } from '../../src/app.js';
import { CircularService } from '../../src/compliance/circular.service.js';
import { aCircular } from '../factories/circulars.js';
import { somethingOnShow } from '../factories/etalase.js';
import { aGradedProduct } from '../factories/grading.js';
import { aSmallYear } from '../factories/spending.js';
import { someVillages } from '../factories/villages.js';
import { json, v5Packages } from '../integration/ingestion/support.js';
import { openTestApp, type TestApp } from '../support/app.js';
import { requests } from '../support/openapi-fuzz/requests.js';
import type { Document, Operation } from '../support/openapi-fuzz/schema.js';
import { World } from '../support/openapi-fuzz/world.js';

/** FUZZ_SEED repeats a run, FUZZ_RUNS makes it longer (as .ci/run does: 10,500) or shorter, FUZZ_ONLY keeps to operations whose name holds it. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2500);
const ONLY = process.env['FUZZ_ONLY'] ?? '';

/** Each costs a password's hash or an import's work, so they get a part of the share of the others. */
const COSTLY: Readonly<Record<string, number>> = {
  'post /api/v1/session': 0.15,
  'put /api/v1/me/password': 0.15,
  'post /api/v1/users': 0.3,
  'post /api/v1/users/{id}/password': 0.3,
  'post /api/v1/imports': 0.4,
  'post /api/v1/imports/{id}/rerun': 0.3,
};

interface Target {
  path: string;
  method: string;
  operation: Operation;
}

describe('hostile, boundary and valid input to every operation of the API', () => {
  let test: TestApp;
  let world: World;
  let document: Document;
  let targets: Target[];

  beforeAll(async () => {
    test = await openTestApp({ UPLOAD_LIMIT_MB: '1' });
    await aSmallYear(test.app, test.source);
    await someVillages(test.source);
    await aGradedProduct(test.app, test.source);
    await somethingOnShow(test.source.manager);
    await test.app.get(UsersService).add({ username: 'sasaran', displayName: 'Sasaran Contoh', role: 'auditor' });
    await test.app.get(CircularService).create(aCircular(), 'penguji', '2026-02-01');
    document = JSON.parse(JSON.stringify(openApiDocument(test.app))) as Document;
    targets = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => ['get', 'post', 'put', 'delete', 'patch'].includes(method))
        .map(([method, operation]) => ({ path, method, operation })),
    );
    // What reads comes first: it learns what there is.
    targets.sort((one, other) => Number(one.method !== 'get') - Number(other.method !== 'get'));
    const staff = await test.signIn('biro-pbj');
    await staff.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', staff.csrf)
      .attach('file', Buffer.from(json(v5Packages(1, 3))), 'belanja.json')
      .expect(202);
    world = new World(test, document, test.source);
    await world.open();
  });
  afterAll(async () => {
    world.close();
    await test.close();
  });

  async function fuzz(runs: number, round: number): Promise<string[]> {
    const failures: string[] = [];
    const shares = targets.map(({ method, path }) => COSTLY[`${method} ${path}`] ?? 1);
    const each = runs / shares.reduce((sum, share) => sum + share, 0);
    for (const [index, { path, method, operation }] of targets.entries()) {
      const name = `${method} ${path}`;
      if (!name.includes(ONLY)) continue;
      const seed = SEED + round * 1000 + index;
      const found = await fc.check(
        fc.asyncProperty(requests(operation, document, world.knownFor(path)), async (request) => {
          const problem = await world.problem(path, method, operation, request);
          if (problem !== null) throw new Error(problem);
        }),
        { seed, numRuns: Math.ceil(each * (shares[index] ?? 1)), maxSkipsPerRun: 0, interruptAfterTimeLimit: 120_000 },
      );
      if (found.failed)
        failures.push(
          `${name}: ${String(found.errorInstance)}\n` +
            `  with ${fc.stringify(found.counterexample?.[0]).slice(0, 1500)}\n  FUZZ_SEED=${SEED}`,
        );
    }
    return failures;
  }

  it('is never answered with a fault, always as the document says, and changes nothing where it is refused', async () => {
    process.stdout.write(`fuzz: FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}, ${targets.length} operations\n`);
    const failures = [...(await fuzz(RUNS * 0.25, 0)), ...(await fuzz(RUNS * 0.75, 1))];
    const statuses = [...world.statuses].toSorted().map(([status, count]) => `${status}: ${count}`);
    process.stdout.write(`fuzz: ${world.sent} requests, ${statuses.join(', ')}\n`);
    expect(failures).toEqual([]);
  }, 1_800_000);

  it('would notice whatever is written into a table, and nothing that is only read', async () => {
    const before = await world.position();
    await test.source.query('select count(*) from app_user');
    expect(await world.position()).toBe(before);
    await test.source.query(`update app_user set display_name = display_name where username = 'sasaran'`);
    expect(await world.position()).not.toBe(before);
  });

  it('was tried as often as was asked for, and reached what lies behind the refusals too', () => {
    expect(world.sent).toBeGreaterThanOrEqual(RUNS);
    const fine = [...world.statuses].filter(([status]) => status < '300').reduce((sum, [, count]) => sum + count, 0);
    expect(fine).toBeGreaterThan(world.sent * 0.15);
    for (const status of ['400', '401', '403', '404', '409', '415', '422'])
      expect([status, world.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  });
});
