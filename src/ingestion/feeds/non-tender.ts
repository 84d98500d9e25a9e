import { defineFeed, purchaseRow } from './definition.js';

/**
 * SPSE's record of purchases outside tender and e-purchasing. Despite their names `nilai_umk_pct` and `nilai_pdn_pct`
 * are rupiah ("pct" stands for pencatatan). Its kd_satker is SPSE's own number (it ends in the LPSE's code), not the
 * RUP's, so the satker is told by its textual code alone.
 */
export const nonTender = defineFeed(
  {
    feed: 'non-tender',
    name: 'Pencatatan non-tender (SPSE)',
    service: 'SPSE-PencatatanNonTender',
    kind: 'purchase',
    required: ['kd_nontender_pct', 'total_realisasi', 'nama_paket'],
    columns: {
      tahun_anggaran: 'number',
      kd_klpd: 'code',
      nama_klpd: 'text',
      jenis_klpd: 'text',
      kd_satker: 'code',
      kd_satker_str: 'code',
      nama_satker: 'text',
      kd_lpse: 'code',
      kd_nontender_pct: 'code',
      kd_pkt_dce: 'code',
      kd_rup: 'code',
      nama_paket: 'text',
      pagu: 'amount',
      total_realisasi: 'amount',
      nilai_pdn_pct: 'amount',
      nilai_umk_pct: 'amount',
      sumber_dana: 'text',
      uraian_pekerjaan: 'text',
      informasi_lainnya: 'text',
      kategori_pengadaan: 'text',
      mtd_pemilihan: 'text',
      bukti_pembayaran: 'text',
      status_nontender_pct: 'text',
      status_nontender_pct_ket: 'text',
      alasan_pembatalan: 'text',
      tgl_buat_paket: 'day',
      tgl_mulai_paket: 'day',
      tgl_selesai_paket: 'day',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const key = cells.key('kd_nontender_pct');
    const year = cells.year('tahun_anggaran') ?? context.year;
    if (year === null) cells.reject('year-missing', 'tahun_anggaran');
    const value = cells.amount('total_realisasi');
    const umkValue = cells.amount('nilai_umk_pct');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'total_realisasi');
    return purchaseRow(
      cells,
      {
        source: 'pencatatan',
        key,
        grain: 'order',
        klpd: cells.klpd('kd_klpd'),
        klpdName: cells.text('nama_klpd'),
        year,
        name: cells.text('nama_paket'),
        rupCodes: cells.rupCodes('kd_rup'),
        funds: cells.funds('sumber_dana'),
        satkerText: cells.textCode('kd_satker_str'),
        satkerName: cells.text('nama_satker'),
        status: cells.text('status_nontender_pct_ket', 'status_nontender_pct'),
        orderedOn: cells.day('tgl_buat_paket'),
        value,
        umkValue,
      },
      { snapshotAt: cells.moment('_event_date') },
    );
  },
);
