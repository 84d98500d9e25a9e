import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const LOCAL_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';
const OLDEST_SERVER = 150_000; // PostgreSQL 15, as server_version_num tells it

/**
 * A PostgreSQL server to work on: the one of DATABASE_URL, else the one on this machine, else a temporary cluster made
 * of the PostgreSQL programs installed here. `stop` ends only what this call started.
 *
 * @param {{ durable?: boolean }} options durable: a temporary cluster keeps fsync (measurements); default off (tests)
 * @returns {Promise<{ url: string, stop: () => void, origin: string }>}
 * @throws Error that says what was tried
 */
export async function findServer({ durable = false } = {}) {
  const given = process.env.DATABASE_URL?.trim();
  if (given) {
    const problem = await whyNot(given);
    if (problem) throw new Error(`The server of DATABASE_URL cannot be used: ${problem}`);
    return { url: given, stop() {}, origin: 'DATABASE_URL' };
  }
  const problem = await whyNot(LOCAL_SERVER);
  if (!problem) return { url: LOCAL_SERVER, stop() {}, origin: 'the server on 127.0.0.1:5432' };
  if (postgresPrograms() === null)
    throw new Error(
      `No PostgreSQL 15 or newer: DATABASE_URL is not set, 127.0.0.1:5432 does not serve (${problem}), ` +
        'and the programs initdb and pg_ctl are not installed.',
    );
  return startCluster(durable);
}

/**
 * A database with a random name on that server.
 *
 * @param {string} serverUrl
 * @param {string} purpose letters only; stands in the name so that a forgotten one can be told
 * @returns {Promise<{ url: string, name: string, drop: () => Promise<void> }>}
 */
export async function createDatabase(serverUrl, purpose) {
  const name = `lokapasar_${purpose}_${randomBytes(5).toString('hex')}`;
  await run(serverUrl, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: () => run(serverUrl, `drop database if exists ${name} with (force)`) };
}

/** The folder with PostgreSQL's own programs, the newest version first; null when there is none. */
export function postgresPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null;
}

async function run(url, sql) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** null when a database can be made there, else the reason in words. */
async function whyNot(url) {
  try {
    const [row] = await run(
      url,
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
              (rolcreatedb or rolsuper) as may_create from pg_roles where rolname = current_user`,
    );
    if (row.version < OLDEST_SERVER) return `it is PostgreSQL ${row.words}, and 15 is the oldest that serves`;
    return row.may_create ? null : 'its user may not create databases';
  } catch (error) {
    return error instanceof Error && error.message ? error.message : String(error?.code ?? error);
  }
}

async function startCluster(durable) {
  const programs = postgresPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-pg-'));
  const data = join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root; Debian's package brings the user `postgres`.
  const owner = process.getuid?.() === 0 ? userIds('postgres') : null;
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const call = (program, args) => {
    const result = spawnSync(join(programs, program), args, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr ?? result.error}`);
  };
  const settings = [`-p ${port}`, `-k ${folder}`, '-c listen_addresses=127.0.0.1', '-c max_connections=200'];
  if (!durable) settings.push('-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off');
  try {
    call('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
    call('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', settings.join(' '), '-w', 'start']);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    origin: `a temporary cluster on port ${port}`,
    stop() {
      try {
        call('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function userIds(name) {
  const id = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** @returns {Promise<number>} a loopback port that was free a moment ago */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
