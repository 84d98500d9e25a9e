import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { ImportBatch, ImportIssue, ImportRequest } from '../ingestion/import-batch.js';
import type { ImportService } from '../ingestion/import.service.js';
import {
  count,
  countsSentence,
  feedName,
  issueSentence,
  outcomeSentence,
  STATE_WORDS,
  totalSentence,
  warningSentence,
} from '../ingestion/wording.js';
import { type Feed, FEEDS } from '../purchasing/intake/rows.js';
import { isDay } from '../shared/dates.js';

/** What the process ends with. */
export const EXIT = { applied: 0, fault: 1, usage: 2, refused: 3 } as const;

export const IMPORT_USAGE = `Pemakaian: lokapasar-ovop import BERKAS... [pilihan]

  --as JENIS             baca sebagai jenis ini, bukan menurut judul kolom
                         (${FEEDS.join(', ')})
  --year TAHUN           tahun anggaran bagi baris yang tidak menuliskannya
  --snapshot TTTT-BB-HH  tanggal data diambil dari sumbernya
  --complete-year        berkas memuat seluruh tahun
  --yes                  terapkan walaupun barisnya kurang dari separuh impor terakhir
  --json                 satu objek JSON per berkas, satu baris masing-masing

Berakhir dengan 0 bila semua berkas diterapkan, 3 bila ada yang ditolak (yang ditolak tidak mengubah apa pun),
2 bila perintahnya keliru, 1 bila gagal karena kesalahan di pihak aplikasi (juga tidak mengubah apa pun).`;

/** Issues that the JSON of a file lists; `issuesTotal` counts all of them. */
const LISTED_ISSUES = 200;

export interface ImportCommandNeeds {
  imports: ImportService;
  /** IANA zone in which moments are told. */
  timeZone: string;
  /** Standard output and standard error, a line at a time. */
  out(line: string): void;
  err(line: string): void;
}

interface Asked {
  files: string[];
  request: ImportRequest;
  json: boolean;
}

/** `import FILE...`: the arguments behind the command's name. Answers the exit code. */
export async function importCommand(args: string[], needs: ImportCommandNeeds): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    needs.err(`${asked}\n\n${IMPORT_USAGE}`);
    return EXIT.usage;
  }
  let worst: number = EXIT.applied;
  for (const path of asked.files) {
    const { batch, issues } = await importOne(path, asked.request, needs);
    if (asked.json) needs.out(JSON.stringify(fileJson(path, batch, issues, needs.timeZone)));
    else for (const line of fileLines(path, batch, needs.timeZone)) needs.out(line);
    if (batch.state === 'refused') worst = EXIT.refused;
    else if (batch.state !== 'applied' && worst !== EXIT.refused) worst = EXIT.fault;
  }
  return worst;
}

async function importOne(
  path: string,
  request: ImportRequest,
  { imports }: ImportCommandNeeds,
): Promise<{ batch: ImportBatch; issues: ImportIssue[] }> {
  const id = await imports.receive(path, { fileName: basename(path), by: 'cli', origin: 'cli' }, request);
  const batch = await imports.finish(id);
  const { items } = await imports.issues(id, 1, LISTED_ISSUES);
  return { batch, issues: items };
}

/** What was asked for, or the sentence that says what is wrong with it. */
function readArguments(args: string[]): Asked | string {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        year: { type: 'string' },
        snapshot: { type: 'string' },
        'complete-year': { type: 'boolean' },
        yes: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    return `Pilihan tidak dikenal: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { values, positionals: files } = parsed;
  if (files.length === 0) return 'Sebutkan sedikitnya satu berkas.';
  const feed = values.as === undefined ? null : FEEDS.find((candidate) => candidate === values.as);
  if (feed === undefined) return `Jenis berkas "${values.as}" tidak dikenal.`;
  if (values.year !== undefined && !/^20\d{2}$/.test(values.year))
    return `Tahun "${values.year}" tidak sah; tulis empat angka, contoh 2026.`;
  if (values.snapshot !== undefined && !isDay(values.snapshot))
    return `Tanggal "${values.snapshot}" tidak sah; tulis tahun-bulan-hari, contoh 2026-08-31.`;
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile()) return `Berkas ${file} tidak ada atau bukan berkas.`;
  }
  return {
    files,
    json: values.json ?? false,
    request: {
      as: feed,
      year: values.year === undefined ? null : Number(values.year),
      snapshotOn: values.snapshot ?? null,
      completeYear: values['complete-year'] ?? false,
      confirm: values.yes ?? false,
    },
  };
}

/** One file's JSON. */
export interface ImportFileJson {
  file: string;
  id: string;
  feed: Feed | null;
  state: ImportBatch['state'];
  message: string;
  refusal: string | null;
  /** read = accepted + unchanged + repeated + rejected; unmatched is part of accepted. */
  rows: ImportBatch['counts'];
  packages: number;
  /** Rupiah, decimal text. */
  total: string;
  issues: {
    line: number | null;
    column: string | null;
    value: string | null;
    code: string;
    severity: string;
    message: string;
  }[];
  issuesTotal: number;
  warnings: string[];
}

function fileJson(path: string, batch: ImportBatch, issues: ImportIssue[], timeZone: string): ImportFileJson {
  return {
    file: path,
    id: batch.id,
    feed: batch.feed,
    state: batch.state,
    message: outcomeSentence(batch),
    refusal: batch.refusalCode,
    rows: batch.counts,
    packages: batch.packages,
    total: batch.total,
    issues: issues.map((issue) => ({
      line: issue.line,
      column: issue.column,
      value: issue.value,
      code: issue.code,
      severity: issue.severity,
      message: issueSentence(issue),
    })),
    issuesTotal: batch.issuesTotal,
    warnings: batch.warnings.map((warning) => warningSentence(warning, timeZone)),
  };
}

function fileLines(path: string, batch: ImportBatch, timeZone: string): string[] {
  const lines = [`${path} (impor nomor ${batch.id})`];
  const add = (label: string, text: string): void => void lines.push(`  ${label.padEnd(12)} ${text}`);
  add('Keadaan', STATE_WORDS[batch.state]);
  add('Jenis', feedName(batch.feed));
  if (batch.state === 'applied') {
    add('Baris', countsSentence(batch));
    if (batch.counts.unmatched > 0) add('', `${count(batch.counts.unmatched)} diterima dengan kode yang belum dikenal`);
    const total = totalSentence(batch);
    if (total !== null) add('Isi', total);
  } else add('Sebab', outcomeSentence(batch));
  for (const warning of batch.warnings) add('Perhatian', warningSentence(warning, timeZone));
  if (batch.issuesTotal > 0) add('Catatan', `${count(batch.issuesTotal)}, lihat halaman Impor atau --json`);
  lines.push('');
  return lines;
}
