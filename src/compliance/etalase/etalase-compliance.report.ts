import { DUTY_WORDS } from '../../etalase/duty/duty.js';
import { formatDay } from '../../shared/dates.js';
import type { Sheet, SheetCell } from '../../shared/spreadsheet.js';
import { circularName } from '../circular.js';
import type { EtalaseBecause, EtalaseJudgement } from '../rules/judge-etalase.js';
import { ETALASE_BECAUSE_WORDS, KIND_WORDS, VERDICT_WORDS } from '../wording.js';
import type { EtalaseReport, EtalaseRow, JudgedPlace } from './etalase-compliance.js';

export interface EtalaseRowJson extends Omit<EtalaseRow, 'judgement'>, Pick<EtalaseJudgement, 'needed' | 'gap'> {
  because: EtalaseBecause | null;
}

export interface EtalaseReportJson extends Omit<EtalaseReport, 'rows' | 'places'> {
  rows: EtalaseRowJson[];
  places: Omit<JudgedPlace, 'kind'>[];
}

/** One obligation's part of the report, every field named. */
export function etalaseJson(report: EtalaseReport): EtalaseReportJson {
  const { circular, obligation, definition, day, validDays, validDaysSource, rows, places, counts, results } = report;
  return {
    circular,
    obligation,
    definition,
    day,
    validDays,
    validDaysSource,
    rows: rows.map(({ perangkatDaerahId, name, places: of, counts: by, result, judgement, exemption }) => ({
      perangkatDaerahId,
      name,
      places: of,
      counts: by,
      result,
      because: result === null ? null : judgement.because,
      needed: judgement.needed,
      gap: judgement.gap,
      exemption,
    })),
    places: places.map(({ kind: _kind, ...place }) => place),
    counts,
    results,
  };
}

/** Every place of the obligations with its verdict and what it rests on. */
export function etalaseTable(reports: readonly EtalaseReport[]): Sheet {
  return {
    name: 'Etalase',
    columns: [
      { heading: 'Edaran', type: 'text' },
      { heading: 'Butir', type: 'text', width: 10 },
      { heading: 'Penanggung jawab', type: 'text', width: 40 },
      { heading: 'Kabupaten/kota', type: 'text', width: 28 },
      { heading: 'Kode lokasi', type: 'text', width: 28 },
      { heading: 'Lokasi wisata', type: 'text', width: 40 },
      { heading: 'Penilaian', type: 'text' },
      { heading: 'Keadaan etalase', type: 'text' },
      { heading: 'Etalase tercatat', type: 'integer' },
      { heading: 'Pemeriksaan terakhir', type: 'text' },
      { heading: 'Hasil penanggung jawab', type: 'text', width: 40 },
    ],
    rows: reports.flatMap((report) => report.places.map((place) => placeCells(report, place))),
  };
}

function placeCells({ circular, obligation, rows }: EtalaseReport, place: JudgedPlace): SheetCell[] {
  const row = rows.find(({ perangkatDaerahId }) => perangkatDaerahId === place.perangkatDaerahId);
  return [
    circularName(circular),
    obligation.code,
    row?.name ?? '',
    place.kabupaten,
    place.kode,
    place.name,
    VERDICT_WORDS[place.verdict],
    DUTY_WORDS[place.state],
    place.etalase,
    place.inspectedOn,
    row === undefined || row.result === null ? 'Tidak dinilai' : ETALASE_BECAUSE_WORDS[row.judgement.because],
  ];
}

/** How the verdicts of a download are made. */
export function etalaseDefinitionRows(reports: readonly EtalaseReport[]): SheetCell[][] {
  return reports.flatMap(({ circular, obligation, definition, day, validDays, validDaysSource }): SheetCell[][] => [
    [`Edaran ${circularName(circular)}, versi ${circular.version}`, circular.subject],
    [`Butir ${obligation.code}`, obligation.title],
    ['Jenis', KIND_WORDS[obligation.kind]],
    ['Batas', `${obligation.threshold} persen lokasi wisata`],
    ['Hari penilaian', formatDay(day)],
    ['Pemeriksaan berlaku', `${validDays} hari (${validDaysSource})`],
    [`Definisi ${definition.code} versi ${definition.version}`, definition.name],
    ['Pembilang', definition.numerator],
    ['Penyebut', definition.denominator ?? ''],
    ...definition.limits.map((text): SheetCell[] => ['Catatan', text]),
  ]);
}
