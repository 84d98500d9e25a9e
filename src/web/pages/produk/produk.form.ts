import type { Product } from '../../../catalogue/products/product.js';
import { linesOf, type ProductLinks } from '../../../catalogue/products/product-links.js';
import type { ProductInput } from '../../../catalogue/products/product-input.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { formatAmount, senFromDecimal } from '../../../shared/money.js';
import { placeText } from '../../place-field.js';
import { villageWords } from '../katalog/product.view.js';

export type Typed = Readonly<Record<string, string>>;

/** Longer than any field of ours takes; the checks behind say what is too long. */
const LONGEST = 20_000;

export function textsOf(fields: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, LONGEST)]] : [],
    ),
  );
}

/** A product as its form shows it. */
export function typedOf(product: Product): Record<string, string> {
  const amount = (decimal: string | null): string => (decimal === null ? '' : formatAmount(senFromDecimal(decimal)));
  return {
    name: product.name,
    groupCode: product.groupCode,
    description: product.description ?? '',
    price: amount(product.price),
    unit: product.unit ?? '',
    capacityPerMonth: amount(product.capacityPerMonth),
    capacityUnit: product.capacityUnit ?? '',
    rawMaterial: product.rawMaterial ?? '',
    rawMaterialOrigin: product.rawMaterialOrigin ?? '',
    legend: product.legend ?? '',
    localWisdom: product.localWisdom ?? '',
    stage: product.stage ?? '',
    season: product.season ?? '',
    source: product.source ?? '',
    villages: product.villages.map((village) => `${village.code}, ${villageWords(village)}`).join('\n'),
    flagships: product.villages
      .filter(({ isFlagship }) => isFlagship)
      .map((village) => `${village.code}, ${villageWords(village)}`)
      .join('\n'),
    makers: product.makers.map(({ id, name }) => `#${id} ${name}`).join('\n'),
  };
}

/** What was typed, with the villages and makers that it names; `more` is wrong besides. Throws `product.invalid` when one cannot be told. */
export async function inputOf(
  typed: Typed,
  links: ProductLinks,
  more: readonly FieldProblem[] = [],
): Promise<ProductInput> {
  const villages = await links.villages(linesOf(typed['villages']));
  const flagships = await links.villages(linesOf(typed['flagships']));
  const makers = await links.makers(linesOf(typed['makers']));
  const lines = (
    [
      ['villages', villages.problems],
      ['flagships', flagships.problems],
      ['makers', makers.problems],
    ] as const
  ).flatMap(([field, found]): FieldProblem[] => (found.length === 0 ? [] : [{ field, message: found.join(' ') }]));
  const problems = [...more, ...lines];
  if (problems.length > 0)
    throw new InvalidInputError('product.invalid', 'Isian produk tidak dapat diterima', problems);
  return {
    name: typed['name'],
    groupCode: typed['groupCode'],
    description: typed['description'],
    price: typed['price'],
    unit: typed['unit'],
    capacityPerMonth: typed['capacityPerMonth'],
    capacityUnit: typed['capacityUnit'],
    rawMaterial: typed['rawMaterial'],
    rawMaterialOrigin: typed['rawMaterialOrigin'],
    legend: typed['legend'],
    localWisdom: typed['localWisdom'],
    stage: typed['stage'],
    season: typed['season'],
    source: typed['source'],
    villages: [...new Set([...villages.found, ...flagships.found])].map((code) => ({
      code,
      isFlagship: flagships.found.includes(code),
    })),
    makers: makers.found,
  };
}

/** The field in which a village is looked for, to be added to those of the product. */
export const ADDED_VILLAGE = 'desa';
/** Ticked: the village that is added has chosen the product as its own. */
export const ADDED_FLAGSHIP = 'desa-unggulan';

/** What was typed, with the village that was found among those of the product, and the field free for the next. */
export function withVillage(typed: Typed, code: string, words: string): Typed {
  const line = placeText(code, words);
  const added = (text: string | undefined): string => {
    const lines = linesOf(text);
    return (lines.some((one) => one.startsWith(code)) ? lines : [...lines, line]).join('\n');
  };
  return {
    ...typed,
    villages: added(typed['villages']),
    ...(typed[ADDED_FLAGSHIP] === '1' && { flagships: added(typed['flagships']) }),
    [ADDED_VILLAGE]: '',
    [ADDED_FLAGSHIP]: '',
  };
}

/** What is stored now where it is not what was typed: for somebody whom another was faster than. */
export function differences(stored: Product, typed: Typed): { field: string; stored: string }[] {
  return Object.entries(typedOf(stored))
    .filter(([field, value]) => value !== (typed[field] ?? '').replace(/\r\n/g, '\n').trim())
    .map(([field, value]) => ({ field, stored: value === '' ? '(kosong)' : value }));
}
