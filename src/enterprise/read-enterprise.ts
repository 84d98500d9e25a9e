import { isDay } from '../shared/dates.js';
import type { FieldProblem } from '../shared/errors.js';
import {
  KBLI_EDITIONS,
  type KbliEdition,
  nitkuFitsNpwp,
  npwpIsNik,
  readAs,
  type IdentifierKind,
} from '../shared/identifiers/index.js';
import { readDay } from '../shared/spreadsheet-reader.js';
import { comparable, splitList } from '../shared/text.js';
import { PARENT_CLASSES, type ParentClass } from './class/class-of.js';
import {
  type EnterpriseFacts,
  type EnterpriseRecord,
  hasPersonalNpwp,
  type Kbli,
  LEGAL_FORMS,
  type LegalForm,
  type SealedValues,
} from './enterprise.js';
import { LEGAL_FORM_LIST } from './enterprise.wording.js';

/** What is typed into a form, a list or a body: text, '' = nothing. */
export const ENTERPRISE_FIELDS = [
  'name',
  'legalForm',
  'nib',
  'nibVerifiedOn',
  'nibVerifiedWith',
  'npwp',
  'npwpVerifiedOn',
  'npwpVerifiedWith',
  'nitku',
  'nik',
  'ownerName',
  'ownerWoman',
  'telepon',
  'email',
  'establishedOn',
  'wilayahCode',
  'address',
  'kbli',
  'kbliEdition',
  'parentEnterprise',
  'parentClass',
  'note',
  'source',
] as const;
export type EnterpriseField = (typeof ENTERPRISE_FIELDS)[number];
export type EnterpriseInput = Partial<Record<EnterpriseField, string>>;

export const LONGEST: Readonly<Partial<Record<EnterpriseField, number>>> = {
  name: 200,
  ownerName: 120,
  address: 300,
  parentEnterprise: 200,
  nibVerifiedWith: 100,
  npwpVerifiedWith: 100,
  note: 1000,
  source: 200,
};

/** Takes a sealed value away. */
export const TAKE_AWAY = '-';

const FORMS = new Map<string, LegalForm>([
  ...LEGAL_FORMS.map((form) => [comparable(form), form] as const),
  ...LEGAL_FORMS.map((form) => [comparable(LEGAL_FORM_LIST[form]), form] as const),
  ['perseorangan', 'perorangan'],
  ['usaha perorangan', 'perorangan'],
  ['ud', 'perorangan'],
  ['perseroan terbatas', 'pt'],
  ['persekutuan komanditer', 'cv'],
  ['kube', 'kelompok'],
  ['kelompok usaha bersama', 'kelompok'],
  ['kub', 'kelompok'],
  ['', 'tidak-diketahui'],
]);

const YES = new Set(['ya', 'y', '1', 'p', 'perempuan']);
const NO = new Set(['tidak', 't', '0', 'l', 'laki laki']);

/** A record as it would be typed; sealed values are not in it, and stay as they are. */
export function typedFrom(one: EnterpriseRecord): Record<string, string> {
  return {
    name: one.name,
    legalForm: one.legalForm,
    nib: one.nib ?? '',
    nibVerifiedOn: one.nibVerifiedOn ?? '',
    nibVerifiedWith: one.nibVerifiedWith ?? '',
    npwp: one.npwp ?? '',
    npwpVerifiedOn: one.npwpVerifiedOn ?? '',
    npwpVerifiedWith: one.npwpVerifiedWith ?? '',
    nitku: one.nitku ?? '',
    ownerName: one.ownerName ?? '',
    ownerWoman: one.ownerWoman === null ? '' : one.ownerWoman ? 'ya' : 'tidak',
    establishedOn: one.establishedOn ?? '',
    wilayahCode: one.wilayahCode ?? '',
    address: one.address ?? '',
    kbli: one.kbli.map(({ code }) => code).join('; '),
    kbliEdition: one.kbli[0]?.edition ?? '2020',
    parentEnterprise: one.parentEnterprise ?? '',
    parentClass: one.parentClass ?? '',
    note: one.note ?? '',
    source: one.source ?? '',
  };
}

/** Reads what was typed, or says everything that is wrong with it. Pure: whether a number is taken already is asked later. */
export function readEnterprise(input: EnterpriseInput): EnterpriseFacts | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: EnterpriseField, message: string): null => {
    problems.push({ field, message });
    return null;
  };
  const text = (field: EnterpriseField): string | null => {
    const found = (input[field] ?? '').replace(/\s+/g, ' ').trim();
    const longest = LONGEST[field] ?? 200;
    if (found.length > longest) return wrong(field, `Paling banyak ${longest} huruf`);
    return found === '' ? null : found;
  };
  const number = (field: EnterpriseField, kind: IdentifierKind): string | null => {
    const typed = text(field);
    if (typed === null) return null;
    const read = readAs(kind, typed);
    return 'problem' in read ? wrong(field, read.problem) : read.value;
  };
  const day = (field: EnterpriseField): string | null => {
    const read = readDay(input[field] ?? '');
    if (read === 'invalid' || (read !== null && !isDay(read)))
      return wrong(field, 'Tanggal ditulis hari/bulan/tahun, contoh 27/05/2019');
    return read;
  };

  const name = text('name');
  if (name === null && !problems.some(({ field }) => field === 'name')) wrong('name', 'Nama usaha wajib diisi');
  else if (name !== null && comparable(name) === '') wrong('name', 'Nama usaha tidak memuat huruf atau angka');
  const legalForm = FORMS.get(comparable(input.legalForm ?? ''));
  if (!legalForm)
    wrong(
      'legalForm',
      'Bentuk hukum diisi perorangan, PT perorangan, PT, CV, firma, koperasi, yayasan, BUM Desa, kelompok, lainnya, atau dikosongkan',
    );
  const isPerson = legalForm === 'perorangan';
  const sealsNpwp = legalForm !== undefined && hasPersonalNpwp(legalForm);
  const nib = number('nib', 'nib');
  const sealed: SealedValues = {};
  for (const field of ['nik', 'telepon', 'email'] as const) {
    if ((input[field] ?? '').trim() === TAKE_AWAY) sealed[field] = null;
    else {
      const found = number(field, field);
      if (found !== null) sealed[field] = found;
    }
  }
  const takesNpwp = (input.npwp ?? '').trim() === TAKE_AWAY;
  const npwp = takesNpwp ? null : number('npwp', isPerson ? 'npwp-perorangan' : 'npwp');
  if (sealsNpwp && npwp !== null) sealed.npwp = npwp;
  if (takesNpwp) sealed.npwp = null;
  if (isPerson && npwp && sealed.nik && !npwpIsNik(npwp, sealed.nik))
    wrong('npwp', 'NPWP 16 angka milik perorangan harus sama dengan NIK-nya; periksa keduanya');
  const nitku = number('nitku', 'nitku');
  if (nitku && npwp && !nitkuFitsNpwp(nitku, npwp))
    wrong('nitku', 'NITKU harus dimulai dengan 16 angka NPWP pusat; nomor ini milik NPWP lain');

  const woman = comparable(input.ownerWoman ?? '');
  if (woman !== '' && !YES.has(woman) && !NO.has(woman)) wrong('ownerWoman', 'Diisi ya, tidak, atau dikosongkan');
  const parentClass = comparable(input.parentClass ?? '');
  const knownParent = PARENT_CLASSES.find((one) => one === parentClass);
  if (parentClass !== '' && !knownParent)
    wrong('parentClass', 'Kelas usaha induk diisi mikro, kecil, menengah, besar, atau dikosongkan');
  const kbli = readKblis(input, wrong);
  const establishedOn = day('establishedOn');
  const verified = {
    nibVerifiedOn: day('nibVerifiedOn'),
    nibVerifiedWith: text('nibVerifiedWith'),
    npwpVerifiedOn: day('npwpVerifiedOn'),
    npwpVerifiedWith: text('npwpVerifiedWith'),
  };
  if (verified.nibVerifiedOn && !nib) wrong('nibVerifiedOn', 'Isi NIB-nya dahulu');

  const rest = {
    ownerName: text('ownerName'),
    wilayahCode: number('wilayahCode', 'wilayah-kemendagri'),
    address: text('address'),
    parentEnterprise: text('parentEnterprise'),
    note: text('note'),
    source: text('source'),
  };
  if (problems.length > 0 || name === null || !legalForm) return { problems };
  return {
    record: {
      name,
      legalForm,
      nib,
      npwp: sealsNpwp ? null : npwp,
      nitku,
      ownerWoman: woman === '' ? null : YES.has(woman),
      establishedOn,
      parentClass: (knownParent ?? null) as ParentClass | null,
      kbli,
      ...verified,
      ...rest,
    },
    sealed,
  };
}

/** Codes with commas or semicolons between; the first is the main one. All of one edition. */
function readKblis(input: EnterpriseInput, wrong: (field: EnterpriseField, message: string) => null): Kbli[] {
  const codes = splitList(input.kbli ?? '');
  if (codes.length === 0) return [];
  if (codes.length > 30) {
    wrong('kbli', 'Paling banyak 30 kode KBLI');
    return [];
  }
  const edition = (input.kbliEdition ?? '').trim() || DEFAULT_EDITION;
  const known = KBLI_EDITIONS.find((one) => one === edition);
  if (!known) wrong('kbliEdition', `Edisi KBLI diisi ${KBLI_EDITIONS.join(', ')}`);
  const read: Kbli[] = [];
  for (const [index, code] of codes.entries()) {
    const found = readAs('kbli', code);
    if ('problem' in found) {
      wrong('kbli', found.problem);
      break;
    }
    if (known) read.push({ edition: known, code: found.value, isMain: index === 0 });
  }
  return read;
}

/** The edition that NIBs carry until KBLI 2025 takes its place. */
const DEFAULT_EDITION: KbliEdition = '2020';
