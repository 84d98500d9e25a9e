import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresPrograms } from '../../scripts/support/postgres.mjs';

/**
 * What a bench works with.
 *
 * @param {string} databaseUrl an empty database of its own
 * @param {(text: string) => void} log writes to standard error
 */
export function makeTools(databaseUrl, log) {
  let folder;
  return {
    databaseUrl,
    log,
    alternate,

    /** A folder that goes with the bench. Made when first asked for. */
    get folder() {
      folder ??= mkdtempSync(join(tmpdir(), 'lokapasar-bench-'));
      return folder;
    },

    /**
     * Runs psql on the bench's database without start-up file and stops at the first error.
     *
     * @param {string[]} args for example ['-c', '\\copy t from file.csv csv']
     * @returns {Promise<string>} what it wrote, unaligned and without headings
     */
    psql: (args) => psql(databaseUrl, args),

    /** The harness calls this at the end. */
    async clean() {
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Measures two things in turn, A B A B …, so that a slow minute of the machine hits both. Each function gives its own
 * milliseconds as a number, or nothing and is timed as a whole. One round before the first is thrown away.
 *
 * @param {number} rounds
 * @param {(round: number) => Promise<number | void>} a round 0 is the one thrown away
 * @param {(round: number) => Promise<number | void>} b
 * @returns {Promise<{ a: number, b: number, as: number[], bs: number[] }>} medians and all times, in milliseconds
 */
export async function alternate(rounds, a, b) {
  const as = [];
  const bs = [];
  for (let round = 0; round <= rounds; round += 1) {
    const timeA = await timed(a, round);
    const timeB = await timed(b, round);
    if (round === 0) continue;
    as.push(timeA);
    bs.push(timeB);
  }
  return { a: median(as), b: median(bs), as, bs };
}

async function timed(work, round) {
  const started = performance.now();
  const own = await work(round);
  return typeof own === 'number' ? own : performance.now() - started;
}

function median(values) {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function psql(databaseUrl, args) {
  const beside = postgresPrograms();
  const program = beside && existsSync(join(beside, 'psql')) ? join(beside, 'psql') : 'psql';
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', databaseUrl, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('error', (error) => reject(new Error(`psql could not be started: ${error.message}`)));
    child.once('exit', (code) =>
      code === 0 ? resolve(out.trimEnd()) : reject(new Error(`psql ended with ${code}: ${err}`)),
    );
  });
}
