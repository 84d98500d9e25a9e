import type { OvopFacts } from './facts.js';
import { stated } from './identity.js';
import { BOOK_ENDS, cannotTell, doesNotApply, fails, meets, type Rule } from './rule.js';

type Answer = { [Key in keyof OvopFacts]-?: Required<OvopFacts>[Key] extends boolean ? Key : never }[keyof OvopFacts];

/** One of the five criteria by which a product is chosen for OVOP; a person answers it, nobody computes it. */
function criterion(code: string, title: string, name: string, field: Answer & string): Rule {
  return {
    code,
    title,
    purpose: 'ovop',
    about: 'ovop',
    reads: [`ovop.${field}`],
    judge({ ovop }, law) {
      const asked = law.codes('ovop.selection-criteria');
      if (!asked) return BOOK_ENDS;
      return asked.includes(name) ? stated(ovop[field], name) : doesNotApply('not-asked-by-law');
    },
  };
}

export const kel201 = criterion('KEL-201', 'The product is typical of the place', 'khas-lokal', 'localSpecialty');
export const kel202 = criterion('KEL-202', 'The product is unique and of local tradition', 'unik', 'unique');
export const kel203 = criterion('KEL-203', 'The product is of good quality and looks', 'bermutu', 'goodQuality');
export const kel204 = criterion('KEL-204', 'There is a market for it', 'berpotensi-pasar', 'hasMarket');
export const kel205 = criterion('KEL-205', 'It is made steadily', 'berkesinambungan', 'continuous');

export const kel206: Rule = {
  code: 'KEL-206',
  title: 'The maker belongs to a sentra that keeps the criteria',
  purpose: 'ovop',
  about: 'ovop',
  duty: 'ovop.sentra-required',
  reads: ['ovop.sentra'],
  judge({ ovop: { sentra } }) {
    if (sentra === undefined) return cannotTell('sentra-not-known');
    if (sentra === 'none') return fails('sentra-none');
    return sentra === 'met' ? meets('sentra-keeps-criteria') : fails('sentra-misses-criteria');
  },
};

export const kel207: Rule = {
  code: 'KEL-207',
  title: 'The product has a village',
  purpose: 'ovop',
  about: 'ovop',
  duty: 'ovop.village-required',
  reads: ['ovop.village', 'ovop.flagship'],
  judge({ ovop: { village, flagship } }) {
    if (village === undefined) return cannotTell('village-not-on-file');
    if (village === null) return fails('village-none');
    const evidence = { village };
    if (flagship === undefined) return cannotTell('flagship-not-known', { evidence });
    // Many products of one village are welcome; one of them carries its name.
    return meets('village-known', { evidence, warnings: flagship ? [] : ['not-the-flagship'] });
  },
};

export const kel208: Rule = {
  code: 'KEL-208',
  title: 'The dinas of the kabupaten or kota proposed it',
  purpose: 'ovop',
  about: 'ovop',
  duty: 'ovop.proposal-required',
  reads: ['ovop.proposedByDinas'],
  judge: ({ ovop }) => stated(ovop.proposedByDinas, 'proposal'),
};

export const kel209: Rule = {
  code: 'KEL-209',
  title: 'The product is of one of the OVOP commodities',
  purpose: 'ovop',
  about: 'ovop',
  reads: ['ovop.commodity'],
  judge({ ovop: { commodity } }, law) {
    const known = law.codes('ovop.commodity-groups');
    if (!known) return BOOK_ENDS;
    if (commodity === undefined) return cannotTell('commodity-not-on-file');
    const evidence = { commodity };
    return known.includes(commodity)
      ? meets('commodity-of-ovop', { evidence })
      : fails('commodity-not-of-ovop', { evidence });
  },
};

export const kel210: Rule = {
  code: 'KEL-210',
  title: 'The maker is a legal enterprise',
  purpose: 'ovop',
  about: 'ovop',
  duty: 'ovop.legal-enterprise',
  reads: ['enterprise.nib'],
  judge({ enterprise: { nib } }) {
    if (nib === undefined) return cannotTell('nib-not-on-file');
    return nib === null ? fails('nib-none') : meets('nib-held', { evidence: { nib } });
  },
};
