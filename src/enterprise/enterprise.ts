import type { MaskedValue } from '../access/personal/personal-vault.js';
import type { Form, KbliEdition } from '../shared/identifiers/index.js';
import type { EnterpriseClass, ParentClass } from './class/class-of.js';

export const LEGAL_FORMS = [
  'perorangan',
  'pt-perorangan',
  'pt',
  'cv',
  'firma',
  'koperasi',
  'yayasan',
  'bumdes',
  'kelompok',
  'lainnya',
  'tidak-diketahui',
] as const;
export type LegalForm = (typeof LEGAL_FORMS)[number];

/** Key spaces under which the marketplaces know an enterprise; 'sikap' stands for all keys with that SIKaP id. */
export const ENTERPRISE_KEY_SCHEMES = ['v5', 'v6', 'toko-daring', 'sikap'] as const;
export type EnterpriseKeyScheme = (typeof ENTERPRISE_KEY_SCHEMES)[number];

export const FIGURE_KINDS = ['modal', 'penjualan'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** Whose personal values: `PersonalVault` keeps NIK, a person's NPWP, phone and e-mail under it. */
export const ENTERPRISE_OWNER = 'enterprise';

export interface Kbli {
  edition: KbliEdition;
  code: string;
  isMain: boolean;
}

/** The record itself, as it is kept. Days are 'YYYY-MM-DD'. */
export interface EnterpriseRecord {
  name: string;
  legalForm: LegalForm;
  nib: string | null;
  nibVerifiedOn: string | null;
  nibVerifiedWith: string | null;
  /** Of a body only; a person's lies sealed. */
  npwp: string | null;
  npwpVerifiedOn: string | null;
  npwpVerifiedWith: string | null;
  nitku: string | null;
  ownerName: string | null;
  ownerWoman: boolean | null;
  establishedOn: string | null;
  wilayahCode: string | null;
  address: string | null;
  parentEnterprise: string | null;
  parentClass: ParentClass | null;
  note: string | null;
  source: string | null;
  kbli: Kbli[];
}

/** Whose NPWP is a person's, or may be: it is sealed and never stands in the record. */
export function hasPersonalNpwp(form: LegalForm): boolean {
  return form === 'perorangan' || form === 'tidak-diketahui';
}

/** Values that only ever lie sealed. */
export const SEALED_FIELDS = ['nik', 'npwp', 'telepon', 'email'] as const;
export type SealedField = (typeof SEALED_FIELDS)[number];

/** `null` = take it away; a field that is not there stays as it is. */
export type SealedValues = Partial<Record<SealedField, string | null>>;

/** What a form, a list or a program gives, checked. */
export interface EnterpriseFacts {
  record: EnterpriseRecord;
  sealed: SealedValues;
}

export type ClassOrigin = 'keputusan' | 'verifikasi' | 'sumber' | 'tidak-diketahui';

/** The class that counts on a day, and what it rests on. */
export interface CountingClass {
  /** null where only the feed's flag is known, or nothing. */
  class: EnterpriseClass | null;
  umk: 'yes' | 'no' | 'unknown';
  origin: ClassOrigin;
  basis: string;
}

export interface Enterprise extends EnterpriseRecord {
  id: string;
  /** How far the form could be looked at; whether it was seen at its source is another field. */
  nibForm: Form | null;
  npwpForm: Form | null;
  nitkuForm: Form | null;
  /** In words, with what it lies in. */
  place: string | null;
  counting: CountingClass;
  mergedInto: string | null;
  version: number;
  createdBy: string | null;
  createdAt: string;
  updatedBy: string | null;
  updatedAt: string;
}

export interface Figure {
  kind: FigureKind;
  year: number;
  amount: bigint;
  source: string;
}

export interface ClassPeriod {
  id: string;
  class: EnterpriseClass;
  origin: 'keputusan' | 'verifikasi';
  validFrom: string;
  validTo: string | null;
  basis: string;
  source: string | null;
  decidedBy: string | null;
  decidedAt: string;
}

export interface SupplierKeyOf {
  scheme: EnterpriseKeyScheme;
  key: string;
  validFrom: string;
  validTo: string | null;
  note: string | null;
  /** Everything that is sold under it is OVOP. */
  marksOvop: boolean;
  decidedBy: string | null;
}

export interface Membership {
  id: string;
  sentraId: string | null;
  /** Of the sentra, or of the group. */
  name: string;
  since: string | null;
  until: string | null;
}

export interface EnterpriseDocument {
  id: string;
  kind: string;
  number: string | null;
  issuer: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  verifiedOn: string | null;
  verifiedBy: string | null;
  note: string | null;
  file: { id: string; name: string; size: number; mediaType: string } | null;
}

/** A product of it, as the catalogue has it. */
export interface MadeProduct {
  id: string;
  name: string;
  state: string;
}

/** Everything on one page. */
export interface EnterpriseDetail extends Enterprise {
  figures: Figure[];
  classes: ClassPeriod[];
  documents: EnterpriseDocument[];
  memberships: Membership[];
  keys: SupplierKeyOf[];
  products: MadeProduct[];
  sealed: MaskedValue[];
  merges: { id: string; mergedId: string; mergedName: string; reason: string; mergedBy: string; mergedAt: string }[];
}

/** A person's name for whoever has no business with it: 'M••• B••••'. */
export function maskedName(name: string | null): string | null {
  if (name === null) return null;
  return name.replace(/\S+/g, (word) => `${word.slice(0, 1)}${'•'.repeat(Math.max(word.length - 1, 2))}`);
}
