import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { lawBook } from '../dist/regulation/book-files.js';
import { assess } from '../dist/eligibility/rules/assess.js';
import { makeFacts } from './support/enterprises.mjs';

export const name = 'eligibility-rules';
/** Seconds of CPU on one core that the rules alone take for all enterprises. */
export const goal = 60;
export const higherIsBetter = false;

/** As many as the micro and small industries that the policy brief counts in NTT. */
const ENTERPRISES = 168_002;
const DAY = '2026-11-27';
const PIECE = 2000;

/**
 * All rules of v6 over made-up enterprises, each with one product. Reading facts (lines of JSON), judging, and writing
 * verdicts are timed apart, by the CPU of this process; they take turns, a piece at a time, so memory stays flat.
 */
export async function run(tools) {
  const from = join(tools.folder, 'facts.jsonl');
  const to = join(tools.folder, 'verdicts.jsonl');
  tools.log(`making ${ENTERPRISES} enterprises …`);
  writeFileSync(from, '');
  for (let at = 0; at < ENTERPRISES; at += PIECE) {
    const count = Math.min(PIECE, ENTERPRISES - at);
    const lines = Array.from({ length: count }, (_, index) => JSON.stringify(makeFacts(at + index)));
    writeFileSync(from, `${lines.join('\n')}\n`, { flag: 'a' });
  }

  const book = lawBook();
  const cpu = { reading: 0, judging: 0, writing: 0 };
  const states = {};
  let verdicts = 0;
  const output = createWriteStream(to);
  const timed = (what, work) => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    cpu[what] += (user + system) / 1e6;
    return result;
  };
  const judgePiece = async (lines) => {
    const facts = timed('reading', () => lines.map((line) => JSON.parse(line)));
    const assessed = timed('judging', () => facts.map((one) => assess(one, 'v6', DAY, book)));
    const text = timed('writing', () => `${assessed.map((one) => JSON.stringify(one)).join('\n')}\n`);
    for (const one of assessed) {
      states[one.states.katalog] = (states[one.states.katalog] ?? 0) + 1;
      verdicts += one.requirements.length;
    }
    const before = process.cpuUsage();
    await new Promise((resolve, reject) => output.write(text, (error) => (error ? reject(error) : resolve())));
    const { user, system } = process.cpuUsage(before);
    cpu.writing += (user + system) / 1e6;
  };

  const started = process.cpuUsage();
  let piece = [];
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    piece.push(line);
    if (piece.length < PIECE) continue;
    await judgePiece(piece);
    piece = [];
  }
  if (piece.length > 0) await judgePiece(piece);
  await new Promise((resolve) => output.end(resolve));
  const whole = process.cpuUsage(started);
  const total = (whole.user + whole.system) / 1e6;
  // What is left over is getting lines off the disk.
  const reading = total - cpu.judging - cpu.writing;

  const counted = Object.values(states).reduce((sum, count) => sum + count, 0);
  const seconds = (value) => `${value.toFixed(1)} s`;
  const spread = Object.entries(states)
    .toSorted(([, one], [, other]) => other - one)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
  return {
    ratio: cpu.judging,
    holds: counted === ENTERPRISES && Object.keys(states).length > 3,
    detail: `${ENTERPRISES} enterprises, ${verdicts} verdicts: judging ${seconds(cpu.judging)} of CPU, reading ${seconds(reading)}, writing ${seconds(cpu.writing)}; ${spread}`,
  };
}
