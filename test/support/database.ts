import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { createDataSource, type DatabaseTarget } from '../../src/database/data-source.js';
import type { OpenDatabase } from '../../src/database/database.module.js';
import { startEmbedded } from '../../src/database/embedded.js';

/** A database of this test file's own, migrated and otherwise empty. */
export interface TestDatabase {
  source: DataSource;
  database: OpenDatabase;
  close(): Promise<void>;
}

/**
 * PostgreSQL's code in WASM, held for as long as the process runs: while somebody holds the module, V8 hands what it has
 * compiled and optimised to every thread that loads the same bytes. Each database after the first costs half as much.
 */
let held: Promise<unknown> | null = null;

function holdCode(): Promise<unknown> {
  const file = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm');
  return WebAssembly.compile(readFileSync(file));
}

/**
 * Names the template by the migrations as they are now, when this process has just loaded them: a file that is edited while
 * the tests run must not lend its name to what the loaded ones make.
 */
const MIGRATED = migrationsHash();

const ENV = { databasePool: 8, statementTimeoutMs: 60_000 };

/**
 * Embedded and in memory by default; on the server that DATABASE_URL names otherwise. The migrations run once into a
 * template (a tar file, or a template database), named by their contents, that every test file copies.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  return process.env.DATABASE_URL ? onServer(process.env.DATABASE_URL) : embedded();
}

async function embedded(): Promise<TestDatabase> {
  await (held ??= holdCode());
  const folder = join(tmpdir(), 'lokapasar-test');
  mkdirSync(folder, { recursive: true });
  const template = join(folder, `${MIGRATED}-cluster.tar`);
  if (!existsSync(template)) {
    await alone(`${template}.lock`, async () => {
      if (existsSync(template)) return;
      const cluster = mkdtempSync(join(folder, 'cluster-'));
      const fresh = await startEmbedded(cluster);
      const source = createDataSource({ kind: 'embedded', address: fresh.address }, ENV);
      await source.initialize();
      await source.runMigrations();
      // Nobody makes a database in a copy, so the two that others are made from need not be unpacked a hundred times.
      await source.query(`update pg_database set datistemplate = false where datname like 'template_'`);
      await source.query('drop database template0');
      await source.query('drop database template1');
      await source.destroy();
      await fresh.stop();
      const half = `${template}.${process.pid}`;
      writeFileSync(half, await tarOf(cluster));
      rmSync(cluster, { recursive: true });
      renameSync(half, template);
    });
  }
  const copy = await startEmbedded(null, template);
  return opened({ kind: 'embedded', address: copy.address }, () => copy.stop());
}

/** The folder of a cluster that was ended cleanly, as PGlite packs it. */
async function tarOf(cluster: string): Promise<Uint8Array> {
  const db = await PGlite.create({ dataDir: cluster, extensions: { pg_trgm } });
  const dump = await db.dumpDataDir('none');
  await db.close();
  return new Uint8Array(await dump.arrayBuffer());
}

async function onServer(url: string): Promise<TestDatabase> {
  const template = `lokapasar_template_${MIGRATED}`;
  const name = `lokapasar_test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtext('lokapasar-test-template'))`);
    const known = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (known.rowCount === 0) {
      const half = `${template}_half`;
      await admin.query(`drop database if exists ${half}`);
      await admin.query(`create database ${half}`);
      const source = createDataSource({ kind: 'server', url: withDatabase(url, half) }, ENV);
      await source.initialize();
      await source.runMigrations();
      await source.destroy();
      await admin.query(`alter database ${half} rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template}`);
    await admin.query(`select pg_advisory_unlock(hashtext('lokapasar-test-template'))`);
  } finally {
    await admin.end();
  }
  return opened({ kind: 'server', url: withDatabase(url, name) }, async () => {
    const closing = new pg.Client({ connectionString: url });
    await closing.connect();
    await closing.query(`drop database if exists ${name} with (force)`);
    await closing.end();
  });
}

async function opened(target: DatabaseTarget, stop: () => Promise<void>): Promise<TestDatabase> {
  const source = createDataSource(target, ENV);
  await source.initialize();
  const close = async (): Promise<void> => {
    if (source.isInitialized) await source.destroy();
    await stop();
  };
  return { source, database: { source, target, close }, close };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

function migrationsHash(): string {
  const folder = fileURLToPath(new URL('../../src/database/migrations/', import.meta.url));
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Two test files may want the template at once: a folder is made by one of them only. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  const until = Date.now() + 90_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() > until) rmdirSync(lock);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  try {
    await work();
  } finally {
    rmdirSync(lock);
  }
}
