import { createHash } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';

/** Whether the data source is a real server: the embedded database has one session for all and a pool of one. */
export function isServer(source: DataSource): boolean {
  return source.options.type === 'postgres' && source.options.poolSize !== 1;
}

/** Names held in this process; all there is to it on the embedded database, which one process only may open. */
const held = new Set<string>();

/**
 * Named locks across all processes of one database. On a server they are session advisory locks on a connection of
 * their own, so they vanish with the process; on the embedded database (where advisory locks are granted twice) they
 * live in this process.
 */
export class Locks {
  constructor(private readonly source: DataSource) {}

  /** Runs `work` if nobody holds `name`; answers null without waiting otherwise. */
  async tryLock<T>(name: string, work: () => Promise<T>): Promise<{ result: T } | null> {
    if (!isServer(this.source)) {
      if (held.has(name)) return null;
      held.add(name);
      try {
        return { result: await work() };
      } finally {
        held.delete(name);
      }
    }
    const runner = await this.connect();
    try {
      const [answer] = (await runner.query('select pg_try_advisory_lock($1) as got', [keyOf(name)])) as {
        got: boolean;
      }[];
      if (!answer?.got) return null;
      try {
        return { result: await work() };
      } finally {
        await runner.query('select pg_advisory_unlock($1)', [keyOf(name)]);
      }
    } finally {
      await runner.release();
    }
  }

  /** Runs `work` once `name` is free. */
  async withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const got = await this.tryLock(name, work);
      if (got) return got.result;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async connect(): Promise<QueryRunner> {
    const runner = this.source.createQueryRunner('master');
    await runner.connect();
    return runner;
  }
}

/** Advisory locks go by a 64-bit number: the first eight bytes of the name's hash. */
function keyOf(name: string): string {
  return createHash('sha256').update(`lokapasar:${name}`).digest().readBigInt64BE(0).toString();
}
