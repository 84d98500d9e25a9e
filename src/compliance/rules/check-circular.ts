import type { FieldProblem } from '../../shared/errors.js';
import { isDay } from '../../shared/dates.js';
import { senFromDecimal } from '../../shared/money.js';
import type { CircularInput, ExemptionInput, ObligationInput } from '../circular.js';
import { liesUnder } from './scope.js';

/** Something to think about; it does not stop anybody. */
export interface CircularWarning {
  code:
    | 'names-one-firm'
    | 'account-not-listed'
    | 'takes-effect-before-issue'
    | 'number-missing'
    | 'excluded-only'
    | 'no-exemption-reason';
  field: string;
  message: string;
}

/**
 * What is wrong with a circular, and what is worth a second look. Field names are those of the input, with a dot before
 * each index: 'obligations.0.threshold'. `known` is the reference list of accounts and of the groups above them.
 */
export function checkCircular(
  input: CircularInput,
  known: readonly string[],
): { problems: FieldProblem[]; warnings: CircularWarning[] } {
  const problems: FieldProblem[] = [];
  const warnings: CircularWarning[] = [];
  const wrong = (field: string, message: string): void => void problems.push({ field, message });
  const warn = (code: CircularWarning['code'], field: string, message: string): void =>
    void warnings.push({ code, field, message });

  if (input.subject.trim() === '') wrong('subject', 'Isi perihal edaran');
  days(input, wrong);
  if (input.number === null && input.state === 'terbit' && input.type !== 'arahan_lisan')
    warn('number-missing', 'number', 'Edaran yang terbit biasanya bernomor. Isi nomornya bila sudah ada.');
  if (input.issuedOn !== null && input.issuedOn > input.effectiveFrom)
    warn(
      'takes-effect-before-issue',
      'effectiveFrom',
      'Edaran berlaku sebelum tanggal suratnya. Pastikan tanggalnya; pesanan lama ikut dinilai.',
    );
  const { all, perangkatDaerahIds, excludedIds } = input.addressees;
  if (!all && perangkatDaerahIds.length === 0)
    wrong('addressees', 'Pilih semua perangkat daerah atau paling sedikit satu');
  if (!all && excludedIds.length > 0)
    warn('excluded-only', 'addressees', 'Yang dikecualikan hanya berarti bila edaran ditujukan kepada semua.');

  if (input.obligations.length === 0) wrong('obligations', 'Isi paling sedikit satu butir kewajiban');
  const codes = new Set<string>();
  for (const [index, obligation] of input.obligations.entries()) {
    const at = `obligations.${index}`;
    if (codes.has(obligation.code)) wrong(`${at}.code`, `Kode butir "${obligation.code}" dipakai dua kali`);
    codes.add(obligation.code);
    obligationOf(obligation, at, known, wrong, warn);
  }
  for (const [index, exemption] of input.exemptions.entries())
    exemptionOf(exemption, `exemptions.${index}`, codes, wrong);

  const texts: [string, string][] = [
    ['subject', input.subject],
    ['note', input.note ?? ''],
    ...input.obligations.map(({ title }, index): [string, string] => [`obligations.${index}.title`, title]),
  ];
  for (const [field, text] of texts) {
    const named = firmOrBrand(text);
    if (named)
      warn(
        'names-one-firm',
        field,
        `"${named}" tampaknya menyebut satu perusahaan atau merek. Edaran yang mewajibkan satu penyedia berbenturan dengan asas persaingan; sebut jenis barangnya.`,
      );
  }
  return { problems, warnings };
}

type Wrong = (field: string, message: string) => void;
type Warn = (code: CircularWarning['code'], field: string, message: string) => void;

function days({ issuedOn, effectiveFrom, effectiveTo }: CircularInput, wrong: Wrong): void {
  if (issuedOn !== null && !isDay(issuedOn)) wrong('issuedOn', 'Tanggal surat bukan tanggal');
  if (!isDay(effectiveFrom)) wrong('effectiveFrom', 'Isi tanggal mulai berlaku');
  if (effectiveTo !== null && !isDay(effectiveTo)) wrong('effectiveTo', 'Tanggal berakhir bukan tanggal');
  else if (effectiveTo !== null && effectiveTo < effectiveFrom)
    wrong('effectiveTo', 'Tanggal berakhir mendahului tanggal mulai berlaku');
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const DECIMAL = /^\d{1,18}(\.\d{1,2})?$/;

function obligationOf(
  obligation: ObligationInput,
  at: string,
  known: readonly string[],
  wrong: Wrong,
  warn: Warn,
): void {
  const { code, title, kind, numerator, denominator, threshold, accountPrefixes, sources } = obligation;
  if (!CODE.test(code)) wrong(`${at}.code`, 'Kode butir: huruf, angka, titik atau strip, contoh K1');
  if (title.trim() === '') wrong(`${at}.title`, 'Isi nama butir');
  if (kind === 'etalase_tersedia' || numerator === 'etalase' || denominator === 'tourism-places')
    return etalaseOf(obligation, at, wrong);
  if ((obligation.responsible ?? []).length > 0)
    wrong(`${at}.responsible`, 'Penanggung jawab lokasi hanya untuk butir etalase');
  if (!DECIMAL.test(threshold))
    wrong(`${at}.threshold`, 'Batas ditulis sebagai angka dengan paling banyak dua desimal');
  else if (senFromDecimal(threshold) === 0n) wrong(`${at}.threshold`, 'Batas harus lebih dari nol');
  else if (kind === 'porsi_nilai' && senFromDecimal(threshold) > 10_000n)
    wrong(`${at}.threshold`, 'Pangsa paling besar 100 persen');
  if (kind === 'nilai_minimum' && denominator === 'procurement-budget')
    wrong(`${at}.denominator`, 'Nilai minimum tidak dibagi anggaran: pilih transaksi yang dihitung');
  if (sources.length === 0) wrong(`${at}.sources`, 'Pilih paling sedikit satu sumber belanja');
  for (const prefix of accountPrefixes) {
    if (normalisePrefix(prefix) !== prefix)
      wrong(`${at}.accountPrefixes`, `"${prefix}" bukan kode rekening: tulis seperti 5.1.02 atau 5.1.02.01.01.0052`);
    else if (!isListed(prefix, known))
      warn(
        'account-not-listed',
        `${at}.accountPrefixes`,
        `Kode rekening ${prefix} tidak ada dalam daftar acuan. Periksa sekali lagi; edaran tetap dapat disimpan.`,
      );
  }
}

const REGION = /^\d{2}(?:\.\d{2})?$/;

/** What an obligation about tourism places is made of; nothing of it is about purchases. */
function etalaseOf(obligation: ObligationInput, at: string, wrong: Wrong): void {
  const { kind, numerator, denominator, threshold, accountPrefixes, sources, responsible = [] } = obligation;
  if (kind !== 'etalase_tersedia' || numerator !== 'etalase' || denominator !== 'tourism-places')
    wrong(
      `${at}.kind`,
      'Etalase dihitung dari lokasi wisata: pilih jenis kewajiban, pembilang, dan penyebutnya bersama',
    );
  if (!DECIMAL.test(threshold) || senFromDecimal(threshold) === 0n || senFromDecimal(threshold) > 10_000n)
    wrong(`${at}.threshold`, 'Batas dalam persen lokasi wisata, lebih dari 0 sampai 100');
  if (accountPrefixes.length > 0) wrong(`${at}.accountPrefixes`, 'Kosongkan: etalase tidak dihitung dari belanja');
  if (sources.length > 0) wrong(`${at}.sources`, 'Kosongkan: etalase tidak dihitung dari belanja');
  if (responsible.some(({ wilayah }) => !REGION.test(wilayah)))
    wrong(`${at}.responsible`, 'Wilayah ditulis dengan kode provinsi atau kabupaten/kota, contoh 53 atau 53.07');
  if (new Set(responsible.map(({ wilayah }) => wilayah)).size !== responsible.length)
    wrong(`${at}.responsible`, 'Setiap wilayah punya satu penanggung jawab');
}

function exemptionOf(exemption: ExemptionInput, at: string, codes: ReadonlySet<string>, wrong: Wrong): void {
  const { obligationCode, validFrom, validTo, reason } = exemption;
  if (!isDay(validFrom)) wrong(`${at}.validFrom`, 'Isi tanggal mulai pengecualian');
  if (validTo !== null && !isDay(validTo)) wrong(`${at}.validTo`, 'Tanggal akhir pengecualian bukan tanggal');
  else if (validTo !== null && validTo < validFrom)
    wrong(`${at}.validTo`, 'Tanggal akhir pengecualian mendahului tanggal mulainya');
  if (reason.trim() === '') wrong(`${at}.reason`, 'Isi alasan pengecualian');
  if (obligationCode !== null && !codes.has(obligationCode))
    wrong(`${at}.obligationCode`, `Butir "${obligationCode}" tidak ada dalam edaran ini`);
}

/** Widths of the segments of an account code, 5.1.02.01.01.0052. */
const WIDTHS = [1, 1, 2, 2, 2, 4] as const;

/**
 * A prefix in the form that purchases carry ('5.1.2' → '5.1.02'), or null when it is not the beginning of an account
 * code: whole segments only, first segment 4 to 6 (pendapatan, belanja, pembiayaan).
 */
export function normalisePrefix(text: string): string | null {
  const segments = text.trim().replace(/\.$/, '').split('.');
  if (segments.length > WIDTHS.length || !/^[4-6]$/.test(segments[0] ?? '')) return null;
  const padded = segments.map((segment, index) => {
    const width = WIDTHS[index] ?? 0;
    return /^\d+$/.test(segment) && segment.length <= width ? segment.padStart(width, '0') : null;
  });
  return padded.includes(null) ? null : padded.join('.');
}

/** In the list itself, or above something in it. */
function isListed(prefix: string, known: readonly string[]): boolean {
  return known.some((code) => liesUnder(code, prefix));
}

const FIRM = /\b(?:PT|CV|UD|PD|Fa|NV|Firma|Koperasi|Kop|Toko|merek|merk|brand)\b\.?\s+["“']?\p{Lu}[\p{L}\p{N}&.-]*/u;
/** Words that follow without naming anybody: 'Toko Daring', 'Koperasi dan UKM', 'PD' as short for perangkat daerah. */
const NOBODY = /\b(?:Toko\s+Daring|PD\s+\p{Lu}+)\b/u;

function firmOrBrand(text: string): string | null {
  return FIRM.exec(text.replace(NOBODY, ''))?.[0] ?? null;
}
