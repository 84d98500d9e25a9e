import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { anEnterprise, aProduct } from '../factories/catalogue.js';
import { aGradedProduct } from '../factories/grading.js';
import { someGroups, someVillages, VILLAGES } from '../factories/villages.js';
import { activeParts } from '../support/active-parts.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { BREAKOUT, HARMLESS, Planter } from '../support/planted.js';

describe('script in every text of the catalogue', () => {
  let test: TestApp;
  let staff: SignedIn;
  let product: string;
  let paths: string[];
  const planter = new Planter(() => test.source);
  const { planted } = planter;
  const evil = planter.evil.bind(planter);
  const plant = planter.plant.bind(planter);
  const overwrite = planter.overwrite.bind(planter);

  beforeAll(async () => {
    test = await openTestApp();
    const { source } = test;
    await someVillages(source);
    await someGroups(source);
    const graded = await aGradedProduct(test.app, source);
    product = graded.product;
    const { member, sentra, assessment } = graded;
    const twin = await anEnterprise(source.manager, 'Usaha Gerabah Contoh', VILLAGES.otan);
    await overwrite('enterprise', member, ['name', 'owner_name', 'address', 'note', 'source', 'parent_enterprise']);
    await overwrite('sentra', sentra, ['name', 'note', 'product_kind']);
    await overwrite('product', product, [
      'name',
      'description',
      'unit',
      'capacity_unit',
      'raw_material',
      'raw_material_origin',
      'legend',
      'local_wisdom',
      'season',
      'source',
    ]);
    await source.query(`update product set price = 1000, capacity_per_month = 5 where id = $1`, [product]);
    const village = { wilayah_code: VILLAGES.otan };
    const potential = await plant('village_potential', { ...village, kind_key: 'x', is_flagship: true }, [
      'product_kind',
      'raw_material',
      'note',
      'source',
    ]);
    await plant('village_step', { ...village, step: 'usulan', done_on: '2026-01-05', recorded_by: 'penguji' }, [
      'office',
      'person',
      'note',
    ]);
    const withdrawn = { withdrawn_at: '2026-01-07', withdrawn_by: 'penguji', recorded_by: 'penguji' };
    await source.query(
      `insert into village_step (wilayah_code, step, done_on, office, person, recorded_by, withdrawn_at, withdrawn_by, withdrawn_why)
       values ($1, 'usulan', '2026-01-05', 'Dinas', 'Nama', $2, $3, $4, $5)`,
      [VILLAGES.otan, withdrawn.recorded_by, withdrawn.withdrawn_at, withdrawn.withdrawn_by, evil('withdrawn_why')],
    );
    await plant('enterprise_document', { enterprise_id: member, kind: 'lainnya' }, ['number', 'issuer']);
    await plant('enterprise_membership', { enterprise_id: member }, ['group_name']);
    await plant('enterprise_figure', { enterprise_id: member, kind: 'modal', year: 2025, amount: '1' }, ['source']);
    await plant(
      'enterprise_class',
      { enterprise_id: member, class: 'mikro', origin: 'keputusan', valid_from: '2025-01-01' },
      ['basis'],
    );
    await plant('enterprise_supplier_key', { enterprise_id: member, scheme: 'toko-daring' }, ['key']);
    const certificate = await plant('product_certificate', { product_id: product, kind: 'lainnya' }, [
      'number',
      'issuer',
      'note',
    ]);
    const listing = await plant(
      'product_listing',
      { product_id: product, platform: 'v6', external_id: 'a-1', url: 'javascript:alert(3)' },
      ['category', 'etalase'],
    );
    await plant(
      'product_listing',
      { product_id: product, platform: 'v6', external_id: 'a-2', url: ` JavaScript:alert(4)//${BREAKOUT}` },
      [],
    );
    await plant(
      'product_listing',
      { product_id: product, platform: 'v5', external_id: '7001', url: `https://contoh.id/${BREAKOUT}` },
      [],
    );
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a23b3b' } })
      .webp()
      .toBuffer();
    const picture = { media_type: 'image/webp', width: 8, height: 8, sha256: 'a'.repeat(64), bytes, thumbnail: bytes };
    await plant('product_photo', { product_id: product, position: 1, ...picture }, ['alt']);
    const judged = { judged_on: '2026-01-05', recorded_by: 'penguji' };
    await plant(
      'product_assessment_answer',
      { assessment_id: assessment, dimension: 'merek', answer: 'dinilai', level: 1, ...judged },
      ['evidence', 'assessor'],
    );
    await plant('product_selection', { product_id: product, list: 'kriteria', code: 'i', answer: 'ya', ...judged }, [
      'evidence',
      'assessor',
    ]);
    await plant(
      'product_star_decision',
      {
        product_id: product,
        scheme: '1-3',
        stars: 1,
        decided_by: 'biro',
        decided_on: '2026-01-05',
        recorded_by: 'penguji',
      },
      ['source'],
    );
    const stated = { sentra_id: sentra, stated_on: '2026-01-05', recorded_by: 'penguji' };
    await plant('sentra_statement', { condition: 'ekspor', answer: 'ya', ...stated }, ['evidence', 'stated_by']);
    await plant('sentra_champion', { enterprise_id: member, ...stated }, ['evidence']);
    const day = { on_day: '2026-08-31', created_by: 'penguji' };
    await plant('catalogue_snapshot', { ...day, catalogue: 'lokal', umk: 1 }, ['source', 'note']);
    await plant('population_figure', { amount: 5, ...day }, ['name', 'source', 'limits']);
    const touched = { created_by: 'penguji', updated_by: 'penguji' };
    await plant('roadmap', { first_year: 2026, template_version: 1, ...touched }, ['name', 'basis', 'note']);
    await plant(
      'participation_target',
      { metric: 'P01', figure: 'umk', metric_version: 1, year: 2026, amount: 1, ...touched },
      ['basis'],
    );
    await plant('programme', { kind: 'pameran-trade-fair', starts_on: '2026-01-01', ...touched }, [
      'name',
      'organiser',
    ]);
    // The name of another product on the same pages, shown to nobody outside.
    await aProduct(source.manager, { name: evil('draf'), group: 'gerabah', state: 'draf', makers: [member] });
    const told = { stated_on: '2026-01-05', recorded_by: 'penguji' };
    await plant(
      'eligibility_statement',
      { enterprise_id: member, fact: 'enterprise.role', value: JSON.stringify(evil('peran')), ...told },
      ['source'],
    );
    await plant('eligibility_statement', { product_id: product, fact: 'product.traits', value: '[]', ...told }, [
      'source',
    ]);
    const maria = await test.signIn('pelaku-usaha', { suppliers: [{ scheme: 'v5', key: 'S1' }] });
    const [{ user }] = (await source
      .query(`update app_user set display_name = $2 where username = $1 returning id as user`, [
        maria.username,
        evil('orang'),
      ])
      .then(() => source.query('select id as user from app_user where username = $1', [maria.username]))) as [
      { user: string },
    ];
    await source.query(
      `insert into enterprise_account (user_id, state, claimed_name, claimed_place, enterprise_id) values ($1, 'disetujui', $2, $3, $4)`,
      [user, evil('mengaku'), evil('mengaku-desa'), member],
    );
    const request = await plant('enterprise_request', { enterprise_id: member, requested_by: user }, ['note']);
    await source.query(
      `insert into onboarding_step (request_id, action, reason, done_by) values ($1, 'mengembalikan', $2, $3)`,
      [request, evil('alasan'), evil('petugas')],
    );
    staff = await test.signIn('admin');
    const decision = (
      await staff.agent
        .post('/api/v1/eligibility/decisions')
        .set('x-csrf-token', staff.csrf)
        .send({ enterpriseId: member, productId: product })
        .expect(200)
    ).body as { id: string; verificationPath: string };
    paths = [
      '/kelayakan',
      `/kelayakan/${decision.id}`,
      `/kelayakan/pada?usaha=${member}&produk=${product}&hari=2026-01-05`,
      `/kelayakan/pada?usaha=${member}&hari=${encodeURIComponent(BREAKOUT)}&diketahui=2026-01-05`,
      '/kelayakan/andai?key=umk.classes&value=kecil&from=2026-03-01',
      `/kelayakan?cari=${encodeURIComponent(BREAKOUT)}`,
      '/kelayakan/daftar',
      decision.verificationPath,
      `/kelayakan/keterangan/usaha/${member}`,
      `/kelayakan/keterangan/usaha/${member}/peran`,
      `/kelayakan/keterangan/produk/${product}`,
      `/kelayakan/keterangan/produk/${product}/golongan`,
      '/antrean',
      `/antrean/akun/${user}`,
      `/antrean/berkas/${request}`,
      '/produk?keadaan=draf',
      '/produk',
      `/produk/${product}`,
      `/produk/${product}/ubah`,
      `/produk/${product}/sertifikat/${certificate}`,
      `/produk/${product}/tayangan/${listing}`,
      '/usaha',
      `/usaha/${member}`,
      `/usaha/${member}/ubah`,
      '/usaha/kembar',
      `/usaha/kembar/${member}/${twin}`,
      '/desa',
      '/desa/53.01.04',
      '/desa/53.01.04/matriks',
      `/desa/${VILLAGES.otan}`,
      '/desa/potensi',
      `/desa/${VILLAGES.otan}/potensi/${potential}`,
      '/sentra',
      `/sentra/${sentra}`,
      `/sentra/${sentra}/ubah`,
      `/sentra/${sentra}/kriteria`,
      '/penilaian',
      `/penilaian/produk/${product}`,
      `/penilaian/produk/${product}/pemilihan`,
      `/penilaian/isian/${assessment}`,
      '/ovop/katalog',
      '/jejak-audit',
      '/katalog',
      `/kerja/partisipasi?desa=${encodeURIComponent(BREAKOUT)}&kelompok=${encodeURIComponent(BREAKOUT)}`,
      `/kerja/partisipasi/pelaku?angka=${encodeURIComponent(BREAKOUT)}&pada=${encodeURIComponent(BREAKOUT)}`,
      `/kerja/partisipasi/produk?angka=${encodeURIComponent(BREAKOUT)}`,
      `/kerja/partisipasi/rencana?bagian=${encodeURIComponent(BREAKOUT)}`,
      '/kerja/partisipasi/corong',
      '/kerja/partisipasi/corong/baris',
      '/kerja/partisipasi/corong/baris?angka=layak-tayang',
      `/kerja/partisipasi/corong/baris?angka=${encodeURIComponent(BREAKOUT)}&menurut=kelas&tempat=${encodeURIComponent(BREAKOUT)}`,
      '/kerja/partisipasi/katalog',
      '/kerja/partisipasi/bulanan',
      '/partisipasi',
      '/peta-jalan',
      '/program',
    ];
  });
  afterAll(() => test.close());

  it('is only text on every page of those who keep it, and each field is shown somewhere', async () => {
    const faults: string[] = [];
    const shown = new Set<string>();
    for (const path of paths) {
      const { status, text } = await staff.agent.get(path);
      if (status !== 200) faults.push(`${path}: ${status}`);
      faults.push(...activeParts(text).map((part) => `${path}: ${part}`));
      if (text.includes('<img src=x')) faults.push(`${path}: markup`);
      // The audit log shows every field of every table: it proves nothing about the page of the thing itself.
      if (text.includes(HARMLESS) && path !== '/jejak-audit')
        for (const [, field = ''] of text.matchAll(/tanda-([\w-]+)\./g)) shown.add(field);
    }
    expect(faults).toEqual([]);
    expect([...planted].filter((field) => !shown.has(field))).toEqual([]);
  });

  it('is only text for everybody on the catalogue and the page of a product, and no link runs anything', async () => {
    const page = await test.browser().get(`/katalog/${product}`).redirects(2).expect(200);
    for (const column of ['name', 'description', 'unit', 'raw_material', 'legend', 'local_wisdom', 'season'])
      expect(page.text).toContain(`tanda-product-${column}.`);
    for (const field of [
      'product_certificate-number',
      'product_listing-etalase',
      'product_photo-alt',
      'enterprise-name',
    ])
      expect(page.text).toContain(`tanda-${field}.`);
    expect(page.text).toContain('kode a-1');
    expect(page.text).toContain(`href="https://contoh.id/${HARMLESS}`);
    const list = await test.browser().get('/katalog').expect(200);
    expect(list.text).toContain('tanda-product-name.');
    const sought = await test.browser().get('/katalog').query({ cari: BREAKOUT }).expect(200);
    const noted = [page, list, sought].map(({ text }) => text);
    for (const text of noted) {
      expect(text).toContain(HARMLESS);
      expect(text).not.toContain('tanda-draf.');
      expect(text).not.toMatch(/href="\s*javascript:/i);
      expect(activeParts(text)).toEqual([]);
    }
  });

  it('is shown again as text by a form that refuses it', async () => {
    const forms = [
      ['/produk', { name: BREAKOUT, groupCode: BREAKOUT, villages: BREAKOUT, makers: BREAKOUT }],
      [
        `/produk/${product}/tayangan/baru`,
        { platform: 'v6', externalId: 'a-3', url: 'javascript:alert(5)', etalase: BREAKOUT },
      ],
      [`/produk/${product}/sertifikat/baru`, { kind: 'halal', number: BREAKOUT, issuer: BREAKOUT }],
      ['/usaha', { name: BREAKOUT, nib: '1', address: BREAKOUT, ownerName: BREAKOUT }],
      [`/desa/${VILLAGES.otan}/potensi`, { productKind: BREAKOUT, enterprises: 'banyak', note: BREAKOUT }],
      [`/desa/${VILLAGES.otan}/langkah`, { step: 'verifikasi', doneOn: 'x', office: BREAKOUT, person: '' }],
      ['/sentra', { name: BREAKOUT, wilayahCode: BREAKOUT, note: BREAKOUT }],
      [`/kelayakan/keterangan/produk/${product}/golongan`, { jawaban: BREAKOUT, source: BREAKOUT, statedOn: 'x' }],
    ] as const;
    for (const [path, fields] of forms) {
      const { status, text } = await staff.post(path, fields);
      expect([path, status, activeParts(text), text.includes(HARMLESS)]).toEqual([path, 422, [], true]);
    }
  });
});
