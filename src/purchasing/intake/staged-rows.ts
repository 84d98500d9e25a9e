/**
 * The form in which staged rows travel to the database: `copy` is PostgreSQL's own text format, the cheapest there is;
 * the embedded database knows no COPY and takes one JSON list a statement.
 */
export type RowsForm = 'copy' | 'json';

/** A table that rows are staged in, and its columns in the order in which their values are given. */
export interface StagedTable {
  name: string;
  columns: readonly (readonly [name: string, type: ColumnType])[];
}
type ColumnType =
  'bigint' | 'int' | 'smallint' | 'text' | 'text[]' | 'numeric' | 'date' | 'timestamptz' | 'uuid' | 'json';

export type StagedValue = string | number | readonly string[] | null | undefined;

export const STAGED_HEADS: StagedTable = {
  name: 'purchase_staged',
  columns: [
    ['id', 'bigint'],
    ['batch_id', 'bigint'],
    ['feed', 'text'],
    ['source', 'text'],
    ['source_key', 'text'],
    ['variant', 'text'],
    ['detail_rank', 'smallint'],
    ['klpd', 'text'],
    ['klpd_name', 'text'],
    ['year', 'int'],
    ['package_no', 'text'],
    ['name', 'text'],
    ['rup_codes', 'text[]'],
    ['funds', 'text[]'],
    ['accounts', 'text[]'],
    ['satker_ref', 'text'],
    ['satker_code', 'text'],
    ['satker_text', 'text'],
    ['satker_name', 'text'],
    ['status', 'text'],
    ['status_key', 'text'],
    ['shipment_status', 'text'],
    ['ordered_on', 'date'],
    ['row_updated_at', 'timestamptz'],
    ['snapshot_at', 'timestamptz'],
    ['declared_total', 'numeric'],
    ['expected_lines', 'int'],
  ],
};

export const STAGED_LINES: StagedTable = {
  name: 'purchase_line',
  columns: [
    ['purchase_id', 'bigint'],
    ['batch_id', 'bigint'],
    ['row_no', 'int'],
    ['line_key', 'text'],
    ['commodity_code', 'text'],
    ['commodity_name', 'text'],
    ['catalogue_kind', 'text'],
    ['catalogue_owner_code', 'text'],
    ['catalogue_owner_name', 'text'],
    ['supplier_scheme', 'text'],
    ['supplier_key', 'text'],
    ['supplier_name', 'text'],
    ['sikap_id', 'text'],
    ['distributor_key', 'text'],
    ['product_ids', 'text[]'],
    ['product_name', 'text'],
    ['status_key', 'text'],
    ['quantity', 'numeric'],
    ['unit_price', 'numeric'],
    ['shipping', 'numeric'],
    ['value', 'numeric'],
    ['umk_value', 'numeric'],
    ['row_updated_at', 'timestamptz'],
    ['identity', 'uuid'],
    ['facts', 'uuid'],
    ['source_row', 'json'],
  ],
};

/** The statement that takes rows in: COPY, or an insert whose $1 is the JSON list. */
export function stagingStatement({ name, columns }: StagedTable, form: RowsForm): string {
  const names = columns.map(([column]) => column).join(', ');
  if (form === 'copy') return `copy ${name} (${names}) from stdin`;
  const taken = columns.map(([column, type]) => (type === 'json' ? `r.${column}::text` : `r.${column}`));
  const read = columns.map(([column, type]) => `${column} ${type}`);
  return `insert into ${name} (${names}) select ${taken.join(', ')} from json_to_recordset($1::json) as r(${read.join(', ')})`;
}

/** Writes the rows of one table in one form. */
export interface RowWriter {
  /** One row; its values are those of the table's columns, in their order. */
  write(values: readonly StagedValue[]): string;
  /** What stands before the first row, between two and behind the last. */
  readonly marks: { before: string; between: string; behind: string };
}

export function rowWriter(table: StagedTable, form: RowsForm): RowWriter {
  return form === 'copy' ? new CopyWriter(table) : new JsonWriter(table);
}

const TO_ESCAPE = /[\\\t\n\r]/;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A line a row, a tab between fields. */
class CopyWriter implements RowWriter {
  readonly marks = { before: '', between: '\n', behind: '\n' };
  private readonly types: readonly ColumnType[];

  constructor({ columns }: StagedTable) {
    this.types = columns.map(([, type]) => type);
  }

  write(values: readonly StagedValue[]): string {
    const { types } = this;
    let text = '';
    for (let n = 0; n < types.length; n += 1) {
      const value = values[n];
      if (n > 0) text += '\t';
      if (value === null || value === undefined) text += '\\N';
      else if (typeof value === 'object') text += escaped(arrayText(value));
      else if (typeof value === 'number') text += value;
      else if (types[n] === 'text') text += escaped(value);
      // JSON has no other of these signs in it, and the other types are digits and the like.
      else if (types[n] === 'json' && value.includes('\\')) text += value.replaceAll('\\', '\\\\');
      else text += value;
    }
    return text;
  }
}

function escaped(text: string): string {
  return TO_ESCAPE.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPED[sign] ?? sign) : text;
}

const PLAIN_ENTRY = /^[\w.-]+$/;

/** A list as PostgreSQL writes it: {a,"b c"}. */
function arrayText(entries: readonly string[]): string {
  const written = entries.map((entry) =>
    // NULL without quotation marks would be none.
    PLAIN_ENTRY.test(entry) && !/^null$/i.test(entry) ? entry : `"${entry.replaceAll(/["\\]/g, '\\$&')}"`,
  );
  return `{${written.join(',')}}`;
}

/** An object a row, without the fields that are empty. */
class JsonWriter implements RowWriter {
  readonly marks = { before: '[', between: ',', behind: ']' };
  private readonly keys: readonly string[];
  private readonly raw: readonly boolean[];

  constructor({ columns }: StagedTable) {
    this.keys = columns.map(([name]) => `${JSON.stringify(name)}:`);
    this.raw = columns.map(([, type]) => type === 'json');
  }

  write(values: readonly StagedValue[]): string {
    let text = '';
    for (let n = 0; n < this.keys.length; n += 1) {
      const value = values[n];
      if (value === null || value === undefined) continue;
      // JSON already; written as a text inside JSON it would be escaped here and unescaped there, sign by sign.
      const written = this.raw[n] ? String(value) : JSON.stringify(value);
      text += `${text === '' ? '' : ','}${this.keys[n]}${written}`;
    }
    return `{${text}}`;
  }
}
