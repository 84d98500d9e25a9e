import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isServer } from './locks.js';

const CHANNEL = 'lokapasar';
const SIGNALS = ['data-changed', 'settings-changed', 'etalase-changed'] as const;
/** Between two tries to listen again; a server that restarts takes some seconds. */
const RELISTEN_MS = 1000;

/** What the processes tell one another. */
export type Signal = (typeof SIGNALS)[number];

interface ListeningClient {
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  once(event: 'error' | 'end', listener: () => void): void;
  removeAllListeners(event: 'notification'): void;
}

/**
 * Tells every process of one database that something changed (LISTEN/NOTIFY on a server, in-process on the embedded
 * database, where a NOTIFY may reach the wrong connection). A listener must survive a missed signal: it is a hint. A
 * connection that is lost is replaced, and then every signal is given once, since any may have been missed meanwhile.
 */
export class Signals {
  private readonly log = new Logger('Signals');
  private readonly emitter = new EventEmitter();
  private listening: { runner: QueryRunner; client: ListeningClient } | null = null;
  private relistening: Promise<void> | null = null;
  /** Set while this process wants to hear the others. */
  private wanted: AbortController | null = null;

  constructor(private readonly source: DataSource) {}

  /** Begins to hear other processes; without it only this process's own signals are heard. */
  async listen(): Promise<void> {
    if (!isServer(this.source) || this.wanted) return;
    this.wanted = new AbortController();
    await this.connect();
  }

  /** Sends with the transaction: others hear it when it commits. On the embedded database it is heard at once. */
  async send(signal: Signal, em: EntityManager): Promise<void> {
    if (isServer(this.source)) await em.query('select pg_notify($1, $2)', [CHANNEL, signal]);
    if (!this.listening) this.emitter.emit(signal);
  }

  on(signal: Signal, listener: () => void): void {
    this.emitter.on(signal, listener);
  }

  async close(): Promise<void> {
    this.wanted?.abort();
    this.wanted = null;
    await this.relistening;
    const was = this.listening;
    this.listening = null;
    if (!was) return;
    was.client.removeAllListeners('notification');
    await was.runner.query('unlisten *').catch(() => undefined); // lost just now: then it hears nothing either
    await was.runner.release();
  }

  private async connect(): Promise<void> {
    const runner = this.source.createQueryRunner('master');
    try {
      const client = (await runner.connect()) as ListeningClient;
      client.on('notification', (message) => this.emitter.emit(message.payload ?? ''));
      const lost = (): void => this.lost(runner);
      client.once('error', lost);
      client.once('end', lost);
      await runner.query(`listen ${CHANNEL}`);
      this.listening = { runner, client };
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  private lost(runner: QueryRunner): void {
    if (this.listening?.runner !== runner) return;
    this.listening = null;
    void runner.release(); // a connection that is gone still has its place in the pool
    if (this.wanted && !this.wanted.signal.aborted) {
      this.log.warn('The connection that hears other processes was lost; asking for another');
      this.relistening = this.relisten(this.wanted.signal);
    }
  }

  private async relisten(closing: AbortSignal): Promise<void> {
    while (!closing.aborted) {
      try {
        await pause(RELISTEN_MS, undefined, { signal: closing, ref: false });
        await this.connect();
      } catch {
        continue; // not there yet, or closing
      }
      for (const signal of SIGNALS) this.emitter.emit(signal);
      return;
    }
  }
}
