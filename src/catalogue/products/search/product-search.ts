import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../../shared/sql.js';
import { conditionsOf, Parameters, tsquery, wordsOf } from './conditions.js';
import { facetSql } from './facets.js';
import {
  type FacetCounts,
  type FacetName,
  FACETS,
  type FoundProduct,
  PAGE_SIZE,
  type ProductFilter,
  type ProductPage,
  type ProductSort,
} from './search.js';

interface PageRow extends FoundProduct {
  total: number;
}

/** One statement for the page and the total. */
export interface Statement {
  sql: string;
  values: unknown[];
}

export function pageStatement(
  filter: ProductFilter,
  words: readonly string[],
  sort: ProductSort,
  page: number,
): Statement {
  const parameters = new Parameters();
  const query = tsquery(words, parameters);
  const { all } = conditionsOf(filter, query, parameters);
  const order = orderOf(sort, query);
  const sql = `
select t.total, p.* from (select count(*)::int as total from product_search s where ${all}) t
left join (
  select s.product_id::text as id, p.name, s.group_code as "groupCode", s.price::text as price, p.unit, s.place_text as place,
    s.photo, s.certificates, s.listed, s.verified, s.state, s.n,
    (select json_build_object('scheme', t.scheme, 'stars', t.stars) from product_star t where t.product_id = s.product_id) as star
  from (
    select s.*, row_number() over (order by ${order}) as n
    from (select s.product_id, s.group_code, s.price, s.place_text, s.photo, s.certificates, s.listed, s.verified,
            s.state, s.name_key, s.title from product_search s where ${all} order by ${order} limit ${PAGE_SIZE}
          offset ${parameters.add((page - 1) * PAGE_SIZE)}::int) s) s
  join product p on p.id = s.product_id) p on true
order by p.n`;
  return { sql, values: parameters.values };
}

function orderOf(sort: ProductSort, query: string | null): string {
  switch (sort) {
    case 'best':
      return query === null ? 's.name_key, s.product_id' : `(s.title @@ (${query})) desc, s.name_key, s.product_id`;
    case 'name':
      return 's.name_key, s.product_id';
    case '-name':
      return 's.name_key desc, s.product_id desc';
    case 'price':
      return 's.price nulls last, s.product_id';
    case '-price':
      return 's.price desc nulls last, s.product_id';
    case 'newest':
      return 's.product_id desc';
  }
}

/** Finds products: words, filters, order, counts. It reads one table that triggers keep in step. */
@Injectable()
export class ProductSearch {
  private helps: boolean | null = null;

  constructor(private readonly db: DataSource) {}

  /** A page from 1. Words that find nothing at all are read again as those that were probably meant. */
  async page(filter: ProductFilter, sort: ProductSort, page: number): Promise<ProductPage> {
    const words = wordsOf(filter.text);
    const found = await this.ask(filter, words, sort, page);
    if (found.total > 0 || words.length === 0) return { ...found, correction: null };
    const meant = await this.meant(words);
    if (meant === null) return { ...found, correction: null };
    const again = await this.ask(filter, meant, sort, page);
    const correction = { typed: words.join(' '), meant: meant.join(' ') };
    return again.total > 0 ? { ...again, correction } : { ...found, correction: null };
  }

  /** Counts for the filters; `text` as it was found by (the corrected one, where there was a correction). */
  async facets(filter: ProductFilter): Promise<FacetCounts> {
    const parameters = new Parameters();
    const query = tsquery(wordsOf(filter.text), parameters);
    const conditions = conditionsOf(filter, query, parameters);
    const counted = await rows<{ facet: FacetName; value: string; label: string | null; count: number }>(
      this.db.manager,
      facetSql(filter, conditions, parameters),
      parameters.values,
    );
    const facets = Object.fromEntries(FACETS.map((name) => [name, []])) as unknown as FacetCounts;
    for (const { facet, value, label, count } of counted) facets[facet].push({ value, label, count });
    return facets;
  }

  private async ask(
    filter: ProductFilter,
    words: readonly string[],
    sort: ProductSort,
    page: number,
  ): Promise<Omit<ProductPage, 'correction'>> {
    const { sql, values } = pageStatement(filter, words, sort, page);
    const found = await rows<PageRow>(this.db.manager, sql, values);
    const total = found[0]?.total ?? 0;
    return {
      items: found.filter(({ id }) => id !== null),
      total,
      page,
      pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    };
  }

  /** The words as they were probably meant; null when that is what was typed, or nothing comes near. */
  private async meant(words: readonly string[]): Promise<string[] | null> {
    this.helps ??= (
      await rows<{ helps: boolean }>(this.db.manager, `select to_regproc('similarity') is not null as helps`)
    ).some(({ helps }) => helps);
    if (!this.helps) return null;
    const found = await rows<{ typed: string; meant: string | null }>(this.db.manager, MEANT, [words]);
    const by = new Map(found.map(({ typed, meant }) => [typed, meant]));
    const corrected = words.map((word) => by.get(word) ?? word);
    return corrected.join(' ') === words.join(' ') ? null : corrected;
  }
}

/**
 * For each word that no product on show has: the nearest word of a name or place. $1 the words. Letters in threes say little
 * about a short word, so that it may also differ by one letter behind the same first one.
 */
const MEANT = `
select w.typed, coalesce(
  (select v.word from product_word v where v.word % w.typed
   order by similarity(v.word, w.typed) desc, abs(length(v.word) - length(w.typed)), v.word limit 1),
  (select v.word from product_word v
   where length(w.typed) between 3 and 5 and left(v.word, 1) = left(w.typed, 1) and abs(length(v.word) - length(w.typed)) <= 1
     and similarity(v.word, w.typed) >= 0.2
   order by similarity(v.word, w.typed) desc, v.word limit 1)) as meant
from unnest($1::text[]) as w (typed)
where not exists (select 1 from product_search s where s.state = 'tayang'
  and s.document @@ (to_tsquery('simple', w.typed || ':*') || to_tsquery('indonesian', w.typed)))`;
