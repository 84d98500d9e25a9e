import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { xlsx } from '../../../src/demo/serialise.js';
import type { ImportBatch, ImportRequest } from '../../../src/ingestion/import-batch.js';
import { ImportService } from '../../../src/ingestion/import.service.js';
import type { Feed } from '../../../src/purchasing/intake/rows.js';
import { openTestApp, type SignedIn, type TestApp } from '../../support/app.js';
import type { Row } from './support.js';

/** Whoever reads this: no such person, number or address exists. */
const FAKES = [
  '081299887766',
  '0812-9988-7766',
  '+62 812 9988 7766',
  '(0380) 998877',
  'pelapor.contoh@uji.invalid',
  '198702032010011007',
  '19870203 201001 1 007',
  '5371012345678901',
  '09.876.543.2-123.456',
  '098765432123456',
];
const SENTENCE = `hub. ${FAKES.join(' / ')} (Contoh)`;
/** The digits of any of them, whatever stands between; the address. Four digits of an NPWP may stay. */
const TRACE =
  '8[ .-]*1[ .-]*2[ .-]*9[ .-]*9[ .-]*8[ .-]*8[ .-]*7[ .-]*7[ .-]*6[ .-]*6|998877(?!66)|pelapor[.]contoh|1987[ .-]*02[ .-]*03[ .-]*2010|537101[ .-]*2345|9[ .-]*876[ .-]*543';

/** A fixture of each feed, and the column by which it tells its rows apart. */
const FEEDS: [file: string, feed: Feed, key: string][] = [
  ['master-klpd.json', 'master-klpd', 'kd_klpd'],
  ['instansi-satker.json', 'instansi-satker', 'kd_satker'],
  ['master-satker.json', 'master-satker', 'kd_satker'],
  ['struktur-anggaran.json', 'struktur-anggaran', 'kd_satker'],
  ['komoditas.json', 'komoditas', 'kd_komoditas'],
  ['penyedia-v6-envelope.json', 'penyedia-v6', 'kode_penyedia'],
  ['produk-penyedia.json', 'produk-penyedia', 'kd_produk'],
  ['rup-penyedia.json', 'rup-penyedia', 'kd_rup'],
  ['rup-kaji-ulang.json', 'rup-kaji-ulang', 'kd_rup_lama'],
  ['v5-isb.json', 'v5', 'kd_paket'],
  ['v6-isb.json', 'v6-isb', 'kd_paket'],
  ['v6-inaproc-envelope.json', 'v6-inaproc', 'order_id'],
  ['toko-daring.json', 'toko-daring', 'order_id'],
  ['realisasi.json', 'realisasi', 'Kode Paket'],
  ['non-tender.json', 'non-tender', 'kd_nontender_pct'],
  ['e-purchasing-produk.json', 'e-purchasing-produk', 'order_id'],
];

/** Feeds of which the fixture is a CSV; the columns are those of upstream. */
const SUPPLIERS: [feed: Feed, row: Row][] = [
  [
    'penyedia-v5',
    {
      kd_penyedia: 1,
      nama_penyedia: 'CONTOH JAYA',
      kode_penyedia_sikap: 2,
      penyedia_ukm: 'Usaha Kecil',
      alamat_penyedia: 'Jl. Contoh',
      email_penyedia: FAKES[4] ?? '',
      no_telp_penyedia: FAKES[0] ?? '',
      npwp_penyedia: FAKES[8] ?? '',
      npwp_16: FAKES[7] ?? '',
      kbli2020_penyedia: '46100;46201',
    },
  ],
  [
    'distributor',
    {
      kd_penyedia_distributor: 1,
      nama_distributor: 'CONTOH ANTAR',
      alamat_distributor: 'Jl. Contoh',
      email_distributor: FAKES[4] ?? '',
      no_telp_distributor: FAKES[1] ?? '',
      npwp_distributor: FAKES[9] ?? '',
    },
  ],
];

describe('what points at a person', () => {
  let test: TestApp;
  let staff: SignedIn;
  const batches: ImportBatch[] = [];

  const give = async (content: string | Buffer, name: string, request: ImportRequest = {}): Promise<ImportBatch> => {
    const imports = test.app.get(ImportService);
    const who = { fileName: name, by: 'penguji', origin: 'api' as const };
    const batch = await imports.finish(
      await imports.receive(Readable.from([Buffer.from(content)]), who, { year: 2025, confirm: true, ...request }),
    );
    batches.push(batch);
    return batch;
  };

  beforeAll(async () => {
    test = await openTestApp();
    staff = await test.signIn('admin');
    for (const [file, feed, key] of FEEDS)
      await give(JSON.stringify(soiled(fixture(file), key)), `${file} ${FAKES[1]}`, { as: feed });
    for (const [feed, row] of SUPPLIERS)
      await give(JSON.stringify(soiled(row, Object.keys(row)[0] ?? '')), `${feed} ${FAKES[4]}.json`, { as: feed });
    // A workbook whose sheet and one of whose headings name a person, and files of which nothing can be used.
    const [order] = soiled(fixture('v6-isb.json'), 'kd_paket');
    const named = {
      ...(order as Row),
      rincian: null,
      kd_paket: '01BUKU',
      [`catatan ${FAKES[4]} ${FAKES[1]}`]: SENTENCE,
    };
    await give(await xlsx(`hp ${FAKES[0]}`, [named]), 'buku.xlsx');
    await give(`${FAKES.join(';')}\n${FAKES.join(';')}`, 'tanpa judul.csv');
    await give(`{"error":"${SENTENCE}"}`, 'galat.json');
    await give(`<html><body>${SENTENCE}</body></html>`, 'laman.json');
  }, 300_000);
  afterAll(() => test.close());

  it('came in with every feed, in nearly every column', () => {
    const applied = batches.filter(({ state }) => state === 'applied');
    expect(applied.map(({ feed }) => feed)).toEqual([
      ...FEEDS.map(([, feed]) => feed),
      ...SUPPLIERS.map(([feed]) => feed),
      'v6-isb',
    ]);
    const taken = applied.reduce((all, { counts }) => all + counts.accepted, 0);
    const rejected = applied.reduce((all, { counts }) => all + counts.rejected, 0);
    expect(taken).toBeGreaterThan(400);
    expect(rejected).toBeGreaterThan(20); // a sentence where an amount or a day should be
    expect(batches.filter(({ state }) => state === 'refused')).toHaveLength(3);
  });

  it('is in no column of any table but the encrypted archive', async () => {
    const columns = (await test.source.query(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'archive%'
         and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY'))
       order by 1, 2`,
    )) as { table: string; column: string }[];
    expect(columns.length).toBeGreaterThan(60);
    const found: Record<string, string> = {};
    for (const { table, column } of columns) {
      const [hit] = (await test.source.query(
        `select "${column}"::text as value from "${table}" where "${column}"::text ~ $1 limit 1`,
        [TRACE],
      )) as { value: string }[];
      if (hit) found[`${table}.${column}`] = hit.value.slice(0, 300);
    }
    expect(found).toEqual({});
  });

  it('is in no answer of the API and on no page', async () => {
    const trace = new RegExp(TRACE);
    const ask = async (path: string): Promise<string> => {
      const { text } = await staff.agent.get(path).expect(200);
      expect([path, trace.exec(text)?.[0] ?? null]).toEqual([path, null]);
      return text;
    };
    const list = JSON.parse(await ask('/api/v1/packages?year=2025&size=100')) as { items: { id: string }[] };
    expect(list.items.length).toBeGreaterThan(50);
    let lines = 0;
    for (const { id } of list.items.slice(0, 40)) {
      const detail = JSON.parse(await ask(`/api/v1/packages/${id}`)) as { lineItems: { id: string }[] };
      for (const line of detail.lineItems) {
        expect(await ask(`/api/v1/lines/${line.id}/source-row`)).toContain('[telepon]');
        lines += 1;
      }
    }
    expect(lines).toBeGreaterThan(30);
    for (const { id } of batches) {
      await ask(`/api/v1/imports/${id}`);
      await ask(`/api/v1/imports/${id}/issues`);
      await ask(`/impor/${id}`);
    }
    for (const path of [
      '/api/v1/imports',
      '/api/v1/suppliers',
      '/api/v1/satker-assignments',
      '/api/v1/perangkat-daerah',
    ])
      await ask(path);
    for (const path of ['/', '/impor', '/belanja/paket', '/pemetaan']) await ask(path);
  });
});

/** The first row of a fixture. */
function fixture(file: string): Row {
  const path = new URL(`../../fixtures/feeds/${file}`, import.meta.url);
  const body = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as Row[] | { data: Row[] };
  const [row] = Array.isArray(body) ? body : body.data;
  if (!row) throw new Error(`No row in ${file}`);
  return row;
}

/** Two rows for each column, in which that column, and columns that nobody knows, name a person. */
function soiled(row: Row, key: string): Record<string, unknown>[] {
  const told = [SENTENCE, SENTENCE.replace(` ${FAKES[4]} /`, '')];
  return Object.keys(row).flatMap((column, index) =>
    told.map((sentence, nth) => ({
      ...row,
      [key]: `77${nth}${String(index).padStart(3, '0')}`,
      ...(column === key ? {} : { [column]: row[column] === null ? sentence : `${row[column]} ${sentence}` }),
      keterangan_lain: sentence,
      nomor_aneh: FAKES[5],
      telp_kantor_2: FAKES[2],
      nip_lain: FAKES[5],
      rincian: { nama_ppk: 'Orang Contoh', catatan: [sentence], npwp_toko: FAKES[8] },
    })),
  );
}
