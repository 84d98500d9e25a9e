import type { AnggaranData } from '../../purchasing/intake/reference-data.js';
import { millionths } from './decimal.js';
import { defineFeed, referenceRow } from './definition.js';
import type { RowCells } from './row-reader.js';

/**
 * Budget per satker and year. Satkers without a budget come with all figures and the year null: they are kept as
 * unknown, under the year of the file.
 */
export const strukturAnggaran = defineFeed(
  {
    feed: 'struktur-anggaran',
    name: 'Struktur anggaran perangkat daerah (RUP)',
    service: 'RUP-StrukturAnggaranPD',
    kind: 'reference',
    required: ['kd_satker', 'belanja_pengadaan', 'total_belanja'],
    needsFileYear: true,
    columns: {
      tahun_anggaran: 'number',
      kd_klpd: 'code',
      nama_klpd: 'text',
      kd_satker: 'code',
      kd_satker_str: 'code',
      nama_satker: 'text',
      belanja_operasi: 'amount',
      belanja_modal: 'amount',
      belanja_btt: 'amount',
      belanja_non_pengadaan: 'amount',
      belanja_pengadaan: 'amount',
      total_belanja: 'amount',
      last_update_ref: 'volatile',
      _event_date: 'volatile',
    },
  },
  (cells, context) => {
    const satkerCode = cells.id('kd_satker');
    const year = cells.year('tahun_anggaran') ?? context.year;
    if (satkerCode === null && !cells.rejected) cells.reject('key-missing', 'kd_satker');
    if (year === null) cells.reject('year-missing', 'tahun_anggaran');
    const amounts = {
      operasi: cells.amount('belanja_operasi'),
      modal: cells.amount('belanja_modal'),
      btt: cells.amount('belanja_btt'),
      nonPengadaan: cells.amount('belanja_non_pengadaan'),
      pengadaan: cells.amount('belanja_pengadaan'),
      total: cells.amount('total_belanja'),
    };
    if (cells.rejected || satkerCode === null) return null;
    check(cells, amounts);
    return referenceRow<AnggaranData>(
      cells,
      'anggaran',
      {
        key: `${year}|${satkerCode}`,
        keyColumn: 'kd_satker',
        klpd: cells.klpd('kd_klpd'),
        year,
        data: {
          satkerCode,
          satkerText: cells.textCode('kd_satker_str'),
          satkerName: cells.text('nama_satker'),
          klpdName: cells.text('nama_klpd'),
          ...amounts,
        },
      },
      { snapshotAt: cells.moment('_event_date') },
    );
  },
);

type Amounts = Record<'operasi' | 'modal' | 'btt' | 'nonPengadaan' | 'pengadaan' | 'total', string | null>;

/** Where there are figures, a missing one counts as 0 in the sums: pengadaan = operasi + modal + btt, and so on. */
function check(cells: RowCells, amounts: Amounts): void {
  if (Object.values(amounts).every((amount) => amount === null)) {
    cells.warn('budget-empty', 'total_belanja');
    return;
  }
  const of = (name: keyof Amounts): bigint => millionths(amounts[name] ?? '0');
  if (of('pengadaan') !== of('operasi') + of('modal') + of('btt'))
    cells.warn('budget-arithmetic', 'belanja_pengadaan', 'operasi + modal + btt');
  if (of('total') !== of('pengadaan') + of('nonPengadaan'))
    cells.warn('budget-arithmetic', 'total_belanja', 'pengadaan + non-pengadaan');
}
