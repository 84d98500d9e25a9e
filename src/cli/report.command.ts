import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { InstanceSettings } from '../access/instance/instance-settings.js';
import { complianceDefinitionsTable, complianceRows, complianceTable } from '../compliance/compliance.report.js';
import { ComplianceService } from '../compliance/compliance.service.js';
import { definitionsTable, spendingJson, spendingTable } from '../purchasing/spending.export.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import { SOURCES, type Source } from '../purchasing/intake/rows.js';
import type { SpendingBy } from '../purchasing/spending.js';
import { isDay, today } from '../shared/dates.js';
import type { Env } from '../shared/env.js';
import { type Sheet, writeCsv, writeXlsx } from '../shared/spreadsheet.js';
import { klpdCode } from '../shared/text.js';
import { consoleTable } from './console-table.js';
import { EVERYTHING } from '../access/scope.js';

export const SPENDING_BY: readonly SpendingBy[] = [
  'perangkat-daerah',
  'satker',
  'source',
  'status',
  'catalogue',
  'month',
  'fund',
  'umk',
  'ovop',
];
const FORMATS = ['table', 'json', 'csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

export const REPORT_USAGE = `Pemakaian: lokapasar-ovop report spending|compliance --year TAHUN [pilihan]

  --by DIMENSI       spending: ${SPENDING_BY.join(', ')} (bawaan perangkat-daerah)
  --source SUMBER    spending: ${SOURCES.join(', ')}; boleh beberapa, dipisah koma (bawaan: e-purchasing)
  --until TTTT-BB-HH compliance: transaksi sampai hari ini
  --klpd KODE        KLPD lain daripada milik instansi; "semua" = seluruhnya
  --format BENTUK    table (bawaan), json, csv, xlsx
  --out BERKAS       tulis ke berkas, bukan ke layar`;

interface Asked {
  what: 'spending' | 'compliance';
  year: number;
  by: SpendingBy;
  sources: Source[] | null;
  klpd: string | null | undefined;
  until: string | null;
  format: Format;
  out: string | null;
}

/** `report …`: answers the exit code; 2 for a command that cannot be understood. */
export async function reportCommand(
  args: string[],
  run: <T>(work: (app: INestApplicationContext, env: Env) => Promise<T>) => Promise<T>,
): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n\n${REPORT_USAGE}\n`);
    return 2;
  }
  const output = await run(async (app, env) => {
    const instance = await app.get(InstanceSettings).get();
    const klpd = asked.klpd === undefined ? instance.klpdCode : asked.klpd;
    return asked.what === 'spending' ? spending(app, asked, klpd) : compliance(app, asked, klpd, env);
  });
  if (asked.out) writeFileSync(asked.out, output);
  else process.stdout.write(output);
  return 0;
}

async function spending(app: INestApplicationContext, asked: Asked, klpd: string | null): Promise<string | Buffer> {
  const report = await app
    .get(SpendingQueries)
    .report(asked.by, { klpd, year: asked.year, ...(asked.sources ? { sources: asked.sources } : {}) }, EVERYTHING);
  if (asked.format === 'json') return `${JSON.stringify(spendingJson(report), null, 2)}\n`;
  return sheetsAs(asked.format, [spendingTable(report), definitionsTable(said(asked, klpd))]);
}

async function compliance(
  app: INestApplicationContext,
  asked: Asked,
  klpd: string | null,
  env: Env,
): Promise<string | Buffer> {
  const report = await app.get(ComplianceService).report(
    {
      year: asked.year,
      klpd,
      until: asked.until,
      today: today(env.timeZone),
    },
    EVERYTHING,
  );
  if (asked.format === 'json') return `${JSON.stringify(complianceRows(report), null, 2)}\n`;
  return sheetsAs(asked.format, [complianceTable(report), complianceDefinitionsTable(report, said(asked, klpd))]);
}

/** What was asked, for the sheet that explains the figures. */
function said(asked: Asked, klpd: string | null): [string, string][] {
  return [
    ['Tahun anggaran', String(asked.year)],
    ['KLPD', klpd ?? 'seluruhnya'],
    ...(asked.until ? [['Sampai', asked.until] as [string, string]] : []),
  ];
}

function sheetsAs(format: Format, sheets: [Sheet, Sheet]): string | Buffer | Promise<Buffer> {
  const [table] = sheets;
  if (format === 'xlsx') return writeXlsx({ sheets });
  if (format === 'csv')
    return writeCsv(
      table.columns.map((column) => column.heading),
      table.rows,
    );
  return consoleTable(table);
}

function readArguments(args: string[]): Asked | string {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        year: { type: 'string' },
        by: { type: 'string' },
        source: { type: 'string' },
        klpd: { type: 'string' },
        until: { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const what = positionals[0];
  if ((what !== 'spending' && what !== 'compliance') || positionals.length > 1)
    return 'Sebutkan satu laporan: spending atau compliance.';
  if (!values.year || !/^\d{4}$/.test(values.year))
    return 'Sebutkan tahun anggaran dengan --year, misalnya --year 2025.';
  const by = SPENDING_BY.find((one) => one === (values.by ?? 'perangkat-daerah'));
  if (!by) return `--by "${values.by}" tidak dikenal.`;
  const format = FORMATS.find((one) => one === (values.format ?? 'table'));
  if (!format) return `--format "${values.format}" tidak dikenal.`;
  const named = values.source?.split(',').map((one) => one.trim());
  const sources = named?.map((name) => SOURCES.find((one) => one === name));
  if (sources?.includes(undefined)) return `--source "${values.source}" tidak dikenal.`;
  if (values.until && !isDay(values.until)) return `--until "${values.until}" bukan tanggal TTTT-BB-HH.`;
  return {
    what,
    year: Number(values.year),
    by,
    sources: sources ? sources.filter((one) => one !== undefined) : null,
    klpd: values.klpd === undefined ? undefined : values.klpd === 'semua' ? null : klpdCode(values.klpd),
    until: values.until ?? null,
    format,
    out: values.out ?? null,
  };
}
