import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { bpsCode, type BpsCode, kemendagriCode, type KemendagriCode } from './codes.js';

/** Files of `config/reference` about regions, read when the app starts. */
const CODES = new URL('../../config/reference/wilayah-ntt.yaml', import.meta.url);
const IMK = new URL('../../config/reference/imk-ntt.yaml', import.meta.url);

interface CodesFile {
  province: { kemendagri: string; bps: string };
  regencies: { kemendagri: string; bps: string; name: string; desa: number; kelurahan: number }[];
  collisions: { digits: string; bps: string; kemendagri: string }[];
}

interface ImkFile {
  title: string;
  source: string;
  year: number | null;
  notes: string[];
  total: number;
  regencies: { kemendagri: string; enterprises: number }[];
}

/** Micro and small manufacturing as the policy brief prints it. */
export interface Imk {
  title: string;
  source: string;
  /** null = the source does not say. */
  year: number | null;
  notes: readonly string[];
  total: number;
  byRegency: ReadonlyMap<KemendagriCode, number>;
}

/** Which code of BPS belongs to which of Kemendagri, as far as it is known. */
export function readBpsCodes(): ReadonlyMap<KemendagriCode, BpsCode> {
  const file = parse(readFileSync(CODES, 'utf8')) as CodesFile;
  return new Map(
    [file.province, ...file.regencies].map(({ kemendagri, bps }) => [kemendagriOf(kemendagri), bpsOf(bps)]),
  );
}

export function readCollisions(): CodesFile['collisions'] {
  return (parse(readFileSync(CODES, 'utf8')) as CodesFile).collisions;
}

export function readImk(): Imk {
  const { regencies, ...about } = parse(readFileSync(IMK, 'utf8')) as ImkFile;
  return {
    ...about,
    byRegency: new Map(regencies.map(({ kemendagri, enterprises }) => [kemendagriOf(kemendagri), enterprises])),
  };
}

function kemendagriOf(text: string): KemendagriCode {
  const code = kemendagriCode(text);
  if (!code) throw new Error(`config/reference: "${text}" is no code of Kemendagri`);
  return code;
}

function bpsOf(text: string): BpsCode {
  const code = bpsCode(text);
  if (!code) throw new Error(`config/reference: "${text}" is no code of BPS`);
  return code;
}
