import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidInputError } from '../../shared/errors.js';
import { loadSql, rows } from '../../shared/sql.js';
import { GradingReference } from './grading-reference.js';
import type { Profile, Share } from './rubric.js';
import type { StarScheme } from '../stars.js';

const RANKING = loadSql('queries/ranking.sql', import.meta.url);
const RANKING_COUNTS = loadSql('queries/ranking-counts.sql', import.meta.url);
const DUE = loadSql('queries/due.sql', import.meta.url);
const DUE_COUNTS = loadSql('queries/due-counts.sql', import.meta.url);

export const DUE_STATES = ['terlambat', 'segera', 'belum-pernah', 'berlaku'] as const;
export type DueState = (typeof DUE_STATES)[number];

export interface RankedProduct {
  /** Equal scores share a rank. */
  rank: number;
  assessmentId: string;
  productId: string;
  name: string;
  group: string;
  places: string | null;
  score: Share;
  judgedWeight: number;
  applicableWeight: number;
  totalWeight: number;
  closedOn: string;
  dueOn: string;
  /** Set when the product has been judged again since, by another profile version. */
  newerProfile: string | null;
  newerVersion: number | null;
}

export interface Ranking {
  profile: Profile;
  items: RankedProduct[];
  ranked: number;
  tooLittleJudged: number;
  /** Closed under this number with a file that has been edited since: not comparable, so not ranked. */
  otherFile: number;
  page: number;
  pages: number;
  size: number;
}

export interface DueProduct {
  productId: string;
  name: string;
  group: string;
  state: DueState;
  assessmentId: string | null;
  profileCode: string | null;
  profileVersion: number | null;
  closedOn: string | null;
  dueOn: string | null;
  score: Share | null;
  openId: string | null;
  starScheme: StarScheme | null;
  stars: number | null;
}

export interface DueList {
  items: DueProduct[];
  found: number;
  counts: Readonly<Record<DueState | 'all', number>>;
  page: number;
  pages: number;
  size: number;
}

interface Fraction {
  numerator: string;
  denominator: string;
}

interface DueRow extends Omit<DueProduct, 'score'> {
  numerator: string | null;
  denominator: string | null;
  found: number;
}

/** Lists over many products. */
@Injectable()
export class GradingQueries {
  constructor(
    private readonly db: DataSource,
    private readonly reference: GradingReference,
  ) {}

  /**
   * Products by their score under one profile version. Anything but exactly one is refused: scores of two versions are
   * not comparable. Throws `grading.one-profile-version` or `grading.profile-not-found`.
   */
  async ranking(code: unknown, version: unknown, page: number, size: number): Promise<Ranking> {
    const asked = typeof version === 'number' ? String(version) : version;
    if (typeof code !== 'string' || !/^[a-z0-9-]{1,60}$/.test(code)) throw oneVersion('profile');
    if (typeof asked !== 'string' || !/^[1-9]\d{0,3}$/.test(asked)) throw oneVersion('version');
    const profile = this.reference.get(code, Number(asked));
    const key = [profile.code, profile.version, profile.print];
    const [counts] = await rows<Pick<Ranking, 'ranked' | 'tooLittleJudged' | 'otherFile'>>(
      this.db.manager,
      RANKING_COUNTS,
      key,
    );
    const found = await rows<Omit<RankedProduct, 'score'> & Fraction>(this.db.manager, RANKING, [
      ...key,
      size,
      (page - 1) * size,
    ]);
    const { ranked = 0, tooLittleJudged = 0, otherFile = 0 } = counts ?? {};
    return {
      profile,
      items: found.map(({ numerator, denominator, ...row }) => ({
        ...row,
        score: { numerator: BigInt(numerator), denominator: BigInt(denominator) },
      })),
      ranked,
      tooLittleJudged,
      otherFile,
      page,
      pages: Math.max(1, Math.ceil(ranked / size)),
      size,
    };
  }

  /** Products by when they are to be judged, the most urgent first. */
  async due(asked: { state?: DueState; text?: string; day: string; page: number; size: number }): Promise<DueList> {
    const { state, text, day, page, size } = asked;
    const like = text ? `%${text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
    const [counts] = await rows<DueList['counts']>(this.db.manager, DUE_COUNTS, [day]);
    const found = await rows<DueRow>(this.db.manager, DUE, [day, state ?? null, like, size, (page - 1) * size]);
    const total = found[0]?.found ?? 0;
    return {
      items: found.map(toDue),
      found: total,
      counts: counts ?? { all: 0, terlambat: 0, segera: 0, 'belum-pernah': 0, berlaku: 0 },
      page,
      pages: Math.max(1, Math.ceil(total / size)),
      size,
    };
  }
}

function toDue(row: DueRow): DueProduct {
  const { productId, name, group, state, assessmentId, profileCode, profileVersion, closedOn, dueOn, openId } = row;
  const { numerator, denominator, starScheme, stars } = row;
  const known = numerator !== null && denominator !== null;
  return {
    productId,
    name,
    group,
    state,
    assessmentId,
    profileCode,
    profileVersion,
    closedOn,
    dueOn,
    score: known ? { numerator: BigInt(numerator), denominator: BigInt(denominator) } : null,
    openId,
    starScheme,
    stars,
  };
}

function oneVersion(field: string): InvalidInputError {
  const message =
    'Peringkat hanya dibuat dalam satu versi profil, karena skor dari dua versi tidak dapat dibandingkan. Sebutkan satu profil dan satu versinya.';
  return new InvalidInputError('grading.one-profile-version', message, [{ field, message }]);
}
