import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { type IdentifierKind, pirtEndYear, readAs } from '../../shared/identifiers/index.js';
import { maskText } from '../../shared/masking.js';
import { comparable } from '../../shared/text.js';
import { CERTIFICATE_KINDS, type CertificateKind } from './product.js';
import { tidy } from './product-input.js';

/** A certificate as a form, a list or the API tells it. */
export interface CertificateInput {
  kind?: string;
  number?: string;
  issuer?: string;
  issuedOn?: string;
  expiresOn?: string;
  value?: string;
  enterpriseId?: string;
  /** The day on which whoever writes it saw the certificate; '' = not seen. */
  seenOn?: string;
  note?: string;
}

export interface CertificateFacts {
  kind: CertificateKind;
  number: string | null;
  /** By which the same number written in two ways is one. */
  numberKey: string | null;
  issuer: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  value: string | null;
  enterpriseId: string | null;
  seenOn: string | null;
  note: string | null;
}

const READ_AS: Readonly<Record<CertificateKind, IdentifierKind | null>> = {
  'p-irt': 'pirt',
  md: 'md',
  halal: 'halal',
  sni: 'sni',
  tkdn: 'tkdn',
  merek: 'merek',
  'indikasi-geografis': 'indikasi-geografis',
  lainnya: null,
};

/** Checks a certificate; throws `certificate.invalid` with every problem. `today` = no day of the past lies after it. */
export function readCertificate(input: CertificateInput, today: string): CertificateFacts {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const said = (field: keyof CertificateInput): string => tidy(input[field] ?? '');
  const kind = CERTIFICATE_KINDS.find((one) => one === said('kind'));
  if (!kind) wrong('kind', said('kind') === '' ? 'Pilih jenis sertifikat' : 'Jenis sertifikat tidak dikenal');

  let number: string | null = said('number') === '' ? null : said('number');
  const reader = kind ? READ_AS[kind] : null;
  if (number !== null && reader !== null) {
    const read = readAs(reader, number);
    if ('problem' in read) wrong('number', read.problem);
    else number = read.value;
  } else if (number !== null && number.length > 60) wrong('number', 'Nomor paling banyak 60 huruf');
  if (number === null && kind && kind !== 'lainnya') wrong('number', 'Isi nomornya seperti tertulis pada sertifikat');

  const day = (field: 'issuedOn' | 'expiresOn' | 'seenOn'): string | null => {
    const text = said(field);
    if (text === '') return null;
    if (!isDay(text)) wrong(field, 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31');
    else if (field !== 'expiresOn' && text > today) wrong(field, 'Tanggal ini belum tiba');
    return text;
  };
  const issuedOn = day('issuedOn');
  const expiresOn = day('expiresOn');
  const seenOn = day('seenOn');
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn)
    wrong('expiresOn', 'Berakhir sebelum terbit; periksa kedua tanggalnya');
  const endYear = kind === 'p-irt' && number !== null ? pirtEndYear(number) : null;
  if (endYear !== null && expiresOn !== null && !expiresOn.startsWith(String(endYear)))
    wrong('expiresOn', `Nomor P-IRT ini berakhir tahun ${endYear}; periksa nomor atau tanggalnya`);

  const value = said('value').replace(/\s*%$/, '').replace(',', '.');
  if (value !== '' && kind !== 'tkdn') wrong('value', 'Persen hanya untuk sertifikat TKDN');
  else if (value !== '' && (!/^\d{1,3}(?:\.\d{1,2})?$/.test(value) || Number(value) > 100))
    wrong('value', 'Persen TKDN ditulis dari 0 sampai 100, contoh 41,5');
  if (value === '' && kind === 'tkdn') wrong('value', 'Isi persen TKDN pada sertifikat, contoh 41,5');

  const enterpriseId = said('enterpriseId');
  if (enterpriseId !== '' && !/^\d{1,18}$/.test(enterpriseId))
    wrong('enterpriseId', 'Nomor pelaku usaha terdiri atas angka');
  const short = (field: 'issuer' | 'note', most: number): string | null => {
    const text = said(field);
    if (text.length > most) wrong(field, `Paling banyak ${most} huruf`);
    return text === '' ? null : maskText(text);
  };
  const issuer = short('issuer', 200);
  const note = short('note', 500);
  if (problems.length > 0 || !kind)
    throw new InvalidInputError('certificate.invalid', 'Isian sertifikat tidak dapat diterima', problems);
  return {
    kind,
    number,
    numberKey: number === null ? null : comparable(number),
    issuer,
    issuedOn,
    expiresOn,
    value: value === '' ? null : value,
    enterpriseId: enterpriseId === '' ? null : enterpriseId,
    seenOn,
    note,
  };
}
