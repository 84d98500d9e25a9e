import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type OwnCluster, ownCluster } from '../support/own-cluster.js';
import { TEST_PASSWORD } from '../support/app.js';
import { type AppProcess, type Clerk, ready, signIn, startApp } from './support/processes.js';
import { until } from './support/server.js';

/** Connections of the app; so many requests it can serve at once. */
const POOL = 4;
const LOAD = POOL * 4;

describe('on a server of its own', () => {
  let cluster: OwnCluster;
  let app: AppProcess;
  let admin: Clerk;
  let folder: string;

  beforeAll(async () => {
    cluster = await ownCluster();
    folder = mkdtempSync(join(tmpdir(), 'lokapasar-overload-'));
    app = await ready(
      await startApp(cluster.url, folder, {
        DATABASE_POOL: String(POOL),
        QUEUE_LIMIT: '4',
        RATE_LIMIT_PERCENT: '0',
        LOG_LEVEL: 'error',
      }),
    );
    const first = await app.said(/Kata sandi: +(\S+)/);
    const beginner = await signIn(app, 'admin', first[1] ?? '');
    const changed = await beginner.send(app, 'PUT', '/api/v1/me/password', {
      current: first[1],
      next: TEST_PASSWORD,
    });
    if (changed.status !== 200) throw new Error(`The new password: ${changed.status}`);
    admin = await signIn(app, 'admin', TEST_PASSWORD);
  });
  afterAll(async () => {
    await app.end();
    await cluster.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const memory = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

  async function sql<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: cluster.url });
    client.on('error', () => undefined);
    await client.connect();
    return (await client.query<T>(text).finally(() => client.end())).rows;
  }

  /** Asks over and over, `LOAD` at once, until `stop`; every answer is judged. */
  async function load(stop: () => boolean): Promise<{ right: number; refused: number; wrong: string[] }> {
    const sum = { right: 0, refused: 0, wrong: [] as string[] };
    const one = async (path: string): Promise<void> => {
      while (!stop()) {
        const answer = await admin.get(app, path);
        const text = await answer.text();
        if (answer.status === 200 && JSON.parse(text)) sum.right += 1;
        else if (answer.status === 503 && answer.headers.get('retry-after') !== null) {
          sum.refused += 1;
          expect(JSON.parse(text)).toMatchObject({
            status: 503,
            code: expect.stringMatching(/^(?:service|request)\./),
          });
          await pause(20);
        } else sum.wrong.push(`${path}: ${answer.status} ${text.slice(0, 200)}`);
      }
    };
    const paths = [
      '/api/v1/spending?klpd=all&year=all',
      '/api/v1/packages?klpd=all&year=all',
      '/api/v1/users',
      '/api/v1/me',
    ];
    await Promise.all(Array.from({ length: LOAD }, (_, index) => one(paths[index % paths.length] ?? '')));
    return sum;
  }

  it('under four times the load that its pool can serve, answers or says 503, stays healthy and small, and recovers', async () => {
    // The pool's connections are slow: three of them hang behind a lock for most of the time.
    const over = new AbortController();
    const health: number[] = [];
    const watch = (async () => {
      while (!over.signal.aborted) {
        for (const path of ['/health/live', '/health/ready']) health.push((await fetch(app.base + path)).status);
        await pause(50);
      }
    })();
    const locker = new pg.Client({ connectionString: cluster.url });
    await locker.connect();
    const squeeze = (async () => {
      while (!over.signal.aborted) {
        await locker.query('begin; lock table app_user in access exclusive mode');
        await pause(150);
        await locker.query('commit');
        await pause(50);
      }
    })();
    const begin = Date.now();
    let warm = 0;
    const counted = await load(() => {
      if (warm === 0 && Date.now() - begin > 5000) warm = memory();
      return Date.now() - begin > 15_000;
    });
    const end = memory();
    over.abort();
    await Promise.all([watch, squeeze]);
    await locker.end();

    expect(counted.wrong).toEqual([]);
    expect(counted.right).toBeGreaterThan(50);
    expect(counted.refused).toBeGreaterThan(10);
    expect(health.filter((status) => status !== 200)).toEqual([]);
    expect(health.length).toBeGreaterThan(20);
    expect(end).toBeLessThan(warm * 1.25 + 40);
    const after = await Promise.all(Array.from({ length: POOL }, () => admin.get(app, '/api/v1/users')));
    expect(after.map(({ status }) => status)).toEqual(Array(POOL).fill(200));
  }, 300_000);

  it('a database that is killed twice under writes loses none that was accepted, and the service finds it again', async () => {
    const accepted: string[] = [];
    const wrong: string[] = [];
    const over = new AbortController();
    let number = 0;
    const writer = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const value = `kode-${(number += 1)}`;
        const answer = await admin.send(app, 'POST', '/api/v1/ovop-entries', {
          kind: 'produk-v5',
          value: String(700_000 + number),
          label: value,
        });
        if (answer.status === 201) accepted.push(value);
        else if (answer.status !== 503) wrong.push(`${answer.status} ${(await answer.text()).slice(0, 300)}`);
        else await pause(20);
      }
    };
    const writers = Promise.all(Array.from({ length: LOAD }, writer));
    for (let times = 0; times < 2; times++) {
      const before = accepted.length;
      await until('writes to be accepted', () => accepted.length > before + 20);
      await cluster.cut();
      await until('the service to say that it is not ready', async () => {
        const answer = await fetch(`${app.base}/health/ready`);
        return answer.status === 503;
      });
      expect((await fetch(`${app.base}/health/live`)).status).toBe(200);
      await cluster.start();
      await until(
        'the service to be ready by itself',
        async () => (await fetch(`${app.base}/health/ready`)).status === 200,
      );
    }
    const before = accepted.length;
    await until('writes to be accepted again', () => accepted.length > before + 20);
    over.abort();
    await writers;

    expect(wrong).toEqual([]);
    const kept = new Set((await sql<{ label: string }>('select label from ovop_entry')).map(({ label }) => label));
    expect(accepted.filter((value) => !kept.has(value))).toEqual([]);
    expect(accepted.length).toBeGreaterThan(60);
    expect(app.alive()).toBe(true);
    await until('the process to hear the others again', async () => {
      const found = await sql<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where query = 'listen lokapasar'`,
      );
      return found[0]?.n === 1;
    });
  }, 300_000);
});
