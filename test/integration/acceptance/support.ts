import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditHeads } from '../../../src/access/audit/audit-heads.js';
import { CircularRepository } from '../../../src/compliance/circular.repository.js';
import { CircularService } from '../../../src/compliance/circular.service.js';
import { ComplianceQueries } from '../../../src/compliance/compliance.queries.js';
import { ComplianceService } from '../../../src/compliance/compliance.service.js';
import { EtalaseComplianceService } from '../../../src/compliance/etalase/etalase-compliance.service.js';
import { DutyQueries } from '../../../src/etalase/duty/duty.queries.js';
import { DutySettings } from '../../../src/etalase/duty/duty-settings.service.js';
import type { ImportBatch, ImportRequest } from '../../../src/ingestion/import-batch.js';
import { SOURCES } from '../../../src/purchasing/intake/rows.js';
import type { SpendingBy, SpendingFilter, SpendingTotals, Split } from '../../../src/purchasing/spending.js';
import { CatalogueService } from '../../../src/catalogue/catalogue.service.js';
import { OVOP_COLUMNS } from '../../../src/catalogue/ovop-form.js';
import { demoMerchantUmk, demoOvopList } from '../../../src/demo/generator.js';
import { OvopListService } from '../../../src/purchasing/ovop/ovop-list.service.js';
import { OvopMarks } from '../../../src/purchasing/ovop/ovop-marks.js';
import { SUPPLIER_COLUMNS } from '../../../src/purchasing/suppliers/supplier-form.js';
import { SuppliersService } from '../../../src/purchasing/suppliers/suppliers.service.js';
import { writeCsv } from '../../../src/shared/spreadsheet.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { temporaryEnv } from '../../support/temporary-env.js';
import { Signals } from '../../../src/shared/signals.js';
import type { ImportBench } from '../ingestion/support.js';

/** A cell as the feeds' forms can hold it. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** A report with decimal texts in place of sen, and names in place of ids: what two databases may be compared by. */
export interface Sheet {
  rows: Record<string, Figures>;
  total: Figures;
}

interface Figures {
  packages: number;
  lines: number;
  committed: SplitText;
  completed: SplitText;
  never: Counted;
  unknown: Counted;
  missing: Counted;
}

interface SplitText extends Counted {
  umk: Record<string, string>;
  ovop: Record<string, string>;
  both: string;
}

interface Counted {
  packages: number;
  value: string;
}

export const EVERYTHING: SpendingFilter = { klpd: null, year: null, sources: [...SOURCES] };

/** Hands a file over under its own name. */
export function bring(bench: ImportBench, path: string, request: ImportRequest = {}): Promise<ImportBatch> {
  return bench.import(readFileSync(path), { ...request, name: basename(path) });
}

/** read = accepted + unchanged + repeated + rejected, and unmatched is part of accepted. */
export function addsUp({ counts }: ImportBatch): boolean {
  const { read, accepted, unchanged, repeated, rejected, unmatched } = counts;
  return read === accepted + unchanged + repeated + rejected && unmatched <= accepted;
}

export async function sheet(source: DataSource, by: SpendingBy, filter: SpendingFilter = EVERYTHING): Promise<Sheet> {
  const report = await new SpendingQueries(source).report(by, filter, { kind: 'all' });
  // The number of a perangkat daerah is this database's own; its name is not.
  const name = ({ key, label }: { key: string; label: string }): string => (by === 'perangkat-daerah' ? label : key);
  return {
    rows: Object.fromEntries(report.rows.map((row) => [name(row), figures(row.totals)])),
    total: figures(report.total),
  };
}

/** What a person could see of all figures, three ways; equal = equal to the sen. */
export async function sheets(source: DataSource): Promise<Record<string, Sheet>> {
  const all: Record<string, Sheet> = {};
  for (const by of ['perangkat-daerah', 'status', 'source'] as const) all[by] = await sheet(source, by);
  return all;
}

/** What every KLPD has, under its code or, while nobody tells that, under its name. */
export async function valueByKlpd(source: DataSource): Promise<unknown[]> {
  return (await source.query(
    'select klpd, year, sum(lines)::int as lines, sum(value)::text as value from spending_cell group by 1, 2 order by 1, 2',
  )) as unknown[];
}

/** Rows in which the stored sums differ from what the lines themselves come to: none, whatever was imported when. */
export async function staleSums(source: DataSource): Promise<unknown[]> {
  return (await source.query(
    `with fresh as (
       select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop,
         count(*) filter (where part = 1)::int as lines, coalesce(sum(value), 0) as value
       from spending_line group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
     select coalesce(f.klpd, c.klpd) as klpd, coalesce(f.year, c.year) as year, coalesce(f.source, c.source) as source,
       coalesce(f.satker_key, c.satker_key) as satker, f.lines as lines_of_rows, c.lines as lines_of_sum,
       coalesce(f.umk, c.umk) as umk, coalesce(f.ovop, c.ovop) as ovop, coalesce(f.catalogue, c.catalogue) as catalogue
     from fresh f
     full join spending_cell c using (klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop)
     where f.lines is distinct from c.lines or f.value is distinct from c.value
     order by 1, 2, 3, 4 limit 5`,
  )) as unknown[];
}

function figures(totals: SpendingTotals): Figures {
  const counted = ({ packages, value }: { packages: number; value: bigint }): Counted => ({
    packages,
    value: senToDecimal(value),
  });
  return {
    packages: totals.packages,
    lines: totals.lines,
    committed: split(totals.committed),
    completed: split(totals.completed),
    never: counted(totals.never),
    unknown: counted(totals.unknown),
    missing: counted(totals.missing),
  };
}

function split({ packages, value, umk, ovop, umkAndOvop }: Split): SplitText {
  const text = (parts: Record<string, bigint>): Record<string, string> =>
    Object.fromEntries(Object.entries(parts).map(([key, sen]) => [key, senToDecimal(sen)]));
  return { packages, value: senToDecimal(value), umk: text(umk), ovop: text(ovop), both: senToDecimal(umkAndOvop) };
}

/** The services as the app wires them. */
export function complianceOver(source: DataSource): { circulars: CircularService; service: ComplianceService } {
  const heads = new AuditHeads(source, temporaryEnv());
  const circulars = new CircularService(
    source,
    new CircularRepository(source),
    new Refresh(new Signals(source)),
    heads,
  );
  const queries = new ComplianceQueries(source);
  const places = new EtalaseComplianceService(circulars, queries, new DutyQueries(source, new DutySettings(source)));
  return { circulars, service: new ComplianceService(circulars, queries, new SpendingQueries(source), places) };
}

/** The OVOP list and the decisions on suppliers of the fictitious bureau, as the sheets that staff hand over. */
export async function decide(source: DataSource): Promise<void> {
  const refresh = new Refresh(new Signals(source));
  const listed = demoOvopList().map(({ kind, scheme, value, label, village, validFrom, validTo, note }) =>
    [kind, scheme, value, label, village, validFrom, validTo, note].map((cell) => cell ?? ''),
  );
  const headings = OVOP_COLUMNS.map(({ heading }) => heading);
  await new OvopListService(source, new CatalogueService(source), refresh, new OvopMarks(source)).import(
    sheetOf(headings, listed),
    'penguji',
  );
  const decided = demoMerchantUmk().map(({ scheme, key, name, umk, validFrom, note }) => [
    scheme,
    key,
    name,
    umk === 'yes' ? 'ya' : 'tidak',
    validFrom,
    '',
    note,
  ]);
  const columns = SUPPLIER_COLUMNS.map(({ heading }) => heading);
  await new SuppliersService(source, refresh).import(sheetOf(columns, decided), 'penguji');
}

function sheetOf(headings: string[], rows: string[][]): Buffer {
  return Buffer.from(writeCsv(headings, rows));
}
