import type { RupData, RupRevisiData } from '../../purchasing/intake/reference-data.js';
import { defineFeed, referenceRow } from './definition.js';

/** Planned packages (RUP), by ISB and by INAPROC. `status_ukm` is a plan flag and says nothing about the supplier. */
export const rupPenyedia = defineFeed(
  {
    feed: 'rup-penyedia',
    name: 'RUP paket penyedia',
    service: 'RUP-PaketPenyedia-Terumumkan',
    kind: 'reference',
    required: ['kd_rup', 'nama_paket', 'pagu', 'metode_pengadaan', 'status_umumkan_rup'],
    excluded: ['kd_nontender_pct', 'total_realisasi', 'total_harga'],
    columns: {
      tahun_anggaran: 'number',
      kd_klpd: 'code',
      nama_klpd: 'text',
      jenis_klpd: 'text',
      kd_satker: 'code',
      kd_satker_str: 'code',
      nama_satker: 'text',
      kd_rup: 'code',
      nama_paket: 'text',
      pagu: 'amount',
      kd_metode_pengadaan: 'code',
      metode_pengadaan: 'text',
      kd_jenis_pengadaan: 'code',
      jenis_pengadaan: 'text',
      status_pradipa: 'text',
      status_pdn: 'text',
      status_ukm: 'text',
      alasan_non_ukm: 'text',
      status_konsolidasi: 'text',
      tipe_paket: 'text',
      kd_rup_swakelola: 'code',
      kd_rup_lokal: 'code',
      volume_pekerjaan: 'text',
      urarian_pekerjaan: 'text',
      uraian_pekerjaan: 'text',
      spesifikasi_pekerjaan: 'text',
      detail_lokasi: 'text',
      tgl_awal_pemilihan: 'day',
      tgl_akhir_pemilihan: 'day',
      tgl_awal_kontrak: 'day',
      tgl_akhir_kontrak: 'day',
      tgl_awal_pemanfaatan: 'day',
      tgl_akhir_pemanfaatan: 'day',
      tgl_buat_paket: 'day',
      tgl_pengumuman_paket: 'moment',
      status_aktif_rup: 'flag',
      status_delete_rup: 'flag',
      status_umumkan_rup: 'text',
      status_dikecualikan: 'flag',
      alasan_dikecualikan: 'text',
      tahun_pertama: 'number',
      kode_rup_tahun_pertama: 'code',
      nomor_kontrak: 'text',
      spp_aspek_ekonomi: 'flag',
      spp_aspek_sosial: 'flag',
      spp_aspek_lingkungan: 'flag',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) =>
    referenceRow<RupData>(
      cells,
      'rup',
      {
        key: cells.id('kd_rup'),
        keyColumn: 'kd_rup',
        klpd: cells.klpd('kd_klpd'),
        year: cells.year('tahun_anggaran') ?? context.year,
        data: {
          name: cells.text('nama_paket'),
          satkerCode: cells.id('kd_satker'),
          satkerText: cells.textCode('kd_satker_str'),
          satkerName: cells.text('nama_satker'),
          pagu: cells.amount('pagu'),
          method: cells.text('metode_pengadaan'),
          kind: cells.text('jenis_pengadaan'),
          umk: cells.text('status_ukm'),
          pdn: cells.text('status_pdn'),
          active: cells.flag('status_aktif_rup'),
          deleted: cells.flag('status_delete_rup'),
          announced: cells.text('status_umumkan_rup'),
          announcedOn: cells.day('tgl_pengumuman_paket'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);

/** Which RUP code became which: an order keeps the code it was made under. */
export const rupKajiUlang = defineFeed(
  {
    feed: 'rup-kaji-ulang',
    name: 'Riwayat kaji ulang RUP',
    service: 'v1/rup/history-kaji-ulang',
    kind: 'reference',
    required: ['kd_rup_lama', 'kd_rup_baru', 'jenis_revisi'],
    columns: {
      tahun_anggaran: 'number',
      tgl_kaji_ulang: 'moment',
      jenis_revisi: 'text',
      jenis_klpd: 'text',
      nama_klpd: 'text',
      nama_satker: 'text',
      jenis_paket: 'text',
      kd_klpd: 'code',
      kd_rup_baru: 'code',
      kd_rup_lama: 'code',
      kd_satker_str: 'code',
      kd_satker: 'code',
      alasan_kajiulang: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const oldCode = cells.id('kd_rup_lama');
    const newCode = cells.id('kd_rup_baru');
    const revisedAt = cells.moment('tgl_kaji_ulang');
    if (oldCode === null || newCode === null) {
      if (!cells.rejected) cells.reject('key-missing', oldCode === null ? 'kd_rup_lama' : 'kd_rup_baru');
      return null;
    }
    return referenceRow<RupRevisiData>(
      cells,
      'rup-revisi',
      {
        key: `${oldCode}|${newCode}|${revisedAt ?? ''}`,
        keyColumn: 'kd_rup_lama',
        klpd: cells.klpd('kd_klpd'),
        year: cells.year('tahun_anggaran') ?? context.year,
        data: {
          oldCode,
          newCode,
          revision: cells.text('jenis_revisi'),
          revisedAt,
          packageKind: cells.text('jenis_paket'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    );
  },
);
