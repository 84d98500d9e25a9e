import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  FEEDS,
  type Feed,
  type FeedRow,
  type PurchaseRow,
  type ReferenceRow,
  type RowIssue,
} from '../../purchasing/intake/rows.js';
import { openFile, type Cell } from '../formats/index.js';
import { FEED_DEFINITIONS, feedDefinition, mapFile, recognise } from './index.js';

const FIXTURES = fileURLToPath(new URL('../../../test/fixtures/feeds/', import.meta.url));
const ZONE = 'Asia/Makassar';

interface Mapped {
  feed: Feed;
  read: number;
  rows: FeedRow[];
  issues: RowIssue[];
}

async function mapped(name: string, year: number | null = null): Promise<Mapped> {
  const file = await openFile(join(FIXTURES, name), name);
  const [best] = recognise(file.headings);
  if (!best) throw new Error(`${name} is not recognised`);
  const result: Mapped = { feed: best.feed, read: 0, rows: [], issues: [] };
  for await (const chunk of mapFile(file, feedDefinition(best.feed), { feed: best.feed, year, timeZone: ZONE })) {
    result.read += chunk.read;
    result.rows.push(...chunk.rows);
    result.issues.push(...chunk.issues);
  }
  await file.close();
  return result;
}

async function purchases(name: string, year: number | null = null): Promise<PurchaseRow[]> {
  const { rows } = await mapped(name, year);
  return rows.map((row) => {
    if (row.kind !== 'purchase') throw new Error('not a purchase');
    return row;
  });
}

async function references(name: string, year: number | null = null): Promise<ReferenceRow[]> {
  const { rows } = await mapped(name, year);
  return rows.map((row) => {
    if (row.kind !== 'reference') throw new Error('not a reference');
    return row;
  });
}

function mapOne(feed: Feed, cells: Record<string, Cell>, year: number | null = null): (FeedRow | RowIssue)[] {
  return feedDefinition(feed).map({ line: 7, cells }, { feed, year, timeZone: ZONE });
}

function onePurchase(feed: Feed, cells: Record<string, Cell>): PurchaseRow {
  const [row] = mapOne(feed, cells);
  if (row?.kind !== 'purchase') throw new Error(`no purchase: ${JSON.stringify(row)}`);
  return row;
}

function codes(results: (FeedRow | RowIssue)[]): string[] {
  return results.flatMap((result) =>
    result.kind === 'issue' ? [`${result.severity} ${result.code} ${result.column}`] : [],
  );
}

const first = JSON.parse(readFileSync(join(FIXTURES, 'v5-isb.json'), 'utf8')) as Record<string, Cell>[];
const line = (change: Record<string, Cell> = {}): Record<string, Cell> => ({ ...first[0], ...change });

describe('recognition', () => {
  it.each([
    ['v5-isb.json', 'v5'],
    ['v5-2022-backslash.csv', 'v5'],
    ['v5-staff-joined.csv', 'v5'],
    ['v5-archive-envelope.json', 'v5'],
    ['v5-dump-text.json', 'v5'],
    ['v6-isb.json', 'v6-isb'],
    ['v6-isb-june-2025.json', 'v6-isb'],
    ['v6-inaproc-envelope.json', 'v6-inaproc'],
    ['v6-legacy-bom.json', 'v6-inaproc'],
    ['toko-daring.json', 'toko-daring'],
    ['toko-daring-2022.csv', 'toko-daring'],
    ['realisasi.json', 'realisasi'],
    ['non-tender.json', 'non-tender'],
    ['komoditas.json', 'komoditas'],
    ['penyedia-v5.csv', 'penyedia-v5'],
    ['penyedia-v6-envelope.json', 'penyedia-v6'],
    ['distributor.csv', 'distributor'],
    ['instansi-satker.json', 'instansi-satker'],
    ['master-satker.json', 'master-satker'],
    ['master-satker-envelope.json', 'master-satker'],
    ['struktur-anggaran.json', 'struktur-anggaran'],
    ['master-klpd.json', 'master-klpd'],
    ['produk-backslash.csv', 'produk'],
    ['produk-penyedia.json', 'produk-penyedia'],
    ['rup-penyedia.json', 'rup-penyedia'],
    ['rup-kaji-ulang.json', 'rup-kaji-ulang'],
    ['e-purchasing-produk.json', 'e-purchasing-produk'],
  ])('takes %s for %s', async (name, feed) => {
    expect((await mapped(name, 2025)).feed).toBe(feed);
  });

  it('knows every feed, and no two by the same headings', () => {
    expect(FEED_DEFINITIONS.map(({ feed }) => feed).toSorted()).toEqual([...FEEDS].toSorted());
    for (const { feed, columns } of FEED_DEFINITIONS) {
      const [best, next] = recognise(Object.keys(columns));
      expect(best?.feed).toBe(feed);
      expect(next?.matched ?? 0).toBeLessThan(best?.matched ?? 0);
    }
  });

  it('minds neither case, order, space nor further columns, and tells what is missing and unknown', () => {
    const [best] = recognise([
      ' Total_Harga',
      'KD_PAKET ',
      'kd_produk',
      'kd  penyedia',
      'Status_Paket',
      'Catatan Kami',
    ]);
    expect(best).toMatchObject({ feed: 'v5', matched: 5, unknown: ['Catatan Kami'] });
    expect(best?.missing).toContain('harga_satuan');
  });

  it('takes nothing for something else: unknown tables are not recognised', () => {
    for (const headings of [
      ['kd_provinsi', 'nama_provinsi'],
      ['nama', 'alamat'],
      [],
      'tahun_anggaran,kd_klpd,nama_klpd,jenis_klpd,kd_satker,kd_satker_str,nama_satker,kd_tender,nama_paket,pagu,hps'.split(
        ',',
      ),
      'kd_user_pegawai,kd_klpd,kd_satker,nama_lengkap,nip_pegawai,jabatan_pegawai'.split(','),
    ])
      expect(recognise(headings)).toEqual([]);
  });
});

describe('v5', () => {
  it('is one row per product line', async () => {
    const rows = await purchases('v5-isb.json');
    expect(rows).toHaveLength(5);
    expect(rows[2]).toMatchObject({
      line: 3,
      source: 'v5',
      key: '900002',
      grain: 'line',
      lineKey: null,
      klpd: 'D900',
      year: 2025,
      packageNo: 'KLP-P2412-900002',
      name: 'Sewa Kendaraan',
      rupCodes: ['50000001'],
      funds: ['APBD', 'BLUD'],
      accounts: ['5.1.02.02.04.0035'],
      satkerCode: '700101',
      satkerText: null,
      satkerName: null,
      status: 'melakukan_pengiriman_dan_penerimaan',
      orderedOn: '2024-12-12',
      rowUpdatedAt: '2024-12-16T00:00:00+08:00',
      supplierScheme: 'v5',
      supplierKey: '4001',
      distributorKey: '4101',
      commodityCode: '301',
      catalogueKind: null,
      productIds: ['8002'],
      quantity: '12',
      unitPrice: '13950000',
      shipping: '0',
      value: '167400000',
      expectedLines: 1,
      declaredTotal: null,
    });
    expect(rows[4]).toMatchObject({ value: '371940.10', accounts: ['5.1.02.01.01.0052', '5.1.02.01.01.0024'] });
  });

  it('tells identical lines by their identity, whatever persons and extraction columns say', async () => {
    const [a, b, c, d] = await purchases('v5-isb.json');
    expect(a?.identity).toMatch(/^[0-9a-f]{32}$/);
    expect(a?.identity).toBe(b?.identity);
    expect(c?.identity).toBe(d?.identity);
    expect(a?.identity).not.toBe(c?.identity);
    const other = onePurchase(
      'v5',
      line({ email_user_pokja: 'lain@contoh.test', last_update_ref: 'q', _event_date: '2025-01-01' }),
    );
    expect(other.identity).toBe(a?.identity);
    expect(onePurchase('v5', line({ catatan_produk: 'lain' })).identity).not.toBe(a?.identity);
    expect(onePurchase('v5', line({ kolom_baru: 'x' })).identity).not.toBe(a?.identity);
  });

  it('says the same in any column order, as text, and with dates in other forms', () => {
    const plain = onePurchase('v5', line());
    const shuffled = Object.fromEntries(Object.entries(line()).toReversed());
    const asText = Object.fromEntries(
      Object.entries(line()).map(([key, value]) => [key.toUpperCase(), value === null ? '' : String(value)]),
    );
    const dates = line({
      tanggal_buat_paket: new Date('2025-01-14T00:00:00Z'),
      tanggal_edit_paket: '2025-02-03T00:00:00Z',
      total_harga: '300000.00',
    });
    for (const cells of [shuffled, asText, dates]) {
      const row = onePurchase('v5', cells);
      expect(row.facts).toBe(plain.facts);
      expect(row.identity).toBe(plain.identity);
    }
    expect(onePurchase('v5', line({ total_harga: 300001 })).facts).not.toBe(plain.facts);
    expect(onePurchase('v5', line({ tanggal_edit_paket: '2025-09-09' })).facts).toBe(plain.facts);
  });

  it("takes the 2022 vintage, the staff's joined file, the archive and a text dump", async () => {
    const [isb] = await purchases('v5-2022-backslash.csv');
    expect(isb).toMatchObject({ year: 2022, declaredTotal: '600000', satkerName: 'DINAS CONTOH', value: '300000' });
    expect(isb?.sourceRow).toContain('gedung \\"B\\"');
    const [joined] = await purchases('v5-staff-joined.csv');
    expect(joined).toMatchObject({
      declaredTotal: '600000',
      commodityName: 'Kain Tenun Provinsi Contoh',
      catalogueKind: 'lokal',
      catalogueOwnerCode: null,
      catalogueOwnerName: 'Pemerintah Provinsi Contoh',
    });
    const archive = await purchases('v5-archive-envelope.json');
    expect(archive.map((row) => row.lineKey)).toEqual(['1', '2']);
    expect(archive[0]).toMatchObject({ catalogueKind: 'nasional' });
    const [dump] = await purchases('v5-dump-text.json');
    expect(dump).toMatchObject({ key: '900001', value: '300000', declaredTotal: '600000', expectedLines: 2 });
  });

  it('rejects rows without key, without year, with negative or unreadable value, and codes that Excel has shortened', () => {
    expect(codes(mapOne('v5', line({ kd_paket: null })))).toEqual(['error key-missing kd_paket']);
    expect(codes(mapOne('v5', line({ tahun_anggaran: '' })))).toEqual(['error year-missing tahun_anggaran']);
    expect(codes(mapOne('v5', line({ total_harga: -1 })))).toEqual(['error negative-value total_harga']);
    expect(codes(mapOne('v5', line({ total_harga: '300.000,00' })))).toEqual(['error not-a-number total_harga']);
    expect(codes(mapOne('v5', line({ total_harga: '3.00E+05' })))).toEqual(['error not-a-number total_harga']);
    expect(codes(mapOne('v5', line({ kd_paket: '1.23E+12' })))).toEqual(['error code-lost-digits kd_paket']);
    expect(codes(mapOne('v5', line({ kd_rup: '5,37E+07' })))).toEqual(['error code-lost-digits kd_rup']);
    expect(
      codes(feedDefinition('v5').map({ line: 3, cells: {}, fault: 'x' }, { feed: 'v5', year: null, timeZone: ZONE })),
    ).toEqual(['error row-malformed null']);
  });

  it('takes the year told for rows that have none', () => {
    const [row] = mapOne('v5', line({ tahun_anggaran: null }), 2024);
    expect(row).toMatchObject({ kind: 'purchase', year: 2024 });
  });

  it('keeps rows with a reservation: no value, no date, rounding, arithmetic', () => {
    expect(codes(mapOne('v5', line({ total_harga: null })))).toEqual(['warning value-missing total_harga']);
    expect(codes(mapOne('v5', line({ tanggal_buat_paket: '31/12/2025' })))).toEqual([
      'warning not-a-date tanggal_buat_paket',
    ]);
    expect(codes(mapOne('v5', line({ ongkos_kirim: 0.125 })))).toEqual(['warning value-rounded ongkos_kirim']);
    expect(codes(mapOne('v5', line({ total_harga: 300001 })))).toEqual([]);
    expect(codes(mapOne('v5', line({ total_harga: 300001.5 })))).toEqual(['warning line-arithmetic total_harga']);
    expect(codes(mapOne('v5', line({ total_harga: 371940.10000000003, kuantitas: null })))).toEqual([]);
    expect(onePurchase('v5', line({ total_harga: null })).value).toBeNull();
  });

  it('reads codes the same from numbers, text and the floats of spreadsheets', () => {
    for (const code of [900001, '900001', ' 900001 ', '900001.0', 900001n])
      expect(onePurchase('v5', line({ kd_paket: code, kd_produk: code }))).toMatchObject({
        key: '900001',
        productIds: ['900001'],
      });
    expect(onePurchase('v5', line({ kd_rup: '1;2; 2;0', kd_penyedia_distributor: 0, kd_klpd: 'd0050' }))).toMatchObject(
      {
        rupCodes: ['1', '2'],
        distributorKey: null,
        klpd: 'D50',
      },
    );
  });
});

describe('v6', () => {
  it('of ISB is one row per order', async () => {
    const [row, second, third] = await purchases('v6-isb.json');
    expect(row).toMatchObject({
      source: 'v6',
      key: '01K0CONTH0000000000000001A',
      grain: 'order',
      klpd: 'D900',
      klpdName: 'Provinsi Contoh',
      funds: ['APBD', 'APBDP'],
      accounts: ['5.1.02.01.01.0024'],
      satkerCode: null,
      satkerText: '1.02.0.00.0.00.02.0000',
      status: 'ON_PROCESS',
      shipmentStatus: 'COMPLETED',
      supplierKey: '01JPENYEDIA000000000000001',
      sikapId: null,
      productIds: ['0a11c374-0000-4d1b-b079-000000000001', '0a11c374-0000-4d1b-b079-000000000002'],
      quantity: '30.5',
      shipping: '15000',
      value: '28578060',
      catalogueKind: null,
      expectedLines: 2,
    });
    expect(second).toMatchObject({ productIds: [], sikapId: '7001' });
    expect(third?.productIds).toEqual(['0a11c374-0000-4d1b-b079-000000000003']);
    const [june] = await purchases('v6-isb-june-2025.json');
    expect(june).toMatchObject({ supplierKey: '880001', productIds: [], sikapId: null });
  });

  it('of INAPROC keeps cancelled orders with their status, and both forms of the satker', async () => {
    const [row, cancelled, again] = await purchases('v6-inaproc-envelope.json');
    expect(row).toMatchObject({
      key: '01K0CONTH0000000000000001A',
      satkerCode: '700101',
      satkerText: '000700101',
      accounts: ['521111'],
      orderedOn: '2025-08-27',
      rowUpdatedAt: '2025-09-01T02:03:04.123456Z',
      sikapId: null,
    });
    expect(cancelled).toMatchObject({
      status: 'CANCELLED_ON_REVIEW',
      orderedOn: null,
      shipping: null,
      value: '99000000',
    });
    expect(again?.identity).toBe(row?.identity); // they differ in last_update_ref alone
    const [legacy] = await purchases('v6-legacy-bom.json');
    expect(legacy?.facts).toBe(row?.facts);
  });
});

describe('Toko Daring', () => {
  it('adds up import rows and lets the latest of the others count', async () => {
    const rows = await purchases('toko-daring.json');
    expect(rows.map((row) => [row.variant, row.grain])).toEqual([
      ['import', 'line'],
      ['import', 'line'],
      ['api', 'order'],
      ['api', 'order'],
      ['api_v3', 'order'],
    ]);
    expect(rows[0]).toMatchObject({
      key: '5001',
      year: 2025,
      satkerCode: '700101',
      satkerText: null,
      orderedOn: '2025-06-14',
      rowUpdatedAt: '2025-06-14T23:07:35+08:00',
      supplierScheme: 'toko-daring',
      supplierKey: 'dapur contoh cv',
      supplierName: 'Dapur  Contoh, CV.',
      status: null,
    });
    expect(rows[4]?.status).toBe('gagal');
  });

  it('takes old headings, the year of the transaction and a textual satker code', async () => {
    const [row] = await purchases('toko-daring-2022.csv');
    expect(row).toMatchObject({ year: 2022, satkerCode: null, satkerText: '1.15.01', supplierKey: 'dapur contoh cv' });
    expect(row?.sourceRow).not.toContain('Orang Contoh');
  });
});

describe('the realisasi export', () => {
  it('gives each row the source that it names', async () => {
    const rows = await purchases('realisasi.json');
    expect(rows.map((row) => row.source)).toEqual([
      'v6',
      'v5',
      'toko-daring',
      'tender',
      'non-tender',
      'pencatatan',
      'swakelola',
      'lainnya',
    ]);
    expect(rows.every((row) => row.grain === 'order' && row.klpd === null)).toBe(true);
    expect(rows[0]).toMatchObject({
      key: '01K0CONTH0000000000000001A',
      klpdName: 'PROVINSI CONTOH',
      year: 2025,
      satkerName: 'DINAS CONTOH - BIDANG A',
      satkerText: '1.02.0.00.0.00.02.0000',
      supplierScheme: 'nama',
      supplierKey: 'contoh jaya',
      status: 'ON PROCESS',
      value: '28578060',
    });
    expect(rows[2]).toMatchObject({ variant: 'realisasi', status: null });
    expect(rows[6]).toMatchObject({ satkerName: 'DINAS TANPA KODE', satkerText: null, supplierKey: null });
  });
});

describe('pencatatan non-tender', () => {
  it('holds rupiah in its _pct columns, and not the satker code of the RUP', async () => {
    const [row] = await purchases('non-tender.json');
    expect(row).toMatchObject({
      source: 'pencatatan',
      key: '7000001093',
      rupCodes: ['60000001', '60000002'],
      value: '849400',
      umkValue: '400000',
      status: 'Paket Selesai',
      orderedOn: '2024-08-29',
      snapshotAt: '2025-10-03T00:00:00+08:00',
      satkerCode: null,
      satkerText: '1.02.0.00.0.00.02.0000',
    });
    expect(row?.sourceRow).toContain('"uraian_pekerjaan":"Belanja Bahan Contoh"');
  });
});

describe('reference feeds', () => {
  it('give komoditas with their owner', async () => {
    const rows = await references('komoditas.json');
    expect(rows.map((row) => [row.family, row.key, row.data])).toEqual([
      [
        'komoditas',
        '301',
        { name: 'Kain Tenun Provinsi Contoh', catalogueKind: 'lokal', ownerCode: 'D900', ownerName: 'Provinsi Contoh' },
      ],
      ['komoditas', '302', { name: 'Komputer', catalogueKind: 'nasional', ownerCode: null, ownerName: null }],
    ]);
  });

  it('give suppliers with their UMK state as written and four digits of the NPWP', async () => {
    const [v5] = await references('penyedia-v5.csv');
    expect(v5).toMatchObject({
      family: 'penyedia-v5',
      key: '4001',
      data: { ukm: 'Belum Terdefinisi', sikapId: '7001', npwpMasked: '***********1234', kbli: ['47111', '47112'] },
    });
    const [one, two] = await references('penyedia-v6-envelope.json');
    expect(one?.data).toMatchObject({ umkk: '1', sikapId: '7001', nib: '1200000000001', kbli: ['47111', '47112'] });
    expect(two?.data).toMatchObject({ umkk: '0', sikapId: null, npwpMasked: null, kbli: [] });
    const [distributor] = await references('distributor.csv');
    expect(distributor).toMatchObject({
      key: '4101',
      data: { name: 'PT Antar Contoh', npwpMasked: '***********1777' },
    });
  });

  it('give satkers of both lists and institutions', async () => {
    const [satker, other] = await references('instansi-satker.json');
    expect(satker).toMatchObject({ family: 'satker-instansi', key: '700101', klpd: 'D900', year: null });
    expect(satker?.data).toEqual({ name: 'DINAS CONTOH', text: '1. 02. 03', klpdName: 'Provinsi Contoh' });
    expect(other?.data.text).toBeNull();
    const [isb] = await references('master-satker.json', 2025);
    const [inaproc] = await references('master-satker-envelope.json', 2025);
    expect(isb).toMatchObject({ family: 'satker-master', key: '700101', year: 2025 });
    expect(inaproc?.facts).toBe(isb?.facts);
    expect((await references('master-klpd.json')).map((row) => row.key)).toEqual(['D900', 'K9']);
  });

  it('give budgets: unknown stays unknown, and empty rows take the year of the file', async () => {
    const { rows, issues, read } = await mapped('struktur-anggaran.json');
    expect(read).toBe(3);
    expect(rows.map((row) => (row.kind === 'reference' ? row.key : ''))).toEqual([
      '2025|700101',
      '2025|700104',
      '2025|700103',
    ]);
    expect(rows[0]).toMatchObject({ year: 2025, data: { operasi: '300', btt: null, pengadaan: '500', total: '550' } });
    expect(rows[2]).toMatchObject({ line: 1, year: 2025, data: { pengadaan: null, total: null } });
    expect(codes(issues)).toEqual([
      'warning budget-arithmetic belanja_pengadaan',
      'warning budget-arithmetic total_belanja',
      'warning budget-empty total_belanja',
    ]);
  });

  it('reject an empty budget row whose year nobody tells', () => {
    expect(codes(mapOne('struktur-anggaran', { kd_satker: 1, tahun_anggaran: null, total_belanja: null }))).toEqual([
      'error year-missing tahun_anggaran',
    ]);
  });

  it('give products with the lowest price, exactly', async () => {
    const [produk] = await references('produk-backslash.csv');
    expect(produk).toMatchObject({
      key: '8003',
      data: { name: 'Selendang "Tenun" 2 m', price: '371940.10', tkdn: '80.5', live: 'tayang' },
    });
    expect(produk?.sourceRow).not.toContain('012345678901234');
    const [v6] = await references('produk-penyedia.json');
    expect(v6).toMatchObject({ key: '0a11c374-0000-4d1b-b079-000000000001', data: { price: null, live: true } });
    const [detail] = await references('e-purchasing-produk.json', 2025);
    expect(detail).toMatchObject({
      family: 'order-produk',
      key: '01K0CONTH0000000000000001A|0a11c374-0000-4d1b-b079-000000000001',
      year: 2025,
      data: { value: '20000000', category: ['Pangan', 'Minuman', 'Kopi'] },
    });
  });

  it('give RUP packages and their revisions', async () => {
    const [rup, text] = await references('rup-penyedia.json');
    expect(rup).toMatchObject({
      family: 'rup',
      key: '60000001',
      year: 2025,
      snapshotAt: '2025-10-03T00:00:00+08:00',
      data: { pagu: '30000000', active: true, deleted: false, umk: 'UKM', announcedOn: '2025-01-04' },
    });
    expect(text?.data).toMatchObject({ active: true, deleted: false, announcedOn: '2026-03-31' });
    const [revision] = await references('rup-kaji-ulang.json');
    expect(revision).toMatchObject({ key: '50000001|60000001|2025-02-20T14:05:02Z', data: { revision: 'SATUKESATU' } });
  });

  it('without a key are rejected', () => {
    expect(codes(mapOne('komoditas', { nama_komoditas: 'x' }))).toEqual(['error key-missing kd_komoditas']);
    expect(codes(mapOne('rup-kaji-ulang', { kd_rup_lama: 0, kd_rup_baru: 1 }))).toEqual([
      'error key-missing kd_rup_lama',
    ]);
  });
});

describe('persons', () => {
  it('leave no phone, e-mail, NIP, name of an official or full NPWP in any row of any feed', async () => {
    const names = FIXTURE_NAMES;
    const seen: string[] = [];
    for (const name of names) {
      const { rows, issues } = await mapped(name, 2025);
      seen.push(JSON.stringify(rows), JSON.stringify(issues));
    }
    const text = seen.join('\n');
    expect(text.length).toBeGreaterThan(20_000);
    for (const trace of [
      /@contoh\.test/,
      /0812[-\d]{6}/,
      /0380[) -]*000/,
      /1990010120/,
      /Orang Contoh/,
      /orang\.contoh/,
    ])
      expect(text).not.toMatch(trace);
    expect(text).not.toMatch(/012345678901234|01\.234\.567/);
    expect(text).not.toMatch(/Pejabat Contoh/);
  });

  it('are dropped from unknown columns and nested values by name, and masked in free text', () => {
    const row = onePurchase(
      'v5',
      line({
        'No HP Pejabat': '081200000009',
        email2: 'x@contoh.test',
        NIK: '5371010101800001',
        Nama_PPK: 'Orang Contoh',
        rekening: 5371010101800001,
        tambahan: { telepon: '081200000009', catatan: 'wa 081200000009', barang: ['kopi'] },
        kode_lain: '2.16.01.2.08.0004',
      }),
    );
    const source = JSON.parse(row.sourceRow) as Record<string, unknown>;
    expect(source).toMatchObject({
      rekening: '[nomor]',
      tambahan: '{"catatan":"wa [telepon]","barang":["kopi"]}',
      kode_lain: '2.16.01.2.08.0004',
      alamat_satker: 'Jl. Contoh No. 1\r\nTelp. [telepon], [email]',
      npwp_satker: '***********0123',
    });
    for (const gone of ['No HP Pejabat', 'email2', 'NIK', 'Nama_PPK', 'ppk_nip', 'jabatan_ppk'])
      expect(source).not.toHaveProperty([gone]);
  });
});

const FIXTURE_NAMES = [
  'v5-isb.json',
  'v5-2022-backslash.csv',
  'v5-staff-joined.csv',
  'v5-archive-envelope.json',
  'v5-dump-text.json',
  'v6-isb.json',
  'v6-inaproc-envelope.json',
  'toko-daring.json',
  'toko-daring-2022.csv',
  'realisasi.json',
  'non-tender.json',
  'penyedia-v5.csv',
  'penyedia-v6-envelope.json',
  'distributor.csv',
  'master-satker.json',
  'produk-backslash.csv',
  'rup-penyedia.json',
];

describe('the source row', () => {
  it('is JSON text that gives every kept value back, but for signs that PostgreSQL does not take', () => {
    const odd = 'a "b" \\ c\td\u0001 é 😀 \u2028';
    const row = onePurchase(
      'v5',
      line({
        catatan_produk: `${odd}\u0000 \ud800 end`,
        'Kolom "aneh"': true,
        lain: null,
        tanggal: new Date('2025-01-02T03:04:05Z'),
      }),
    );
    const source = JSON.parse(row.sourceRow) as Record<string, unknown>;
    expect(source).toMatchObject({
      catatan_produk: `${odd} \ufffd end`,
      'Kolom "aneh"': true,
      total_harga: 300000,
      tanggal: '2025-01-02T03:04:05.000Z',
    });
    expect(source).not.toHaveProperty('lain');
  });
});
