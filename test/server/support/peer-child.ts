import 'reflect-metadata';
import { createInterface } from 'node:readline';
import type { QueryRunner } from 'typeorm';
import { createDataSource } from '../../../src/database/data-source.js';
import { readEnv } from '../../../src/shared/env.js';
import { Locks } from '../../../src/shared/locks.js';
import { type Signal, Signals } from '../../../src/shared/signals.js';

// A process that does with the database's locks and signals what it is told on standard input, one order a line:
//   lock NAME      says `got NAME` and holds it, or `busy NAME`
//   free           lets go of it
//   listen         says `listening`, and from then on `heard SIGNAL`
//   begin SIGNAL   sends it in a transaction that stays open, and says `begun`
//   commit, rollback   ends that transaction and says `ended`
const env = readEnv();
const source = createDataSource({ kind: 'server', url: env.databaseUrl ?? '' }, env);
await source.initialize();
const locks = new Locks(source);
const signals = new Signals(source);
let free: (() => void) | null = null;
let open: QueryRunner | null = null;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
for (const signal of ['data-changed', 'settings-changed'] as const) signals.on(signal, () => say(`heard ${signal}`));

async function lock(name: string): Promise<void> {
  const got = await locks.tryLock(name, async () => {
    say(`got ${name}`);
    await new Promise<void>((resolve) => (free = resolve));
  });
  say(got ? `freed ${name}` : `busy ${name}`);
}

async function obey(order: string, what: string): Promise<void> {
  if (order === 'lock')
    void lock(what); // the next order may be to let go of it
  else if (order === 'free') free?.();
  else if (order === 'listen') {
    await signals.listen();
    say('listening');
  } else if (order === 'begin') {
    open = source.createQueryRunner();
    await open.startTransaction();
    await signals.send(what as Signal, open.manager);
    say('begun');
  } else {
    if (order === 'commit') await open?.commitTransaction();
    else await open?.rollbackTransaction();
    await open?.release();
    say('ended');
  }
}

say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [order = '', what = ''] = line.split(' ');
  await obey(order, what);
}
