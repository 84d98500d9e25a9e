import { EventEmitter } from 'node:events';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isServer } from './locks.js';

const CHANNEL = 'lokapasar';

/** What the processes tell one another. */
export type Signal = 'data-changed' | 'settings-changed';

interface ListeningClient {
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: () => void): void;
}

/**
 * Tells every process of one database that something changed (LISTEN/NOTIFY on a server, in-process on the embedded
 * database, where a NOTIFY may reach the wrong connection). A listener must survive a missed signal: it is a hint.
 */
export class Signals {
  private readonly emitter = new EventEmitter();
  private runner: QueryRunner | null = null;

  constructor(private readonly source: DataSource) {}

  /** Begins to hear other processes; without it only this process's own signals are heard. */
  async listen(): Promise<void> {
    if (!isServer(this.source) || this.runner) return;
    this.runner = this.source.createQueryRunner('master');
    const client = (await this.runner.connect()) as ListeningClient;
    client.on('notification', (message) => this.emitter.emit(message.payload ?? ''));
    const lost = (): void => {
      this.runner = null;
    };
    client.on('error', lost);
    client.on('end', lost);
    await this.runner.query(`listen ${CHANNEL}`);
  }

  /** Sends with the transaction: others hear it when it commits. On the embedded database it is heard at once. */
  async send(signal: Signal, em: EntityManager): Promise<void> {
    if (isServer(this.source)) await em.query('select pg_notify($1, $2)', [CHANNEL, signal]);
    if (!this.runner) this.emitter.emit(signal);
  }

  on(signal: Signal, listener: () => void): void {
    this.emitter.on(signal, listener);
  }

  async close(): Promise<void> {
    const runner = this.runner;
    this.runner = null;
    await runner?.release();
  }
}
