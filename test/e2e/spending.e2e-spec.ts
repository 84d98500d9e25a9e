import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre';
import { AttentionQueries } from '../../src/purchasing/attention.queries.js';
import type { SpendingAnswerDto } from '../../src/purchasing/spending.dto.js';
import { aPurchaseRow } from '../factories/feed-rows.js';
import { aSmallYear, takeRows } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { EVERYTHING } from '../../src/access/scope.js';

describe('spending', () => {
  let test: TestApp;
  let staff: SignedIn;
  let auditor: SignedIn;
  let pd: string;

  beforeAll(async () => {
    test = await openTestApp();
    ({ pd } = await aSmallYear(test.app, test.source));
    staff = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const json = async (path: string): Promise<SpendingAnswerDto> => {
    const answer = await auditor.agent.get(path).expect(200);
    return answer.body as SpendingAnswerDto;
  };
  const html = async (path: string, who = auditor): Promise<string> => (await who.agent.get(path).expect(200)).text;
  /** What a reader sees: tags away, runs of white space as one. */
  const words = (page: string): string =>
    page
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ');

  describe('over the API', () => {
    it('adds up to the sen, with UMK and OVOP in three parts each and the rest apart', async () => {
      const answer = await json('/api/v1/spending?by=perangkat-daerah&year=2025');
      expect(answer.total).toMatchObject({
        packages: 4,
        committed: {
          value: '350.30',
          packages: 2,
          umk: { yes: '100.10', no: '200.20', unknown: '50.00' },
          ovop: { yes: '100.10', mixed: '0.00', no: '250.20' },
          umkAndOvop: '100.10',
        },
        completed: { value: '300.30', packages: 1 },
        never: { packages: 1, value: '70.00' },
        unknown: { packages: 1, value: '30.00' },
        missing: { packages: 0, value: '0.00' },
      });
      expect(answer.rows.map(({ label, packages }) => [label, packages])).toEqual([
        ['Badan Kosong', 0],
        ['Dinas Contoh', 3],
        ['Belum dipetakan', 1],
      ]);
      expect(answer.definition).toContainEqual({ code: 'B02', version: 1, name: 'Transaksi' });
      expect(answer.dataVersion).toMatch(/^\d+$/);
    });

    it('answers the same question with 304 until the data change', async () => {
      const path = '/api/v1/spending?by=source&year=2025';
      const first = await auditor.agent.get(path).expect(200);
      const tag = String(first.headers['etag']);
      const again = async (asked: string): Promise<number> =>
        (await auditor.agent.get(asked).set('if-none-match', tag)).status;
      expect(await again(path)).toBe(304);
      expect(await again(`${path}&umk=yes`)).toBe(200);
      await test.source.query('update data_version set version = version + 1');
      expect(await again(path)).toBe(200);
    });

    it('takes lists repeated or with commas alike', async () => {
      const commas = await json('/api/v1/spending?year=2025&umk=yes,unknown&source=v5');
      const repeated = await json('/api/v1/spending?year=2025&umk=yes&umk=unknown&source=v5');
      expect(commas.total.committed.value).toBe('150.10');
      expect(repeated.total).toEqual(commas.total);
    });

    it('refuses what it does not know, in Indonesian and by field', async () => {
      const answer = await auditor.agent.get('/api/v1/spending?by=warna&year=25&umk=mungkin').expect(422);
      const text = JSON.stringify(answer.body);
      expect(text).toContain('by: pilih dari perangkat-daerah');
      expect(text).toContain('year: isi tahun anggaran empat angka');
      expect(text).toContain('umk: pilih dari yes, no, unknown');
      await auditor.agent.get('/api/v1/packages?size=201').expect(422);
      await auditor.agent.get('/api/v1/spending?tahun=2025').expect(422);
    });

    it('lists packages with the part of their value that the filter lets through', async () => {
      const answer = await auditor.agent.get('/api/v1/packages?year=2025&umk=yes').expect(200);
      expect(answer.body).toMatchObject({
        total: { packages: 1, value: '100.10' },
        items: [{ sourceKey: 'P1', value: '100.10', packageValue: '300.30', standing: 'completed' }],
        page: 1,
        pages: 1,
      });
    });

    it('shows a package with the entry that matched, and its source row without personal data', async () => {
      const { body } = await auditor.agent.get('/api/v1/packages?year=2025&ovop=yes').expect(200);
      const [{ id }] = (body as { items: { id: string }[] }).items as [{ id: string }];
      const detail = await auditor.agent.get(`/api/v1/packages/${id}`).expect(200);
      const { lineItems } = detail.body as { lineItems: { id: string; ovopEntry: unknown; umk: string }[] };
      expect(lineItems[0]).toMatchObject({
        umk: 'yes',
        ovop: 'yes',
        ovopEntry: { label: 'Tenun ikat Desa Contoh', matchedOn: 'kata' },
      });
      const row = await auditor.agent.get(`/api/v1/lines/${lineItems[0]?.id}/source-row`).expect(200);
      expect(row.body).toMatchObject({ batchId: '1', row: { catatan_produk: 'hubungi [telepon]' } });
    });

    it('finds nothing under ids that cannot be', async () => {
      for (const id of ['0', 'abc', '99999999999999999999', '-1']) {
        expect((await auditor.agent.get(`/api/v1/packages/${id}`)).status).toBe(404);
        expect((await auditor.agent.get(`/api/v1/lines/${id}/source-row`)).status).toBe(404);
      }
    });

    it('tells nothing to a stranger', async () => {
      for (const path of ['/api/v1/spending', '/api/v1/packages/1', '/api/v1/lines/1/source-row']) {
        const { status, body } = await test.browser().get(path);
        expect([status, Object.keys(body as object)]).toEqual([401, expect.not.arrayContaining(['rows', 'items'])]);
      }
    });

    it('offers what is on file as choices, and all definitions', async () => {
      const choices = await auditor.agent.get('/api/v1/spending/choices').expect(200);
      expect(choices.body).toMatchObject({ years: [2025], sources: ['v5', 'v6'], funds: ['APBD'] });
      const definitions = await auditor.agent.get('/api/v1/spending/definition').expect(200);
      const anchors = (definitions.body as { anchor: string }[]).map(({ anchor }) => anchor);
      expect(anchors).toEqual(expect.arrayContaining(['transaksi', 'selesai', 'umk', 'ovop', 'katalog-lokal']));
    });
  });

  describe('on the page', () => {
    it('shows every perangkat daerah, also those with nothing and what is not mapped, and says the rest apart', async () => {
      const page = await html('/belanja?tahun=2025');
      const seen = words(page);
      for (const name of ['Dinas Contoh', 'Badan Kosong', 'Belum dipetakan']) expect(seen).toContain(name);
      expect(seen).toContain('1 paket batal, gagal atau belum mengikat');
      expect(seen).toContain('1 paket status belum dikenal');
      expect(seen).toMatch(/Jumlah UMK 28,6 % 4 350,30 300,30 100,10 200,20 50 100,10 0 100 /);
    });

    it.each([
      ['satker', 'UPT Contoh'],
      ['sumber', 'e-Katalog v6'],
      ['status', 'Selesai'],
      ['katalog', 'Belum diketahui'],
      ['bulan', 'April'],
      ['dana', 'APBD'],
      ['umk', 'Belum diketahui'],
      ['ovop', 'Campuran'],
    ])('breaks the sums down by %s', async (by, row) => {
      const seen = words(await html(`/belanja?tahun=2025&menurut=${by}`));
      expect(seen).toContain('350,30');
      expect(seen).toContain(row);
    });

    it('says in words what is filtered and offers to take it away', async () => {
      const seen = words(await html('/belanja?tahun=2025&bulan=4&umk=unknown'));
      expect(seen).toContain('Saringan: bulan April; UMK belum diketahui');
      expect(seen).toContain('Hapus saringan');
    });

    it('leads from a perangkat daerah to its satker, packages, lines and source row', async () => {
      const place = await html(`/belanja/pd/${pd}?tahun=2025`);
      expect(words(place)).toContain('Berapa belanja Dinas Contoh?');
      expect(place).toContain('href="/belanja/satker/501?tahun=2025"');
      const satker = await html('/belanja/satker/501?tahun=2025');
      const id = /href="\/belanja\/paket\/(\d+)"/.exec(satker)?.[1];
      const detail = await html(`/belanja/paket/${id}`);
      expect(words(detail)).toContain('Cocok dengan Tenun ikat Desa Contoh (menurut kata pada nama)');
      expect(words(detail)).toContain('Masuk transaksi dan transaksi selesai.');
      const line = /href="\/belanja\/baris\/(\d+)"/.exec(detail)?.[1];
      expect(words(await html(`/belanja/baris/${line}`))).toContain('hubungi [telepon]');
    });

    it('makes every number a link to exactly its packages', async () => {
      const page = await html('/belanja?tahun=2025');
      const links = [...page.matchAll(/<a href="(\/belanja\/paket\?[^"]+)">([\d.,]+)<\/a>/g)];
      expect(links.length).toBeGreaterThan(10);
      for (const [, href = '', shown = ''] of links) {
        const seen = words(await html(href.replaceAll('&amp;', '&')));
        const [, packages = '', value = ''] = /(\d+) paket senilai Rp([\d.,]+)/.exec(seen) ?? [];
        expect([packages, value]).toContain(shown);
      }
    });

    it('refuses a filter that it does not know instead of leaving it out', async () => {
      for (const query of ['tahun=2025&umk=mungkin', 'menurut=warna', 'tahun=25', 'bulan=14']) {
        expect((await auditor.agent.get(`/belanja?${query}`)).status).toBe(422);
      }
    });

    it('counts what needs attention from the same figures', async () => {
      const attention = await test.app.get(AttentionQueries).attention('D999', 2025, EVERYTHING);
      expect(attention).toEqual({
        unmappedSatkers: { count: 1, value: 30_00n },
        unknownStatuses: { count: 1, packages: 1, value: 30_00n },
        umkUnknown: { value: 50_00n, of: 350_30n },
        missing: { packages: 0, value: 0n },
        incomplete: { packages: 1, value: 50_00n },
      });
    });

    it('lists packages that came with too few lines', async () => {
      const seen = words(await html('/belanja/belum-lengkap?tahun=2025'));
      expect(seen).toContain('Belanja alat tulis');
      expect(seen).toMatch(/1 2 50 /);
    });

    it('writes the table as XLSX and CSV with the same sums', async () => {
      const csv = await auditor.agent.get('/belanja/unduh.csv?tahun=2025').expect(200);
      expect(csv.text).toMatch(/^\uFEFFPerangkat daerah;Kode;Paket;/);
      expect(csv.text).toContain('\r\nJumlah;;4;2;350.30;');
      const xlsx = await auditor.agent.get('/belanja/unduh.xlsx?tahun=2025').responseType('blob').expect(200);
      const book = await readXlsx(xlsx.body as Buffer);
      expect(book.sheets.map(({ name }) => name)).toEqual(['Belanja per perangkat daerah', 'Keterangan']);
      const packages = await auditor.agent.get('/belanja/paket/unduh.csv?tahun=2025&umk=yes').expect(200);
      expect(packages.text.trim().split('\r\n')).toHaveLength(2);
    });
  });

  describe('orders that are gone from their source', () => {
    it('are in no sum until staff decide, and then count or do not', async () => {
      // A later file that holds the whole year leaves P2 out.
      await takeRows(
        test.app,
        test.source,
        '2',
        [
          aPurchaseRow({
            key: 'P1',
            satkerCode: '501',
            supplierKey: 'S1',
            productName: 'Selendang tenun ikat',
            value: '100.10',
          }),
          aPurchaseRow({
            key: 'P1',
            satkerCode: '501',
            supplierKey: 'S2',
            productName: 'Kotak kemasan',
            value: '200.20',
          }),
        ],
        true,
      );
      const before = await json('/api/v1/spending?by=source&year=2025');
      expect(before.total.missing).toEqual({ packages: 1, value: '50.00' });
      expect(before.total.committed.value).toBe('300.30');

      const page = await html('/belanja/hilang', staff);
      const id = /name="ids" value="(\d+)"/.exec(page)?.[1] ?? '';
      expect(await html('/belanja/hilang')).not.toContain('Simpan keputusan');
      await auditor.post('/belanja/hilang', { ids: id, decision: 'counted' }).expect(403);
      await staff.post('/belanja/hilang', { ids: id }).expect(422);

      await staff.post('/belanja/hilang', { ids: id, decision: 'counted' }).expect(303);
      const after = await json('/api/v1/spending?by=source&year=2025');
      expect(after.total.missing.packages).toBe(0);
      expect(after.total.committed.value).toBe('350.30');
      await staff.post('/belanja/hilang', { ids: id, decision: 'dropped' }).expect(409);
    });
  });
});
