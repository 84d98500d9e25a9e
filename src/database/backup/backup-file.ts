import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';

/** Raised when a program of before could not read what this one writes. */
export const FORMAT = 1;

/** One column as the database names its type. */
export interface BackupColumn {
  name: string;
  type: string;
}

export interface BackupTable {
  name: string;
  columns: BackupColumn[];
  rows: number;
}

/** The first line: what the file holds and what it takes to use it. */
export interface BackupHeader {
  lokapasar: 'backup';
  format: number;
  appVersion: string;
  /** ISO 8601. */
  madeAt: string;
  /** The region's day on which reports were made, 'YYYY-MM-DD': some of them ask for today. */
  madeOn: string;
  /** Applied migrations in their order. */
  migrations: { name: string; timestamp: string }[];
  /** Keys without which something in the file cannot be opened; `check` tells whether a key of that name is the same. */
  keys: { id: string; check: string | null; rows: number; what: string[] }[];
  tables: BackupTable[];
}

/** The lines after the header, in this order: per table its head and its rows, then the rest. */
export type BackupLine =
  | { table: string }
  /** Rows as composite text, `(a,b,"c d")`. */
  | string[]
  | { end: string; rows: number; checksum: string }
  | { sequences: BackupSequence[] }
  /** Null when the schema was older than the program, which cannot make reports of it then. */
  | { reports: ReportChecksum[] | null };

export interface BackupSequence {
  name: string;
  /** The number that comes next, as text. */
  next: string;
}

/** SHA-256 over the canonical JSON of one report. */
export interface ReportChecksum {
  /** 'spending 2025 D1 by satker'. */
  report: string;
  sha256: string;
}

interface Trailer {
  trailer: { lines: number; sha256: string };
}

/** The file is no backup, or not whole. */
export class BackupFileError extends Error {
  constructor(file: string, why: string) {
    super(`Berkas cadangan ${file} tidak dapat dipakai: ${why}. Basis data tidak diubah. (The backup cannot be used.)`);
    this.name = 'BackupFileError';
  }
}

/** Writes lines into a new file, packed. It has its name only once it is whole; memory stays flat. */
export class BackupWriter {
  private readonly hash: Hash = createHash('sha256');
  private readonly gzip: Gzip = createGzip({ level: 6 });
  private lines = 0;
  private readonly finished: Promise<void>;

  private constructor(
    private readonly file: string,
    private readonly half: string,
    to: WriteStream,
  ) {
    this.finished = pipeline(this.gzip, to);
    // A full disk is met by the next `write` or by `finish`.
    this.finished.catch(() => undefined);
  }

  /** Throws when the file, or a half-written one of the same name, is there already. */
  static async create(file: string): Promise<BackupWriter> {
    await (await open(file, 'wx', 0o600)).close();
    await rm(file);
    const half = `${file}.sebagian`;
    const handle = await open(half, 'wx', 0o600);
    return new BackupWriter(file, half, createWriteStream('', { fd: handle }));
  }

  async write(line: BackupHeader | BackupLine): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`, 'utf8');
    this.hash.update(bytes);
    this.lines += 1;
    if (!this.gzip.write(bytes)) await Promise.race([once(this.gzip, 'drain'), this.finished]);
  }

  /** Ends the file with its own hash and gives it its name. */
  async finish(): Promise<void> {
    const trailer: Trailer = { trailer: { lines: this.lines, sha256: this.hash.digest('hex') } };
    this.gzip.end(`${JSON.stringify(trailer)}\n`);
    await this.finished;
    await rename(this.half, this.file);
  }

  async abandon(): Promise<void> {
    this.gzip.destroy();
    await this.finished.catch(() => undefined);
    await rm(this.half, { force: true });
  }
}

/** Reads the whole file once: is it a backup, whole and unchanged? Answers its header and its reports. */
export async function checkBackup(
  file: string,
): Promise<{ header: BackupHeader; reports: ReportChecksum[] | null; sequences: BackupSequence[] }> {
  let header: BackupHeader | null = null;
  let reports: ReportChecksum[] | null = null;
  let sequences: BackupSequence[] = [];
  for await (const line of readBackup(file)) {
    if (header === null) header = line as BackupHeader;
    else if ('reports' in line) reports = line.reports;
    else if ('sequences' in line) sequences = line.sequences;
  }
  if (header === null) throw new BackupFileError(file, 'kosong');
  return { header, reports, sequences };
}

/**
 * The header and then every line. Throws BackupFileError when the file is no backup of a known format, is cut off or was
 * changed, at the latest at its end: nothing that was read may count before that.
 */
export async function* readBackup(file: string): AsyncGenerator<BackupHeader | BackupLine> {
  const hash = createHash('sha256');
  let lines = 0;
  let ended = false;
  for await (const bytes of linesOf(file)) {
    if (ended) throw new BackupFileError(file, 'ada isi di belakang penutupnya');
    let line: unknown;
    try {
      line = JSON.parse(bytes.toString('utf8'));
    } catch {
      throw new BackupFileError(file, lines === 0 ? 'bukan cadangan dari aplikasi ini' : `baris ${lines + 1} rusak`);
    }
    if (typeof line !== 'object' || line === null) throw new BackupFileError(file, `baris ${lines + 1} rusak`);
    if (lines === 0) {
      const { lokapasar, format } = line as Partial<BackupHeader>;
      if (lokapasar !== 'backup') throw new BackupFileError(file, 'bukan cadangan dari aplikasi ini');
      if (format !== FORMAT)
        throw new BackupFileError(file, `bentuknya (${String(format)}) tidak dikenal versi aplikasi ini`);
    }
    if ('trailer' in line) {
      const { trailer } = line as Trailer;
      if (trailer?.lines !== lines || trailer.sha256 !== hash.digest('hex'))
        throw new BackupFileError(file, 'isinya tidak sama dengan saat dibuat (sidik jari berbeda)');
      ended = true;
      continue;
    }
    hash.update(bytes).update('\n');
    lines += 1;
    yield line as BackupHeader | BackupLine;
  }
  if (!ended) throw new BackupFileError(file, 'terpotong; penutupnya tidak ada');
}

const NEW_LINE = 0x0a;

/** Lines by the byte 0x0A alone: text may hold other characters that some call the end of a line. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let pieces: Buffer[] = [];
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, from)) {
        pieces.push(chunk.subarray(from, at));
        yield Buffer.concat(pieces);
        pieces = [];
        from = at + 1;
      }
      if (from < chunk.length) pieces.push(chunk.subarray(from));
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BackupFileError(file, 'berkasnya tidak ada');
    if (code === 'Z_BUF_ERROR') throw new BackupFileError(file, 'terpotong');
    if (code?.startsWith('Z_')) throw new BackupFileError(file, `bukan cadangan, atau rusak (${message})`);
    throw error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
  if (pieces.length > 0) throw new BackupFileError(file, 'terpotong di tengah baris');
}
