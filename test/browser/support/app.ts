import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_TEMPLATE, NEW_TEMPLATE } from './demo-template.mjs';

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

/**
 * Starts `dist/main.js` on an embedded database with nothing in it but its first administrator. The first start of all, which
 * makes them, is done once for all test files of a run; each works on a copy of its own. Throws when it has not been built.
 */
export async function startApp(): Promise<RunningApp> {
  const kept = `${NEW_TEMPLATE}.json`;
  if (!existsSync(kept)) {
    const first = await start([MAIN], START_MS, {
      ...APP_SAYINGS,
      username: /Nama pengguna: (\S+)/,
      password: /Kata sandi: +(\S+)/,
    });
    await first.stop(NEW_TEMPLATE);
    writeFileSync(kept, JSON.stringify({ username: first.username, password: first.password }));
  }
  const administrator = JSON.parse(readFileSync(kept, 'utf8')) as Record<'username' | 'password', string>;
  return { ...(await start([MAIN], START_MS, APP_SAYINGS, NEW_TEMPLATE)), ...administrator };
}

const APP_SAYINGS: Sayings<'url'> = { url: /siap di (http:\S+)/ };

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

const DEMO_SAYINGS: Sayings<'url' | 'username' | 'password'> = {
  url: /Buka (http:\S+)/,
  username: /masuk sebagai "([^"]+)"/,
  password: /kata sandi "([^"]+)"/,
};

/** Where the process prints what the test needs to know. */
type Sayings<Word extends string> = Record<Word, RegExp>;
type Started<Word extends string> = Record<Word, string> & Pick<RunningApp, 'stop'>;

async function start<Word extends string>(
  command: string[],
  patience: number,
  sayings: Sayings<Word>,
  data?: string,
): Promise<Started<Word>> {
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
function firstWords<Word extends string>(
  child: ChildProcess,
  patience: number,
  sayings: Sayings<Word>,
): Promise<Record<Word, string>> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`The app was not ready in time. It said:\n${text}`)), patience);
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const words = Object.entries<RegExp>(sayings).map(([word, saying]) => [word, saying.exec(text)?.[1]]);
      if (!words.every(([, said]) => said)) return;
      clearTimeout(timer);
      resolve(Object.fromEntries(words) as Record<Word, string>);
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
