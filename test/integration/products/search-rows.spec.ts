import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { anEnterprise, aProduct, aVillage } from '../../factories/catalogue.js';

/** The search row of a product follows whatever it is made of, whoever wrote it. */
describe('the search row of a product', () => {
  let db: TestDatabase;
  let village: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    await db.source.query(`insert into product_group values ('tenun', 'Tenun', false, 1)`);
    village = await aVillage(db.source.manager, '99.01.01.2001', 'Contoh Jaya', { regency: 'Alor' });
  });
  afterAll(() => db.close());

  interface Row {
    state: string;
    listed: boolean;
    place_text: string | null;
    places: string[];
    certificates: string[];
    classes: string[];
  }
  const rowOf = async (id: string): Promise<Row | undefined> =>
    ((await db.source.query('select * from product_search where product_id = $1', [id])) as Row[])[0];
  const finds = async (id: string, word: string): Promise<boolean> =>
    (
      (await db.source.query(
        `select document @@ to_tsquery('simple', $2) as found from product_search where product_id = $1`,
        [id, word],
      )) as { found: boolean }[]
    )[0]?.found ?? false;

  it('knows village, kecamatan and kabupaten, and finds the product by their names', async () => {
    const id = await aProduct(db.source.manager, { name: 'Kain Tenun Ikat', villages: [village] });
    expect(await rowOf(id)).toMatchObject({
      place_text: 'Desa Contoh Jaya, Kab. Alor',
      places: ['99.01', '99.01.01', '99.01.01.2001'],
      classes: ['tidak-diketahui'],
    });
    expect(await finds(id, 'alor')).toBe(true);
    expect(await finds(id, 'ikat')).toBe(true);
  });

  it('follows a listing, a state and a village that is taken away', async () => {
    const id = await aProduct(db.source.manager, { name: 'Selendang', villages: [village] });
    await db.source.query(`insert into product_listing (product_id, platform, external_id) values ($1, 'v5', '77')`, [
      id,
    ]);
    await db.source.query(`update product set state = 'arsip' where id = $1`, [id]);
    await db.source.query('delete from product_village where product_id = $1', [id]);
    expect(await rowOf(id)).toMatchObject({ listed: true, state: 'arsip', places: [], place_text: null });
  });

  it('takes the decision of the bureau for the class, before the verified one, on the day', async () => {
    const maker = await anEnterprise(db.source.manager, 'CV Benang Contoh');
    const id = await aProduct(db.source.manager, { name: 'Sarung', makers: [maker] });
    await db.source.query(
      `insert into enterprise_class (enterprise_id, class, origin, valid_from, valid_to, basis) values
         ($1, 'kecil', 'verifikasi', '2020-01-01', null, 'x'), ($1, 'mikro', 'keputusan', '2021-01-01', null, 'x'),
         ($1, 'besar', 'keputusan', '2020-01-01', '2020-12-31', 'x')`,
      [maker],
    );
    expect((await rowOf(id))?.classes).toEqual(['mikro']);
    expect(await finds(id, 'benang')).toBe(true);
    await db.source.query(`update enterprise set name = 'CV Kapas Contoh' where id = $1`, [maker]);
    expect(await finds(id, 'benang')).toBe(false);
    expect(await finds(id, 'kapas')).toBe(true);
  });

  it('forgets a certificate that ran out overnight when the due rows are read again', async () => {
    const id = await aProduct(db.source.manager, { name: 'Ikat Pinggang' });
    await db.source.query(
      `insert into product_certificate (product_id, kind, expires_on) values ($1, 'sni', current_date + 200), ($1, 'merek', null)`,
      [id],
    );
    expect((await rowOf(id))?.certificates).toEqual(['merek', 'sni']);
    // As the night does it: the row stays as it is, the day goes on.
    await db.source.query(`alter table product_certificate disable trigger product_search_update`);
    await db.source.query(
      `update product_certificate set expires_on = current_date - 2 where product_id = $1 and kind = 'sni'`,
      [id],
    );
    await db.source.query(`alter table product_certificate enable trigger product_search_update`);
    await db.source.query('select product_search_due(current_date - 2)');
    expect((await rowOf(id))?.certificates).toEqual(['merek']);
  });

  it('helps with words of what is on show only', async () => {
    await aProduct(db.source.manager, { name: 'Rahasia Dapur', state: 'draf' });
    const words = (await db.source.query('select word from product_word order by word')) as { word: string }[];
    const said = words.map(({ word }) => word);
    expect(said).toEqual(expect.arrayContaining(['kain', 'tenun', 'ikat', 'alor']));
    expect(said).not.toContain('rahasia');
  });
});
