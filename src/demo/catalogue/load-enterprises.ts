import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EnterpriseDesk } from '../../enterprise/enterprise-desk.js';
import { ENTERPRISE_COLUMNS, type EnterpriseColumn } from '../../enterprise/import/enterprise-form.js';
import { OvopCatalogueEntries } from '../../purchasing/ovop/catalogue-entries.js';
import { rows } from '../../shared/sql.js';
import { sheetOf } from '../sheet.js';
import { DEMO_TODAY } from '../world.js';
import type { DemoSeller } from './invent.js';

const FORMS: Readonly<Record<DemoSeller['legalForm'], string>> = {
  kelompok: 'kelompok',
  koperasi: 'koperasi',
  cv: 'cv',
  pt: 'pt',
  perorangan: 'perorangan',
  lainnya: 'lainnya',
};

/** As the list that the dinas fills in; `groupOf` is the sentra of each, by ref. Gives the id of each by its ref. */
export async function loadEnterprises(
  app: INestApplicationContext,
  sellers: readonly DemoSeller[],
  groupOf: ReadonlyMap<string, string>,
  by: string,
): Promise<Map<string, string>> {
  const year = String(Number(DEMO_TODAY.slice(0, 4)) - 1);
  const list = sheetOf<EnterpriseColumn>(
    ENTERPRISE_COLUMNS,
    sellers.map((one) => {
      const key = (scheme: string): string => one.keys.find((known) => known.scheme === scheme)?.key ?? '';
      return {
        name: one.name,
        legalForm: FORMS[one.legalForm],
        nib: one.nib,
        ownerWoman: one.ownerWoman ? 'ya' : 'tidak',
        establishedOn: one.establishedOn,
        placeCode: one.villageCode,
        address: one.address,
        kbli: one.kbli,
        kbliEdition: '2020',
        capital: String(one.capital),
        capitalYear: year,
        sales: String(one.sales),
        salesYear: year,
        figureSource: 'Data contoh',
        group: groupOf.get(one.ref) ?? '',
        keyV5: key('v5'),
        keyV6: key('v6'),
        keyTokoDaring: key('toko-daring'),
        keySikap: key('sikap'),
        note: 'Data contoh, bukan usaha yang sebenarnya',
      };
    }),
  );
  const desk = app.get(EnterpriseDesk);
  const done = await desk.import(list, by);
  if (!done.applied) throw new Error(`Pelaku usaha contoh ditolak: ${JSON.stringify(done.problems.slice(0, 3))}`);
  const found = await rows<{ nib: string; id: string }>(
    app.get(DataSource).manager,
    'select nib, id::text from enterprise where nib is not null',
  );
  const byNib = new Map(found.map(({ nib, id }) => [nib, id]));
  await markKeys(app, sellers, by);
  return new Map(sellers.map(({ ref, nib }) => [ref, byNib.get(nib) ?? '']));
}

/** Those that the bureau would have on its list as a whole. */
async function markKeys(app: INestApplicationContext, sellers: readonly DemoSeller[], by: string): Promise<void> {
  const entries = app.get(OvopCatalogueEntries);
  for (const { keys } of sellers)
    for (const { scheme, key, marksOvop } of keys)
      if (marksOvop) await entries.markKey({ scheme, key, marks: true }, by, DEMO_TODAY);
}
