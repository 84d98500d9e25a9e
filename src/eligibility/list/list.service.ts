import { Inject, Injectable } from '@nestjs/common';
import type { Book } from '../../regulation/book.js';
import { RegulationService } from '../../regulation/regulation.service.js';
import { today } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { InvalidInputError } from '../../shared/errors.js';
import { type ListProblem, RowProblems } from '../../shared/list-import.js';
import { type Sheet, writeXlsx } from '../../shared/spreadsheet.js';
import { type FormRow, readForm } from '../../shared/spreadsheet-reader.js';
import { ENV } from '../../shared/tokens.js';
import { type StoredFact, toFacts } from '../facts/stored-fact.js';
import { type Assessment, assess } from '../rules/assess.js';
import type { Platform } from '../rules/index.js';
import { PURPOSES } from '../rules/rule.js';
import {
  citationOf,
  nextStepOf,
  OUTCOME_WORDS,
  PURPOSE_WORDS,
  sentenceOf,
  STATE_WORDS,
  TITLES,
} from '../wording/wording.js';
import { DAY, LIST_COLUMNS, NAME, PLATFORM, PRODUCT_NAME } from './columns.js';

/** The answer has a row for each open requirement: more rows than this make a file that nobody opens. */
const MOST_ROWS = 2000;

export interface JudgedRow {
  line: number;
  name: string;
  product: string | null;
  assessment: Assessment;
}

export interface JudgedList {
  judged: JudgedRow[];
  problems: ListProblem[];
  /** read = judged + rejected. */
  read: number;
  rejected: number;
}

/** Judges a list of what is stated about enterprises and products. Nothing of it is stored, and nothing is logged. */
@Injectable()
export class ListService {
  constructor(
    private readonly regulation: RegulationService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Judges what can be read; the rows that cannot are named. Throws `table.unreadable` and `eligibility.list-too-long`. */
  async judge(bytes: Uint8Array): Promise<JudgedList> {
    const form = await readForm(bytes, LIST_COLUMNS);
    if (form.length > MOST_ROWS)
      throw new InvalidInputError(
        'eligibility.list-too-long',
        `Daftar memuat ${form.length} baris; paling banyak ${MOST_ROWS}. Bagi menjadi beberapa berkas.`,
        [{ field: 'berkas', message: `Paling banyak ${MOST_ROWS} baris` }],
      );
    const problems = new RowProblems(LIST_COLUMNS);
    const judged: JudgedRow[] = [];
    for (const row of form) {
      const read = this.read(row, problems);
      if (read === null) continue;
      const { facts, platform, day, product } = read;
      const assessment = assess(
        toFacts(facts),
        platform,
        day,
        this.regulation.book,
        product === null && !facts.some(({ path }) => path.startsWith('product.')) ? 'enterprise' : 'with-product',
      );
      judged.push({ line: row.line, name: row.values[NAME] ?? '', product, assessment });
    }
    return { judged, problems: problems.problems, read: form.length, rejected: problems.rejected };
  }

  /** The answer as a workbook: results, open requirements with their next steps, rows that could not be read. */
  async judgeToXlsx(bytes: Uint8Array): Promise<Buffer> {
    const list = await this.judge(bytes);
    return writeXlsx({ sheets: answerSheets(list, this.regulation.book) });
  }

  private read(
    row: FormRow<string>,
    problems: RowProblems<string>,
  ): { facts: StoredFact[]; platform: Platform; day: string; product: string | null } | null {
    const facts: StoredFact[] = this.service();
    const said = new Map<string, unknown>();
    if ((row.values[NAME] ?? '') === '') problems.reject(row, NAME, 'Isi nama usaha');
    for (const column of LIST_COLUMNS) {
      const text = row.values[column.field] ?? '';
      if (text === '') continue;
      const cell = column.read(text);
      if ('problem' in cell) problems.reject(row, column.field, cell.problem);
      else if (column.path === null) said.set(column.field, cell.value);
      else
        facts.push({
          path: column.path,
          ...(column.part === undefined ? {} : { part: column.part }),
          value: cell.value,
          source: 'Daftar',
          on: null,
        });
    }
    if (problems.has(row)) return null;
    // A number of a place of business that is stated is taken to be the enterprise's own.
    if (facts.some(({ path, value }) => path === 'enterprise.nitku' && value !== 'none'))
      facts.push({ path: 'enterprise.nitkuFitsNpwp', value: true, source: 'Daftar', on: null });
    return {
      facts,
      platform: (said.get(PLATFORM) as Platform | undefined) ?? 'v6',
      day: (said.get(DAY) as string | undefined) ?? today(this.env.timeZone),
      product: (said.get(PRODUCT_NAME) as string | undefined) ?? null,
    };
  }

  private service(): StoredFact[] {
    const { wilayahProvinces } = this.env;
    const [value] = wilayahProvinces === 'all' ? [] : wilayahProvinces;
    return value === undefined ? [] : [{ path: 'service.provinceCode', value, source: 'Pengaturan', on: null }];
  }
}

/** An empty list with one example, and what each column takes. */
export function templateSheets(): [Sheet, Sheet] {
  return [
    {
      name: 'Daftar',
      columns: LIST_COLUMNS.map(({ heading }) => ({ heading, type: 'text', width: Math.max(14, heading.length + 2) })),
      rows: [LIST_COLUMNS.map(({ example }) => example || null)],
    },
    {
      name: 'Cara mengisi',
      columns: [
        { heading: 'Kolom', type: 'text', width: 28 },
        { heading: 'Isinya', type: 'text', width: 90 },
      ],
      rows: LIST_COLUMNS.map(({ heading, how }) => [heading, how]),
    },
  ];
}

export function answerSheets({ judged, problems }: JudgedList, book: Book): Sheet[] {
  return [
    {
      name: 'Hasil',
      columns: [
        { heading: 'Baris', type: 'integer', width: 8 },
        { heading: 'Nama Usaha', type: 'text', width: 32 },
        { heading: 'Nama Produk', type: 'text', width: 32 },
        { heading: 'Platform', type: 'text', width: 10 },
        { heading: 'Hari yang Dinilai', type: 'day', width: 14 },
        ...PURPOSES.map((purpose) => ({ heading: PURPOSE_WORDS[purpose], type: 'text' as const, width: 24 })),
        { heading: 'Syarat Terpenuhi', type: 'integer', width: 12 },
        { heading: 'Syarat Tidak Terpenuhi', type: 'integer', width: 12 },
        { heading: 'Syarat Belum Diketahui', type: 'integer', width: 12 },
        { heading: 'Tetap Sampai', type: 'day', width: 14 },
      ],
      rows: judged.map(({ line, name, product, assessment }) => [
        line,
        name,
        product,
        assessment.platform,
        assessment.day,
        ...PURPOSES.map((purpose) => STATE_WORDS[assessment.states[purpose]]),
        assessment.readiness.met,
        assessment.readiness.unmet,
        assessment.readiness.unknown,
        assessment.validUntil,
      ]),
    },
    {
      name: 'Yang perlu dikerjakan',
      columns: [
        { heading: 'Baris', type: 'integer', width: 8 },
        { heading: 'Nama Usaha', type: 'text', width: 32 },
        { heading: 'Untuk', type: 'text', width: 26 },
        { heading: 'Syarat', type: 'text', width: 30 },
        { heading: 'Hasil', type: 'text', width: 20 },
        { heading: 'Alasan', type: 'text', width: 60 },
        { heading: 'Langkah Berikut', type: 'text', width: 60 },
        { heading: 'Tempat', type: 'text', width: 50 },
        { heading: 'Aturan', type: 'text', width: 80 },
      ],
      rows: judged.flatMap(({ line, name, assessment }) =>
        assessment.requirements
          .filter(({ verdict }) => verdict.outcome === 'fails' || verdict.outcome === 'cannot-tell')
          .map(({ verdict, purpose }) => {
            const next = nextStepOf(verdict);
            return [
              line,
              name,
              PURPOSE_WORDS[purpose],
              TITLES[verdict.code] ?? verdict.code,
              OUTCOME_WORDS[verdict.outcome],
              sentenceOf(verdict),
              next?.act ?? null,
              next?.where ?? null,
              verdict.sources.map((source) => citationOf(source, book)).join('; '),
            ];
          }),
      ),
    },
    {
      name: 'Baris salah',
      columns: [
        { heading: 'Baris', type: 'integer', width: 8 },
        { heading: 'Kolom', type: 'text', width: 28 },
        { heading: 'Isi', type: 'text', width: 40 },
        { heading: 'Sebabnya', type: 'text', width: 70 },
      ],
      rows: problems.map(({ line, column, value, reason }) => [line, column, value, reason]),
    },
  ];
}
