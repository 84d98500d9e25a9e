import { pageStatement } from '../dist/catalogue/products/search/product-search.js';
import { EVERYTHING } from '../dist/catalogue/products/search/search.js';
import { againstBare } from './support/against-bare.mjs';

export const name = 'catalogue-list';
/** Requests a second as a share of bare Fastify and pg with the same statement. */
export const goal = 0.95;

/** 100,000 products: two filters, sorted, 20 a page, with the total. */
const ASKED = [
  { path: 'group=tenun&listed=yes&sort=name', filter: { group: 'tenun', listed: true }, sort: 'name', page: 1 },
  {
    path: 'group=makanan-minuman&place=98.07&sort=price',
    filter: { group: 'makanan-minuman', place: '98.07' },
    sort: 'price',
    page: 1,
  },
  {
    path: 'certificate=halal&listed=no&sort=-price&page=3',
    filter: { certificate: 'halal', listed: false },
    sort: '-price',
    page: 3,
  },
  {
    path: 'place=98.11&priceTo=100000&sort=newest',
    filter: { place: '98.11', priceTo: '100000' },
    sort: 'newest',
    page: 1,
  },
];

export async function run(tools) {
  return againstBare(tools, {
    paths: ASKED.map(({ path }) => `/api/v1/products?${path}`),
    statements: ASKED.map(({ filter, sort, page }) => pageStatement({ ...EVERYTHING, ...filter }, [], sort, page)),
    same: (api, rows) =>
      api.total === rows[0].total && api.items.map(({ id }) => id).join() === rows.map(({ id }) => id).join(),
  });
}
