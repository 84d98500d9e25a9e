import { openDatabase, runMigrations } from '../database/database.module.js';
import { readEnv } from '../shared/env.js';

/**
 * `migrate` brings the schema up to date; `migrate --check` compares it with the entities and ends with 1 when a
 * migration is missing or an entity says something else than the database.
 */
export async function migrateCommand(args: string[]): Promise<number> {
  const check = args.includes('--check');
  if (args.some((arg) => arg !== '--check')) {
    process.stderr.write('Pemakaian: lokapasar-ovop migrate [--check]\n');
    return 2;
  }
  const database = await openDatabase(readEnv(), 'migrate', false);
  try {
    const done = await runMigrations(database.source);
    process.stdout.write(done.length ? `Diterapkan: ${done.join(', ')}\n` : 'Skema sudah mutakhir.\n');
    if (!check) return 0;
    const drift = (await database.source.driver.createSchemaBuilder().log()).upQueries;
    for (const query of drift) process.stdout.write(`drift: ${query.query}\n`);
    process.stdout.write(
      drift.length ? `${drift.length} perbedaan antara entitas dan skema.\n` : 'Tidak ada perbedaan.\n',
    );
    return drift.length ? 1 : 0;
  } finally {
    await database.close();
  }
}
