/**
 * Starts the built app as a person would and looks at it from outside: does it live, answer, refuse strangers, guard its
 * data folder and end when told to? Prints what it saw; exit 0 when all of it held.
 *
 * Runs on the embedded database in a folder of its own, whatever the environment says.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './support/postgres.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;

const folder = mkdtempSync(join(tmpdir(), 'lokapasar-smoke-'));
const dataDir = join(folder, 'data');
const children = [];
let failed = 0;

function saw(held, what) {
  console.log(`${held ? 'ok    ' : 'FAILED'}  ${what}`);
  if (!held) failed += 1;
}

/** Only what a process needs to run at all, so that no setting of the caller's leaks in. */
function environment(port) {
  const { PATH, HOME, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, HOME, SystemRoot, TEMP, TMPDIR, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: String(port) };
}

function startApp(port) {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    cwd: ROOT,
    env: environment(port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const app = { child, pid: child.pid, output: '', exitCode: undefined, ended: undefined };
  child.stdout.on('data', (chunk) => (app.output += chunk));
  child.stderr.on('data', (chunk) => (app.output += chunk));
  app.ended = new Promise((resolve) => {
    child.once('error', (error) => resolve((app.exitCode = String(error))));
    child.once('exit', (code, signal) => resolve((app.exitCode = code ?? signal)));
  });
  children.push(app);
  return app;
}

/** @returns {Promise<unknown>} exit code or signal name, or undefined when it still runs after that time */
async function endWithin(app, milliseconds) {
  await Promise.race([app.ended, sleep(milliseconds, undefined, { ref: false })]);
  return app.exitCode;
}

async function answer(base, path, headers = {}) {
  const response = await fetch(base + path, { redirect: 'manual', headers, signal: AbortSignal.timeout(20_000) });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

async function answersWithin(app, base, path, milliseconds) {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && app.exitCode === undefined) {
    const reply = await answer(base, path).catch(() => null);
    if (reply?.status === 200) return true;
    await sleep(200);
  }
  return false;
}

async function lookAtPages(base) {
  const signIn = await answer(base, '/masuk', { accept: 'text/html' });
  saw(
    signIn.status === 200 && /<form[^>]*method="post"/i.test(signIn.body),
    `GET /masuk: ${signIn.status}, with a form`,
  );

  const page = await answer(base, '/belanja', { accept: 'text/html' });
  const target = page.headers.get('location') ?? '';
  saw(
    [302, 303, 307].includes(page.status) && new URL(target, base).pathname === '/masuk',
    `GET /belanja without signing in: ${page.status} to ${target || 'nowhere'}`,
  );
}

/** `[]` asks for nothing; `[{}, …]` leaves it to the caller whether to sign in. */
function openToAll(security) {
  return Array.isArray(security) && (security.length === 0 || security.some((way) => Object.keys(way).length === 0));
}

async function lookAtApi(base) {
  const docs = await answer(base, '/api/docs', { accept: 'text/html' });
  saw([200, 301, 302, 303].includes(docs.status), `GET /api/docs: ${docs.status}`);
  const json = await answer(base, '/api/docs-json', { accept: 'application/json' });
  const paths = json.status === 200 ? JSON.parse(json.body).paths : {};
  saw(json.status === 200, `GET /api/docs-json: ${json.status}, ${Object.keys(paths).length} paths`);

  const guarded = Object.entries(paths)
    .filter(([path, methods]) => path.startsWith('/api/v1/') && !path.includes('{') && methods.get)
    .filter(([, { get }]) => !openToAll(get.security))
    .map(([path]) => path);
  saw(guarded.length > 0, `the API describes ${guarded.length} addresses that ask for signing in`);
  const open = [];
  for (const path of guarded) {
    const reply = await answer(base, path, { accept: 'application/json' });
    const problem = reply.headers.get('content-type')?.startsWith('application/problem+json');
    if (reply.status !== 401 || !problem || !JSON.parse(reply.body).code) open.push(`${path} (${reply.status})`);
  }
  saw(open.length === 0, `each of them answers a stranger 401 problem+json with a code ${open.join(', ')}`.trim());
}

async function lookAtLock(first) {
  const second = startApp(await freePort());
  const code = await endWithin(second, 30_000);
  saw(
    code !== undefined && code !== 0,
    `a second process on the same data folder ends with ${code ?? 'nothing: it runs'}`,
  );
  saw(second.output.includes(String(first.pid)), `and names who holds the folder (process ${first.pid})`);
  if (!second.output.includes(String(first.pid))) console.log(second.output.slice(-2000));
}

try {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const started = Date.now();
  const app = startApp(port);
  const live = await answersWithin(app, base, '/health/live', START_WITHIN_MS);
  const ready = live && (await answersWithin(app, base, '/health/ready', START_WITHIN_MS));
  saw(live, `GET /health/live: ${live ? 200 : 'no answer'}`);
  saw(ready, `GET /health/ready: ${ready ? 200 : 'no answer'}, ${Date.now() - started} ms after the start`);
  if (ready) {
    await lookAtPages(base);
    await lookAtApi(base);
    await lookAtLock(app);
    const stopping = Date.now();
    app.child.kill('SIGTERM');
    const code = await endWithin(app, STOP_WITHIN_MS);
    saw(code === 0, `SIGTERM: ended with ${code ?? 'nothing: it runs'} after ${Date.now() - stopping} ms`);
  }
  if (failed > 0) console.log(`\nThe last the app said:\n${app.output.slice(-4000)}`);
} catch (error) {
  saw(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  for (const { child, exitCode } of children) if (exitCode === undefined) child.kill('SIGKILL');
  await Promise.all(children.map((app) => endWithin(app, 5000)));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
