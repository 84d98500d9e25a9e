import { addYears } from '../../shared/dates.js';
import { senFromDecimal } from '../../shared/money.js';
import { codesFor } from './activity.js';
import { NO_FOOD } from './licences.js';
import { evidenceOf, NOT_VERIFIED, paperFinding, stateOf } from './paper.js';
import { BOOK_ENDS, cannotTell, doesNotApply, earliest, fails, type Finding, meets, type Rule } from './rule.js';
import { CLASS_FACTS, classOf } from './size.js';

export const kel104: Rule = {
  code: 'KEL-104',
  title: 'The product is certified halal where that is a duty',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.halal', ...CLASS_FACTS],
  judge({ product: { group, halal }, enterprise }, law): Finding {
    const groups = law.codes('halal.groups');
    if (!groups) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (!groups.includes(group) && law.codes('halal.groups.unconfirmed')?.includes(group) !== true)
      return doesNotApply('halal-not-asked-of-this-group', { evidence: { group } });
    const held = paperFinding('halal', halal, law.day, law.yes('halal.no-expiry') === true);
    if (held.outcome === 'meets') return held;
    // No certificate: then it matters whether the duty is already there, and that goes by the size of the maker.
    const umk = law.value('halal.duty.umk', 'choice');
    const larger = law.value('halal.duty.larger', 'choice');
    if (!umk || !larger) return BOOK_ENDS;
    if (umk === 'wajib' && larger === 'wajib') return held;
    const found = classOf(enterprise, law);
    if (!found) return BOOK_ENDS;
    if (found.class === null)
      return cannotTell('halal-size-not-known', { evidence: found.evidence, until: held.until ?? null });
    const small = found.class === 'mikro' || found.class === 'kecil';
    if ((small ? umk : larger) === 'wajib') return held;
    return doesNotApply('halal-not-yet-a-duty', {
      evidence: { class: found.class },
      until: held.until ?? null,
      warnings: ['halal-becomes-a-duty'],
    });
  },
};

export const kel105: Rule = {
  code: 'KEL-105',
  title: 'What is not halal says so',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.nonHalalStatement'],
  judge({ product: { group, nonHalalStatement } }, law) {
    const groups = law.codes('halal.non-halal-statement.unconfirmed');
    if (!groups) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (!groups.includes(group)) return doesNotApply('non-halal-statement-not-asked', { evidence: { group } });
    if (nonHalalStatement === undefined) return cannotTell('non-halal-statement-not-known');
    return nonHalalStatement ? meets('non-halal-statement-yes') : fails('non-halal-statement-no');
  },
};

export const kel106: Rule = {
  code: 'KEL-106',
  title: 'A food with a compulsory SNI is certified',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.sniProduct', 'product.sni'],
  judge({ product: { group, sniProduct, sni } }, law) {
    const list = law.codes('sni.compulsory');
    if (!list) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (NO_FOOD.includes(group)) return doesNotApply('sni-not-asked-of-this-group', { evidence: { group } });
    if (sniProduct === undefined) return cannotTell('sni-product-not-on-file');
    const [number] = codesFor(list, sniProduct);
    if (number === undefined) return doesNotApply('sni-not-compulsory');
    const finding = paperFinding('sni', sni, law.day);
    return { ...finding, evidence: { ...finding.evidence, sniProduct, number } };
  },
};

export const kel107: Rule = {
  code: 'KEL-107',
  title: 'TKDN is known, where it helps the product to be chosen',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.tkdn'],
  thresholds: { 'tkdn.domestic-min': 'product.tkdn', 'tkdn.self-declare-min': 'product.tkdn' },
  judge({ product: { group, tkdn } }, law): Finding {
    const groups = law.codes('tkdn.recommended-groups');
    const rules = law.value('tkdn.rules', 'choice');
    const first = law.value('tkdn.domestic-min', 'percent');
    const selfMin = law.value('tkdn.self-declare-min', 'percent');
    const selfYears = law.value('tkdn.self-declare-years', 'years');
    if (!groups || !rules || !first) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (!groups.includes(group)) return doesNotApply('tkdn-not-asked-of-this-group', { evidence: { group } });
    // It is a wish, not a requirement: none of this stands in the way.
    const wish = (because: string, until: string | null = null): Finding =>
      doesNotApply(because, { evidence: { rules, ...(selfMin ? { selfMin } : {}) }, until, warnings: ['recommended'] });
    if (!tkdn) return wish('tkdn-recommended');
    const { state, until } = stateOf(tkdn, law.day);
    if (state !== 'valid') return wish('tkdn-not-valid', until);
    if (tkdn.percent === undefined) return wish('tkdn-percent-not-on-file', until);
    const evidence = { rules, percent: tkdn.percent, first, ...evidenceOf(tkdn) };
    const hundredths = senFromDecimal(tkdn.percent);
    let end = until;
    if (tkdn.selfDeclared === true && selfMin && selfYears) {
      if (hundredths <= senFromDecimal(selfMin)) return wish('tkdn-self-declared-too-low', until);
      if (tkdn.issuedOn !== undefined) {
        const last = addYears(tkdn.issuedOn, selfYears);
        if (law.day > last) return wish('tkdn-self-declaration-over', until);
        end = earliest(until, last);
      }
    }
    const warnings = tkdn.verified === true ? [] : [NOT_VERIFIED];
    return hundredths >= senFromDecimal(first)
      ? meets('tkdn-chosen-first', { evidence, until: end, warnings })
      : meets('tkdn-below-first', { evidence, until: end, warnings });
  },
};

export const kel108: Rule = {
  code: 'KEL-108',
  title: 'The brand is registered where that is asked',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.brand'],
  judge({ product: { group, brand } }, law) {
    const wished = law.codes('brand.recommended-groups');
    if (!wished) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (wished.includes(group)) return wishedPaper('brand', brand, law.day);
    if (law.codes('brand.compulsory-groups.unconfirmed')?.includes(group) !== true)
      return doesNotApply('brand-not-asked-of-this-group', { evidence: { group } });
    return paperFinding('brand', brand, law.day);
  },
};

export const kel109: Rule = {
  code: 'KEL-109',
  title: 'A geographical indication is used where there is one',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.geographicalIndication'],
  judge({ product: { group, geographicalIndication } }, law) {
    const wished = law.codes('geographical-indication.recommended-groups');
    if (!wished) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (!wished.includes(group)) return doesNotApply('indication-not-asked-of-this-group', { evidence: { group } });
    return wishedPaper('indication', geographicalIndication, law.day);
  },
};

/** What is only recommended is met when it is there, and otherwise does not apply. */
function wishedPaper(name: string, paper: Parameters<typeof stateOf>[0], day: string): Finding {
  const held = paperFinding(name, paper, day);
  if (held.outcome === 'meets') return held;
  return doesNotApply(`${name}-recommended`, { until: held.until ?? null, warnings: ['recommended'] });
}
