import { comparable } from '../../../shared/text.js';
import { PRODUCT_STATES } from '../product.js';
import type { FacetName, ProductFilter } from './search.js';

/** More words than this nobody types to find a product. */
const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/** The words of a search, in the form in which they are looked for. */
export function wordsOf(text: string | null): string[] {
  if (text === null) return [];
  const words = comparable(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, LONGEST_WORD));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Collects the values of a statement; `add` answers their place in it. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The words as a text query: each by its stem, and as the beginning of a word. Null without words. */
export function tsquery(words: readonly string[], parameters: Parameters): string | null {
  if (words.length === 0) return null;
  return words
    .map((word) => {
      const place = parameters.add(word);
      return `(to_tsquery('simple', ${place} || ':*') || to_tsquery('indonesian', ${place}))`;
    })
    .join(' && ');
}

export interface Conditions {
  /** Hold for the facets too: state and words. */
  base: string;
  /** Those of the filters that are set. */
  facets: Partial<Record<FacetName, string>>;
  all: string;
}

/**
 * The conditions of a filter on `product_search s`. Only what is asked for stands in the statement, and the state as itself,
 * so that the planner sees which index serves.
 */
export function conditionsOf(filter: ProductFilter, query: string | null, parameters: Parameters): Conditions {
  const base: string[] = [];
  const state = PRODUCT_STATES.find((one) => one === filter.state);
  if (state) base.push(`s.state = '${state}'`);
  if (query !== null) base.push(`s.document @@ (${query})`);
  const facets: Partial<Record<FacetName, string>> = {};
  if (filter.place !== null) facets.place = `s.places @> array[${parameters.add(filter.place)}::text]`;
  if (filter.group !== null) facets.group = `s.group_code = ${parameters.add(filter.group)}`;
  if (filter.certificate !== null)
    facets.certificate = `s.certificates @> array[${parameters.add(filter.certificate)}::text]`;
  if (filter.star !== null)
    facets.star = `s.product_id in (select t.product_id from product_star t
      where t.scheme = ${parameters.add(filter.star.scheme)} and t.stars = ${parameters.add(filter.star.stars)}::smallint)`;
  if (filter.makerClass !== null) facets.class = `s.classes @> array[${parameters.add(filter.makerClass)}::text]`;
  if (filter.listed !== null) facets.listed = filter.listed ? 's.listed' : 'not s.listed';
  const price = [
    ...(filter.priceFrom === null ? [] : [`s.price >= ${parameters.add(filter.priceFrom)}::numeric`]),
    ...(filter.priceTo === null ? [] : [`s.price <= ${parameters.add(filter.priceTo)}::numeric`]),
  ];
  if (price.length > 0) facets.price = price.join(' and ');
  return { base: both(base), facets, all: both([...base, ...Object.values(facets)]) };
}

function both(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}
