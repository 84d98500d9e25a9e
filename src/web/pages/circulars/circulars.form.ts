import {
  CIRCULAR_TYPES,
  type CircularInput,
  type CircularView,
  DENOMINATORS,
  type ExemptionInput,
  ISSUER_POSITIONS,
  NUMERATORS,
  OBLIGATION_KINDS,
  type ObligationInput,
  type Responsible,
} from '../../../compliance/circular.js';
import { normalisePrefix } from '../../../compliance/rules/check-circular.js';
import { E_PURCHASING, SOURCES } from '../../../purchasing/intake/rows.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatAmount, parseIndonesianAmount, senFromDecimal } from '../../../shared/money.js';
import { splitList } from '../../../shared/text.js';

/**
 * The form of a circular: flat fields with Indonesian names, as they travel in a post and as they are shown again. A
 * field may come several times (ticked boxes). Obligations and exemptions are numbered: 'butir-0-kode'.
 */
export type CircularForm = Readonly<Record<string, readonly string[]>>;

/** What a posted body says, and how the service's field names are found again in the form. */
export interface ReadForm {
  input: CircularInput;
  /** 'obligations.0.threshold' → 'butir-2-batas'. */
  nameOf(field: string): string;
}

export function formOf(body: Readonly<Record<string, unknown>>): CircularForm {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string'),
    ]),
  );
}

export function first(form: CircularForm, name: string): string {
  return form[name]?.[0]?.trim() ?? '';
}

/** How many numbered groups the form shows. */
export function groups(form: CircularForm, kind: 'butir' | 'kecualian'): number {
  const asked = first(form, `${kind}-banyak`);
  return /^\d{1,2}$/.test(asked) ? Number(asked) : 0;
}

/** The form with one more empty group. */
export function withOneMore(form: CircularForm, kind: 'butir' | 'kecualian'): CircularForm {
  return { ...form, [`${kind}-banyak`]: [String(Math.min(groups(form, kind) + 1, 50))] };
}

/** An empty form: everybody, one obligation. */
export function emptyForm(): CircularForm {
  return {
    jenis: ['surat_edaran'],
    penerbit: ['sekretaris_daerah'],
    tujuan: ['semua'],
    'butir-banyak': ['1'],
    'butir-0-kode': ['K1'],
    'butir-0-jenis': ['porsi_nilai'],
    'butir-0-pembilang': ['umk-and-ovop'],
    'butir-0-penyebut': ['completed'],
    'butir-0-sumber': [...E_PURCHASING],
    'kecualian-banyak': ['0'],
  };
}

/** The form that shows a circular as it stands. */
export function formOfCircular(circular: CircularView): CircularForm {
  const form: Record<string, readonly string[]> = {
    versi: [String(circular.version)],
    jenis: [circular.type],
    nomor: [circular.number ?? ''],
    perihal: [circular.subject],
    penerbit: [circular.issuerPosition],
    tanggal: [circular.issuedOn ?? ''],
    'berlaku-dari': [circular.effectiveFrom],
    'berlaku-sampai': [circular.effectiveTo ?? ''],
    catatan: [circular.note ?? ''],
    tujuan: [circular.addressees.all ? 'semua' : 'pilih'],
    dituju: circular.addressees.perangkatDaerahIds,
    'tidak-dituju': circular.addressees.excludedIds,
    'butir-banyak': [String(circular.obligations.length)],
    'kecualian-banyak': [String(circular.exemptions.length)],
  };
  for (const [index, one] of circular.obligations.entries()) {
    const at = `butir-${index}`;
    form[`${at}-kode`] = [one.code];
    form[`${at}-nama`] = [one.title];
    form[`${at}-jenis`] = [one.kind];
    form[`${at}-pembilang`] = [one.numerator];
    form[`${at}-penyebut`] = [one.denominator];
    form[`${at}-batas`] = [formatAmount(senFromDecimal(one.threshold))];
    form[`${at}-rekening`] = [one.accountPrefixes.join(', ')];
    form[`${at}-sumber`] = one.sources;
    for (const [line, { perangkatDaerahId, wilayah }] of (one.responsible ?? []).entries()) {
      form[`${at}-penanggung-${line}-pd`] = [perangkatDaerahId];
      form[`${at}-penanggung-${line}-wilayah`] = [wilayah];
    }
  }
  for (const [index, one] of circular.exemptions.entries()) {
    const at = `kecualian-${index}`;
    form[`${at}-pd`] = [one.perangkatDaerahId];
    form[`${at}-butir`] = [one.obligationCode ?? ''];
    form[`${at}-dari`] = [one.validFrom];
    form[`${at}-sampai`] = [one.validTo ?? ''];
    form[`${at}-alasan`] = [one.reason];
    form[`${at}-oleh`] = [one.decidedBy ?? ''];
  }
  return form;
}

/** What the form cannot tell: whose circular it is, whether it is issued, the hash of its document. */
export type Given = Pick<CircularInput, 'klpd' | 'state' | 'documentSha256'>;

/** Reads a form. Groups that are empty or ticked for removal are left out; what is wrong is left to the service. */
export function readForm(form: CircularForm, given: Given): ReadForm {
  const chosen = (kind: 'butir' | 'kecualian', isEmpty: (at: string) => boolean): number[] =>
    [...Array(groups(form, kind)).keys()].filter(
      (index) => first(form, `${kind}-${index}-hapus`) === '' && !isEmpty(`${kind}-${index}`),
    );
  const obligations = chosen('butir', (at) => ['nama', 'batas'].every((name) => first(form, `${at}-${name}`) === ''));
  const exemptions = chosen('kecualian', (at) =>
    ['pd', 'dari', 'alasan'].every((name) => first(form, `${at}-${name}`) === ''),
  );
  const orNull = (name: string): string | null => first(form, name) || null;
  const input: CircularInput = {
    ...given,
    type: pick(CIRCULAR_TYPES, first(form, 'jenis'), 'surat_edaran'),
    number: orNull('nomor'),
    subject: first(form, 'perihal'),
    issuerPosition: pick(ISSUER_POSITIONS, first(form, 'penerbit'), 'sekretaris_daerah'),
    issuedOn: orNull('tanggal'),
    effectiveFrom: first(form, 'berlaku-dari'),
    effectiveTo: orNull('berlaku-sampai'),
    note: orNull('catatan'),
    addressees: {
      all: first(form, 'tujuan') !== 'pilih',
      perangkatDaerahIds: first(form, 'tujuan') === 'pilih' ? distinct(form['dituju']) : [],
      excludedIds: distinct(form['tidak-dituju']),
    },
    obligations: obligations.map((index) => obligationAt(form, `butir-${index}`)),
    exemptions: exemptions.map((index) => exemptionAt(form, `kecualian-${index}`)),
  };
  return { input, nameOf: (field) => formName(field, obligations, exemptions) };
}

/** The service's problems under the names of the form's fields. */
export function problemsInForm(problems: readonly FieldProblem[], { nameOf }: ReadForm): FieldProblem[] {
  return problems.map(({ field, message }) => ({ field: nameOf(field), message }));
}

function obligationAt(form: CircularForm, at: string): ObligationInput {
  const kind = pick(OBLIGATION_KINDS, first(form, `${at}-jenis`), 'porsi_nilai');
  const named = { code: first(form, `${at}-kode`), title: first(form, `${at}-nama`), kind };
  const threshold = thresholdOf(first(form, `${at}-batas`));
  // The fields about purchases are there for the other kinds, and say nothing of this one.
  if (kind === 'etalase_tersedia')
    return {
      ...named,
      numerator: 'etalase',
      denominator: 'tourism-places',
      threshold,
      accountPrefixes: [],
      sources: [],
      responsible: responsiblesIn(form, at),
    };
  return {
    ...named,
    numerator: pick(NUMERATORS, first(form, `${at}-pembilang`), 'umk'),
    denominator: pick(DENOMINATORS, first(form, `${at}-penyebut`), 'completed'),
    threshold,
    accountPrefixes: splitList(first(form, `${at}-rekening`), /[\s,;]+/).map((one) => normalisePrefix(one) ?? one),
    sources: SOURCES.filter((source) => form[`${at}-sumber`]?.includes(source)),
  };
}

/** So many lines a form can have; more come over the API. */
const MOST_RESPONSIBLE = 60;

/** The lines that are filled in, one after the other. */
export function responsiblesIn(form: CircularForm, at: string): Responsible[] {
  return [...Array(MOST_RESPONSIBLE).keys()]
    .map((line) => ({
      perangkatDaerahId: first(form, `${at}-penanggung-${line}-pd`),
      wilayah: first(form, `${at}-penanggung-${line}-wilayah`),
    }))
    .filter(({ perangkatDaerahId, wilayah }) => perangkatDaerahId !== '' || wilayah !== '');
}

/** The fields about purchases, which an obligation about tourism places does not have. */
export function purchaseNames(at: string): string[] {
  return ['pembilang', 'penyebut', 'rekening', 'sumber'].map((name) => `${at}-${name}`);
}

/** The fields that only an obligation about tourism places has. */
export function responsibleNames(form: CircularForm, at: string): string[] {
  return Object.keys(form).filter((name) => name.startsWith(`${at}-penanggung-`));
}

/** Says for which kind the fields of an obligation were shown. */
export function shownKindName(at: string): string {
  return `${at}-jenis-tampil`;
}

/** Obligations whose kind was changed to one with other fields than those that were shown: 'butir-0', …. */
export function kindsChanged(form: CircularForm): string[] {
  const etalase = (name: string): boolean => first(form, name) === 'etalase_tersedia';
  return [...Array(groups(form, 'butir')).keys()]
    .map((index) => `butir-${index}`)
    .filter((at) => first(form, shownKindName(at)) !== '' && first(form, `${at}-hapus`) === '')
    .filter((at) => etalase(`${at}-jenis`) !== etalase(shownKindName(at)));
}

function exemptionAt(form: CircularForm, at: string): ExemptionInput {
  return {
    perangkatDaerahId: first(form, `${at}-pd`),
    obligationCode: first(form, `${at}-butir`) || null,
    validFrom: first(form, `${at}-dari`),
    validTo: first(form, `${at}-sampai`) || null,
    reason: first(form, `${at}-alasan`),
    decidedBy: first(form, `${at}-oleh`) || null,
  };
}

/** '40', '33,5 %', 'Rp25.000.000' as decimal text; anything else as typed, which the service refuses. */
function thresholdOf(text: string): string {
  return parseIndonesianAmount(text.replace(/\s*%$/, '')) ?? text;
}

const FIELDS: Readonly<Record<string, string>> = {
  subject: 'perihal',
  number: 'nomor',
  issuedOn: 'tanggal',
  effectiveFrom: 'berlaku-dari',
  effectiveTo: 'berlaku-sampai',
  addressees: 'tujuan',
  obligations: 'butir-0-nama',
  note: 'catatan',
  changeNote: 'alasan-perubahan',
  lastDay: 'hari-terakhir',
};
const OBLIGATION_FIELDS: Readonly<Record<string, string>> = {
  code: 'kode',
  title: 'nama',
  threshold: 'batas',
  denominator: 'penyebut',
  accountPrefixes: 'rekening',
  sources: 'sumber',
  kind: 'jenis',
  responsible: 'penanggung',
};
const EXEMPTION_FIELDS: Readonly<Record<string, string>> = {
  perangkatDaerahId: 'pd',
  obligationCode: 'butir',
  validFrom: 'dari',
  validTo: 'sampai',
  reason: 'alasan',
};

function formName(field: string, obligations: readonly number[], exemptions: readonly number[]): string {
  const [group, index, name] = field.split('.');
  if (group === 'obligations' && name !== undefined)
    return `butir-${obligations[Number(index)] ?? index}-${OBLIGATION_FIELDS[name] ?? name}`;
  if (group === 'exemptions' && name !== undefined)
    return `kecualian-${exemptions[Number(index)] ?? index}-${EXEMPTION_FIELDS[name] ?? name}`;
  return FIELDS[field] ?? field;
}

function pick<T extends string>(known: readonly T[], text: string, otherwise: T): T {
  return known.find((one) => one === text) ?? otherwise;
}

function distinct(values: readonly string[] | undefined): string[] {
  return [...new Set((values ?? []).filter((value) => /^\d{1,18}$/.test(value)))];
}
