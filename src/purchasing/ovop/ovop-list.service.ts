import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogueService, type OvopFilter } from '../../catalogue/catalogue.service.js';
import {
  type OvopEntry,
  type OvopFacts,
  type OvopInput,
  readOvopEntry,
  SHORT_WORD,
} from '../../catalogue/ovop-entry.js';
import { OVOP_COLUMNS, type OvopPlan } from '../../catalogue/ovop-form.js';
import { InvalidInputError } from '../../shared/errors.js';
import type { ListResult } from '../../shared/list-import.js';
import { senFromDecimal } from '../../shared/money.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { loadSql, rows } from '../../shared/sql.js';
import { Refresh } from '../refresh.js';
import { type MarkCount, NO_MARKS, OvopMarks } from './ovop-marks.js';
import { generalCommodity, shortWord } from './ovop.wording.js';

const MATCHES = loadSql('./matches.sql', import.meta.url);

/** Commodities in which more suppliers than this sell are hardly one product of one village. */
const MANY_SUPPLIERS = 5;

/** Checking a word reads every purchase: a preview checks the first ones only. */
const MOST_CHECKS = 20;

export interface ListedEntry extends OvopEntry {
  marks: MarkCount;
}

/** What an entry would find, alone, among the purchases on file. */
export interface Matches {
  lines: number;
  packages: number;
  value: bigint;
  suppliers: number;
}

/** Something to look at before an entry is kept; nothing is refused for it. */
export interface OvopWarning {
  code: 'short-word' | 'general-commodity';
  message: string;
}

/** What a list did, or would do. */
export interface OvopImportResult extends ListResult {
  withoutStart: number;
  warnings: OvopWarning[];
}

/**
 * The OVOP list together with the purchases it marks. Every change brings the marks and all figures up to date in its
 * own transaction.
 */
@Injectable()
export class OvopListService {
  constructor(
    private readonly db: DataSource,
    private readonly catalogue: CatalogueService,
    private readonly refresh: Refresh,
    private readonly marks: OvopMarks,
  ) {}

  async list(filter: OvopFilter): Promise<ListedEntry[]> {
    const entries = await this.catalogue.list(filter);
    const marks = await this.marks.counts('daftar');
    return entries.map((entry) => ({ ...entry, marks: marks.get(entry.id) ?? NO_MARKS }));
  }

  /** Throws `ovop.not-found`. */
  async get(id: string): Promise<ListedEntry> {
    const entry = await this.catalogue.get(id);
    return { ...entry, marks: (await this.marks.counts('daftar', id)).get(id) ?? NO_MARKS };
  }

  /** Throws `ovop.invalid` with every problem of the entry. */
  check(input: OvopInput): OvopFacts {
    const read = readOvopEntry(input);
    if ('facts' in read) return read.facts;
    throw new InvalidInputError(
      'ovop.invalid',
      'Entri belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
      read.problems,
    );
  }

  /** Throws `ovop.invalid` or `ovop.overlap`. */
  create(input: OvopInput, by: string): Promise<ListedEntry> {
    const facts = this.check(input);
    return this.changing(async (tx) => (await this.catalogue.create(tx, facts, by)).id);
  }

  /** Throws `ovop.invalid`, `ovop.overlap` or `ovop.not-found`. */
  change(id: string, input: OvopInput): Promise<ListedEntry> {
    const facts = this.check(input);
    return this.changing(async (tx) => (await this.catalogue.change(tx, id, facts)).id);
  }

  /** Only an entry that marks nothing. Throws `ovop.in-use` or `ovop.not-found`. */
  async remove(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.catalogue.remove(tx, id, async (entryId) => {
        const [found] = await rows<{ n: number }>(
          tx,
          `select count(*)::int as n from ovop_mark where origin = 'daftar' and entry_id = $1`,
          [entryId],
        );
        return found?.n ?? 0;
      });
      // It marks nothing, so nothing is counted anew.
      await tx.query(`delete from ovop_listed where origin = 'daftar' and entry_id = $1`, [id]);
      await this.refresh.touch(tx);
    });
  }

  /** What an entry would find now. */
  async matches(facts: OvopFacts, em: EntityManager = this.db.manager): Promise<Matches> {
    const [found] = await rows<{ lines: number; packages: number; value: string; suppliers: number }>(em, MATCHES, [
      facts.kind,
      facts.scheme,
      facts.valueKey,
      facts.validFrom,
      facts.validTo,
    ]);
    if (!found) return { lines: 0, packages: 0, value: 0n, suppliers: 0 };
    return { ...found, value: senFromDecimal(found.value) };
  }

  /** Short words and commodities of a general kind, with how much they find. */
  async warnings(facts: OvopFacts): Promise<OvopWarning[]> {
    if (facts.kind === 'kata' && facts.valueKey.length < SHORT_WORD) {
      return [{ code: 'short-word', message: shortWord(facts.value, await this.matches(facts)) }];
    }
    if (facts.kind !== 'komoditas') return [];
    const [commodity] = await rows<{ name: string | null; kind: string | null }>(
      this.db.manager,
      `select data->>'name' as name, data->>'catalogueKind' as kind from reference_row
       where is_current and family = 'komoditas' and key = $1`,
      [facts.valueKey],
    );
    const matches = await this.matches(facts);
    const general =
      commodity?.kind === 'nasional' || commodity?.kind === 'sektoral' || matches.suppliers > MANY_SUPPLIERS;
    return general
      ? [{ code: 'general-commodity', message: generalCommodity(facts.value, commodity ?? null, matches) }]
      : [];
  }

  /** Reads a list and says what it would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array): Promise<OvopImportResult> {
    const plan = await this.catalogue.plan(await readForm(bytes, OVOP_COLUMNS));
    const warnings: OvopWarning[] = [];
    const doubtful = [...plan.added, ...plan.changed.map(({ after }) => after)].filter(isDoubtful);
    for (const facts of doubtful.slice(0, MOST_CHECKS)) warnings.push(...(await this.warnings(facts)));
    return resultOf(plan, warnings, false);
  }

  /** Takes a list as a whole, or, when any row is rejected, nothing of it. Throws `table.unreadable`. */
  async import(bytes: Uint8Array, by: string): Promise<OvopImportResult> {
    const formRows = await readForm(bytes, OVOP_COLUMNS);
    return this.db.transaction(async (tx) => {
      // One list at a time: two clerks who import together must not both find an entry new.
      await tx.query('lock table ovop_entry in share row exclusive mode');
      const plan = await this.catalogue.plan(formRows, tx);
      if (plan.rejected > 0) return resultOf(plan, [], false);
      await this.catalogue.apply(tx, plan, by);
      if (plan.added.length > 0 || plan.changed.length > 0) await this.follow(tx);
      return resultOf(plan, [], true);
    });
  }

  private async changing(change: (tx: EntityManager) => Promise<string>): Promise<ListedEntry> {
    const id = await this.db.transaction(async (tx) => {
      await tx.query('lock table ovop_entry in share row exclusive mode');
      const changed = await change(tx);
      await this.follow(tx);
      return changed;
    });
    return this.get(id);
  }

  /** What an entry is called is shown beside figures too, so they read differently even where none changed. */
  private async follow(tx: EntityManager): Promise<void> {
    if (!(await this.refresh.followList(tx))) await this.refresh.touch(tx);
  }
}

function isDoubtful(facts: OvopFacts): boolean {
  return facts.kind === 'komoditas' || (facts.kind === 'kata' && facts.valueKey.length < SHORT_WORD);
}

function resultOf(plan: OvopPlan, warnings: OvopWarning[], applied: boolean): OvopImportResult {
  return {
    applied,
    read: plan.read,
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    rejected: plan.rejected,
    withoutStart: plan.withoutStart,
    problems: plan.problems,
    warnings,
  };
}
