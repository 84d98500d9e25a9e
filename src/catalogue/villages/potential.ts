import type { FieldProblem } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { comparable, storable } from '../../shared/text.js';

/** What a village could make, before or beside a product on file. */
export interface PotentialFacts {
  wilayahCode: string;
  /** As people call it: 'Tenun ikat', 'Keripik pisang'. */
  productKind: string;
  /** By what two of one village are the same. */
  kindKey: string;
  groupCode: string | null;
  /** Produk unggulan: at most one of a village. */
  isFlagship: boolean;
  /** How many make it, as told; null = not told. */
  enterprises: number | null;
  rawMaterial: string | null;
  note: string | null;
  source: string | null;
  /** The product of the catalogue that came of it. */
  productId: string | null;
}

export interface Potential extends PotentialFacts {
  id: string;
  version: number;
  /** 'Desa Oelnasi, Kecamatan Kupang Tengah, Kabupaten Kupang' */
  place: string;
  groupName: string | null;
  productName: string | null;
  createdBy: string | null;
  updatedBy: string | null;
  /** ISO 8601. */
  updatedAt: string;
}

/** A potential as a form or the API tells it: unchecked text, '' where nothing was said. */
export interface PotentialInput {
  productKind: string;
  groupCode?: string;
  /** '1', 'ya', 'true'; anything that says no, or nothing. */
  isFlagship?: string;
  enterprises?: string;
  rawMaterial?: string;
  note?: string;
  source?: string;
  productId?: string;
}

export interface ProductGroup {
  code: string;
  name: string;
}

export const POTENTIAL_LIMITS = { productKind: 120, rawMaterial: 500, note: 500, source: 200 } as const;
export const MOST_ENTERPRISES = 100_000;

/** Checks what was told, or tells all that is wrong with it by field. Whether the product exists is asked elsewhere. */
export function readPotential(
  wilayahCode: string,
  input: PotentialInput,
  groups: readonly ProductGroup[],
): { facts: PotentialFacts } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: keyof PotentialInput, message: string): void => {
    problems.push({ field, message });
  };
  const text = (field: keyof typeof POTENTIAL_LIMITS): string | null => {
    const value = storable(input[field] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (value.length > POTENTIAL_LIMITS[field])
      wrong(field, `Paling banyak ${POTENTIAL_LIMITS[field]} huruf; isian ini ${value.length}`);
    return value === '' ? null : field === 'productKind' ? value : maskText(value);
  };
  const productKind = text('productKind') ?? '';
  const kindKey = comparable(productKind);
  if (kindKey === '') wrong('productKind', 'Jenis produk wajib diisi, contoh Tenun ikat');

  const group = (input.groupCode ?? '').trim();
  const groupCode = group === '' ? null : (groupOf(group, groups)?.code ?? null);
  if (group !== '' && groupCode === null)
    wrong(
      'groupCode',
      `Kelompok "${group.slice(0, 60)}" tidak ada. Pilih: ${groups.map(({ name }) => name).join(', ')}`,
    );

  const flagship = readYesNo(input.isFlagship ?? '');
  if (flagship === 'invalid') wrong('isFlagship', 'Produk unggulan diisi ya atau tidak');
  const enterprises = readCount(input.enterprises ?? '');
  if (enterprises === 'invalid')
    wrong(
      'enterprises',
      `Jumlah usaha berupa bilangan bulat dari 0 sampai ${MOST_ENTERPRISES}; kosongkan bila belum diketahui`,
    );
  const productId = (input.productId ?? '').trim();
  if (productId !== '' && !/^\d{1,18}$/.test(productId)) wrong('productId', 'Produk tidak dikenal');

  const facts = { rawMaterial: text('rawMaterial'), note: text('note'), source: text('source') };
  if (problems.length > 0) return { problems };
  return {
    facts: {
      wilayahCode,
      productKind,
      kindKey,
      groupCode,
      isFlagship: flagship === true,
      enterprises: enterprises === 'invalid' ? null : enterprises,
      productId: productId === '' ? null : productId,
      ...facts,
    },
  };
}

/** By code or by name, as people write it. */
export function groupOf(said: string, groups: readonly ProductGroup[]): ProductGroup | null {
  const key = comparable(said);
  return groups.find(({ code, name }) => comparable(code) === key || comparable(name) === key) ?? null;
}

const YES = new Set(['ya', 'y', '1', 'true', 'unggulan', 'x', 'v']);
const NO = new Set(['tidak', 't', 'tdk', 'bukan', '0', 'false', 'n']);

/** null when nothing was said. */
export function readYesNo(said: string): boolean | null | 'invalid' {
  const key = said.trim().toLowerCase();
  if (key === '' || key === '-') return null;
  return YES.has(key) ? true : NO.has(key) ? false : 'invalid';
}

/** '12' and '1.200' as a number; null when nothing was said. A dot parts thousands only. */
export function readCount(said: string): number | null | 'invalid' {
  const text = said.trim();
  if (text === '' || text === '-') return null;
  if (!/^\d{1,6}$|^\d{1,3}(?:\.\d{3})+$/.test(text)) return 'invalid';
  const count = Number(text.replaceAll('.', ''));
  return count <= MOST_ENTERPRISES ? count : 'invalid';
}

const COMPARED = [
  'productKind',
  'groupCode',
  'isFlagship',
  'enterprises',
  'rawMaterial',
  'note',
  'source',
  'productId',
] as const satisfies readonly (keyof PotentialFacts)[];

/** Whether two say the same in everything that people tell. */
export function samePotential(a: PotentialFacts, b: PotentialFacts): boolean {
  return COMPARED.every((field) => a[field] === b[field]);
}
