import type { EntityManager } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { Subject } from '../facts/facts.service.js';

const SUBJECTS = loadSql('./subjects.sql', import.meta.url);

export interface NextSubjects {
  /** Enterprises with a higher id. */
  after: string;
  day: string;
  /** How many enterprises at most; each comes with all its products. */
  atOnce: number;
  /** Code of a place; everything inside it counts. */
  within?: string;
}

/** The next enterprises in the order of their ids, each alone and with each product that it makes; none = there are no more. */
export function nextSubjects(em: EntityManager, { after, day, atOnce, within }: NextSubjects): Promise<Subject[]> {
  return rows<Subject>(em, SUBJECTS, [after, atOnce, day, within ?? null]);
}
