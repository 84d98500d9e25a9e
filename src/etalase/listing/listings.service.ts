import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { preparedRows, rows } from '../../shared/sql.js';
import type { ShownEtalase } from '../places/shown-etalase.js';
import type { ListingRule, ListingStep } from './rule.js';
import { type ListingSpot, listingStatement } from './statement.js';

/** A product as a listing shows it. */
export interface ListedProduct {
  id: string;
  /** Why it stands here. */
  step: ListingStep;
  name: string;
  groupCode: string;
  groupName: string;
  /** Rupiah as decimal text; null = not told. */
  price: string | null;
  unit: string | null;
  place: string | null;
  /** Name of its first photo in an address. */
  photo: string | null;
  certificates: string[];
  listed: boolean;
  season: string | null;
  /** Null = nothing told, or in words from which no month can be read. */
  inSeason: boolean | null;
  makers: string[];
  star: { scheme: string; stars: number } | null;
}

/** A spot with the rule that holds there: one question, since a listing needs both. */
export interface RuledSpot extends ListingSpot {
  rule: ListingRule;
}

/** A spot of which everybody is told, with what stands there on the day; null = nothing is on file. */
export interface OpenSpot extends RuledSpot {
  etalase: ShownEtalase[] | null;
}

/** Where a place lies and which rule holds there on the day $2. */
const spotSql = (more: string): string => `
select p.id::text as "placeId", case when length(p.wilayah_code) = 13 then p.wilayah_code end as desa,
  case when length(p.wilayah_code) >= 8 then left(p.wilayah_code, 8) end as kecamatan, left(p.wilayah_code, 5) as kabupaten,
  left(p.wilayah_code, 2) as provinsi, p.latitude::text, p.longitude::text, r.rule${more}
from wisata_place p
cross join lateral (
  select json_build_object('own', r.place_id is not null, 'version', r.version, 'steps', r.steps, 'distanceKm', r.distance_km,
    'most', r.most, 'needsEligibility', r.needs_eligibility, 'star', r.star, 'season', r.season,
    'availability', r.availability, 'seed', r.seed, 'updatedBy', r.updated_by,
    'updatedAt', to_char(r.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as rule
  from etalase_rule r where (r.place_id = p.id or r.place_id is null) and r.withdrawn_at is null
    and r.valid_from <= $2::text::date and (r.valid_until is null or r.valid_until >= $2::text::date)
  order by r.place_id is null, r.valid_from desc limit 1) r`;
const SPOT_BY_ID = `${spotSql('')}\nwhere p.id = $1`;
/** $1 the kode of a place that is open, $2 the day. */
export const SPOT_BY_KODE = `${spotSql(`,
  (select json_agg(e.told order by e.id) from etalase_shown e where e.place_id = p.id
    and (e.since is null or e.since <= $2::text::date) and (e.closed_on is null or e.closed_on >= $2::text::date)) as etalase`)}\nwhere p.kode = $1 and p.state = 'aktif'`;

/** Which products a place shows on a day. */
@Injectable()
export class ListingsService {
  constructor(private readonly db: DataSource) {}

  /** Null when there is no such place. */
  async spot(placeId: string, day: string, em: EntityManager = this.db.manager): Promise<RuledSpot | null> {
    const [found] = await rows<RuledSpot>(em, SPOT_BY_ID, [placeId, day]);
    return found ?? null;
  }

  /** The same of a place that is open, by its kode. */
  async openSpot(kode: string, day: string): Promise<OpenSpot | null> {
    const [found] = await preparedRows<OpenSpot>(this.db, SPOT_BY_KODE, [kode, day]);
    return found ?? null;
  }

  /** In the order of the rule; `most` asks for fewer than the rule would show. */
  async listing(spot: RuledSpot, day: string, most = spot.rule.most): Promise<ListedProduct[]> {
    const { sql, values } = listingStatement(spot, spot.rule, day, Math.min(most, spot.rule.most));
    return preparedRows<ListedProduct>(this.db, sql, values);
  }
}
