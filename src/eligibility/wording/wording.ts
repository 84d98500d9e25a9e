import { formatDay, isDay } from '../../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../../shared/money.js';
import { type Book, getSource, type Standing } from '../../regulation/book.js';
import type { Readiness, State } from '../rules/assess.js';
import type { Citation } from '../rules/law.js';
import type { Outcome, Purpose, Verdict } from '../rules/rule.js';
import { SENTENCES, WARNINGS } from './sentences.js';
import { type NextStep, STEPS } from './steps.js';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  meets: 'Memenuhi',
  fails: 'Tidak memenuhi',
  'does-not-apply': 'Tidak berlaku',
  'cannot-tell': 'Belum dapat dinilai',
};

export const STATE_WORDS: Readonly<Record<State, string>> = {
  layak: 'Layak',
  'layak-bersyarat': 'Layak, dengan catatan',
  'belum-lengkap': 'Belum lengkap',
  kedaluwarsa: 'Kedaluwarsa',
  'tidak-layak': 'Tidak layak',
  'tidak-berlaku': 'Tidak berlaku',
};

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  katalog: 'Menjual pada katalog',
  'umk-k': 'Terhitung UMK dan koperasi',
  lokal: 'Terhitung usaha setempat',
  ovop: 'Produk OVOP',
};

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  confirmed: 'terbaca pada sumber yang disebut',
  'not-found-again': 'sumbernya belum ditemukan lagi',
  'general-knowledge': 'pengetahuan umum, belum dipastikan',
  draft: 'rancangan, belum berlaku',
};

/** The title of each rule for people. */
export const TITLES: Readonly<Record<string, string>> = {
  'KEL-001': 'NIB aktif',
  'KEL-002': 'NIB belum dipakai akun lain',
  'KEL-003': 'Pengelola akun sesuai NIB',
  'KEL-004': 'NPWP',
  'KEL-005': 'Bukan cabang',
  'KEL-006': 'Status pajak (KSWP)',
  'KEL-007': 'Daftar hitam',
  'KEL-008': 'Pakta integritas',
  'KEL-009': 'Dokumen usaha',
  'KEL-010': 'KBLI sesuai produk',
  'KEL-011': 'Izin menurut tingkat risiko',
  'KEL-012': 'Surat penunjukan',
  'KEL-013': 'Kelas usaha mikro atau kecil',
  'KEL-014': 'Tidak dikuasai usaha menengah atau besar',
  'KEL-015': 'Koperasi',
  'KEL-016': 'Usaha setempat',
  'KEL-017': 'Identitas digital',
  'KEL-018': 'Akun SPSE',
  'KEL-019': 'Profil SIKaP',
  'KEL-020': 'Etalase',
  'KEL-021': 'Kategori katalog',
  'KEL-022': 'Kelas usaha sama pada SIKaP dan katalog',
  'KEL-101': 'Izin edar pangan (P-IRT atau MD)',
  'KEL-102': 'P-IRT boleh dipakai',
  'KEL-103': 'Izin lain menurut golongan',
  'KEL-104': 'Sertifikat halal',
  'KEL-105': 'Keterangan tidak halal',
  'KEL-106': 'SNI wajib',
  'KEL-107': 'TKDN',
  'KEL-108': 'Merek',
  'KEL-109': 'Indikasi geografis',
  'KEL-110': 'Keputusan Biro untuk produk yang ditahan',
  'KEL-111': 'Legalitas hasil hutan',
  'KEL-201': 'Khas setempat',
  'KEL-202': 'Unik dan bercitra tradisi',
  'KEL-203': 'Bermutu',
  'KEL-204': 'Berpotensi pasar',
  'KEL-205': 'Berkesinambungan',
  'KEL-206': 'Sentra',
  'KEL-207': 'Desa asal',
  'KEL-208': 'Usulan dinas',
  'KEL-209': 'Kelompok komoditas OVOP',
  'KEL-210': 'Usaha berizin',
};

/** Words for the codes of lists in evidence; a code without words is shown with spaces for hyphens. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  nib: 'NIB',
  'bukti-kswp': 'bukti KSWP',
  'surat-pkp-atau-non-pkp': 'surat PKP atau non-PKP',
  'npwp-perusahaan': 'NPWP perusahaan',
  nkv: 'NKV (nomor kontrol veteriner)',
  'laik-higiene': 'laik higiene sanitasi',
  'registrasi-psat': 'registrasi pangan segar (PSAT)',
  'wajib-sni': 'pangan wajib SNI',
  'hewani-dingin-beku': 'daging, ikan, atau unggas dingin atau beku',
  'kaleng-asam-rendah': 'pangan kaleng berasam rendah',
  'sterilisasi-atau-pasteurisasi': 'pangan yang disterilkan atau dipasteurisasi',
  'bayi-diet-medis': 'pangan bayi, diet, atau medis',
  alkohol: 'minuman beralkohol',
  amdk: 'air minum dalam kemasan',
  susu: 'susu dan olahannya',
  'ditetapkan-bpom': 'pangan lain yang ditetapkan BPOM',
};
const CODED = new Set(['missing', 'needed', 'reasons', 'licence', 'group', 'kind', 'riskLevel', 'commodity', 'asked']);
const MONEY = new Set(['capital', 'sales']);

function shown(field: string, text: string): string {
  if (MONEY.has(field)) return formatRupiah(senFromDecimal(text));
  if (isDay(text)) return formatDay(text);
  if (field === 'percent' || field === 'first' || field === 'selfMin') return text.replace('.', ',');
  if (!CODED.has(field)) return text;
  return text
    .split(', ')
    .map((code) => CODE_WORDS[code] ?? code.replaceAll('-', ' '))
    .join(', ');
}

const FIELD = /\{(\w+)\}/g;

/** The sentence of a verdict. */
export function sentenceOf({ because, evidence }: Pick<Verdict, 'because' | 'evidence'>): string {
  const sentence = SENTENCES[because];
  if (sentence === undefined) throw new Error(`There is no sentence for ${because}`);
  if (!sentence.includes('{')) return sentence;
  return sentence.replaceAll(FIELD, (_, field: string) => {
    const text = evidence[field];
    return text === undefined ? '(belum diketahui)' : shown(field, text);
  });
}

export function warningOf(code: string): string {
  const sentence = WARNINGS[code];
  if (sentence === undefined) throw new Error(`There is no sentence for the warning ${code}`);
  return sentence;
}

/** What would make an unmet requirement pass; null where nothing is to be done. */
export function nextStepOf({ code, outcome, warnings }: Verdict): NextStep | null {
  const wished = warnings.includes('recommended') || warnings.includes('halal-becomes-a-duty');
  if (outcome !== 'fails' && outcome !== 'cannot-tell' && !wished) return null;
  const next = STEPS[code];
  if (!next) throw new Error(`Rule ${code} has no next step`);
  return next;
}

/** A book is never changed, and its citations come again in every assessment. */
const CITATIONS = new WeakMap<Book, Map<string, string>>();

/** A source in plain words first, its name and article after them: never an article number alone. */
export function citationOf({ source: code, article, standing }: Citation, book: Book): string {
  const known = CITATIONS.get(book) ?? new Map<string, string>();
  CITATIONS.set(book, known);
  const key = `${code}|${article ?? ''}|${standing}`;
  let text = known.get(key);
  if (text === undefined) {
    const source = getSource(book, code);
    const name = article === null ? source.name : `${source.name} ${article}`;
    text = `${source.about} (${name}; ${STANDING_WORDS[standing]})`;
    known.set(key, text);
  }
  return text;
}

/** '7 dari 12 syarat terpenuhi; 2 belum terpenuhi, 3 belum diketahui.' */
export function readinessSentence({ met, unmet, unknown, asked }: Readiness): string {
  return `${met} dari ${asked} syarat terpenuhi; ${unmet} belum terpenuhi, ${unknown} belum diketahui.`;
}
