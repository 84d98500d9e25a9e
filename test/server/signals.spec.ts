import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Signal, Signals } from '../../src/shared/signals.js';
import { type Peer, startPeer } from './support/processes.js';
import { describeOnServer, migratedDatabase, type ServerDatabase, until } from './support/server.js';

const CHILD = fileURLToPath(new URL('./support/peer-child.ts', import.meta.url));

describeOnServer('signals between processes', () => {
  let db: ServerDatabase;
  let here: Signals;
  let peer: Peer;
  const heardHere: Signal[] = [];
  beforeAll(async () => {
    db = await migratedDatabase();
    here = new Signals(db.source);
    for (const signal of ['data-changed', 'settings-changed'] as const)
      here.on(signal, () => void heardHere.push(signal));
    await here.listen();
    peer = startPeer(CHILD, [], { DATABASE_URL: db.url });
    await peer.said(/^ready$/);
    peer.tell('listen');
    await peer.said(/^listening$/);
  });
  afterAll(async () => {
    await peer.cut();
    await here.close();
    await db.close();
  });

  /** Order → what it answers, leaving out what it said before. */
  async function order(line: string, answer: RegExp): Promise<void> {
    const seen = peer.lines().length;
    peer.tell(line);
    await peer.said(answer, seen);
  }

  it.each(['settings-changed', 'data-changed'] as const)(
    '%s is heard by another process, after the commit and not before',
    async (signal) => {
      const probe = signal === 'data-changed' ? 'settings-changed' : 'data-changed';
      heardHere.length = 0;
      await order(`begin ${signal}`, /^begun$/);
      // What is heard behind it would have come after it: signals keep their order.
      await here.send(probe, db.source.manager);
      await until('the probe to be heard', () => heardHere.includes(probe));
      expect(heardHere).toEqual([probe]);
      await order('commit', /^ended$/);
      await until('the signal to be heard', () => heardHere.length > 1);
      expect(heardHere).toEqual([probe, signal]);
    },
  );

  it('nothing is heard of a transaction that was taken back', async () => {
    heardHere.length = 0;
    await order('begin settings-changed', /^begun$/);
    await order('rollback', /^ended$/);
    await order('begin data-changed', /^begun$/);
    await order('commit', /^ended$/);
    await until('the later signal to be heard', () => heardHere.length > 0);
    expect(heardHere).toEqual(['data-changed']);
  });

  it('a process whose connection is cut lives on, takes everything for changed, and hears again', async () => {
    const listening = async (): Promise<number[]> => {
      const found = (await db.source.query(
        `select pid from pg_stat_activity where datname = current_database() and query = 'listen lokapasar'`,
      )) as { pid: number }[];
      return found.map(({ pid }) => pid);
    };
    const before = await listening();
    expect(before).toHaveLength(2);
    heardHere.length = 0;
    const seen = peer.lines().length;
    for (const pid of before) await db.source.query('select pg_terminate_backend($1)', [pid]);
    await until('both to listen anew', async () => {
      const now = await listening();
      return now.length === 2 && now.every((pid) => !before.includes(pid));
    });
    await peer.said(/^heard data-changed$/, seen);
    await peer.said(/^heard settings-changed$/, seen);
    await until('this process to take everything for changed', () => heardHere.length >= 2);
    expect(heardHere.toSorted()).toEqual(['data-changed', 'settings-changed']);

    const then = peer.lines().length;
    await here.send('data-changed', db.source.manager);
    await peer.said(/^heard data-changed$/, then);
    expect(peer.alive()).toBe(true);
  });
});
