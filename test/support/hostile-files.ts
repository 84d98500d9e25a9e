import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive: its text, or bytes that are packed already and claim a size. */
export type Entry = string | { packed: Buffer; claims: number };

/** A ZIP archive with exactly what the test says, true or not. */
export function zipOf(entries: Record<string, Entry>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, entry] of Object.entries(entries)) {
    const name = Buffer.from(path);
    const packed = typeof entry === 'string' ? deflateRawSync(entry, { level: 1 }) : entry.packed;
    const size = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.claims;
    const sum = typeof entry === 'string' ? checksum(entry) : 0;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, name, packed);
    directory.push(central, name);
    at += 30 + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listing, end]);
}

function checksum(text: string): number {
  // Node 20.19 has no crc32 in every build; readers of ours do not look at it.
  return typeof crc32 === 'function' ? crc32(text) >>> 0 : 0;
}

const relationships = (list: readonly [string, string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook of one sheet. `rows` is its XML, or the sheet's file as a whole. */
export function workbook(rows: Entry): Buffer {
  return zipOf({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([['worksheet', 'worksheets/sheet1.xml']]),
    'xl/worksheets/sheet1.xml':
      typeof rows === 'string' ? `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData></worksheet>` : rows,
  });
}

/** A cell of inline text. */
export const cell = (text: string, place = ''): string =>
  `<c${place === '' ? '' : ` r="${place}"`} t="inlineStr"><is><t>${text}</t></is></c>`;
