import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { quoted } from './schema.js';

/** Text that one fetch brings at most, roughly: a chunk of an archived file alone has two million characters. */
const FETCH_CHARACTERS = 2_000_000;
const FETCH_ROWS = 5000;
/** Of a table with bytes in it: behind a thousand tiny files may stand a huge one. */
const FETCH_HEAVY_ROWS = 16;
const HEAVY = `select exists (select 1 from pg_attribute where attrelid = to_regclass(quote_ident($1))
  and atttypid = 'bytea'::regtype and not attisdropped) as heavy`;

/**
 * Every row of a table as composite text, in batches of bounded size. In a transaction of its own snapshot; a cursor
 * keeps the memory flat.
 */
export async function* rowsAsText(em: EntityManager, table: string): AsyncGenerator<string[]> {
  const [heavy] = await rows<{ heavy: boolean }>(em, HEAVY, [table]);
  const most = heavy?.heavy ? FETCH_HEAVY_ROWS : FETCH_ROWS;
  await em.query(`declare backup_rows no scroll cursor for select (t.*)::text as r from only ${quoted(table)} t`);
  try {
    let size = 1;
    for (;;) {
      const found = await rows<{ r: string }>(em, `fetch ${size} from backup_rows`);
      if (found.length === 0) return;
      const texts = found.map(({ r }) => r);
      yield texts;
      if (found.length < size) return;
      const characters = texts.reduce((sum, text) => sum + text.length, 0);
      // At most twice as many as before: small rows may be followed by large ones.
      size = Math.max(1, Math.min(size * 2, Math.floor((size * FETCH_CHARACTERS) / characters), most));
    }
  } finally {
    await em.query('close backup_rows').catch(() => undefined);
  }
}

/** A hash of a table's rows that does not depend on their order: two databases keep them in different ones. */
export class TableChecksum {
  private readonly lanes = new Uint32Array(8);
  private count = 0;

  constructor(private readonly table: string) {}

  add(texts: readonly string[]): void {
    for (const text of texts) {
      const digest = createHash('sha256').update(text).digest();
      // The sum of the rows' hashes, lane by lane, modulo 2^32.
      for (let lane = 0; lane < 8; lane += 1)
        this.lanes[lane] = (this.lanes[lane] ?? 0) + digest.readUInt32BE(lane * 4);
    }
    this.count += texts.length;
  }

  get rows(): number {
    return this.count;
  }

  digest(): string {
    return createHash('sha256')
      .update(`${this.table}:${this.count}:${this.lanes.join(',')}`)
      .digest('hex');
  }
}

/** The checksum of a table as it stands. */
export async function checksumOf(em: EntityManager, table: string): Promise<TableChecksum> {
  const sum = new TableChecksum(table);
  for await (const texts of rowsAsText(em, table)) sum.add(texts);
  return sum;
}

/** A statement that takes `$1`, rows as composite text. Each text is read once, not once a column. */
export function insertOf(table: string, columns: readonly string[]): string {
  const list = columns.map(quoted);
  return `insert into ${quoted(table)} (${list.join(', ')}) overriding system value
    select ${list.map((column) => `(s.r).${column}`).join(', ')}
    from (select v::${quoted(table)} as r from unnest($1::text[]) as v offset 0) s`;
}
