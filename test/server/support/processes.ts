import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { until } from './server.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const REGISTER = new URL('../../support/ts-register.mjs', import.meta.url).href;

/** A process of its own that runs a TypeScript file of ours. */
export interface Peer {
  pid: number;
  /** All that it wrote so far. */
  output(): string;
  lines(): string[];
  /** The first line from line number `from` on that fits. Throws when the process ends before it says so. */
  said(what: RegExp, from?: number): Promise<RegExpExecArray>;
  /** Writes a line to it. */
  tell(line: string): void;
  alive(): boolean;
  /** Ends it at once, as a power cut does. */
  cut(): Promise<void>;
  /** Asks it to end, and answers its exit code. */
  end(): Promise<number | null>;
}

/** `settings` are all the settings it gets: none of the caller's leaks in. */
export function startPeer(file: string, args: string[], settings: Record<string, string>): Peer {
  const { PATH, HOME, TMPDIR } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['--import', REGISTER, file, ...args], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, LOG_LEVEL: 'error', ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (output += piece.toString()));
  const closed = once(child, 'close');
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const lines = (): string[] => output.split('\n').slice(0, -1);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    lines,
    alive: running,
    tell: (line) => void child.stdin?.write(`${line}\n`),
    said: (what, from = 0) =>
      until(`process ${child.pid} to say ${what}, and not only:\n${output}`, () => {
        for (const line of lines().slice(from)) {
          const found = what.exec(line);
          if (found) return found;
        }
        if (!running()) throw new Error(`The process ended before it said ${what}:\n${output}`);
        return null;
      }),
    async cut() {
      if (running()) child.kill('SIGKILL');
      await closed;
    },
    async end() {
      if (running()) child.kill('SIGTERM');
      await closed;
      return child.exitCode;
    },
  };
}

/** The app in a process of its own, asked over HTTP. */
export interface AppProcess extends Peer {
  base: string;
}

/** Starts the app; `ready` waits until it serves. Several may be started at once. */
export async function startApp(
  databaseUrl: string,
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<AppProcess> {
  const port = await freePort();
  const peer = startPeer('src/main.ts', [], {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    ...settings,
  });
  return { ...peer, base: `http://127.0.0.1:${port}` };
}

export async function ready(app: AppProcess): Promise<AppProcess> {
  await app.said(/Lokapasar OVOP siap di /);
  return app;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Somebody who is signed in; the session is in the database, so every process of it knows them. */
export interface Clerk {
  get(app: AppProcess, path: string, accept?: string): Promise<Response>;
  /** The body of an answer that must be 200. */
  json<T>(app: AppProcess, path: string): Promise<T>;
  send(app: AppProcess, method: 'POST' | 'PUT', path: string, body: unknown): Promise<Response>;
  /** Hands one file over and answers the number of its import. */
  upload(app: AppProcess, name: string, content: string): Promise<string>;
  /** Asks that process about an import until it has come to its end. */
  finished(app: AppProcess, id: string): Promise<ImportJson>;
}

export interface ImportJson {
  id: string;
  state: string;
  message: string;
  fileName: string;
  packages: number;
  total: string;
  rows: { read: number; accepted: number; unchanged: number };
}

export async function signIn(app: AppProcess, username: string, password: string): Promise<Clerk> {
  const answer = await fetch(`${app.base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (answer.status !== 201) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const get = (from: AppProcess, path: string, accept = 'application/json'): Promise<Response> =>
    fetch(from.base + path, { headers: { cookie, accept }, redirect: 'manual' });
  const json = async <T>(from: AppProcess, path: string): Promise<T> => {
    const found = await get(from, path);
    if (found.status !== 200) throw new Error(`GET ${path}: ${found.status} ${await found.text()}`);
    return (await found.json()) as T;
  };
  return {
    get,
    json,
    send: (to, method, path, body) =>
      fetch(to.base + path, {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async upload(to, name, content) {
      const form = new FormData();
      form.append('file', new Blob([content]), name);
      const sent = await fetch(`${to.base}/api/v1/imports`, { method: 'POST', headers, body: form });
      if (sent.status !== 202) throw new Error(`The upload: ${sent.status} ${await sent.text()}`);
      const [batch] = (await sent.json()) as ImportJson[];
      return batch?.id ?? '';
    },
    finished: (from, id) =>
      until(
        `import ${id} to come to its end`,
        async () => {
          const batch = await json<ImportJson>(from, `/api/v1/imports/${id}`);
          return ['received', 'reading', 'applying'].includes(batch.state) ? null : batch;
        },
        120_000,
      ),
  };
}
