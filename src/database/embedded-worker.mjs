// The embedded PostgreSQL (PGlite) and its socket server, in a thread of their own so that a long query never holds up
// the web server. Plain JavaScript because a worker is loaded by path, from src in tests and from dist otherwise.
import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const { folder, listen, template } = workerData;

const options = { relaxedDurability: false, extensions: { pg_trgm } };

if (folder) options.dataDir = folder;
if (template) options.loadDataDir = new Blob([await readFile(template)]);

const db = await PGlite.create(options);
const server = new PGLiteSocketServer({ db, ...listen, maxConnections: 20 });
await server.start();
parentPort.postMessage({ kind: 'ready' });

parentPort.on('message', async (message) => {
  if (message.kind === 'stop') {
    await server.stop();
    await db.close();
    parentPort.postMessage({ kind: 'stopped' });
    parentPort.close();
  }
});
