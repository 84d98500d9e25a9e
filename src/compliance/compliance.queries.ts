import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Scope as ViewerScope } from '../access/scope.js';
import type { Source } from '../purchasing/intake/rows.js';
import type { Ovop, Standing, Umk } from '../purchasing/spending.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import type { ComplianceFigures, InScope, PackagePart } from './compliance.js';
import type { Budget } from './rules/judge.js';
import type { Scope, ScopeLine } from './rules/scope.js';

const LINES = loadSql('./queries/compliance-lines.sql', import.meta.url);
const PARTS = withLines(loadSql('./queries/compliance-parts.sql', import.meta.url));
const PACKAGES = withLines(loadSql('./queries/compliance-packages.sql', import.meta.url));
const BUDGET = loadSql('./queries/compliance-budget.sql', import.meta.url);

/** What is looked at: one obligation in one year. Exemptions are those of all its perangkat daerah. */
export interface ScopeInYear extends Omit<Scope, 'exempt'> {
  klpd: string | null;
  year: number;
  exempt: readonly { perangkatDaerahId: string; from: string; to: string | null }[];
}

export interface PartsOfOne extends ComplianceFigures {
  /** null = satker that nobody has mapped. */
  id: string | null;
  name: string | null;
  satkers: number;
}

export interface BudgetOfOne extends Budget {
  /** Names of the satker whose figure is missing. */
  unknownSatkers: string[];
}

export interface PackageOfOne {
  id: string;
  source: Source;
  sourceKey: string;
  packageNo: string | null;
  name: string | null;
  orderedOn: string | null;
  satkerName: string;
  status: string | null;
  accounts: string[];
  value: bigint;
  packageValue: bigint | null;
  lines: ({ lineId: string } & ScopeLine)[];
}

interface PartsRow {
  id: string | null;
  name: string | null;
  satkers: number;
  packages: number;
  sure_yes: string;
  sure_unknown: string;
  sure_no: string;
  unsure_yes: string;
  unsure_unknown: string;
  unsure_no: string;
  valueless_yes: number;
  valueless_unknown: number;
  valueless_no: number;
  committed: (string | null)[];
  completed: (string | null)[];
}

interface PackageRow {
  id: string;
  source: Source;
  source_key: string;
  package_no: string | null;
  name: string | null;
  ordered_on: string | null;
  satker_name: string;
  status: string | null;
  accounts: string[];
  value: string | null;
  package_value: string | null;
  line_items: {
    lineId: string;
    source: Source;
    orderedOn: string | null;
    accounts: string[];
    standing: Standing;
    umk: Umk;
    ovop: Ovop;
    value: string | null;
  }[];
  all_packages: number;
  all_value: string;
}

/** The figures that judging stands on, from the one definition of a spending line. */
@Injectable()
export class ComplianceQueries {
  constructor(private readonly db: DataSource) {}

  /** Every perangkat daerah of the year, and one entry without id for satker that nobody has mapped, if there are any. */
  async parts(scope: ScopeInYear, viewer: ViewerScope, em: EntityManager = this.db.manager): Promise<PartsOfOne[]> {
    const found = await rows<PartsRow>(em, ...ownOnly(PARTS, parametersOf(scope), viewer));
    return found.map((row) => ({
      id: row.id,
      name: row.name,
      satkers: row.satkers,
      packages: row.packages,
      parts: {
        sure: amounts(row.sure_yes, row.sure_unknown, row.sure_no),
        unsure: amounts(row.unsure_yes, row.unsure_unknown, row.unsure_no),
        valueless: { yes: row.valueless_yes, unknown: row.valueless_unknown, no: row.valueless_no },
      },
      committed: inScope(row.committed),
      completed: inScope(row.completed),
    }));
  }

  /** By perangkat daerah; '' = satker that nobody has mapped. */
  async budgets(
    klpd: string | null,
    year: number,
    viewer: ViewerScope,
    em: EntityManager = this.db.manager,
  ): Promise<Map<string, BudgetOfOne>> {
    const found = await rows<{ id: string | null; known: string | null; unknown: string[] }>(
      em,
      ...ownOnly(BUDGET, [klpd, year], viewer),
    );
    return new Map(
      found.map(({ id, known, unknown }) => [
        id ?? '',
        { known: sen(known), unknown: unknown.length, unknownSatkers: unknown },
      ]),
    );
  }

  /** The id of the one perangkat daerah that `viewer` sees, after mergers; null = none. */
  async ownPlace(viewer: ViewerScope, em: EntityManager = this.db.manager): Promise<string | null> {
    if (viewer.kind !== 'perangkat-daerah') return null;
    const [found] = await rows<{ id: string }>(
      em,
      'select coalesce(merged_into, id)::text as id from perangkat_daerah where id = $1::bigint',
      [viewer.perangkatDaerahId],
    );
    return found?.id ?? null;
  }

  async packages(
    scope: ScopeInYear,
    of: { perangkatDaerahId: string | null; part: PackagePart; size: number; page: number },
    viewer: ViewerScope,
    em: EntityManager = this.db.manager,
  ): Promise<{ items: PackageOfOne[]; packages: number; value: bigint }> {
    const ask = (skip: number): Promise<PackageRow[]> =>
      rows<PackageRow>(
        em,
        ...ownOnly(PACKAGES, [...parametersOf(scope), of.perangkatDaerahId, of.part, of.size, skip], viewer),
      );
    let found = await ask((of.page - 1) * of.size);
    const items = found.map((row) => packageOf(row));
    // A page after the last one is empty, and cannot tell the sums either.
    if (found.length === 0 && of.page > 1) found = await ask(0);
    const [first] = found;
    return { items, packages: first?.all_packages ?? 0, value: sen(first?.all_value ?? null) };
  }
}

function withLines(sql: string): string {
  return sql.replace('/* compliance-lines.sql */', () => LINES);
}

/**
 * Limits a query to the perangkat daerah of whoever asks, by the mapping on the day of each order, as it is judged. For
 * whoever sees everything it stays as it is; whoever has no perangkat daerah of their own finds nothing.
 */
function ownOnly(sql: string, parameters: unknown[], viewer: ViewerScope): [sql: string, parameters: unknown[]] {
  if (viewer.kind === 'all') return [sql, parameters];
  // A merged perangkat daerah is now the other one.
  const own = `(select coalesce(x.merged_into, x.id) from perangkat_daerah x where x.id = $${parameters.length + 1}::bigint)`;
  const limited = sql
    .replace('/* own */', () => `and m.perangkat_daerah_id = ${own}`)
    .replace('/* own place */', () => `and id = ${own}`)
    .replace('/* own budget */', () => `where m.perangkat_daerah_id = ${own}`);
  return [limited, [...parameters, viewer.kind === 'perangkat-daerah' ? viewer.perangkatDaerahId : null]];
}

function parametersOf(scope: ScopeInYear): unknown[] {
  return [
    scope.klpd,
    scope.year,
    scope.from,
    scope.to,
    scope.sources,
    scope.accountPrefixes,
    scope.basis,
    scope.numerator,
    scope.exempt.map(({ perangkatDaerahId }) => perangkatDaerahId),
    scope.exempt.map(({ from }) => from),
    scope.exempt.map(({ to }) => to),
  ];
}

function sen(decimal: string | null): bigint {
  return decimal === null ? 0n : senFromDecimal(decimal);
}

function amounts(yes: string, unknown: string, no: string): { yes: bigint; unknown: bigint; no: bigint } {
  return { yes: sen(yes), unknown: sen(unknown), no: sen(no) };
}

/** In the order of `compliance-parts.sql`. */
function inScope(cells: readonly (string | null)[]): InScope {
  const at = (index: number): bigint => sen(cells[index] ?? null);
  return {
    value: at(0),
    umk: { yes: at(1), no: at(2), unknown: at(3) },
    ovop: { yes: at(4), mixed: at(5), no: at(6) },
    packages: Number(cells[7] ?? 0),
  };
}

function packageOf(row: PackageRow): PackageOfOne {
  return {
    id: row.id,
    source: row.source,
    sourceKey: row.source_key,
    packageNo: row.package_no,
    name: row.name,
    orderedOn: row.ordered_on,
    satkerName: row.satker_name,
    status: row.status,
    accounts: row.accounts,
    value: sen(row.value),
    packageValue: row.package_value === null ? null : senFromDecimal(row.package_value),
    lines: row.line_items.map((line) => ({ ...line, value: line.value === null ? null : senFromDecimal(line.value) })),
  };
}
