import type { ListedProduct } from '../../../etalase/listing/listings.service.js';
import { productAddress } from '../katalog/katalog.address.js';

/** Products in the HTML to copy: enough to be looked at, few enough to be read. */
const SHOWN = 5;

/** The place's frame, to be put into a page of somebody else. No script. */
export function frameSnippet(name: string, url: string): string {
  return `<iframe src="${text(url)}/bingkai" title="${text(`Produk OVOP di ${name}`)}" width="100%" height="420" loading="lazy"></iframe>`;
}

/** The place and what it shows today as plain HTML: no frame, no script, no style. Does not follow later changes. */
export function plainSnippet(
  name: string,
  url: string,
  products: readonly Pick<ListedProduct, 'id' | 'name' | 'makers'>[],
): string {
  const base = new URL(url).origin;
  const items = products
    .slice(0, SHOWN)
    .map(
      (product) =>
        `  <li><a href="${text(base + productAddress(product))}">${text(product.name)}</a>${
          product.makers.length > 0 ? `, ${text(product.makers.join(', '))}` : ''
        }</li>`,
    );
  return [
    `<p><a href="${text(url)}">${text(`Produk OVOP di ${name}`)}</a></p>`,
    ...(items.length === 0 ? [] : ['<ul>', ...items, '</ul>']),
  ].join('\n');
}

function text(said: string): string {
  return said
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
