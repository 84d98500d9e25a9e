import { comparable } from '../../shared/text.js';
import type { Source } from '../../purchasing/intake/rows.js';
import { defineFeed, purchaseRow } from './definition.js';

/** `Sumber Transaksi` without case, spaces and punctuation. Whatever is not listed is kept as 'lainnya'. */
const SOURCES: Readonly<Record<string, Source>> = {
  'e katalog 6 0': 'v6',
  'e katalog 6': 'v6',
  'e katalog 5 0': 'v5',
  'e katalog 5': 'v5',
  'e katalog': 'v5',
  tokodaring: 'toko-daring',
  'toko daring': 'toko-daring',
  tender: 'tender',
  seleksi: 'tender',
  'non tender': 'non-tender',
  nontender: 'non-tender',
  pencatatan: 'pencatatan',
  'pencatatan non tender': 'pencatatan',
  swakelola: 'swakelola',
  'pencatatan swakelola': 'swakelola',
};

/**
 * The table that the public realisasi page exports. It tells of every way of buying, one row per package; where a
 * detailed feed tells the same order, that feed wins, which is decided at intake.
 */
export const realisasi = defineFeed(
  {
    feed: 'realisasi',
    name: 'Ekspor halaman Realisasi (data.inaproc.id)',
    service: 'data.inaproc.id/realisasi',
    kind: 'purchase',
    required: ['nama_instansi', 'kode_paket', 'sumber_transaksi', 'total_nilai_(rp)'],
    columns: {
      nama_instansi: 'text',
      nama_satuan_kerja: 'text',
      kode_paket: 'code',
      kode_rup: 'code',
      tahun_anggaran: 'number',
      sumber_transaksi: 'text',
      sumber_dana: 'text',
      nama_penyedia: 'text',
      metode_pengadaan: 'text',
      jenis_pengadaan: 'text',
      nama_paket: 'text',
      status_paket: 'text',
      'total_nilai_(rp)': 'amount',
      'nilai_pdn_(rp)': 'amount',
    },
  },
  (cells, context) => {
    const key = cells.key('kode_paket');
    const year = cells.year('tahun_anggaran') ?? context.year;
    if (year === null) cells.reject('year-missing', 'tahun_anggaran');
    const value = cells.amount('total_nilai_(rp)');
    if (cells.rejected) return null;
    if (value === null) cells.warn('value-missing', 'total_nilai_(rp)');
    const source = SOURCES[comparable(cells.text('sumber_transaksi') ?? '')] ?? 'lainnya';
    const satker = splitSatker(cells.text('nama_satuan_kerja'));
    const supplier = cells.text('nama_penyedia');
    return purchaseRow(cells, {
      source,
      key,
      variant: source === 'toko-daring' ? 'realisasi' : '',
      grain: 'order',
      klpdName: cells.text('nama_instansi'),
      year,
      name: cells.text('nama_paket'),
      rupCodes: cells.rupCodes('kode_rup'),
      funds: cells.funds('sumber_dana'),
      satkerText: satker.code,
      satkerName: satker.name,
      status: cells.text('status_paket'),
      supplierScheme: 'nama',
      supplierKey: supplier === null ? null : comparable(supplier) || null,
      supplierName: supplier,
      value,
    });
  },
);

/** 'PUSAT DATA - INFORMASI - 418929' → name and code, split at the last ' - '; what follows must look like a code. */
function splitSatker(text: string | null): { name: string | null; code: string | null } {
  if (text === null) return { name: null, code: null };
  const at = text.lastIndexOf(' - ');
  const code = at < 0 ? '' : text.slice(at + 3).trim();
  if (!/\d/.test(code)) return { name: text, code: null };
  return { name: text.slice(0, at).trim() || null, code };
}
