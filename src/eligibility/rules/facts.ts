/**
 * What the rules may know. Pure data, gathered by whoever asks: a field that is not there is not known, `null` or 'none'
 * says that there is none. Identifiers of persons (NIK, a person's NPWP) are not here: only what was found about them.
 */

/** A document or certificate with its stretch of days. */
export interface Paper {
  issuedOn?: string;
  /** The last day on which it is valid; null = it has no end. */
  expiresOn?: string | null;
  /** Somebody saw it at the source; anything else is what the enterprise states. */
  verified?: boolean;
}

/** Golongan of a product; `config/regulations/products.yaml` has the same list, and a test holds the two together. */
export const PRODUCT_GROUPS = [
  'pangan-kering-terkemas',
  'pangan-hewani-dingin-beku',
  'pangan-tidak-halal',
  'minuman-beralkohol',
  'pangan-siap-saji',
  'pangan-segar',
  'garam-konsumsi',
  'amdk',
  'madu',
  'tenun-dan-sandang',
  'kerajinan-suvenir',
  'kosmetik-sabun-atsiri',
  'jasa',
] as const;
export type ProductGroup = (typeof PRODUCT_GROUPS)[number];

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
] as const;
export type LegalForm = (typeof LEGAL_FORMS)[number];

export const RISK_LEVELS = ['rendah', 'menengah-rendah', 'menengah-tinggi', 'tinggi'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export type EnterpriseClass = 'mikro' | 'kecil' | 'menengah' | 'besar';
/** 'bukan-umk' = decided to be part of a larger enterprise, whatever its own figures. */
export type OfficialClass = EnterpriseClass | 'bukan-umk';

export interface EnterpriseFacts {
  nib?: string | null;
  nibStatus?: 'active' | 'not-active';
  nibVerified?: boolean;
  /** Another account of the catalogue is registered with the same NIB. */
  nibTaken?: boolean;
  legalForm?: LegalForm;
  /** The NIK of the account's administrator is the one on the NIB. */
  adminIsNibHolder?: boolean;
  powerOfAttorney?: boolean;
  /** What was found about the number; 'uncheckable' = 16 digits without a check digit that is known. */
  npwp?: 'none' | 'malformed' | 'well-formed' | 'uncheckable';
  nitku?: 'none' | 'malformed' | 'head-office' | 'branch';
  nitkuFitsNpwp?: boolean;
  taxStatus?: 'valid' | 'not-valid';
  taxStatusUntil?: string | null;
  /** Sanctions as the list has them; an empty list = looked up, and not on it. */
  blacklist?: readonly { from: string; to: string | null }[];
  blacklistCheckedOn?: string;
  integrityPact?: boolean;
  documents?: Readonly<Record<string, Paper | null>>;
  kbli?: readonly { edition: string; code: string }[];
  riskLevel?: RiskLevel;
  /** Licences beside the NIB: 'sertifikat-standar', 'sertifikat-standar-terverifikasi', 'izin'. */
  permits?: readonly string[];
  role?: string;
  appointment?: Paper | null;
  /** Without land and buildings, decimal text. */
  capital?: string;
  /** Of one year, decimal text. */
  sales?: string;
  establishedOn?: string;
  /** The class that counts: the bureau's decision, else the verified one. */
  officialClass?: OfficialClass;
  catalogueClass?: EnterpriseClass;
  sikapClass?: EnterpriseClass;
  /** The class of the firm that owns or controls it. */
  parentClass?: EnterpriseClass | 'none';
  wilayahCode?: string;
  digitalIdentity?: boolean;
  spseAccount?: boolean;
  sikapFilled?: boolean;
}

export interface ProductFacts {
  group?: ProductGroup;
  /** Jenis of `config/regulations/kbli.yaml`. */
  kind?: string;
  /** Why P-IRT may not be used for it: codes of `product.p-irt.excluded`. */
  traits?: readonly string[];
  pirt?: Paper | null;
  md?: Paper | null;
  halal?: Paper | null;
  nonHalalStatement?: boolean;
  otherLicences?: Readonly<Record<string, Paper | null>>;
  /** Which of the foods with a compulsory SNI it is. */
  sniProduct?: string | 'none';
  sni?: Paper | null;
  tkdn?: (Paper & { percent?: string; selfDeclared?: boolean }) | null;
  brand?: Paper | null;
  geographicalIndication?: Paper | null;
  materials?: readonly string[];
  forestDocument?: Paper | null;
  /** The bureau's decision on a product that is held back. */
  bureauRelease?: boolean;
  /** v5: registered on the announcement of an etalase. */
  onEtalase?: boolean;
  /** v6: the category that it is listed under. */
  category?: string | null;
}

export interface OvopFacts {
  localSpecialty?: boolean;
  unique?: boolean;
  goodQuality?: boolean;
  hasMarket?: boolean;
  continuous?: boolean;
  /** What the criteria of a sentra gave (they are judged in the catalogue). */
  sentra?: 'none' | 'met' | 'missing';
  /** Kemendagri code of the desa or kelurahan. */
  village?: string | null;
  flagship?: boolean;
  proposedByDinas?: boolean;
  commodity?: string;
}

/** Where the service runs. */
export interface ServiceFacts {
  provinceCode?: string;
}

export interface Facts {
  enterprise: EnterpriseFacts;
  product: ProductFacts;
  ovop: OvopFacts;
  service: ServiceFacts;
}

/** 'enterprise.nib': what a rule declares to read. */
export type FactPath = {
  [Section in keyof Facts]: `${Section}.${keyof Facts[Section] & string}`;
}[keyof Facts];

export const NO_FACTS: Facts = { enterprise: {}, product: {}, ovop: {}, service: {} };
