import type { Content } from 'pdfmake/interfaces.js';
import { printable, writeSheet } from '../../shared/pdf.js';
import type { PublicPlace } from '../api/public-queries.js';
import { regionWords, told } from '../api/words.js';
import type { Language } from '../places/place.js';

export const CARD_SIZES = ['A4', 'A5'] as const;
export type CardSize = (typeof CARD_SIZES)[number];

export interface CardOptions {
  place: PublicPlace;
  size: CardSize;
  language: Language;
  /** The place's page: a whole address. */
  address: string;
  /** Of the instance's settings: who puts the card up, one entry a line. */
  letterhead: readonly string[];
  demo: boolean;
}

const WORDS = {
  id: {
    head: 'Satu Desa Satu Produk (OVOP)',
    about:
      'Setiap desa membuat sesuatu yang khas: tenun, kopi, anyaman, makanan. Lihat buatan desa-desa di sekitar sini, siapa pembuatnya, dan apa yang sedang musim.',
    scan: 'Pindai dengan kamera ponsel',
    demo: 'Data contoh, bukan data nyata',
  },
  en: {
    head: 'One Village One Product (OVOP)',
    about:
      'Every village makes something of its own: woven cloth, coffee, plaited goods, food. See what the villages around here make, who makes it, and what is in season.',
    scan: "Scan with your phone's camera",
    demo: 'Sample data, not real',
  },
} as const;

/** Lengths in points: the A5 is the A4 made smaller by √2. */
const SIZES = {
  A4: { margin: 56, width: 595.28, qr: 300, unit: 1 },
  A5: { margin: 40, width: 419.53, qr: 212, unit: 1 / Math.SQRT2 },
} as const;

/** A long name gets smaller letters, so that the card stays one sheet. Points on an A4. */
function nameSize(name: string): number {
  if (name.length <= 24) return 40;
  return name.length <= 60 ? 32 : 24;
}

/** The card's content: also for whoever wants to know what its QR code says. Pure. */
export function cardContent({ place, size, language, address, letterhead, demo }: CardOptions): Content[] {
  const say = WORDS[language];
  const { unit, qr, margin, width } = SIZES[size];
  const points = (onA4: number): number => Math.round(onA4 * unit * 10) / 10;
  const name = printable(told(language, place.name, place.nameEn) ?? place.name);
  const centred = (text: string, fontSize: number, above: number, more: object = {}): Content => ({
    text,
    alignment: 'center',
    fontSize: points(fontSize),
    margin: [0, points(above), 0, 0],
    ...more,
  });
  const rule: Content = {
    canvas: [
      { type: 'line', x1: 0, y1: 0, x2: width - 2 * margin, y2: 0, lineWidth: points(3), lineColor: '#26324f' },
      { type: 'line', x1: 0, y1: 5, x2: width - 2 * margin, y2: 5, lineWidth: points(1), lineColor: '#8f1d2c' },
    ],
    margin: [0, points(14), 0, 0],
  };
  return [
    ...letterhead.slice(0, 2).map((line) => centred(printable(line), 13, 0, { color: '#444444' })),
    rule,
    centred(say.head, 20, 20, { color: '#8f1d2c', bold: true }),
    centred(name, nameSize(name), 12, { color: '#26324f', bold: true, lineHeight: 1.1 }),
    centred(printable(regionWords(place)), 14, 4, { color: '#444444' }),
    centred(say.about, 15, 16),
    // A quarter of the code may be scratched or stained and it is still read.
    { qr: address, fit: qr, eccLevel: 'Q', alignment: 'center', margin: [0, points(24), 0, 0] },
    centred(say.scan, 16, 16, { bold: true }),
    centred(address, address.length > 60 ? 10 : 13, 2, { color: '#26324f' }),
    ...(demo ? [centred(say.demo, 12, 8, { color: '#8f1d2c' })] : []),
  ];
}

/** A card for the counter of a place: its name, a few words on OVOP, and a QR code that leads to its page. */
export function writeCard(options: CardOptions): Promise<Buffer> {
  const { place, size, language } = options;
  return writeSheet({
    title: `${place.name} (${options.address})`,
    size,
    language,
    margin: SIZES[size].margin,
    content: cardContent(options),
    madeAt: place.changedAt,
  });
}
