// What the listing of a place is held against: nothing but Fastify, a pool of pg and the same two statements, sent as they
// are (/plain/…), or prepared once on each connection as the service does it (/prepared/…).
import Fastify from 'fastify';
import pg from 'pg';
import { SPOT_BY_KODE } from '../../dist/etalase/listing/listings.service.js';
import { listingStatement } from '../../dist/etalase/listing/statement.js';

const day = process.env.DAY;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c jit=off' });
const names = new Map();
const plain = (text, values) => pool.query(text, values);
const prepared = (text, values) => {
  if (!names.has(text)) names.set(text, `bare_${names.size}`);
  return pool.query({ name: names.get(text), text, values });
};

async function listing(ask, kode) {
  const [spot] = (await ask(SPOT_BY_KODE, [kode, day])).rows;
  const { sql, values } = listingStatement(spot, spot.rule, day);
  return { rows: (await ask(sql, values)).rows };
}
const server = Fastify();
server.get('/ready', async () => (await pool.query('select 1')).rows);
server.get('/plain/:kode', (request) => listing(plain, request.params.kode));
server.get('/prepared/:kode', (request) => listing(prepared, request.params.kode));
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
