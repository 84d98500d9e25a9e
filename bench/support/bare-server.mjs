// What the API is held against: nothing but Fastify, a pool of pg and the statement.
import Fastify from 'fastify';
import pg from 'pg';

const statements = JSON.parse(process.env.STATEMENTS);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const server = Fastify();
server.get('/ready', async () => (await pool.query('select 1')).rows);
server.get('/:at', (request) => {
  const { sql, values } = statements[Number(request.params.at)];
  return pool.query(sql, values).then(({ rows }) => rows);
});
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
