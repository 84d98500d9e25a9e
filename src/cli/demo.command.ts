import { join } from 'node:path';
import { createApp } from '../app.js';
import { complianceTable } from '../compliance/compliance.report.js';
import { ComplianceService } from '../compliance/compliance.service.js';
import { openDatabase } from '../database/database.module.js';
import { DEMO_KLPD, DEMO_TODAY } from '../demo/generator.js';
import { DEMO_USER, loadDemo } from '../demo/load-demo.js';
import { readEnv } from '../shared/env.js';
import type { Sheet } from '../shared/spreadsheet.js';
import { consoleTable } from './console-table.js';
import { EVERYTHING } from '../access/scope.js';

/** Columns of the compliance table that fit a terminal. */
const SHOWN = 8;

/**
 * `demo`: the whole main job on made-up data, on the embedded database in a folder of its own, and then serves. With
 * `--once` it ends after the table; `--scale N` makes the data set smaller or larger.
 */
export async function demoCommand(args: string[]): Promise<number> {
  const say = (text: string): boolean => process.stdout.write(`${text}\n`);
  const scaleAt = args.indexOf('--scale');
  const scale = scaleAt >= 0 ? Number(args[scaleAt + 1]) : 1;
  if (!(scale > 0 && scale <= 100)) {
    process.stderr.write('Pemakaian: lokapasar-ovop demo [--once] [--scale 0.1]\n');
    return 2;
  }
  const settings = readEnv();
  const env = process.env.DATA_DIR || settings.databaseUrl ? settings : demoFolder();
  say(`Lokapasar OVOP, data contoh (bukan data nyata)${settings.databaseUrl ? '' : ` di ${env.dataDir}`}`);
  const started = Date.now();
  const database = await openDatabase(env, 'npm run demo');
  const app = await createApp(database, { ...env, logLevel: 'warn' }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  try {
    const elapsed = (): string => `[${String(Math.round((Date.now() - started) / 1000)).padStart(3)} dtk]`;
    await loadDemo(app, (text) => say(`${elapsed()} ${text}`), { scale });
    const year = Number(DEMO_TODAY.slice(0, 4));
    const report = await app
      .get(ComplianceService)
      .report({ year, klpd: DEMO_KLPD.code, until: null, today: DEMO_TODAY }, EVERYTHING);
    say(`\nSiapa yang memenuhi edaran, tahun anggaran ${year}, s.d. ${DEMO_TODAY}:\n`);
    const [first] = report.obligations;
    if (first) say(consoleTable(narrow(complianceTable({ obligations: [first] }))));
    if (args.includes('--once')) {
      await app.close();
      return 0;
    }
    await app.listen(env.port, env.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  say(
    `Buka ${env.publicUrl ?? (await app.getUrl())} dan masuk sebagai "${DEMO_USER.username}" dengan kata sandi "${DEMO_USER.password}".`,
  );
  say('Hentikan dengan Ctrl+C; data contoh tersimpan dan dipakai lagi lain kali.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  return 0;
}

/** Made-up data never lie in the folder of real ones. */
function demoFolder(): ReturnType<typeof readEnv> {
  const { dataDir } = readEnv();
  return readEnv({ ...process.env, DATA_DIR: join(dataDir, 'contoh') });
}

function narrow(sheet: Sheet): Sheet {
  return { ...sheet, columns: sheet.columns.slice(0, SHOWN), rows: sheet.rows.map((row) => row.slice(0, SHOWN)) };
}
