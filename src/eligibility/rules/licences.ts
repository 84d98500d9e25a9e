import { evidenceOf, NOT_VERIFIED, paperFinding, stateOf } from './paper.js';
import { BOOK_ENDS, cannotTell, doesNotApply, earliest, fails, type Finding, meets, type Rule } from './rule.js';
import { codesFor } from './activity.js';

export const kel101: Rule = {
  code: 'KEL-101',
  title: 'The food has a licence to be sold: P-IRT or MD',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.pirt', 'product.md'],
  judge({ product: { group, pirt, md } }, law) {
    const either = law.codes('product.licence.p-irt-or-md');
    const onlyMd = law.codes('product.licence.md');
    if (!either || !onlyMd) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (either.includes(group)) return pirtOrMd(stateOf(pirt, law.day), stateOf(md, law.day), pirt, md);
    // The list that is general knowledge is read only for who is on neither of the others.
    const asked = onlyMd.includes(group) || law.codes('product.licence.md.unconfirmed')?.includes(group) === true;
    return asked
      ? paperFinding('md', md, law.day)
      : doesNotApply('licence-not-asked-of-this-group', { evidence: { group } });
  },
};

type State = ReturnType<typeof stateOf>;
type Held = Parameters<typeof stateOf>[0];

function pirtOrMd(home: State, factory: State, pirt: Held, md: Held): Finding {
  const valid = [
    { kind: 'md', ...factory, paper: md },
    { kind: 'pirt', ...home, paper: pirt },
  ].filter(({ state }) => state === 'valid');
  const [first] = valid;
  const until = earliest(home.until, factory.until);
  if (first) {
    const warnings = first.paper?.verified === true ? [] : [NOT_VERIFIED];
    return meets(`${first.kind}-valid`, { until, warnings, evidence: evidenceOf(first.paper) });
  }
  const states = [home.state, factory.state];
  if (states.includes('unknown')) return cannotTell('licence-not-on-file', { until });
  if (states.includes('expiry-unknown')) return cannotTell('licence-expiry-not-on-file', { until });
  if (states.includes('expired'))
    return fails('licence-expired', { until, evidence: evidenceOf(home.state === 'expired' ? pirt : md) });
  if (states.includes('not-yet')) return fails('licence-not-yet', { until });
  return fails('licence-none');
}

/** Groups that are by themselves a reason why P-IRT may not be used. */
const GROUP_TRAITS: Readonly<Record<string, string>> = {
  'pangan-hewani-dingin-beku': 'hewani-dingin-beku',
  'minuman-beralkohol': 'alkohol',
  'garam-konsumsi': 'wajib-sni',
  amdk: 'amdk',
};

/** Groups that are no food. */
export const NO_FOOD: readonly string[] = ['tenun-dan-sandang', 'kerajinan-suvenir', 'kosmetik-sabun-atsiri', 'jasa'];

export const kel102: Rule = {
  code: 'KEL-102',
  title: 'P-IRT may be used for this food',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.pirt', 'product.md', 'product.traits', 'product.sniProduct'],
  judge({ product: { group, pirt, md, traits, sniProduct } }, law) {
    const excluded = law.codes('product.p-irt.excluded');
    if (!excluded) return BOOK_ENDS;
    // What nobody eats has no P-IRT, and nobody need say so.
    if (group !== undefined && NO_FOOD.includes(group))
      return doesNotApply('pirt-not-for-this-group', { evidence: { group } });
    if (pirt === undefined) return cannotTell('pirt-not-on-file');
    if (pirt === null) return doesNotApply('pirt-not-used');
    const factory = stateOf(md, law.day);
    if (factory.state === 'valid') return doesNotApply('pirt-beside-md', { until: factory.until });
    const known = [...(traits ?? [])];
    if (group !== undefined && GROUP_TRAITS[group] !== undefined) known.push(GROUP_TRAITS[group]);
    if (sniProduct !== undefined && sniProduct !== 'none') known.push('wajib-sni');
    const reasons = excluded.filter((trait) => known.includes(trait));
    const until = factory.until;
    if (reasons.length > 0) return fails('pirt-not-allowed', { until, evidence: { reasons: reasons.join(', ') } });
    if (group === undefined) return cannotTell('group-not-on-file', { until });
    if (traits === undefined) return cannotTell('traits-not-on-file', { until });
    if (sniProduct === undefined) return cannotTell('sni-product-not-on-file', { until });
    return meets('pirt-allowed', { until });
  },
};

export const kel103: Rule = {
  code: 'KEL-103',
  title: 'The other licence of the group is there',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.otherLicences'],
  judge({ product: { group, otherLicences } }, law) {
    const list = law.codes('product.other-licences.unconfirmed');
    if (!list) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    const [licence] = codesFor(list, group);
    if (licence === undefined) return doesNotApply('other-licence-not-asked', { evidence: { group } });
    const finding = paperFinding('other-licence', otherLicences?.[licence], law.day);
    return { ...finding, evidence: { ...finding.evidence, licence } };
  },
};

export const kel110: Rule = {
  code: 'KEL-110',
  title: 'The bureau has let the product in',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.group', 'product.bureauRelease'],
  judge({ product: { group, bureauRelease } }, law) {
    const held = law.codes('product.held-back');
    if (!held) return BOOK_ENDS;
    if (group === undefined) return cannotTell('group-not-on-file');
    if (!held.includes(group)) return doesNotApply('group-not-held-back', { evidence: { group } });
    if (bureauRelease === undefined) return cannotTell('bureau-has-not-decided', { evidence: { group } });
    return bureauRelease ? meets('bureau-let-in') : fails('bureau-holds-back');
  },
};

export const kel111: Rule = {
  code: 'KEL-111',
  title: 'Wood of the forest has its document',
  purpose: 'katalog',
  about: 'product',
  reads: ['product.materials', 'product.forestDocument'],
  judge({ product: { materials, forestDocument } }, law) {
    const list = law.codes('product.forest-legality.unconfirmed');
    if (!list) return BOOK_ENDS;
    if (materials === undefined) return cannotTell('materials-not-on-file');
    const found = materials.filter((material) => list.includes(material));
    if (found.length === 0) return doesNotApply('no-such-material');
    const finding = paperFinding('forest-document', forestDocument, law.day);
    return { ...finding, evidence: { ...finding.evidence, materials: found.join(', ') } };
  },
};
