import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { OcdsService } from '../dist/exchange/ocds/ocds.service.js';
import { openServices } from './support/services.mjs';

export const name = 'ocds-export';
/** As a part of the speed at which `pg` rows of the same orders go through JSON.stringify. */
export const goal = 0.5;

const ROUNDS = 3;
const YEAR = 2025;
const MEMORY = 300 * 1024 * 1024;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * A release package of 100,000 orders as a stream against the same orders with their lines read by `pg` in pieces of the
 * same size and written with JSON.stringify. The resident memory that the stream adds is held against 300 MB.
 */
export async function run(tools) {
  const { app } = await openServices(tools.databaseUrl);
  const client = new pg.Client({ connectionString: tools.databaseUrl });
  await client.connect();
  try {
    tools.log('making 400,000 orders, 100,000 a year …');
    await tools.psql(['-f', join(ROOT, 'bench/support/million-lines.sql')]);
    const { rows } = await client.query('select count(*)::int as orders from purchase where year = $1 and is_current', [
      YEAR,
    ]);
    await tools.psql(['-c', 'vacuum analyze']);
    const ocds = app.get(OcdsService);
    let peak = 0;
    let bytes = 0;
    const idle = process.memoryUsage().rss;
    const stream = async () => {
      const started = performance.now();
      bytes = 0;
      for await (const piece of ocds.stream({ klpd: null, year: YEAR }, new Date())) {
        bytes += piece.length;
        peak = Math.max(peak, process.memoryUsage().rss);
      }
      return performance.now() - started;
    };
    const plain = async () => {
      const started = performance.now();
      let after = '0';
      let size = 0;
      for (;;) {
        const { rows: found } = await client.query(
          `with page as materialized (
             select * from purchase where id > $1 and year = $2 and is_current order by id limit 1000)
           select p.*, (select json_agg(l order by l.row_no) from purchase_line l where l.purchase_id = p.id) as lines
           from page p order by p.id`,
          [after, YEAR],
        );
        for (const row of found) size += JSON.stringify(row).length;
        if (found.length < 1000) break;
        after = found.at(-1).id;
      }
      if (size === 0) throw new Error('Nothing was read');
      return performance.now() - started;
    };
    const { a, b } = await tools.alternate(ROUNDS, stream, plain);
    const grown = peak - idle;
    return {
      ratio: b / a,
      holds: grown < MEMORY,
      detail: `${rows[0].orders} orders, ${Math.round(bytes / 1e6)} MB in ${(a / 1000).toFixed(1)} s, rows and JSON.stringify ${(b / 1000).toFixed(1)} s, +${Math.round(grown / 1e6)} MB resident, median of ${ROUNDS}`,
    };
  } finally {
    await client.end();
    await app.close();
  }
}
