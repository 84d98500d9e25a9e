import type { DataSource } from 'typeorm';
import type { KeyUse } from '../access/personal/sealed-columns.js';
import type { KeyRing } from '../shared/keyring.js';
import { rows } from '../shared/sql.js';
import { chunkLabel } from './archive.js';

/** What of the archive needs a key: files whose bytes are there, and chunks that were sealed anew already. */
export const ARCHIVE_KEY_USES: readonly KeyUse[] = [
  {
    what: 'Berkas arsip',
    table: 'archive_file',
    column: 'key_id',
    // Asked so that a database of before that column can be backed up too.
    where: `to_jsonb(archive_file) ->> 'removed_at' is null`,
  },
  { what: 'Potongan arsip', table: 'archive_chunk', column: 'key_id', where: 'key_id is not null' },
];

interface OldChunk {
  n: number;
  key_id: string;
  nonce: Buffer;
  tag: Buffer;
  bytes: Buffer;
}

/**
 * Seals the chunks of every archived file with the current key, one chunk a transaction, and then says so of the file.
 * A run that was cut off goes on with the next chunk. `told` hears of each file. Answers the number of files. Throws
 * KeyMissingError or SealBrokenError at the first chunk that does not open.
 */
export async function resealArchive(
  source: DataSource,
  keys: KeyRing,
  told: (files: number, of: number) => void,
): Promise<number> {
  const files = await rows<{ id: string; sha256: string; key_id: string }>(
    source.manager,
    `select f.id::text, f.sha256, f.key_id from archive_file f
     where f.complete and f.removed_at is null and (f.key_id <> $1 or exists (
       select 1 from archive_chunk c where c.file_id = f.id and c.key_id <> $1))
     order by f.id`,
    [keys.currentKeyId],
  );
  let done = 0;
  for (const file of files) {
    let current = keys.currentKeyId;
    for (;;) {
      // The key may be rotated meanwhile: then what is left goes to the newest.
      current = keys.currentKeyId;
      const more = await source.transaction(async (tx) => {
        const [chunk] = await rows<OldChunk>(
          tx,
          `select c.n, coalesce(c.key_id, f.key_id) as key_id, c.nonce, c.tag, c.bytes
           from archive_chunk c join archive_file f on f.id = c.file_id
           where c.file_id = $1 and coalesce(c.key_id, f.key_id) <> $2
           order by c.n limit 1 for update of c`,
          [file.id, current],
        );
        if (!chunk) return false;
        const label = chunkLabel(file.sha256, chunk.n);
        const { key_id: keyId, nonce, tag, bytes: data } = chunk;
        const sealed = keys.seal(keys.open({ keyId, nonce, tag, data }, label), label);
        await tx.query(
          'update archive_chunk set key_id = $3, nonce = $4, tag = $5, bytes = $6 where file_id = $1 and n = $2',
          [file.id, chunk.n, sealed.keyId, sealed.nonce, sealed.tag, sealed.data],
        );
        return true;
      });
      if (!more) break;
    }
    await source.transaction(async (tx) => {
      await tx.query('update archive_file set key_id = $2 where id = $1', [file.id, current]);
      await tx.query('update archive_chunk set key_id = null where file_id = $1 and key_id = $2', [file.id, current]);
    });
    done += 1;
    told(done, files.length);
  }
  return done;
}
