import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { formatDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { affected, loadSql, rows } from '../../shared/sql.js';
import { readReason } from '../assignments/assignment.js';
import { PlacesService } from '../places/places.service.js';
import { readVisit, type Visit, type VisitInput } from './visit.js';

const OF_YEAR = loadSql('./sql/visitors-of-year.sql', import.meta.url);

/** Visitors of a place, or of a kabupaten, in a year as far as they are on file. */
export interface VisitorsOfYear {
  /** Kode of the place; null = of the kabupaten, or of all where that is null too. */
  kode: string | null;
  kabupatenCode: string | null;
  visitors: number;
  /** Places with any figure: of the others nothing is known. */
  places: number;
  /** The last day that a figure reaches. */
  until: string;
}

/** How many people visit the places: facts with their source, which nothing is worked out from. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly db: DataSource,
    private readonly places: PlacesService,
  ) {}

  /** The latest first, those that were withdrawn among them. */
  list(placeId: string): Promise<Visit[]> {
    return rows(
      this.db.manager,
      `select id::text, period_from::text as from, period_until::text as until, visitors, foreign_visitors as foreign, source, note,
         recorded_by as "recordedBy", withdrawn_why as "withdrawnWhy"
       from wisata_visit where place_id = $1 order by period_from desc, id desc limit 200`,
      [placeId],
    );
  }

  /** Of every place that is open and has a figure, of each kabupaten and of all. */
  ofYear(year: number): Promise<VisitorsOfYear[]> {
    return rows(this.db.manager, OF_YEAR, [`${year}-01-01`, `${year}-12-31`]);
  }

  /** Throws `etalase.invalid`, `etalase.visits-overlap` or `wisata.not-found`. */
  async add(kode: string, input: VisitInput, by: string, today: string): Promise<void> {
    const { facts, problems } = readVisit(input, today);
    if (problems.length > 0) throw invalid('Kunjungan belum dapat disimpan.', problems);
    await this.db.transaction(async (tx) => {
      const place = await this.places.get(kode, tx);
      // Of two people who record the same period the second is told.
      await tx.query('select 1 from wisata_place where id = $1 for update', [place.id]);
      const [other] = await rows<{ from: string; until: string; visitors: number; by: string }>(
        tx,
        `select period_from::text as from, period_until::text as until, visitors, recorded_by as by from wisata_visit
         where place_id = $1 and withdrawn_at is null and period_from <= $3 and period_until >= $2 order by period_from limit 1`,
        [place.id, facts.from, facts.until],
      );
      if (other)
        throw new ConflictError(
          'etalase.visits-overlap',
          `Masa ini bertumpang dengan ${formatDay(other.from)} sampai ${formatDay(other.until)}, yang sudah dicatat ${other.by} ` +
            `dengan ${other.visitors.toLocaleString('id-ID')} pengunjung. Tidak ada yang disimpan. Cabut catatan itu dahulu bila keliru.`,
        );
      await tx.query(
        `insert into wisata_visit (place_id, period_from, period_until, visitors, foreign_visitors, source, note, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [place.id, facts.from, facts.until, facts.visitors, facts.foreign, facts.source, facts.note, by],
      );
    });
  }

  /** Takes a figure back; it stays on file. Throws `etalase.invalid` or `etalase.not-found`. */
  async withdraw(kode: string, id: string, why: string, by: string): Promise<void> {
    const { reason, problem } = readReason(why, 'why');
    if (problem) throw invalid('Kunjungan belum dicabut.', [problem]);
    const place = await this.places.get(kode);
    const done = await affected(
      this.db.manager,
      `update wisata_visit set withdrawn_at = now(), withdrawn_by = $3, withdrawn_why = $4
       where id = $2 and place_id = $1 and withdrawn_at is null`,
      [place.id, /^\d{1,18}$/.test(id) ? id : '0', by, reason],
    );
    if (done === 0)
      throw new NotFoundError(
        'etalase.not-found',
        'Catatan kunjungan ini tidak ada di lokasi wisata ini, atau sudah dicabut.',
      );
  }
}

function invalid(what: string, problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError('etalase.invalid', `${what} Perbaiki yang ditandai; tidak ada yang diubah.`, problems);
}
