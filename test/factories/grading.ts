import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { AssessmentsService } from '../../src/catalogue/grading/assessments.service.js';
import { StarsService } from '../../src/catalogue/grading/stars.service.js';
import { SentraService } from '../../src/catalogue/sentra/sentra.service.js';
import { anEnterprise, aProduct } from './catalogue.js';
import { VILLAGES } from './villages.js';

/** A pot that is being judged and has a star, and a sentra with one member. Needs `someVillages`. */
export async function aGradedProduct(
  app: NestFastifyApplication,
  source: DataSource,
  day = '2026-11-27',
): Promise<{ product: string; assessment: string; sentra: string; member: string }> {
  await source.query(`insert into product_group values ('gerabah', 'Gerabah', false, 9) on conflict do nothing`);
  const member = await anEnterprise(source.manager, 'Usaha Gerabah Contoh', VILLAGES.otan);
  const product = await aProduct(source.manager, {
    name: 'Periuk contoh',
    group: 'gerabah',
    villages: [VILLAGES.otan],
    makers: [member],
  });
  const { id: assessment } = await app.get(AssessmentsService).open(product, 'penguji', day);
  await app.get(StarsService).add(
    product,
    {
      scheme: '1-3',
      stars: 2,
      decidedBy: 'kementerian',
      decidedOn: '2024-11-01',
      source: 'Keputusan contoh nomor 1',
    },
    'penguji',
    day,
  );
  const { id: sentra } = await app
    .get(SentraService)
    .create({ name: 'Sentra Gerabah Contoh', wilayahCode: VILLAGES.otan, groupCode: 'gerabah' }, 'penguji', day);
  await source.query('insert into enterprise_membership (enterprise_id, sentra_id) values ($1, $2)', [member, sentra]);
  return { product, assessment, sentra, member };
}
