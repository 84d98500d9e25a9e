import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ParticipantViewDto, ProgrammeViewDto } from '../../src/participation/programmes/programmes.dto.js';
import type { RoadmapViewDto, TargetViewDto } from '../../src/participation/programmes/roadmap.dto.js';
import { anEnterprise } from '../factories/catalogue.js';
import { someVillages, VILLAGES } from '../factories/villages.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

type Verb = 'get' | 'post' | 'put' | 'delete';
interface Refused {
  code: string;
  detail: string;
  fields?: { field: string }[];
}

describe('programmes of pembinaan', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let auditor: SignedIn;
  let id: string;
  const makers: string[] = [];

  beforeAll(async () => {
    test = await openTestApp();
    await someVillages(test.source);
    for (let number = 1; number <= 3; number += 1)
      makers.push(await anEnterprise(test.source.manager, `Usaha Contoh ${number}`, VILLAGES.bokonusan));
    dinas = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  async function api<T>(who: SignedIn, verb: Verb, path: string, body: object = {}, status = 200): Promise<T> {
    const request = who.agent[verb](`/api/v1/${path}`);
    const answer = await (verb === 'get' ? request : request.set('x-csrf-token', who.csrf).send(body));
    expect([path, answer.status, answer.status === status ? null : answer.body]).toEqual([path, status, null]);
    return answer.body as T;
  }

  const PROGRAMME = {
    name: 'Pelatihan pengemasan contoh',
    kind: 'pengembangan-sdm',
    organiser: 'Dinas Perindustrian dan Perdagangan',
    duty: '2f',
    taskForce: true,
    startsOn: '2025-03-01',
    endsOn: '2025-03-05',
    wilayahCode: '53.01',
    budget: '25.000.000',
  };

  it('are kept with what the reference gives them, and whether they run is told by their days', async () => {
    const made = await api<ProgrammeViewDto>(dinas, 'post', 'programmes', PROGRAMME, 201);
    id = made.id;
    expect(made).toMatchObject({
      field: 'iv',
      state: 'selesai',
      budget: '25000000.00',
      wilayah: 'Kabupaten Kupang',
      participants: 0,
    });
    await api(dinas, 'post', 'programmes', PROGRAMME, 409);
    const running = { ...PROGRAMME, name: 'Pendampingan contoh', endsOn: undefined };
    expect((await api<ProgrammeViewDto>(dinas, 'post', 'programmes', running, 201)).state).toBe('berjalan');
    const refused = await api<Refused>(
      dinas,
      'post',
      'programmes',
      {
        name: 'x',
        kind: 'piknik',
        organiser: '',
        startsOn: '2025-02-30',
        wilayahCode: '99',
        duty: '9z',
        budget: 'banyak',
      },
      422,
    );
    expect(refused.fields?.map(({ field }) => field)).toEqual([
      'name',
      'kind',
      'organiser',
      'duty',
      'startsOn',
      'wilayahCode',
      'budget',
    ]);
    const elsewhere = await api<Refused>(
      dinas,
      'post',
      'programmes',
      { ...PROGRAMME, name: 'Salah bidang', field: 'i' },
      422,
    );
    expect(elsewhere.fields?.map(({ field }) => field)).toEqual(['field']);
  });

  it('are found by state, year, duty and words', async () => {
    const names = async (query: string): Promise<string[]> =>
      (await api<{ items: ProgrammeViewDto[] }>(auditor, 'get', `programmes?${query}`)).items.map(({ name }) => name);
    expect(await names('state=selesai')).toEqual(['Pelatihan pengemasan contoh']);
    expect(await names('year=2024')).toEqual([]);
    expect(await names('year=2025&duty=2f&text=pendamping')).toEqual(['Pendampingan contoh']);
    expect(await names('taskForce=false')).toEqual([]);
  });

  it('refuse the second of two people who change one, and say who was first', async () => {
    const changed = await api<ProgrammeViewDto>(dinas, 'put', `programmes/${id}`, {
      ...PROGRAMME,
      version: 1,
      note: 'Satu',
    });
    expect(changed.version).toBe(2);
    const refused = await api<Refused>(
      dinas,
      'put',
      `programmes/${id}`,
      { ...PROGRAMME, version: 1, note: 'Dua' },
      409,
    );
    expect(refused).toMatchObject({ code: 'programme.changed-meanwhile' });
    expect(refused.detail).toContain(dinas.username);
  });

  it('are called off with a reason, which can be taken back', async () => {
    const off = { why: 'Anggaran dialihkan', version: 2 };
    expect(await api(dinas, 'put', `programmes/${id}/cancellation`, off)).toMatchObject({ state: 'batal' });
    expect(await api(dinas, 'put', `programmes/${id}/cancellation`, { why: null, version: 3 })).toMatchObject({
      state: 'selesai',
      cancelledWhy: null,
    });
  });

  it('take participants one by one and as a list, all of it or nothing', async () => {
    const joined = { enterpriseId: makers[0], joinedOn: '2025-03-01' };
    await api(dinas, 'post', `programmes/${id}/participants`, joined, 201);
    await api(dinas, 'post', `programmes/${id}/participants`, joined, 409);
    await api(dinas, 'post', `programmes/${id}/participants`, { ...joined, enterpriseId: '999999' }, 422);
    const list = async (text: string): Promise<{ applied: boolean; added: number; rejected: number }> => {
      const answer = await dinas.agent
        .post(`/api/v1/programmes/${id}/participants/import`)
        .set('x-csrf-token', dinas.csrf)
        .attach('berkas', Buffer.from(text), 'peserta.csv');
      expect(answer.status).toBe(200);
      return answer.body as { applied: boolean; added: number; rejected: number };
    };
    expect(await list('Nama Usaha,Ikut Sejak\nUsaha Contoh 2,2025-03-02\nTidak Ada,\n')).toMatchObject({
      applied: false,
      rejected: 1,
    });
    expect(await list('Nama Usaha,Ikut Sejak\nUsaha Contoh 2,2025-03-02\nUsaha Contoh 1,\n')).toMatchObject({
      applied: true,
      added: 1,
      unchanged: 1,
    });
    const found = await api<ParticipantViewDto[]>(auditor, 'get', `programmes/${id}/participants`);
    expect(found.map(({ name, joinedOn }) => [name, joinedOn])).toEqual([
      ['Usaha Contoh 1', '2025-03-01'],
      ['Usaha Contoh 2', '2025-03-02'],
    ]);
  });

  it('keep who took part from being changed over another change, and a first day after they joined', async () => {
    const path = `programmes/${id}/participants/${makers[1]}`;
    await api(dinas, 'put', path, { joinedOn: '2025-03-03', version: 1 });
    expect(await api(dinas, 'put', path, { joinedOn: '2025-03-04', version: 1 }, 409)).toMatchObject({
      code: 'programme.participant.changed-meanwhile',
    });
    await api(dinas, 'put', `programmes/${id}`, { ...PROGRAMME, startsOn: '2025-03-02', version: 4 }, 422);
    await api(dinas, 'delete', `${path}?version=2`, {}, 204);
    await api(dinas, 'delete', `${path}?version=2`, {}, 404);
  });

  it('tell what became of participants with the caveat, to whom may read no names too', async () => {
    const agency = await test.signIn('dinas-pariwisata');
    const told = await api<{ participants: { enterprises: number }; others: { enterprises: number }; caveat: string }>(
      agency,
      'get',
      `programmes/${id}/outcome`,
    );
    expect([told.participants.enterprises, told.others.enterprises]).toEqual([1, 2]);
    expect(told.caveat).toContain('bukan bukti sebab akibat');
    await api(agency, 'get', `programmes/${id}/participants`, {}, 403);
    const later = { ...PROGRAMME, name: 'Nanti', startsOn: '2099-01-01', endsOn: '2099-01-02' };
    const { id: next } = await api<ProgrammeViewDto>(dinas, 'post', 'programmes', later, 201);
    await api(agency, 'get', `programmes/${next}/outcome`, {}, 409);
  });
});

describe('the roadmap and its targets', () => {
  let test: TestApp;
  let bureau: SignedIn;
  beforeAll(async () => {
    test = await openTestApp();
    bureau = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  async function api<T>(verb: Verb, path: string, body: object = {}, status = 200): Promise<T> {
    const request = bureau.agent[verb](`/api/v1/${path}`);
    const answer = await (verb === 'get' ? request : request.set('x-csrf-token', bureau.csrf).send(body));
    expect([path, answer.status, answer.status === status ? null : answer.body]).toEqual([path, status, null]);
    return answer.body as T;
  }

  it('begins with the five stages of the template, which are then its own', async () => {
    const made = await api<RoadmapViewDto>('post', 'roadmaps', { name: 'Peta jalan contoh', firstYear: 2026 }, 201);
    expect(made.stages.map(({ year, name, progress }) => [year, name, progress])).toEqual([
      [2026, 'Koordinasi', 'belum-diketahui'],
      [2027, 'Kerjasama', 'belum-diketahui'],
      [2028, 'Kelanjutan', 'belum-diketahui'],
      [2029, 'Peningkatan berkelanjutan', 'belum-diketahui'],
      [2030, 'Lanjutan', 'belum-diketahui'],
    ]);
    const stage = { name: 'Koordinasi awal', activities: ['Rapat', ''], progress: 'berjalan', version: 1 };
    await api('put', `roadmaps/${made.id}/stages/1`, stage, 422);
    const changed = await api('put', `roadmaps/${made.id}/stages/1`, { ...stage, progressOn: '2026-02-01' });
    expect(changed).toMatchObject({ name: 'Koordinasi awal', activities: ['Rapat'], version: 2 });
    await api('put', `roadmaps/${made.id}/stages/1`, { ...stage, progressOn: '2026-02-01' }, 409);
    await api('put', `roadmaps/${made.id}/stages/6`, { ...stage, progressOn: '2026-02-01' }, 404);
    await api('post', 'roadmaps', { name: 'Peta jalan contoh', firstYear: 2030 }, 409);
  });

  it('has one target a metric and year, kept with the version of the definition', async () => {
    const target = { metric: 'M08', year: 2026, amount: '1.250' };
    const made = await api<TargetViewDto>('post', 'targets', target, 201);
    expect(made).toMatchObject({ metric: 'M08', metricVersion: 1, amount: '1250', unit: 'usaha', outdated: false });
    await api('post', 'targets', target, 409);
    await api('post', 'targets', { ...target, year: 2027, amount: '12,5' }, 422);
    await api('post', 'targets', { metric: 'M03', year: 2026, amount: '62,5' }, 201);
    expect(
      (await api<TargetViewDto>('put', `targets/${made.id}`, { ...target, amount: '1300', version: 1 })).amount,
    ).toBe('1300');
    await api('put', `targets/${made.id}`, { ...target, amount: '1400', version: 1 }, 409);
    const told = await api<TargetViewDto[]>('get', 'targets?from=2026&to=2026');
    expect(told.map(({ metric, amount }) => [metric, amount])).toEqual([
      ['M03', '62.5'],
      ['M08', '1300'],
    ]);
    await test.source.query(`update participation_target set metric_version = 7 where metric = 'M03'`);
    const old = (await api<TargetViewDto[]>('get', 'targets')).find(({ metric }) => metric === 'M03');
    expect(old).toMatchObject({ outdated: true, standing: 'tidak-tersedia', percent: null });
    await api('delete', `targets/${made.id}?version=2`, {}, 204);
    await api('delete', `targets/${made.id}?version=2`, {}, 404);
  });
});
