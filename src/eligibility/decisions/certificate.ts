import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { formatDay, formatMoment } from '../../shared/dates.js';
import { printable, writePdf } from '../../shared/pdf.js';
import type { State } from '../rules/assess.js';
import { type Purpose, PURPOSES } from '../rules/rule.js';
import { PURPOSE_WORDS, STATE_WORDS } from '../wording/wording.js';
import type { DecidedRequirementDto, DecisionDto } from './decisions.dto.js';

export interface CertificateOptions {
  letterhead: readonly string[];
  timeZone: string;
  /** Where anybody may look the decision up: a whole address. */
  verifyAt: string;
  demo: boolean;
}

const PLATFORM = { v5: 'Katalog elektronik versi 5', v6: 'Katalog elektronik versi 6' } as const;

const COLOURS: Readonly<Record<State, string>> = {
  layak: '#1c6b3c',
  'layak-bersyarat': '#1c6b3c',
  'belum-lengkap': '#8a5a00',
  kedaluwarsa: '#9c2b1f',
  'tidak-layak': '#9c2b1f',
  'tidak-berlaku': '#444444',
};

/** The paper of a decision: what was decided, what of, until when, requirement by requirement, and where to look it up. */
export function writeCertificate(decision: DecisionDto, options: CertificateOptions): Promise<Buffer> {
  const { letterhead, timeZone, verifyAt, demo } = options;
  const made = formatMoment(decision.decidedAt, timeZone);
  return writePdf({
    title: `Surat keterangan kelayakan nomor ${decision.id}`,
    letterhead: letterhead.length > 0 ? letterhead : ['LOKAPASAR OVOP'],
    madeAt: decision.decidedAt,
    foot: `Keputusan nomor ${decision.id}, dibuat ${made}. Periksa keasliannya: ${verifyAt}`,
    content: [
      { text: 'SURAT KETERANGAN KELAYAKAN', style: 'title' },
      { text: `Nomor keputusan ${decision.id}${demo ? ' (data contoh, bukan data nyata)' : ''}`, style: 'subtitle' },
      ...subject(decision),
      ...outcome(decision, verifyAt),
      ...PURPOSES.flatMap((purpose) => requirements(decision, purpose)),
      ...openSteps(decision),
      {
        text: 'Surat ini menerangkan hasil penilaian layanan atas data yang ada pada hari itu. Surat ini bukan izin dan tidak menggantikan keputusan pejabat yang berwenang. Keputusan yang lebih baru menggantikannya; periksa dengan kode QR.',
        style: 'small',
        margin: [0, 14, 0, 0],
      },
    ],
  });
}

function subject({ enterpriseName, productId, productName, platform, day }: DecisionDto): Content[] {
  const rows: [string, string][] = [
    ['Pelaku usaha', enterpriseName],
    ...(productId === null ? [] : [['Produk', productName ?? `produk nomor ${productId}`] as [string, string]]),
    ['Platform', PLATFORM[platform]],
    ['Hari yang dinilai', formatDay(day)],
  ];
  return [
    {
      layout: 'noBorders',
      table: {
        widths: [110, '*'],
        body: rows.map(([name, value]) => [
          { text: name, color: '#444444' },
          { text: printable(value), bold: true },
        ]),
      },
    },
  ];
}

function outcome(decision: DecisionDto, verifyAt: string): Content[] {
  const { validUntil, readiness, states, outcome: state } = decision;
  const until =
    validUntil === null
      ? 'Batas berlakunya tidak diketahui; periksa keputusan terbaru.'
      : `Tetap berlaku sampai ${formatDay(validUntil)} bila data dan aturan tidak berubah.`;
  const others = states
    .filter(({ purpose, state: one }) => purpose !== 'katalog' && one !== 'tidak-berlaku')
    .filter(({ purpose }) => decision.productId !== null || purpose !== 'ovop')
    .map(({ purpose, text }) => `${PURPOSE_WORDS[purpose]}: ${text}`);
  return [
    {
      margin: [0, 12, 0, 4],
      columnGap: 16,
      columns: [
        {
          width: '*',
          stack: [
            { text: PURPOSE_WORDS.katalog, color: '#444444' },
            { text: STATE_WORDS[state], fontSize: 18, bold: true, color: COLOURS[state] },
            { text: until, margin: [0, 4, 0, 0] },
            { text: readiness.text },
            ...others.map((text) => ({ text: printable(text) })),
            ...decision.warnings.map(({ text }) => ({ text: printable(text), style: 'small' })),
          ],
        },
        {
          width: 110,
          stack: [
            { qr: verifyAt, fit: 100, eccLevel: 'M', alignment: 'right' },
            { text: 'Pindai untuk memeriksa', style: 'small', alignment: 'right', margin: [0, 3, 0, 0] },
          ],
        },
      ],
    },
  ];
}

function requirements({ requirements: all }: DecisionDto, purpose: Purpose): Content[] {
  const asked = all.filter((one) => one.purpose === purpose && one.outcome !== 'does-not-apply');
  if (asked.length === 0) return [];
  const head: TableCell[] = ['Syarat', 'Hasil', 'Alasan', 'Tetap sampai'].map((text) => ({ text, style: 'head' }));
  return [
    { text: PURPOSE_WORDS[purpose], style: 'heading' },
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [105, 75, '*', 75],
        body: [head, ...asked.map(row)],
      },
    },
  ];
}

function row({ title, outcomeText, text, until }: DecidedRequirementDto): TableCell[] {
  return [title, outcomeText, text, until === null ? '' : formatDay(until)].map((one) => ({
    text: printable(one),
    style: 'cell',
  }));
}

function openSteps({ requirements: all }: DecisionDto): Content[] {
  const open = all.filter(({ outcome: one, next }) => (one === 'fails' || one === 'cannot-tell') && next !== null);
  if (open.length === 0) return [];
  return [
    { text: 'Langkah berikut', style: 'heading' },
    {
      ol: open.map(({ title, next }) => ({
        text: printable(`${title}: ${next?.act ?? ''} Tempatnya: ${next?.where ?? ''}.`),
        style: 'cell',
      })),
    },
  ];
}
