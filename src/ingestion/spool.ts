import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InvalidInputError } from '../shared/errors.js';

/** A file on its way in: a private copy, and what is known of its bytes. */
export interface Spooled {
  path: string;
  size: number;
  /** Hex. */
  sha256: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A file on this machine is copied in pieces of this size: with small ones the going to and fro costs more than the copy. */
const READ_BYTES = 1024 * 1024;

/** Private copies of uploads while they are read. They hold personal data: only this user reads them, and not for long. */
export class Spool {
  constructor(
    private readonly folder: string,
    private readonly limitBytes: number,
  ) {}

  /**
   * Copies a stream, or the file at a path, hashing as it goes. Throws InvalidInputError for a stream beyond the upload limit, and
   * whatever the stream throws; nothing is left behind then.
   */
  async take(from: Readable | string): Promise<Spooled> {
    // The limit is there for what comes over the network; who names a path has the file already.
    const limit = typeof from === 'string' ? Infinity : this.limitBytes;
    const stream = typeof from === 'string' ? createReadStream(from, { highWaterMark: READ_BYTES }) : from;
    const path = await this.newPath();
    const hash = createHash('sha256');
    const file = await open(path, 'wx', 0o600);
    let size = 0;
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > limit) throw this.tooLarge();
        hash.update(piece);
        await file.write(piece);
      }
    } catch (error) {
      await file.close();
      await this.drop(path);
      throw error;
    }
    await file.close();
    return { path, size, sha256: hash.digest('hex') };
  }

  /** A name in the spool folder that nothing has yet. */
  async newPath(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return join(this.folder, `${randomUUID()}.impor`);
  }

  async drop(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Removes what a process that died left here. */
  async clean(): Promise<void> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch {
      return; // nothing was ever handed over
    }
    for (const name of names.filter((candidate) => candidate.endsWith('.impor'))) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null); // another process may have removed it meanwhile
      if (found && Date.now() - found.mtimeMs > DAY_MS) await this.drop(path);
    }
  }

  private tooLarge(): InvalidInputError {
    const limit = `${Math.floor(this.limitBytes / 1024 / 1024)} MiB`;
    return new InvalidInputError(
      'import.too-large',
      `Berkas lebih besar dari ${limit}, batas di tempat ini. Tidak ada yang diubah. Minta berkas per tahun, atau minta ` +
        'administrator menaikkan UPLOAD_LIMIT_MB.',
      [{ field: 'file', message: `Paling besar ${limit}` }],
    );
  }
}
