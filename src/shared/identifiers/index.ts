import { readKbli, readNib, readNitku, readNpwp, readNpwpOfPerson } from './business.js';
import { readBpom, readHalal, readIndikasiGeografis, readMerek, readPirt, readSni, readTkdn } from './certificates.js';
import { readBpsCode, readBudgetAccount, readRupCode, readWilayahCode } from './codes.js';
import { readEmail, readNik, readPhone } from './people.js';
import type { ReadIdentifier } from './reading.js';

/** Every kind of number whose form we know, and how it is read. The one list of them. */
const READERS = {
  nib: readNib,
  npwp: readNpwp,
  'npwp-perorangan': readNpwpOfPerson,
  nitku: readNitku,
  nik: readNik,
  kbli: readKbli,
  telepon: readPhone,
  email: readEmail,
  pirt: readPirt,
  md: readBpom,
  halal: readHalal,
  sni: readSni,
  tkdn: readTkdn,
  merek: readMerek,
  'indikasi-geografis': readIndikasiGeografis,
  'wilayah-kemendagri': readWilayahCode,
  'wilayah-bps': readBpsCode,
  'kode-rekening': readBudgetAccount,
  'kode-rup': readRupCode,
} as const satisfies Record<string, (text: string) => ReadIdentifier>;

export type IdentifierKind = keyof typeof READERS;
export const IDENTIFIER_KINDS = Object.keys(READERS) as IdentifierKind[];

/**
 * A number in the one form in which it is kept, and how far its form could be looked at; or why it cannot be one. The
 * sentence of a problem never repeats what was typed.
 */
export function readAs(kind: IdentifierKind, typed: string): ReadIdentifier {
  return READERS[kind](typed.trim());
}

export { KBLI_EDITIONS, type KbliEdition, nitkuFitsNpwp, npwpIsNik, npwpStem, printedNpwp } from './business.js';
export { pirtEndYear } from './certificates.js';
export type { Form, ReadIdentifier } from './reading.js';
