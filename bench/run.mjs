/**
 * npm run bench [NAME...] [--json]
 *
 * Runs each `bench/*.bench.mjs` (or those named) against a PostgreSQL server and prints a table, or with --json one array
 * of `{ name, ratio, goal, ok, detail }` and nothing else on standard output. `docs/operations.md` says how to read it.
 *
 * A bench file exports
 *   name              string, as given on the command line
 *   goal              number that the ratio is held against
 *   floor?            number below (above, when lower is better) which the run fails
 *   higherIsBetter?   default true
 *   run(tools)        async, gives `{ ratio, detail, holds? }`; `holds: false` = a side condition failed, `ok` is false
 *
 * Exit code: 0 when each bench is within its floor (its goal, where it has no floor), 1 when one is not or broke,
 * 2 for a name that does not exist.
 */
import { readdir } from 'node:fs/promises';
import { createDatabase, findServer } from '../scripts/support/postgres.mjs';
import { makeTools } from './support/tools.mjs';
import { asTable, judge } from './support/verdict.mjs';

const words = process.argv.slice(2);
// npm keeps a flag before `--` to itself and tells it this way.
const asJson = words.includes('--json') || process.env.npm_config_json === 'true';
const wanted = words.filter((word) => !word.startsWith('--'));
const log = (text) => console.error(text);

const benches = [];
for (const file of (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.mjs')).toSorted())
  benches.push(await import(new URL(file, import.meta.url)));
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  log(
    `No bench is called ${unknown.join(', ')}. There are: ${benches.map((bench) => bench.name).join(', ') || 'none'}`,
  );
  process.exit(2);
}

const chosen = wanted.length > 0 ? benches.filter((bench) => wanted.includes(bench.name)) : benches;
const results = [];
if (chosen.length > 0) {
  const server = await findServer({ durable: true });
  log(`PostgreSQL: ${server.origin}`);
  try {
    for (const bench of chosen) results.push(await runOne(bench, server.url));
  } finally {
    server.stop();
  }
}
const shown = results.map(({ name, ratio, goal, ok, detail }) => ({ name, ratio, goal, ok, detail }));
console.log(asJson ? JSON.stringify(shown, null, 2) : asTable(shown));
process.exit(results.every((result) => result.passed) ? 0 : 1);

/** Each bench gets a new database, so that none stands on what another left behind. */
async function runOne(bench, serverUrl) {
  log(`\n${bench.name} …`);
  const database = await createDatabase(serverUrl, 'bench');
  const tools = makeTools(database.url, (text) => log(`  ${text}`));
  const started = performance.now();
  try {
    return judge(bench, await bench.run(tools));
  } catch (error) {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return judge(bench, { ratio: null, detail: `broke: ${error instanceof Error ? error.message : error}` });
  } finally {
    await tools.clean();
    await database.drop();
    log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}
