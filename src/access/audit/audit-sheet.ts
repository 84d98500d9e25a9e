import { formatMoment } from '../../shared/dates.js';
import type { Sheet } from '../../shared/spreadsheet.js';
import { type AuditFilter, type AuditRecord, type AuditState, type AuditTrail } from './audit-trail.js';
import { ACTOR_WORDS, actionWords, changedColumns, kindWords } from './audit.wording.js';

/** A workbook is made in memory; whoever needs more asks for a shorter time. */
export const MOST_IN_SHEET = 20_000;
const AT_ONCE = 2000;
/** What one cell of a workbook can hold, less something for the sign of the cut. */
const CELL_LETTERS = 32_000;

/** The records of the filter, newest first, and a sheet that says what they are. */
export async function auditSheets(trail: AuditTrail, filter: AuditFilter, timeZone: string): Promise<[Sheet, Sheet]> {
  const records: AuditRecord[] = [];
  let next: number | null = null;
  do {
    const page = await trail.list(filter, next, AT_ONCE, timeZone);
    records.push(...page.items);
    next = page.next;
  } while (next !== null && records.length < MOST_IN_SHEET);
  const state = await trail.state();
  return [recordsSheet(records, timeZone), aboutSheet({ records, cut: next !== null, filter, state, timeZone })];
}

function recordsSheet(records: readonly AuditRecord[], timeZone: string): Sheet {
  return {
    name: 'Jejak audit',
    columns: [
      { heading: 'Nomor', type: 'integer' },
      { heading: 'Waktu', type: 'text', width: 34 },
      { heading: 'Jenis pelaku', type: 'text', width: 14 },
      { heading: 'Pelaku', type: 'text' },
      { heading: 'Peran', type: 'text', width: 12 },
      { heading: 'Alamat', type: 'text', width: 18 },
      { heading: 'Tindakan', type: 'text' },
      { heading: 'Kode tindakan', type: 'text', width: 18 },
      { heading: 'Objek', type: 'text' },
      { heading: 'Tabel', type: 'text', width: 20 },
      { heading: 'Kunci objek', type: 'text' },
      { heading: 'Sebelum', type: 'text', width: 50 },
      { heading: 'Sesudah', type: 'text', width: 50 },
      { heading: 'Alasan', type: 'text' },
      { heading: 'Permintaan', type: 'text', width: 38 },
      { heading: 'Waktu UTC', type: 'text', width: 26 },
      { heading: 'Hash', type: 'text', width: 66 },
    ],
    rows: records.map((record) => [
      record.seq,
      formatMoment(record.at, timeZone),
      ACTOR_WORDS[record.actorKind] ?? record.actorKind,
      record.actorName,
      record.actorRole,
      record.address,
      actionWords(record.action),
      record.action,
      kindWords(record.objectKind),
      record.objectKind,
      record.objectId,
      told(record.before),
      told(record.after),
      record.reason,
      record.requestId,
      record.at,
      record.hash,
    ]),
  };
}

function aboutSheet(what: {
  records: readonly AuditRecord[];
  cut: boolean;
  filter: AuditFilter;
  state: AuditState;
  timeZone: string;
}): Sheet {
  const { records, cut, filter, state, timeZone } = what;
  const { sealed, problem, checked } = state;
  return {
    name: 'Tentang berkas',
    columns: [
      { heading: 'Hal', type: 'text', width: 24 },
      { heading: 'Isi', type: 'text', width: 90 },
    ],
    rows: [
      ['Catatan di lembar ini', String(records.length)],
      ...(cut
        ? [['Dipotong', `Hanya ${MOST_IN_SHEET} catatan terbaru; persempit waktunya untuk melihat yang lebih lama.`]]
        : []),
      ['Dari hari', filter.from ?? 'awal'],
      ['Sampai hari', filter.to ?? 'sekarang'],
      ['Pelaku', filter.actor ?? 'semua'],
      ['Tindakan', filter.action ? actionWords(filter.action) : 'semua'],
      ['Objek', filter.objectKind ? kindWords(filter.objectKind) : 'semua'],
      ['Kunci objek', filter.objectId ?? 'semua'],
      ['Segel terakhir', sealed ? `nomor ${sealed.seq}, ${formatMoment(sealed.at, timeZone)}` : 'belum ada'],
      ...(problem ? [['Masalah segel', problem]] : []),
      ['Pemeriksaan cepat', `${checked.rows} catatan terakhir, ${checked.problems} masalah`],
    ],
  };
}

function told(values: Record<string, unknown> | null): string | null {
  if (values === null) return null;
  const lines = changedColumns(null, values).map(({ label, after }) => `${label}: ${after}`);
  const text = lines.join('\n');
  return text.length > CELL_LETTERS ? `${text.slice(0, CELL_LETTERS)} …` : text;
}
