import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = 512;
/** Where `global/pg_control` keeps the position of the last checkpoint in the log: low and high half of it. */
const CHECKPOINT_AT = 32;
const SEGMENT_BYTES = 16 * 1024 * 1024;
/** The record of a checkpoint is about a hundred bytes; the log is read by pages of 8 KiB. */
const LOG_KEPT_AFTER_CHECKPOINT = 16 * 1024;

/**
 * The folder of a cleanly ended cluster as a tar file. Of its log only what the next start reads is in it, a few pages
 * instead of 16 MiB: every copy unpacks what is here.
 */
export function tarOfCluster(folder: string): Buffer {
  const { segment, kept } = logOf(readFileSync(join(folder, 'global/pg_control')));
  const parts: Buffer[] = [];
  const walk = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = `${inside}/${entry.name}`;
      if (entry.isDirectory()) {
        parts.push(header(path, 0, 'folder'));
        walk(path);
      } else if (inside !== '/pg_wal') {
        add(path, readFileSync(join(folder, path)));
      } else if (entry.name === segment) {
        add(path, readFileSync(join(folder, path)).subarray(0, kept));
      }
    }
  };
  const add = (path: string, bytes: Buffer): void => {
    parts.push(header(path, bytes.length, 'file'), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  };
  walk('');
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** The file of the log that holds the last checkpoint, and how much of it is needed. */
function logOf(control: Buffer): { segment: string; kept: number } {
  const low = control.readUInt32LE(CHECKPOINT_AT);
  const high = control.readUInt32LE(CHECKPOINT_AT + 4);
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  return {
    segment: `00000001${hex(high)}${hex(Math.floor(low / SEGMENT_BYTES))}`,
    kept: (low % SEGMENT_BYTES) + LOG_KEPT_AFTER_CHECKPOINT,
  };
}

/** A header as POSIX describes it for `ustar`. */
function header(path: string, size: number, kind: 'file' | 'folder'): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, 100, 'latin1');
  block.write(kind === 'file' ? '0000600\0' : '0000700\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')} `, 124);
  block.write('00000000000 ', 136);
  block.fill(' ', 148, 156);
  block.write(kind === 'file' ? '0' : '5', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
