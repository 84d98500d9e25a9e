import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFoundError } from '../shared/errors.js';
import { loadSql, rows } from '../shared/sql.js';
import { comparable } from '../shared/text.js';
import { ATTRIBUTION } from './area-data.js';
import { type BpsCode, kemendagriCode, type KemendagriCode, type Kind, type Level } from './codes.js';
import { pathWords, type Place, type PlacePath } from './place.js';
import { type Imk, readImk } from './reference.js';
import { type PlaceNames, type Resolved, resolvePlaces } from './resolve.js';

const SEARCH = loadSql('./sql/search.sql', import.meta.url);

const COLUMNS = `w.code, w.level, w.kind, w.name, w.parent_code as "parentCode", w.bps_code as "bpsCode",
  w.is_current as "isCurrent"`;

/** What the table of regions was made from. */
export interface WilayahSource {
  attribution: string;
  package: string | null;
  packageVersion: string | null;
  /** Codes with commas between, or 'all'; null while nothing is loaded. */
  provinces: string | null;
}

export interface PlaceSearch {
  /** Beginning of a name or of a code; 'Desa', 'Kec.' and the like in front are left aside. */
  text: string;
  level?: Level;
  kind?: Kind;
  /** Only places inside this one. */
  within?: KemendagriCode;
  page: number;
  size: number;
}

/** Regions: by code, by name, and the one that a row of a list means. */
@Injectable()
export class WilayahService {
  /** Micro and small manufacturing by kabupaten/kota, as the policy brief prints it. */
  readonly imk: Imk = readImk();

  constructor(private readonly db: DataSource) {}

  async source(em: EntityManager = this.db.manager): Promise<WilayahSource> {
    const [found] = await rows<Omit<WilayahSource, 'attribution'>>(
      em,
      `select package, package_version as "packageVersion", provinces from wilayah_source`,
    );
    return { attribution: ATTRIBUTION, ...(found ?? { package: null, packageVersion: null, provinces: null }) };
  }

  /** Also places that are no longer current. */
  async find(code: string, em: EntityManager = this.db.manager): Promise<Place | null> {
    const known = kemendagriCode(code);
    const [found] = known ? await rows<Place>(em, `select ${COLUMNS} from wilayah w where w.code = $1`, [known]) : [];
    return found ?? null;
  }

  /** Throws `wilayah.not-found`. */
  async get(code: string, em: EntityManager = this.db.manager): Promise<Place> {
    const found = await this.find(code, em);
    if (!found)
      throw new NotFoundError(
        'wilayah.not-found',
        `Wilayah ${code.slice(0, 20)} tidak ada. Tulis kode Kemendagri dengan titik, contoh 53.01.`,
      );
    return found;
  }

  /** The place with those above it, and in words. Throws `wilayah.not-found`. */
  async path(code: string, em: EntityManager = this.db.manager): Promise<PlacePath> {
    const place = await this.get(code, em);
    const above = await rows<Place>(
      em,
      `select ${COLUMNS} from wilayah w where $1 like w.code || '.%' order by length(w.code)`,
      [place.code],
    );
    return { ...place, above, words: pathWords(place, above) };
  }

  /** 'Desa Oelnasi, Kecamatan Kupang Tengah, Kabupaten Kupang' by code; unknown codes are not in it. */
  async words(codes: readonly string[], em: EntityManager = this.db.manager): Promise<Map<string, string>> {
    const found = await rows<Place & { above: Pick<Place, 'kind' | 'name'>[] }>(
      em,
      `select ${COLUMNS}, (select coalesce(json_agg(json_build_object('kind', a.kind, 'name', a.name) order by length(a.code)),
         '[]') from wilayah a where a.code in (w.regency_code, w.district_code) and a.code <> w.code) as above
       from wilayah w where w.code = any($1::text[])`,
      [[...new Set(codes)]],
    );
    return new Map(found.map((place) => [place.code, pathWords(place, place.above)]));
  }

  /** The current places right below one, by code; the provinces for null. Throws `wilayah.not-found`. */
  async children(code: string | null, em: EntityManager = this.db.manager): Promise<Place[]> {
    if (code !== null) await this.get(code, em);
    return rows<Place>(
      em,
      `select ${COLUMNS} from wilayah w
       where w.is_current and (w.parent_code = $1 or ($1::text is null and w.parent_code is null)) order by w.code`,
      [code],
    );
  }

  /** The place of a code of BPS; the digits may name another one at Kemendagri. Throws `wilayah.not-found`. */
  async byBps(code: BpsCode, em: EntityManager = this.db.manager): Promise<Place> {
    const [found] = await rows<Place>(em, `select ${COLUMNS} from wilayah w where w.bps_code = $1`, [code]);
    if (!found) throw new NotFoundError('wilayah.not-found', `Kode BPS ${code} tidak ada dalam daftar wilayah.`);
    return found;
  }

  /** Places whose name or code begins so, those whose whole name it is first. */
  async search(
    asked: PlaceSearch,
    em: EntityManager = this.db.manager,
  ): Promise<{ items: PlacePath[]; total: number }> {
    const text = comparable(asked.text).replace(/^(desa|kelurahan|kel|kecamatan|kec|kabupaten|kab|provinsi) (?=.)/, '');
    const code = /^\d[\d.]*$/.test(asked.text.trim()) ? asked.text.trim() : null;
    if (text === '') return { items: [], total: 0 };
    const found = await rows<Place & { above: Place[]; total: number }>(em, SEARCH, [
      text,
      code,
      asked.level ?? null,
      asked.kind ?? null,
      asked.within ?? null,
      asked.size,
      (asked.page - 1) * asked.size,
    ]);
    const [first] = found;
    return {
      items: found.map((place) => ({ ...place, words: pathWords(place, place.above) })),
      total: first?.total ?? 0,
    };
  }

  /** Exactly one village for each row of a list, in its order, or what is wrong with it. */
  async resolve(list: readonly PlaceNames[], em: EntityManager = this.db.manager): Promise<Resolved[]> {
    if (list.length === 0) return [];
    const places = await rows<Place>(em, `select ${COLUMNS} from wilayah w where w.is_current order by w.code`);
    const of = (level: Level): Place[] => places.filter((place) => place.level === level);
    return resolvePlaces(list, {
      byCode: new Map(places.map((place) => [place.code, place])),
      regencies: of('kabupaten'),
      districts: of('kecamatan'),
      villages: of('desa'),
    });
  }
}
