import type { Actor } from '../shared/actor.js';

/** Where a command speaks, a line at a time: what it answers, and what it says on the way or of a mistake. */
export interface Speech {
  out(line: string): void;
  err(line: string): void;
}

export const TERMINAL: Speech = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

/** Who acts when a command runs: whoever sits at the machine. */
export function cliActor(command: string): Actor {
  return { kind: 'cli', id: null, name: command, role: null, address: null, requestId: null };
}
