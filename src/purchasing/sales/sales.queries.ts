import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope, SupplierKey } from '../../access/scope.js';
import { InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import type { Source } from '../intake/rows.js';
import type { Standing } from '../spending.js';

const BY_YEAR = loadSql('./sales-by-year.sql', import.meta.url);
const PACKAGES = loadSql('./sales-packages.sql', import.meta.url);

/** What was sold in one fiscal year under one standing. Value in sen. */
export interface SalesOfYear {
  year: number;
  standing: Standing;
  packages: number;
  lines: number;
  value: bigint;
  /** Lines whose source gives no value: not known, not zero. */
  valueless: number;
}

/** A package with own lines; one whose lines stand differently is listed once for each. */
export interface SoldPackage {
  id: string;
  source: Source;
  sourceKey: string;
  packageNo: string | null;
  name: string | null;
  year: number;
  orderedOn: string | null;
  satkerName: string;
  klpdName: string | null;
  standing: Standing;
  /** Own lines, and their value in sen; null = the source gives none. */
  lines: number;
  value: bigint | null;
}

export interface SalesAsked {
  /** null = every year. */
  year: number | null;
  standing: Standing | null;
  page: number;
  size: number;
}

export interface Sales {
  suppliers: readonly SupplierKey[];
  byYear: SalesOfYear[];
  items: SoldPackage[];
  total: { packages: number; value: bigint };
  page: number;
  pages: number;
  size: number;
}

interface PackageRow {
  packages: number;
  total: string;
  id: string | null;
  source: Source;
  source_key: string;
  package_no: string | null;
  name: string | null;
  year: number;
  ordered_on: string | null;
  satker_name: string;
  klpd_name: string | null;
  standing: Standing;
  lines: number;
  value: string | null;
}

/** What a supplier sold: its own lines and nothing of others in the same package. */
@Injectable()
export class SalesQueries {
  constructor(private readonly db: DataSource) {}

  async sales(suppliers: readonly SupplierKey[], asked: SalesAsked): Promise<Sales> {
    const keys = [suppliers.map(({ scheme }) => scheme), suppliers.map(({ key }) => key)];
    const byYear = await rows<Omit<SalesOfYear, 'value'> & { value: string }>(this.db.manager, BY_YEAR, keys);
    const page = Math.max(1, asked.page);
    const found = await rows<PackageRow>(this.db.manager, PACKAGES, [
      ...keys,
      asked.year,
      asked.standing,
      asked.size,
      (page - 1) * asked.size,
    ]);
    const [first] = found;
    const packages = first?.packages ?? 0;
    return {
      suppliers,
      byYear: byYear.map((row) => ({ ...row, value: senFromDecimal(row.value) })),
      items: found.flatMap((row) => (row.id === null ? [] : [toPackage(row, row.id)])),
      total: { packages, value: senFromDecimal(first?.total ?? '0') },
      page,
      pages: Math.max(1, Math.ceil(packages / asked.size)),
      size: asked.size,
    };
  }
}

/**
 * Whose sales a question is about: the one that is asked for, as far as `scope` lets see it, or all that are one's own.
 * Throws `NotFoundError` for somebody else's, `InvalidInputError` when whoever sees all asks for none.
 */
export function suppliersOf(scope: Scope, asked: SupplierKey | null): readonly SupplierKey[] {
  if (scope.kind === 'all') {
    if (asked) return [asked];
    const message = 'Sebut penyedianya, contoh v5:12345';
    throw new InvalidInputError('sales.supplier-missing', message, [{ field: 'supplier', message }]);
  }
  const own = scope.kind === 'suppliers' ? scope.suppliers : [];
  if (!asked) return own;
  const found = own.filter(({ scheme, key }) => scheme === asked.scheme && key === asked.key);
  if (found.length === 0)
    throw new NotFoundError('sales.supplier-unknown', 'Penyedia itu tidak ada, atau bukan milik Anda.');
  return found;
}

function toPackage(row: PackageRow, id: string): SoldPackage {
  return {
    id,
    source: row.source,
    sourceKey: row.source_key,
    packageNo: row.package_no,
    name: row.name,
    year: row.year,
    orderedOn: row.ordered_on,
    satkerName: row.satker_name,
    klpdName: row.klpd_name,
    standing: row.standing,
    lines: row.lines,
    value: row.value === null ? null : senFromDecimal(row.value),
  };
}
