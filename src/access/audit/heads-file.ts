import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { KeyMissingError, type KeyRing } from '../../shared/keyring.js';

const PURPOSE = 'audit-head';
/** More than any line; enough to find the last one. */
const TAIL_BYTES = 4096;

/** That the trail had this row last, or later, at that moment: one line of the heads file. */
export interface Head {
  /** When it was signed, ISO 8601. */
  at: string;
  seq: number;
  hash: string;
}

export interface SignedHead extends Head {
  keyId: string;
  /** HMAC-SHA-256 in base64 over the other fields. */
  signature: string;
}

export function signHead(keys: KeyRing, head: Head): SignedHead {
  const { keyId, mac } = keys.mac(PURPOSE, signedBytes(head));
  return { at: head.at, seq: head.seq, hash: head.hash, keyId, signature: mac.toString('base64') };
}

/** Whether a key of the ring signed this head. A key that the ring does not hold signed nothing. */
export function headFits(keys: KeyRing, head: SignedHead): boolean {
  try {
    const mac = Buffer.from(head.signature, 'base64');
    return keys.macFits(PURPOSE, signedBytes(head), { keyId: head.keyId, mac });
  } catch (error) {
    if (error instanceof KeyMissingError) return false;
    throw error;
  }
}

function signedBytes({ at, seq, hash }: Head): Buffer {
  return Buffer.from(`lokapasar-ovop audit head 1\n${at}\n${seq}\n${hash}\n`, 'utf8');
}

/** Adds one line and sees it to the disk. The file is this user's only. */
export async function appendHead(file: string, head: SignedHead): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(`${JSON.stringify(head)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Line by line, with its number from 1; null for a line that cannot be read. Throws when the file cannot be. */
export async function* readHeads(file: string): AsyncGenerator<{ line: number; head: SignedHead | null }> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { line, head: parseHead(text) };
  }
}

/** The last line that can be read; null without a file, or when there is none near its end. */
export async function lastHead(file: string): Promise<SignedHead | null> {
  if (!existsSync(file)) return null;
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    await handle.read(bytes, 0, bytes.length, from);
    const lines = bytes.toString('utf8').split('\n').toReversed();
    return lines.map(parseHead).find((head) => head !== null) ?? null;
  } finally {
    await handle.close();
  }
}

function parseHead(text: string): SignedHead | null {
  let told: Partial<Record<keyof SignedHead, unknown>> | null;
  try {
    told = JSON.parse(text) as typeof told;
  } catch {
    return null;
  }
  if (typeof told !== 'object' || told === null) return null;
  const { at, seq, hash, keyId, signature } = told;
  if (typeof at !== 'string' || typeof hash !== 'string' || typeof keyId !== 'string') return null;
  if (typeof signature !== 'string' || typeof seq !== 'number' || !Number.isSafeInteger(seq)) return null;
  return { at, seq, hash, keyId, signature };
}
