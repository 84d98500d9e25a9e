import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface AccountName {
  code: string;
  name: string;
}

interface AccountFile {
  accounts: { code: string | number; name: string }[];
  groups: { prefix: string | number; name: string }[];
}

const FILE = new URL('../../config/reference/kode-rekening.yaml', import.meta.url);

/** The budget accounts of `config/reference`, read when the app starts: a hint for whoever writes a circular. */
export const ACCOUNT_NAMES: readonly AccountName[] = read();

export const KNOWN_ACCOUNTS: readonly string[] = ACCOUNT_NAMES.map(({ code }) => code);

function read(): AccountName[] {
  const { accounts, groups } = parse(readFileSync(FILE, 'utf8')) as AccountFile;
  return [
    ...groups.map(({ prefix, name }) => ({ code: String(prefix), name })),
    ...accounts.map(({ code, name }) => ({ code: String(code), name })),
  ];
}
