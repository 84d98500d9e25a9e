import {
  OUTCOME_CAVEAT,
  type OutcomeMember,
  type OutcomeReached,
  type OutcomeSideName,
} from '../../../participation/programmes/outcome.js';
import type { Participant } from '../../../participation/programmes/participant.js';
import { PARTICIPANT_COLUMNS, type ParticipantColumn } from '../../../participation/programmes/participant-form.js';
import type { Programme } from '../../../participation/programmes/programme.js';
import type { Pembinaan } from '../../../participation/programmes/reference.js';
import type { Sheet, SheetCell, SheetColumn } from '../../../shared/spreadsheet.js';
import { formatDay } from '../../../shared/dates.js';
import {
  eligibleWords,
  REACHED_WORDS,
  SIDE_WORDS,
  SINCE_WORDS,
  soldWords,
  STATE_WORDS,
  whenWords,
} from './programmes.wording.js';

export function programmeSheet(items: readonly Programme[], { kinds, fields }: Pembinaan): Sheet {
  const name = (list: readonly { code: string; name: string }[], code: string | null): string | null =>
    list.find((one) => one.code === code)?.name ?? null;
  const columns: [SheetColumn, (one: Programme) => SheetCell][] = [
    [{ heading: 'Nomor', type: 'text', width: 8 }, (one) => one.id],
    [{ heading: 'Program', type: 'text', width: 40 }, (one) => one.name],
    [{ heading: 'Penyelenggara', type: 'text', width: 34 }, (one) => one.organiser],
    [{ heading: 'Keadaan', type: 'text', width: 14 }, (one) => STATE_WORDS[one.state]],
    [{ heading: 'Mulai', type: 'day' }, (one) => one.startsOn],
    [{ heading: 'Selesai', type: 'day' }, (one) => one.endsOn],
    [{ heading: 'Jenis', type: 'text', width: 40 }, (one) => name(kinds, one.kind)],
    [{ heading: 'Bidang', type: 'text' }, (one) => name(fields, one.field)],
    [{ heading: 'Tugas Dinas', type: 'text', width: 12 }, (one) => one.duty],
    [{ heading: 'Satgas Hilirisasi', type: 'text', width: 16 }, (one) => (one.taskForce ? 'ya' : 'tidak')],
    [{ heading: 'Kode Wilayah Sasaran', type: 'text', width: 20 }, (one) => one.wilayahCode],
    [{ heading: 'Wilayah Sasaran', type: 'text' }, (one) => one.wilayah],
    [{ heading: 'Tempat', type: 'text' }, (one) => one.place],
    [{ heading: 'Anggaran (Rp)', type: 'amount' }, (one) => one.budget],
    [{ heading: 'Peserta', type: 'integer' }, (one) => one.participants],
    [{ heading: 'Dasar atau Sumber', type: 'text' }, (one) => one.source],
    [{ heading: 'Keterangan', type: 'text' }, (one) => one.note],
  ];
  return {
    name: 'Program',
    columns: columns.map(([head]) => head),
    rows: items.map((one) => columns.map(([, read]) => read(one))),
  };
}

const DAYS: ReadonlySet<ParticipantColumn> = new Set(['joinedOn', 'leftOn']);
const FORM: SheetColumn[] = PARTICIPANT_COLUMNS.map(({ field, heading }) => ({
  heading,
  type: DAYS.has(field) ? 'day' : 'text',
}));

/** The form, so that it can be changed and come in again, with what is on file of each behind it. */
export function participantSheet(participants: readonly Participant[]): Sheet {
  return {
    name: 'Peserta',
    columns: [
      ...FORM,
      { heading: 'Tempat', type: 'text', width: 40 },
      { heading: 'Tayang Sejak', type: 'day', width: 14 },
      { heading: 'Menjual Sebelum Ikut', type: 'day', width: 22 },
      { heading: 'Menjual Sejak Ikut', type: 'day', width: 20 },
      { heading: 'Kode Penyedia', type: 'text', width: 16 },
    ],
    rows: participants.map((one) => [
      one.enterpriseId,
      one.nib,
      one.name,
      one.joinedOn,
      one.leftOn,
      one.note,
      one.wilayah,
      one.listedFrom,
      one.soldBefore,
      one.soldAfter,
      one.withoutKey ? 'tidak ada' : 'ada',
    ]),
  };
}

/** Enterprises behind a number of what became of participants; `valued` = whether it is told for how much they sold. */
export function outcomeSheet(items: readonly OutcomeMember[], side: OutcomeSideName, valued: boolean): Sheet {
  return {
    name: 'Pelaku usaha',
    columns: [
      { heading: 'Nomor di data pelaku usaha', type: 'text', width: 12 },
      { heading: 'Nama', type: 'text', width: 40 },
      { heading: 'Kabupaten/Kota', type: 'text' },
      { heading: 'Dihitung sejak', type: 'day' },
      { heading: 'Layak', type: 'text', width: 18 },
      { heading: 'Tayang', type: 'text', width: 28 },
      { heading: 'Menjual', type: 'text', width: 28 },
      ...(valued ? [{ heading: `Nilai ${SINCE_WORDS[side]} (Rp)`, type: 'amount' as const }] : []),
    ],
    rows: items.map((one) => [
      one.id,
      one.name,
      one.regency,
      one.since,
      eligibleWords(one),
      whenWords(one.listedBefore, one.listedAfter, side),
      soldWords(one, side),
      ...(valued ? [one.withoutKey ? null : one.soldValue] : []),
    ]),
  };
}

/** What the list is of, and by when; with what must not be read out of it. */
export function outcomeAboutSheet(
  { name, organiser }: Pick<Programme, 'name' | 'organiser'>,
  { side, reached }: { side: OutcomeSideName; reached: OutcomeReached },
  until: string,
): Sheet {
  const words = reached === 'semua' ? null : REACHED_WORDS[reached];
  return {
    name: 'Tentang',
    columns: [
      { heading: 'Hal', type: 'text', width: 18 },
      { heading: 'Isi', type: 'text', width: 100 },
    ],
    rows: [
      ['Program', name],
      ['Penyelenggara', organiser],
      ['Sampai', formatDay(until)],
      ['Daftar', SIDE_WORDS[side]],
      ...(words === null
        ? []
        : [['Yang terhitung', `${words.what}: ${words.note.replace('sejak ikut', SINCE_WORDS[side])}`]]),
      ['Catatan', OUTCOME_CAVEAT],
    ],
  };
}

/** Made up: enterprises with such numbers are not on file. */
export const PARTICIPANT_SAMPLE: Sheet = {
  name: 'Peserta',
  columns: FORM,
  rows: [
    [null, '9120000000011', 'UD Contoh Tenun', '2026-03-01', '2026-03-05', 'Contoh: dikenali dari NIB'],
    [null, null, 'Koperasi Contoh Madu', null, null, 'Contoh: tanpa tanggal berarti sejak program dimulai'],
  ],
};
