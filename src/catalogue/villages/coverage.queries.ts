import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InvalidInputError } from '../../shared/errors.js';
import { loadSql, rows } from '../../shared/sql.js';
import { type KemendagriCode, type Level, LEVELS } from '../../wilayah/codes.js';
import type { PlacePath } from '../../wilayah/place.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { addUp, type CoverageRow, type CoverageTotal, type Matrix, type MatrixCell, matrixOf } from './coverage.js';

const COVERAGE = loadSql('./sql/coverage.sql', import.meta.url);
const TOTAL = loadSql('./sql/coverage-total.sql', import.meta.url);
const MATRIX = loadSql('./sql/matrix.sql', import.meta.url);

/** More rows than this are for a file, not for a page. */
const MOST_ROWS = 4000;

export interface Coverage {
  /** Where is looked; null = everywhere. */
  within: PlacePath | null;
  level: Level;
  rows: CoverageRow[];
  total: CoverageTotal;
}

/** How far the villages are mapped: one definition for pages, downloads and the API. */
@Injectable()
export class CoverageQueries {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
  ) {}

  /**
   * The places right below one, or of the level asked for. Without a place: the provinces, or the kabupaten where only
   * one province is loaded. Throws `wilayah.not-found` or `coverage.level`.
   */
  async coverage(code: string | null, asked: Level | null, em: EntityManager = this.db.manager): Promise<Coverage> {
    const within = code === null ? null : await this.wilayah.path(code, em);
    const level = asked ?? (await this.below(within, em));
    if (within && LEVELS.indexOf(level) < LEVELS.indexOf(within.level))
      throw new InvalidInputError('coverage.level', `${within.words} tidak berisi ${level}.`, [
        { field: 'level', message: `Tingkat ${level} lebih luas daripada ${within.words}` },
      ]);
    const found = await rows<CoverageRow>(em, COVERAGE, [level, code]);
    if (found.length > MOST_ROWS)
      throw new InvalidInputError(
        'coverage.too-many',
        'Terlalu banyak baris untuk sekali jawab. Pilih satu provinsi atau kabupaten.',
        [{ field: 'within', message: 'Pilih satu provinsi atau kabupaten' }],
      );
    const all = found.map((row) => ({ ...row, imk: this.imkOf(row.code as KemendagriCode) }));
    const [told] = await rows<Omit<CoverageTotal, 'productsTwice' | 'imk'>>(em, TOTAL, [level, code]);
    const products = told?.products ?? 0;
    return {
      within,
      level,
      rows: all,
      total: {
        ...addUp(all),
        products,
        productsTwice: all.reduce((sum, row) => sum + row.products, 0) - products,
        productsElsewhere: told?.productsElsewhere ?? 0,
        enterprises: told?.enterprises ?? 0,
        enterprisesElsewhere: told?.enterprisesElsewhere ?? 0,
        villagesGone: told?.villagesGone ?? 0,
        imk: all.some(({ imk }) => imk !== null) ? all.reduce((sum, { imk }) => sum + (imk ?? 0), 0) : null,
      },
    };
  }

  /** Kinds of product by village of a kecamatan. Throws `wilayah.not-found`, or `coverage.level` for another place. */
  async matrix(code: string, em: EntityManager = this.db.manager): Promise<{ place: PlacePath; matrix: Matrix }> {
    const place = await this.wilayah.path(code, em);
    if (place.level !== 'kecamatan')
      throw new InvalidInputError(
        'coverage.level',
        `Matriks dibuat untuk satu kecamatan; ${place.words} bukan kecamatan.`,
      );
    const villages = await this.wilayah.children(code, em);
    return { place, matrix: matrixOf(villages, await rows<MatrixCell>(em, MATRIX, [code])) };
  }

  private async below(within: PlacePath | null, em: EntityManager): Promise<Level> {
    if (within) return LEVELS[LEVELS.indexOf(within.level) + 1] ?? 'desa';
    return (await this.wilayah.children(null, em)).length > 1 ? 'provinsi' : 'kabupaten';
  }

  private imkOf(code: KemendagriCode): number | null {
    return this.wilayah.imk.byRegency.get(code) ?? null;
  }
}
