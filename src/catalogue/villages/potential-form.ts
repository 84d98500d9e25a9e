import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import type { FormColumn, FormRow } from '../../shared/spreadsheet-reader.js';
import type { PlaceField, Resolved } from '../../wilayah/resolve.js';
import {
  type Potential,
  type PotentialFacts,
  type PotentialInput,
  type ProductGroup,
  readPotential,
  samePotential,
} from './potential.js';

export type PotentialField =
  | 'code'
  | 'regency'
  | 'district'
  | 'village'
  | 'productKind'
  | 'groupCode'
  | 'isFlagship'
  | 'enterprises'
  | 'rawMaterial'
  | 'note'
  | 'source';

/** The form of the villages' potential, as the sample file prints it. */
export const POTENTIAL_COLUMNS: readonly FormColumn<PotentialField>[] = [
  { field: 'code', heading: 'Kode Desa', aliases: ['kode wilayah', 'kode desa/kelurahan', 'kode kemendagri'] },
  { field: 'regency', heading: 'Kabupaten/Kota', aliases: ['kabupaten', 'kab/kota', 'kabupaten kota'] },
  { field: 'district', heading: 'Kecamatan' },
  { field: 'village', heading: 'Desa/Kelurahan', aliases: ['desa', 'kelurahan', 'nama desa', 'desa kelurahan'] },
  { field: 'productKind', heading: 'Jenis Produk', aliases: ['produk', 'jenis usaha', 'potensi'], required: true },
  { field: 'groupCode', heading: 'Kelompok Produk', aliases: ['kelompok'] },
  { field: 'isFlagship', heading: 'Produk Unggulan', aliases: ['unggulan'] },
  {
    field: 'enterprises',
    heading: 'Jumlah Usaha',
    aliases: ['jumlah pengusaha', 'jumlah perajin', 'jumlah pelaku usaha'],
  },
  { field: 'rawMaterial', heading: 'Bahan Baku' },
  { field: 'note', heading: 'Keterangan', aliases: ['catatan'] },
  { field: 'source', heading: 'Sumber', aliases: ['sumber data'] },
];

/** What a list would do: read = added + changed + unchanged + rejected rows. Nothing that the list leaves out changes. */
export interface PotentialPlan extends ListCounts {
  added: number;
  changed: number;
  toAdd: PotentialFacts[];
  toChange: { id: string; facts: PotentialFacts }[];
  problems: ListProblem[];
}

interface Taken {
  row: FormRow<PotentialField>;
  facts: PotentialFacts;
  /** What the row says about the flagship; null = nothing. */
  before: Potential | null;
}

/**
 * Works out what a list would change. An empty cell leaves what is on file, so that a list with fewer columns takes
 * nothing away. `places` are the villages of the rows, in their order. Pure.
 */
export function planPotentials(
  rows: readonly FormRow<PotentialField>[],
  places: readonly Resolved[],
  onFile: readonly Potential[],
  groups: readonly ProductGroup[],
): PotentialPlan {
  const wrong = new RowProblems(POTENTIAL_COLUMNS);
  const known = new Map(onFile.map((potential) => [keyOf(potential), potential]));
  const taken = new Map<string, Taken>();
  let unchanged = 0;

  for (const [at, row] of rows.entries()) {
    const place = places[at];
    if (!place) throw new Error('Each row has its place');
    if ('field' in place) wrong.reject(row, columnOf(place.field, row), place.message);
    const read = readPotential('words' in place ? place.code : '', inputOf(row), groups);
    if ('problems' in read) {
      for (const { field, message } of read.problems) wrong.reject(row, field as PotentialField, message);
      continue;
    }
    if ('field' in place) continue;
    const key = keyOf(read.facts);
    const twin = taken.get(key);
    const before = known.get(key) ?? null;
    const facts = before ? overlaid(before, read.facts, row) : read.facts;
    if (!twin) taken.set(key, { row, facts, before });
    else if (samePotential(twin.facts, facts)) unchanged += 1;
    else
      wrong.reject(
        row,
        'productKind',
        `"${facts.productKind}" desa ini sudah ada pada baris ${twin.row.line} dengan isi yang berbeda`,
      );
  }

  refuseSecondFlagships([...taken.values()], onFile, wrong);
  const toAdd: PotentialFacts[] = [];
  const toChange: PotentialPlan['toChange'] = [];
  for (const { row, facts, before } of taken.values()) {
    if (wrong.has(row)) continue;
    if (!before) toAdd.push(facts);
    else if (samePotential(before, facts)) unchanged += 1;
    else toChange.push({ id: before.id, facts });
  }
  const { rejected, problems } = wrong;
  return {
    read: rows.length,
    added: toAdd.length,
    changed: toChange.length,
    unchanged,
    rejected,
    toAdd,
    toChange,
    problems,
  };
}

/** One produk unggulan a village: over the rows of the list, and what is on file beside them. */
function refuseSecondFlagships(
  taken: readonly Taken[],
  onFile: readonly Potential[],
  wrong: RowProblems<PotentialField>,
): void {
  const told = new Set(taken.map(({ facts }) => keyOf(facts)));
  const standing = new Map<string, { kind: string; where: string }>();
  for (const potential of onFile)
    if (potential.isFlagship && !told.has(keyOf(potential)))
      standing.set(potential.wilayahCode, { kind: potential.productKind, where: 'yang sudah tersimpan' });
  for (const { row, facts } of taken) {
    if (!facts.isFlagship) continue;
    const other = standing.get(facts.wilayahCode);
    if (!other) standing.set(facts.wilayahCode, { kind: facts.productKind, where: `pada baris ${row.line}` });
    else
      wrong.reject(
        row,
        'isFlagship',
        `Satu desa satu produk unggulan: desa ini sudah punya "${other.kind}" ${other.where}. Isi "tidak" pada salah satunya dalam berkas yang sama.`,
      );
  }
}

/** What is on file, with what the row says in its place. */
function overlaid(before: Potential, told: PotentialFacts, { values }: FormRow<PotentialField>): PotentialFacts {
  const said = (field: PotentialField): boolean => values[field].trim() !== '' && values[field].trim() !== '-';
  return {
    wilayahCode: before.wilayahCode,
    kindKey: before.kindKey,
    productId: before.productId,
    productKind: told.productKind,
    groupCode: said('groupCode') ? told.groupCode : before.groupCode,
    isFlagship: said('isFlagship') ? told.isFlagship : before.isFlagship,
    enterprises: said('enterprises') ? told.enterprises : before.enterprises,
    rawMaterial: said('rawMaterial') ? told.rawMaterial : before.rawMaterial,
    note: said('note') ? told.note : before.note,
    source: said('source') ? told.source : before.source,
  };
}

function inputOf({ values }: FormRow<PotentialField>): PotentialInput {
  const { productKind, groupCode, isFlagship, enterprises, rawMaterial, note, source } = values;
  return { productKind, groupCode, isFlagship, enterprises, rawMaterial, note, source };
}

/** A village that is not said at all is missed in the column that people fill in. */
function columnOf(field: PlaceField, { values }: FormRow<PotentialField>): PotentialField {
  return field === 'code' && values.code === '' ? 'village' : field;
}

function keyOf({ wilayahCode, kindKey }: Pick<PotentialFacts, 'wilayahCode' | 'kindKey'>): string {
  return `${wilayahCode}|${kindKey}`;
}

/** A potential as a row of the form; what goes out can come in again and changes nothing. */
export function toPotentialCells(potential: Potential, names: PlaceCells): string[] {
  return [
    potential.wilayahCode,
    names.regency,
    names.district,
    names.village,
    potential.productKind,
    potential.groupName ?? '',
    potential.isFlagship ? 'ya' : 'tidak',
    potential.enterprises === null ? '' : String(potential.enterprises),
    potential.rawMaterial ?? '',
    potential.note ?? '',
    potential.source ?? '',
  ];
}

export interface PlaceCells {
  regency: string;
  district: string;
  village: string;
}

/** Rows of the sample file: made up, with villages that exist. */
export const POTENTIAL_SAMPLE: readonly string[][] = [
  [
    '53.01.04.2003',
    'Kabupaten Kupang',
    'Semau',
    'Bokonusan',
    'Garam rakyat',
    'Hasil bumi dan laut',
    'ya',
    '12',
    'Air laut',
    '',
    'Contoh: pendataan desa 2026',
  ],
  [
    '',
    'Kabupaten Kupang',
    'Semau',
    'Otan',
    'Anyaman lontar',
    'Anyaman',
    'ya',
    '7',
    'Daun lontar',
    'Musim kemarau saja',
    'Contoh: pendataan desa 2026',
  ],
  [
    '',
    'Kabupaten Kupang',
    'Kupang Timur',
    'Kelurahan Oesao',
    'Keripik pisang',
    'Makanan dan minuman',
    'tidak',
    '',
    'Pisang',
    'Jumlah usaha belum diketahui',
    'Contoh: pendataan desa 2026',
  ],
  [
    '53.71.01.1001',
    'Kota Kupang',
    'Alak',
    'Namosain',
    'Ikan asap',
    'Makanan dan minuman',
    'ya',
    '4',
    'Ikan cakalang',
    '',
    'Contoh: pendataan kelurahan 2026',
  ],
];
