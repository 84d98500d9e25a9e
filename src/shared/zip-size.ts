import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Deflate cannot pack better than this, so a small enough archive needs no trial. */
const BEST_RATIO = 1032;

/** Sheets pack to a tenth or a thirtieth; what packs better than this and is large is made to burst. */
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 16 * 1024 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  /** Where the entry's local header begins. */
  offset: number;
}

/** The entries of a ZIP archive by its central directory, or `null` when there is none (cut off, or no ZIP). */
export function zipEntries(bytes: Buffer): ZipEntry[] | null {
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < lowest) return null;
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Whether the archive unpacks to more than `cap` bytes, or a large entry to more than 200 times its size. What the directory declares is believed only when it is too
 * much; else the entries are unpacked on trial, counted and thrown away, since a bomb may lie about its size.
 */
export async function unpacksBeyond(bytes: Buffer, entries: ZipEntry[], cap: number): Promise<boolean> {
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > cap) return true;
  if (entries.some((entry) => bursts(entry.packed, entry.unpacked))) return true;
  if (bytes.length * BEST_RATIO <= Math.min(cap, RATIO_COUNTS_FROM)) return false;
  let total = 0;
  for (const entry of entries) {
    if (entry.method !== DEFLATED) {
      total += entry.packed;
      continue;
    }
    if (entry.offset + 30 > bytes.length) return false;
    const begin = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    let unpacked = 0;
    const inflate = Readable.from([bytes.subarray(begin, begin + entry.packed)]).pipe(createInflateRaw());
    try {
      for await (const chunk of inflate as AsyncIterable<Buffer>) {
        total += chunk.length;
        unpacked += chunk.length;
        if (total > cap || bursts(entry.packed, unpacked)) return true;
      }
    } catch {
      return false; // broken rather than large: the reader says so in its own words
    }
  }
  return total > cap;
}

function bursts(packed: number, unpacked: number): boolean {
  return unpacked > RATIO_COUNTS_FROM && unpacked > packed * MOST_RATIO;
}
