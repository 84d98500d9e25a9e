/**
 * Runs a command with DATABASE_URL set to a new, empty database on a PostgreSQL server, and drops it afterwards:
 *
 *   node scripts/with-database.mjs npm run test:server
 *
 * The server is found as `support/postgres.mjs` says. Ends with the command's own exit code, or 1 when no server serves.
 */
import { spawn } from 'node:child_process';
import { createDatabase, findServer } from './support/postgres.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('usage: node scripts/with-database.mjs COMMAND [ARGUMENT...]');
  process.exit(2);
}

let server;
let database;
try {
  server = await findServer();
  database = await createDatabase(server.url, 'test');
  console.error(`Database ${database.name} on ${server.origin}`);
  process.exitCode = await runWith(database.url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  try {
    await database?.drop();
  } finally {
    server?.stop();
  }
}

/** @returns {Promise<number>} exit code of the command; 128 + signal number when a signal ended it, as a shell says it */
function runWith(url) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } });
    // The database is dropped only after the command has ended, so a signal is handed on and waited for.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
