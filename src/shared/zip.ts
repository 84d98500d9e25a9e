import { crc32, deflateRawSync } from 'node:zlib';

export interface ZippedFile {
  /** Plain ASCII, without folders that lead out: 'angka.csv'. */
  name: string;
  content: string | Buffer;
}

/**
 * A ZIP archive of small files held in memory, deflated. `day` ('YYYY-MM-DD') is the date of every entry, so that the
 * same content gives the same bytes. Throws a `RangeError` for a name that is not plain.
 */
export function writeZip(files: readonly ZippedFile[], day: string): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const date = dosDate(day);
  let offset = 0;
  for (const { name, content } of files) {
    if (!/^[\w][\w.-]*$/.test(name)) throw new RangeError(`Not a plain file name: "${name}"`);
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8');
    const packed = deflateRawSync(bytes, { level: 9 });
    // Version 2.0, no flags, deflated, midnight of the day; then sums and sizes, and how long the name is.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name, 'latin1'), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name, 'latin1')]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** MS-DOS days begin in 1980. */
function dosDate(day: string): number {
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  return ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | date;
}
