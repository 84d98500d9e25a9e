import { nitkuFitsNpwp, readAs } from '../../shared/identifiers/index.js';
import { maskText } from '../../shared/masking.js';
import { comparable } from '../../shared/text.js';
import { type FactPath, LEGAL_FORMS, type LegalForm, type Paper, type ProductGroup } from '../rules/facts.js';
import { inOrder, type StoredFact } from './stored-fact.js';

/** A row of `enterprise-facts.sql`. */
export interface EnterpriseOnFile {
  id: string;
  name: string;
  legalForm: string;
  nib: string | null;
  nibVerifiedOn: string | null;
  nibVerifiedWith: string | null;
  npwp: string | null;
  npwpVerifiedOn: string | null;
  npwpVerifiedWith: string | null;
  npwpSealed: boolean;
  nitku: string | null;
  establishedOn: string | null;
  wilayahCode: string | null;
  parentClass: string | null;
  source: string | null;
  updatedOn: string;
  kbli: { edition: string; code: string }[];
  figures: { kind: string; year: number; amount: string; source: string }[];
  class: string | null;
  origin: string | null;
  basis: string | null;
  classFrom: string | null;
  documents: PaperOnFile[];
  /** Ids of the sentra that it belongs to on the day. */
  sentra: string[];
  statements: StatementOnFile[];
}

/** A row of `product-facts.sql`. */
export interface ProductOnFile {
  enterpriseId: string;
  id: string;
  name: string;
  groupCode: string;
  isFood: boolean;
  rawMaterial: string | null;
  source: string | null;
  updatedOn: string;
  certificates: (PaperOnFile & { value: string | null })[];
  listings: { platform: string; category: string | null; etalase: string | null; from: string }[];
  villageCode: string | null;
  isFlagship: boolean;
  criteria: { code: string; answer: string; on: string | null }[];
  statements: StatementOnFile[];
}

interface PaperOnFile {
  kind: string;
  issuer: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  verifiedOn: string | null;
  keptOn: string;
}

interface StatementOnFile {
  fact: string;
  part: string;
  value: unknown;
  source: string;
  on: string;
}

/** What a kind of document is called in the law files, by what people type for it. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nib: 'nib',
    'nomor induk berusaha': 'nib',
    'bukti kswp': 'bukti-kswp',
    kswp: 'bukti-kswp',
    'surat pkp atau non pkp': 'surat-pkp-atau-non-pkp',
    'surat pkp': 'surat-pkp-atau-non-pkp',
    'surat non pkp': 'surat-pkp-atau-non-pkp',
    sppkp: 'surat-pkp-atau-non-pkp',
    'surat keterangan kerja': 'surat-keterangan-kerja',
    'surat pernyataan pemilik': 'surat-pernyataan-pemilik',
    'npwp perusahaan': 'npwp-perusahaan',
    'akta pendirian': 'akta-pendirian',
    akta: 'akta-pendirian',
    'surat kuasa': 'surat-kuasa',
  }),
);
const PERMITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'sertifikat standar': 'sertifikat-standar',
    'sertifikat standar terverifikasi': 'sertifikat-standar-terverifikasi',
    izin: 'izin',
  }),
);
const APPOINTMENT = 'surat penunjukan';

/** Papers that have no last day by their nature: where none is written, there is none. Of all others it is then not known. */
const ENDLESS = new Set([
  'nib',
  'surat-pkp-atau-non-pkp',
  'surat-pernyataan-pemilik',
  'npwp-perusahaan',
  'akta-pendirian',
  'halal',
  'indikasi-geografis',
]);

const CERTIFICATES: Readonly<Record<string, FactPath>> = {
  'p-irt': 'product.pirt',
  md: 'product.md',
  halal: 'product.halal',
  sni: 'product.sni',
  tkdn: 'product.tkdn',
  merek: 'product.brand',
  'indikasi-geografis': 'product.geographicalIndication',
};

/** Groups of the catalogue that are one golongan, whatever the product; of food a person must say which it is. */
const GOLONGAN: Readonly<Record<string, ProductGroup>> = {
  tenun: 'tenun-dan-sandang',
  batik: 'tenun-dan-sandang',
  anyaman: 'kerajinan-suvenir',
  gerabah: 'kerajinan-suvenir',
  kayu: 'kerajinan-suvenir',
  kosmetik: 'kosmetik-sabun-atsiri',
};
/** Jenis of `config/regulations/kbli.yaml` that a group is by itself. */
const KINDS: Readonly<Record<string, string>> = {
  batik: 'batik',
  anyaman: 'anyaman',
  gerabah: 'gerabah',
  kopi: 'kopi',
  kayu: 'kerajinan-kayu',
};
const COMMODITIES: Readonly<Record<string, string>> = {
  'makanan-minuman': 'makanan-minuman',
  kopi: 'makanan-minuman',
  tenun: 'tenun',
  batik: 'batik',
  anyaman: 'anyaman',
  gerabah: 'gerabah',
};
const CRITERIA: Readonly<Record<string, FactPath>> = {
  i: 'ovop.localSpecialty',
  ii: 'ovop.unique',
  iii: 'ovop.goodQuality',
  iv: 'ovop.hasMarket',
  v: 'ovop.continuous',
};
const NO_SUCH_MATERIAL = /cendana/i;

/**
 * Facts of an enterprise with their sources. What is not on file is not in it, and never false. `nib`, of all numbers, is
 * kept: it is printed on every decision; NPWP, NIK and NITKU are not.
 */
export function enterpriseFacts(row: EnterpriseOnFile): StoredFact[] {
  const record = `Data pelaku usaha${row.source ? ` (${maskText(row.source)})` : ''}`;
  const facts: StoredFact[] = [];
  const told = (path: FactPath, value: unknown, source = record, on: string | null = row.updatedOn): void => {
    if (value !== null && value !== undefined) facts.push({ path, value, source, on });
  };
  const byClass = row.origin === 'keputusan' ? 'Keputusan biro' : 'Verifikasi kelas usaha';
  const classSource = `${byClass}: ${maskText(row.basis ?? '')}`;

  told('enterprise.nib', row.nib);
  if (row.nib !== null && row.nibVerifiedOn !== null) {
    const source = `NIB dilihat pada ${maskText(row.nibVerifiedWith ?? 'sumbernya')}`;
    told('enterprise.nibVerified', true, source, row.nibVerifiedOn);
    told('enterprise.nibStatus', 'active', source, row.nibVerifiedOn);
  }
  if (row.class === 'koperasi') told('enterprise.legalForm', 'koperasi', classSource, row.classFrom);
  else if (LEGAL_FORMS.includes(row.legalForm as LegalForm)) told('enterprise.legalForm', row.legalForm);
  facts.push(...taxNumbers(row, record));
  told('enterprise.establishedOn', row.establishedOn);
  told('enterprise.wilayahCode', row.wilayahCode);
  told('enterprise.parentClass', row.parentClass);
  if (row.kbli.length > 0) told('enterprise.kbli', row.kbli);
  for (const { kind, year, amount, source } of row.figures)
    told(
      kind === 'modal' ? 'enterprise.capital' : 'enterprise.sales',
      amount,
      `${kind === 'modal' ? 'Modal usaha' : 'Hasil penjualan'} tahun ${year} (${maskText(source)})`,
      `${year}-12-31`,
    );
  if (row.class !== null && row.class !== 'koperasi')
    told('enterprise.officialClass', row.class, classSource, row.classFrom);
  facts.push(...documentFacts(row.documents), ...statementFacts(row.statements));
  return inOrder(newestFirst(facts));
}

/** What may be looked up again and again: the newest look counts, and the last day only with the look that told it. */
const LOOKED_UP: readonly FactPath[] = ['enterprise.nibStatus', 'enterprise.taxStatus'];

function newestFirst(facts: readonly StoredFact[]): StoredFact[] {
  const newest = LOOKED_UP.flatMap((path) =>
    facts
      .filter((fact) => fact.path === path)
      .toSorted((one, other) => (other.on ?? '').localeCompare(one.on ?? ''))
      .slice(0, 1),
  );
  const tax = newest.find(({ path }) => path === 'enterprise.taxStatus');
  return [
    ...newest,
    ...facts.filter(
      ({ path, source, on }) => path !== 'enterprise.taxStatusUntil' || (source === tax?.source && on === tax.on),
    ),
  ];
}

/** What was found about the numbers for taxes; the numbers stay behind. */
function taxNumbers(row: EnterpriseOnFile, record: string): StoredFact[] {
  const facts: StoredFact[] = [];
  const verified = row.npwpVerifiedOn !== null;
  const source = verified ? `NPWP dilihat pada ${maskText(row.npwpVerifiedWith ?? 'sumbernya')}` : record;
  const on = row.npwpVerifiedOn ?? row.updatedOn;
  if (row.npwp !== null || row.npwpSealed) {
    // A person's number is not opened for this; its form was looked at when it was sealed.
    const form = verified || row.npwp === null ? 'well-formed' : formOf(row.npwp);
    facts.push({ path: 'enterprise.npwp', value: form, source, on });
  }
  if (row.nitku !== null) {
    const value = row.nitku.endsWith('000000') ? 'head-office' : 'branch';
    facts.push({ path: 'enterprise.nitku', value, source: record, on: row.updatedOn });
    if (row.npwp !== null)
      facts.push({
        path: 'enterprise.nitkuFitsNpwp',
        value: nitkuFitsNpwp(row.nitku, row.npwp),
        source: record,
        on: row.updatedOn,
      });
  }
  return facts;
}

function formOf(npwp: string): 'malformed' | 'well-formed' | 'uncheckable' {
  const read = readAs('npwp', npwp);
  if ('problem' in read) return 'malformed';
  return read.form === 'valid' ? 'well-formed' : 'uncheckable';
}

function documentFacts(documents: readonly PaperOnFile[]): StoredFact[] {
  const facts: StoredFact[] = [];
  const permits = new Set<string>();
  let permitsOn = '';
  let permitsSource = '';
  // The newest last day first: of two of one kind the one that lasts counts.
  const lasting = documents.toSorted((one, other) => last(other).localeCompare(last(one)));
  for (const document of lasting) {
    const typed = comparable(document.kind);
    const kind = DOCUMENTS.get(typed);
    const permit = PERMITS.get(typed);
    const { source, on } = paperSource('Dokumen', document);
    if (kind !== undefined) {
      facts.push({ path: 'enterprise.documents', part: kind, value: paperOf(document, kind), source, on });
      if (kind === 'surat-kuasa') facts.push({ path: 'enterprise.powerOfAttorney', value: true, source, on });
      // The slip says that the status was valid; whoever checked it at its source saw just that.
      if (kind === 'bukti-kswp' && document.verifiedOn !== null) {
        facts.push({ path: 'enterprise.taxStatus', value: 'valid', source, on });
        if (document.expiresOn !== null)
          facts.push({ path: 'enterprise.taxStatusUntil', value: document.expiresOn, source, on });
      }
    } else if (typed === APPOINTMENT)
      facts.push({ path: 'enterprise.appointment', value: paperOf(document, 'surat-penunjukan'), source, on });
    else if (permit !== undefined) {
      permits.add(permit);
      permitsOn = on > permitsOn ? on : permitsOn;
      permitsSource = source;
    }
  }
  if (permits.size > 0)
    facts.push({ path: 'enterprise.permits', value: [...permits].sort(), source: permitsSource, on: permitsOn });
  return facts;
}

const last = ({ expiresOn }: PaperOnFile): string => expiresOn ?? '9999-12-31';

function paperOf({ issuedOn, expiresOn, verifiedOn }: PaperOnFile, kind: string): Paper {
  return {
    ...(issuedOn === null ? {} : { issuedOn }),
    ...(expiresOn === null ? (ENDLESS.has(kind) ? { expiresOn: null } : {}) : { expiresOn }),
    verified: verifiedOn !== null,
  };
}

function paperSource(what: string, paper: PaperOnFile): { source: string; on: string } {
  const from = paper.issuer ? ` terbitan ${maskText(paper.issuer)}` : '';
  const seen = paper.verifiedOn === null ? 'belum diperiksa' : 'sudah diperiksa pada sumbernya';
  return { source: `${what} ${maskText(paper.kind)}${from}, ${seen}`, on: paper.verifiedOn ?? paper.keptOn };
}

function statementFacts(statements: readonly StatementOnFile[]): StoredFact[] {
  return statements.map(({ fact, part, value, source, on }) => ({
    path: fact as FactPath,
    ...(part === '' ? {} : { part }),
    value,
    source: `Keterangan: ${maskText(source)}`,
    on,
  }));
}

export type SentraAnswer = 'none' | 'met' | 'missing';

/** Facts of a product in the hands of one maker, for one platform. `sentra` = what the criteria of its sentra gave. */
export function productFacts(
  row: ProductOnFile,
  platform: string,
  sentra: { answer: SentraAnswer; name: string } | null,
  day: string,
): StoredFact[] {
  const record = `Data produk${row.source ? ` (${maskText(row.source)})` : ''}`;
  const facts: StoredFact[] = statementFacts(row.statements);
  const told = (path: FactPath, value: unknown, source = record, on: string | null = row.updatedOn): void => {
    if (value !== null && value !== undefined) facts.push({ path, value, source, on });
  };
  // What a person says of this product counts before what its group is taken for; a certificate before what is said of it.
  for (const certificate of row.certificates) {
    const path = CERTIFICATES[certificate.kind];
    if (path === undefined) continue;
    const { source, on } = paperSource('Sertifikat', certificate);
    const paper = paperOf(certificate, certificate.kind);
    const percent = certificate.value === null ? {} : { percent: certificate.value };
    facts.unshift({ path, value: certificate.kind === 'tkdn' ? { ...paper, ...percent } : paper, source, on });
  }
  told('product.group', GOLONGAN[row.groupCode]);
  told('product.kind', KINDS[row.groupCode]);
  if (row.rawMaterial) {
    const named = row.rawMaterial
      .split(/[,;]/)
      .map((one) => comparable(one))
      .filter(Boolean);
    const codes = NO_SUCH_MATERIAL.test(row.rawMaterial) ? ['cendana', ...named] : named;
    told('product.materials', [...new Set(codes)].map(maskText));
  }
  const listing = row.listings.find((one) => one.platform === platform);
  if (listing && platform === 'v5' && listing.etalase !== null)
    told('product.onEtalase', true, 'Tayangan pada katalog versi 5', listing.from);
  if (listing && platform === 'v6' && listing.category !== null)
    told('product.category', listing.category, 'Tayangan pada katalog versi 6', listing.from);
  told('ovop.village', row.villageCode);
  if (row.villageCode !== null) told('ovop.flagship', row.isFlagship);
  told('ovop.commodity', COMMODITIES[row.groupCode]);
  for (const { code, answer, on } of row.criteria)
    if (CRITERIA[code]) told(CRITERIA[code], answer === 'ya', 'Pemilihan produk OVOP', on);
  if (sentra) told('ovop.sentra', sentra.answer, `Kriteria sentra: ${sentra.name}`, day);
  return inOrder(facts);
}
