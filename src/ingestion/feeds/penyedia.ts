import type { DistributorData, PenyediaV5Data, PenyediaV6Data } from '../../purchasing/intake/reference-data.js';
import { defineFeed, referenceRow } from './definition.js';

/** Suppliers of v5. `penyedia_ukm` is free text upstream and kept as written; what it means is the bureau's table. */
export const penyediaV5 = defineFeed(
  {
    feed: 'penyedia-v5',
    name: 'Penyedia e-Katalog 5',
    service: 'Ecat-PenyediaDetail',
    kind: 'reference',
    required: ['kd_penyedia', 'nama_penyedia'],
    excluded: ['kd_paket', 'kd_produk', 'kd_tender', 'kd_rup', 'kd_kontrak', 'no_kontrak'],
    columns: {
      kd_penyedia: 'code',
      nama_penyedia: 'text',
      kode_penyedia_sikap: 'code',
      penyedia_ukm: 'text',
      penyedia_umkm: 'text',
      alamat_penyedia: 'text',
      npwp_penyedia: 'npwp',
      npwp_16: 'npwp',
      kbli2020_penyedia: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<PenyediaV5Data>(
      cells,
      'penyedia-v5',
      {
        key: cells.id('kd_penyedia'),
        keyColumn: 'kd_penyedia',
        data: {
          name: cells.text('nama_penyedia'),
          sikapId: cells.id('kode_penyedia_sikap'),
          ukm: cells.text('penyedia_ukm', 'penyedia_umkm'),
          npwpMasked: cells.text('npwp_penyedia', 'npwp_16'),
          kbli: cells.list('kbli2020_penyedia'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);

/** Suppliers of v6. */
export const penyediaV6 = defineFeed(
  {
    feed: 'penyedia-v6',
    name: 'Penyedia e-Katalog 6',
    service: 'v1/ekatalog/penyedia-detail',
    kind: 'reference',
    required: ['kode_penyedia', 'nama_penyedia', 'status_umkk'],
    excluded: ['order_id'],
    columns: {
      kode_penyedia: 'code',
      nama_penyedia: 'text',
      nib: 'code',
      npwp_penyedia: 'npwp',
      bentuk_usaha: 'text',
      jenis_perusahaan: 'text',
      status_aktif: 'text',
      status_umkk: 'code',
      rekan_id: 'code',
      alamat_penyedia: 'text',
      kbli_id: 'text',
      kbli_name: 'text',
      last_update_date: 'volatile',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) => {
    const umkk = cells.flag('status_umkk');
    return referenceRow<PenyediaV6Data>(
      cells,
      'penyedia-v6',
      {
        key: cells.id('kode_penyedia'),
        keyColumn: 'kode_penyedia',
        data: {
          name: cells.text('nama_penyedia'),
          sikapId: cells.id('rekan_id'),
          umkk: umkk === null ? null : umkk ? '1' : '0',
          nib: cells.code('nib'),
          npwpMasked: cells.text('npwp_penyedia'),
          form: cells.text('bentuk_usaha'),
          kbli: cells.list('kbli_id'),
          active: cells.text('status_aktif'),
        },
      },
      { rowUpdatedAt: cells.moment('last_update_date'), snapshotAt: cells.moment('_event_date') },
    );
  },
);

/** Distributors of v5: who delivers, not who sells. */
export const distributor = defineFeed(
  {
    feed: 'distributor',
    name: 'Distributor e-Katalog 5',
    service: 'Ecat-PenyediaDistributorDetail',
    kind: 'reference',
    required: ['kd_penyedia_distributor', 'nama_distributor'],
    excluded: ['kd_paket'],
    columns: {
      kd_penyedia_distributor: 'code',
      nama_distributor: 'text',
      alamat_distributor: 'text',
      npwp_distributor: 'npwp',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<DistributorData>(
      cells,
      'distributor',
      {
        key: cells.id('kd_penyedia_distributor'),
        keyColumn: 'kd_penyedia_distributor',
        data: { name: cells.text('nama_distributor'), npwpMasked: cells.text('npwp_distributor') },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);
