import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { IMPORTS_BY_STATE, type ImportsByStateRow } from '../ingestion/import-states.js';
import { DatabasePulse } from './edge/pulse.js';
import { poolState } from './edge/queue.js';

/** Seconds. */
const BUCKETS = [0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30];

/** What an operator's program watches. Labels are patterns and names of our own: no address, no number, nobody. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'lokapasar_http_requests_total',
    help: 'Requests answered, by route pattern, method and class of the status',
    labelNames: ['route', 'method', 'status'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'lokapasar_http_request_duration_seconds',
    help: 'Seconds until a request was answered, by route pattern and method',
    labelNames: ['route', 'method'],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly pool = new Gauge({
    name: 'lokapasar_database_pool',
    help: 'Connections of this process to the database: open, idle, and requests that wait for one',
    labelNames: ['state'],
    registers: [this.registry],
  });
  private readonly ready = new Gauge({
    name: 'lokapasar_ready',
    help: '1 while the database answers and its schema is current',
    registers: [this.registry],
  });
  private readonly imports = new Gauge({
    name: 'lokapasar_imports',
    help: 'Imports by state; without values while the database does not answer',
    labelNames: ['state'],
    registers: [this.registry],
  });
  private ownProcess = false;

  constructor(
    private readonly source: DataSource,
    private readonly pulse: DatabasePulse,
  ) {}

  /** To be told of every request that is answered. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    const route = routeOf(request);
    const { method } = request;
    this.requests.inc({ route, method, status: `${Math.floor(reply.statusCode / 100)}xx` });
    this.durations.observe({ route, method }, reply.elapsedTime / 1000);
  }

  readonly contentType: string = this.registry.contentType;

  /** All of it as Prometheus reads it. */
  async text(): Promise<string> {
    // Only the process that is asked watches itself: the command line makes this service too.
    if (!this.ownProcess) collectDefaultMetrics({ register: this.registry });
    this.ownProcess = true;
    for (const [state, count] of Object.entries(poolState(this.source))) this.pool.set({ state }, count);
    this.ready.set((await this.pulse.readiness()) === 'ok' ? 1 : 0);
    this.imports.reset();
    const found = await this.pulse.ask<ImportsByStateRow>(IMPORTS_BY_STATE);
    for (const { state, count } of found ?? []) this.imports.set({ state }, count);
    return this.registry.metrics();
  }
}

/** The pattern of a route ('/api/v1/imports/:id'): an address itself may hold what points at somebody. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions?.url ?? 'none';
}
