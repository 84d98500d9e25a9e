import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import { type FormRow, readDay } from '../../shared/spreadsheet-reader.js';
import { comparable } from '../../shared/text.js';
import { readAs } from '../../shared/identifiers/index.js';
import { enterpriseNameKey } from '../name-key.js';
import { DOCUMENT_COLUMNS, type DocumentColumn } from './enterprise-form.js';

export interface DocumentOwner {
  id: string;
  nib: string | null;
  nameKey: string;
  wilayahCode: string | null;
}

export interface ListDocument {
  enterpriseId: string;
  kind: string;
  number: string;
  issuer: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  note: string | null;
}

export interface DocumentPlan extends Omit<ListCounts, 'added' | 'changed'> {
  added: ListDocument[];
  changed: (ListDocument & { id: string })[];
  problems: ListProblem[];
}

/**
 * Works out what a list of documents would change. A row belongs to the enterprise with its NIB, else with its name in
 * its desa, and means the document of its kind and number. An empty cell leaves what is on file. Pure.
 */
export function planDocuments(
  rows: readonly FormRow<DocumentColumn>[],
  owners: readonly DocumentOwner[],
  onFile: readonly (ListDocument & { id: string })[],
): DocumentPlan {
  const wrong = new RowProblems<DocumentColumn>(DOCUMENT_COLUMNS);
  const plan: DocumentPlan = { read: rows.length, added: [], changed: [], unchanged: 0, rejected: 0, problems: [] };
  const byNib = new Map(owners.flatMap((owner) => (owner.nib === null ? [] : [[owner.nib, owner] as const])));
  const byName = new Map<string, DocumentOwner[]>();
  for (const owner of owners) {
    const key = `${owner.nameKey}|${owner.wilayahCode ?? ''}`;
    byName.set(key, [...(byName.get(key) ?? []), owner]);
  }
  const known = new Map(onFile.map((one) => [keyOf(one), one]));
  const taken = new Map<string, { line: number; document: ListDocument }>();
  for (const row of rows) {
    const document = readRow(row, byNib, byName, wrong);
    if (!document) continue;
    const twin = taken.get(keyOf(document));
    if (twin) {
      if (same(twin.document, document)) plan.unchanged += 1;
      else wrong.reject(row, 'number', `Dokumen yang sama sudah ada pada baris ${twin.line} dengan isi yang berbeda`);
      continue;
    }
    taken.set(keyOf(document), { line: row.line, document });
    const before = known.get(keyOf(document));
    if (!before) {
      plan.added.push(document);
      continue;
    }
    const after = { ...before };
    for (const field of ['issuer', 'issuedOn', 'expiresOn', 'note'] as const)
      if (document[field] !== null) after[field] = document[field];
    if (after.issuedOn !== null && after.expiresOn !== null && after.expiresOn < after.issuedOn)
      wrong.reject(row, 'expiresOn', 'Tanggal berakhirnya mendahului tanggal terbit yang tercatat');
    else if (same(before, after)) plan.unchanged += 1;
    else plan.changed.push(after);
  }
  plan.rejected = wrong.rejected;
  plan.problems = wrong.problems;
  return plan;
}

function readRow(
  row: FormRow<DocumentColumn>,
  byNib: ReadonlyMap<string, DocumentOwner>,
  byName: ReadonlyMap<string, readonly DocumentOwner[]>,
  wrong: RowProblems<DocumentColumn>,
): ListDocument | null {
  const { values } = row;
  const owner = ownerOf(row, byNib, byName, wrong);
  const text = (field: DocumentColumn, longest: number): string | null => {
    if (values[field].length > longest) wrong.reject(row, field, `Paling banyak ${longest} huruf`);
    return values[field] === '' ? null : values[field];
  };
  const kind = text('kind', 60);
  const number = text('number', 100);
  if (kind === null) wrong.reject(row, 'kind', 'Jenis dokumen wajib diisi, contoh NIB');
  if (number === null)
    wrong.reject(row, 'number', 'Nomor dokumen wajib diisi; tanpa nomor dokumen tidak dapat dicocokkan');
  const day = (field: 'issuedOn' | 'expiresOn'): string | null => {
    const read = readDay(values[field]);
    if (read !== 'invalid') return read;
    wrong.reject(row, field, 'Tanggal ditulis hari/bulan/tahun, contoh 27/05/2025');
    return null;
  };
  const [issuedOn, expiresOn] = [day('issuedOn'), day('expiresOn')];
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn)
    wrong.reject(row, 'expiresOn', 'Tanggal berakhirnya mendahului tanggal terbit');
  const rest = { issuer: text('issuer', 200), note: text('note', 500) };
  if (!owner || wrong.has(row) || kind === null || number === null) return null;
  return { enterpriseId: owner.id, kind, number, issuedOn, expiresOn, ...rest };
}

function ownerOf(
  row: FormRow<DocumentColumn>,
  byNib: ReadonlyMap<string, DocumentOwner>,
  byName: ReadonlyMap<string, readonly DocumentOwner[]>,
  wrong: RowProblems<DocumentColumn>,
): DocumentOwner | null {
  const { nib, name, placeCode } = row.values;
  if (nib !== '') {
    const read = readAs('nib', nib);
    const found = 'value' in read ? byNib.get(read.value) : undefined;
    if (!found)
      wrong.reject(
        row,
        'nib',
        'problem' in read ? read.problem : 'Belum ada pelaku usaha dengan NIB ini; impor daftar pelaku usaha dahulu',
      );
    return found ?? null;
  }
  if (name === '') {
    wrong.reject(row, 'nib', 'Isi NIB, atau nama usaha dengan kode desanya');
    return null;
  }
  const found = byName.get(`${enterpriseNameKey(name)}|${placeCode}`) ?? [];
  const [only] = found;
  if (found.length === 1 && only) return only;
  wrong.reject(
    row,
    'name',
    found.length === 0
      ? 'Tidak ada pelaku usaha dengan nama ini di desa itu; isi NIB-nya'
      : `Ada ${found.length} pelaku usaha dengan nama ini di desa itu; isi NIB-nya`,
  );
  return null;
}

function keyOf({ enterpriseId, kind, number }: ListDocument): string {
  return `${enterpriseId}|${comparable(kind)}|${comparable(number)}`;
}

function same(a: ListDocument, b: ListDocument): boolean {
  return a.issuer === b.issuer && a.issuedOn === b.issuedOn && a.expiresOn === b.expiresOn && a.note === b.note;
}
