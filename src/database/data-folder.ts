import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

interface Holder {
  pid: number;
  host: string;
  since: string;
  what: string;
}

/** The data folder is in use by another process; the message says by which one and what to do. */
export class DataFolderBusyError extends Error {
  constructor(folder: string, holder: Holder) {
    super(
      `Folder data ${folder} sedang dipakai oleh proses ${holder.pid} (${holder.what}) di ${holder.host} ` +
        `sejak ${holder.since}. Hentikan proses itu dahulu, atau pilih folder lain dengan DATA_DIR. ` +
        `(The data folder is held by process ${holder.pid}.)`,
    );
    this.name = 'DataFolderBusyError';
  }
}

/**
 * Takes the folder for this process and returns the release. Throws DataFolderBusyError while another living process
 * holds it. A lock left by a process that died (kill -9, power cut) is taken over.
 */
export function holdDataFolder(folder: string, what: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'in-use.json');
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), what };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(mine));
      closeSync(handle);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 4) throw error;
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw new DataFolderBusyError(folder, holder);
      rmSync(file, { force: true });
    }
  }
  let held = true;
  const release = (): void => {
    if (held && readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    held = false;
  };
  process.once('exit', release);
  return release;
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** A holder on another host cannot be asked, so it counts as alive; our own number from an earlier life does not. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
