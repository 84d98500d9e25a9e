import { fork, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/support/postgres.mjs';
import { openServices } from './services.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** So many connections ask at once, each again as soon as it was answered. */
export const CONNECTIONS = 8;
const REQUESTS = 400;
const ROUNDS = 15;

/**
 * The API over HTTP against the same statement on bare Fastify and pg, in turn, on the same database: requests a second of
 * the one as a share of the other's.
 *
 * @param tools of the harness
 * @param {{ paths: string[], statements: { sql: string, values: unknown[] }[], same: (api: object, rows: object[]) => boolean }} what
 */
export async function againstBare(tools, { paths, statements, same }) {
  await makeProducts(tools);
  const app = await serveApp(tools.databaseUrl);
  const bare = await serveBare(tools.databaseUrl, statements);
  try {
    const ask = (server, at) => server.get(server === app ? paths[at] : `/${at}`);
    let equal = true;
    const totals = [];
    for (let at = 0; at < paths.length; at += 1) {
      const [ours, theirs] = [JSON.parse(await ask(app, at)), JSON.parse(await ask(bare, at))];
      equal &&= same(ours, theirs);
      totals.push(ours.total);
    }
    const round = (server) => async () => {
      const started = performance.now();
      let next = 0;
      const worker = async () => {
        while (next < REQUESTS) await ask(server, next++ % paths.length);
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      return performance.now() - started;
    };
    await round(app)();
    await round(bare)();
    const { a, b } = await tools.alternate(ROUNDS, round(app), round(bare));
    const perSecond = (ms) => Math.round((REQUESTS / ms) * 1000);
    return {
      ratio: b / a,
      holds: equal,
      detail:
        `${perSecond(a)} requests a second, bare Fastify + pg ${perSecond(b)} ` +
        `(${CONNECTIONS} connections, ${totals.join(' / ')} products found, answers ${equal ? 'equal' : 'DIFFER'})`,
    };
  } finally {
    await app.stop();
    await bare.stop();
  }
}

export async function makeProducts(tools) {
  tools.log('making 100,000 products …');
  // The start of the services writes the groups that products refer to.
  const { app } = await openServices(tools.databaseUrl);
  await app.close();
  await tools.psql(['-f', join(ROOT, 'bench/support/products.sql')]);
  await tools.psql(['-c', 'vacuum analyze']);
}

/** The built app on a port of its own; `get` gives what a path answers. */
export async function serveApp(databaseUrl) {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: 'error',
      // One address asks thousands of times a minute here.
      RATE_LIMIT_PERCENT: '100000',
      DATA_DIR: `/tmp/lokapasar-bench-${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return client(port, child, '/health/ready');
}

const serveBare = (databaseUrl, statements) =>
  serveFile('bench/support/bare-server.mjs', databaseUrl, { STATEMENTS: JSON.stringify(statements) });

/** A server of one file, that answers /ready. */
export async function serveFile(file, databaseUrl, settings) {
  const port = await freePort();
  const child = fork(join(ROOT, file), [], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return client(port, child, '/ready');
}

async function client(port, child, ready) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const answer = (path, headers = {}, status = 200) =>
    new Promise((resolve, reject) => {
      const asked = request({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          if (response.statusCode === status) resolve({ body, headers: response.headers });
          else reject(new Error(`${path} answered ${response.statusCode}: ${body.slice(0, 300)}`));
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  const get = async (path, headers) => (await answer(path, headers)).body;
  for (let tries = 0; ; tries += 1) {
    try {
      await get(ready);
      break;
    } catch {
      if (tries > 300) throw new Error('a server did not start');
      await sleep(200);
    }
  }
  return {
    get,
    address: `http://127.0.0.1:${port}`,
    answer,
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}
