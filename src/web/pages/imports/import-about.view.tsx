import type { VNode } from 'preact';
import type { ImportBatch } from '../../../ingestion/import-batch.js';
import { count, fileSize } from '../../../ingestion/wording.js';
import { formatMoment } from '../../../shared/dates.js';
import { DataTable, type PageContext } from '../../components/index.js';
import { formatWords, snapshotWords, takenSentence, touchedWords, whoWords } from './imports.wording.js';

const FATES = [
  { key: 'accepted', name: 'Diterima', means: 'Baru, atau mengubah yang tersimpan.' },
  { key: 'unchanged', name: 'Tidak berubah', means: 'Sama dengan yang sudah tersimpan.' },
  {
    key: 'repeated',
    name: 'Berulang',
    means: 'Terkirim lebih dari sekali, atau sudah ada dari sumber yang lebih rinci; dihitung satu kali.',
  },
  { key: 'rejected', name: 'Ditolak', means: 'Tidak dapat dipakai, atau lebih lama daripada yang tersimpan.' },
] as const;

/** The sum that adds up: read = accepted + unchanged + repeated + rejected. */
export function Counts({ batch }: { batch: ImportBatch }): VNode {
  const { counts } = batch;
  return (
    <>
      <h2>Ke mana setiap barisnya?</h2>
      <DataTable
        label="Hitungan baris"
        caption="Setiap baris yang dibaca masuk tepat satu golongan."
        rows={FATES}
        columns={[
          { key: 'golongan', head: 'Golongan', cell: (fate) => fate.name },
          { key: 'baris', head: 'Baris', kind: 'number', cell: (fate) => count(counts[fate.key]) },
          {
            key: 'arti',
            head: 'Artinya',
            kind: 'wide',
            cell: (fate) => (
              <>
                {fate.means}
                {fate.key === 'accepted' && counts.unmatched > 0 && (
                  <span class="sub">
                    {count(counts.unmatched)} di antaranya memuat satker, penyedia, atau komoditas yang belum dikenal;
                    tetap dihitung.
                  </span>
                )}
              </>
            ),
          },
        ]}
        foot={{ golongan: 'Dibaca', baris: count(counts.read) }}
      />
    </>
  );
}

export function About({ ctx, batch }: { ctx: PageContext; batch: ImportBatch }): VNode {
  const { timeZone } = ctx.instance;
  const format = formatWords(batch);
  const touched = touchedWords(batch.touched);
  return (
    <>
      <h2>Tentang berkas ini</h2>
      <dl>
        <dt>Jenis</dt>
        <dd>{takenSentence(batch)}</dd>
        {format !== null && (
          <>
            <dt>Bentuk</dt>
            <dd>{format}</dd>
          </>
        )}
        <dt>Ukuran</dt>
        <dd>{fileSize(batch.byteSize)}</dd>
        <dt>Tanggal data</dt>
        <dd>{snapshotWords(batch, timeZone)}</dd>
        {batch.toldYear !== null && (
          <>
            <dt>Tahun</dt>
            <dd>{batch.toldYear}, bagi baris yang tidak menuliskannya</dd>
          </>
        )}
        {batch.completeYear && (
          <>
            <dt>Kelengkapan</dt>
            <dd>Dinyatakan memuat seluruh tahun</dd>
          </>
        )}
        {touched !== null && (
          <>
            <dt>Mengubah angka</dt>
            <dd>{touched}</dd>
          </>
        )}
        <dt>Kolom tak dikenal</dt>
        <dd>{batch.unknownColumns.length === 0 ? 'Tidak ada' : batch.unknownColumns.join(', ')}</dd>
        <dt>Diserahkan</dt>
        <dd>
          {formatMoment(batch.receivedAt, timeZone)} oleh {whoWords(batch)}
        </dd>
        {batch.undoneAt !== null && (
          <>
            <dt>Dibatalkan</dt>
            <dd>
              {formatMoment(batch.undoneAt, timeZone)} oleh {batch.undoneBy}
            </dd>
          </>
        )}
        {batch.rerunOf !== null && (
          <>
            <dt>Mengulang</dt>
            <dd>
              <a href={`/impor/${batch.rerunOf}`}>impor nomor {batch.rerunOf}</a>
            </dd>
          </>
        )}
        {batch.replacedBy !== null && (
          <>
            <dt>Digantikan</dt>
            <dd>
              <a href={`/impor/${batch.replacedBy}`}>impor nomor {batch.replacedBy}</a>
            </dd>
          </>
        )}
        <dt>Sidik jari</dt>
        <dd>
          <code>{batch.sha256}</code>
        </dd>
      </dl>
    </>
  );
}
