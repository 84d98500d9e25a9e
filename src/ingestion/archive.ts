import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { NotFoundError } from '../shared/errors.js';
import type { KeyRing, Sealed } from '../shared/keyring.js';
import { rows } from '../shared/sql.js';

// Both work in the thread pool: the web server keeps answering while a large file is packed.
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Plain bytes of one chunk. A chunk is packed and sealed by itself, so memory stays flat whatever the file's size. */
const CHUNK_BYTES = 1024 * 1024;

/** Chunks that are packed at the same time: as many as Node's own threads take. */
const PACKED_AHEAD = 4;
/** What is written at once: a little, but not each small chunk in a transaction of its own. */
const WRITTEN_BYTES = 1024 * 1024;
const WRITTEN_CHUNKS = 16;

/** The archived bytes are not what was handed over: a chunk is missing, changed or moved. */
export class ArchiveDamagedError extends Error {
  constructor(sha256: string, why: string) {
    super(`Arsip berkas ${sha256.slice(0, 12)}… rusak: ${why}. (The archived file is damaged.)`);
    this.name = 'ArchiveDamagedError';
  }
}

/** The bytes were removed by the rule of retention; their hash, name and size are still on file. */
export class ArchiveRemovedError extends NotFoundError {
  /** `removedAt` is ISO 8601. */
  constructor(readonly removedAt: string) {
    super(
      'import.archive-removed',
      `Isi berkas arsip ini sudah dihapus pada ${removedAt.slice(0, 10)} menurut masa simpan arsip. Nama, ukuran, dan ` +
        `sidik jarinya tetap tercatat. Bila berkasnya masih ada pada Anda, impor sekali lagi.`,
    );
  }
}

interface FileRow {
  sha256: string;
  chunks: number;
  removed_at: Date | null;
}

interface SealedChunk extends Omit<Sealed, 'keyId'> {
  n: number;
  /** null = the file's own key. */
  keyId: string | null;
}

interface ChunkRow {
  key_id: string;
  nonce: Buffer;
  tag: Buffer;
  bytes: Buffer;
}

/**
 * The files as they were handed over, byte for byte, each distinct one once: gzip, then AES-256-GCM per chunk with a
 * key that lies outside the database. A chunk's label is its file and place, and the file's own hash is checked at the
 * end, so a chunk that was changed, moved, swapped or cut off is noticed.
 */
export class Archive {
  constructor(
    private readonly source: DataSource,
    private readonly keys: KeyRing,
  ) {}

  /** Keeps the file at `path`, whose hash and size the caller knows, and answers its id. Kept already: the old id. */
  async store(path: string, sha256: string, size: number): Promise<string> {
    const em = this.source.manager;
    const known = await this.find(sha256);
    if (known) return known;
    const chunks = Math.ceil(size / CHUNK_BYTES);
    const keyId = this.keys.currentKeyId;
    const [fresh] = await rows<{ id: string }>(
      em,
      'insert into archive_file (sha256, size, chunks, key_id) values ($1, $2, $3, $4) returning id::text',
      [sha256, size, chunks, keyId],
    );
    if (!fresh) throw new Error('The database gave no id for a new archive file');
    const file = await open(path);
    try {
      let stored = 0;
      let writing: Promise<unknown> = Promise.resolve();
      let waiting: SealedChunk[] = [];
      let waitingBytes = 0;
      const packed = async (n: number): Promise<Buffer> => pack(await readChunk(file, n), { level: 1 });
      // Some chunks are packed while one is written. A failure is met when its turn comes.
      const ahead: Promise<Buffer>[] = [];
      for (let n = 0; n < chunks; n += 1) {
        for (let next = n + ahead.length; ahead.length < PACKED_AHEAD && next < chunks; next += 1) {
          const packing = packed(next);
          packing.catch(() => undefined);
          ahead.push(packing);
        }
        const sealed = this.keys.seal((await ahead.shift()) ?? Buffer.alloc(0), chunkLabel(sha256, n));
        stored += sealed.data.length;
        // The key may change while a large file is on its way.
        waiting.push({ ...sealed, n, keyId: sealed.keyId === keyId ? null : sealed.keyId });
        waitingBytes += sealed.data.length;
        if (waitingBytes < WRITTEN_BYTES && waiting.length < WRITTEN_CHUNKS && n + 1 < chunks) continue;
        await writing;
        writing = this.write(fresh.id, waiting);
        // The failure is met by the `await writing` above or below; Node must not take it for an unhandled one.
        writing.catch(() => undefined);
        waiting = [];
        waitingBytes = 0;
      }
      await writing;
      return await this.complete(fresh.id, sha256, stored);
    } finally {
      await file.close();
    }
  }

  private async write(id: string, chunks: readonly SealedChunk[]): Promise<void> {
    // As values of their own the bytes travel as they are; in an array they would be written out in hex.
    const places = chunks.map((_, row) => `($1, ${[2, 3, 4, 5, 6].map((n) => `$${n + row * 5}`).join(', ')})`);
    await this.source.manager.query(
      `insert into archive_chunk (file_id, n, key_id, nonce, tag, bytes) values ${places.join(', ')}`,
      [id, ...chunks.flatMap(({ n, keyId, nonce, tag, data }) => [n, keyId, nonce, tag, data])],
    );
  }

  /** Removes what a process that died left half-way; an upload in progress is never a day old. */
  async clean(): Promise<void> {
    await this.source.manager.query(
      `delete from archive_file where not complete and begun_at < now() - interval '1 day'`,
    );
  }

  /**
   * The bytes as they were handed over, in pieces. Throws ArchiveDamagedError or SealBrokenError when they are not what
   * was archived, ArchiveRemovedError when they were removed in time, KeyMissingError when the ring lacks their key.
   */
  async *read(id: string): AsyncGenerator<Buffer> {
    const em = this.source.manager;
    const [file] = await rows<FileRow>(
      em,
      'select sha256, chunks, removed_at from archive_file where id = $1 and complete',
      [id],
    );
    if (!file) throw new ArchiveDamagedError(id, 'tidak ada dalam arsip');
    if (file.removed_at) throw new ArchiveRemovedError(file.removed_at.toISOString());
    const { sha256 } = file;
    const hash = createHash('sha256');
    for (let n = 0; n < file.chunks; n += 1) {
      const [chunk] = await rows<ChunkRow>(
        em,
        // Asked together with the file: while keys change, a chunk may be ahead of its file.
        `select coalesce(c.key_id, f.key_id) as key_id, c.nonce, c.tag, c.bytes
         from archive_chunk c join archive_file f on f.id = c.file_id where c.file_id = $1 and c.n = $2`,
        [id, n],
      );
      if (!chunk) throw new ArchiveDamagedError(sha256, `potongan ${n + 1} dari ${file.chunks} hilang`);
      const sealed: Sealed = { keyId: chunk.key_id, nonce: chunk.nonce, tag: chunk.tag, data: chunk.bytes };
      const plain = await unpack(this.keys.open(sealed, chunkLabel(sha256, n)));
      hash.update(plain);
      yield plain;
    }
    if (hash.digest('hex') !== sha256) throw new ArchiveDamagedError(sha256, 'isinya tidak sama dengan sidik jarinya');
  }

  /** Writes the archived bytes to a new file at `path`, readable by its owner only. Throws as `read` does. */
  async restore(id: string, path: string): Promise<void> {
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const piece of this.read(id)) await file.write(piece);
    } finally {
      await file.close();
    }
  }

  /** When the bytes of a file were removed (ISO 8601); null = they are there. */
  async removedAt(id: string): Promise<string | null> {
    const [file] = await rows<{ removed_at: Date | null }>(
      this.source.manager,
      'select removed_at from archive_file where id = $1',
      [id],
    );
    return file?.removed_at?.toISOString() ?? null;
  }

  /** The id of a file with the same bytes whose bytes are there; null = none. */
  async find(sha256: string): Promise<string | null> {
    const [found] = await rows<{ id: string }>(
      this.source.manager,
      'select id::text from archive_file where sha256 = $1 and complete and removed_at is null',
      [sha256],
    );
    return found?.id ?? null;
  }

  /** Two uploads of the same bytes at once: the one that is whole first stays, the other's chunks go. */
  private async complete(id: string, sha256: string, stored: number): Promise<string> {
    const em = this.source.manager;
    try {
      await em.query('update archive_file set complete = true, stored_size = $2 where id = $1', [id, stored]);
      return id;
    } catch (error) {
      const other = await this.find(sha256);
      if (!other) throw error;
      await em.query('delete from archive_file where id = $1', [id]);
      return other;
    }
  }
}

/** Binds a chunk to its file and place. */
export function chunkLabel(sha256: string, n: number): string {
  return `${sha256}|${n}`;
}

async function readChunk(file: FileHandle, n: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  while (filled < CHUNK_BYTES) {
    const { bytesRead } = await file.read(buffer, filled, CHUNK_BYTES - filled, n * CHUNK_BYTES + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
