import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InstanceSettings } from '../../../src/access/instance/instance-settings.js';
import type { ImportBatch, ImportRequest } from '../../../src/ingestion/import-batch.js';
import { ImportService } from '../../../src/ingestion/import.service.js';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { type Env, readEnv } from '../../../src/shared/env.js';
import { Locks } from '../../../src/shared/locks.js';
import { senToDecimal } from '../../../src/shared/money.js';
import { Signals } from '../../../src/shared/signals.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { EVERYTHING } from '../../../src/access/scope.js';

// What these tests make fail is meant to fail; the log would only frighten.
Logger.overrideLogger(false);

/** Imports over a database of one test file's own. */
export interface ImportBench {
  db: TestDatabase;
  env: Env;
  imports: ImportService;
  /** A second service over the same database and folder, as after a restart. */
  restarted(): ImportService;
  /** Hands bytes over and waits for the end. */
  import(content: string | Buffer, request?: ImportRequest & { name?: string; by?: string }): Promise<ImportBatch>;
  /** The same through a service that has just been started, so that it knows settings changed behind its back. */
  restartedImport(content: string): Promise<ImportBatch>;
  /** Every figure that a report could show, as text: equal = nothing changed. */
  figures(): Promise<string>;
  /** Committed value over everything, decimal text. */
  committed(): Promise<string>;
  close(): Promise<void>;
}

export async function openImportBench(settings: Record<string, string> = {}): Promise<ImportBench> {
  const db = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'lokapasar-import-'));
  const env = readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'fatal', ...settings });
  const services: ImportService[] = [];
  const make = (): ImportService => {
    const service = importsOver(db.source, env);
    services.push(service);
    return service;
  };
  const imports = make();
  const queries = new SpendingQueries(db.source);
  return {
    db,
    env,
    imports,
    restarted: make,
    async import(content, request = {}) {
      const { name = 'berkas.json', by = 'penguji', ...rest } = request;
      const id = await imports.receive(
        Readable.from([Buffer.from(content)]),
        { fileName: name, by, origin: 'api' },
        rest,
      );
      return imports.finish(id);
    },
    async restartedImport(content) {
      const service = make();
      const who = { fileName: 'berkas.json', by: 'penguji', origin: 'api' as const };
      return service.finish(await service.receive(Readable.from([Buffer.from(content)]), who));
    },
    figures: () => figuresOf(db.source),
    async committed() {
      const report = await queries.report('source', { klpd: null, year: null }, EVERYTHING);
      return senToDecimal(report.total.committed.value);
    },
    async close() {
      for (const service of services) await service.beforeApplicationShutdown();
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The service as the app wires it. */
export function importsOver(source: DataSource, env: Env): ImportService {
  const signals = new Signals(source);
  const intake = new PurchasingIntake(source, new Refresh(signals));
  return new ImportService(source, intake, new Locks(source), new InstanceSettings(source, signals, env), env);
}

/** Every figure that a report could show, as text. */
export async function figuresOf(source: DataSource): Promise<string> {
  const ask = (sql: string): Promise<unknown> => source.query(sql);
  const cells = await ask(
    `select klpd, year, month, source, satker_key, status_key, standing, fund, catalogue, umk, ovop, lines, value::text
     from spending_cell order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
  );
  const packages = await ask(
    `select klpd, year, month, source, satker_key, status_key, standing, fund, kinds::text, packages
     from spending_package order by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  );
  const sellers = await ask(
    `select klpd, year, on_day::text, source, scheme, key, umk, completed, purchase_id is null as alone, packages, value::text
     from seller_day order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
  );
  const products = await ask('select * from sold_product order by klpd, year, source, code');
  const lines = await ask(
    'select source, source_key, value::text, status_key, umk, part from spending_line order by 1, 2, 3, 4, 5, 6',
  );
  return JSON.stringify({ cells, packages, sellers, products, lines });
}

type Line = Record<string, string | number | null>;

/** A line of e-Katalog v5 as ISB gives it; all names are made up. */
export function v5Line(over: Line = {}): Line {
  return {
    tahun_anggaran: 2025,
    kd_klpd: 'D901',
    satker_id: 700001,
    nama_satker: null,
    alamat_satker: 'Jl. Contoh 1, hubungi Bpk. Contoh 0812-3456-7890',
    npwp_satker: '00.111.222.3-444.000',
    kd_paket: 5001,
    no_paket: 'TST-P2501-5001',
    nama_paket: 'Belanja bahan contoh',
    kd_rup: 41000001,
    nama_sumber_dana: 'APBD',
    kode_anggaran: '5.1.02.01.01.0024',
    kd_komoditas: 601,
    kd_produk: 81001,
    kd_penyedia: 91001,
    kd_penyedia_distributor: 92001,
    jml_jenis_produk: 1,
    kuantitas: 2,
    harga_satuan: 150000,
    ongkos_kirim: 0,
    total_harga: 300000,
    kd_user_pokja: 1,
    no_telp_user_pokja: '081234567890',
    email_user_pokja: 'contoh.orang@contoh.invalid',
    kd_user_ppk: 2,
    ppk_nip: '199001012020011001',
    jabatan_ppk: 'PPK',
    tanggal_buat_paket: '2025-03-05',
    tanggal_edit_paket: '2025-03-09',
    deskripsi: null,
    status_paket: 'paket_selesai',
    paket_status_str: 'Paket Selesai',
    catatan_produk: 'kirim ke gudang, telp 0813 9999 0000',
    kd_provinsi_wilayah_harga: 29,
    kd_kabupaten_wilayah_harga: 1,
    ...over,
  };
}

/** Packages `from` to `to`, each of three lines: 100, 200 and 300 thousand rupiah and one sen per package number. */
export function v5Packages(from: number, to: number, over: Line = {}): Line[] {
  const lines: Line[] = [];
  for (let n = from; n <= to; n += 1)
    for (const part of [1, 2, 3])
      lines.push(
        v5Line({
          kd_paket: 5000 + n,
          no_paket: `TST-P2501-${5000 + n}`,
          kd_produk: 81000 + part,
          jml_jenis_produk: 3,
          kuantitas: 1,
          harga_satuan: `${part}00000.${part === 1 ? '01' : '00'}`,
          total_harga: `${part}00000.${part === 1 ? '01' : '00'}`,
          satker_id: 700000 + (n % 4),
          ...over,
        }),
      );
  return lines;
}

/** An order of e-Katalog v6 as ISB gives it. */
export function v6Order(over: Line = {}): Line {
  return {
    tahun_anggaran: 2025,
    jenis_instansi: 'PROVINSI',
    nama_instansi: 'Provinsi Contoh',
    nama_satker: 'Dinas Contoh',
    kd_klpd: 'D901',
    kd_satker_str: '1.02.0.00.0.00.01.0000',
    kd_paket: '01CONTOH000000000000000001',
    kd_rup: '51000001',
    rup_nama_pkt: 'Belanja contoh',
    product_ids: '11,12',
    sumber_dana: 'APBD',
    mak: '5.1.02.01.01.0024',
    kd_penyedia_v6: '01PENYEDIA0000000000000001',
    kd_penyedia_sikap: 0,
    jml_jenis_produk: 2,
    jml_produk: 4,
    ongkir: 0,
    total_harga: 1000000,
    tgl_order: '2025-06-10',
    status_pkt: 'COMPLETED',
    status_pengiriman: 'COMPLETED',
    ...over,
  };
}

export function json(rows: readonly object[]): string {
  return JSON.stringify(rows);
}

/** RFC 4180. */
export function csv(rows: readonly Line[], separator = ','): string {
  const headings = Object.keys(rows[0] ?? {});
  const cell = (value: Line[string] | undefined): string =>
    value === null || value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`;
  return [headings.join(separator), ...rows.map((row) => headings.map((h) => cell(row[h])).join(separator))].join(
    '\r\n',
  );
}

/** The same list in another order that is the same each time. */
export function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item, index) => ({ item, rank: (index * 7919 + 13) % 9973 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
