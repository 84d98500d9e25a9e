import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { CHUNK_ROWS, refuseTooWide, RefusedFile, type Cell, type OpenedFile, type RawRow } from './port.js';

/** Row groups larger than this are read in windows, so that memory stays bounded. */
const WINDOW_ROWS = 50_000;

/** Opens a Parquet file and reads it row group by row group. */
export async function openParquet(path: string, name: string, maxUnpackedBytes: number): Promise<OpenedFile> {
  const refused = (cause: unknown): RefusedFile =>
    new RefusedFile('broken', `Berkas Parquet "${name}" rusak atau terpotong. Unduh kembali dari sumbernya.`, {
      cause,
    });

  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw refused(error);
  });
  const unpacked = metadata.row_groups.reduce((sum, group) => sum + group.total_byte_size, 0n);
  if (unpacked > BigInt(maxUnpackedBytes))
    throw new RefusedFile(
      'too-large-when-unpacked',
      `Berkas "${name}" terlalu besar setelah dibuka. Bagi menjadi beberapa berkas, misalnya per tahun.`,
    );
  const total = Number(metadata.num_rows);
  if (total === 0)
    throw new RefusedFile('no-rows', `Berkas "${name}" tidak berisi satu baris pun. Periksa tahun dan kode KLPD.`);
  refuseTooWide(parquetSchema(metadata).children.length, name);
  const headings = parquetSchema(metadata).children.map((child) => child.element.name);

  return {
    format: 'parquet',
    headings,
    sheet: null,
    declaredSnapshotAt: null,
    declaredYear: null,
    declaredTotal: total,
    async *rows(): AsyncGenerator<RawRow[], void, undefined> {
      let start = 0;
      for (const group of metadata.row_groups) {
        const end = start + Number(group.num_rows);
        for (; start < end; start = Math.min(end, start + WINDOW_ROWS)) {
          const window = { rowStart: start, rowEnd: Math.min(end, start + WINDOW_ROWS) };
          const objects = await parquetReadObjects({ file, metadata, compressors, ...window }).catch(
            (error: unknown) => {
              throw refused(error);
            },
          );
          for (let at = 0; at < objects.length; at += CHUNK_ROWS)
            yield objects.slice(at, at + CHUNK_ROWS).map((cells, index) => ({
              line: window.rowStart + at + index + 1,
              cells: cells as Record<string, Cell>,
            }));
        }
      }
    },
    close: () => Promise.resolve(),
  };
}
