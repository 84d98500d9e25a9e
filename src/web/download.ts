import type { FastifyReply } from 'fastify';
import { InvalidInputError, NotFoundError } from '../shared/errors.js';
import { formatAmount } from '../shared/money.js';
import { type Sheet, writeCsv, writeXlsx } from '../shared/spreadsheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends sheets as a file to keep: all of them as XLSX, the first alone as CSV. Any other format is not found. */
export async function sendSheets(
  reply: FastifyReply,
  format: string,
  name: string,
  sheets: readonly [Sheet, ...Sheet[]],
): Promise<FastifyReply> {
  if (format === 'xlsx') return send(reply, `${name}.xlsx`, XLSX, await writeXlsx({ sheets: [...sheets] }));
  if (format === 'csv') {
    const [{ columns, rows }] = sheets;
    const text = writeCsv(
      columns.map(({ heading }) => heading),
      rows,
    );
    return send(reply, `${name}.csv`, 'text/csv; charset=utf-8', text);
  }
  throw new NotFoundError(
    'download.unknown-format',
    `Bentuk berkas "${format.slice(0, 20)}" tidak ada. Pilih xlsx atau csv.`,
  );
}

/** How many rows a file of a list has at most. */
export const MOST_ROWS = 20_000;

/** A file that leaves rows out and does not say so is no list. Throws InvalidInputError where there are more than it may have. */
export function refuseLongList(total: number): void {
  if (total > MOST_ROWS)
    throw new InvalidInputError(
      'download.too-long',
      `Daftar ini memuat ${rowsWords(total)} baris; satu berkas memuat paling banyak ${rowsWords(MOST_ROWS)}. Persempit saringan atau barisnya, misalnya satu kabupaten/kota, lalu unduh lagi; atau ambil halaman demi halaman lewat alamat API.`,
    );
}

function rowsWords(rows: number): string {
  return formatAmount(BigInt(rows) * 100n);
}

/** Sends a workbook that is written already. */
export function sendXlsx(reply: FastifyReply, name: string, body: Buffer): FastifyReply {
  return send(reply, `${name}.xlsx`, XLSX, body);
}

/** Sends a PDF to keep. */
export function sendPdf(reply: FastifyReply, name: string, body: Buffer): FastifyReply {
  return send(reply, `${name}.pdf`, 'application/pdf', body);
}

function send(reply: FastifyReply, name: string, type: string, body: string | Buffer): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(body);
}
