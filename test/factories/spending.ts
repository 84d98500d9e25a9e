import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PurchasingIntake } from '../../src/purchasing/intake/purchasing-intake.js';
import type { FeedRow } from '../../src/purchasing/intake/rows.js';
import { Refresh } from '../../src/purchasing/refresh.js';
import type { DataSource } from 'typeorm';
import { aPurchaseRow } from './feed-rows.js';

/** Takes rows in as one batch, as an import would. */
export async function takeRows(
  app: NestFastifyApplication,
  source: DataSource,
  batchId: string,
  rows: FeedRow[],
  completeYear = false,
): Promise<void> {
  const intake = app.get(PurchasingIntake).open({
    batchId,
    feed: 'v5',
    snapshotAt: null,
    completeYear,
    timeZone: 'Asia/Makassar',
  });
  await intake.add(rows);
  await source.transaction((tx) => intake.apply(tx));
}

/**
 * A small year whose sums can be done in the head (KLPD D999, 2025, rupiah):
 * - P1, v5, completed, satker 501 of Dinas Contoh: 100.10 UMK and OVOP, 200.20 not UMK;
 * - P2, v5, still running, satker 502 of Dinas Contoh: 50.00 from a supplier nobody knows; one of two lines is missing;
 * - O3, v6, cancelled, satker 502: 70.00;
 * - O4, v6, of a status nobody knows, satker 503, which is not mapped: 30.00;
 * - Badan Kosong bought nothing.
 */
export async function aSmallYear(app: NestFastifyApplication, source: DataSource): Promise<{ pd: string }> {
  await takeRows(app, source, '1', [
    aPurchaseRow({
      key: 'P1',
      packageNo: 'CTH-P2503-1',
      name: 'Belanja cendera mata',
      satkerCode: '501',
      satkerName: 'Dinas Contoh',
      supplierKey: 'S1',
      supplierName: 'Kelompok Tenun Contoh',
      productName: 'Selendang tenun ikat',
      value: '100.10',
      sourceRow: JSON.stringify({ kd_paket: 'P1', catatan_produk: 'hubungi [telepon]' }),
    }),
    aPurchaseRow({
      key: 'P1',
      packageNo: 'CTH-P2503-1',
      name: 'Belanja cendera mata',
      satkerCode: '501',
      satkerName: 'Dinas Contoh',
      supplierKey: 'S2',
      supplierName: 'Perusahaan Besar Contoh',
      productName: 'Kotak kemasan',
      value: '200.20',
    }),
    aPurchaseRow({
      key: 'P2',
      name: 'Belanja alat tulis',
      status: 'proses_kontrak_ppk',
      satkerCode: '502',
      satkerName: 'UPT Contoh',
      supplierKey: 'S3',
      value: '50.00',
      expectedLines: 2,
      orderedOn: '2025-04-02',
    }),
    aPurchaseRow({
      source: 'v6',
      key: 'O3',
      status: 'CANCELLED',
      satkerCode: '502',
      satkerName: 'UPT Contoh',
      supplierKey: 'V1',
      value: '70.00',
    }),
    aPurchaseRow({
      source: 'v6',
      key: 'O4',
      status: 'STATUS_BARU',
      satkerCode: '503',
      satkerName: 'Satker Lepas',
      supplierKey: 'V1',
      value: '30.00',
    }),
  ]);
  return source.transaction(async (tx) => {
    await tx.query('delete from satker_assignment');
    await tx.query('delete from perangkat_daerah');
    const [pd] = (await tx.query(
      `insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Dinas Contoh', 'staf') returning id::text`,
    )) as { id: string }[];
    await tx.query(`insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Badan Kosong', 'staf')`);
    await tx.query(
      `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state)
       select 'D999', satker_key, case when satker_key = '503' then null else $1::bigint end, 'dipastikan'
       from satker_alias where klpd = 'D999'`,
      [pd?.id],
    );
    await tx.query(`insert into supplier_decision (scheme, key, umk) values ('v5', 'S1', 'yes'), ('v5', 'S2', 'no')`);
    await tx.query(
      `insert into ovop_entry (kind, value, value_key, label, valid_from)
       values ('kata', 'tenun', 'tenun', 'Tenun ikat Desa Contoh', '2024-01-01')`,
    );
    await app.get(Refresh).run(tx, 'all');
    return { pd: pd?.id ?? '' };
  });
}
