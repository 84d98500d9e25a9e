import type {
  StatedEnterpriseDto,
  StatedOvopDto,
  StatedPaperDto,
  StatedProductDto,
} from '../../../eligibility/facts.dto.js';
import { type FactPath, PRODUCT_GROUPS, RISK_LEVELS } from '../../../eligibility/rules/facts.js';
import { RULES } from '../../../eligibility/rules/index.js';
import type { Outcome } from '../../../eligibility/rules/rule.js';
import { isDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { codes, type LawOfDay } from '../self-check/questions.js';
import { GROUP_WORDS, KIND_WORDS, SNI_WORDS, TRAIT_WORDS } from '../self-check/self-check.wording.js';

/** A field of the form of one question. */
export interface StatementField {
  name: string;
  label: string;
  type: 'radio' | 'select' | 'date' | 'checkbox';
  options?: readonly { value: string; text: string }[];
  required?: boolean;
  help?: string;
}

/** What one answer states, in the shape of the public check. */
export interface Stated {
  enterprise?: StatedEnterpriseDto;
  product?: StatedProductDto;
  ovop?: StatedOvopDto;
  /** The bureau's decision, which no check by oneself can take. */
  release?: boolean;
}

export type About = 'usaha' | 'produk';

/** A fact that no record, list or certificate holds, as a question to whoever knows it. */
export interface StatementQuestion {
  /** In the address. */
  key: string;
  about: About;
  title: string;
  /** The facts that its answer states; all are taken away together. */
  facts: readonly FactPath[];
  /** Where it is usually seen. */
  seenAt: string;
  /** The enterprise itself may say it. */
  own?: boolean;
  fields: readonly StatementField[];
  /** Reads what was answered; what is wrong goes into `problems`. */
  read(answers: Readonly<Record<string, string>>, problems: FieldProblem[]): Stated;
}

type Answers = Readonly<Record<string, string>>;

const YES_NO = [
  { value: 'ya', text: 'Ya' },
  { value: 'tidak', text: 'Tidak' },
];
const CLASSES = ['mikro', 'kecil', 'menengah', 'besar'].map((value) => ({ value, text: value }));
const PERMITS = [
  { value: 'sertifikat-standar', text: 'Sertifikat standar' },
  { value: 'sertifikat-standar-terverifikasi', text: 'Sertifikat standar terverifikasi' },
  { value: 'izin', text: 'Izin' },
];

const plain = (code: string): string => code.replaceAll('-', ' ');

/** The answer, if it is one of the choices. */
function chosen(
  answers: Answers,
  name: string,
  options: readonly { value: string }[],
  problems: FieldProblem[],
): string | undefined {
  const found = options.find(({ value }) => value === answers[name])?.value;
  if (found === undefined) problems.push({ field: name, message: 'Pilih salah satu jawaban' });
  return found;
}

function dayOrNone(answers: Answers, name: string, problems: FieldProblem[]): string | undefined {
  const text = (answers[name] ?? '').trim();
  if (text === '') return undefined;
  if (isDay(text) && /^(19|20)/.test(text)) return text;
  problems.push({ field: name, message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' });
  return undefined;
}

interface Common {
  key: string;
  title: string;
  seenAt: string;
  own?: boolean;
}

function flag(common: Common, path: FactPath): StatementQuestion {
  const [section, field = ''] = path.split('.');
  return {
    ...common,
    about: section === 'enterprise' ? 'usaha' : 'produk',
    facts: [path],
    fields: [{ name: 'jawaban', label: common.title, type: 'radio', options: YES_NO, required: true }],
    read(answers, problems) {
      const answer = chosen(answers, 'jawaban', YES_NO, problems);
      return answer === undefined ? {} : ({ [section ?? '']: { [field]: answer === 'ya' } } as Stated);
    },
  };
}

function choiceOf(
  common: Common,
  path: FactPath,
  options: readonly { value: string; text: string }[],
): StatementQuestion {
  const [section, field = ''] = path.split('.');
  const type = options.length > 5 ? 'select' : 'radio';
  return {
    ...common,
    about: section === 'enterprise' ? 'usaha' : 'produk',
    facts: [path],
    fields: [{ name: 'jawaban', label: common.title, type, options, required: true }],
    read(answers, problems) {
      const answer = chosen(answers, 'jawaban', options, problems);
      return answer === undefined ? {} : ({ [section ?? '']: { [field]: answer } } as Stated);
    },
  };
}

/** Several may be true; none of them is an answer too. */
function several(
  common: Common,
  path: FactPath,
  options: readonly { value: string; text: string }[],
): StatementQuestion {
  const [section, field = ''] = path.split('.');
  return {
    ...common,
    about: section === 'enterprise' ? 'usaha' : 'produk',
    facts: [path],
    fields: options.map(({ value, text }) => ({ name: value, label: text, type: 'checkbox' })),
    read: (answers) =>
      ({
        [section ?? '']: { [field]: options.filter(({ value }) => answers[value] === '1').map(({ value }) => value) },
      }) as Stated,
  };
}

const PAPER_STATES = [
  { value: 'ada', text: 'Ada' },
  { value: 'tidak', text: 'Tidak ada' },
];

function paper(common: Common, path: FactPath): StatementQuestion {
  const [section, field = ''] = path.split('.');
  return {
    ...common,
    about: section === 'enterprise' ? 'usaha' : 'produk',
    facts: [path],
    fields: [
      { name: 'jawaban', label: common.title, type: 'radio', options: PAPER_STATES, required: true },
      { name: 'terbit', label: 'Tanggal terbit', type: 'date' },
      { name: 'sampai', label: 'Berlaku sampai', type: 'date', help: 'Kosong berarti belum diketahui.' },
      { name: 'tanpa-batas', label: 'Berlaku tanpa batas waktu', type: 'checkbox' },
    ],
    read(answers, problems) {
      const answer = chosen(answers, 'jawaban', PAPER_STATES, problems);
      const issuedOn = dayOrNone(answers, 'terbit', problems);
      const until = answers['tanpa-batas'] === '1' ? null : dayOrNone(answers, 'sampai', problems);
      if (issuedOn !== undefined && typeof until === 'string' && until < issuedOn)
        problems.push({ field: 'sampai', message: 'Tanggal akhir mendahului tanggal terbit' });
      const stated: StatedPaperDto = {
        held: answer === 'ada',
        ...(issuedOn === undefined ? {} : { issuedOn }),
        ...(until === undefined ? {} : { expiresOn: until }),
      };
      return answer === undefined ? {} : ({ [section ?? '']: { [field]: stated } } as Stated);
    },
  };
}

const BLACKLIST = [
  { value: 'tidak', text: 'Tidak tercantum' },
  { value: 'ya', text: 'Tercantum' },
];

const blacklist: StatementQuestion = {
  key: 'daftar-hitam',
  about: 'usaha',
  title: 'Tercantum dalam daftar hitam?',
  facts: ['enterprise.blacklist', 'enterprise.blacklistCheckedOn'],
  seenAt: 'daftar hitam pada portal pengadaan LKPP',
  fields: [
    { name: 'jawaban', label: 'Tercantum dalam daftar hitam?', type: 'radio', options: BLACKLIST, required: true },
    { name: 'diperiksa', label: 'Daftar hitam diperiksa pada', type: 'date', required: true },
    { name: 'sejak', label: 'Bila tercantum: sanksi mulai', type: 'date' },
    { name: 'sampai', label: 'Sanksi berakhir', type: 'date', help: 'Kosong berarti belum ada batasnya.' },
  ],
  read(answers, problems) {
    const answer = chosen(answers, 'jawaban', BLACKLIST, problems);
    const blacklistCheckedOn = dayOrNone(answers, 'diperiksa', problems);
    if (blacklistCheckedOn === undefined && !problems.some(({ field }) => field === 'diperiksa'))
      problems.push({ field: 'diperiksa', message: 'Isi hari daftar hitam diperiksa' });
    const from = dayOrNone(answers, 'sejak', problems);
    const to = dayOrNone(answers, 'sampai', problems) ?? null;
    if (answer === 'ya' && from === undefined && !problems.some(({ field }) => field === 'sejak'))
      problems.push({ field: 'sejak', message: 'Isi hari mulai sanksinya' });
    if (from !== undefined && to !== null && to < from)
      problems.push({ field: 'sampai', message: 'Sanksi berakhir sebelum mulai' });
    const sanctions = answer === 'ya' && from !== undefined ? [{ from, to }] : [];
    return { enterprise: { blacklist: sanctions, blacklistCheckedOn } };
  },
};

const TAX = [
  { value: 'valid', text: 'Sah' },
  { value: 'not-valid', text: 'Tidak sah' },
] as const;

const tax: StatementQuestion = {
  key: 'status-pajak',
  about: 'usaha',
  title: 'Status pajak (KSWP)',
  facts: ['enterprise.taxStatus', 'enterprise.taxStatusUntil'],
  seenAt: 'layanan KSWP Direktorat Jenderal Pajak',
  fields: [
    { name: 'jawaban', label: 'Status pajak (KSWP)', type: 'radio', options: TAX, required: true },
    {
      name: 'sampai',
      label: 'Keterangan berlaku sampai',
      type: 'date',
      help: 'Kosong berarti belum diketahui; syaratnya lalu belum dapat dinilai.',
    },
  ],
  read(answers, problems) {
    const answer = chosen(answers, 'jawaban', TAX, problems);
    const taxStatusUntil = dayOrNone(answers, 'sampai', problems);
    const taxStatus = TAX.find(({ value }) => value === answer)?.value;
    return { enterprise: { taxStatus, ...(taxStatusUntil === undefined ? {} : { taxStatusUntil }) } };
  },
};

const release: StatementQuestion = {
  key: 'keputusan-biro',
  about: 'produk',
  title: 'Keputusan biro: produk yang ditahan ini boleh dijual?',
  facts: ['product.bureauRelease'],
  seenAt: 'keputusan kepala biro',
  fields: [
    { name: 'jawaban', label: 'Produk yang ditahan ini boleh dijual?', type: 'radio', options: YES_NO, required: true },
  ],
  read(answers, problems) {
    const answer = chosen(answers, 'jawaban', YES_NO, problems);
    return answer === undefined ? {} : { release: answer === 'ya' };
  },
};

/** Every question, in the order of the form; the choices are those of the law on the day. */
export function statementQuestions(law: LawOfDay): readonly StatementQuestion[] {
  const words = (key: string, of: Readonly<Record<string, string>> = {}): { value: string; text: string }[] =>
    [...new Set(codes(law, key).map((entry) => entry.split('/')[0] ?? entry))].map((value) => ({
      value,
      text: of[value] ?? plain(value),
    }));
  const statement = 'surat pernyataan pengelola akun';
  const account = 'profil akun katalog';
  return [
    flag(
      {
        key: 'pakta-integritas',
        title: 'Pakta integritas sudah ditandatangani?',
        seenAt: 'pakta integritas yang ditandatangani',
        own: true,
      },
      'enterprise.integrityPact',
    ),
    tax,
    blacklist,
    choiceOf({ key: 'status-nib', title: 'Status NIB dalam OSS', seenAt: 'OSS' }, 'enterprise.nibStatus', [
      { value: 'active', text: 'Aktif' },
      { value: 'not-active', text: 'Tidak aktif' },
    ]),
    flag(
      { key: 'nib-akun-lain', title: 'NIB sudah dipakai akun lain?', seenAt: account, own: true },
      'enterprise.nibTaken',
    ),
    flag(
      { key: 'pengelola-akun', title: 'Pengelola akun orang yang tercatat pada NIB?', seenAt: account, own: true },
      'enterprise.adminIsNibHolder',
    ),
    flag(
      { key: 'surat-kuasa', title: 'Ada surat kuasa badan usaha?', seenAt: 'surat kuasa', own: true },
      'enterprise.powerOfAttorney',
    ),
    flag(
      { key: 'identitas-digital', title: 'Pengelola akun mempunyai identitas digital?', seenAt: statement, own: true },
      'enterprise.digitalIdentity',
    ),
    choiceOf(
      { key: 'peran', title: 'Peran usaha dalam katalog', seenAt: account, own: true },
      'enterprise.role',
      words('catalogue.roles'),
    ),
    paper(
      { key: 'surat-penunjukan', title: 'Surat penunjukan', seenAt: 'surat penunjukan dari pembuatnya' },
      'enterprise.appointment',
    ),
    choiceOf(
      { key: 'tingkat-risiko', title: 'Tingkat risiko pada NIB', seenAt: 'OSS, lampiran NIB', own: true },
      'enterprise.riskLevel',
      RISK_LEVELS.map((value) => ({ value, text: plain(value) })),
    ),
    several({ key: 'izin', title: 'Izin selain NIB', seenAt: 'OSS', own: true }, 'enterprise.permits', PERMITS),
    choiceOf(
      { key: 'kelas-induk', title: 'Kelas usaha yang memiliki atau menguasai', seenAt: statement, own: true },
      'enterprise.parentClass',
      [{ value: 'none', text: 'Tidak ada yang memiliki atau menguasai' }, ...CLASSES],
    ),
    choiceOf(
      { key: 'kelas-katalog', title: 'Kelas usaha pada katalog', seenAt: account },
      'enterprise.catalogueClass',
      CLASSES,
    ),
    choiceOf(
      { key: 'kelas-sikap', title: 'Kelas usaha pada SIKaP', seenAt: 'SIKaP' },
      'enterprise.sikapClass',
      CLASSES,
    ),
    flag(
      { key: 'akun-spse', title: 'Ada akun SPSE dengan agregasi data penyedia?', seenAt: 'SPSE' },
      'enterprise.spseAccount',
    ),
    flag({ key: 'profil-sikap', title: 'Profil SIKaP sudah terisi?', seenAt: 'SIKaP' }, 'enterprise.sikapFilled'),

    choiceOf(
      { key: 'golongan', title: 'Golongan produk', seenAt: 'keterangan produk pada kemasan' },
      'product.group',
      PRODUCT_GROUPS.map((value) => ({ value, text: GROUP_WORDS[value] })),
    ),
    choiceOf(
      { key: 'jenis', title: 'Jenis produk untuk KBLI', seenAt: 'keterangan produk' },
      'product.kind',
      words('kbli.codes-2020', KIND_WORDS),
    ),
    several(
      {
        key: 'sifat-pangan',
        title: 'Sifat pangan yang tidak boleh memakai P-IRT',
        seenAt: 'keterangan produk pada kemasan',
      },
      'product.traits',
      words('product.p-irt.excluded', TRAIT_WORDS),
    ),
    choiceOf(
      { key: 'pangan-sni', title: 'Pangan yang wajib SNI?', seenAt: 'keterangan produk' },
      'product.sniProduct',
      [{ value: 'none', text: 'Bukan salah satunya' }, ...words('sni.compulsory', SNI_WORDS)],
    ),
    flag(
      { key: 'tidak-halal', title: 'Kemasan memuat keterangan tidak halal?', seenAt: 'kemasan' },
      'product.nonHalalStatement',
    ),
    paper(
      { key: 'hasil-hutan', title: 'Dokumen legalitas hasil hutan', seenAt: 'dokumennya' },
      'product.forestDocument',
    ),
    release,
    flag(
      { key: 'usulan-dinas', title: 'Diusulkan dinas kabupaten atau kota?', seenAt: 'surat usulan dinas' },
      'ovop.proposedByDinas',
    ),
  ];
}

/** The question whose answer a requirement waits for; undefined where its facts stand in records and certificates. */
export function questionFor(questions: readonly StatementQuestion[], code: string): StatementQuestion | undefined {
  const reads = new Set(RULES.find((rule) => rule.code === code)?.reads ?? []);
  return questions.find(({ facts }) => facts.some((path) => reads.has(path)));
}

/** Where a clerk states what each open requirement waits for. */
export function recordLinks(
  law: LawOfDay,
  subject: { enterpriseId: string; productId: string | null },
  requirements: readonly { code: string; outcome: Outcome }[],
): Map<string, string> {
  const questions = statementQuestions(law);
  const links = new Map<string, string>();
  for (const { code, outcome } of requirements) {
    if (outcome !== 'fails' && outcome !== 'cannot-tell') continue;
    const question = questionFor(questions, code);
    if (question?.about === 'usaha')
      links.set(code, `/kelayakan/keterangan/usaha/${subject.enterpriseId}/${question.key}`);
    else if (question && subject.productId !== null)
      links.set(code, `/kelayakan/keterangan/produk/${subject.productId}/${question.key}`);
  }
  return links;
}
