import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, postgresPrograms } from '../../scripts/support/postgres.mjs';

/** A PostgreSQL server of the test's own, which it may kill and start again. Keeps what it has committed, as a real one. */
export interface OwnCluster {
  url: string;
  start(): Promise<void>;
  /** Ends it as a power cut does: every process of it at once. */
  cut(): Promise<void>;
  /** Ends it for good and removes its folder. */
  remove(): Promise<void>;
}

/** Makes and starts one. Throws when the programs of PostgreSQL are not installed. */
export async function ownCluster(settings: Record<string, string> = {}): Promise<OwnCluster> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error('initdb and postgres are not installed');
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-own-'));
  const data = join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root; its package brings the user `postgres`.
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null;
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), initdb, { ...owner, cwd: folder, stdio: 'pipe' });

  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder, ...settings };
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    server = spawn(join(programs ?? '', 'postgres'), ['-D', data, ...options], {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 300; tries++) {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error('The cluster does not answer');
  }

  async function end(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const was = server;
    server = null;
    if (!was || was.exitCode !== null || was.signalCode !== null) return;
    const gone = once(was, 'exit');
    if (signal === 'SIGKILL') for (const child of childrenOf(was.pid ?? 0)) killQuietly(child);
    was.kill(signal);
    await gone;
  }

  try {
    await start();
  } catch (error) {
    await end('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url,
    start,
    cut: () => end('SIGKILL'),
    async remove() {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

/** The processes that this very server started. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // not Linux: they end by themselves once the first is gone
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended already
  }
}
