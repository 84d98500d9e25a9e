import { Socket } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

describe('a fresh database', () => {
  it('has the schema of all migrations and answers the one spending view with no rows', async () => {
    expect(await db.source.query('select * from spending_line')).toEqual([]);
  });

  it('keeps its word within a transaction: what failed half-way left nothing', async () => {
    const half = db.source.transaction(async (tx) => {
      await tx.query(`insert into perangkat_daerah (klpd, name) values ('D999', 'Dinas Contoh')`);
      throw new Error('stop here');
    });
    await expect(half).rejects.toThrow('stop here');
    expect(await names()).toEqual([]);
  });
});

describe('who connects', () => {
  const open: pg.Client[] = [];
  async function connect(stream?: () => Socket): Promise<pg.Client> {
    const { target } = db.database;
    const client = new pg.Client({
      ...(target.kind === 'server'
        ? { connectionString: target.url }
        : { ...target.address, user: 'postgres', database: 'postgres' }),
      ...(stream ? { stream } : {}),
    });
    client.on('error', () => undefined); // of the one that is torn off below
    await client.connect();
    open.push(client);
    return client;
  }
  afterAll(() => Promise.all(open.map((client) => client.end())));

  it('gets the answers to their own questions, however many ask at once', async () => {
    const clients = await Promise.all([connect(), connect(), connect()]);
    const asked = clients.flatMap((client, which) =>
      Array.from({ length: 20 }, async (_, n) => {
        const { rows } = await client.query<{ answer: string }>('select $1::text as answer', [`${which}-${n}`]);
        return rows[0]?.answer;
      }),
    );
    expect(await Promise.all(asked)).toEqual(
      [0, 1, 2].flatMap((who) => Array.from({ length: 20 }, (_, n) => `${who}-${n}`)),
    );
  });

  it('is kept out of the transaction of another', async () => {
    const [one, other] = await Promise.all([connect(), connect()]);
    await one.query('begin');
    await one.query(`insert into perangkat_daerah (klpd, name) values ('D999', 'Dinas Satu')`);
    const meanwhile = other.query(`insert into perangkat_daerah (klpd, name) values ('D999', 'Dinas Dua')`);
    await one.query('rollback');
    await meanwhile;
    expect(await names()).toEqual(['Dinas Dua']);
  });

  it('leaves nothing of a transaction in which the connection broke, and holds nobody up', async () => {
    const torn = await connect();
    await torn.query('begin');
    await torn.query(`insert into perangkat_daerah (klpd, name) values ('D999', 'Dinas Tiga')`);
    const gone = new Promise((resolve) => torn.once('end', resolve));
    (torn as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    await gone;
    expect(await names()).toEqual(['Dinas Dua']);
  });

  it('goes on after a question that fails, also in the midst of its messages', async () => {
    const client = await connect();
    await expect(client.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    await expect(client.query('select * from tidak_ada where id = $1', [1])).rejects.toThrow('tidak_ada');
    await expect(client.query('select $1::int as n', ['satu'])).rejects.toThrow('satu');
    expect((await client.query('select 7 as n')).rows).toEqual([{ n: 7 }]);
  });

  it('may send and get more than one piece of the wire holds, and messages cut anywhere', async () => {
    const client = await connect(inPieces);
    const long = 'kelor '.repeat(60_000);
    const { rows } = await client.query<{ text: string }>('select $1::text as text', [long]);
    expect(rows[0]?.text === long).toBe(true);
    const many = await client.query<{ n: number }>('select n, $1::text as filler from generate_series(1, 3000) n', [
      'x',
    ]);
    expect(many.rows.map(({ n }) => n)).toEqual(Array.from({ length: 3000 }, (_, n) => n + 1));
  });
});

async function names(): Promise<string[]> {
  const rows = (await db.source.query('select name from perangkat_daerah order by 1')) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** A socket that sends what is short by three bytes at a time, what is long by a few thousand. */
function inPieces(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket);
  let before: Promise<unknown> = Promise.resolve();
  socket.cork = () => undefined;
  socket.write = ((data: Buffer | string) => {
    const bytes = Buffer.from(data as Buffer);
    const size = bytes.length < 1000 ? 3 : 7001;
    for (let from = 0; from < bytes.length; from += size) {
      before = before.then(() => {
        write(bytes.subarray(from, from + size));
        return soon();
      });
    }
    return true;
  }) as typeof socket.write;
  return socket;
}
