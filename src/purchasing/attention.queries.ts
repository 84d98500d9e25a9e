import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Scope } from '../access/scope.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import { scoped } from './scoped.js';

const INCOMPLETE = loadSql('./queries/incomplete-packages.sql', import.meta.url);
const ATTENTION = loadSql('./queries/attention.sql', import.meta.url);

/** What staff should look at, for one KLPD and fiscal year (null = all). Values in sen, of e-purchasing. */
export interface Attention {
  /** Satker with purchases that belong to no perangkat daerah, and the value of all their packages. */
  unmappedSatkers: { count: number; value: bigint };
  /** Statuses that the table does not know. */
  unknownStatuses: { count: number; packages: number; value: bigint };
  /** Committed value whose supplier's class is not known, of the committed value. */
  umkUnknown: { value: bigint; of: bigint };
  /** Orders that a newer complete file leaves out, not decided on yet. */
  missing: { packages: number; value: bigint };
  /** v5 packages with fewer lines than their source says. */
  incomplete: { packages: number; value: bigint };
}

/** A v5 package that came with fewer lines than its source says. */
export interface IncompletePackage {
  id: string;
  packageNo: string | null;
  name: string | null;
  satkerName: string | null;
  batchId: string;
  lines: number;
  expectedLines: number;
  /** Sum of the lines that came, in sen. */
  value: bigint;
}

/** Longest list of incomplete packages; more than that is a fault of the file, not of packages. */
const MAX_INCOMPLETE = 500;

interface IncompleteRow {
  id: string;
  package_no: string | null;
  name: string | null;
  satker_name: string | null;
  batch_id: string;
  line_count: number;
  expected_lines: number;
  value: string;
}

interface AttentionRow {
  unmapped: number;
  unmapped_value: string;
  statuses: number;
  status_packages: number;
  status_value: string;
  umk_unknown: string;
  committed: string;
  missing: number;
  missing_value: string;
  incomplete: number;
  incomplete_value: string;
}

/** What needs attention, from the roll-ups. */
@Injectable()
export class AttentionQueries {
  constructor(private readonly db: DataSource) {}

  async attention(klpd: string | null, year: number | null, scope: Scope): Promise<Attention> {
    const [row] = await rows<AttentionRow>(this.db.manager, ...scoped(ATTENTION, [klpd, year], scope));
    if (!row) throw new Error('A query without grouping gave no row');
    return {
      unmappedSatkers: { count: row.unmapped, value: senFromDecimal(row.unmapped_value) },
      unknownStatuses: {
        count: row.statuses,
        packages: row.status_packages,
        value: senFromDecimal(row.status_value),
      },
      umkUnknown: { value: senFromDecimal(row.umk_unknown), of: senFromDecimal(row.committed) },
      missing: { packages: row.missing, value: senFromDecimal(row.missing_value) },
      incomplete: { packages: row.incomplete, value: senFromDecimal(row.incomplete_value) },
    };
  }

  /** The largest incomplete packages, at most 500. */
  async incomplete(klpd: string | null, year: number | null, scope: Scope): Promise<IncompletePackage[]> {
    const found = await rows<IncompleteRow>(
      this.db.manager,
      ...scoped(INCOMPLETE, [klpd, year, MAX_INCOMPLETE], scope),
    );
    return found.map((row) => ({
      id: row.id,
      packageNo: row.package_no,
      name: row.name,
      satkerName: row.satker_name,
      batchId: row.batch_id,
      lines: row.line_count,
      expectedLines: row.expected_lines,
      value: senFromDecimal(row.value),
    }));
  }
}
