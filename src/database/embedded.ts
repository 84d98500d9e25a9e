import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** How `pg` reaches the embedded database. */
export interface EmbeddedAddress {
  host: string;
  port: number;
}

/** A running embedded PostgreSQL. One process only may open a folder: take the lock of `data-folder.ts` first. */
export interface EmbeddedDatabase {
  address: EmbeddedAddress;
  stop(): Promise<void>;
}

interface WorkerMessage {
  kind: 'ready' | 'stopped';
}

/**
 * Starts PostgreSQL in WASM behind its socket server in a worker thread. `folder` null keeps everything in memory;
 * `template` is the tar file of a cluster to begin with (tests).
 * On systems with Unix sockets only this user can reach it; on Windows it listens on a free loopback port.
 */
export async function startEmbedded(folder: string | null, template?: string): Promise<EmbeddedDatabase> {
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socketFolder = process.platform === 'win32' ? null : mkdtempSync(join(tmpdir(), 'lokapasar-'));
  const address = socketFolder ? { host: socketFolder, port: 5432 } : { host: '127.0.0.1', port: await freePort() };
  const listen = socketFolder ? { path: join(socketFolder, '.s.PGSQL.5432') } : address;

  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), {
    workerData: { folder, listen, template },
  });
  const answer = (kind: WorkerMessage['kind']): Promise<WorkerMessage> =>
    new Promise((resolve, reject) => {
      const onMessage = (message: WorkerMessage): void => {
        if (message.kind !== kind) return;
        worker.off('message', onMessage);
        worker.off('error', reject);
        resolve(message);
      };
      worker.on('message', onMessage);
      worker.once('error', reject);
    });

  await answer('ready');
  return {
    address,
    async stop() {
      const stopped = answer('stopped');
      worker.postMessage({ kind: 'stop' });
      await stopped;
      await worker.terminate();
      if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
