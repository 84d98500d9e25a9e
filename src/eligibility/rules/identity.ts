import { cannotTell, fails, meets, type Rule } from './rule.js';
import { NOT_VERIFIED } from './paper.js';

const NIB = /^\d{13}$/;

/** A statement that is true, false or not known. */
export function stated(answer: boolean | undefined, name: string) {
  if (answer === undefined) return cannotTell(`${name}-not-known`);
  return answer ? meets(`${name}-yes`) : fails(`${name}-no`);
}

export const kel001: Rule = {
  code: 'KEL-001',
  title: 'The enterprise has a NIB that is active in OSS',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.nib-required',
  reads: ['enterprise.nib', 'enterprise.nibStatus', 'enterprise.nibVerified'],
  judge({ enterprise: { nib, nibStatus, nibVerified } }) {
    if (nib === undefined) return cannotTell('nib-not-on-file');
    if (nib === null) return fails('nib-none');
    const evidence = { nib };
    if (!NIB.test(nib)) return fails('nib-malformed', { evidence });
    if (nibStatus === undefined) return cannotTell('nib-status-not-known', { evidence });
    if (nibStatus === 'not-active') return fails('nib-not-active', { evidence });
    return meets('nib-active', { evidence, warnings: nibVerified === true ? [] : [NOT_VERIFIED] });
  },
};

export const kel002: Rule = {
  code: 'KEL-002',
  title: 'No other account is registered with the same NIB',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.one-account-per-nib',
  reads: ['enterprise.nibTaken'],
  judge({ enterprise: { nibTaken } }) {
    if (nibTaken === undefined) return cannotTell('nib-taken-not-known');
    return nibTaken ? fails('nib-taken') : meets('nib-not-taken');
  },
};

export const kel003: Rule = {
  code: 'KEL-003',
  title: 'The administrator is the holder of the NIB, or has a power of attorney',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.admin-is-nib-holder',
  reads: ['enterprise.legalForm', 'enterprise.adminIsNibHolder', 'enterprise.powerOfAttorney'],
  judge({ enterprise: { legalForm, adminIsNibHolder, powerOfAttorney } }) {
    if (adminIsNibHolder === undefined) return cannotTell('admin-not-known');
    if (adminIsNibHolder) return meets('admin-is-holder');
    if (legalForm === undefined) return cannotTell('legal-form-not-on-file');
    // A person's business has nobody to be represented by; a body acts through whom it appoints.
    if (legalForm === 'perorangan') return fails('admin-is-not-holder');
    if (powerOfAttorney === undefined) return cannotTell('power-of-attorney-not-known');
    return powerOfAttorney ? meets('admin-has-power-of-attorney') : fails('admin-without-power-of-attorney');
  },
};

export const kel004: Rule = {
  code: 'KEL-004',
  title: 'The enterprise has an NPWP of a right form',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.npwp-required',
  reads: ['enterprise.npwp'],
  judge({ enterprise: { npwp } }) {
    if (npwp === undefined) return cannotTell('npwp-not-on-file');
    if (npwp === 'none') return fails('npwp-none');
    if (npwp === 'malformed') return fails('npwp-malformed');
    // Numbers given out since Coretax may have no check digit that anybody can recompute: they are not refused.
    return meets('npwp-well-formed', { warnings: npwp === 'uncheckable' ? ['npwp-uncheckable'] : [] });
  },
};

export const kel017: Rule = {
  code: 'KEL-017',
  title: 'The administrator has a digital identity',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.digital-identity-required',
  reads: ['enterprise.digitalIdentity'],
  judge: ({ enterprise }) => stated(enterprise.digitalIdentity, 'digital-identity'),
};

export const kel018: Rule = {
  code: 'KEL-018',
  title: 'The enterprise has an SPSE account with aggregated data',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.v5.account-required',
  reads: ['enterprise.spseAccount'],
  judge: ({ enterprise }) => stated(enterprise.spseAccount, 'spse-account'),
};

export const kel019: Rule = {
  code: 'KEL-019',
  title: 'The SIKaP profile is filled',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.v5.sikap-required',
  reads: ['enterprise.sikapFilled'],
  judge: ({ enterprise }) => stated(enterprise.sikapFilled, 'sikap'),
};
