import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { Locks } from '../../src/shared/locks.js';
import { type Peer, startPeer } from './support/processes.js';
import { describeOnServer, migratedDatabase, type ServerDatabase, until } from './support/server.js';

const CHILD = fileURLToPath(new URL('./support/peer-child.ts', import.meta.url));

describeOnServer('a lock between processes', () => {
  let db: ServerDatabase;
  const peers: Peer[] = [];
  beforeAll(async () => {
    db = await migratedDatabase();
  });
  afterEach(async () => {
    for (const peer of peers.splice(0)) await peer.cut();
  });
  afterAll(() => db.close());

  async function two(): Promise<[Peer, Peer]> {
    const started = [1, 2].map(() => startPeer(CHILD, [], { DATABASE_URL: db.url })) as [Peer, Peer];
    peers.push(...started);
    await Promise.all(started.map((peer) => peer.said(/^ready$/)));
    return started;
  }

  it('is got by exactly one of two that ask at the same moment', async () => {
    const [one, other] = await two();
    one.tell('lock import');
    other.tell('lock import');
    const answers = await Promise.all([one.said(/^(got|busy) import$/), other.said(/^(got|busy) import$/)]);
    expect(answers.map((answer) => answer[1]).toSorted()).toEqual(['busy', 'got']);
  });

  it('is free for others by another name, and for everybody once its holder lets go', async () => {
    const [one, other] = await two();
    one.tell('lock import');
    await one.said(/^got import$/);
    other.tell('lock kept');
    await other.said(/^got kept$/);
    one.tell('free');
    await one.said(/^freed import$/);
    await expect(new Locks(db.source).tryLock('import', async () => 'mine')).resolves.toEqual({ result: 'mine' });
  });

  it('is freed by the death of its holder', async () => {
    const [one, other] = await two();
    one.tell('lock import');
    await one.said(/^got import$/);
    other.tell('lock import');
    await other.said(/^busy import$/);
    await one.cut();
    await until('the dead one’s session to be gone', async () => {
      const seen = other.lines().length;
      other.tell('lock import');
      const [said] = await other.said(/^(?:got|busy) import$/, seen);
      return said === 'got import';
    });
    await expect(new Locks(db.source).tryLock('import', async () => 'mine')).resolves.toBeNull();
  });
});
