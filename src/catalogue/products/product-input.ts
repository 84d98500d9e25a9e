import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { parseIndonesianAmount, senFromDecimal, senToDecimal } from '../../shared/money.js';
import { comparable } from '../../shared/text.js';
import { type ProductFacts, STAGES, type VillageLink } from './product.js';

/** A product as a form, a list or the API tells it: unchecked text, '' or absent where nothing was said. */
export interface ProductInput {
  name?: string;
  groupCode?: string;
  description?: string;
  price?: string;
  unit?: string;
  capacityPerMonth?: string;
  capacityUnit?: string;
  rawMaterial?: string;
  rawMaterialOrigin?: string;
  legend?: string;
  localWisdom?: string;
  stage?: string;
  season?: string;
  source?: string;
  villages?: readonly VillageLink[];
  makers?: readonly string[];
}

export const LIMITS = {
  name: 200,
  description: 4000,
  unit: 40,
  capacityUnit: 40,
  rawMaterial: 500,
  rawMaterialOrigin: 300,
  legend: 6000,
  localWisdom: 6000,
  season: 200,
  source: 300,
} as const;

/** As many villages or makers as one product may have; a list that is longer is a mistake. */
export const MOST_LINKS = 200;

const WORDS = {
  name: 'Nama produk',
  description: 'Uraian',
  unit: 'Satuan',
  capacityUnit: 'Satuan kapasitas',
  rawMaterial: 'Bahan baku',
  rawMaterialOrigin: 'Asal bahan baku',
  legend: 'Legenda',
  localWisdom: 'Kearifan lokal',
  season: 'Musim',
  source: 'Sumber data',
} as const;

/** Larger than this no product costs, and no village makes. */
const MOST_MONEY = 10n ** 15n;
const MOST_CAPACITY = 10n ** 12n;

/**
 * Checks what was told of a product and brings it into the form in which it is stored; throws `product.invalid` with every
 * problem. Whether group, villages and makers exist is for the database to say.
 */
export function readProduct(input: ProductInput, groups: ReadonlySet<string>): ProductFacts {
  const problems: FieldProblem[] = [];
  const text = (field: keyof typeof LIMITS): string | null => {
    const said = tidy(input[field] ?? '');
    if (said.length > LIMITS[field])
      problems.push({ field, message: `${WORDS[field]} paling banyak ${LIMITS[field]} huruf, ini ${said.length}` });
    return said === '' ? null : maskText(said);
  };
  const name = text('name');
  if (name === null) problems.push({ field: 'name', message: 'Isi nama produk, misalnya "Tenun ikat motif kuda"' });
  else if (comparable(name) === '')
    problems.push({ field: 'name', message: 'Nama produk harus memuat huruf atau angka' });

  const groupCode = (input.groupCode ?? '').trim();
  if (!groups.has(groupCode))
    problems.push({
      field: 'groupCode',
      message: groupCode === '' ? 'Pilih kelompok produk' : `Kelompok "${groupCode.slice(0, 40)}" tidak dikenal`,
    });

  const price = amountOf(input.price ?? '', MOST_MONEY);
  if (price === 'invalid')
    problems.push({ field: 'price', message: 'Harga ditulis seperti 150.000 atau 150000,50, tanpa tanda minus' });
  const capacityPerMonth = amountOf(input.capacityPerMonth ?? '', MOST_CAPACITY);
  if (capacityPerMonth === 'invalid')
    problems.push({ field: 'capacityPerMonth', message: 'Kapasitas ditulis sebagai angka, misalnya 40 atau 1.200' });
  const unit = text('unit');
  if (price !== 'invalid' && price !== null && unit === null)
    problems.push({ field: 'unit', message: 'Isi satuan harga, misalnya lembar, kg, atau botol 250 ml' });

  const stage = (input.stage ?? '').trim();
  const known = STAGES.find((one) => one === stage) ?? null;
  if (stage !== '' && known === null)
    problems.push({ field: 'stage', message: `Tahap "${stage.slice(0, 40)}" tidak dikenal` });

  const villages = onceEach(input.villages ?? [], ({ code }) => code);
  const makers = onceEach(input.makers ?? [], (id) => id);
  if (villages.length > MOST_LINKS)
    problems.push({ field: 'villages', message: `Paling banyak ${MOST_LINKS} desa untuk satu produk` });
  if (makers.length > MOST_LINKS)
    problems.push({ field: 'makers', message: `Paling banyak ${MOST_LINKS} pelaku usaha untuk satu produk` });

  const facts = {
    description: text('description'),
    capacityUnit: text('capacityUnit'),
    rawMaterial: text('rawMaterial'),
    rawMaterialOrigin: text('rawMaterialOrigin'),
    legend: text('legend'),
    localWisdom: text('localWisdom'),
    season: text('season'),
    source: text('source'),
  };
  if (problems.length > 0 || name === null || price === 'invalid' || capacityPerMonth === 'invalid')
    throw new InvalidInputError('product.invalid', 'Isian produk tidak dapat diterima', problems);
  return {
    ...facts,
    name,
    nameKey: comparable(name),
    groupCode,
    price,
    unit,
    capacityPerMonth,
    stage: known,
    villages,
    makers,
  };
}

const DECIMAL = /^\d{1,18}(?:\.\d{1,2})?$/;

/**
 * An amount as an Indonesian types it ('150.000', '150000,50') or as a program writes it ('150000.50'), as decimal text with
 * two decimals; null when nothing is said. A dot with three digits behind it always parts thousands.
 */
export function amountOf(text: string, below: bigint): string | null | 'invalid' {
  const said = text.trim();
  if (said === '' || said === '-') return null;
  const decimal = DECIMAL.test(said) ? said : parseIndonesianAmount(said);
  if (decimal === null) return 'invalid';
  const sen = senFromDecimal(decimal);
  return sen < 0n || sen >= below * 100n ? 'invalid' : senToDecimal(sen);
}

/** One space where there were several, at most one empty line; nothing around it. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function onceEach<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(list.map((one) => [key(one), one])).values()];
}
