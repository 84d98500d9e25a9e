import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openCsv } from './csv.js';
import { openJson } from './json.js';
import { openParquet } from './parquet.js';
import { RefusedFile, type OpenedFile, type OpenOptions } from './port.js';
import { openXlsx } from './xlsx.js';

const SNIFFED_BYTES = 4096;
const DEFAULT_MAX_UNPACKED = 1024 ** 3;
const DEFAULT_MAX_CELLS = 20_000_000;

/**
 * Opens a file at `path` that people know as `name`. The format is told by the content, never by the name; what the
 * sources send instead of data (nothing, HTML, `<invalid_response>`, an error body) is refused with its own code.
 * Throws a `RefusedFile`; the caller closes what it has opened.
 */
export async function openFile(path: string, name: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const maxUnpackedBytes = options.maxUnpackedBytes ?? DEFAULT_MAX_UNPACKED;
  if (basename(name).startsWith('~$'))
    throw new RefusedFile(
      'lock-file',
      `"${name}" adalah berkas kunci yang dibuat Excel selagi dokumennya terbuka, bukan datanya. ` +
        `Impor berkas "${basename(name).slice(2)}" di folder yang sama.`,
    );
  const head = await firstBytes(path);
  if ((await stat(path)).size === 0)
    throw new RefusedFile(
      'empty',
      `Berkas "${name}" kosong (nol bita): sumbernya tidak memberi data. Periksa tahun dan kode KLPD, lalu unduh kembali.`,
    );

  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
    return openXlsx(path, name, {
      fits: options.fits,
      maxUnpackedBytes,
      maxCells: options.maxCells ?? DEFAULT_MAX_CELLS,
    });
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return openParquet(path, name, maxUnpackedBytes);
  refuseOtherBinaries(head, name);

  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '')
    throw new RefusedFile('empty', `Berkas "${name}" tidak berisi apa pun selain spasi. Unduh kembali dari sumbernya.`);
  if (/^[["']?\W{0,3}invalid[ _]response/i.test(text))
    throw new RefusedFile(
      'invalid-response',
      `Berkas "${name}" berisi jawaban "invalid_response" dari ISB (data kosong), bukan data. ` +
        'Periksa tahun dan kode KLPD pada permintaan, lalu unduh kembali.',
    );
  if (text.startsWith('<')) {
    if (/^<\?xml/i.test(text) && !/<html/i.test(text))
      throw new RefusedFile(
        'not-recognised-format',
        `Berkas "${name}" berbentuk XML, yang tidak diterima. Unduh bentuk JSON atau CSV dari layanan yang sama.`,
      );
    throw new RefusedFile(
      'html',
      `Berkas "${name}" berisi halaman web (HTML), bukan data; biasanya halaman masuk atau halaman penghalang. ` +
        'Unduh kembali melalui peramban atau alat yang semestinya.',
    );
  }
  if (text.startsWith('[') || text.startsWith('{')) return openJson(path, name);
  return openCsv(path, name);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte);
}

function refuseOtherBinaries(head: Buffer, name: string): void {
  const refuse = (advice: string): never => {
    throw new RefusedFile('not-recognised-format', `Berkas "${name}" ${advice}`);
  };
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]))
    refuse('adalah Excel lama (.xls) atau Excel bersandi. Buka di Excel, lalu simpan sebagai .xlsx tanpa sandi.');
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) refuse('adalah PDF. Unduh bentuk JSON, CSV, atau XLSX.');
  if (startsWith(head, [0x1f, 0x8b]))
    refuse('masih dimampatkan (gzip). Ekstrak dahulu, lalu impor berkas di dalamnya.');
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]))
    refuse('memakai pengodean UTF-16. Simpan kembali sebagai "CSV UTF-8".');
  if (head.includes(0)) refuse('bukan JSON, CSV, XLSX, atau Parquet.');
}
