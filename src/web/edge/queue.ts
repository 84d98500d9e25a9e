import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { UnavailableError } from '../../shared/errors.js';
import { isServer } from '../../shared/locks.js';
import { classOf } from './route-class.js';

/** Seconds after which a client that was turned away may come again. */
const RETRY_S = 2;
/** Waiting is normal on the embedded database: an import holds its only session for a while. */
const EMBEDDED_LIMIT = 100;

/** What a pool of `pg` tells about itself. */
export interface PoolState {
  /** Open connections. */
  total: number;
  idle: number;
  /** Those who wait for a connection. */
  waiting: number;
}

interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

export function poolState(source: DataSource): PoolState {
  const { master } = source.driver as unknown as { master?: Partial<Pool> };
  return { total: master?.totalCount ?? 0, idle: master?.idleCount ?? 0, waiting: master?.waitingCount ?? 0 };
}

/** How many may wait for a connection; `chosen` null = four for each connection of the pool. */
export function queueLimit(source: DataSource, chosen: number | null): number {
  if (chosen !== null) return chosen;
  const { poolSize } = source.options as { poolSize?: number };
  return isServer(source) ? 4 * (poolSize ?? 10) : EMBEDDED_LIMIT;
}

/**
 * Turns requests away with 503 while too many wait for the database: an answer at once, and those who wait already are
 * still served in good time. Assets, health and metrics are answered all the same.
 */
export function refuseWhenBusy(server: FastifyInstance, source: DataSource, chosen: number | null): void {
  const limit = queueLimit(source, chosen);
  server.addHook('onRequest', (request, _, done) => {
    const busy = poolState(source).waiting >= limit && classOf(request) !== 'free';
    done(busy ? new UnavailableError('service.busy', BUSY, { retryAfterSeconds: RETRY_S }) : undefined);
  });
}

const BUSY =
  'Layanan sedang melayani banyak permintaan, jadi yang ini tidak dikerjakan dan tidak ada yang diubah. ' +
  'Coba lagi beberapa detik lagi.';
