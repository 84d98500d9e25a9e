import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { activeParts } from '../support/active-parts.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { BREAKOUT, HARMLESS, Planter } from '../support/planted.js';

const VILLAGE = '98.01.01.2001';

describe('script in every text of tourism places', () => {
  let test: TestApp;
  let staff: SignedIn;
  let paths: string[];
  const planter = new Planter(() => test.source);

  beforeAll(async () => {
    test = await openTestApp();
    const em = test.source.manager;
    await aVillage(em, VILLAGE, 'Sini');
    const place = await aWisataPlace(em, { name: 'Pantai Sini', wilayah: VILLAGE, at: [-8.5, 120] });
    const product = await aShownProduct(em, { name: 'Tenun Sini', villages: [VILLAGE] });
    await planter.overwrite('wisata_place', place, [
      'name',
      'name_en',
      'manager',
      'responsible',
      'opening',
      'opening_en',
      'description',
      'description_en',
      'note',
      'source',
      'updated_by',
    ]);
    const of = { place_id: place };
    const etalase = await planter.plant(
      'physical_etalase',
      {
        ...of,
        photo: Buffer.from('x'),
        photo_media_type: 'image/webp',
        photo_sha256: 'a'.repeat(64),
        photo_width: 4,
        photo_height: 3,
      },
      ['name', 'location', 'manager', 'photo_alt', 'created_by'],
    );
    await planter.plant('physical_etalase_opening', { etalase_id: etalase, kind: 'buka', on_day: '2026-01-05' }, [
      'reason',
      'recorded_by',
    ]);
    await planter.plant(
      'etalase_inspection',
      { etalase_id: etalase, inspected_on: '2026-01-05', result: 'baik', recorded_by: 'penguji' },
      ['inspector', 'note'],
    );
    await planter.plant(
      'wisata_visit',
      { ...of, period_from: '2026-01-01', period_until: '2026-01-31', visitors: 5, withdrawn_at: '2026-02-01' },
      ['source', 'note', 'recorded_by', 'withdrawn_why'],
    );
    const assignment = await planter.plant(
      'etalase_assignment',
      { ...of, product_id: product, position: 1, valid_from: '2026-01-01' },
      ['reason', 'created_by'],
    );
    await planter.plant('etalase_rule', { ...of, valid_from: '2026-01-01' }, ['reason', 'updated_by']);
    await planter.plant('etalase_duty_setting', { valid_from: '2026-01-01', days: 90 }, ['reason', 'decided_by']);
    staff = await test.signIn('admin');
    const [keeping, upkeep] = ['/lokasi-wisata/pantai-sini', '/etalase-wisata/pantai-sini'];
    paths = [
      '/lokasi-wisata',
      '/lokasi-wisata/aturan',
      keeping,
      `${keeping}/ubah`,
      `${keeping}/aturan`,
      `${keeping}/penetapan/${assignment}`,
      `${keeping}/penetapan/baru?apa=produk&cari=tenun`,
      '/etalase-wisata',
      '/etalase-wisata/masa-berlaku',
      upkeep,
      `${upkeep}/etalase/${etalase}`,
      `${upkeep}/kunjungan`,
      '/wisata/pantai-sini?lang=id',
      '/wisata/pantai-sini?lang=en',
      '/wisata/pantai-sini/bingkai',
    ];
  });
  afterAll(() => test.close());

  it('is only text on every page, and each field is shown somewhere', async () => {
    const faults: string[] = [];
    const shown = new Set<string>();
    for (const path of paths) {
      const { status, text } = await staff.agent.get(path);
      if (status !== 200) faults.push(`${path}: ${status}`);
      faults.push(...activeParts(text).map((part) => `${path}: ${part}`));
      if (text.includes('<img src=x')) faults.push(`${path}: markup`);
      if (text.includes(HARMLESS)) for (const [, field = ''] of text.matchAll(/tanda-([\w-]+)\./g)) shown.add(field);
    }
    expect(faults).toEqual([]);
    const unseen = [...planter.planted].filter((field) => !shown.has(field));
    // Who wrote these is told to the slower of two only.
    expect(unseen).toEqual(['wisata_place-updated_by', 'physical_etalase-created_by']);
  });

  it('is shown again as text by a form that refuses it', async () => {
    const forms = [
      ['/lokasi-wisata', { name: 'X', kind: BREAKOUT, wilayah: BREAKOUT, manager: BREAKOUT, note: BREAKOUT }],
      ['/lokasi-wisata/pantai-sini/penetapan', { apa: 'produk', cari: 'tenun', position: BREAKOUT, reason: BREAKOUT }],
      [
        '/lokasi-wisata/aturan',
        { distanceKm: BREAKOUT, seed: BREAKOUT, reason: BREAKOUT, validFrom: BREAKOUT, aksi: 'simpan' },
      ],
      ['/etalase-wisata/pantai-sini/kunjungan', { periodFrom: BREAKOUT, visitors: BREAKOUT, source: BREAKOUT }],
      ['/etalase-wisata/masa-berlaku', { days: BREAKOUT, reason: BREAKOUT }],
    ] as const;
    for (const [path, fields] of forms) {
      const { status, text } = await staff.post(path, fields);
      expect([path, status, activeParts(text), text.includes(HARMLESS)]).toEqual([path, 422, [], true]);
    }
  });
});
