// What the listing of a place is held against: nothing but Fastify, a pool of pg and the same statements.
import Fastify from 'fastify';
import pg from 'pg';
import { LAST_MODIFIED, PLACES } from '../../dist/etalase/api/public-queries.js';
import { SPOT } from '../../dist/etalase/listing/listings.service.js';
import { listingStatement } from '../../dist/etalase/listing/statement.js';

const day = process.env.DAY;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c jit=off' });
const server = Fastify();
server.get('/ready', async () => (await pool.query('select 1')).rows);
server.get('/:kode', (request) => listing(request.params.kode));

async function listing(kode) {
  const [place] = (await pool.query(PLACES, [null, null, null, null, null, 1, kode, day])).rows;
  const [changed, [spot]] = await Promise.all([
    pool.query(LAST_MODIFIED, [null, day, 'Asia/Makassar']).then(({ rows }) => rows),
    pool.query(SPOT, [place.id]).then(({ rows }) => rows),
  ]);
  const { sql, values } = listingStatement(spot, spot.rule, day);
  return { changed, rows: (await pool.query(sql, values)).rows };
}
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
