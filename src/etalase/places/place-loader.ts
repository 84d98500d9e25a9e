import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { readPlacesFile } from './place-file.js';

/**
 * Writes the places of the repository's own file that are not on file yet, in regions that are loaded. What is on file
 * belongs to people: it is never written over, and a place that they put away stays away.
 */
@Injectable()
export class PlaceLoader implements OnApplicationBootstrap {
  private readonly log = new Logger('PlaceLoader');
  private readonly places = readPlacesFile();

  constructor(private readonly db: DataSource) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.load();
  }

  /** Answers how many were written. */
  async load(): Promise<number> {
    const list = this.places.map((place) => ({ ...place, key: comparable(place.name) }));
    // Asked first: a statement that writes nothing would still tell every cache that something changed.
    const missing = await rows<{ kode: string; region: string }>(
      this.db.manager,
      `select f.kode, w.code as region from json_to_recordset($1::json) as f (kode text, "wilayahCode" text)
       cross join lateral (select w.code from wilayah w where w.is_current and w.level <> 'provinsi'
         and (f."wilayahCode" = w.code or f."wilayahCode" like w.code || '.%') order by length(w.code) desc limit 1) w
       where not exists (select 1 from wisata_place p where p.kode = f.kode)`,
      [JSON.stringify(list)],
    );
    if (missing.length === 0) return 0;
    const regions = new Map(missing.map(({ kode, region }) => [kode, region]));
    const written = await rows<{ kode: string }>(
      this.db.manager,
      `insert into wisata_place (kode, name, name_key, kind, wilayah_code, latitude, longitude, coordinate_confidence,
         coordinate_error_m, note, source)
       select kode, name, key, kind, region, latitude, longitude, confidence, "errorM", note, source
       from json_to_recordset($1::json) as f (kode text, name text, key text, kind text, region text, latitude numeric,
         longitude numeric, confidence text, "errorM" integer, note text, source text)
       on conflict (kode) do nothing returning kode`,
      [
        JSON.stringify(
          list.flatMap((one) => (regions.has(one.kode) ? [{ ...one, region: regions.get(one.kode) }] : [])),
        ),
      ],
    );
    this.log.log(`${written.length} tourism places written from config/reference/wisata-ntt.yaml`);
    return written.length;
  }
}
