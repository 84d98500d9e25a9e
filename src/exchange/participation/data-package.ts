import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { ZippedFile } from '../../shared/zip.js';

/** A field of a resource: the data dictionary, in the words of the Table Schema of Frictionless Data. */
export interface PackageField<Row> {
  /** Lower case and underscores: the column's heading. */
  name: string;
  title: string;
  type: 'string' | 'integer' | 'number' | 'date' | 'boolean' | 'year';
  description: string;
  /** Unit of a number, as people say it. */
  unit?: string;
  required?: boolean;
  /** Null is an empty cell: not known, never zero. Numbers are decimal text with a point. */
  read(row: Row): string | number | bigint | boolean | null;
}

/** One CSV of the package. */
export interface PackageTable<Row> {
  name: string;
  title: string;
  description: string;
  fields: readonly PackageField<Row>[];
  rows: readonly Row[];
  primaryKey: readonly string[];
  /** Whose figures they are, where that is not the service's. */
  source?: string;
}

export interface PackageHead {
  name: string;
  title: string;
  description: string;
  /** 'YYYY-MM-DD': the last day that counts; also the version. */
  cutoff: string;
  /** When the package was made. */
  made: Date;
  publisher: string;
  license: string;
  sources: readonly string[];
}

/** A table whose row type is forgotten: how several are put into one package. */
export interface WrittenTable {
  csv: string;
  resource: Record<string, unknown>;
  dictionary: string[][];
}

/** A table as its CSV, its entry in the descriptor and its part of the dictionary. Pure. */
export function writeTable<Row>(table: PackageTable<Row>): WrittenTable {
  const { name, title, description, fields, rows, primaryKey, source } = table;
  const csv = csvOf([fields.map((field) => field.name), ...rows.map((row) => fields.map((field) => field.read(row)))]);
  const bytes = Buffer.from(csv, 'utf8');
  return {
    csv,
    resource: {
      profile: 'tabular-data-resource',
      name,
      path: `${name}.csv`,
      title,
      description,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes: bytes.length,
      hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
      ...(source && { sources: [{ title: source }] }),
      schema: {
        fields: fields.map(({ name: field, title: heading, type, description: about, unit, required }) => ({
          name: field,
          title: heading,
          type,
          ...(type === 'date' && { format: 'default' }),
          description: unit === undefined ? about : `${about} Satuan: ${unit}.`,
          ...(required && { constraints: { required: true } }),
        })),
        missingValues: [''],
        primaryKey,
      },
    },
    dictionary: fields.map((field) => [
      `${name}.csv`,
      field.name,
      field.title,
      field.type,
      field.unit ?? '',
      field.required ? 'ya' : 'tidak',
      field.description,
    ]),
  };
}

const DICTIONARY_HEAD = ['berkas', 'kolom', 'nama', 'jenis', 'satuan', 'selalu_terisi', 'arti'];

/** A tabular data package (Frictionless Data, version 1) as files for an archive, with a dictionary for people. Pure. */
export function dataPackage(head: PackageHead, tables: readonly WrittenTable[]): ZippedFile[] {
  const descriptor = {
    profile: 'tabular-data-package',
    name: head.name,
    title: head.title,
    description: head.description,
    version: head.cutoff,
    created: head.made.toISOString(),
    licenses: [{ name: licenseName(head.license), path: head.license }],
    contributors: [{ title: head.publisher, role: 'publisher' }],
    sources: head.sources.map((title) => ({ title })),
    resources: tables.map(({ resource }) => resource),
  };
  const readMe = [
    head.title,
    '',
    head.description,
    '',
    `Penerbit: ${head.publisher}`,
    `Lisensi: ${head.license}`,
    `Dihitung sampai: ${head.cutoff}`,
    `Dibuat: ${head.made.toISOString()}`,
    '',
    'datapackage.json menerangkan setiap berkas dan kolom untuk program; kamus-data.csv hal yang sama untuk orang.',
    'Sel kosong berarti tidak tersedia atau belum diketahui, bukan nol.',
    '',
  ];
  return [
    { name: 'datapackage.json', content: `${JSON.stringify(descriptor, null, 2)}\n` },
    { name: 'BACA-SAYA.txt', content: readMe.join('\r\n') },
    { name: 'kamus-data.csv', content: csvOf([DICTIONARY_HEAD, ...tables.flatMap(({ dictionary }) => dictionary)]) },
    ...tables.map(({ csv, resource }) => ({ name: String(resource['path']), content: csv })),
  ];
}

/** CSV as programs read it (RFC 4180, no mark at the start); text that a spreadsheet would work out gets an apostrophe. */
function csvOf(rows: readonly (readonly (string | number | bigint | boolean | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map(cellOf)),
    { record_delimiter: '\r\n' },
  );
}

function cellOf(value: string | number | bigint | boolean | null): string {
  if (value === null) return '';
  const text = String(value);
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** 'CC-BY-4.0' of the addresses of Creative Commons; of any other the last word of its path. */
function licenseName(address: string): string {
  const found = /creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/.exec(address);
  if (found) return `CC-${found[1]?.toUpperCase()}-${found[2]}`;
  return (address.replace(/\/+$/, '').split('/').at(-1) ?? '').replace(/[^\w.-]/g, '-') || 'lihat-alamat';
}
