import { createHash } from 'node:crypto';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { obligationJson } from '../compliance/compliance.report.js';
import { ComplianceService } from '../compliance/compliance.service.js';
import type { ReportChecksum } from '../database/backup/backup-file.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { spendingJson } from '../purchasing/spending.export.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { Signals } from '../shared/signals.js';
import { rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import { SPENDING_BY } from './report.command.js';
import { EVERYTHING } from '../access/scope.js';

/** The services of reports, over a data source that stands for one transaction. */
@Global()
@Module({})
class SnapshotModule {
  static over(source: DataSource, env: Env): DynamicModule {
    const surroundings = [
      { provide: DataSource, useValue: source },
      { provide: ENV, useValue: env },
      { provide: Locks, useValue: new Locks(source) },
      { provide: Signals, useValue: new Signals(source) },
    ];
    return {
      module: SnapshotModule,
      imports: [PurchasingModule, ComplianceModule],
      providers: surroundings,
      exports: surroundings.map(({ provide }) => provide),
    };
  }
}

/**
 * SHA-256 of every report that the data can give: per KLPD and year with data, spending by each dimension and the
 * compliance of the year. All asked in the caller's transaction, so that they belong to its snapshot. `day` stands for
 * today, 'YYYY-MM-DD'.
 */
export async function reportChecksums(
  source: DataSource,
  tx: EntityManager,
  env: Env,
  day: string,
): Promise<ReportChecksum[]> {
  const services = await NestFactory.createApplicationContext(SnapshotModule.over(insideOf(source, tx), env), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const spending = services.get(SpendingQueries);
    const compliance = services.get(ComplianceService);
    const places = await rows<{ klpd: string; year: number }>(
      tx,
      'select distinct klpd, year from spending_cell order by klpd, year',
    );
    const checksums: ReportChecksum[] = [];
    for (const { klpd, year } of places) {
      for (const by of SPENDING_BY) {
        const report = spendingJson(await spending.report(by, { klpd, year }, EVERYTHING));
        checksums.push({ report: `spending ${year} ${klpd} by ${by}`, sha256: hashOf(report) });
      }
      const { obligations } = await compliance.report({ year, klpd, until: null, today: day }, EVERYTHING);
      checksums.push({ report: `compliance ${year} ${klpd}`, sha256: hashOf(obligations.map(obligationJson)) });
    }
    return checksums;
  } finally {
    await services.close();
  }
}

/** The data source as its services know it, but everything they ask goes into one transaction, one after another. */
function insideOf(source: DataSource, tx: EntityManager): DataSource {
  let last: Promise<unknown> = Promise.resolve();
  const query = (sql: string, parameters?: unknown[]): Promise<unknown> => {
    const next = last.then(() => tx.query(sql, parameters));
    last = next.catch(() => undefined);
    return next;
  };
  const manager = Object.create(tx, { query: { value: query } }) as EntityManager;
  return Object.create(source, { manager: { value: manager } }) as DataSource;
}

function hashOf(report: unknown): string {
  return createHash('sha256').update(canonical(report)).digest('hex');
}

/**
 * JSON with sorted keys. The rows of a report in one order too: their order is a matter of the database's language, what
 * they say is not.
 */
function canonical(value: unknown, key = ''): string {
  if (Array.isArray(value)) {
    const parts = value.map((entry) => canonical(entry));
    return `[${(key === 'rows' ? parts.toSorted() : parts).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([name, entry]) => `${JSON.stringify(name)}:${canonical(entry, name)}`).join(',')}}`;
  }
  if (typeof value === 'bigint') return `"${value}"`;
  return JSON.stringify(value) ?? 'null';
}
