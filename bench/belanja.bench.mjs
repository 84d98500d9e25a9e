import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { InstanceSettings } from '../dist/access/instance/instance-settings.js';
import { UsersService } from '../dist/access/users.service.js';
import { Refresh } from '../dist/purchasing/refresh.js';
import { serve } from './support/serve.mjs';
import { openServices } from './support/services.mjs';

export const name = 'belanja';
/**
 * The page over HTTP as a multiple of the bare SQL of its read model. The page keeps its figures until the data change; what
 * the first look after a change takes is told beside it.
 */
export const goal = 1.2;
export const higherIsBetter = false;

const ROUNDS = 15;
const PER_ROUND = 4;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const sqlOf = (file) => readFileSync(join(ROOT, 'src/purchasing/queries', file), 'utf8');
const SOURCES = ['v5', 'v6', 'toko-daring'];
const FILTER = ['perangkat-daerah', 'D999', 2025, null, SOURCES, null, null, null, null, null, null, null, null];
/** Every kind of line. */
const ALL_KINDS = ((1n << 54n) - 1n).toString();

/**
 * The Belanja page over 1,000,000 lines against the three queries it stands on, and these against the same figures by
 * plain SQL over the lines (at most a tenth, and the same numbers).
 */
export async function run(tools) {
  tools.log('making 1,000,000 lines …');
  const { app, source } = await openServices(tools.databaseUrl);
  const client = new pg.Client({ connectionString: tools.databaseUrl });
  await client.connect();
  const address = { password: '' };
  try {
    await tools.psql(['-f', join(ROOT, 'bench/support/million-lines.sql')]);
    tools.log('rolling up …');
    const rolling = performance.now();
    await source.transaction((tx) => app.get(Refresh).run(tx, 'all'));
    tools.log(`rolled up in ${Math.round(performance.now() - rolling)} ms`);
    await app.get(InstanceSettings).save({ klpdCode: 'D999', klpdName: 'Provinsi Contoh', fiscalYear: 2025 });
    address.password = 'bench-bench-bench';
    await app
      .get(UsersService)
      .addWithPassword({ username: 'bench', displayName: 'Bench', role: 'admin' }, address.password);
    await tools.psql(['-c', 'vacuum analyze']);
  } finally {
    await app.close();
  }

  const cells = sqlOf('spending-cells.sql');
  const packages = sqlOf('spending-packages.sql');
  const groups = sqlOf('spending-groups.sql');
  const readModel = async () => ({
    cells: (await client.query(cells, FILTER)).rows,
    packages: (await client.query(packages, [...FILTER, ALL_KINDS, null, null])).rows,
    groups: (await client.query(groups, ['perangkat-daerah', 'D999', 2025, null, null])).rows,
  });
  const plain = async () => ({
    cells: (await client.query(overLines(cells), FILTER)).rows,
    packages: (await client.query(packagesOverLines(), [2025, SOURCES])).rows,
  });

  const server = await serve(tools.databaseUrl, address.password);
  try {
    await client.query('set jit = off');
    const { a: modelMs, b: plainMs } = await tools.alternate(2, readModel, plain);
    const [model, byLines] = [await readModel(), await plain()];
    const same =
      sorted(model.cells) === sorted(byLines.cells) &&
      sorted(model.packages.filter((row) => row.key !== '*')) === sorted(byLines.packages);
    const times = (work) => async () => {
      const started = performance.now();
      for (let i = 0; i < PER_ROUND; i += 1) await work();
      return (performance.now() - started) / PER_ROUND;
    };
    await server.get('/belanja?tahun=2025');
    const { a: firstMs } = await tools.alternate(
      ROUNDS,
      async () => {
        await client.query('update data_version set version = version + 1');
        const started = performance.now();
        await server.get('/belanja?tahun=2025');
        return performance.now() - started;
      },
      times(readModel),
    );
    const { a: pageMs, b: sqlMs } = await tools.alternate(
      ROUNDS,
      times(() => server.get('/belanja?tahun=2025')),
      times(readModel),
    );
    const part = modelMs / plainMs;
    return {
      ratio: pageMs / sqlMs,
      holds: same && part <= 0.1,
      detail: `page ${pageMs.toFixed(1)} ms (first look after a change ${firstMs.toFixed(1)} ms), its SQL ${sqlMs.toFixed(1)} ms; the SQL takes ${(part * 100).toFixed(2)} % of plain SQL over the lines (${plainMs.toFixed(0)} ms), numbers ${same ? 'equal' : 'DIFFER'}`,
    };
  } finally {
    await server.stop();
    await client.end();
  }
}

/** The same question to the lines themselves: no roll-up. */
function overLines(sql) {
  return sql
    .replace('from spending_cell c', 'from spending_line c')
    .replace('sum(c.lines)::text', '(count(*) filter (where c.part = 1))::text')
    .replace('sum(c.value)::text', 'sum(c.value)::text');
}

function packagesOverLines() {
  return `with place as (
      select distinct on (klpd, satker_key) klpd, satker_key, perangkat_daerah_id from satker_assignment
      where valid_from <= make_date($1::int, 12, 31) and (valid_to is null or valid_to >= make_date($1::int, 12, 31))
      order by klpd, satker_key, valid_from desc)
    select coalesce(p.perangkat_daerah_id::text, 'unmapped') as key, c.standing, count(distinct c.purchase_id)::text as packages
    from spending_line c left join place p on p.klpd = c.klpd and p.satker_key = c.satker_key
    where c.klpd = 'D999' and c.year = $1 and c.source = any($2::text[])
    group by 1, 2`;
}

function sorted(rows) {
  return rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .join('\n');
}
