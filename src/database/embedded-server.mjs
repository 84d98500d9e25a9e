// Speaks PostgreSQL's protocol over a socket for the embedded database (PGlite), which has a single session for all who
// connect. Whatever messages of one client have come are run in one go and answered in one piece: a query is five messages,
// and each of them by itself would be a call into PostgreSQL, a write and a wake-up of the reader.
import { createServer } from 'node:net';

/** First messages, which have no letter: the length, then one of these. */
const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const STARTUP = 196608;
const TERMINATE = 'X'.charCodeAt(0);

/**
 * Serves `db` (a ready PGlite) at `listen` ({ path } or { host, port }). One client at a time is served, and nobody else
 * between the `begin` and the `commit` of a transaction.
 *
 * @returns {Promise<{ stop(): Promise<void> }>}
 */
export async function serveEmbedded(db, listen) {
  const clients = new Set();
  /** Whose transaction is open. */
  let holder = null;
  let working = false;

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const client = { socket, received: [], waiting: null, begun: false, fresh: true, gone: false };
    clients.add(client);
    socket.on('data', (bytes) => {
      client.received.push(bytes);
      take(client);
      work();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      client.gone = true;
      work();
    });
  });

  /** Cuts what a client has sent into whole messages; what is left of one waits for the rest. */
  function take(client) {
    const bytes = client.received.length === 1 ? client.received[0] : Buffer.concat(client.received);
    let from = 0;
    let end = 0;
    for (;;) {
      const left = bytes.length - end;
      if (left < (client.begun ? 5 : 8)) break;
      const length = client.begun ? 1 + bytes.readInt32BE(end + 1) : bytes.readInt32BE(end);
      if (left < length) break;
      if (client.begun) {
        if (bytes[end] === TERMINATE) {
          client.socket.end();
          client.received = [];
          add(client, bytes.subarray(from, end));
          return;
        }
        end += length;
        continue;
      }
      const code = bytes.readInt32BE(end + 4);
      if (code === SSL_REQUEST) client.socket.write('N');
      if (code === SSL_REQUEST || code === CANCEL_REQUEST) from = end + length;
      else if (code === STARTUP) client.begun = true;
      else return void client.socket.destroy();
      end += length;
    }
    add(client, bytes.subarray(from, end));
    client.received = end < bytes.length ? [bytes.subarray(end)] : [];
  }

  function add(client, messages) {
    if (messages.length === 0) return;
    client.waiting = client.waiting ? Buffer.concat([client.waiting, messages]) : messages;
  }

  /** Serves whoever waits, in turn, until nobody does. */
  async function work() {
    if (working) return;
    working = true;
    try {
      for (let client = next(); client; client = next()) await serve(client);
    } finally {
      working = false;
    }
  }

  function next() {
    const candidates = holder ? [holder] : [...clients];
    return candidates.find(({ waiting, gone }) => waiting ?? gone);
  }

  async function serve(client) {
    if (client.gone) {
      clients.delete(client);
      if (holder === client) await db.exec('rollback').catch(() => undefined);
      holder = null;
      return;
    }
    const messages = client.waiting;
    client.waiting = null;
    if (client.fresh) {
      // The session is the one that all before had: what they prepared would be in the way of the same names.
      client.fresh = false;
      await db.exec('deallocate all').catch(() => undefined);
    }
    // The next in line comes first the next time.
    clients.delete(client);
    clients.add(client);
    const { socket } = client;
    socket.cork();
    try {
      // Copies: PostgreSQL's memory is written over by what it says next.
      const onRawData = (bytes) => socket.writable && socket.write(Buffer.from(bytes));
      await db.runExclusive(() => db.execProtocolRawStream(messages, { onRawData }));
      holder = db.isInTransaction() ? client : null;
    } catch {
      socket.destroy();
    } finally {
      socket.uncork();
    }
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { socket } of clients) socket.destroy();
      }),
  };
}
