import { createRequire } from 'node:module';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

interface PdfMaker {
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
}

let maker: PdfMaker | null = null;

/** Loaded with the first document: nobody else waits for it at the start. Nothing is fetched, and no file is opened. */
function pdfMaker(): PdfMaker {
  if (maker) return maker;
  const load = createRequire(import.meta.url);
  const loaded = load('pdfmake') as PdfMaker;
  const fonts = load('pdfmake/standard-fonts/Helvetica.js') as Record<string, Record<string, string>>;
  loaded.setFonts(fonts);
  loaded.setUrlAccessPolicy(() => false);
  // A standard font is asked for by its name, as if it were a file.
  const names = new Set(Object.values(fonts).flatMap((styles) => Object.values(styles)));
  loaded.setLocalAccessPolicy((path) => names.has(path));
  maker = loaded;
  return loaded;
}

export interface PdfPaper {
  /** In the document's properties. */
  title: string;
  /** Head of the paper, one entry a line: of the instance's settings. */
  letterhead: readonly string[];
  content: Content[];
  /** Left in the foot of every page, before the page numbers. */
  foot: string;
  /** ISO 8601: when what it says was made, so that the same content gives the same bytes. */
  madeAt: string;
}

/** An A4 paper with letterhead and page numbers, in the fonts that every reader of PDF has. */
export async function writePdf({ title, letterhead, content, foot, madeAt }: PdfPaper): Promise<Buffer> {
  const [first, ...rest] = letterhead.map(printable);
  const head: Content[] = first === undefined ? [] : [{ text: first, style: 'letterhead' }];
  for (const line of rest) head.push({ text: line, style: 'letterline' });
  if (head.length > 0)
    head.push({
      canvas: [{ type: 'line', x1: 0, y1: 6, x2: 475, y2: 6, lineWidth: 1.2, lineColor: '#26324f' }],
      margin: [0, 0, 0, 16],
    });
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [60, 50, 60, 60],
    info: { title: printable(title), creator: 'Lokapasar OVOP', creationDate: new Date(madeAt) },
    language: 'id',
    content: [...head, ...content],
    footer: (page, pages) => ({
      columns: [
        { text: printable(foot), style: 'foot' },
        { text: `Halaman ${page} dari ${pages}`, style: 'foot', alignment: 'right', width: 100 },
      ],
      margin: [60, 16, 60, 0],
    }),
    defaultStyle: { font: 'Helvetica', fontSize: 10, lineHeight: 1.25 },
    styles: {
      letterhead: { bold: true, fontSize: 13, alignment: 'center' },
      letterline: { fontSize: 10, alignment: 'center' },
      title: { bold: true, fontSize: 15, alignment: 'center', margin: [0, 4, 0, 2] },
      subtitle: { fontSize: 10, alignment: 'center', color: '#444444', margin: [0, 0, 0, 14] },
      heading: { bold: true, fontSize: 11, margin: [0, 12, 0, 4] },
      head: { bold: true, fontSize: 9, fillColor: '#eef0f6' },
      cell: { fontSize: 9 },
      small: { fontSize: 8, color: '#444444' },
      foot: { fontSize: 8, color: '#444444' },
    },
  };
  return pdfMaker().createPdf(definition).getBuffer();
}

export interface PdfSheet {
  /** In the document's properties. */
  title: string;
  size: 'A4' | 'A5';
  /** ISO 639-1, of what is written on it. */
  language: string;
  /** Points on every side. */
  margin: number;
  content: Content[];
  /** ISO 8601: when what it says was made, so that the same content gives the same bytes. */
  madeAt: string;
}

/** One sheet without head, foot or page numbers, to be put up somewhere. */
export async function writeSheet({ title, size, language, margin, content, madeAt }: PdfSheet): Promise<Buffer> {
  return pdfMaker()
    .createPdf({
      pageSize: size,
      pageMargins: margin,
      info: { title: printable(title), creator: 'Lokapasar OVOP', creationDate: new Date(madeAt) },
      language,
      content,
      defaultStyle: { font: 'Helvetica', fontSize: 12, lineHeight: 1.25 },
    })
    .getBuffer();
}

/** The fonts know the letters of western Europe: others lose their marks, and what is left of them becomes a question mark. */
export function printable(text: string): string {
  return text
    .replaceAll('\u2212', '\u2013') // the minus of figures is not in the fonts; the dash is
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac\n]/g, (letter) => {
      const plain = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
      return /^[\u0020-\u007e\u00a0-\u00ff]+$/.test(plain) ? plain : '?';
    })
    .normalize('NFC');
}
