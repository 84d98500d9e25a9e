import type { KomoditasData } from '../../purchasing/intake/reference-data.js';
import { defineFeed, referenceRow } from './definition.js';
import { catalogueKindOf } from './v5.js';

/** The etalase of v5: whose catalogue a commodity belongs to. */
export const komoditas = defineFeed(
  {
    feed: 'komoditas',
    name: 'Komoditas (etalase) e-Katalog 5',
    service: 'Ecat-KomoditasDetail',
    kind: 'reference',
    required: ['kd_komoditas', 'nama_komoditas', 'jenis_katalog'],
    excluded: ['kd_paket', 'kd_produk'],
    columns: {
      kd_komoditas: 'code',
      nama_komoditas: 'text',
      jenis_katalog: 'text',
      nama_instansi_katalog: 'text',
      kd_instansi_katalog: 'code',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells) =>
    referenceRow<KomoditasData>(
      cells,
      'komoditas',
      {
        key: cells.id('kd_komoditas'),
        keyColumn: 'kd_komoditas',
        data: {
          name: cells.text('nama_komoditas'),
          catalogueKind: catalogueKindOf(cells.text('jenis_katalog')),
          ownerCode: cells.klpd('kd_instansi_katalog'),
          ownerName: cells.text('nama_instansi_katalog'),
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    ),
);
