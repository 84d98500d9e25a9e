import type { Coverage } from '../import-batch.js';
import { RefusedFile, type RefusalCode } from '../formats/index.js';
import type { Feed } from '../../purchasing/intake/rows.js';
import type { FileFacts, Piece, ReadingContext } from './reading.js';

/** What the thread is started with. */
export interface ThreadTask {
  path: string;
  name: string;
  asked: Feed | null;
}

/** From the owner to the thread. */
export type ToThread =
  | { kind: 'read'; context: ReadingContext }
  | { kind: 'ids'; ids: string[] }
  /** One piece was taken: one more may come. */
  | { kind: 'taken' };

/** From the thread to its owner. */
export type FromThread =
  | { kind: 'opened'; facts: FileFacts }
  | { kind: 'needs-ids'; count: number }
  | { kind: 'piece'; piece: Piece }
  | { kind: 'end'; coverage: Coverage[] }
  | { kind: 'fault'; fault: Fault };

/** An error in a form that survives the way between threads. */
export interface Fault {
  refusal: { code: RefusalCode; sentence: string } | null;
  message: string;
  stack: string | undefined;
}

/** Pieces that may be under way at once: one is staged while the next is made, and one lies ready. */
export const PIECES_AHEAD = 3;

export function faultOf(error: unknown): Fault {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const refusal = error instanceof RefusedFile ? { code: error.code, sentence: error.sentence } : null;
  return { refusal, message, stack };
}

export function errorOf(fault: Fault): Error {
  if (fault.refusal) return RefusedFile.retold(fault.refusal.code, fault.refusal.sentence);
  const error = new Error(fault.message);
  if (fault.stack !== undefined) error.stack = fault.stack;
  return error;
}
