import 'reflect-metadata';
import { openDatabase } from '../../../src/database/database.module.js';
import { readEnv } from '../../../src/shared/env.js';
import { importsOver } from './support.js';

// A process of its own that imports one file into the database of its settings; its parent may kill it at any moment.
// Says
// `received ID` when the file is queued, then its state now and then, and at the end what became of it and the memory
// it held.
const [, , file = '', ...flags] = process.argv;
const env = readEnv();
const database = await openDatabase(env, 'test');
const imports = importsOver(database.source, env);
await imports.onApplicationBootstrap();
const memory = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024);
let peak = 0;
(globalThis as { gc?: () => void }).gc?.();
const idle = memory();
const watch = setInterval(() => {
  peak = Math.max(peak, memory());
}, 50);
const begun = Date.now();
const request = { confirm: flags.includes('--yes') };
const id = await imports.receive(file, { fileName: 'berkas.json', by: 'anak', origin: 'cli' }, request);
process.stdout.write(`received ${id}\n`);
let told = '';
const tell = setInterval(() => {
  void imports.get(id).then(
    ({ state, progressRows }) => {
      const line = `${state} ${progressRows}`;
      if (line !== told) process.stdout.write(`${line} ${memory()} MB\n`);
      told = line;
    },
    () => undefined, // the database is being closed
  );
}, 25);
const batch = await imports.finish(id);
clearInterval(watch);
clearInterval(tell);
const { counts, state, message } = batch;
process.stdout.write(`${JSON.stringify({ ended: state, counts, message, idle, peak, ms: Date.now() - begun })}\n`);
await imports.beforeApplicationShutdown();
await database.close();
