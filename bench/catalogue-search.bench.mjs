import { pageStatement } from '../dist/catalogue/products/search/product-search.js';
import { EVERYTHING } from '../dist/catalogue/products/search/search.js';
import { againstBare } from './support/against-bare.mjs';

export const name = 'catalogue-search';
/** Requests a second as a share of bare Fastify and pg with the same tsvector and GIN statement. */
export const goal = 0.95;

const ASKED = ['tenun kuda', 'kopi laut', 'anyam pandan', 'desa 17 songket'];

export async function run(tools) {
  return againstBare(tools, {
    paths: ASKED.map((text) => `/api/v1/products?text=${encodeURIComponent(text)}`),
    statements: ASKED.map((text) => pageStatement({ ...EVERYTHING, text }, text.split(' '), 'best', 1)),
    same: (api, rows) =>
      api.total === rows[0].total && api.items.map(({ id }) => id).join() === rows.map(({ id }) => id).join(),
  });
}
