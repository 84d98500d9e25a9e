import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Archive } from '../../../src/ingestion/archive.js';
import { KeyRing } from '../../../src/shared/keyring.js';
import { type ImportBench, json, openImportBench, v5Packages } from './support.js';

describe('the archive', () => {
  let bench: ImportBench;
  let archive: Archive;
  beforeAll(async () => {
    bench = await openImportBench();
    archive = new Archive(bench.db.source, KeyRing.open(bench.env.keyFile));
  });
  afterAll(() => bench.close());

  async function store(bytes: Buffer): Promise<{ id: string; sha256: string }> {
    const path = join(bench.env.dataDir, 'isi');
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { id: await archive.store(path, sha256, bytes.length), sha256 };
  }

  async function read(id: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of archive.read(id)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  // Two and a bit chunks that compress badly, one that compresses well, and nothing at all.
  const large = Buffer.concat([randomBytes(2 * 1024 * 1024 + 77), Buffer.alloc(1024 * 1024, 65)]);

  it('gives back every byte, whatever the size', async () => {
    // Chunks that pack to nearly nothing are written many at once, and 18 of them are more than one time.
    const many = Buffer.concat([Buffer.alloc(18 * 1024 * 1024, 7), Buffer.from('akhir')]);
    for (const bytes of [large, many, Buffer.from('x'), Buffer.alloc(1024 * 1024, 7), Buffer.alloc(0)]) {
      const { id } = await store(bytes);
      expect((await read(id)).equals(bytes)).toBe(true);
    }
  });

  it('keeps the same bytes once, and restores them to a file that only its owner reads', async () => {
    const first = await store(large);
    const again = await store(large);
    expect(again.id).toBe(first.id);
    const path = join(bench.env.dataDir, 'kembali');
    await archive.restore(first.id, path);
    expect(readFileSync(path).equals(large)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('stores nothing that can be read without the key', async () => {
    const secret = 'contoh.rahasia@contoh.invalid';
    const { id } = await store(Buffer.from(secret.repeat(50)));
    const [row] = (await bench.db.source.query('select bytes from archive_chunk where file_id = $1', [id])) as {
      bytes: Buffer;
    }[];
    expect(row?.bytes.length).toBeGreaterThan(0);
    expect(row?.bytes.includes(secret)).toBe(false);
    // Not even after unpacking: it is sealed after it was packed.
    expect(row?.bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))).toBe(false);
  });

  it('notices a chunk that was changed, swapped, or cut off', async () => {
    const { id } = await store(large);
    const ask = (sql: string): Promise<unknown> => bench.db.source.query(sql, [id]);
    const swap = async (): Promise<void> => {
      await ask('update archive_chunk set n = -1 where file_id = $1 and n = 0');
      await ask('update archive_chunk set n = 0 where file_id = $1 and n = 1');
      await ask('update archive_chunk set n = 1 where file_id = $1 and n = -1');
    };
    await swap();
    await expect(read(id)).rejects.toThrow(/rusak atau diubah/);
    await swap();
    expect((await read(id)).equals(large)).toBe(true);

    await ask(
      'update archive_chunk set bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) where file_id = $1 and n = 1',
    );
    await expect(read(id)).rejects.toThrow(/rusak atau diubah/);
    await ask(
      'update archive_chunk set bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) where file_id = $1 and n = 1',
    );

    await ask('delete from archive_chunk where file_id = $1 and n = 3');
    await expect(read(id)).rejects.toThrow(/potongan 4 dari 4 hilang/);
    // Even when the count is made to fit: the file's own hash tells.
    await ask('update archive_file set chunks = 3 where id = $1');
    await expect(read(id)).rejects.toThrow(/sidik jarinya/);
  });

  it('does not offer a file that a killed process left half-way, and removes it a day later', async () => {
    const { sha256 } = await store(Buffer.from('setengah jalan'));
    await bench.db.source.query(`update archive_file set complete = false, begun_at = now() - interval '25 hours'
      where sha256 = '${sha256}'`);
    const fresh = await store(Buffer.from('setengah jalan'));
    expect((await read(fresh.id)).toString()).toBe('setengah jalan');
    await archive.clean();
    const [left] = (await bench.db.source.query('select count(*)::int as n from archive_file where not complete')) as {
      n: number;
    }[];
    expect(left?.n).toBe(0);
  });

  it('names the key and the file when the key is lost, and an import from the archive says so', async () => {
    const batch = await bench.import(json(v5Packages(1, 2)));
    // Or it might run what the other is asked to, with the key that it still has in mind.
    await bench.imports.beforeApplicationShutdown();
    const keyFile = bench.env.keyFile;
    const kept = `${keyFile}.kept`;
    renameSync(keyFile, kept);
    try {
      const other = bench.restarted(); // makes a new key ring, as a first start does
      expect(existsSync(keyFile)).toBe(true);
      const again = await other.finish(await other.rerun(batch.id, { by: 'x', origin: 'web' }, {}));
      expect(again).toMatchObject({ state: 'failed' });
      expect(again.message).toMatch(/^Kunci enkripsi "k-[0-9a-f]{8}" tidak ada di berkas kunci .*keyring\.json/);
      expect(await other.get(batch.id)).toMatchObject({ state: 'applied' });
    } finally {
      rmSync(keyFile);
      renameSync(kept, keyFile);
    }
  });
});
