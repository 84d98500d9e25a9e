import { join } from 'node:path';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { Signals } from '../shared/signals.js';
import { createDataSource, type DatabaseTarget } from './data-source.js';
import { holdDataFolder } from './data-folder.js';
import { type EmbeddedDatabase, startEmbedded } from './embedded.js';
import { MIGRATIONS } from './migrations/index.js';

/** An opened database: its data source, and how to let go of it again. */
export interface OpenDatabase {
  source: DataSource;
  target: DatabaseTarget;
  close(): Promise<void>;
}

/**
 * Opens the database that the settings name and brings its schema up to date. On the embedded database the data folder
 * is held for this process; throws DataFolderBusyError while another process has it.
 */
export async function openDatabase(env: Env, what: string, migrate = true): Promise<OpenDatabase> {
  let embedded: EmbeddedDatabase | null = null;
  let release: (() => void) | null = null;
  let target: DatabaseTarget;
  if (env.databaseUrl) {
    target = { kind: 'server', url: env.databaseUrl, replicas: env.databaseReplicaUrls };
  } else {
    release = holdDataFolder(env.dataDir, what);
    embedded = await startEmbedded(join(env.dataDir, 'pgdata'));
    target = { kind: 'embedded', address: embedded.address };
  }
  const source = createDataSource(target, env);
  try {
    await source.initialize();
    if (migrate) await runMigrations(source);
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    await embedded?.stop();
    release?.();
    throw error;
  }
  return {
    source,
    target,
    async close() {
      if (source.isInitialized) await source.destroy();
      await embedded?.stop();
      release?.();
    },
  };
}

/** Several processes may start at once on one server: the second waits for the first. */
export async function runMigrations(source: DataSource): Promise<string[]> {
  const locks = new Locks(source);
  return locks.withLock('migrations', async () => {
    const patient = await withoutTimeout(source);
    try {
      const done = await patient.runMigrations();
      return done.map((migration) => migration.name);
    } finally {
      if (patient !== source) await patient.destroy();
    }
  });
}

/** The same database over connections of their own: on large tables a migration may take longer than a page's query may. */
async function withoutTimeout(source: DataSource): Promise<DataSource> {
  const extra = source.options.extra as { statement_timeout?: number } | undefined;
  if (!extra?.statement_timeout) return source;
  const options = { ...source.options, migrations: MIGRATIONS, poolSize: 2, extra: { ...extra, statement_timeout: 0 } };
  return new DataSource(options as DataSourceOptions).initialize();
}

/** Hands the opened database to Nest: DataSource and EntityManager by class, Locks and Signals beside them. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject('OPEN_DATABASE') private readonly database: OpenDatabase) {}

  static use(database: OpenDatabase): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ type: 'postgres' as const }),
          dataSourceFactory: () => Promise.resolve(database.source),
        }),
      ],
      providers: [
        { provide: 'OPEN_DATABASE', useValue: database },
        { provide: Locks, useFactory: (source: DataSource) => new Locks(source), inject: [DataSource] },
        { provide: Signals, useFactory: (source: DataSource) => new Signals(source), inject: [DataSource] },
      ],
      exports: [Locks, Signals],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
