import { bare, LOST_IN_EXCEL, lostInExcel, type ReadIdentifier, valid } from './reading.js';

/**
 * Numbers of permits and certificates. Several of their forms changed or were never published in full, so a number of a
 * form that we do not know is taken and marked; refused is only what surely is something else.
 */

/** Longer than any such number in print. */
const LONGEST = 60;

/**
 * P-IRT by PerBPOM 22/2018: 15 digits, of which the first is the kind of packing and the last two the year in which it
 * ends. Since PerBPOM 10/2021 numbers are given out by OSS in a form that was not found.
 */
export function readPirt(text: string): ReadIdentifier {
  if (lostInExcel(text)) return { problem: LOST_IN_EXCEL };
  const number = bare(text.toUpperCase()).replace(/^P?IRT(?:NO|NOMOR)?:?/, '');
  if (/^\d{15}$/.test(number)) return /^[1-8]/.test(number) ? valid(number) : { value: number, form: 'unknown' };
  return other(
    text,
    /\d{6}/,
    'Nomor P-IRT terdiri atas 15 angka, contoh P-IRT 2155371010001-29; periksa sertifikatnya',
  );
}

/** The year in which a P-IRT of the known form ends; null = the number does not tell. */
export function pirtEndYear(number: string): number | null {
  return /^[1-8]\d{14}$/.test(number) ? 2000 + Number(number.slice(-2)) : null;
}

/** BPOM's permit: MD for what is made in the country, ML for what is brought in. Longer numbers may exist. */
export function readBpom(text: string): ReadIdentifier {
  const number = bare(text.toUpperCase()).replace(/^BPOM(?:RI)?/, '');
  if (/^M[DL]\d{12,15}$/.test(number)) return valid(number);
  if (/^M[DL]\d{9,20}$/.test(number)) return { value: number, form: 'unknown' };
  return {
    problem: 'Nomor izin edar diawali MD atau ML lalu 12 angka, contoh MD 123456789012; periksa kemasan atau izinnya',
  };
}

/** BPJPH's certificate: ID and 15 to 20 digits. The decision on it (KH …) is another number. */
export function readHalal(text: string): ReadIdentifier {
  const number = bare(text.toUpperCase());
  if (/^ID\d{15,20}$/.test(number)) return valid(number);
  if (number.startsWith('KH'))
    return {
      problem: 'Nomor ketetapan halal (KH) bukan nomor sertifikat; isi nomor yang diawali ID pada sertifikat BPJPH',
    };
  if (/^ID\d{5,}$/.test(number)) return { value: number, form: 'unknown' };
  // Certificates of MUI from before BPJPH are digits alone.
  if (/^\d{11,16}$/.test(number)) return { value: number, form: 'unknown' };
  return { problem: 'Nomor sertifikat halal diawali ID lalu 15 sampai 20 angka; periksa sertifikat BPJPH' };
}

/** A geographical indication: IDG and 9 to 12 digits, in print as 'ID G 000 000 014'. */
export function readIndikasiGeografis(text: string): ReadIdentifier {
  const number = bare(text.toUpperCase());
  return /^IDG\d{9,12}$/.test(number)
    ? valid(number)
    : { problem: 'Nomor indikasi geografis diawali IDG lalu 9 sampai 12 angka, contoh ID G 000 000 014' };
}

/** A registered mark: IDM and 9 digits. An application has another beginning and is not a registration. */
export function readMerek(text: string): ReadIdentifier {
  const number = bare(text.toUpperCase());
  if (/^IDM\d{9}$/.test(number)) return valid(number);
  if (/^(?:DID|JID)\d+$/.test(number))
    return {
      problem: 'Ini nomor permohonan merek (DID atau JID), belum nomor pendaftaran; isi nomor yang diawali IDM',
    };
  return { problem: 'Nomor pendaftaran merek diawali IDM lalu 9 angka, contoh IDM000123456' };
}

/** The number of a standard (SNI 3553:2015, SNI 01-3556-2000), or that of a certificate, which every body makes its own way. */
export function readSni(text: string): ReadIdentifier {
  const number = text.toUpperCase().replace(/\s+/g, ' ').trim();
  const standard =
    /^(?:SNI ?)?((?:(?:ISO(?:\/IEC)?|IEC) ?)?(?:\d{2}-\d{4}(?:\.\d+)?-\d{4}|\d{3,5}(?:[.-]\d+)*:\d{4}))$/.exec(number);
  if (standard) return valid(`SNI ${standard[1]}`);
  return other(text, /\d{3}/, 'Isi nomor SNI, contoh SNI 3553:2015, atau nomor sertifikatnya');
}

/** A certificate of domestic content: no form is published, so nothing of it is checked. */
export function readTkdn(text: string): ReadIdentifier {
  return other(text, /\d{2}/, 'Isi nomor sertifikat TKDN seperti tertulis pada sertifikatnya');
}

function other(text: string, needs: RegExp, problem: string): ReadIdentifier {
  if (lostInExcel(text)) return { problem: LOST_IN_EXCEL };
  const number = text.toUpperCase().replace(/\s+/g, ' ').trim();
  return number.length <= LONGEST && needs.test(bare(number)) ? { value: number, form: 'unknown' } : { problem };
}
