/**
 * How much memory does an import add to the idle app? Starts the app on a database of its own on a PostgreSQL server,
 * hands it a large made-up file over HTTP as a person's browser would, and watches the process until the import has come
 * to its end:
 *
 *   node scripts/memory-check.mjs [--feed v5|v6] [--format json|csv] [--megabytes 200] [--limit 300] [--json]
 *
 * v5 has two or three lines a package; in v6 each row is an order of its own, so that more must be remembered.
 *
 * Runs what `npm run build` made (`--sources` runs the TypeScript as it stands). `--node-options=--trace-gc` looks closer:
 * what the app says goes to standard error then. Needs Linux: it reads /proc. Exit 0 when
 * the peak is at most `--limit` MB above idle and the import's figures are those of the file, 1 otherwise.
 */
import { spawn } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openAsBlob,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeV5File } from '../bench/support/v5-file.mjs';
import { createDatabase, findServer, freePort } from './support/postgres.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MEGABYTE = 1024 * 1024;
const START_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** After its start the app still tidies up: idle is what it holds then. */
const SETTLE_MS = 3000;

const { values } = parseArgs({
  options: {
    feed: { type: 'string', default: 'v5' },
    format: { type: 'string', default: 'json' },
    megabytes: { type: 'string', default: '200' },
    limit: { type: 'string', default: '300' },
    sources: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'node-options': { type: 'string', default: '' },
  },
});
const { feed, format } = values;
const megabytes = Number(values.megabytes);
const limit = Number(values.limit);
if (!['v5', 'v6'].includes(feed) || !['json', 'csv'].includes(format) || !(megabytes > 0) || !(limit > 0)) {
  console.error(
    'usage: node scripts/memory-check.mjs [--feed v5|v6] [--format json|csv] [--megabytes 200] [--limit 300] [--json]',
  );
  process.exit(2);
}
const say = (text) => console.error(text);

const folder = mkdtempSync(join(tmpdir(), 'lokapasar-memory-'));
const server = await findServer();
const database = await createDatabase(server.url, 'memory');
let app;
try {
  const written = performance.now();
  const file = await writeFile(join(folder, `belanja.${format}`));
  say(
    `${format.toUpperCase()} of ${mb(statSync(file.path).size)} MB, ${file.lines} lines (${seconds(written)} s to write)`,
  );
  app = await startApp();
  await sleep(SETTLE_MS);
  const result = await measure(file);
  if (values.json) console.log(JSON.stringify(result));
  else
    console.log(
      `${feed}, ${format}: idle ${result.idle} MB, peak ${result.peak} MB, so ${result.added} MB more (at most ${limit}); ` +
        `${result.lines} lines in ${result.seconds} s; ${result.ok ? 'ok' : `FAILED: ${result.problem}`}`,
    );
  process.exitCode = result.ok ? 0 : 1;
} finally {
  if (app && app.child.exitCode === null) {
    app.child.kill('SIGTERM');
    await Promise.race([app.ended, sleep(15_000, undefined, { ref: false })]);
    app.child.kill('SIGKILL');
  }
  await database.drop();
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a file of the size asked for; the CSV holds the same columns in the same order. */
async function writeFile(path) {
  const sample = join(folder, 'sample');
  const write = async (to, lines) => {
    const source = format === 'json' ? to : `${to}.source`;
    const { packages, totalSen } = await (feed === 'v5' ? writeV5File : writeV6File)(source, lines);
    if (format === 'csv') {
      await toCsv(source, to);
      rmSync(source);
    }
    return { path: to, lines, packages, totalSen };
  };
  await write(sample, 2000);
  const lines = Math.ceil((megabytes * MEGABYTE * 2000) / statSync(sample).size);
  rmSync(sample);
  return write(path, lines);
}

/** A made-up year of v6 as ISB sends it, each row an order. */
async function writeV6File(path, lines) {
  const out = createWriteStream(path);
  for (let n = 0; n < lines; n += 1) {
    const row = {
      tahun_anggaran: 2025,
      jenis_instansi: 'PROVINSI',
      nama_instansi: 'Provinsi Contoh',
      nama_satker: `Dinas Contoh ${n % 300}`,
      kd_klpd: 'D999',
      kd_satker_str: `1.02.0.00.0.00.${n % 300}.0000`,
      kd_paket: `01CONTOH${String(n).padStart(18, '0')}`,
      kd_rup: 50_000_000 + (n % 20_000),
      rup_nama_pkt: `Belanja Makanan dan Minuman Rapat kegiatan ${n}`,
      sumber_dana: 'APBD',
      mak: '5.1.02.01.01.0052',
      kd_penyedia_v6: `01PENYEDIA${String(n % 4000).padStart(16, '0')}`,
      kd_penyedia_sikap: 0,
      jml_jenis_produk: 1,
      jml_produk: 1,
      ongkir: 0,
      total_harga: n,
      tgl_order: '2025-06-10',
      status_pkt: 'COMPLETED',
      status_pengiriman: 'COMPLETED',
    };
    if (!out.write(`${n === 0 ? '[' : ','}\n${JSON.stringify(row)}`)) await once(out, 'drain');
  }
  out.end('\n]');
  await once(out, 'finish');
  return { packages: lines, totalSen: (BigInt(lines) * BigInt(lines - 1) * 100n) / 2n };
}

/** The rows of that JSON, one a line, as CSV with doubled quotes. */
async function toCsv(from, to) {
  const out = createWriteStream(to);
  const cell = (value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
  let first = true;
  for await (const text of createInterface({ input: createReadStream(from) })) {
    const body = text.replace(/,$/, '').trim();
    if (!body.startsWith('{')) continue;
    const row = JSON.parse(body);
    if (first) out.write(`${Object.keys(row).join(',')}\n`);
    first = false;
    if (!out.write(`${Object.values(row).map(cell).join(',')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function startApp() {
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const register = pathToFileURL(join(ROOT, 'test/support/ts-register.mjs')).href;
  const args = values.sources ? ['--import', register, 'src/main.ts'] : ['--enable-source-maps', 'dist/main.js'];
  const child = spawn(process.execPath, [...values['node-options'].split(' ').filter(Boolean), ...args], {
    cwd: ROOT,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      UPLOAD_LIMIT_MB: String(Math.max(512, megabytes * 2)),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const running = { child, base: `http://127.0.0.1:${port}`, output: '', ended: once(child, 'exit') };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (running.output += piece));
  const until = Date.now() + START_WITHIN_MS;
  while (!running.output.includes('Lokapasar OVOP siap')) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The app does not start:\n${running.output}`);
    await sleep(100);
  }
  return running;
}

/** Signs the first administrator in; answers the headers of every request from then on. */
async function signIn() {
  const password = /Kata sandi:\s+(\S+)/.exec(app.output)?.[1] ?? '';
  const begun = await ask('POST', '/api/v1/session', {}, { username: 'admin', password });
  const next = 'kuda pantai senja biru';
  const renewed = await ask('PUT', '/api/v1/me/password', begun, { current: password, next });
  return renewed;
}

async function ask(method, path, headers, body) {
  const response = await fetch(app.base + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const { csrfToken } = await response.json();
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, 'x-csrf-token': csrfToken };
}

async function measure(file) {
  const headers = await signIn();
  await (await fetch(`${app.base}/belanja`, { headers: { cookie: headers.cookie } })).text();
  await sleep(1000);
  const idle = memoryOf('VmRSS');
  forgetPeak();
  let peak = idle;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf('VmRSS'))), LOOK_EVERY_MS);
  const begun = performance.now();
  try {
    const form = new FormData();
    form.append('file', await openAsBlob(file.path), `belanja.${format}`);
    const sent = await fetch(`${app.base}/api/v1/imports`, { method: 'POST', headers, body: form });
    if (sent.status !== 202) throw new Error(`The upload: ${sent.status} ${await sent.text()}`);
    const [{ id }] = await sent.json();
    say(`uploaded after ${seconds(begun)} s: ${mb(memoryOf('VmRSS'))} MB`);
    let batch;
    let said = '';
    do {
      await sleep(500);
      batch = await (await fetch(`${app.base}/api/v1/imports/${id}`, { headers: { cookie: headers.cookie } })).json();
      if (batch.state !== said) say(`${batch.state} after ${seconds(begun)} s: ${mb(memoryOf('VmRSS'))} MB`);
      said = batch.state;
    } while (['received', 'reading', 'applying'].includes(batch.state));
    peak = Math.max(peak, memoryOf('VmHWM'));
    const total = `${file.totalSen / 100n}.${String(file.totalSen % 100n).padStart(2, '0')}`;
    const problem =
      batch.state !== 'applied' || batch.total !== total || batch.packages !== file.packages
        ? `the import ended as ${batch.state} with ${batch.packages} packages of ${batch.total}, not ${file.packages} of ${total}`
        : peak - idle > limit * MEGABYTE
          ? 'too much memory'
          : null;
    return {
      feed,
      format,
      megabytes,
      lines: file.lines,
      idle: mb(idle),
      peak: mb(peak),
      added: mb(peak - idle),
      seconds: seconds(begun),
      ok: problem === null,
      problem,
    };
  } finally {
    clearInterval(watch);
    if (values['node-options'] || app.child.exitCode !== null) say(app.output);
  }
}

/** Bytes. VmRSS = now, VmHWM = the most since the start or since `forgetPeak`. */
function memoryOf(field) {
  const status = readFileSync(`/proc/${app.child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** From here on VmHWM is the peak of what follows, and not that of the start. */
function forgetPeak() {
  writeFileSync(`/proc/${app.child.pid}/clear_refs`, '5');
}

function mb(bytes) {
  return Math.round(bytes / MEGABYTE);
}

function seconds(since) {
  return Math.round((performance.now() - since) / 100) / 10;
}
