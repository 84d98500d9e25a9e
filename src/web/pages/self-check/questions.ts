import { LEGAL_FORMS, PRODUCT_GROUPS, type ProductGroup } from '../../../eligibility/rules/facts.js';
import { type Book, valueOn } from '../../../regulation/book.js';
import { isDay } from '../../../shared/dates.js';
import { formatRupiahShort, senFromDecimal } from '../../../shared/money.js';
import { DOCUMENT_WORDS, FORM_WORDS, GROUP_WORDS, KIND_WORDS, SNI_WORDS, TRAIT_WORDS } from './self-check.wording.js';

/** What somebody answered, by the name of the question. A question without an answer is one that is not known. */
export type Answers = Readonly<Record<string, string>>;

export interface Choice {
  value: string;
  text: string;
}

export interface Question {
  name: string;
  text: string;
  help?: string;
  /** Few and short choices are tiles under the thumb, many are a list; a day is typed, and may always be left out. */
  kind: 'tiles' | 'list' | 'day';
  choices: readonly Choice[];
}

export interface Screen {
  title: string;
  questions: readonly Question[];
}

/** Answers that nobody has to know; they count as not answered. */
export const NOT_KNOWN = 'tidak-tahu';

/** The screens with questions; the result is one more. */
export const SCREENS = 5;

const FOOD: readonly ProductGroup[] = [
  'pangan-kering-terkemas',
  'pangan-hewani-dingin-beku',
  'pangan-tidak-halal',
  'minuman-beralkohol',
  'pangan-siap-saji',
  'pangan-segar',
  'garam-konsumsi',
  'amdk',
  'madu',
];

/** What the questions rest on. */
export interface LawOfDay {
  book: Book;
  day: string;
  /** Name of the province that the service runs for; null = it runs for all, and local cannot be told. */
  province: string | null;
}

export const codes = ({ book, day }: LawOfDay, key: string): readonly string[] =>
  valueOn(book, key, day, 'codes')?.value ?? [];

const choice = (value: string, text: string): Choice => ({ value, text });
const tiles = (name: string, text: string, choices: readonly Choice[], help?: string): Question => ({
  name,
  text,
  kind: 'tiles',
  choices: [...choices, choice(NOT_KNOWN, 'Belum tahu')],
  ...(help === undefined ? {} : { help }),
});
const list = (name: string, text: string, choices: readonly Choice[], help?: string): Question => ({
  ...tiles(name, text, choices, help),
  kind: 'list',
});
const YES_NO = [choice('ya', 'Ya'), choice('tidak', 'Tidak')];
const HELD = [choice('ya', 'Ada'), choice('tidak', 'Belum ada')];
const PAPER = [choice('ya', 'Ada, masih berlaku'), choice('habis', 'Sudah habis'), choice('tidak', 'Belum ada')];

/** The questions, screen by screen, that these answers call for. Pure: the same answers give the same questions. */
export function screens(answers: Answers, law: LawOfDay): readonly Screen[] {
  const kind = answers['jenis'];
  const fitting = codes(law, 'kbli.codes-2020').flatMap((entry) => {
    const [of, code] = entry.split('/');
    return of === kind && code !== undefined ? [code] : [];
  });
  const asked = documentsAsked(answers, law).map((code) => DOCUMENT_WORDS[code] ?? code.replaceAll('-', ' '));
  return [
    {
      title: 'Usaha dan produk Anda',
      questions: [
        list(
          'bentuk',
          'Bentuk usaha',
          LEGAL_FORMS.map((form) => choice(form, FORM_WORDS[form])),
        ),
        list(
          'golongan',
          'Produk yang ingin dijual',
          PRODUCT_GROUPS.map((group) => choice(group, GROUP_WORDS[group])),
        ),
        list(
          'jenis',
          'Jenisnya',
          [...new Set(codes(law, 'kbli.codes-2020').map((entry) => entry.split('/')[0] ?? ''))].map((code) =>
            choice(code, KIND_WORDS[code] ?? code.replaceAll('-', ' ')),
          ),
        ),
        tiles('pembuat', 'Anda sendiri yang membuatnya?', [
          choice('ya', 'Ya'),
          choice('surat', 'Tidak, ada surat penunjukan'),
          choice('tanpa-surat', 'Tidak, tanpa surat'),
        ]),
        ...(law.province === null ? [] : [tiles('tempat', `Usaha terletak di ${law.province}?`, YES_NO)]),
      ],
    },
    {
      title: 'Surat usaha',
      questions: [
        tiles('nib', 'Nomor induk berusaha (NIB)', [
          choice('aktif', 'Ada, aktif'),
          choice('tidak-aktif', 'Ada, tidak aktif'),
          choice('ada', 'Ada, belum tahu aktif'),
          choice('tidak', 'Belum ada'),
        ]),
        tiles('npwp', 'NPWP', HELD),
        tiles('pajak', 'Status pajak (KSWP) sah?', YES_NO, 'Sah bila SPT dua tahun terakhir sudah dilaporkan.'),
        tiles(
          'dokumen',
          'Dokumen lain lengkap?',
          [choice('ya', 'Lengkap'), choice('tidak', 'Belum')],
          asked.length === 0 ? undefined : `Yang diminta: ${asked.join(', ')}.`,
        ),
        tiles('risiko', 'Izin menurut tingkat risiko pada NIB', [
          choice('rendah', 'Risiko rendah, cukup NIB'),
          choice('ada', 'Lebih tinggi, izinnya ada'),
          choice('tidak', 'Lebih tinggi, belum ada'),
        ]),
        ...(fitting.length === 0
          ? []
          : [
              tiles(
                'kbli',
                'Bidang usaha (KBLI) pada NIB sesuai?',
                YES_NO,
                `Yang sesuai dengan produk ini: ${fitting.join(', ')}.`,
              ),
            ]),
      ],
    },
    {
      title: 'Akun katalog',
      questions: [
        tiles('pengelola', 'Pengelola akun orang yang tercatat pada NIB?', [
          choice('ya', 'Ya'),
          choice('kuasa', 'Bukan, ada surat kuasa'),
          choice('tidak', 'Bukan, tanpa surat kuasa'),
        ]),
        tiles('akun-lain', 'NIB sudah dipakai akun lain?', YES_NO),
        tiles('identitas', 'Identitas digital pengelola akun', HELD),
        tiles('pakta', 'Pakta integritas sudah ditandatangani?', YES_NO),
        tiles('hitam', 'Tercantum dalam daftar hitam?', [
          choice('tidak', 'Tidak, sudah dicek hari ini'),
          choice('ya', 'Ya'),
        ]),
        tiles('kategori', 'Produk sudah masuk kategori katalog?', YES_NO),
      ],
    },
    { title: 'Ukuran usaha', questions: sizeQuestions(law) },
    { title: 'Izin produk', questions: productQuestions(answers, law) },
  ];
}

function sizeQuestions(law: LawOfDay): Question[] {
  const year = valueOn(law.book, 'umk.basis.year', law.day, 'count')?.value;
  return [
    ...(typeof year === 'number'
      ? [
          tiles('berdiri', 'Kapan usaha didirikan?', [
            choice('lama', `Sebelum ${year}`),
            choice('tahun-itu', `Dalam ${year}`),
            choice('baru', `Sesudah ${year}`),
          ]),
        ]
      : []),
    list('modal', 'Modal usaha, tanpa tanah dan bangunan', brackets(law, 'umk.capital.max-')),
    list('penjualan', 'Hasil penjualan setahun', brackets(law, 'umk.sales.max-')),
    tiles('induk', 'Dimiliki atau dikuasai usaha lain?', [
      choice('tidak', 'Tidak'),
      choice('kecil', 'Ya, usaha mikro atau kecil'),
      choice('besar', 'Ya, usaha menengah atau besar'),
    ]),
    tiles('cabang', 'Kantor pusat atau cabang?', [
      choice('pusat', 'Pusat atau satu-satunya'),
      choice('cabang', 'Cabang'),
    ]),
  ];
}

/** The stretches between the ceilings in force: which of them is known tells the class, the amount itself is not asked. */
function brackets(law: LawOfDay, key: string): Choice[] {
  const ceilings = (['mikro', 'kecil', 'menengah'] as const).map(
    (name) => valueOn(law.book, `${key}${name}`, law.day, 'rupiah')?.value ?? null,
  );
  if (ceilings.some((ceiling) => ceiling === null)) return [];
  const words = ceilings.map((ceiling) => formatRupiahShort(senFromDecimal(ceiling ?? '0')).replace(',0 ', ' '));
  return [
    ...words.map((upTo, at) =>
      choice(String(at), at === 0 ? `Sampai ${upTo}` : `Lebih dari ${words[at - 1]} sampai ${upTo}`),
    ),
    choice('3', `Lebih dari ${words.at(-1)}`),
  ];
}

function productQuestions(answers: Answers, law: LawOfDay): Question[] {
  const group = groupOf(answers);
  if (group === undefined) return [];
  const either = codes(law, 'product.licence.p-irt-or-md').includes(group);
  const md =
    codes(law, 'product.licence.md').includes(group) || codes(law, 'product.licence.md.unconfirmed').includes(group);
  const halal = codes(law, 'halal.groups').includes(group) || codes(law, 'halal.groups.unconfirmed').includes(group);
  const other = otherLicence(group, law);
  const food = FOOD.includes(group);
  const questions: Question[] = [];
  if (either)
    questions.push(
      tiles('izin', 'Izin edar pangan', [
        choice('p-irt', 'P-IRT, masih berlaku'),
        choice('md', 'BPOM MD, masih berlaku'),
        choice('habis', 'Sudah habis'),
        choice('tidak', 'Belum ada'),
      ]),
    );
  else if (md)
    questions.push(tiles('izin', 'Izin edar BPOM MD', [choice('md', 'Ada, masih berlaku'), ...PAPER.slice(1)]));
  if (either || md) questions.push(day('izin-sampai', 'Izin edar berlaku sampai'));
  if (halal) questions.push(tiles('halal', 'Sertifikat halal', HELD));
  if (codes(law, 'halal.non-halal-statement.unconfirmed').includes(group))
    questions.push(tiles('tidak-halal', 'Kemasan memuat keterangan tidak halal?', YES_NO));
  if (either)
    questions.push(
      list('sifat', 'Termasuk salah satu ini?', [
        choice('bukan', 'Tidak satu pun'),
        ...codes(law, 'product.p-irt.excluded').map((code) =>
          choice(code, TRAIT_WORDS[code] ?? code.replaceAll('-', ' ')),
        ),
      ]),
    );
  if (food)
    questions.push(
      list('pangan-sni', 'Pangan yang wajib SNI?', [
        choice('none', 'Bukan salah satunya'),
        ...codes(law, 'sni.compulsory').map((entry) => {
          const code = entry.split('/')[0] ?? entry;
          return choice(code, SNI_WORDS[code] ?? code.replaceAll('-', ' '));
        }),
      ]),
      tiles('sni', 'Sertifikat SNI', [choice('ya', 'Ada, masih berlaku'), choice('tidak', 'Tidak ada')]),
    );
  if (other !== undefined)
    questions.push(tiles('izin-lain', `Izin lain: ${DOCUMENT_WORDS[other] ?? other.replaceAll('-', ' ')}`, PAPER));
  if (codes(law, 'brand.compulsory-groups.unconfirmed').includes(group))
    questions.push(tiles('merek', 'Merek terdaftar', PAPER));
  questions.push(
    tiles('cendana', 'Memakai kayu atau minyak cendana?', [
      choice('tidak', 'Tidak'),
      choice('ya', 'Ya, ada dokumen hasil hutan'),
      choice('tanpa', 'Ya, tanpa dokumen'),
    ]),
  );
  return questions;
}

const day = (name: string, text: string): Question => ({
  name,
  text,
  kind: 'day',
  choices: [],
  help: 'Lihat tanggal pada sertifikat. Belum tahu? Biarkan kosong.',
});

export function groupOf(answers: Answers): ProductGroup | undefined {
  return PRODUCT_GROUPS.find((group) => group === answers['golongan']);
}

/** The licence beside P-IRT and MD that the group needs. */
export function otherLicence(group: string, law: LawOfDay): string | undefined {
  return codes(law, 'product.other-licences.unconfirmed')
    .find((entry) => entry.startsWith(`${group}/`))
    ?.slice(group.length + 1);
}

/** The documents that the law asks of such an enterprise, without the two that have a question of their own. */
export function documentsAsked(answers: Answers, law: LawOfDay): string[] {
  const form = answers['bentuk'];
  const more =
    form === undefined || form === NOT_KNOWN
      ? []
      : codes(law, form === 'perorangan' ? 'catalogue.documents.person' : 'catalogue.documents.body');
  return [...codes(law, 'catalogue.documents.everybody'), ...more].filter(
    (code) => code !== 'nib' && code !== 'bukti-kswp',
  );
}

/** What was sent, without what no question asks: a value that is none of the choices counts as not answered. */
export function readAnswers(sent: Readonly<Record<string, unknown>>, law: LawOfDay): Answers {
  let answers: Record<string, string> = {};
  // What is asked hangs on earlier answers, so they are read until nothing is added.
  for (let before = -1; Object.keys(answers).length !== before;) {
    before = Object.keys(answers).length;
    answers = Object.fromEntries(
      screens(answers, law)
        .flatMap(({ questions }) => questions)
        .flatMap(({ name, kind, choices }) => {
          const value = sent[name];
          if (typeof value !== 'string') return [];
          const fits =
            kind === 'day' ? isDay(value) && /^(19|20)/.test(value) : choices.some((one) => one.value === value);
          return fits ? [[name, value]] : [];
        }),
    );
  }
  return answers;
}
