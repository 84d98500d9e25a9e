import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PotentialsService } from '../../../src/catalogue/villages/potentials.service.js';
import { StepsService } from '../../../src/catalogue/villages/steps.service.js';
import { actAs, SYSTEM } from '../../../src/shared/actor.js';
import { someGroups, someVillages, VILLAGES } from '../../factories/villages.js';
import { openTestApp, type TestApp } from '../../support/app.js';

let test: TestApp;
let potentials: PotentialsService;
let steps: StepsService;

beforeAll(async () => {
  test = await openTestApp();
  await someVillages(test.source);
  await someGroups(test.source);
  potentials = test.app.get(PotentialsService);
  steps = test.app.get(StepsService);
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.source.query('delete from village_potential');
  await test.source.query('delete from village_step');
});

const as = <T>(name: string, work: () => Promise<T>): Promise<T> => actAs({ ...SYSTEM, kind: 'pengguna', name }, work);
const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\n'));
const HEAD =
  'Kode Desa;Kabupaten/Kota;Kecamatan;Desa/Kelurahan;Jenis Produk;Kelompok Produk;Produk Unggulan;Jumlah Usaha';

describe('the potential of a village', () => {
  it('is kept once for each kind of product, by whoever wrote it', async () => {
    const made = await potentials.create(
      VILLAGES.otan,
      { productKind: 'Tenun ikat', groupCode: 'Tenun', isFlagship: 'ya' },
      'ani',
    );
    expect(made).toMatchObject({
      place: 'Desa Otan, Kecamatan Semau, Kabupaten Kupang',
      groupCode: 'tenun',
      isFlagship: true,
      enterprises: null,
      version: 1,
      createdBy: 'ani',
    });
    await expect(potentials.create(VILLAGES.otan, { productKind: 'TENUN-IKAT' }, 'budi')).rejects.toMatchObject({
      code: 'village.potential-known',
    });
    await expect(potentials.create('53.01.04', { productKind: 'Madu' }, 'budi')).rejects.toMatchObject({
      code: 'village.not-found',
    });
  });

  it('is the produk unggulan for one only', async () => {
    await potentials.create(VILLAGES.otan, { productKind: 'Tenun ikat', isFlagship: 'ya' }, 'ani');
    await expect(potentials.create(VILLAGES.otan, { productKind: 'Madu', isFlagship: 'ya' }, 'ani')).rejects.toThrow(
      'Produk unggulan desa ini ialah "Tenun ikat"',
    );
    await potentials.create(VILLAGES.uitao, { productKind: 'Madu', isFlagship: 'ya' }, 'ani');
  });

  it('that two people change at once is not lost: the second is told who changed what and when', async () => {
    const { id, version } = await potentials.create(VILLAGES.otan, { productKind: 'Madu', enterprises: '3' }, 'ani');
    await as('budi', () =>
      potentials.change(VILLAGES.otan, id, { productKind: 'Madu', enterprises: '5' }, version, 'budi'),
    );
    const late = as('ani', () =>
      potentials.change(VILLAGES.otan, id, { productKind: 'Madu', enterprises: '9' }, version, 'ani'),
    );
    await expect(late).rejects.toMatchObject({ code: 'village.potential-changed', details: { version: 2 } });
    await expect(late).rejects.toThrow(
      /sudah diubah budi pada .* WITA.*jumlah usaha dari "3" menjadi "5".*Isian Anda belum disimpan/,
    );
    expect((await potentials.get(VILLAGES.otan, id)).enterprises).toBe(5);
    await expect(potentials.remove(VILLAGES.otan, id, version)).rejects.toMatchObject({
      code: 'village.potential-changed',
    });
    await potentials.remove(VILLAGES.otan, id, 2);
    await expect(potentials.get(VILLAGES.otan, id)).rejects.toMatchObject({ code: 'village.potential-not-found' });
  });
});

describe('a list of potentials', () => {
  it('of 600 rows goes in as a whole, and changes nothing the second time', async () => {
    const codes = Object.values(VILLAGES);
    const lines = Array.from(
      { length: 600 },
      (_, at) => `${codes[at % codes.length]};;;;Produk ${at};tenun;;${at % 9}`,
    );
    const file = csv(HEAD, ...lines);
    expect(await potentials.import(file, 'ani')).toMatchObject({ applied: true, read: 600, added: 600, rejected: 0 });
    expect(await potentials.import(file, 'ani')).toMatchObject({
      applied: true,
      read: 600,
      added: 0,
      changed: 0,
      unchanged: 600,
    });
    expect((await potentials.list({ within: '53.01' }, { page: 2, size: 100 })).items).toHaveLength(100);
    const [untouched] = (await test.source.query('select max(version) as version from village_potential')) as {
      version: number;
    }[];
    expect(untouched?.version).toBe(1);
  });

  it('with a bad row is not taken at all, and each bad row says where and why', async () => {
    const result = await potentials.import(
      csv(
        HEAD,
        ';Kabupaten Kupang;Semau;Otan;Madu;;ya;2',
        ';Kabupaten Kupang;Semau;Otann;Madu;;;2',
        '5301042003;;;;Madu;;;2',
        ';Kabupaten Kupang;Kupang Timur;Oesao;Madu;;;2',
        ';Kabupaten Kupang;Semau;Otan;Kopi;kain;ya;dua',
      ),
      'ani',
    );
    expect(result).toMatchObject({ applied: false, read: 5, added: 1, rejected: 4 });
    expect(result.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 Desa/Kelurahan',
      '4 Kode Desa',
      '5 Desa/Kelurahan',
      '6 Kelompok Produk',
      '6 Jumlah Usaha',
    ]);
    expect((await potentials.list({}, { page: 1, size: 10 })).total).toBe(0);
  });

  it('may move the produk unggulan from one kind to another in one go', async () => {
    await potentials.create(VILLAGES.otan, { productKind: 'Madu', isFlagship: 'ya' }, 'ani');
    await potentials.create(VILLAGES.otan, { productKind: 'Kopi' }, 'ani');
    const file = csv(HEAD, `${VILLAGES.otan};;;;Kopi;;ya;`, `${VILLAGES.otan};;;;Madu;;tidak;`);
    expect(await potentials.import(file, 'ani')).toMatchObject({ applied: true, changed: 2 });
    expect(
      (await potentials.ofVillage(VILLAGES.otan)).map(({ productKind, isFlagship }) => [productKind, isFlagship]),
    ).toEqual([
      ['Kopi', true],
      ['Madu', false],
    ]);
  });
});

describe("the steps of a village's map", () => {
  const STEP = { office: 'Dinas PMD Kabupaten Kupang', person: 'Nama Contoh' };
  const add = (step: string, doneOn: string) =>
    steps.add(VILLAGES.otan, { ...STEP, step, doneOn }, 'ani', '2026-11-27');

  it('come in their order, none before the one it stands on and none from the future', async () => {
    await expect(add('verifikasi', '2026-03-01')).rejects.toThrow('Verifikasi belum dapat dicatat: usulan belum ada');
    await add('usulan', '2026-03-02');
    await expect(add('usulan', '2026-03-03')).rejects.toMatchObject({ code: 'village.step-order' });
    await expect(add('verifikasi', '2026-03-01')).rejects.toMatchObject({
      fields: [{ field: 'doneOn', message: 'Tidak boleh mendahului usulan, 2 Maret 2026' }],
    });
    await expect(add('verifikasi', '2026-11-28')).rejects.toMatchObject({
      fields: [{ field: 'doneOn', message: 'Tanggal 28 November 2026 belum tiba' }],
    });
    await add('verifikasi', '2026-03-02');
    await add('validasi', '2026-11-27');
    await expect(add('validasi', '2026-11-27')).rejects.toMatchObject({ code: 'village.step-order' });
    expect((await steps.ofVillage(VILLAGES.otan)).map(({ step, person }) => [step, person])).toEqual([
      ['usulan', 'Nama Contoh'],
      ['verifikasi', 'Nama Contoh'],
      ['validasi', 'Nama Contoh'],
    ]);
  });

  it('are withdrawn with a reason from the last one on, and stay on record', async () => {
    const proposed = await add('usulan', '2026-03-02');
    const checked = await add('verifikasi', '2026-03-03');
    await expect(steps.withdraw(VILLAGES.otan, proposed.id, 'Salah desa', 'budi')).rejects.toThrow(
      'Tarik dahulu verifikasi',
    );
    await expect(steps.withdraw(VILLAGES.otan, checked.id, '  ', 'budi')).rejects.toMatchObject({
      code: 'village.step-invalid',
    });
    expect(await steps.withdraw(VILLAGES.otan, checked.id, 'Salah desa', 'budi')).toMatchObject({
      withdrawnBy: 'budi',
      withdrawnWhy: 'Salah desa',
    });
    await expect(steps.withdraw(VILLAGES.otan, checked.id, 'Salah desa', 'budi')).rejects.toMatchObject({
      code: 'village.step-withdrawn',
    });
    await add('verifikasi', '2026-03-04');
    expect(await steps.ofVillage(VILLAGES.otan)).toHaveLength(3);
  });
});
