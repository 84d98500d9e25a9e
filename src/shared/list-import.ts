import type { FormColumn, FormRow } from './spreadsheet-reader.js';

/** Why a row of a list cannot be taken; the line is the one a person sees in the file. */
export interface ListProblem {
  line: number;
  /** The heading, as the form prints it. */
  column: string;
  value: string;
  reason: string;
}

/** Rows of a list: read = added + changed + unchanged + rejected. */
export interface ListCounts {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
}

/** What a list did, or would do. A list with a rejected row is not taken at all. */
export interface ListResult extends ListCounts {
  applied: boolean;
  problems: ListProblem[];
}

/** Collects what is wrong with the rows of a form. A row with several problems is one rejected row. */
export class RowProblems<Field extends string> {
  private readonly found: ListProblem[] = [];
  private readonly lines = new Set<number>();
  private readonly headings: ReadonlyMap<string, string>;

  constructor(columns: readonly FormColumn<Field>[]) {
    this.headings = new Map(columns.map((column) => [column.field as string, column.heading]));
  }

  reject(row: FormRow<Field>, field: Field, reason: string): void {
    this.lines.add(row.line);
    this.found.push({ line: row.line, column: this.headings.get(field) ?? field, value: row.values[field], reason });
  }

  has(row: FormRow<Field>): boolean {
    return this.lines.has(row.line);
  }

  /** How many rows are rejected. */
  get rejected(): number {
    return this.lines.size;
  }

  /** By line, and within a line as they were found. */
  get problems(): ListProblem[] {
    return this.found.toSorted((a, b) => a.line - b.line);
  }
}
