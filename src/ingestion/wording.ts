import type { Feed, IssueCode } from '../purchasing/intake/rows.js';
import { formatMoment } from '../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../shared/money.js';
import type { ImportBatch, ImportIssue, ImportState, ImportWarning } from './import-batch.js';
import { feedDefinition } from './feeds/index.js';

/** Codes and counts of an import as sentences a person reads. Pure: no clock, no database. */

export const STATE_WORDS: Readonly<Record<ImportState, string>> = {
  received: 'Menunggu giliran',
  reading: 'Sedang dibaca',
  applying: 'Sedang diterapkan',
  applied: 'Diterapkan',
  refused: 'Ditolak',
  failed: 'Gagal',
  interrupted: 'Terputus',
  undone: 'Dibatalkan',
};

const NOTHING_CHANGED = 'Data yang sudah tersimpan tidak berubah.';

/** What a reason is called in a list, and its sentence for one row. `value` and `detail` may be missing. */
interface IssueWords {
  title: string;
  sentence(issue: Pick<ImportIssue, 'value' | 'detail' | 'column'>): string;
}

const ISSUE_WORDS: Readonly<Record<IssueCode, IssueWords>> = {
  'key-missing': {
    title: 'Tanpa kode pengenal',
    sentence: ({ column }) => `Baris ditolak: kolom ${named(column)} kosong, sehingga paketnya tidak dapat dikenali.`,
  },
  'year-missing': {
    title: 'Tanpa tahun anggaran',
    sentence: () =>
      'Baris ditolak: tahun anggarannya tidak tertulis dan tidak dapat disimpulkan. Impor lagi dengan mengisi tahun.',
  },
  'not-a-number': {
    title: 'Bukan angka',
    sentence: ({ column, value }) => `Baris ditolak: isi kolom ${named(column)}${quoted(value)} bukan angka.`,
  },
  'not-a-date': {
    title: 'Bukan tanggal',
    sentence: ({ column, value }) =>
      `Isi kolom ${named(column)}${quoted(value)} bukan tanggal; tanggalnya dianggap tidak diketahui.`,
  },
  'negative-value': {
    title: 'Nilai negatif',
    sentence: ({ column, value }) => `Baris ditolak: nilai kolom ${named(column)}${quoted(value)} kurang dari nol.`,
  },
  'value-missing': {
    title: 'Tanpa nilai',
    sentence: ({ column }) => `Kolom ${named(column)} kosong; nilainya tidak diketahui dan tidak dianggap nol.`,
  },
  'value-rounded': {
    title: 'Nilai dibulatkan',
    sentence: ({ column, value, detail }) =>
      `Kolom ${named(column)}${quoted(value)} memuat lebih dari dua angka desimal${detail ? ` dan dibulatkan menjadi ${detail}` : ' dan dibulatkan'}.`,
  },
  'row-malformed': {
    title: 'Baris tidak terbaca',
    sentence: () => 'Baris ditolak: susunannya rusak, misalnya jumlah kolomnya tidak sama dengan judul.',
  },
  'code-lost-digits': {
    title: 'Kode kehilangan angka',
    sentence: ({ column, value }) =>
      `Baris ditolak: kode di kolom ${named(column)}${quoted(value)} sudah diubah Excel menjadi bentuk pangkat dan ` +
      'angka terakhirnya hilang. Unduh ulang berkas aslinya tanpa menyimpannya dari Excel.',
  },
  'line-arithmetic': {
    title: 'Perkalian tidak cocok',
    sentence: ({ detail }) =>
      `Harga satuan kali kuantitas tambah ongkos kirim tidak sama dengan total harga${detail ? ` (${detail})` : ''}; ` +
      'yang dipakai total harga dari sumber.',
  },
  'package-total-differs': {
    title: 'Jumlah paket berbeda',
    sentence: ({ value, detail }) =>
      `Jumlah baris paket${quoted(value)} tidak sama dengan kolom total paket${detail ? ` (${detail})` : ''}; ` +
      'yang dipakai jumlah barisnya.',
  },
  'package-incomplete': {
    title: 'Paket tidak lengkap',
    sentence: ({ value, detail }) =>
      `Paket${quoted(value)} datang dengan baris lebih sedikit daripada jumlah jenis produknya${detail ? ` (${detail})` : ''}.`,
  },
  'package-incomplete-kept': {
    title: 'Paket lengkap dipertahankan',
    sentence: ({ value, detail }) =>
      `Paket${quoted(value)} tidak lengkap di berkas ini${detail ? ` (${detail})` : ''}; paket lengkap yang sudah ` +
      'tersimpan dipertahankan.',
  },
  'package-excess': {
    title: 'Baris paket berlebih',
    sentence: ({ value, detail }) =>
      `Paket${quoted(value)} datang dengan baris lebih banyak daripada jumlah jenis produknya${detail ? ` (${detail})` : ''}, ` +
      'juga setelah baris yang persis sama disisihkan.',
  },
  'package-doubled': {
    title: 'Paket terkirim dua kali',
    sentence: ({ value, detail }) =>
      `Paket${quoted(value)} terkirim berganda; baris yang persis sama dihitung satu kali${detail ? ` (${detail})` : ''}.`,
  },
  'older-snapshot': {
    title: 'Lebih lama dari yang tersimpan',
    sentence: ({ value }) =>
      `Data${quoted(value)} di berkas ini lebih lama daripada yang tersimpan; yang lebih baru dipertahankan.`,
  },
  'detailed-feed-wins': {
    title: 'Sudah ada dari sumber yang lebih rinci',
    sentence: ({ value }) =>
      `Transaksi${quoted(value)} sudah ada dari sumber yang lebih rinci, sehingga baris ini tidak dihitung lagi.`,
  },
  'budget-arithmetic': {
    title: 'Penjumlahan anggaran tidak cocok',
    sentence: ({ detail }) =>
      `Bagian-bagian anggaran tidak sama dengan jumlahnya${detail ? ` (${detail})` : ''}; angka sumber tetap dipakai.`,
  },
  'budget-empty': {
    title: 'Anggaran kosong',
    sentence: ({ value }) =>
      `Satker${quoted(value)} tidak mempunyai satu angka anggaran pun; dianggap tidak diketahui, bukan nol.`,
  },
  'status-unknown': {
    title: 'Status belum dikenal',
    sentence: ({ value, detail }) =>
      `Status${quoted(value)} belum dikenal${times(detail)}; nilainya ditampilkan terpisah sampai status itu ditetapkan ` +
      'di halaman Status transaksi.',
  },
  'satker-unmatched': {
    title: 'Satker belum dikenal',
    sentence: ({ value, detail }) =>
      `Satker${quoted(value)} belum ada di daftar satker${times(detail)}; tetap dihitung dan masuk "belum dipetakan". ` +
      'Impor daftar satker untuk melengkapinya.',
  },
  'supplier-unmatched': {
    title: 'Penyedia belum dikenal',
    sentence: ({ value, detail }) =>
      `Penyedia${quoted(value)} belum ada di data penyedia${times(detail)}; tetap dihitung dengan kelas UMK "tidak diketahui".`,
  },
  'commodity-unmatched': {
    title: 'Komoditas belum dikenal',
    sentence: ({ value, detail }) =>
      `Komoditas${quoted(value)} belum ada di data komoditas${times(detail)}; tetap dihitung, jenis katalognya tidak diketahui.`,
  },
  'rup-unmatched': {
    title: 'RUP belum dikenal',
    sentence: ({ value, detail }) =>
      `Kode RUP${quoted(value)} belum ada di data RUP${times(detail)}; transaksinya tetap dihitung.`,
  },
  'other-klpd': {
    title: 'KLPD lain',
    sentence: ({ value }) => `Baris ini milik KLPD lain${quoted(value)}; tetap disimpan.`,
  },
};

function named(column: string | null): string {
  return column === null ? 'yang diperlukan' : `"${column}"`;
}

function quoted(value: string | null): string {
  return value === null || value === '' ? '' : ` "${value}"`;
}

/** The detail of an issue about a whole value is the number of its rows. */
function times(detail: string | null): string {
  return detail !== null && /^\d+$/.test(detail) ? ` (${count(Number(detail))} baris)` : '';
}

/** What happened to one row, in a sentence. */
export function issueSentence(issue: Pick<ImportIssue, 'code' | 'value' | 'detail' | 'column'>): string {
  return ISSUE_WORDS[issue.code].sentence({ ...issue, value: issueValue(issue) });
}

/** Things of the model that an issue about a whole value names instead of a column. */
const THINGS: Readonly<Record<string, string>> = {
  satker: 'satker',
  supplier: 'penyedia',
  commodity: 'komoditas',
  status: 'status',
};

/** The column of an issue as a person reads it: as the file has it, or the thing that it is about. */
export function issueColumn(issue: Pick<ImportIssue, 'line' | 'column'>): string | null {
  return issue.line === null && issue.column !== null ? (THINGS[issue.column] ?? issue.column) : issue.column;
}

/** The value of an issue: a code without the mark of the kind it is of, 'Dinas Contoh (700001)', '700001'. */
export function issueValue(issue: Pick<ImportIssue, 'value'>): string | null {
  if (issue.value === null) return null;
  const bare = issue.value.replace(/\((?:[a-z]:)?([^()]*)\)$/, '($1)').trim();
  return /^\([^()]*\)$/.test(bare) ? bare.slice(1, -1) : bare;
}

const REFUSALS: Readonly<Record<string, string>> = {
  empty: 'Berkas kosong',
  'no-rows': 'Tanpa satu baris pun',
  'invalid-response': 'Jawaban kosong dari ISB',
  html: 'Halaman web, bukan data',
  'error-body': 'Pesan galat, bukan data',
  'lock-file': 'Berkas kunci Excel',
  'not-recognised-format': 'Bentuknya tidak dikenal',
  truncated: 'Terpotong',
  'too-large-when-unpacked': 'Terlalu besar setelah dibuka',
  'too-wide': 'Terlalu banyak kolom',
  broken: 'Rusak',
  'not-recognised': 'Judul kolom tidak dikenal',
  'headings-missing': 'Judul kolom kurang',
  'nothing-usable': 'Tidak ada baris yang dapat dipakai',
  'fewer-than-half': 'Ditahan: kurang dari separuh',
  'replaced-is-needed': 'Yang diganti masih diperlukan',
};

/** Why a file was not taken, in a few words. */
export function refusalTitle(batch: Pick<ImportBatch, 'state' | 'refusalCode'>): string | null {
  return batch.state === 'refused' && batch.refusalCode !== null ? (REFUSALS[batch.refusalCode] ?? null) : null;
}

/** The short name of a reason, for lists and filters. */
export function issueTitle(code: IssueCode): string {
  return ISSUE_WORDS[code].title;
}

/** What a feed is called: 'e-Katalog v5 (Ecat-PaketEPurchasing)'. */
export function feedName(feed: Feed | null): string {
  return feed === null ? 'Belum dikenali' : feedDefinition(feed).name;
}

/** 1234567 → '1.234.567'. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** '12,4 MB', '830 kB', '12 byte'. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${String(Math.round(bytes / 100_000) / 10).replace('.', ',')} MB`;
}

/** The sum that a reader can do in the head: '120 dibaca = 100 diterima + 15 tidak berubah + 3 berulang + 2 ditolak'. */
export function countsSentence({ counts }: Pick<ImportBatch, 'counts'>): string {
  return (
    `${count(counts.read)} baris dibaca = ${count(counts.accepted)} diterima + ${count(counts.unchanged)} tidak berubah + ` +
    `${count(counts.repeated)} berulang + ${count(counts.rejected)} ditolak`
  );
}

/** What became of an import, in one sentence. */
export function outcomeSentence(batch: ImportBatch): string {
  if (batch.message !== null) return batch.message;
  switch (batch.state) {
    case 'received':
      return 'Berkas sudah diterima dan menunggu impor lain selesai. Halaman ini boleh ditinggalkan.';
    case 'reading':
      return `Berkas sedang dibaca: ${count(batch.progressRows)} baris sejauh ini. Halaman ini boleh ditinggalkan.`;
    case 'applying':
      return `${count(batch.progressRows)} baris sudah dibaca dan sedang diterapkan sekaligus. Halaman ini boleh ditinggalkan.`;
    case 'applied':
      if (batch.counts.accepted === 0)
        return `Tidak ada yang baru di berkas ini: ${countsSentence(batch)}. Angka-angka tidak berubah.`;
      return `Berkas diterapkan. ${countsSentence(batch)}.`;
    case 'undone':
      return batch.replacedBy === null
        ? 'Impor ini sudah dibatalkan; keadaan sebelum impor berlaku kembali.'
        : `Impor ini sudah digantikan oleh impor nomor ${batch.replacedBy}.`;
    default:
      return NOTHING_CHANGED;
  }
}

/** Package count and value, where the file tells purchases: '732 paket senilai Rp56.934.785.094,76'. */
export function totalSentence(batch: ImportBatch): string | null {
  if (batch.feed === null || feedDefinition(batch.feed).kind !== 'purchase') return null;
  return `${count(batch.packages)} paket senilai ${formatRupiah(senFromDecimal(batch.total))}`;
}

export function warningSentence(warning: ImportWarning, timeZone: string): string {
  switch (warning.code) {
    case 'same-file':
      return `Berkas yang persis sama pernah diimpor pada ${formatMoment(warning.at, timeZone)} (impor nomor ${warning.batchId}).`;
    case 'other-klpd':
      return (
        `Berkas ini memuat data KLPD lain (${warning.klpds.join(', ')}${warning.more > 0 ? ` dan ${count(warning.more)} lagi` : ''}), ` +
        `sedangkan instansi ini ${warning.own}. Datanya disimpan, tetapi tidak tampil di laporan sampai KLPD itu dipilih.`
      );
    case 'declared-total':
      return (
        `Berkas menyatakan ${count(warning.declared)} baris, yang terbaca ${count(warning.read)}. ` +
        'Periksa apakah unduhannya lengkap.'
      );
    case 'declared-year':
      return `Berkas menyatakan tahun ${warning.declared}, barisnya memuat tahun ${warning.found.join(', ')}.`;
    case 'confirmed-fewer':
      return (
        `Hanya ${count(warning.rows)} baris, kurang dari separuh ${count(warning.before)} baris impor nomor ` +
        `${warning.batchId}; diterapkan karena Anda meminta "Impor juga".`
      );
    case 'issues-left-out':
      return `${count(warning.kept)} dari ${count(warning.total)} catatan disimpan per baris; selebihnya hanya dihitung.`;
    case 'unknown-columns':
      return `Kolom yang belum dikenal disimpan bersama barisnya dan tidak dipakai: ${warning.columns.join(', ')}.`;
    case 'unmatched':
      return (
        `${count(warning.rows)} baris yang diterima memuat satker, penyedia, atau komoditas yang belum dikenal; ` +
        'semuanya tetap dihitung.'
      );
    case 'issue':
      return `${issueTitle(warning.issue)}: ${count(warning.rows)} catatan.`;
  }
}

export const SENTENCES = {
  notRecognised(nearest: readonly { name: string; missing: readonly string[] }[], headings: readonly string[]): string {
    const shown = headings.slice(0, 8).join(', ');
    const near = nearest
      .map(
        ({ name, missing }) =>
          `${name} (kurang kolom ${missing.slice(0, 6).join(', ')}${missing.length > 6 ? ', …' : ''})`,
      )
      .join('; ');
    return (
      `Judul kolom berkas ini tidak sesuai dengan satu jenis berkas pun${shown ? ` (terbaca: ${shown}${headings.length > 8 ? ', …' : ''})` : ''}. ` +
      `${near ? `Yang paling mendekati: ${near}. ` : ''}Unduh ulang dari sumbernya tanpa mengubah judul kolom. ${NOTHING_CHANGED}`
    );
  },
  headingsMissing(name: string, missing: readonly string[]): string {
    return (
      `Berkas ini tidak dapat dibaca sebagai ${name}: kolom ${missing.join(', ')} tidak ada. Pilih jenis lain atau ` +
      `"dikenali otomatis". ${NOTHING_CHANGED}`
    );
  },
  nothingUsable(read: number): string {
    return `Tidak satu pun dari ${count(read)} baris dapat dipakai; alasannya ada di daftar catatan. ${NOTHING_CHANGED}`;
  },
  noRows(): string {
    return `Berkas ini tidak berisi satu baris data pun. Jawaban kosong tidak pernah mengosongkan data. ${NOTHING_CHANGED}`;
  },
  fewerThanHalf(place: { klpd: string; year: number; rows: number; before: number; batchId: string }): string {
    const where = [place.klpd && `KLPD ${place.klpd.replace(/^nama:/, '')}`, place.year !== 0 && `tahun ${place.year}`]
      .filter(Boolean)
      .join(' ');
    return (
      `Berkas ini hanya memuat ${count(place.rows)} baris${where ? ` untuk ${where}` : ''}, kurang dari separuh impor ` +
      `terakhir (nomor ${place.batchId}, ${count(place.before)} baris). Mungkin unduhannya terpotong, jadi ditahan dahulu. ` +
      `Bila memang benar, pilih "Impor juga". ${NOTHING_CHANGED}`
    );
  },
  failed(batchId: string): string {
    return (
      `Impor gagal karena kesalahan di pihak aplikasi, bukan pada berkas Anda. ${NOTHING_CHANGED} Coba "Impor ulang"; bila ` +
      `terjadi lagi, sampaikan kode impor-${batchId} kepada administrator.`
    );
  },
  interrupted(rowsRead: number): string {
    return (
      `Impor terputus setelah ${count(rowsRead)} baris karena aplikasi berhenti mendadak. Baris yang sempat dibaca sudah ` +
      `disingkirkan. ${NOTHING_CHANGED} Berkasnya masih tersimpan: pilih "Impor ulang".`
    );
  },
  undoBlocked(blockers: readonly Pick<ImportBatch, 'id' | 'fileName'>[]): string {
    return `Impor yang lebih baru berdiri di atasnya. Batalkan lebih dahulu impor ${listed(blockers)}.`;
  },
  replaceBlocked(old: Pick<ImportBatch, 'id'>, blockers: readonly Pick<ImportBatch, 'id' | 'fileName'>[]): string {
    return (
      `Impor ini menggantikan impor nomor ${old.id}, tetapi impor yang lebih baru berdiri di atasnya. Batalkan lebih ` +
      `dahulu impor ${listed(blockers)}, lalu ulangi. ${NOTHING_CHANGED}`
    );
  },
};

function listed(batches: readonly Pick<ImportBatch, 'id' | 'fileName'>[]): string {
  const list = batches
    .slice(0, 10)
    .map((batch) => `nomor ${batch.id} (${batch.fileName})`)
    .join(', ');
  return batches.length > 10 ? `${list} dan ${batches.length - 10} lagi` : list;
}
