import { Injectable } from '@nestjs/common';
import { EVERYTHING, type Scope } from '../access/scope.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import { ByVersion } from '../shared/by-version.js';
import { type Baseline, readBaseline } from './baseline.js';
import type { CatalogueState } from './catalogue/catalogue-state.js';
import { CatalogueStates } from './catalogue/catalogue-states.service.js';
import { type FigureRow, participationFigures } from './figures.js';
import {
  type Breakdown,
  type Dimension,
  isWhole,
  type ParticipationFilter,
  type ParticipationTable,
  WHOLE,
} from './participation.js';
import { ParticipationQueries } from './participation.queries.js';

const KEPT_MS = 5 * 60 * 1000;

/** The table with its rows, and the states of the catalogue that they quote. */
export interface ParticipationReport {
  table: ParticipationTable;
  /** null where none was asked for. */
  breakdown: Breakdown | null;
  rows: FigureRow[];
  states: CatalogueState[];
}

/** One definition of the figures for pages, files and the API. */
@Injectable()
export class ParticipationService {
  /** Quoted, read once: what is published does not change. */
  readonly baseline: Baseline = readBaseline();

  private readonly kept = new ByVersion<ParticipationReport>();

  constructor(
    private readonly queries: ParticipationQueries,
    private readonly catalogue: CatalogueStates,
    private readonly spending: SpendingQueries,
  ) {}

  /**
   * What everybody may see: of all purchases, without parts of them. Kept for as long as the purchases are the same, and
   * at most for some minutes, since names and keys of enterprises may change meanwhile.
   */
  async open(filter: ParticipationFilter): Promise<ParticipationReport> {
    const whole: ParticipationFilter = { ...filter, ...WHOLE };
    const { version } = await this.spending.dataVersion();
    const minutes = Math.floor(Date.now() / KEPT_MS);
    return this.kept.get(`${version}.${minutes}`, JSON.stringify(whole), () =>
      this.report(whole, 'kabupaten', EVERYTHING),
    );
  }

  async report(filter: ParticipationFilter, by: Dimension | null, scope: Scope): Promise<ParticipationReport> {
    const [{ table, breakdown }, states] = await Promise.all([
      this.queries.report(filter, by, scope),
      this.catalogue.list(),
    ]);
    return { table, breakdown, states, rows: participationFigures(table, quotable(filter, scope) ? states : []) };
  }
}

/** A state of the catalogue is of all sellers: beside a part of them it would be a number of something else. */
function quotable(filter: ParticipationFilter, scope: Scope): boolean {
  return scope.kind === 'all' && isWhole(filter);
}
