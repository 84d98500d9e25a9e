import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import QRCode from 'qrcode';
import type { PublicPlace } from '../api/public-queries.js';
import { CARD_SIZES, type CardOptions, writeCard } from './card.js';

const PLACE: PublicPlace = {
  id: '1',
  kode: 'pantai-contoh',
  name: 'Pantai Contoh',
  nameEn: 'Example Beach',
  kind: 'pantai',
  wilayahCode: '98.01.01.2001',
  desa: 'Sini',
  kelurahan: false,
  kecamatan: 'Situ',
  kabupatenCode: '98.01',
  kabupaten: 'Kabupaten Contoh',
  latitude: null,
  longitude: null,
  confidence: null,
  errorM: null,
  manager: null,
  opening: null,
  openingEn: null,
  description: null,
  descriptionEn: null,
  source: null,
  etalase: null,
  changedAt: '2026-03-02T00:00:00Z',
};
const ADDRESS = 'https://ovop.example.go.id/wisata/pantai-contoh';

const card = (more: Partial<CardOptions> = {}): Promise<Buffer> =>
  writeCard({
    place: PLACE,
    size: 'A4',
    language: 'id',
    address: ADDRESS,
    letterhead: ['Dinas Contoh'],
    demo: false,
    ...more,
  });

/** Everything that the sheets draw. */
function drawn(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)]
    .map(({ index, 0: mark }) => {
      const begin = index + mark.length;
      try {
        return inflateSync(pdf.subarray(begin, text.indexOf('endstream', begin))).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

/** The dark squares of the QR code as rows of 0 and 1. */
function codeOf(pdf: Buffer): string {
  const squares = [...drawn(pdf).matchAll(/([\d.-]+) ([\d.-]+) ([\d.]+) ([\d.]+) re\b/g)].map((found) =>
    found.slice(1).map(Number),
  );
  const [, , side = 0] = squares.reduce((least, one) => ((one[2] ?? 0) < (least[2] ?? 0) ? one : least));
  const dark = squares.filter(([, , width]) => width === side);
  const left = Math.min(...dark.map(([x = 0]) => x));
  const top = Math.min(...dark.map(([, y = 0]) => y));
  const at = new Set(dark.map(([x = 0, y = 0]) => `${Math.round((x - left) / side)},${Math.round((y - top) / side)}`));
  const size = Math.max(...dark.map(([x = 0]) => Math.round((x - left) / side))) + 1;
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => (at.has(`${x},${y}`) ? '1' : '0')).join(''),
  ).join('\n');
}

/** What another library draws for the text, with each of the eight masks a code may have. */
function codesFor(text: string): string[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((maskPattern) => {
    const { modules } = QRCode.create([{ data: Buffer.from(text), mode: 'byte' }], {
      errorCorrectionLevel: 'Q',
      maskPattern: maskPattern as 0,
    });
    return Array.from({ length: modules.size }, (_, y) =>
      Array.from({ length: modules.size }, (__, x) => (modules.get(y, x) ? '1' : '0')).join(''),
    ).join('\n');
  });
}

describe('a card for the counter', () => {
  it.each(CARD_SIZES)('is one sheet of %s whose QR code says the address of the page', async (size) => {
    const pdf = await card({ size });
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text).toContain(size === 'A4' ? '/MediaBox [0 0 595.28 841.89]' : '/MediaBox [0 0 419.53 595.28]');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(codesFor(ADDRESS)).toContain(codeOf(pdf));
    expect(codesFor(ADDRESS.replace('contoh', 'lain'))).not.toContain(codeOf(pdf));
  });

  it.each(CARD_SIZES)('stays one sheet of %s with the longest name, address and letterhead', async (size) => {
    for (const language of ['id', 'en'] as const) {
      const pdf = await card({
        size,
        language,
        place: { ...PLACE, name: 'Taman Wisata '.repeat(12).trim(), nameEn: null },
        address: `https://${'panjang.'.repeat(8)}example.go.id/wisata/${'a'.repeat(60)}`,
        letterhead: ['Pemerintah Provinsi Contoh Kepulauan', 'Dinas Pariwisata dan Ekonomi Kreatif', 'Jalan'],
        demo: true,
      });
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
  });

  it('is the same to the byte until the place changes', async () => {
    expect((await card()).equals(await card())).toBe(true);
    expect((await card()).equals(await card({ place: { ...PLACE, changedAt: '2026-03-03T00:00:00Z' } }))).toBe(false);
  });
});
