import type { EligibilityCheckDto } from '../../../eligibility/eligibility.dto.js';
import type {
  StatedDocumentDto,
  StatedEnterpriseDto,
  StatedKbliDto,
  StatedPaperDto,
  StatedProductDto,
} from '../../../eligibility/facts.dto.js';
import { LEGAL_FORMS } from '../../../eligibility/rules/facts.js';
import { valueOn } from '../../../regulation/book.js';
import { addDays } from '../../../shared/dates.js';
import { senFromDecimal, senToDecimal } from '../../../shared/money.js';
import { type Answers, codes, documentsAsked, groupOf, type LawOfDay, NOT_KNOWN, otherLicence } from './questions.js';

/** Stands where the rules want the number of a NIB that the check never asks for. */
const SOME_NIB = '0000000000000';
const SOME_CODE = '00000';

/** The answers as what the public check takes. "Belum tahu" and no answer are the same: the fact is left out. */
export function statedOf(answers: Answers, law: LawOfDay, provinceCode: string | undefined): EligibilityCheckDto {
  const says = (name: string): string | undefined => (answers[name] === NOT_KNOWN ? undefined : answers[name]);
  const flag = (name: string): boolean | undefined => {
    const answer = says(name);
    return answer === undefined ? undefined : answer === 'ya';
  };
  // "Still valid" is known for today and no longer: the day on the certificate, where it was given, says how long.
  const today = (held: boolean): StatedPaperDto => (held ? { held, expiresOn: law.day } : { held });
  const enterprise: StatedEnterpriseDto = {
    legalForm: LEGAL_FORMS.find((form) => form === says('bentuk')),
    nib: says('nib') === undefined ? undefined : says('nib') === 'tidak' ? null : SOME_NIB,
    nibStatus: nibStatus(says('nib')),
    nibTaken: flag('akun-lain'),
    adminIsNibHolder: flag('pengelola'),
    powerOfAttorney: says('pengelola') === undefined ? undefined : says('pengelola') === 'kuasa',
    hasNpwp: flag('npwp'),
    nitku: says('cabang') === undefined ? undefined : says('cabang') === 'cabang' ? 'branch' : 'head-office',
    taxStatus: flag('pajak') === undefined ? undefined : flag('pajak') ? 'valid' : 'not-valid',
    taxStatusUntil: flag('pajak') ? law.day : undefined,
    blacklist: says('hitam') === undefined ? undefined : says('hitam') === 'ya' ? [{ from: law.day, to: null }] : [],
    blacklistCheckedOn: says('hitam') === 'tidak' ? law.day : undefined,
    integrityPact: flag('pakta'),
    documents: documentsOf(answers, says, law, today),
    kbli: kbliOf(says, law),
    riskLevel: says('risiko') === undefined ? undefined : says('risiko') === 'rendah' ? 'rendah' : 'tinggi',
    permits: says('risiko') === undefined ? undefined : says('risiko') === 'ada' ? ['izin'] : [],
    role: says('pembuat') === undefined ? undefined : says('pembuat') === 'ya' ? 'produsen' : 'pengecer',
    appointment: says('pembuat') === undefined ? undefined : today(says('pembuat') === 'surat'),
    capital: amountOf(says('modal'), law, 'umk.capital.max-'),
    sales: amountOf(says('penjualan'), law, 'umk.sales.max-'),
    establishedOn: foundedOf(says('berdiri'), law),
    parentClass: parentOf(says('induk')),
    // Which place outside it is, changes nothing.
    wilayahCode: says('tempat') && provinceCode && (says('tempat') === 'ya' ? provinceCode : 'luar'),
    digitalIdentity: flag('identitas'),
  };
  return {
    platform: 'v6',
    day: law.day,
    enterprise: known(enterprise),
    product: productOf(answers, says, flag, law, today),
    ovop: {},
  };
}

type Says = (name: string) => string | undefined;

function productOf(
  answers: Answers,
  says: Says,
  flag: (name: string) => boolean | undefined,
  law: LawOfDay,
  today: (held: boolean) => StatedPaperDto,
): StatedProductDto {
  const group = groupOf(answers);
  const licence = says('izin');
  const until = answers['izin-sampai'];
  const dated = (held: boolean): StatedPaperDto =>
    held && until !== undefined ? { held, expiresOn: until } : today(held);
  const over = { held: true, expiresOn: until !== undefined && until < law.day ? until : addDays(law.day, -1) };
  const licenceOf = (kind: string, ranOut: boolean): StatedPaperDto | undefined =>
    licence === undefined ? undefined : licence === 'habis' && ranOut ? over : dated(licence === kind);
  const paper = (name: string): StatedPaperDto | undefined => {
    const answer = says(name);
    if (answer === undefined) return undefined;
    return answer === 'habis' ? { held: true, expiresOn: addDays(law.day, -1) } : today(answer === 'ya');
  };
  const homeMade = group !== undefined && codes(law, 'product.licence.p-irt-or-md').includes(group);
  // A licence for food is no question of cloth and carvings: none is used there.
  const asksNone =
    group !== undefined &&
    !homeMade &&
    ![...codes(law, 'product.licence.md'), ...codes(law, 'product.licence.md.unconfirmed')].includes(group);
  const other = group === undefined ? undefined : otherLicence(group, law);
  const otherPaper = paper('izin-lain');
  const trait = says('sifat');
  return known({
    group,
    kind: says('jenis'),
    traits: trait === undefined ? undefined : trait === 'bukan' ? [] : [trait],
    pirt: asksNone ? { held: false } : licenceOf('p-irt', homeMade),
    md: licenceOf('md', !homeMade),
    halal: paper('halal'),
    nonHalalStatement: flag('tidak-halal'),
    otherLicences: other === undefined || otherPaper === undefined ? undefined : [{ kind: other, ...otherPaper }],
    sniProduct: says('pangan-sni'),
    sni: paper('sni'),
    brand: paper('merek'),
    materials: says('cendana') === undefined ? undefined : says('cendana') === 'tidak' ? [] : ['cendana'],
    forestDocument:
      says('cendana') === 'ya' || says('cendana') === 'tanpa' ? today(says('cendana') === 'ya') : undefined,
    category: says('kategori') === undefined ? undefined : says('kategori') === 'ya' ? 'dipilih' : null,
  });
}

function nibStatus(answer: string | undefined): StatedEnterpriseDto['nibStatus'] {
  return answer === 'aktif' ? 'active' : answer === 'tidak-aktif' ? 'not-active' : undefined;
}

/** NIB and tax status have questions of their own, and are documents as well. */
function documentsOf(
  answers: Answers,
  says: Says,
  law: LawOfDay,
  today: (held: boolean) => StatedPaperDto,
): StatedDocumentDto[] | undefined {
  const nib = says('nib');
  const tax = says('pajak');
  const rest = says('dokumen');
  const documents: StatedDocumentDto[] = [
    ...(nib === undefined ? [] : [{ kind: 'nib', ...today(nib !== 'tidak') }]),
    ...(tax === undefined ? [] : [{ kind: 'bukti-kswp', ...today(tax === 'ya') }]),
    ...(rest === undefined ? [] : documentsAsked(answers, law).map((kind) => ({ kind, ...today(rest === 'ya') }))),
  ];
  return documents.length === 0 ? undefined : documents;
}

function kbliOf(says: Says, law: LawOfDay): StatedKbliDto[] | undefined {
  const answer = says('kbli');
  if (answer === undefined) return undefined;
  const start = `${says('jenis') ?? ''}/`;
  const fitting = codes(law, 'kbli.codes-2020').find((entry) => entry.startsWith(start));
  return [{ edition: '2020', code: answer === 'ya' && fitting ? fitting.slice(start.length) : SOME_CODE }];
}

/** An amount inside the bracket: its ceiling, which is inside, or one sen above the last. */
function amountOf(bracket: string | undefined, law: LawOfDay, key: string): string | undefined {
  if (bracket === undefined) return undefined;
  const name = (['mikro', 'kecil', 'menengah'] as const)[Number(bracket)];
  const ceiling = valueOn(law.book, `${key}${name ?? 'menengah'}`, law.day, 'rupiah')?.value;
  if (ceiling === undefined || ceiling === null) return undefined;
  return name === undefined ? senToDecimal(senFromDecimal(ceiling) + 1n) : ceiling;
}

/** Only the year matters, and of its own year the day would: then it stays unknown. */
function foundedOf(answer: string | undefined, law: LawOfDay): string | undefined {
  const year = valueOn(law.book, 'umk.basis.year', law.day, 'count')?.value;
  if (typeof year !== 'number' || answer === undefined || answer === 'tahun-itu') return undefined;
  return `${answer === 'lama' ? year - 1 : year + 1}-01-01`;
}

function parentOf(answer: string | undefined): StatedEnterpriseDto['parentClass'] {
  return answer === 'tidak' ? 'none' : answer === 'kecil' ? 'kecil' : answer === 'besar' ? 'besar' : undefined;
}

/** Without what is not known: a key that is there counts as stated. */
function known<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
