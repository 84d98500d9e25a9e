import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aVillage } from '../factories/catalogue.js';
import { aCircular } from '../factories/circulars.js';
import { aWisataPlace } from '../factories/etalase.js';
import { aPerangkatDaerah } from '../factories/purchases.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

interface Answer {
  etalase: {
    day: string;
    counts: unknown;
    results: Record<string, number>;
    rows: { name: string; perangkatDaerahId: string | null }[];
    places: { kode: string; verdict: string; state: string; inspectedOn: string | null }[];
  }[];
  obligations: unknown[];
}

/*
 * By hand, on 27 November 2026 with 180 days (31 May 2026 is the last day that counts), all places wanted (100 %):
 * Dinas Satu answers for kabupaten 98.01 with three places: baru (seen in November) kept; lama (seen on 30 May) not judged;
 * kosong (looked at in vain) not kept. Needed 3; with the best of luck 2: not kept, lacking 1 to 2.
 * Dinas Dua answers for the rest of province 98 with two: tua (seen) kept, diam (nothing on file) not judged. Needed 2: nobody
 * can say, lacking 0 to 1. Nobody answers for jauh in province 97. Dinas Tiga is exempt and answers for 98.03, where nothing is.
 */
describe('the obligation of a circular to have an etalase', () => {
  let test: TestApp;
  let staff: SignedIn;
  let obligationId: string;
  let circularId: string;
  let sources: string[] | null;
  const agencies: Record<string, string> = {};

  const QUERY = '/api/v1/compliance?year=2026&until=2026-11-27';
  const ask = async (who = staff): Promise<Answer> => (await who.agent.get(QUERY).expect(200)).body as Answer;
  const circular = (given: object = {}): object => ({
    ...aCircular({ klpd: null, number: 'CONTOH/009/2026', subject: 'Etalase OVOP di lokasi wisata' }),
    obligations: [
      {
        code: 'E1',
        title: 'Etalase di setiap lokasi wisata',
        kind: 'etalase_tersedia',
        numerator: 'etalase',
        denominator: 'tourism-places',
        threshold: '100',
        responsible: [
          { perangkatDaerahId: agencies['Dinas Satu'], wilayah: '98.01' },
          { perangkatDaerahId: agencies['Dinas Dua'], wilayah: '98' },
          { perangkatDaerahId: agencies['Dinas Tiga'], wilayah: '98.03' },
        ],
        ...given,
      },
    ],
    exemptions: [
      {
        perangkatDaerahId: agencies['Dinas Tiga'],
        validFrom: '2026-01-01',
        reason: 'Belum ada lokasi wisata',
      },
    ],
  });
  const send = (body: object) => staff.agent.post('/api/v1/circulars').set('x-csrf-token', staff.csrf).send(body);

  beforeAll(async () => {
    test = await openTestApp();
    staff = await test.signIn('biro-pbj');
    const em = test.source.manager;
    for (const name of ['Dinas Satu', 'Dinas Dua', 'Dinas Tiga']) agencies[name] = await aPerangkatDaerah(em, { name });
    await aVillage(em, '98.01.01.2001', 'Sini');
    await aVillage(em, '98.02.01.2001', 'Sana', { regency: 'Seberang' });
    await aVillage(em, '97.01.01.2001', 'Jauh', { regency: 'Lain' });
    const etalase = async (place: string, wilayah: string, seen: string | null): Promise<void> => {
      const id = await aWisataPlace(em, { name: place, wilayah });
      if (seen === null) return;
      await em.query(
        `with e as (insert into physical_etalase (place_id, name, location, created_by) values ($1, 'A', 'Di loket', 'rina') returning id)
         insert into etalase_inspection (etalase_id, inspected_on, inspector, result, recorded_by)
         select id, $2, 'Rina', 'baik', 'rina' from e`,
        [id, seen],
      );
    };
    await etalase('baru', '98.01.01.2001', '2026-11-01');
    await etalase('lama', '98.01.01.2001', '2026-05-30');
    const empty = await aWisataPlace(em, { name: 'kosong', wilayah: '98.01' });
    await em.query(
      `insert into etalase_inspection (place_id, inspected_on, inspector, result, recorded_by)
       values ($1, '2026-11-02', 'Rina', 'tidak-ada', 'rina')`,
      [empty],
    );
    await etalase('tua', '98.02.01', '2026-06-01');
    await etalase('diam', '98.02.01', null);
    await etalase('jauh', '97.01.01.2001', null);
    const made = await send(circular()).expect(201);
    const { id, obligations } = made.body as { id: string; obligations: { id: string; sources: string[] }[] };
    circularId = id;
    obligationId = obligations[0]?.id ?? '';
    sources = obligations[0]?.sources ?? null;
  });
  afterAll(() => test.close());

  it('is judged per perangkat daerah and per place, with the day and the rows behind', async () => {
    const { etalase, obligations } = await ask();
    expect(obligations).toEqual([]);
    expect(sources).toEqual([]);
    expect(etalase).toHaveLength(1);
    const [report] = etalase;
    expect(report).toMatchObject({
      day: '2026-11-27',
      validDays: 180,
      definition: { code: 'kepatuhan.etalase_tersedia', version: 1 },
      counts: { dipenuhi: 2, tidak_dipenuhi: 1, belum_dinilai: 3 },
      results: { tidak_patuh: 1, data_tidak_lengkap: 1, patuh: 0, dikecualikan: 1, tidak_berlaku: 0 },
    });
    expect(report?.rows).toMatchObject([
      {
        name: 'Dinas Satu',
        places: 3,
        counts: { dipenuhi: 1, tidak_dipenuhi: 1, belum_dinilai: 1 },
        result: 'tidak_patuh',
        because: 'below-threshold',
        needed: 3,
        gap: { low: 1, high: 2 },
      },
      { name: 'Dinas Dua', places: 2, result: 'data_tidak_lengkap', needed: 2, gap: { low: 0, high: 1 } },
      { name: 'Dinas Tiga', places: 0, result: 'dikecualikan', exemption: { reason: 'Belum ada lokasi wisata' } },
      { name: 'Belum ada penanggung jawab', perangkatDaerahId: null, places: 1, result: null, because: null },
    ]);
    const verdicts = Object.fromEntries((report?.places ?? []).map(({ kode, verdict }) => [kode, verdict]));
    expect(verdicts).toEqual({
      baru: 'dipenuhi',
      lama: 'belum_dinilai',
      kosong: 'tidak_dipenuhi',
      tua: 'dipenuhi',
      diam: 'belum_dinilai',
      jauh: 'belum_dinilai',
    });
    expect(report?.places.find(({ kode }) => kode === 'lama')).toMatchObject({
      state: 'kedaluwarsa',
      inspectedOn: '2026-05-30',
    });
  });

  it('is told anew when somebody looked, and not before', async () => {
    const first = await staff.agent.get(QUERY).expect(200);
    const tag = first.headers['etag'] ?? '';
    await staff.agent.get(QUERY).set('if-none-match', tag).expect(304);
    await test.source.query(
      `insert into etalase_inspection (etalase_id, inspected_on, inspector, result, recorded_by)
       select e.id, '2026-11-20', 'Rina', 'baik', 'rina' from physical_etalase e join wisata_place p on p.id = e.place_id
       where p.kode = 'lama'`,
    );
    const { body } = await staff.agent.get(QUERY).set('if-none-match', tag).expect(200);
    expect((body as Answer).etalase[0]?.counts).toEqual({ dipenuhi: 3, tidak_dipenuhi: 1, belum_dinilai: 2 });
    // What everybody reads of the place tells it too, and follows when it is taken back.
    const seen = async (): Promise<unknown> =>
      (
        (await test.browser().get('/api/v1/wisata/lama?fields=etalase')).body as {
          data: { etalase: { inspectedOn: string }[] };
        }
      ).data.etalase[0]?.inspectedOn;
    // On a server the database tells each process of a change; that takes a moment.
    const seenAs = async (day: string): Promise<unknown> => {
      for (let tries = 0; tries < 40 && (await seen()) !== day; tries += 1) await sleep(50);
      return seen();
    };
    expect(await seenAs('2026-11-20')).toBe('2026-11-20');
    await test.source.query(
      `update etalase_inspection set withdrawn_at = now(), withdrawn_by = 'rina', withdrawn_why = 'Salah lokasi' where inspected_on = '2026-11-20'`,
    );
    expect(await seenAs('2026-05-30')).toBe('2026-05-30');
  });

  it('stands where the other obligations of a circular stand', async () => {
    const page = (await staff.agent.get(`/kepatuhan?tahun=2026&sampai=2026-11-27&butir=${obligationId}`).expect(200))
      .text;
    const words = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(words).toContain('0 dari 2 penanggung jawab memenuhi batas 100 % lokasi wisata');
    expect(words).toContain('Dari 6 lokasi wisata, 2 punya etalase, 1 tidak punya, dan 3 belum dapat dinilai');
    expect(page).toContain('href="/definisi#kepatuhan-etalase-tersedia"');
    expect(page).toContain('href="/etalase-wisata/masa-berlaku"');
    // Staff are no programmers: no page names a file of the repository.
    expect(page).not.toContain('config/');
    const behind = `/kepatuhan/${obligationId}/${agencies['Dinas Satu']}?tahun=2026&sampai=2026-11-27`;
    expect(page).toContain(behind.replaceAll('&', '&amp;'));
    const places = (await staff.agent.get(behind).expect(200)).text;
    expect([...places.matchAll(/href="\/etalase-wisata\/(\w+)"/g)].map(([, kode]) => kode)).toEqual([
      'kosong',
      'lama',
      'baru',
    ]);
    const shown = (await staff.agent.get(`/edaran/${circularId}`).expect(200)).text;
    expect(shown).toContain('Paling sedikit 100 % dari lokasi wisata punya etalase produk OVOP');
    expect(shown).toContain('Dinas Satu (wilayah 98.01)');
    const csv = await staff.agent
      .get(`/kepatuhan/unduh.csv?tahun=2026&sampai=2026-11-27&butir=${obligationId}`)
      .expect(200);
    expect(csv.text).toContain('CONTOH/009/2026;E1;Dinas Satu;Kabupaten Contoh;kosong;kosong;Tidak dipenuhi;Tidak ada');
    await staff.agent.get(`/kepatuhan/unduh.xlsx?tahun=2026&butir=${obligationId}`).expect(200);
    expect((await staff.agent.get('/definisi').expect(200)).text).toContain('id="kepatuhan-etalase-tersedia"');
    await staff.agent.get(`/api/v1/compliance/packages?year=2026&obligationId=${obligationId}&pd=unmapped`).expect(404);
  });

  it('shows a perangkat daerah its own places alone', async () => {
    const own = await test.signIn('perangkat-daerah', { perangkatDaerahId: agencies['Dinas Dua'] ?? '' });
    const [report] = (await ask(own)).etalase;
    expect(report?.rows.map(({ name }) => name)).toEqual(['Dinas Dua']);
    expect(report?.places.map(({ kode }) => kode).toSorted()).toEqual(['diam', 'tua']);
    await own.agent.get(`/kepatuhan/${obligationId}/${agencies['Dinas Satu']}?tahun=2026`).expect(404);
  });

  it('is refused when it is half about purchases, and keeps what its form shows', async () => {
    for (const wrong of [
      { numerator: 'umk' },
      { denominator: 'completed' },
      { threshold: '101' },
      { accountPrefixes: ['5.1.02'] },
      { responsible: [{ perangkatDaerahId: '999999', wilayah: '98' }] },
      {
        responsible: [
          { perangkatDaerahId: agencies['Dinas Satu'], wilayah: '98' },
          { perangkatDaerahId: agencies['Dinas Dua'], wilayah: '98' },
        ],
      },
    ])
      await send(circular(wrong)).expect(422);
    const form = {
      jenis: 'surat_edaran',
      penerbit: 'gubernur',
      perihal: 'Etalase',
      'berlaku-dari': '2026-03-01',
      tujuan: 'semua',
      'butir-banyak': '1',
      'butir-0-kode': 'E1',
      'butir-0-nama': 'Etalase',
      'butir-0-jenis': 'etalase_tersedia',
      'butir-0-pembilang': 'umk',
      'butir-0-penyebut': 'completed',
      'butir-0-sumber': 'v5',
      'butir-0-batas': '80',
      'butir-0-penanggung-0-pd': agencies['Dinas Dua'] ?? '',
      'butir-0-penanggung-0-wilayah': '98',
      'kecualian-banyak': '0',
      tombol: 'draf',
    };
    const made = await staff.post('/edaran', form).expect(303);
    const page = (await staff.agent.get(made.headers['location'] ?? '').expect(200)).text;
    expect(page).toContain('Paling sedikit 80 % dari lokasi wisata punya etalase produk OVOP');
    expect(page).toMatch(/name="butir-0-penanggung-0-wilayah"[^>]* value="98"/);
    const wrong = await staff.post('/edaran', { ...form, 'butir-0-penanggung-0-wilayah': 'NTT' }).expect(422);
    expect(wrong.text).toContain('Wilayah ditulis dengan kode provinsi');
  });
});
