import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OvopOrigin } from '../../catalogue/ovop-ref.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';

const MARK_COUNTS = loadSql('./mark-counts.sql', import.meta.url);

/** What an entry marks. Amounts in sen; `mixed` is the value of orders of which only a part is OVOP. */
export interface MarkCount {
  lines: number;
  packages: number;
  value: bigint;
  mixed: bigint;
}

export const NO_MARKS: MarkCount = { lines: 0, packages: 0, value: 0n, mixed: 0n };

interface CountRow {
  origin: OvopOrigin;
  entryId: string;
  lines: number;
  packages: number;
  value: string;
  mixed: string;
}

/** How much the entries of the OVOP list mark among the purchases on file. */
@Injectable()
export class OvopMarks {
  constructor(private readonly db: DataSource) {}

  /** By id, of one origin or of one entry of it; entries that mark nothing are not in it. */
  async counts(origin: OvopOrigin, id: string | null = null): Promise<Map<string, MarkCount>> {
    const found = await rows<CountRow>(this.db.manager, MARK_COUNTS, [origin, id]);
    return new Map(found.map((row) => [row.entryId, countOf(row)]));
  }

  /** What is marked in all, each line once. */
  async total(): Promise<MarkCount> {
    const sum = { ...NO_MARKS };
    // A line has one mark, so lines and values add up; a package may be marked by several entries and is counted apart.
    for (const row of await rows<CountRow>(this.db.manager, MARK_COUNTS, [null, null])) {
      const { lines, value, mixed } = countOf(row);
      sum.lines += lines;
      sum.value += value;
      sum.mixed += mixed;
    }
    const [counted] = await rows<{ packages: number }>(
      this.db.manager,
      `select count(distinct p.id)::int as packages from ovop_mark m
       join purchase_line l on l.id = m.line_id join purchase p on p.id = l.purchase_id and p.is_current
       where not exists (select 1 from purchase_excluded x where x.purchase_id = p.id)`,
    );
    return { ...sum, packages: counted?.packages ?? 0 };
  }
}

function countOf({ lines, packages, value, mixed }: CountRow): MarkCount {
  return { lines, packages, value: senFromDecimal(value), mixed: senFromDecimal(mixed) };
}
