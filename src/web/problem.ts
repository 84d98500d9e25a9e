import { randomBytes } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, TransactionNotStartedError } from 'typeorm';
import { AppError, type FieldProblem, InvalidInputError } from '../shared/errors.js';

/** What went wrong, as far as it may leave the house: the members of RFC 9457 and our own. */
export interface Problem {
  status: number;
  /** Stable, for programs: 'enterprise.nib-taken'. */
  code: string;
  /** What kind of thing happened: 'Tidak ditemukan'. */
  title: string;
  /** What happened, with which value, and what to do next. */
  detail: string;
  fields: readonly FieldProblem[];
  details: Readonly<Record<string, unknown>>;
  /** Finds the log entry of a fault of ours; null when there is none. */
  reference: string | null;
  retryAfterSeconds: number | null;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Permintaan tidak terbaca',
  401: 'Perlu masuk',
  403: 'Tidak diizinkan',
  404: 'Tidak ditemukan',
  405: 'Cara ini tidak dilayani',
  406: 'Tidak ada dalam bentuk itu',
  408: 'Terlalu lama',
  409: 'Tidak dapat dilakukan sekarang',
  413: 'Terlalu besar',
  414: 'Alamat terlalu panjang',
  415: 'Jenis isi tidak dikenal',
  422: 'Isian perlu diperbaiki',
  429: 'Terlalu sering',
  500: 'Terjadi kesalahan pada layanan ini',
  502: 'Server lain tidak menjawab dengan benar',
  503: 'Layanan sedang sibuk',
};

const DETAILS: Readonly<Record<number, string>> = {
  400: 'Permintaan tidak dapat dibaca, jadi tidak ada yang diubah. Muat ulang halaman lalu coba lagi.',
  404: 'Alamat ini tidak ada. Periksa tulisannya, atau mulai lagi dari Beranda.',
  405: 'Alamat ini tidak melayani permintaan dengan cara itu.',
  408: 'Isi permintaan tidak selesai dikirim dalam waktunya, jadi tidak ada yang disimpan. Periksa sambungan lalu kirim lagi.',
  413: 'Yang dikirim lebih besar daripada batas layanan ini, jadi tidak ada yang disimpan. Bagi menjadi beberapa berkas lalu kirim lagi.',
  414: 'Alamat ini terlalu panjang untuk dibaca. Persempit saringannya, atau mulai lagi dari Beranda.',
  415: 'Jenis isi permintaan tidak dikenal. Kirim sebagai formulir atau JSON.',
  500: 'Kesalahan ini sudah dicatat. Bila Anda sedang menyimpan sesuatu, periksa dahulu apakah sudah tersimpan sebelum mengirim lagi.',
  503: 'Pertanyaan ini memakan waktu terlalu lama, jadi dihentikan. Coba lagi sebentar lagi, atau persempit saringannya.',
};

/** The server ended a query that took too long. */
const TOOK_TOO_LONG = '57014';

/** The database server is being restarted, full, or away: SQLSTATE, or what the connection itself says. */
const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
]);
const AWAY_CLASS = /^08/;
/** What `pg` and its pool say without a code. */
const AWAY_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after calling end)/;

/** Two transactions stood in each other's way, and one was taken back: sent again it works. */
const IN_THE_WAY = new Set(['40001', '40P01', '55P03']);

/** Turns whatever was thrown into what may be told. Only a fault of ours gets a reference (and belongs in the log). */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    const { retryAfterSeconds, ...details } = error.details ?? {};
    return {
      ...bare(error.status, error.code, error.message),
      fields: error instanceof InvalidInputError ? error.fields : [],
      details,
      retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
    };
  }
  const state = databaseState(error);
  if (state === TOOK_TOO_LONG) return { ...bare(503, 'request.took-too-long'), retryAfterSeconds: 10 };
  if (state === 'away') return { ...bare(503, 'service.database-away', DATABASE_AWAY), retryAfterSeconds: 5 };
  if (state === 'in-the-way') return { ...bare(503, 'service.in-the-way', IN_THE_WAY_DETAIL), retryAfterSeconds: 1 };
  // A body of several parts that ends in the middle: its parser says so without a status.
  if (error instanceof Error && BROKEN_PARTS.test(error.message)) return bare(400, 'request.invalid');
  const status = statusOf(error);
  if (status !== null && status >= 400 && status < 500) return bare(status, CODES[status] ?? 'request.invalid');
  return { ...bare(500, 'fault'), reference: randomBytes(5).toString('hex') };
}

const BROKEN_PARTS =
  /^(?:Unexpected end of (?:multipart data|form|file)|Part terminated early|Multipart: Boundary not found|Malformed part header|Malformed content type|premature close)/i;

const DATABASE_AWAY =
  'Basis data sedang tidak terjangkau atau terlalu sibuk. Layanan ini menyambung kembali dengan sendirinya; coba lagi sebentar ' +
  'lagi. Bila Anda sedang menyimpan sesuatu, periksa dahulu apakah sudah tersimpan sebelum mengirim lagi.';

const IN_THE_WAY_DETAIL =
  'Dua orang mengubah hal yang sama pada saat yang sama, jadi perubahan ini tidak disimpan. Kirim lagi.';

const CODES: Readonly<Record<number, string>> = {
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  408: 'request.too-slow',
  413: 'request.too-large',
  415: 'request.unsupported-type',
  429: 'request.too-many',
};

function bare(status: number, code: string, detail?: string): Problem {
  return {
    status,
    code,
    title: TITLES[status] ?? 'Permintaan tidak dapat dilayani',
    detail: detail ?? DETAILS[status] ?? 'Permintaan ini tidak dapat dilayani.',
    fields: [],
    details: {},
    reference: null,
    retryAfterSeconds: null,
  };
}

/** Nest's own refusals and those of Fastify and its plugins, which carry `statusCode`. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return null;
}

/** Of a connection that is being made, or was cut while it said hello. */
const SOCKET_CALLS: ReadonlySet<unknown> = new Set(['connect', 'read', 'write']);

/** What an error says about the state of the database; null when it is about something else. */
function databaseState(error: unknown): typeof TOOK_TOO_LONG | 'away' | 'in-the-way' | null {
  if (!(error instanceof Error)) return null;
  // The connection was lost between two statements of a transaction, and TypeORM has let go of it.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof TransactionNotStartedError) return 'away';
  const from: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(from instanceof Error)) return null;
  // A refused connection comes as one error for all addresses of a name.
  const first: unknown = from instanceof AggregateError ? from.errors[0] : from;
  const ofServer = error instanceof QueryFailedError || ('syscall' in from && SOCKET_CALLS.has(from.syscall));
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  if (code === TOOK_TOO_LONG) return TOOK_TOO_LONG;
  if (IN_THE_WAY.has(code)) return 'in-the-way';
  if ((ofServer || /^\d/.test(code) || from instanceof AggregateError) && (AWAY.has(code) || AWAY_CLASS.test(code)))
    return 'away';
  return AWAY_WORDS.test(from.message) ? 'away' : null;
}

/** Body of an answer with the type application/problem+json. `instance` is the path that was asked for. */
export function problemJson(problem: Problem, instance: string): Record<string, unknown> {
  return {
    type: `urn:lokapasar-ovop:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance,
    code: problem.code,
    ...(problem.fields.length > 0 ? { fields: problem.fields } : {}),
    ...(problem.reference ? { reference: problem.reference } : {}),
    ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
  };
}
