import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages link to: its address carries the hash of its content, so that it may be kept for a year. */
export interface Asset {
  path: string;
  type: string;
  body: Buffer;
}

function asset(file: string, type: string): Asset {
  const body = readFileSync(new URL(file, import.meta.url));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const [, stem = '', extension = ''] = /^(.*)\.([^.]+)$/.exec(file.replace(/^.*\//, '')) ?? [];
  return { path: `/assets/${stem}.${hash}.${extension}`, type, body };
}

export const STYLESHEET = asset('./style.css', 'text/css; charset=utf-8');
export const ASSETS: readonly Asset[] = [STYLESHEET];
