import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file that pages link to: its address carries the hash of its content, so that it may be kept for a year. */
export interface Asset {
  path: string;
  type: string;
  body: Buffer;
  /** Compressed once, as small as it gets, by the name of the encoding. */
  compressed: Readonly<Record<'br' | 'gzip', Buffer>>;
}

function asset(file: string, type: string): Asset {
  const body = readFileSync(new URL(file, import.meta.url));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const [, stem = '', extension = ''] = /^(.*)\.([^.]+)$/.exec(file.replace(/^.*\//, '')) ?? [];
  return {
    path: `/assets/${stem}.${hash}.${extension}`,
    type,
    body,
    compressed: { br: brotliCompressSync(body), gzip: gzipSync(body, { level: 9 }) },
  };
}

export const STYLESHEET = asset('./style.css', 'text/css; charset=utf-8');
export const ASSETS: readonly Asset[] = [STYLESHEET];
