import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actAs, SYSTEM } from '../shared/actor.js';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { affected, loadSql, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import { PACKAGE, packageVersion, readAreas } from './area-data.js';
import { readBpsCodes } from './reference.js';

const LOAD_LEVEL = loadSql('./sql/load-level.sql', import.meta.url);

/** Raised when the loader writes other rows from the same data. */
const FORM = 1;

/**
 * Keeps the table of regions as the package and the setting say. At each start it compares one digest, and loads only
 * when the package, the setting or the codes of BPS have changed. Regions that are no longer told stay, not current:
 * somebody may live there.
 */
@Injectable()
export class WilayahLoader implements OnApplicationBootstrap {
  private readonly log = new Logger('WilayahLoader');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.load();
  }

  /** Answers how many regions were written anew or changed; null when there was nothing to do. */
  async load(provinces: Env['wilayahProvinces'] = this.env.wilayahProvinces): Promise<number | null> {
    if (provinces !== 'all' && provinces.length === 0) return null;
    const asked = provinces === 'all' ? 'all' : [...provinces].toSorted().join(',');
    const bps = readBpsCodes();
    const digest = createHash('sha256')
      .update(JSON.stringify([FORM, packageVersion(), asked, [...bps]]))
      .digest('hex');
    if (await this.isLoaded(digest)) return null;
    return this.locks.withLock('wilayah', async () => {
      // Another process may have been quicker.
      if (await this.isLoaded(digest)) return null;
      const areas = await readAreas(provinces, bps);
      const written = await actAs(SYSTEM, () =>
        this.db.transaction(async (tx) => {
          let count = 0;
          for (const [level, list] of areas) count += await affected(tx, LOAD_LEVEL, [JSON.stringify(list), level]);
          const codes = [...areas.values()].flatMap((list) => list.map(({ code }) => code));
          await tx.query(
            `update wilayah set is_current = false
             where is_current and not exists (select 1 from unnest($1::text[]) as told (code) where told.code = wilayah.code)`,
            [codes],
          );
          await tx.query(
            `insert into wilayah_source (id, package, package_version, provinces, digest) values (1, $1, $2, $3, $4)
             on conflict (id) do update set package = excluded.package, package_version = excluded.package_version,
               provinces = excluded.provinces, digest = excluded.digest, loaded_at = now()`,
            [PACKAGE, packageVersion(), asked, digest],
          );
          return count;
        }),
      );
      this.log.log(`${written} regions written from ${PACKAGE} ${packageVersion()} (${asked})`);
      return written;
    });
  }

  private async isLoaded(digest: string): Promise<boolean> {
    const [source] = await rows<{ digest: string }>(this.db.manager, 'select digest from wilayah_source');
    return source?.digest === digest;
  }
}
