import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_TEMPLATE } from './demo-template.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAIN = join(ROOT, 'dist/main.js');
const CLI = join(ROOT, 'dist/cli.js');
/** The embedded database makes its folder anew, which is the slow part on a busy machine; the demo imports as well. */
const START_MS = 90_000;
const DEMO_MS = 240_000;
/** Of the demo's purchases: enough for every page to have something to show. */
const DEMO_SCALE = '0.25';

/** The built app as its own process, on a data folder of its own. */
export interface RunningApp {
  url: string;
  /** The first administrator, as the first start prints it. */
  username: string;
  password: string;
  /** Ends it; its data go, or to `keptIn`. */
  stop(keptIn?: string): Promise<void>;
}

/** Starts `dist/main.js` on an empty embedded database. Throws when it has not been built. */
export function startApp(): Promise<RunningApp> {
  return start([MAIN], START_MS, {
    url: /siap di (http:\S+)/,
    username: /Nama pengguna: (\S+)/,
    password: /Kata sandi: +(\S+)/,
  });
}

/**
 * Starts the demo: a small part of the fictitious province, loaded through the import. It is loaded once for all test files
 * of a run; each works on a copy of its own.
 */
export async function startDemo(): Promise<RunningApp> {
  const demo = [CLI, 'demo', '--scale', DEMO_SCALE];
  if (!existsSync(DEMO_TEMPLATE)) {
    const loaded = await start(demo, DEMO_MS, DEMO_SAYINGS);
    await loaded.stop(DEMO_TEMPLATE);
  }
  return start(demo, START_MS, DEMO_SAYINGS, DEMO_TEMPLATE);
}

const DEMO_SAYINGS: Sayings = {
  url: /Buka (http:\S+)/,
  username: /masuk sebagai "([^"]+)"/,
  password: /kata sandi "([^"]+)"/,
};

/** Where the process prints what the test needs to know. */
type Sayings = Record<'url' | 'username' | 'password', RegExp>;

async function start(command: string[], patience: number, sayings: Sayings, data?: string): Promise<RunningApp> {
  if (!existsSync(MAIN)) throw new Error('There is no dist/main.js: run `npm run build` (npm run test:browser does)');
  const dataDir = mkdtempSync(join(tmpdir(), 'lokapasar-browser-'));
  if (data !== undefined) cpSync(data, dataDir, { recursive: true });
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', ...command], {
    cwd: ROOT,
    // Nothing of the developer's own settings: what the test sees is what a fresh machine shows.
    env: { PATH, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (keptIn?: string): Promise<void> => {
    await ended(child);
    if (keptIn !== undefined) cpSync(dataDir, keptIn, { recursive: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const said = await firstWords(child, patience, sayings);
    return { ...said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads what the app prints until it is ready. */
function firstWords(child: ChildProcess, patience: number, sayings: Sayings): Promise<Omit<RunningApp, 'stop'>> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`The app was not ready in time. It said:\n${text}`)), patience);
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = sayings.url.exec(text)?.[1];
      const username = sayings.username.exec(text)?.[1];
      const password = sayings.password.exec(text)?.[1];
      if (!url || !username || !password) return;
      clearTimeout(timer);
      resolve({ url, username, password });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The app ended with code ${code}. It said:\n${text}`));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
