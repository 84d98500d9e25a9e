import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Env } from '../shared/env.js';
import { ActorSubscriber } from './actor-subscriber.js';
import type { EmbeddedAddress } from './embedded.js';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations/index.js';

/** Where the database is: a server by URL, or the embedded one by its socket. */
export type DatabaseTarget =
  { kind: 'server'; url: string; replicas?: string[] } | { kind: 'embedded'; address: EmbeddedAddress };

/**
 * One code path for both: the app always speaks `pg`. The embedded database has a single session that all connections
 * share, so it gets a pool of one; whoever holds a transaction must hand its EntityManager on.
 */
export function createDataSource(
  target: DatabaseTarget,
  env: Pick<Env, 'databasePool' | 'statementTimeoutMs'>,
): DataSource {
  const shared = {
    type: 'postgres' as const,
    // Under Jest's ESM mode TypeORM cannot find the driver by itself.
    driver: pg,
    uuidExtension: 'pgcrypto' as const, // gen_random_uuid() is built in since PostgreSQL 13
    installExtensions: false,
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each' as const,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    subscribers: [ActorSubscriber],
    applicationName: 'lokapasar-ovop',
  };
  let options: DataSourceOptions;
  if (target.kind === 'embedded') {
    options = {
      ...shared,
      host: target.address.host,
      port: target.address.port,
      username: 'postgres',
      database: 'postgres',
      poolSize: 1,
    };
  } else {
    // The connections that hold a lock or listen are idle for long.
    // Compiling a query costs a page more than it saves: 200 ms on one that takes 100.
    const extra = {
      statement_timeout: env.statementTimeoutMs,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      options: '-c jit=off',
    };
    const replicas = target.replicas ?? [];
    options = replicas.length
      ? {
          ...shared,
          poolSize: env.databasePool,
          extra,
          replication: { master: { url: target.url }, slaves: replicas.map((url) => ({ url })), defaultMode: 'master' },
        }
      : { ...shared, url: target.url, poolSize: env.databasePool, extra };
  }
  return new DataSource(options);
}
