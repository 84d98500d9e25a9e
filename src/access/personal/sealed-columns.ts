/**
 * Where sealed bytes lie in a table. Whoever seals values into columns of a table names them so once, and rotation of
 * keys, backups and the count of what a key holds know of them.
 */
export interface SealedColumns {
  /** What lies there, for the list of keys: 'Data pribadi'. */
  what: string;
  table: string;
  /** Columns of its primary key. */
  id: readonly string[];
  keyId: string;
  nonce: string;
  tag: string;
  data: string;
  /** Columns that the label is made from, as text. */
  labelFrom: readonly string[];
  label(row: Readonly<Record<string, string | null>>): string;
  /** Rows that are sealed anew in one transaction, where values are large; absent = many. */
  atOnce?: number;
  /** Keyed hash beside the value, made anew with it. */
  match?: {
    keyId: string;
    hash: string;
    /** Of the row's columns `labelFrom`. */
    purpose(row: Readonly<Record<string, string | null>>): string;
    /** What of the opened value is hashed. */
    form(row: Readonly<Record<string, string | null>>, value: string): string;
  };
}

/** One column of text that holds a whole sealed value, as `sealText` writes it. */
export interface SealedText {
  what: string;
  table: string;
  /** The column of its primary key. */
  id: string;
  column: string;
  label(id: string): string;
}

/** A column that names a key without which its rows cannot be read or checked. */
export interface KeyUse {
  what: string;
  table: string;
  column: string;
  /** The key's id as SQL over the column; absent = the column itself. */
  keyId?: string;
  /** SQL; absent = all rows. */
  where?: string;
}

export function keyUseOfText({ what, table, column }: SealedText): KeyUse {
  return { what, table, column, keyId: `split_part(${column}, ':', 1)`, where: `${column} is not null` };
}

/** The key uses of sealed columns. Rows without a sealed value have no key id. */
export function keyUsesOf(sealed: SealedColumns): KeyUse[] {
  const of = (column: string, what: string): KeyUse => ({
    what,
    table: sealed.table,
    column,
    where: `${column} is not null`,
  });
  return [
    of(sealed.keyId, sealed.what),
    ...(sealed.match ? [of(sealed.match.keyId, `${sealed.what} (pencocokan)`)] : []),
  ];
}
