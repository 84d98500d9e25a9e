import { stated } from './identity.js';
import { BOOK_ENDS, cannotTell, doesNotApply, fails, meets, type Rule } from './rule.js';

/** Codes of a list 'kind/code' for one kind. */
export function codesFor(list: readonly string[], kind: string): string[] {
  const start = `${kind}/`;
  return list.filter((entry) => entry.startsWith(start)).map((entry) => entry.slice(start.length));
}

export const kel010: Rule = {
  code: 'KEL-010',
  title: 'A KBLI of the enterprise fits the kind of product',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.kbli-fits-category',
  reads: ['enterprise.kbli', 'product.kind'],
  judge({ enterprise: { kbli }, product: { kind } }, law) {
    const editions = law.codes('kbli.editions');
    const codes = law.codes('kbli.codes-2020');
    if (!editions || !codes) return BOOK_ENDS;
    if (kbli === undefined) return cannotTell('kbli-not-on-file');
    if (kbli.length === 0) return fails('kbli-none');
    if (kind === undefined) return cannotTell('product-kind-not-on-file');
    const fitting = codesFor(codes, kind);
    if (fitting.length === 0) return cannotTell('kbli-of-this-kind-not-known', { evidence: { kind } });
    const held = kbli.map(({ edition, code }) => `${code} (${edition})`).join(', ');
    const found = kbli.find(({ edition, code }) => edition === '2020' && fitting.includes(code));
    const evidence = { kind, held, fitting: fitting.join(', ') };
    if (found)
      return meets('kbli-fits', {
        evidence: { ...evidence, found: found.code },
        warnings: editions.includes('2020') ? [] : ['kbli-edition-replaced'],
      });
    // Nobody has told yet which codes of another edition stand for these: that is no reason to refuse.
    if (kbli.some(({ edition }) => edition !== '2020')) return cannotTell('kbli-edition-without-list', { evidence });
    return fails('kbli-does-not-fit', { evidence });
  },
};

export const kel016: Rule = {
  code: 'KEL-016',
  title: 'The enterprise has its place in the province',
  purpose: 'lokal',
  about: 'enterprise',
  duty: 'catalogue.local-province',
  reads: ['enterprise.wilayahCode', 'service.provinceCode'],
  judge({ enterprise: { wilayahCode }, service: { provinceCode } }) {
    if (wilayahCode === undefined) return cannotTell('place-not-on-file');
    if (provinceCode === undefined) return cannotTell('province-not-set');
    const evidence = { place: wilayahCode, province: provinceCode };
    const inside = wilayahCode === provinceCode || wilayahCode.startsWith(`${provinceCode}.`);
    return inside ? meets('place-in-province', { evidence }) : fails('place-outside-province', { evidence });
  },
};

export const kel020: Rule = {
  code: 'KEL-020',
  title: 'The product is registered on an etalase (v5)',
  purpose: 'katalog',
  about: 'product',
  duty: 'catalogue.v5.etalase-required',
  reads: ['product.onEtalase'],
  judge: ({ product }) => stated(product.onEtalase, 'etalase'),
};

export const kel021: Rule = {
  code: 'KEL-021',
  title: 'The product has a category kept by LKPP (v6)',
  purpose: 'katalog',
  about: 'product',
  duty: 'catalogue.v6.category-required',
  reads: ['product.category'],
  judge({ product: { category } }) {
    if (category === undefined) return cannotTell('category-not-on-file');
    return category === null ? fails('category-none') : meets('category-chosen', { evidence: { category } });
  },
};

export const kel022: Rule = {
  code: 'KEL-022',
  title: 'SIKaP and catalogue tell the same class',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.class-same-in-sikap',
  reads: ['enterprise.catalogueClass', 'enterprise.sikapClass'],
  judge({ enterprise: { catalogueClass, sikapClass } }) {
    // Before it is listed there is nothing to compare; what is not known is a warning, never in the way.
    if (catalogueClass === undefined || sikapClass === undefined)
      return doesNotApply('class-nothing-to-compare', { warnings: ['class-comparison-not-made'] });
    const evidence = { catalogue: catalogueClass, sikap: sikapClass };
    return catalogueClass === sikapClass
      ? meets('class-same-in-sikap', { evidence })
      : fails('class-differs-in-sikap', { evidence });
  },
};
