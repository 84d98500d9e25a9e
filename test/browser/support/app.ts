import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAIN = join(ROOT, 'dist/main.js');
/** The embedded database makes its folder anew, which is the slow part on a busy machine. */
const START_MS = 90_000;

/** The built app as its own process, on a data folder of its own. */
export interface RunningApp {
  url: string;
  /** The first administrator, as the first start prints it. */
  username: string;
  password: string;
  stop(): Promise<void>;
}

/** Starts `dist/main.js` on an empty embedded database. Throws when it has not been built. */
export async function startApp(): Promise<RunningApp> {
  if (!existsSync(MAIN)) throw new Error('There is no dist/main.js: run `npm run build` (npm run test:browser does)');
  const dataDir = mkdtempSync(join(tmpdir(), 'lokapasar-browser-'));
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    cwd: ROOT,
    // Nothing of the developer's own settings: what the test sees is what a fresh machine shows.
    env: { PATH, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const said = await firstWords(child);
    return { ...said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads what the app prints until it is ready. */
function firstWords(child: ChildProcess): Promise<Omit<RunningApp, 'stop'>> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`The app was not ready in time. It said:\n${text}`)), START_MS);
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = /siap di (http:\S+)/.exec(text)?.[1];
      const username = /Nama pengguna: (\S+)/.exec(text)?.[1];
      const password = /Kata sandi: +(\S+)/.exec(text)?.[1];
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
