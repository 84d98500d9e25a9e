import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { InstanceSettings } from '../dist/access/instance/instance-settings.js';
import { UsersService } from '../dist/access/users.service.js';
import { onSales, withNamed } from '../dist/participation/sales.js';
import { Refresh } from '../dist/purchasing/refresh.js';
import { openServices } from './support/services.mjs';
import { serve } from './support/serve.mjs';

export const name = 'participation';
/** The page over HTTP as a multiple of the bare SQL of its read model. */
export const goal = 1.2;
export const higherIsBetter = false;

const ROUNDS = 9;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const sqlOf = (file) => readFileSync(join(ROOT, 'src/participation/sql', file), 'utf8');
const KLPD = 'D999';
const SOURCES = ['v5', 'v6', 'toko-daring'];
const YEARS = [2021, 2022, 2023, 2024, 2025];
const CUT = YEARS.map((year) => `${year}-08-31`);
const PAGE = '/kerja/partisipasi?sampai=2025-08-31';

/**
 * The working page of participation for five years over 1,000,000 lines against the four queries it stands on, and these
 * against the same figures by plain SQL over the lines (at most a tenth, and the same numbers).
 */
export async function run(tools) {
  tools.log('making 1,000,000 lines …');
  const { app, source } = await openServices(tools.databaseUrl);
  const client = new pg.Client({ connectionString: tools.databaseUrl });
  await client.connect();
  const password = 'bench-bench-bench';
  try {
    await tools.psql(['-f', join(ROOT, 'bench/support/million-lines.sql')]);
    // A fifth year, of the same size as the others.
    await tools.psql([
      '-c',
      `update purchase set year = 2021, ordered_on = make_date(2021, extract(month from ordered_on)::int, extract(day from ordered_on)::int)
       where id % 5 = 0`,
      '-c',
      'vacuum analyze',
    ]);
    tools.log('rolling up …');
    const rolling = performance.now();
    await source.transaction((tx) => app.get(Refresh).run(tx, 'all'));
    tools.log(`rolled up in ${Math.round(performance.now() - rolling)} ms`);
    await app.get(InstanceSettings).save({ klpdCode: KLPD, klpdName: 'Provinsi Contoh', fiscalYear: 2025 });
    await app.get(UsersService).addWithPassword({ username: 'bench', displayName: 'Bench', role: 'admin' }, password);
    await tools.psql(['-c', 'vacuum analyze']);
  } finally {
    await app.close();
  }

  const years = sqlOf('years.sql');
  const growth = onSales(sqlOf('growth.sql'));
  const products = withNamed(sqlOf('named-product.sql'), sqlOf('products.sql'));
  const shares = sqlOf('shares.sql');
  // No filter: regency, class, group, village, owner, star, village of the product.
  const sales = [KLPD, YEARS, CUT, SOURCES, null, null, null, null, null, null, null];
  const ask = (sql, parameters) => client.query(sql, parameters).then(({ rows }) => rows);
  const readModel = async () => ({
    years: await ask(years, [KLPD, SOURCES]),
    growth: await ask(growth, [...sales, 'kabupaten']),
    products: await ask(products, [KLPD, YEARS, CUT, SOURCES]),
    shares: await ask(shares, [KLPD, YEARS, SOURCES]),
  });
  const plain = async () => ({
    years: await ask(yearsOverLines(years), [KLPD, SOURCES]),
    growth: await ask(salesOverLines(growth), [...sales, 'kabupaten']),
    products: await ask(productsOverLines(products), [KLPD, YEARS, CUT, SOURCES]),
    shares: await ask(replaced(shares, 'from spending_cell', 'from spending_line'), [KLPD, YEARS, SOURCES]),
  });

  const server = await serve(tools.databaseUrl, password);
  try {
    await client.query('set jit = off');
    const { a: modelMs, b: plainMs } = await tools.alternate(1, readModel, plain);
    const same = JSON.stringify(await readModel()) === JSON.stringify(await plain());
    await server.get(PAGE);
    const { a: pageMs, b: sqlMs } = await tools.alternate(ROUNDS, () => server.get(PAGE), readModel);
    const part = modelMs / plainMs;
    return {
      ratio: pageMs / sqlMs,
      holds: same && part <= 0.1,
      detail: `page ${pageMs.toFixed(0)} ms, its SQL ${sqlMs.toFixed(0)} ms; the SQL takes ${(part * 100).toFixed(1)} % of plain SQL over the lines (${plainMs.toFixed(0)} ms), numbers ${same ? 'equal' : 'DIFFER'}`,
    };
  } finally {
    await server.stop();
    await client.end();
  }
}

/** The same questions to the lines themselves: no roll-up. */
function salesOverLines(sql) {
  return replaced(
    sql,
    'from seller_day d',
    `from (
      select klpd, year, ordered_on as on_day, source, supplier_scheme as scheme, supplier_key as key, umk,
        standing = 'completed' as completed, purchase_id, 0 as packages, sum(value) as value
      from spending_line where standing in ('committed', 'completed')
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9) d`,
  );
}

function yearsOverLines(sql) {
  return replaced(
    replaced(sql, 'from spending_cell', 'from spending_line'),
    'select max(d.on_day)::text from seller_day d',
    `select max(d.on_day)::text
     from (select klpd, source, year, ordered_on as on_day from spending_line where standing in ('committed', 'completed')) d`,
  );
}

function productsOverLines(sql) {
  return replaced(
    sql,
    'from sold_product p',
    `from (
      select s.klpd, s.year, s.source, pid as code, min(on_day) as first_on, min(on_day) filter (where completed) as completed_on,
        min(on_day) filter (where umk = 'yes') as umk_first_on,
        min(on_day) filter (where umk = 'yes' and completed) as umk_completed_on
      from (select klpd, year, source, line_id, umk, standing = 'completed' as completed,
              coalesce(ordered_on, date 'infinity') as on_day
            from spending_line
            where part = 1 and source in ('v5', 'v6') and standing in ('committed', 'completed')) s
      join purchase_line l on l.id = s.line_id cross join lateral unnest(l.product_ids) as pid
      group by s.klpd, s.year, s.source, pid) p`,
  );
}

/** A query that has lost the words it is changed by would be measured against itself. */
function replaced(sql, from, to) {
  if (!sql.includes(from)) throw new Error(`The query no longer says "${from}"`);
  return sql.replace(from, to);
}
