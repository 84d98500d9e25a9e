import { addDays } from '../../shared/dates.js';
import { stated } from './identity.js';
import { evidenceOf, NOT_VERIFIED, paperFinding, stateOf } from './paper.js';
import { BOOK_ENDS, cannotTell, doesNotApply, earliest, fails, meets, type Rule } from './rule.js';

export const kel006: Rule = {
  code: 'KEL-006',
  title: 'The tax status is valid (KSWP)',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.tax-status-required',
  reads: ['enterprise.taxStatus', 'enterprise.taxStatusUntil'],
  judge({ enterprise: { taxStatus, taxStatusUntil } }, law) {
    if (taxStatus === undefined) return cannotTell('tax-status-not-on-file');
    if (taxStatus === 'not-valid') return fails('tax-status-not-valid');
    if (taxStatusUntil === undefined) return cannotTell('tax-status-until-not-on-file');
    if (taxStatusUntil !== null && taxStatusUntil < law.day)
      return fails('tax-status-expired', { evidence: { expiresOn: taxStatusUntil } });
    return meets('tax-status-valid', {
      until: taxStatusUntil,
      evidence: taxStatusUntil === null ? {} : { expiresOn: taxStatusUntil },
    });
  },
};

export const kel007: Rule = {
  code: 'KEL-007',
  title: 'The enterprise is not on the black list on the day',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.blacklist-excludes',
  reads: ['enterprise.blacklist', 'enterprise.blacklistCheckedOn'],
  judge({ enterprise: { blacklist, blacklistCheckedOn } }, { day }) {
    if (blacklist === undefined) return cannotTell('blacklist-not-looked-up');
    const now = blacklist.filter(({ from, to }) => from <= day && (to === null || day <= to));
    if (now.length > 0) {
      const last = now.some(({ to }) => to === null)
        ? null
        : now
            .map(({ to }) => to ?? '')
            .sort()
            .at(-1);
      const evidence = { from: now.map(({ from }) => from).sort()[0] ?? '', ...(last ? { to: last } : {}) };
      return fails('blacklist-in-force', { evidence, until: last ?? null });
    }
    const coming = blacklist.map(({ from }) => from).filter((from) => from > day);
    const until = coming.length > 0 ? addDays(coming.sort()[0] ?? day, -1) : null;
    if (blacklistCheckedOn === undefined) return cannotTell('blacklist-look-up-without-day', { until });
    const over = blacklist
      .map(({ to }) => to ?? '')
      .sort()
      .at(-1);
    return meets(over && over < day ? 'blacklist-sanction-over' : 'blacklist-not-on-it', {
      until,
      evidence: { checkedOn: blacklistCheckedOn, ...(over && over < day ? { to: over } : {}) },
      // It is looked up again at every transaction: one of another day does not show what was added or ended since.
      warnings: blacklistCheckedOn === day ? [] : ['blacklist-looked-up-another-day'],
    });
  },
};

export const kel008: Rule = {
  code: 'KEL-008',
  title: 'The integrity pact is signed',
  purpose: 'katalog',
  about: 'enterprise',
  duty: 'catalogue.integrity-pact-required',
  reads: ['enterprise.integrityPact'],
  judge: ({ enterprise }) => stated(enterprise.integrityPact, 'integrity-pact'),
};

export const kel009: Rule = {
  code: 'KEL-009',
  title: 'The documents that are asked for are there',
  purpose: 'katalog',
  about: 'enterprise',
  reads: ['enterprise.legalForm', 'enterprise.documents'],
  judge({ enterprise: { legalForm, documents } }, law) {
    const everybody = law.codes('catalogue.documents.everybody');
    const person = law.codes('catalogue.documents.person');
    const body = law.codes('catalogue.documents.body');
    if (!everybody || !person || !body) return BOOK_ENDS;
    if (documents === undefined) return cannotTell('documents-not-on-file');
    const more = legalForm === undefined ? [] : legalForm === 'perorangan' ? person : body;
    const asked = [...everybody, ...more];
    const states = asked.map((kind) => ({ kind, ...stateOf(documents[kind], law.day) }));
    const of = (...wanted: string[]) => states.filter(({ state }) => wanted.includes(state)).map(({ kind }) => kind);
    const until = states.reduce<string | null>((first, { until: one }) => earliest(first, one), null);
    const evidence = { asked: asked.join(', ') };
    const missing = of('none', 'not-yet');
    if (missing.length > 0)
      return fails('documents-missing', { until, evidence: { ...evidence, missing: missing.join(', ') } });
    const expired = of('expired');
    if (expired.length > 0)
      return fails('documents-expired', { until, evidence: { ...evidence, missing: expired.join(', ') } });
    const unknown = of('unknown', 'expiry-unknown');
    if (unknown.length > 0)
      return cannotTell('documents-not-all-on-file', { until, evidence: { ...evidence, missing: unknown.join(', ') } });
    if (legalForm === undefined) return cannotTell('legal-form-not-on-file', { until, evidence });
    const verified = asked.every((kind) => documents[kind]?.verified === true);
    return meets('documents-complete', { until, evidence, warnings: verified ? [] : [NOT_VERIFIED] });
  },
};

export const kel011: Rule = {
  code: 'KEL-011',
  title: 'The licences that the risk level asks for are there',
  purpose: 'katalog',
  about: 'enterprise',
  reads: ['enterprise.riskLevel', 'enterprise.permits'],
  judge({ enterprise: { riskLevel, permits } }, law) {
    const certificate = law.codes('oss.levels-with-standard-certificate');
    const verified = law.codes('oss.levels-with-verified-certificate');
    const licence = law.codes('oss.levels-with-licence');
    if (!certificate || !verified || !licence) return BOOK_ENDS;
    if (riskLevel === undefined) return cannotTell('risk-level-not-on-file');
    const evidence = { riskLevel };
    const needed = licence.includes(riskLevel)
      ? 'izin'
      : verified.includes(riskLevel)
        ? 'sertifikat-standar-terverifikasi'
        : certificate.includes(riskLevel)
          ? 'sertifikat-standar'
          : null;
    if (needed === null) return meets('risk-level-needs-nib-only', { evidence });
    if (permits === undefined) return cannotTell('permits-not-on-file', { evidence: { ...evidence, needed } });
    // A verified certificate is also one.
    const held =
      permits.includes(needed) || (needed === 'sertifikat-standar' && permits.includes(`${needed}-terverifikasi`));
    return held
      ? meets('permit-held', { evidence: { ...evidence, needed } })
      : fails('permit-missing', { evidence: { ...evidence, needed } });
  },
};

export const kel012: Rule = {
  code: 'KEL-012',
  title: 'Who does not make the product has a letter of appointment',
  purpose: 'katalog',
  about: 'enterprise',
  reads: ['enterprise.role', 'enterprise.appointment'],
  judge({ enterprise: { role, appointment } }, law) {
    const roles = law.codes('catalogue.roles');
    const withLetter = law.codes('catalogue.roles-with-letter');
    if (!roles || !withLetter) return BOOK_ENDS;
    if (role === undefined) return cannotTell('role-not-on-file');
    if (!roles.includes(role)) return fails('role-not-known-to-law', { evidence: { role } });
    if (!withLetter.includes(role)) return doesNotApply('role-needs-no-letter', { evidence: { role } });
    const finding = paperFinding('appointment', appointment, law.day);
    return { ...finding, evidence: { role, ...evidenceOf(appointment) } };
  },
};
