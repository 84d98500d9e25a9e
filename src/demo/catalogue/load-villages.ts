import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { POTENTIAL_COLUMNS, type PotentialField } from '../../catalogue/villages/potential-form.js';
import { PotentialsService } from '../../catalogue/villages/potentials.service.js';
import { StepsService } from '../../catalogue/villages/steps.service.js';
import { rows } from '../../shared/sql.js';
import { sheetOf } from '../sheet.js';
import { DEMO_TODAY } from '../world.js';
import type { DemoMap } from './invent-villages.js';

/** The villages' potential as the list that the dinas fills in, and the steps as its form would record them. */
export async function loadVillages(app: INestApplicationContext, map: DemoMap, by: string): Promise<void> {
  const list = sheetOf<PotentialField>(
    POTENTIAL_COLUMNS,
    map.potentials.map((one) => ({
      code: one.villageCode,
      productKind: one.kind,
      groupCode: one.group,
      isFlagship: one.isFlagship ? 'ya' : '',
      enterprises: one.enterprises === null ? '' : String(one.enterprises),
      rawMaterial: one.material,
      source: 'Data contoh',
    })),
  );
  const done = await app.get(PotentialsService).import(list, by);
  if (!done.applied) throw new Error(`Potensi desa contoh ditolak: ${JSON.stringify(done.problems.slice(0, 3))}`);
  const steps = app.get(StepsService);
  const taken = await rows<{ key: string }>(
    app.get(DataSource).manager,
    `select wilayah_code || '|' || step as key from village_step where withdrawn_at is null`,
  );
  // A start that was cut short goes on where it stopped.
  const known = new Set(taken.map(({ key }) => key));
  for (const { villageCode, step, doneOn, office, person } of map.steps)
    if (!known.has(`${villageCode}|${step}`))
      await steps.add(villageCode, { step, doneOn, office, person, note: 'Data contoh' }, by, DEMO_TODAY);
}
