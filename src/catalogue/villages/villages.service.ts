import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import type { PlacePath } from '../../wilayah/place.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import type { Potential } from './potential.js';
import { PotentialsService } from './potentials.service.js';
import { type StepRecord, StepsService } from './steps.service.js';

/** A product of the catalogue that comes from the village, whatever its state. */
export interface VillageProduct {
  id: string;
  name: string;
  group: string;
  isFlagship: boolean;
  state: 'draf' | 'tayang' | 'arsip';
  verifiedOn: string | null;
}

/** Who makes a product of the village. */
export interface VillageMaker {
  id: string;
  name: string;
  products: string[];
  /** Whether its address is in the village. */
  here: boolean;
}

/** One desa or kelurahan with everything that is on file about it. */
export interface Village {
  place: PlacePath;
  potentials: Potential[];
  products: VillageProduct[];
  makers: VillageMaker[];
  steps: StepRecord[];
}

@Injectable()
export class VillagesService {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
    private readonly potentials: PotentialsService,
    private readonly steps: StepsService,
  ) {}

  /** Throws `wilayah.not-found`, or `village.not-found` for a wider place. */
  async get(code: string, em: EntityManager = this.db.manager): Promise<Village> {
    const place = await this.wilayah.path(code, em);
    if (place.level !== 'desa')
      throw new NotFoundError('village.not-found', `${place.words} bukan desa atau kelurahan.`);
    return {
      place,
      potentials: await this.potentials.ofVillage(code, em),
      products: await rows<VillageProduct>(
        em,
        `select p.id::text, p.name, g.name as "group", v.is_flagship as "isFlagship", p.state,
           p.verified_on::text as "verifiedOn"
         from product_village v join product p on p.id = v.product_id join product_group g on g.code = p.group_code
         where v.wilayah_code = $1 order by v.is_flagship desc, p.name_key, p.id`,
        [code],
      ),
      makers: await rows<VillageMaker>(
        em,
        `select e.id::text, e.name, coalesce(m.products, '{}') as products, e.wilayah_code is not distinct from $1 as here
         from enterprise e
         left join (select k.enterprise_id, array_agg(p.name order by p.name_key) as products from product_maker k
             join product p on p.id = k.product_id and p.state <> 'arsip'
             join product_village v on v.product_id = p.id and v.wilayah_code = $1 group by k.enterprise_id) m
           on m.enterprise_id = e.id
         where e.merged_into is null and (m.enterprise_id is not null or e.wilayah_code = $1)
         order by m.enterprise_id is null, e.name_key, e.id limit 500`,
        [code],
      ),
      steps: await this.steps.ofVillage(code, em),
    };
  }
}
