import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import type { Duty, DutyCounts, DutyFilter, DutyPlace, DutyRegency } from './duty.js';
import { DutySettings } from './duty-settings.service.js';

const DUTY = loadSql('./sql/duty.sql', import.meta.url);
/** Counts of every kabupaten, and of all in the row without one. */
const REGENCIES = `select "kabupatenCode" as code, kabupaten as name, count(*)::int as places,
  (count(*) filter (where state = 'ada'))::int as ada, (count(*) filter (where state = 'kedaluwarsa'))::int as kedaluwarsa,
  (count(*) filter (where state = 'tidak-ada'))::int as "tidakAda",
  (count(*) filter (where state = 'belum-diketahui'))::int as "belumDiketahui",
  coalesce(sum(inspections), 0)::int as inspections
  from (${DUTY}) d group by grouping sets (("kabupatenCode", kabupaten), ()) order by "kabupatenCode" nulls last`;
const PLACES = `select d.*, count(*) over ()::int as found from (${DUTY}) d
  where ($3::text is null or "kabupatenCode" = $3) and ($4::text is null or state = $4)
  order by "kabupatenCode", name, kode limit $5 offset $6`;

const NONE: DutyCounts = { places: 0, ada: 0, kedaluwarsa: 0, tidakAda: 0, belumDiketahui: 0, inspections: 0 };

/** Which places have an etalase: one definition for the page, the download and the API. */
@Injectable()
export class DutyQueries {
  constructor(
    private readonly db: DataSource,
    private readonly settings: DutySettings,
  ) {}

  /** `page` counts from 1. */
  async duty(filter: DutyFilter, day: string, page: number, size: number): Promise<Duty> {
    const { days, source, assumed } = await this.settings.on(day);
    const counted = await rows<DutyCounts & { code: string | null; name: string | null }>(this.db.manager, REGENCIES, [
      day,
      days,
    ]);
    const found = await rows<DutyPlace & { found: number }>(this.db.manager, PLACES, [
      day,
      days,
      filter.kabupaten,
      filter.state,
      size,
      (page - 1) * size,
    ]);
    const total = counted.find(({ code }) => code === null);
    return {
      day,
      validDays: days,
      source,
      assumed,
      regencies: counted.filter((row): row is DutyRegency => row.code !== null),
      total: total ? countsOf(total) : NONE,
      places: found.map(placeOf),
      found: found[0]?.found ?? 0,
    };
  }

  /** Every place that is open, by kabupaten and name. */
  async all(day: string): Promise<Pick<Duty, 'day' | 'validDays' | 'source' | 'places'>> {
    const { days: validDays, source } = await this.settings.on(day);
    const found = await rows<DutyPlace>(
      this.db.manager,
      `select * from (${DUTY}) d order by "kabupatenCode", name, kode`,
      [day, validDays],
    );
    return { day, validDays, source, places: found.map(placeOf) };
  }

  /** One place that is open; null = there is none. */
  async place(kode: string, day: string): Promise<DutyPlace | null> {
    const [found] = await rows<DutyPlace>(this.db.manager, `select * from (${DUTY}) d where kode = $3`, [
      day,
      (await this.settings.on(day)).days,
      kode,
    ]);
    return found ?? null;
  }
}

function countsOf({ places, ada, kedaluwarsa, tidakAda, belumDiketahui, inspections }: DutyCounts): DutyCounts {
  return { places, ada, kedaluwarsa, tidakAda, belumDiketahui, inspections };
}

/** Without what the page of rows has besides. */
function placeOf(row: DutyPlace): DutyPlace {
  const { kode, name, kind, kabupatenCode, kabupaten, state, etalase, inspectedOn, inspections } = row;
  return { kode, name, kind, kabupatenCode, kabupaten, state, etalase, inspectedOn, inspections };
}
