import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EnterpriseDetailDto, EnterprisePageDto, ProposalDto } from '../../src/enterprise/enterprise.dto.js';
import type { SupplierDetailDto } from '../../src/purchasing/suppliers/suppliers.dto.js';
import type { ListImportDto } from '../../src/shared/list-import.dto.js';
import { aPurchaseRow, aReferenceRow } from '../factories/feed-rows.js';
import { takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const DESA = '53.71.01.1001';

describe('enterprises', () => {
  let test: TestApp;
  let staff: SignedIn;
  let dinas: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp({ WILAYAH_PROVINCES: '53' });
    await takeRows(test.app, test.source, '1', [
      aReferenceRow('penyedia-v5', '11', { name: 'UD Sinar Tenun', sikapId: '900', ukm: null }),
      aPurchaseRow({ key: '1', supplierKey: '11', supplierName: 'UD Sinar Tenun', value: '100.00' }),
    ]);
    staff = await test.signIn('biro-pbj');
    dinas = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const send = (who: SignedIn, method: 'post' | 'put' | 'delete', path: string, body: object) =>
    who.agent[method](`/api/v1/enterprises${path}`).set('x-csrf-token', who.csrf).send(body);
  const get = async (id: string): Promise<EnterpriseDetailDto> =>
    (await auditor.agent.get(`/api/v1/enterprises/${id}`).expect(200)).body as EnterpriseDetailDto;
  const list = async (query = ''): Promise<EnterprisePageDto> =>
    (await auditor.agent.get(`/api/v1/enterprises${query}`).expect(200)).body as EnterprisePageDto;
  const create = async (body: object): Promise<string> =>
    ((await send(dinas, 'post', '', body).expect(201)).body as { id: string }).id;
  const umkOf11 = async (): Promise<SupplierDetailDto['states'][number] | undefined> =>
    ((await staff.agent.get('/api/v1/suppliers/detail?scheme=v5&key=11').expect(200)).body as SupplierDetailDto)
      .states[0];

  let tenun: string;

  it('are kept with numbers in one form, the form told apart from what was seen at the source', async () => {
    tenun = await create({
      name: 'UD Sinar Tenun',
      legalForm: 'perorangan',
      nib: '9120-0000-00001',
      nik: '5371015203900001',
      npwp: '5371015203900001',
      telepon: '0812-3456-7890',
      ownerName: 'Maria Contoh',
      ownerWoman: 'ya',
      establishedOn: '2022-03-01',
      wilayahCode: DESA,
      kbli: '13121; 13134',
    });
    const one = await get(tenun);
    expect(one).toMatchObject({
      nib: '9120000000001',
      nibForm: 'valid',
      nibVerifiedOn: null,
      npwp: null,
      counting: { class: null, umk: 'unknown', origin: 'tidak-diketahui' },
      version: 1,
    });
    expect(one.place).toContain('Kota Kupang');
    expect(one.kbli.map(({ code, edition, isMain }) => [code, edition, isMain])).toEqual([
      ['13121', '2020', true],
      ['13134', '2020', false],
    ]);
    expect(JSON.stringify(one)).not.toMatch(/5371015203900001|Maria|81234567890/);
    const table = (await test.source.query('select * from enterprise')) as object[];
    expect(JSON.stringify(table)).not.toContain('5371015203900001');
  });

  it('take a company’s newer NPWP that cannot be checked, and mark it', async () => {
    const id = await create({ name: 'PT Contoh Baru', legalForm: 'pt', npwp: '1000000000123456' });
    expect(await get(id)).toMatchObject({ npwp: '1000000000123456', npwpForm: 'uncheckable' });
  });

  it('are refused with every field that is wrong, and a NIB is one enterprise’s', async () => {
    const wrong = await send(dinas, 'post', '', {
      name: 'Contoh',
      legalForm: 'perorangan',
      nib: '12',
      npwp: '5371015203900002',
      nik: '5371015203900001',
      wilayahCode: '99.99',
    }).expect(422);
    expect((wrong.body as { fields?: { field: string }[] }).fields?.map(({ field }) => field).toSorted()).toEqual([
      'nib',
      'npwp',
    ]);
    const taken = await send(dinas, 'post', '', { name: 'Lain', nib: '9120000000001' }).expect(409);
    expect(taken.body).toMatchObject({ code: 'enterprise.nib-taken' });
    expect((taken.body as { detail: string }).detail).toContain('UD Sinar Tenun');
  });

  it('tell the second of two editors who was faster and which fields differ, and keep nothing of the second', async () => {
    const record = { name: 'UD Sinar Tenun', legalForm: 'perorangan', nib: '9120000000001', wilayahCode: DESA };
    await send(staff, 'put', `/${tenun}`, {
      ...record,
      establishedOn: '2022-03-01',
      address: 'Jalan Satu',
      version: 1,
    }).expect(204);
    const late = await send(dinas, 'put', `/${tenun}`, {
      ...record,
      establishedOn: '2022-03-01',
      address: 'Jalan Dua',
      version: 1,
    }).expect(409);
    expect(late.body).toMatchObject({ code: 'enterprise.changed' });
    expect((late.body as { detail: string }).detail).toContain(`diubah ${staff.username}`);
    const one = await get(tenun);
    expect(one).toMatchObject({ address: 'Jalan Satu', version: 2 });
    await send(dinas, 'put', `/${tenun}/figures`, {
      version: 1,
      kind: 'modal',
      year: '2025',
      amount: '1',
      source: 'x',
    }).expect(409);
  });

  it('have a class by PP 7/2021 once figures are on file, and the bureau’s decision before it', async () => {
    await send(dinas, 'post', `/${tenun}/class-verifications`, { version: 2, validFrom: '2026-01-01' }).expect(422);
    await send(dinas, 'put', `/${tenun}/figures`, {
      version: 2,
      kind: 'modal',
      year: '2025',
      amount: '1.000.000.001',
      source: 'Laporan contoh',
    }).expect(204);
    await send(dinas, 'post', `/${tenun}/class-verifications`, { version: 3, validFrom: '2026-01-01' }).expect(204);
    expect((await get(tenun)).counting).toMatchObject({ class: 'kecil', umk: 'yes', origin: 'verifikasi' });
    await send(dinas, 'post', `/${tenun}/class-decisions`, { version: 4, class: 'mikro', basis: 'x' }).expect(403);
    await send(staff, 'post', `/${tenun}/class-decisions`, { version: 4, class: 'menengah', basis: 'Contoh' }).expect(
      204,
    );
    const one = await get(tenun);
    expect(one.counting).toMatchObject({ class: 'menengah', umk: 'no', origin: 'keputusan' });
    expect(one.figures).toEqual([{ kind: 'modal', year: 2025, amount: '1000000001.00', source: 'Laporan contoh' }]);
    expect((await list('?class=menengah')).items.map(({ id }) => id)).toEqual([tenun]);
    expect((await list('?class=umk')).total).toBe(0);
  });

  it('take their decision to the purchases of their supplier keys, and take it back with the key', async () => {
    expect(await umkOf11()).toMatchObject({ umk: 'unknown' });
    await send(dinas, 'put', `/${tenun}/supplier-keys`, { version: 5, scheme: 'v5', key: '0011' }).expect(204);
    expect(await umkOf11()).toMatchObject({ umk: 'no', basis: 'keputusan Biro PBJ tentang pelaku usahanya' });
    await send(staff, 'post', `/${tenun}/class-decisions`, { version: 6, class: 'mikro', basis: 'Contoh' }).expect(204);
    expect(await umkOf11()).toMatchObject({ umk: 'yes' });
    const spent = (await staff.agent.get('/api/v1/suppliers?year=all&umk=yes').expect(200)).body as { total: object };
    expect(spent.total).toMatchObject({ value: '100.00', unknown: '0.00' });
    await send(dinas, 'delete', `/${tenun}/supplier-keys`, { version: 7, scheme: 'v5', key: '11' }).expect(204);
    expect(await umkOf11()).toMatchObject({ umk: 'unknown' });
    await send(dinas, 'put', `/${tenun}/supplier-keys`, { version: 8, scheme: 'sikap', key: '900' }).expect(204);
    expect(await umkOf11()).toMatchObject({ umk: 'yes' });
  });

  it('let a decision on the key itself stand before that on the enterprise', async () => {
    await staff.agent
      .post('/api/v1/suppliers/decisions')
      .set('x-csrf-token', staff.csrf)
      .send({ scheme: 'v5', key: '11', umk: 'no' })
      .expect(204);
    expect(await umkOf11()).toMatchObject({ umk: 'no', basis: 'keputusan Biro PBJ' });
    await staff.agent
      .post('/api/v1/suppliers/decisions')
      .set('x-csrf-token', staff.csrf)
      .send({ scheme: 'v5', key: '11', umk: 'source' })
      .expect(204);
  });

  it('are proposed as one where name and desa are near, merged with what is theirs, and parted exactly again', async () => {
    const twin = await create({
      name: 'Sinar Tenun',
      nitku: '0013121660091000000000',
      wilayahCode: DESA,
      kbli: '13121, 14111',
    });
    await send(dinas, 'put', `/${twin}/figures`, {
      version: 1,
      kind: 'penjualan',
      year: '2024',
      amount: '5',
      source: 'Contoh',
    }).expect(204);
    await send(dinas, 'put', `/${twin}/supplier-keys`, { version: 2, scheme: 'v6', key: '01TWIN' }).expect(204);
    const proposals = (await auditor.agent.get('/api/v1/enterprises/duplicates').expect(200)).body as ProposalDto[];
    expect(proposals).toMatchObject([{ one: { id: tenun }, other: { id: twin }, because: ['name'] }]);
    const before = [await get(tenun), await get(twin)];
    const versions = { keptVersion: before[0]?.version, mergedVersion: before[1]?.version };
    const body = { keptId: tenun, mergedId: twin, ...versions, reason: 'Alamat dan pemiliknya sama' };
    await send(dinas, 'post', '/merges', { ...body, keptVersion: 1 }).expect(409);
    const merge = (await send(dinas, 'post', '/merges', body).expect(201)).body as { id: string };
    const kept = await get(tenun);
    expect(kept).toMatchObject({ nitku: '0013121660091000000000', nib: '9120000000001' });
    expect(kept.kbli.map(({ code }) => code)).toEqual(['13121', '14111']);
    expect(kept.keys.map(({ scheme, key }) => `${scheme}:${key}`)).toEqual(['sikap:900', 'v6:01TWIN']);
    expect(await get(twin)).toMatchObject({ mergedInto: tenun, keys: [] });
    await send(dinas, 'put', `/${twin}/figures`, {
      version: 9,
      kind: 'modal',
      year: '2025',
      amount: '1',
      source: 'x',
    }).expect(409);
    expect((await auditor.agent.get('/api/v1/enterprises/duplicates').expect(200)).body).toEqual([]);

    await send(dinas, 'put', `/${tenun}/figures`, {
      version: kept.version,
      kind: 'penjualan',
      year: '2024',
      amount: '6',
      source: 'Contoh',
    }).expect(204);
    const refused = await send(dinas, 'post', `/merges/${merge.id}/undo`, {}).expect(409);
    expect(refused.body).toMatchObject({ code: 'enterprise.merge-built-on' });
    expect((refused.body as { detail: string }).detail).toContain('angka penjualan 2024');
    await send(dinas, 'put', `/${tenun}/figures`, {
      version: kept.version + 1,
      kind: 'penjualan',
      year: '2024',
      amount: '5',
      source: 'Contoh',
    }).expect(204);
    await send(dinas, 'post', `/merges/${merge.id}/undo`, {}).expect(200);
    await send(dinas, 'post', `/merges/${merge.id}/undo`, {}).expect(409);
    const stable = (one: EnterpriseDetailDto | undefined) => ({ ...one, version: 0, updatedAt: '' });
    expect([await get(tenun), await get(twin)].map(stable)).toEqual(before.map(stable));

    await send(dinas, 'post', '/distinct', { oneId: twin, otherId: tenun }).expect(204);
    expect((await auditor.agent.get('/api/v1/enterprises/duplicates').expect(200)).body).toEqual([]);
    await send(dinas, 'post', '/distinct', { oneId: twin, otherId: twin }).expect(409);
  });

  it('come in as a list that changes nothing the second time, and say what is wrong row by row', async () => {
    const head =
      'Nama Usaha;Bentuk Hukum;NIB;NIK Pemilik;Kode Desa;KBLI;Modal Usaha (Rp);Tahun Modal;Kode Penyedia v6;Sentra atau Kelompok';
    const upload = (rows: string[], path = '') =>
      dinas.agent
        .post(`/api/v1/enterprises/import${path}`)
        .set('x-csrf-token', dinas.csrf)
        .attach('berkas', Buffer.from([head, ...rows].join('\n')), 'daftar.csv');
    const good = [
      `UD Sinar Tenun;perorangan;9120000000001;5371015203900001;${DESA};;;;;Kelompok Tenun`,
      `Kopi Contoh;CV;9120000000002;;${DESA};10761;250.000.000;2025;01KOPI;`,
      `Madu Contoh;kelompok;;;${DESA};;;;;`,
    ];
    const bad = [
      `Kopi;CV;912;;${DESA};;;;;`,
      `Kain;toko;;5371017203900001;99.01.01.2001;131;;;;`,
      `Madu Contoh;CV;;;${DESA};;1,5 juta;2025;;`,
    ];
    const refused = (await upload([...good, ...bad]).expect(200)).body as ListImportDto;
    expect(refused).toMatchObject({ applied: false, read: 6, added: 2, changed: 1, rejected: 3 });
    expect(refused.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '5 NIB',
      '6 Bentuk Hukum',
      '6 NIK Pemilik',
      '6 KBLI',
      '6 Kode Desa',
      '7 Modal Usaha (Rp)',
    ]);
    expect((await list('?text=kopi')).total).toBe(0);
    expect((await upload(good, '/preview').expect(200)).body).toMatchObject({ applied: false, added: 2, changed: 1 });
    expect((await upload(good).expect(200)).body).toMatchObject({ applied: true, added: 2, changed: 1, unchanged: 0 });
    const [kopi] = (await list('?text=kopi')).items;
    expect(kopi).toMatchObject({ nib: '9120000000002', legalForm: 'cv', version: 1 });
    const audited = async (): Promise<unknown> => test.source.query('select max(seq) as seq from audit_entry');
    const before = await audited();
    expect((await upload(good).expect(200)).body).toMatchObject({ applied: true, added: 0, changed: 0, unchanged: 3 });
    expect(await audited()).toEqual(before);
    expect((await get(kopi?.id ?? '')).figures).toMatchObject([{ amount: '250000000.00' }]);
  });

  it('are found by place, by a part of the name and by a key', async () => {
    expect((await list('?within=53.71')).total).toBe(4);
    expect((await list('?text=tenun')).total).toBe(2);
    expect((await list('?text=01KOPI')).items.map(({ name }) => name)).toEqual(['Kopi Contoh']);
    expect((await list('?size=1&page=2')).items).toHaveLength(1);
    await auditor.agent.get('/api/v1/enterprises/999999').expect(404);
    await auditor.agent.get('/api/v1/enterprises/abc').expect(404);
  });
});
