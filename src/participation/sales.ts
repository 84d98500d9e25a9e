import { E_PURCHASING } from '../purchasing/intake/rows.js';
import { loadSql } from '../shared/sql.js';
import { type ParticipationFilter, spanOf } from './participation.js';

const HEAD = loadSql('./sql/head.sql', import.meta.url);
const SALES = `${withoutNotes(HEAD)}, ${withoutNotes(loadSql('./sql/sales.sql', import.meta.url))}`;
const BOUGHT = loadSql('./sql/bought-product.sql', import.meta.url);
export const NAMED_PRODUCT = loadSql('./sql/named-product.sql', import.meta.url);

/** A query that goes on from the named queries of sales.sql. */
export function onSales(figure: string): string {
  return withNamed(SALES, figure);
}

/** A query that goes on from which enterprises are one. */
export function onHeads(figure: string): string {
  return withNamed(HEAD, figure);
}

/** A query that goes on from the named queries of a file. */
export function withNamed(file: string, figure: string): string {
  const body = withoutNotes(figure);
  const named = withoutNotes(file);
  return /^with\s/i.test(body) ? body.replace(/^with\s/i, () => `with ${named}, `) : `with ${named} ${body}`;
}

function withoutNotes(sql: string): string {
  return sql.replace(/^(\s*--[^\n]*\n)*\s*/, '').trimEnd();
}

/** A query that goes on from the products that a filter lets through: asked of the lines, for the roll-up knows no sellers. */
export function onBought(figure: string): string {
  if (!NAMED_PRODUCT.includes('from sold_product p')) throw new Error('The query no longer reads sold_product');
  const named = NAMED_PRODUCT.replace('from sold_product p', 'from bought p');
  return onSales(withNamed(BOUGHT, withNamed(named, figure)));
}

/** The parameters of sales.sql. */
export function salesParameters(filter: ParticipationFilter, years: readonly number[]): unknown[] {
  return [
    filter.klpd,
    years,
    years.map((year) => spanOf(filter, year).last),
    E_PURCHASING,
    filter.regency,
    filter.sellerClass,
    filter.group,
    filter.village,
    filter.woman,
    filter.star,
    filter.productVillage,
  ];
}
