import type { INestApplicationContext } from '@nestjs/common';
import { SentraService } from '../../catalogue/sentra/sentra.service.js';
import { DEMO_TODAY } from '../world.js';
import type { DemoSentra } from './invent-villages.js';

/** Before the enterprises, whose list names them. */
export async function loadSentra(
  app: INestApplicationContext,
  sentra: readonly DemoSentra[],
  by: string,
): Promise<void> {
  const service = app.get(SentraService);
  const { all } = await service.list({}, DEMO_TODAY, 1, 1);
  if (all > 0) return;
  for (const { name, placeCode, group, kind, foundedOn } of sentra)
    await service.create(
      { name, wilayahCode: placeCode, groupCode: group, productKind: kind, foundedOn, note: 'Data contoh' },
      by,
      DEMO_TODAY,
    );
}
