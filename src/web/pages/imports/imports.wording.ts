import { FEED_DEFINITIONS } from '../../../ingestion/feeds/index.js';
import type { ImportBatch, ImportState } from '../../../ingestion/import-batch.js';
import { count, feedName, issueTitle } from '../../../ingestion/wording.js';
import type { Feed, IssueCode } from '../../../purchasing/intake/rows.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import type { Option } from '../../components/index.js';

/** The colour of a state's word. */
export const STATE_KINDS: Readonly<Record<ImportState, 'good' | 'warn' | 'bad' | 'none'>> = {
  received: 'none',
  reading: 'warn',
  applying: 'warn',
  applied: 'good',
  refused: 'bad',
  failed: 'bad',
  interrupted: 'bad',
  undone: 'none',
};

/** What a feed brings to the reports, in the words of those who need it. */
const BRINGS: Readonly<Record<Feed, string>> = {
  v5: 'Belanja e-Katalog 5 per baris produk, sampai 2025.',
  'v6-isb': 'Belanja e-Katalog 6 per pesanan.',
  'v6-inaproc': 'Belanja e-Katalog 6 per pesanan, termasuk yang batal (ditampilkan terpisah).',
  'toko-daring': 'Belanja Toko Daring (Bela Pengadaan), misalnya Mbizmarket.',
  realisasi: 'Semua cara pengadaan, bagi biro yang tidak mempunyai token. Tidak perlu masuk.',
  'non-tender': 'Pencatatan nontender beserta nilai untuk UMK.',
  komoditas: 'Etalase e-Katalog 5: menentukan katalog lokal sendiri atau milik daerah lain.',
  'penyedia-v5': 'Kelas usaha penyedia e-Katalog 5: menentukan UMK.',
  'penyedia-v6': 'Kelas usaha penyedia e-Katalog 6: menentukan UMK.',
  distributor: 'Nama distributor e-Katalog 5.',
  'instansi-satker': 'Nama satker sepanjang masa: menamai satker belanja e-Katalog 5.',
  'master-satker': 'Daftar satker satu tahun: menamai satker belanja e-Katalog 6.',
  'struktur-anggaran': 'Anggaran belanja pengadaan tiap satker: pembagi untuk persentase dari anggaran.',
  'master-klpd': 'Kode dan nama semua KLPD.',
  produk: 'Nama produk e-Katalog 5: dipakai mencocokkan Daftar OVOP.',
  'produk-penyedia': 'Nama produk e-Katalog 6: dipakai mencocokkan Daftar OVOP.',
  'rup-penyedia': 'Paket rencana (RUP): dipakai menghubungkan belanja dengan rencananya.',
  'rup-kaji-ulang': 'Perubahan kode RUP, supaya belanja lama menemukan rencana barunya.',
  'e-purchasing-produk': 'Nilai e-Katalog 6 per produk: menghitung OVOP di dalam pesanan campuran.',
};

/** Where a file comes from, by the name of its upstream service. */
function sourceOf(service: string): string {
  if (service.startsWith('v1/') || service.startsWith('legacy/')) return `INAPROC API, layanan ${service}`;
  if (service.startsWith('satudata/')) return `ISB satudata (tanpa token), layanan ${service}`;
  if (service.startsWith('data.inaproc.id')) return `halaman ${service}, tombol Unduh`;
  return `ISB, layanan ${service}`;
}

/** Every kind of file that can be imported: what it is called, what it is for, where it comes from. */
export function feedGuide(): { feed: Feed; name: string; brings: string; from: string }[] {
  return FEED_DEFINITIONS.map(({ feed, name, service }) => ({
    feed,
    name,
    brings: BRINGS[feed],
    from: sourceOf(service),
  }));
}

/** For a select. */
export function feedOptions(): Option[] {
  return FEED_DEFINITIONS.map(({ feed, name }) => ({ value: feed, text: name }));
}

/** What a file was taken for, and whether somebody said so against its headings. */
export function takenSentence(batch: ImportBatch): string {
  if (batch.feed === null) {
    return batch.feedAsked === null
      ? 'Jenisnya belum dikenali.'
      : `Diminta dibaca sebagai ${feedName(batch.feedAsked)}.`;
  }
  if (batch.feedAsked === null) return `Dikenali dari judul kolomnya sebagai ${feedName(batch.feed)}.`;
  if (batch.feedRecognised === batch.feed || batch.feedRecognised === null)
    return `Dibaca sebagai ${feedName(batch.feed)}, sesuai permintaan.`;
  return `Dibaca sebagai ${feedName(batch.feed)} sesuai permintaan; judul kolomnya lebih mirip ${feedName(batch.feedRecognised)}.`;
}

const FORMATS: Readonly<Record<string, string>> = { json: 'JSON', csv: 'CSV', xlsx: 'XLSX', parquet: 'Parquet' };

/** 'XLSX, lembar "Data 2025"', or null before the file was opened. */
export function formatWords(batch: Pick<ImportBatch, 'format' | 'sheet'>): string | null {
  if (batch.format === null) return null;
  const name = FORMATS[batch.format] ?? batch.format;
  return batch.sheet === null ? name : `${name}, lembar "${batch.sheet}"`;
}

/** When the source was read, and who says so. */
export function snapshotWords(batch: ImportBatch, timeZone: string): string {
  if (batch.toldSnapshotOn !== null) return `${formatDay(batch.toldSnapshotOn)}, menurut pengimpor`;
  if (batch.snapshotAt === null) return 'Tidak tertulis di berkas; dipakai tanggal pada tiap baris bila ada';
  return `${formatMoment(batch.snapshotAt, timeZone)}, menurut berkas`;
}

const ORIGINS: Readonly<Record<ImportBatch['origin'], string>> = {
  web: 'halaman ini',
  api: 'API',
  cli: 'baris perintah',
  demo: 'data contoh',
};

export function whoWords(batch: Pick<ImportBatch, 'by' | 'origin'>): string {
  return batch.origin === 'cli' && batch.by === 'cli' ? ORIGINS.cli : `${batch.by} melalui ${ORIGINS[batch.origin]}`;
}

/** What an undo changes, in numbers. */
export function undoEffect(batch: ImportBatch): string {
  const { accepted } = batch.counts;
  if (accepted === 0)
    return 'Tidak ada angka yang berubah: semua baris berkas ini sudah sama dengan yang tersimpan ketika diimpor.';
  return (
    `${count(accepted)} baris yang diterima dari berkas ini tidak lagi dihitung, dan keadaan sebelum impor ini berlaku ` +
    `kembali: paket yang baru datang dengan berkas ini hilang dari laporan, paket yang diubahnya kembali seperti semula.`
  );
}

/** Which KLPD and years the figures change for: 'D901 tahun 2025 dan 2026'. */
export function touchedWords(touched: ImportBatch['touched']): string | null {
  const years = new Map<string, number[]>();
  for (const { klpd, year } of touched) years.set(klpd, [...(years.get(klpd) ?? []), year]);
  const parts = [...years].map(([klpd, list]) => `${klpd.replace(/^nama:/, '')} tahun ${joined(list.toSorted())}`);
  if (parts.length === 0) return null;
  return parts.length > 5 ? `${parts.slice(0, 5).join('; ')}; dan ${parts.length - 5} KLPD lagi` : parts.join('; ');
}

function joined(list: readonly number[]): string {
  if (list.length < 2) return list.join('');
  return `${list.slice(0, -1).join(', ')} dan ${list.at(-1) ?? ''}`;
}

/** The reasons of an import's issues with how often each, most frequent first. */
export function reasons(batch: Pick<ImportBatch, 'issueCounts'>): { code: IssueCode; text: string; rows: number }[] {
  return Object.entries(batch.issueCounts)
    .map(([code, rows]) => ({ code: code as IssueCode, text: issueTitle(code as IssueCode), rows }))
    .toSorted((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1));
}

/** 'Baris 1–50 dari 1.234' */
export function rangeWords(page: number, size: number, total: number, what: string): string {
  if (total === 0) return `Tidak ada ${what}`;
  const first = (page - 1) * size + 1;
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)} ${count(first)}–${count(Math.min(page * size, total))} dari ${count(total)}`;
}
