import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import { InstanceSettings } from '../../src/access/instance/instance-settings.js';
import { readBaseline } from '../../src/participation/baseline.js';
import { headlines, headlineText, publishedHeadlines } from '../../src/participation/headlines.js';
import { METRICS } from '../../src/participation/metrics.js';
import type { BaselineDto, ParticipationDto } from '../../src/participation/participation.dto.js';
import type { ParticipationSellersDto } from '../../src/participation/sellers.dto.js';
import { type ParticipationFilter, WHOLE } from '../../src/participation/participation.js';
import { MonthlyFigures } from '../../src/participation/monthly/monthly-figures.js';
import { ParticipationService } from '../../src/participation/participation.service.js';
import { Refresh } from '../../src/purchasing/refresh.js';
import { EVERYTHING } from '../../src/access/scope.js';
import { someSellers } from '../factories/participation.js';
import { aPurchaseOf, KLPD } from '../factories/purchases.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const FILTER: ParticipationFilter = {
  klpd: KLPD,
  cutoff: '2026-08-31',
  span: 'sama',
  years: 5,
  ...WHOLE,
};

describe('participation', () => {
  let test: TestApp;
  let staff: SignedIn;
  let tenun: string;

  beforeAll(async () => {
    test = await openTestApp();
    await test.app.get(InstanceSettings).save({ klpdCode: KLPD, klpdName: 'Provinsi Contoh' });
    ({ tenun } = await test.source.transaction(async (tx) => {
      const made = await someSellers(tx);
      await test.app.get(Refresh).run(tx, 'all');
      return made;
    }));
    staff = await test.signIn('biro-pbj');
  });
  afterAll(() => test.close());

  const words = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');
  const open = async (path: string): Promise<string> => (await test.browser().get(path).expect(200)).text;
  const page = async (path: string, who = staff): Promise<string> => (await who.agent.get(path).expect(200)).text;
  const workbook = async (path: string) => {
    const answer = await staff.agent.get(path).responseType('blob').expect(200);
    return readXlsx(answer.body as Buffer);
  };

  describe('for everybody', () => {
    it('says in every headline of what, by when, and against what', async () => {
      const report = await test.app.get(ParticipationService).report(FILTER, null, EVERYTHING);
      const told = [...headlines(report.table, report.rows, 'Provinsi Contoh'), ...publishedHeadlines(readBaseline())];
      expect(told).toHaveLength(7);
      const html = words(await open('/partisipasi?sampai=2026-08-31'));
      for (const headline of told) {
        expect([headline.key, headline.of.length > 10]).toEqual([headline.key, true]);
        expect([headline.key, /\d{4}/.test(headline.by)]).toEqual([headline.key, true]);
        expect([
          headline.key,
          /dibandingkan dengan|belum ada pembanding|tidak ada datanya/.test(headline.against),
        ]).toEqual([headline.key, true]);
        expect(html).toContain(headlineText(headline));
      }
      // As many as there are on the page: none is written past the function that makes them.
      expect((await open('/partisipasi?sampai=2026-08-31')).match(/<p class="answer">/g)).toHaveLength(told.length);
    });

    it('tells count and share together, and who is lost', async () => {
      const html = words(await open('/partisipasi?sampai=2026-08-31'));
      expect(html).toContain(
        'UMK dan koperasi yang menjual kepada Provinsi Contoh: 1 (100,00 % dari seluruhnya), 1 Januari sampai 31 Agustus 2026 (menurut tanggal pesanan); dibandingkan dengan 2 (66,67 % dari seluruhnya) pada 1 Januari sampai 31 Agustus 2025, turun 50,00 %, pangsanya naik 33,33 poin.',
      );
      expect(html).toContain('2 dari 3 penjual 1 Januari sampai 31 Agustus 2025 belum menjual lagi');
    });

    it('shows the published table as quoted, unlike spans with their label only', async () => {
      const html = words(await open('/partisipasi'));
      expect(html).toContain('+262,50 %, sedangkan pangsanya turun');
      expect(html).toContain('+202,07 % (tidak sebanding)');
      expect(html).toContain('438 +202,07 % (tidak sebanding)');
      expect(html).not.toMatch(/\+202,07 %(?! \(tidak sebanding\))/);
      expect(html).toContain('40 UMK, 3 menengah, 9 non-UMKM');
      expect(html).toContain('0,0238 %');
    });

    it('says of the catalogue and of a year without data that nothing is known, never zero', async () => {
      const html = await open('/partisipasi?sampai=2026-08-31');
      const row = /<tr id="a-listedUmk">.*?<\/tr>/.exec(html)?.[0] ?? '';
      expect(words(row).match(/tidak tersedia/g)).toHaveLength(4);
      const sellers = /<tr id="a-sellers">.*?<\/tr>/.exec(html)?.[0] ?? '';
      expect(words(sellers)).toContain('tidak ada data');
      expect(words(html)).toContain('Tahun 2024: tidak ada pembelian yang diimpor');
    });

    it('labels a whole year beside part of a year', async () => {
      const html = words(await open('/partisipasi?sampai=2026-08-31&rentang=penuh'));
      expect(html).toContain('2025 (setahun)');
      expect(html).toContain('2026 s.d. 31 Agustus');
      expect(html).toContain('(tidak sebanding)');
    });

    it('leads from each figure to its definition with the version', async () => {
      const html = await open('/partisipasi');
      expect(html).toContain('href="/definisi#p13"');
      const definitions = words(await page('/definisi'));
      for (const { code, version, name } of METRICS) {
        expect(definitions).toContain(name);
        expect(definitions).toContain(`${code} versi ${version}`);
      }
    });

    it('gives nothing of single sellers or places to a visitor, whatever the address says', async () => {
      expect(await open('/partisipasi?kabupaten=53.05&kelas=mikro')).toBe(await open('/partisipasi'));
      await test.browser().get('/api/v1/participation?regency=53.05').expect(422);
      await test.browser().get('/api/v1/participation/sellers?year=2025').expect(401);
    });

    it('answers a program with the same numbers, definitions and versions', async () => {
      const { body } = await test.browser().get('/api/v1/participation?cutoff=2026-08-31').expect(200);
      const { figures, columns } = body as ParticipationDto;
      expect(columns.map(({ year, data, full }) => [year, data, full])).toEqual([
        [2023, true, false],
        [2024, false, false],
        [2025, true, false],
        [2026, true, false],
      ]);
      const value = figures.find(({ key }) => key === 'value');
      expect(value?.metric).toEqual({ code: 'P03', version: 1, name: 'Nilai transaksi' });
      expect(value?.values.map(({ value: said, missing }) => said ?? missing)).toEqual([
        '15.00',
        'no-data',
        '565.00',
        '1000.00',
      ]);
      const baseline = (await test.browser().get('/api/v1/participation/baseline').expect(200)).body as BaselineDto;
      expect(baseline.rows[0]?.values).toEqual(['56', '214', '525']);
      expect(baseline.periods.map(({ unclassified }) => unclassified)).toEqual([4, 0, 0]);
    });
  });

  describe('at work', () => {
    it('filters table, file and API by one address', async () => {
      const html = await page('/kerja/partisipasi?sampai=2026-08-31&kabupaten=53.05');
      expect(words(html)).toContain('penjual di Alor');
      expect(html).toContain('/kerja/partisipasi/unduh.xlsx?sampai=2026-08-31&amp;kabupaten=53.05');
      expect(html).toContain('/api/v1/participation/own?cutoff=2026-08-31&amp;regency=53.05&amp;by=kabupaten');
      const { body } = await staff.agent
        .get('/api/v1/participation/own?cutoff=2026-08-31&regency=53.05&by=kelas')
        .expect(200);
      const { figures, places } = body as ParticipationDto;
      expect(figures.find(({ key }) => key === 'value')?.values.map(({ value }) => value)).toEqual([
        '10.00',
        null,
        '310.00',
        '0.00',
      ]);
      expect(places.find(({ key }) => key === 'menengah')?.cells).toEqual([
        { year: 2025, sellers: 1, umkSellers: 0, products: null, packages: 1, value: '200.00', umkValue: '0.00' },
      ]);
    });

    it('opens the sellers behind a number, which together give it', async () => {
      const html = await page('/kerja/partisipasi?sampai=2026-08-31');
      const href = /<tr id="a-sellers">.*?href="(\/kerja\/partisipasi\/pelaku[^"]*pada=2025[^"]*)"/.exec(html)?.[1];
      const list = await page((href ?? '').replaceAll('&amp;', '&'));
      expect(words(list)).toContain('Pelaku usaha pada 1 Januari sampai 31 Agustus 2025: 3.');
      expect(words(list)).toContain('Jumlah baris 3 Pelaku usaha yang menjual 3');
      const plain = await page('/kerja/partisipasi/pelaku?sampai=2026-08-31&pada=2025');
      expect(words(plain)).toContain('3 pelaku usaha, dengan nilai transaksi Rp495');
      expect(list).toContain(`href="/usaha/${tenun}"`);
      expect(words(list)).toContain('Tenun Satu Alor Kecil, Menengah');
      const lost = (await staff.agent.get('/api/v1/participation/sellers?year=2026&state=hilang&cutoff=2026-08-31'))
        .body as ParticipationSellersDto;
      expect(lost.items.map(({ name, value }) => [name, value])).toEqual([
        ['Tenun Satu', '310.00'],
        ['Y', '100.00'],
      ]);
    });

    it('opens what every share, index and count is made of, with a sum that is the number', async () => {
      const html = await page('/kerja/partisipasi?sampai=2026-08-31');
      const opened = async (key: string): Promise<string> => {
        const row = new RegExp(`<tr id="a-${key}">.*?</tr>`).exec(html)?.[0] ?? '';
        const href = /href="(\/kerja\/partisipasi\/(?:pelaku|produk)[^"]*pada=2025[^"]*)"/.exec(row)?.[1] ?? '';
        return words(await page(href.replaceAll('&amp;', '&')));
      };
      expect(await opened('umkShare')).toContain(
        '66,67 %, yaitu 2 (UMK dan koperasi yang menjual) dari 3 (pelaku usaha yang menjual).',
      );
      expect(await opened('topShare')).toContain('100,00 %, yaitu Rp495 (tiga penjual terbesar) dari Rp495');
      expect(await opened('gini')).toContain(
        '0,3030: 2 × Rp1.215 (jumlah urutan kali nilai) dibagi (3 penjual × Rp495), dikurangi 4 per 3.',
      );
      expect(await opened('localShare')).toContain('77,53 %, yaitu Rp345');
      expect(await opened('transactions')).toContain(
        'Jumlah baris 8 Penjualnya tidak disebut sumber + 1 Transaksi dengan beberapa penjual, dihitung satu kali − 1 Transaksi semua penjual 8',
      );
      expect(await opened('value')).toContain('Jumlah baris Rp495 Penjualnya tidak disebut sumber + Rp70');
      expect(await opened('productsSold')).toContain('2 produk berbeda dibeli pada 1 Januari sampai 31 Agustus 2025.');
      const { sheets } = await workbook('/kerja/partisipasi/produk/unduh.xlsx?sampai=2026-08-31&pada=2025');
      expect(sheets[0]?.rows[1]?.slice(2, 4)).toEqual(['501, PX1', 'v5, v6']);
      const top = await workbook('/kerja/partisipasi/pelaku/unduh.xlsx?sampai=2026-08-31&pada=2025&angka=topShare');
      expect(top.sheets[0]?.rows.slice(1).map((row) => row[7])).toEqual([310, 100, 85]);
    });

    it('leads from a share over all purchases to the packages that it is made of', async () => {
      const html = await page('/kerja/partisipasi?sampai=2026-08-31');
      const row = /<tr>(?:(?!<tr>).)*?M11<\/a>.*?<\/tr>/.exec(html)?.[0] ?? '';
      const hrefs = [...row.matchAll(/href="(\/belanja\/paket[^"]*tahun=2025[^"]*)">([^<]+)</g)];
      expect(hrefs).toHaveLength(2);
      for (const [, href = '', said = ''] of hrefs)
        expect(words(await page(href.replaceAll('&amp;', '&')))).toContain(said);
      expect(words(await page('/kerja/partisipasi/rencana?bagian=pengadaan&pada=2026'))).toContain('0 baris');
    });

    it('filters by village, owner and star, and asks back where a name means several villages', async () => {
      const html = words(await page('/kerja/partisipasi?sampai=2026-08-31&perempuan=yes&bintang=unknown'));
      expect(html).toContain('milik perempuan, produk tanpa bintang');
      await staff.agent
        .get('/kerja/partisipasi?sampai=2026-08-31&desa=contoh%20alor')
        .expect(303)
        .expect('location', /desa=53\.05\.01\.2001/);
      expect(words(await page('/kerja/partisipasi?desa=contoh'))).toContain('Desa "contoh" yang mana?');
      expect(words(await page('/kerja/partisipasi?desa=zzz'))).toContain('Tidak ada desa bernama "zzz"');
      const { body } = await staff.agent
        .get('/api/v1/participation/own?cutoff=2026-08-31&village=53.08.01.2001')
        .expect(200);
      const { figures } = body as ParticipationDto;
      expect(figures.find(({ key }) => key === 'value')?.values.map(({ value }) => value)).toEqual([
        '0.00',
        null,
        '85.00',
        '1000.00',
      ]);
      await staff.agent.get('/api/v1/participation/own?star=9').expect(422);
    });

    it('has table, chart and map, without a style or a script', async () => {
      const html = await page('/kerja/partisipasi?sampai=2026-08-31');
      expect(html.match(/<svg[^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(2);
      expect(html).toContain('class="chart tile-map"');
      expect(html.match(/class="tile shade-/g)).toHaveLength(22);
      expect(html).not.toMatch(/ style=|<script/);
      for (const by of ['kelas', 'desa', 'perempuan', 'kelompok', 'bintang', 'desa-produk'])
        expect(await page(`/kerja/partisipasi?menurut=${by}&angka=nilai`)).toContain('id="menurut"');
    });

    it('writes numbers as numbers, days as days and codes as text, with definitions beside them', async () => {
      const { sheets } = await workbook('/kerja/partisipasi/unduh.xlsx?sampai=2026-08-31');
      expect(sheets.map(({ name }) => name)).toEqual([
        'Angka',
        'Menurut kabupaten kota',
        'Tabel biro (dikutip)',
        'Definisi',
      ]);
      const [heads = [], ...rows] = sheets[0]?.rows ?? [];
      const at = (name: string): number => heads.indexOf(name);
      const value = rows.find((row) => row[at('Kunci')] === 'value' && row[at('Tahun')] === '2025') ?? [];
      expect(value[at('Rupiah')]).toBe(565);
      expect(value[at('Sampai')]).toEqual(new Date('2025-08-31T00:00:00Z'));
      expect(value[at('Metrik')]).toBe('P03');
      expect(value[at('Versi')]).toBe(1);
      const listed = rows.find((row) => row[at('Kunci')] === 'listedUmk') ?? [];
      expect(listed[at('Banyaknya')]).toBeNull();
      expect(listed[at('Keterangan')]).toBe('tidak tersedia');
      const alor = (sheets[1]?.rows ?? []).find((row) => row[0] === '53.05' && row[2] === '2025') ?? [];
      expect(alor.slice(4)).toEqual([1, 1, 3, 310, 110]);
      const codes = (sheets[3]?.rows ?? []).map(([code]) => code);
      expect(codes).toEqual(expect.arrayContaining(METRICS.map(({ code }) => code)));
      const csv = (await staff.agent.get('/kerja/partisipasi/unduh.csv?sampai=2026-08-31').expect(200)).text;
      expect(csv).toContain('Nilai transaksi;P03;1;2025;2025-01-01;2025-08-31;;565.00;');
    });

    it('takes states of the catalogue by form and as a list, and shows them with their day', async () => {
      const state = {
        onDay: '2025-08-31',
        catalogue: 'lokal',
        source: 'Hitungan uji',
        sellers: '9',
        umk: '7',
        etalase: '3',
      };
      const wrong = await staff.post('/kerja/partisipasi/katalog', { ...state, umk: '12' }).expect(422);
      expect(words(wrong.text)).toContain('Jumlah kelasnya 12, lebih besar daripada pelaku usaha seluruhnya');
      await staff.post('/kerja/partisipasi/katalog', state).expect(303);
      const twice = await staff.post('/kerja/partisipasi/katalog', state).expect(422);
      expect(words(twice.text)).toContain('sudah tercatat');
      const list =
        'Tanggal,Katalog,Sumber,UMK,Produk\n2026-08-31,lokal,Hitungan uji,10,50\n2026-13-01,lokal,Hitungan uji,1,\n';
      const preview = await staff.agent
        .post(`/kerja/partisipasi/katalog/impor?_csrf=${encodeURIComponent(staff.csrf)}`)
        .attach('berkas', Buffer.from(list), 'keadaan.csv')
        .expect(422);
      expect(words(preview.text)).toContain('Isi tanggal keadaannya, contoh 2026-08-31');
      await staff
        .post('/kerja/partisipasi/katalog', {
          onDay: '2026-08-31',
          catalogue: 'lokal',
          source: 'Hitungan uji',
          umk: '10',
        })
        .expect(303);
      const html = await page('/kerja/partisipasi?sampai=2026-08-31');
      const row = words(/<tr id="a-listedUmk">.*?<\/tr>/.exec(html)?.[0] ?? '');
      expect(row).toContain('7 keadaan 31 Agustus 2025');
      expect(row).toContain('10 keadaan 31 Agustus 2026 +42,86 %');
      expect(words(/<tr id="a-listedProducts">.*?<\/tr>/.exec(html)?.[0] ?? '')).not.toContain('50');
      const id = /katalog\/(\d+)\/hapus/.exec(await page('/kerja/partisipasi/katalog'))?.[1] ?? '';
      await staff.post(`/kerja/partisipasi/katalog/${id}/hapus`, {}).expect(303);
      await staff.post(`/kerja/partisipasi/katalog/${id}/hapus`, {}).expect(404);
    });

    it('shows the funnel, denominators with their faults, and takes a population by form', async () => {
      const html = await page('/kerja/partisipasi/corong?sampai=2026-08-31');
      expect(words(html)).toContain('Dari 2 pelaku usaha yang dikenal, 2 pernah menjual dan 2 menjual lagi.');
      expect(words(/<tr id="l-contacted">.*?<\/tr>/.exec(html)?.[0] ?? '')).toContain('tidak tersedia');
      expect(words(html)).toContain('168.002');
      expect(words(html)).toContain('Hanya industri pengolahan berskala mikro dan kecil');
      const fields = { name: 'UMKM menurut dinas', amount: '4.000', onDay: '', source: 'Dinas Contoh', limits: '' };
      const wrong = await staff.post('/kerja/partisipasi/corong/populasi', fields).expect(422);
      expect(words(wrong.text)).toContain('setiap penyebut punya kekurangan');
      await staff.post('/kerja/partisipasi/corong/populasi', { ...fields, limits: 'tanpa petani' }).expect(303);
      const after = await page('/kerja/partisipasi/corong?sampai=2026-08-31');
      expect(words(after)).toContain('UMKM menurut dinas tanpa tanggal 4.000');
      const id = /populasi\/(\d+)\/hapus/.exec(after)?.[1] ?? '';
      await staff.post(`/kerja/partisipasi/corong/populasi/${id}/hapus`, {}).expect(303);
      const { sheets } = await workbook('/kerja/partisipasi/corong/unduh.xlsx?sampai=2026-08-31');
      const all = sheets[0]?.rows.at(-1)?.slice(3) ?? [];
      expect([all.slice(0, 3), all.slice(4)]).toEqual([
        [2, null, 2],
        [1, 2, 2],
      ]);
      const { body } = await staff.agent.get('/api/v1/participation/funnel?cutoff=2026-08-31').expect(200);
      expect(body).toMatchObject({ all: { known: 2, contacted: null, sold: 2 }, unregisteredSellers: 2 });
    });

    it('opens the enterprises behind each number of the funnel, on the page, in a file and by the API', async () => {
      const html = await page('/kerja/partisipasi/corong?sampai=2026-08-31');
      const hrefs = [...html.matchAll(/href="(\/kerja\/partisipasi\/corong\/baris[^"]*)"[^>]*>([\d.]+)</g)];
      expect(hrefs.length).toBeGreaterThan(15);
      for (const [, href = '', number = ''] of hrefs) {
        const list = words(await page(href.replaceAll('&amp;', '&')));
        // A median opens the days that it is the middle of.
        const rows = /angka=[a-z]+-jual|angka=[a-z]+-tayang/.test(href) ? '1' : number;
        expect([href, list]).toEqual([
          href,
          expect.stringMatching(new RegExp(`Jumlah ${rows} (pelaku usaha|penjual)|Tidak ada`)),
        ]);
      }
      const sold = words(
        await page('/kerja/partisipasi/corong/baris?sampai=2026-08-31&angka=sold&menurut=kelas&tempat=mikro'),
      );
      expect(sold).toContain(
        'Mikro: 1 pelaku usaha ada pada langkah "Menjual" sampai 31 Agustus 2026 (paling sedikit satu transaksi',
      );
      // Nobody was ever contacted or judged: that is not known, and is no "not yet".
      expect(sold).toContain(
        'CV Pusat Ende; Mikro tidak tersedia ya, tanpa tanggal tidak tersedia – 10 Januari 2025 5',
      );
      const untold = words(await page('/kerja/partisipasi/corong/baris?sampai=2026-08-31&angka=contacted'));
      expect(untold).toContain('Langkah "Dihubungi" tidak tersedia: belum ada sumbernya. Itu bukan nol.');
      const contacted = await staff.agent.get('/api/v1/participation/funnel/enterprises?step=contacted');
      expect(contacted.body).toMatchObject({ total: null, untold: ['contacted', 'eligible'], items: [] });
      const beyond = words(await page('/kerja/partisipasi/corong/baris?sampai=2026-08-31&angka=sold&hal=99'));
      expect(beyond).toContain('Halaman ini tidak ada; barisnya ada pada halaman sebelumnya. Ke halaman 1');
      expect(words(await page('/kerja/partisipasi/corong/baris?sampai=2026-08-31&angka=tayang-jual'))).toContain(
        'Median 454 hari, dari 1 pelaku usaha yang kedua tanggalnya diketahui sampai 31 Agustus 2026.',
      );
      const { sheets } = await workbook('/kerja/partisipasi/corong/baris/unduh.xlsx?sampai=2026-08-31&angka=listed');
      expect(sheets[0]?.rows.slice(1).map((row) => [row[1], row[9], row[12]])).toEqual([['Tenun Satu', 'ya', 5]]);
      const { body } = await staff.agent
        .get('/api/v1/participation/funnel/enterprises?cutoff=2026-08-31&step=sold&by=kabupaten&key=53.05')
        .expect(200);
      expect(body).toMatchObject({ total: 1, items: [{ name: 'Tenun Satu', firstSaleOn: '2023-05-01', packages: 5 }] });
      const days = await staff.agent.get('/api/v1/participation/funnel/durations?step=tayang-jual&cutoff=2026-08-31');
      expect(days.body).toMatchObject({ total: 1, median: 454, items: [{ name: 'Tenun Satu', days: 454 }] });
      const loose = await staff.agent.get('/api/v1/participation/funnel/unregistered-sellers?cutoff=2026-08-31');
      expect(loose.body).toMatchObject({ total: 2, items: [{ name: 'Y', value: '100.00' }, { name: 'v5 X' }] });
      await staff.agent.get('/api/v1/participation/funnel/enterprises?step=menang').expect(422);
      await staff.agent.get('/api/v1/participation/funnel/enterprises?step=sold&key=%27').expect(422);
    });

    it('shows an agency the numbers of the funnel, and not who stands behind them', async () => {
      const [agency] = (await test.source.query(
        `insert into perangkat_daerah (klpd, name) values ($1, 'Dinas Contoh') returning id::text`,
        [KLPD],
      )) as { id: string }[];
      const head = await test.signIn('perangkat-daerah', { perangkatDaerahId: agency?.id ?? '' });
      const html = await page('/kerja/partisipasi/corong?sampai=2026-08-31', head);
      expect(words(html)).toContain('Dari 2 pelaku usaha yang dikenal');
      expect(html).not.toContain('/corong/baris');
      await head.agent.get('/kerja/partisipasi/corong/baris?angka=known').expect(403);
      await head.agent.get('/api/v1/participation/funnel/enterprises?step=known').expect(403);
    });

    it('shows monthly figures as they were kept', async () => {
      expect(words(await page('/kerja/partisipasi/bulanan'))).toContain('Belum ada potret bulanan');
      await test.app.get(MonthlyFigures).run('2026-09-02');
      const html = words(await page('/kerja/partisipasi/bulanan'));
      expect(html).toContain('Agustus 2026 1 1 100,00 % 1 Rp1.000');
      const kept = await page('/kerja/partisipasi/bulanan');
      const href = /href="([^"]+angka=value[^"]*)"/.exec(kept)?.[1]?.replaceAll('&amp;', '&') ?? '';
      expect(href).toBe('/kerja/partisipasi/pelaku?sampai=2026-08-31&pada=2026&angka=value&potret=2026-08');
      const list = words(await page(href));
      expect(list).toContain('Nilai 1 Januari sampai akhir Agustus 2026 disimpan');
      expect(list).toContain('sebagai Rp1.000. Daftar di bawah menurut data sekarang.');
      expect(list).toContain('CV Pusat');
      // Its other part says so too, and leads back.
      const share = await page(href.replace('angka=value', 'angka=umkShare'));
      const part = /href="([^"]+bagian=1[^"]*)"/.exec(share)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const other = await page(part);
      expect(words(other)).toContain('Pangsa UMK 1 Januari sampai akhir Agustus 2026 disimpan');
      expect(other).toContain('href="/kerja/partisipasi/bulanan"');
      // Of another day than that of the month the rows are not those of the figure.
      expect(await page(href.replace('2026-08-31', '2026-08-30'))).not.toContain('Potret bulanan.');
      const { sheets } = await workbook('/kerja/partisipasi/bulanan/unduh.xlsx');
      expect((sheets[0]?.rows ?? []).find((row) => row[1] === 'value')?.slice(5, 7)).toEqual([1000, 1000]);
    });

    it('follows an import or a decision at once, for everybody too', async () => {
      const before = words(await open('/partisipasi?sampai=2026-08-31'));
      await test.source.transaction(async (tx) => {
        await aPurchaseOf(tx, {
          year: 2026,
          orderedOn: '2026-02-01',
          value: '7.00',
          supplier: { scheme: 'v5', key: 'X' },
        });
        await test.app.get(Refresh).run(tx, { klpdYears: [{ klpd: KLPD, year: 2026 }] });
      });
      const after = words(await open('/partisipasi?sampai=2026-08-31'));
      expect(before).toContain('Transaksi Provinsi Contoh melalui e-purchasing: 1,');
      expect(after).toContain('Transaksi Provinsi Contoh melalui e-purchasing: 2,');
    });
  });
});
