import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { isServer } from '../../shared/locks.js';
import { poolState } from './queue.js';

/** Longest wait for an answer. */
const PATIENCE_MS = 4000;
/** An answer so young is given again. */
const FRESH_MS = 1000;
/** So long the embedded database may be busy with one transaction of an import and still count as reachable. */
const BUSY_MS = 15 * 60_000;

export type Readiness = 'ok' | 'database' | 'migrations';

interface Row {
  count: number;
}

/**
 * Whether the database answers, asked on a connection of its own, so that the question does not stand in the queue of
 * the requests: a busy service is healthy. The embedded database has one session for all; while a transaction of ours
 * holds it, it is busy, not away.
 */
@Injectable()
export class DatabasePulse implements BeforeApplicationShutdown {
  private client: Promise<pg.Client> | null = null;
  private asking: Promise<Readiness> | null = null;
  private last: { at: number; readiness: Readiness } | null = null;
  private answeredAt = Date.now();

  constructor(private readonly source: DataSource) {}

  /** Which of the two is wanting, if any: the database, or its schema, which has to be at least as new as the program. */
  async readiness(): Promise<Readiness> {
    if (this.last && Date.now() - this.last.at < FRESH_MS) return this.last.readiness;
    this.asking ??= this.look().finally(() => (this.asking = null));
    return this.asking;
  }

  /** Asks beside the queue; null when there is no answer in time. */
  async ask<T>(sql: string, parameters: unknown[] = []): Promise<T[] | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
      timer.unref();
    });
    try {
      return await Promise.race([this.query<T>(sql, parameters), late]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.drop();
  }

  private async look(): Promise<Readiness> {
    const names = this.source.migrations.map(({ name, constructor }) => name ?? constructor.name);
    const found = await this.ask<Row>(APPLIED, [names]);
    let readiness: Readiness;
    if (found) {
      this.answeredAt = Date.now();
      readiness = (found[0]?.count ?? 0) >= names.length ? 'ok' : 'migrations';
    } else readiness = this.embeddedIsBusy() ? 'ok' : 'database';
    this.last = { at: Date.now(), readiness };
    return readiness;
  }

  private embeddedIsBusy(): boolean {
    if (isServer(this.source)) return false;
    const { total, idle } = poolState(this.source);
    return total > 0 && idle === 0 && Date.now() - this.answeredAt < BUSY_MS;
  }

  private async query<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    if (!isServer(this.source)) return (await this.source.query(sql, parameters)) as T[];
    this.client ??= this.connect();
    try {
      const client = await this.client;
      return (await client.query(sql, parameters)).rows as T[];
    } catch (error) {
      await this.drop();
      throw error;
    }
  }

  private async connect(): Promise<pg.Client> {
    const options = this.source.options as { url?: string; replication?: { master: { url?: string } } };
    const client = new pg.Client({
      connectionString: options.replication?.master.url ?? options.url,
      application_name: 'lokapasar-ovop health',
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      statement_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    // A server that goes away tells it here; the next question asks for another connection.
    client.on('error', () => void this.drop());
    await client.connect();
    return client;
  }

  private async drop(): Promise<void> {
    const was = this.client;
    this.client = null;
    try {
      await (await was)?.end();
    } catch {
      // gone already
    }
  }
}

/** $1 the names of the program's own migrations. */
const APPLIED = 'select count(distinct name)::int as count from schema_migration where name = any($1)';
