import type { KlpdData, SatkerInstansiData, SatkerMasterData } from '../../purchasing/intake/reference-data.js';
import { defineFeed, referenceRow } from './definition.js';

/** Columns of feeds that also carry institution and satker, but are about something else. */
const ABOUT_OTHERS = [
  'kd_rup',
  'kd_rup_baru',
  'kd_paket',
  'order_id',
  'kd_nontender_pct',
  'kd_tender',
  'pagu',
  'total_belanja',
];

/** Satkers as e-Katalog v5 knows them: no year, history included. */
export const instansiSatker = defineFeed(
  {
    feed: 'instansi-satker',
    name: 'Satker e-Katalog (semua tahun)',
    service: 'Ecat-InstansiSatker',
    kind: 'reference',
    required: ['kd_satker', 'kd_satker_str', 'nama_satker'],
    excluded: [...ABOUT_OTHERS, 'jenis_satker', 'kd_user_pegawai'],
    columns: {
      kd_klpd: 'code',
      nama_klpd: 'text',
      jenis_klpd: 'text',
      kd_satker: 'code',
      kd_satker_str: 'code',
      nama_satker: 'text',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<SatkerInstansiData>(
      cells,
      'satker-instansi',
      {
        key: cells.id('kd_satker'),
        keyColumn: 'kd_satker',
        klpd: cells.klpd('kd_klpd'),
        data: {
          name: cells.text('nama_satker'),
          text: cells.textCode('kd_satker_str'),
          klpdName: cells.text('nama_klpd'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);

/** Satkers of the RUP in one year; INAPROC adds the years in which each was active. */
export const masterSatker = defineFeed(
  {
    feed: 'master-satker',
    name: 'Master satker (RUP)',
    service: 'RUP-MasterSatker',
    kind: 'reference',
    required: ['kd_satker', 'kd_satker_str', 'nama_satker', 'jenis_satker'],
    excluded: ABOUT_OTHERS,
    columns: {
      kd_satker: 'code',
      kd_satker_str: 'code',
      nama_satker: 'text',
      alamat: 'text',
      kodepos: 'code',
      status_satker: 'text',
      ket_satker: 'text',
      jenis_satker: 'text',
      kd_klpd: 'code',
      nama_klpd: 'text',
      jenis_klpd: 'text',
      kode_eselon: 'code',
      tahun_aktif: 'text',
      tahun_anggaran: 'number',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) =>
    referenceRow<SatkerMasterData>(
      cells,
      'satker-master',
      {
        key: cells.id('kd_satker'),
        keyColumn: 'kd_satker',
        klpd: cells.klpd('kd_klpd'),
        year: cells.year('tahun_anggaran') ?? context.year,
        data: {
          name: cells.text('nama_satker'),
          text: cells.textCode('kd_satker_str'),
          klpdName: cells.text('nama_klpd'),
          kind: cells.text('jenis_satker'),
          status: cells.text('status_satker'),
          blud: cells.text('ket_satker'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);

/** All institutions of the country. */
export const masterKlpd = defineFeed(
  {
    feed: 'master-klpd',
    name: 'Master KLPD',
    service: 'satudata/MasterKLPD',
    kind: 'reference',
    required: ['kd_klpd', 'nama_klpd'],
    excluded: [...ABOUT_OTHERS, 'kd_satker', 'satker_id', 'nama_satker', 'kd_lpse'],
    columns: {
      kd_klpd: 'code',
      nama_klpd: 'text',
      jenis_klpd: 'text',
      kd_provinsi: 'code',
      kd_kabupaten: 'code',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) => {
    const klpd = cells.klpd('kd_klpd');
    return referenceRow<KlpdData>(
      cells,
      'klpd',
      {
        key: klpd,
        keyColumn: 'kd_klpd',
        klpd,
        data: { name: cells.text('nama_klpd'), kind: cells.text('jenis_klpd') },
      },
      { snapshotAt: cells.moment('_event_date') },
    );
  },
);
