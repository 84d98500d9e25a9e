import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { boxSql, distanceSql } from '../listing/statement.js';
import type { ShownEtalase } from '../places/shown-etalase.js';

export const PLACES = loadSql('./sql/places.sql', import.meta.url);

/** A place as everybody may see it. */
export interface PublicPlace {
  id: string;
  kode: string;
  name: string;
  nameEn: string | null;
  kind: string;
  wilayahCode: string;
  desa: string | null;
  kelurahan: boolean;
  kecamatan: string | null;
  kabupatenCode: string;
  kabupaten: string;
  latitude: number | null;
  longitude: number | null;
  confidence: string | null;
  errorM: number | null;
  manager: string | null;
  opening: string | null;
  openingEn: string | null;
  description: string | null;
  descriptionEn: string | null;
  source: string | null;
  /** What stands there on the day; null = nothing is on file. */
  etalase: ShownEtalase[] | null;
  /** ISO 8601: when the place, its etalase or what is assigned to it last changed. */
  changedAt: string;
}

export interface PublicFilter {
  within: string | null;
  kind: string | null;
  text: string | null;
  /** Whether an etalase stands there. */
  etalase: boolean | null;
}

export const ANY: PublicFilter = { within: null, kind: null, text: null, etalase: null };

/** A change that a copy must follow. */
export interface ChangedThing {
  kind: 'wisata' | 'produk';
  kode: string;
  /** No longer shown to anybody. */
  removed: boolean;
  /** ISO 8601 with microseconds, in UTC. */
  changedAt: string;
}

/** What everybody may ask about tourism places. */
@Injectable()
export class PublicQueries {
  constructor(private readonly db: DataSource) {}

  /** One more than `limit` when there are more. */
  async places(filter: PublicFilter, after: string | null, limit: number, day: string): Promise<PublicPlace[]> {
    return rows<PublicPlace>(this.db.manager, PLACES, [...asked(filter), after, limit + 1, null, day]);
  }

  async count(filter: PublicFilter, day: string): Promise<number> {
    const [found] = await rows<{ n: number }>(
      this.db.manager,
      `select count(*)::int as n from wisata_place p
       where p.state = 'aktif' and ($1::text is null or p.wilayah_code = $1 or p.wilayah_code like $1 || '.%')
         and ($2::text is null or p.kind = $2) and ($3::text is null or p.name_key like $3)
         and ($4::boolean is null or $4 = exists (select 1 from physical_etalase e where e.place_id = p.id
           and (e.since is null or e.since <= $5::text::date) and (e.closed_on is null or e.closed_on >= $5::text::date)))`,
      [...asked(filter), day],
    );
    return found?.n ?? 0;
  }

  /** Kabupaten and kota in which there is a place, by name. */
  regions(): Promise<{ code: string; name: string }[]> {
    return rows(
      this.db.manager,
      `select w.code, case w.kind when 'kabupaten' then 'Kabupaten ' || w.name else w.name end as name from wilayah w
       where w.level = 'kabupaten' and exists (select 1 from wisata_place p where p.state = 'aktif'
         and left(p.wilayah_code, 5) = w.code) order by w.kind, w.name collate "C"`,
    );
  }

  async place(kode: string, day: string): Promise<PublicPlace | null> {
    const [found] = await rows<PublicPlace>(this.db.manager, PLACES, [null, null, null, null, null, 1, kode, day]);
    return found ?? null;
  }

  /** Kode and kilometres of the places within a distance, the nearest first; one more than `limit` when there are more. */
  async near(
    point: { latitude: string; longitude: string },
    km: number,
    after: { km: string; kode: string } | null,
    limit: number,
  ): Promise<{ kode: string; km: string }[]> {
    const distance = distanceSql('$1::float8', '$2::float8', 'p.latitude', 'p.longitude');
    return rows(
      this.db.manager,
      `select kode, km::text from (
         select p.kode, round(${distance}::numeric, 3) as km from wisata_place p
         where p.state = 'aktif' and ${boxSql('p', '$1::float8', '$2::float8', '$3::float8')}) p
       where km <= $3 and ($4::numeric is null or (km, kode) > ($4::numeric, $5::text)) order by km, kode limit $6`,
      [point.latitude, point.longitude, km, after?.km ?? null, after?.kode ?? null, limit + 1],
    );
  }

  /**
   * What changed at or after a moment, oldest first, and from when to ask next time. That is the beginning of the oldest
   * transaction still under way: what it will have changed bears that moment, and is told twice rather than never.
   */
  async changes(
    since: string | null,
    after: { at: string; kind: string; key: string } | null,
    limit: number,
  ): Promise<{ items: ChangedThing[]; until: string }> {
    const moment = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
    const [open] = await rows<{ until: string }>(
      this.db.manager,
      `select to_char(least(now(), (select min(a.xact_start) from pg_stat_activity a
         where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_xid is not null)) at time zone 'utc', ${moment}) as until`,
    );
    const items = await rows<ChangedThing>(
      this.db.manager,
      `select kind, key as kode, removed, to_char(changed_at at time zone 'utc', ${moment}) as "changedAt" from etalase_change
       where ($1::timestamptz is null or changed_at >= $1) and ($2::timestamptz is null or (changed_at, kind, key) > ($2, $3::text, $4::text))
       order by changed_at, kind, key limit $5`,
      [since, after?.at ?? null, after?.kind ?? null, after?.key ?? null, limit + 1],
    );
    return { items, until: open?.until ?? '' };
  }
}

function asked({ within, kind, text, etalase }: PublicFilter): unknown[] {
  const like = text === null ? null : `%${comparable(text).replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  return [within, kind, like, etalase];
}
