import type { VNode } from 'preact';
import type { ImportBatch } from '../../../ingestion/import-batch.js';
import { count, feedName, totalSentence } from '../../../ingestion/wording.js';
import { formatMoment } from '../../../shared/dates.js';
import { Answer, Csrf, DataTable, FormField, Notice, type PageContext } from '../../components/index.js';
import { feedOptions, touchedWords, undoEffect, whoWords } from './imports.wording.js';
import type { ImportViewProps } from './import.view.js';

export function ConfirmForm({ ctx, batch }: { ctx: PageContext; batch: ImportBatch }): VNode {
  return (
    <form class="form" method="post" action={`/impor/${batch.id}/ulang`}>
      <Csrf ctx={ctx} />
      <input type="hidden" name="confirm" value="1" />
      <button>Impor juga</button>
    </form>
  );
}

export function Actions({
  ctx,
  batch,
  bytesRemovedAt,
}: Pick<ImportViewProps, 'ctx' | 'batch' | 'bytesRemovedAt'>): VNode {
  return (
    <>
      <h2>Yang dapat dilakukan</h2>
      {bytesRemovedAt === null ? <Rerun ctx={ctx} batch={batch} /> : <BytesGone ctx={ctx} at={bytesRemovedAt} />}
      {batch.state === 'applied' && (
        <p class="actions">
          <a class="button quiet" href={`/impor/${batch.id}/batalkan`}>
            Batalkan impor ini
          </a>
        </p>
      )}
      {bytesRemovedAt === null && (
        <p>
          <a href={`/api/v1/imports/${batch.id}/file`} download>
            Unduh berkas asli
          </a>
          <span class="sub">
            Berkas asli memuat data pribadi sebagaimana sumbernya. Simpan dan bagikan hanya kepada yang berhak.
          </span>
        </p>
      )}
    </>
  );
}

/** The bytes were removed in time: what is still there, and what one can do. */
function BytesGone({ ctx, at }: { ctx: PageContext; at: string }): VNode {
  return (
    <Notice title="Isi berkas asli sudah dihapus">
      Masa simpan arsipnya lewat, jadi isinya dihapus pada {formatMoment(at, ctx.instance.timeZone)}. Nama, ukuran, dan
      sidik jarinya tetap tercatat, dan angka yang berasal darinya tidak berubah. Berkas ini tidak dapat diimpor ulang
      dari arsip; bila Anda masih menyimpannya, unggah sekali lagi.
    </Notice>
  );
}

function Rerun({ ctx, batch }: { ctx: PageContext; batch: ImportBatch }): VNode {
  return (
    <>
      <details>
        <summary>{batch.state === 'applied' ? 'Salah dikenali? Baca ulang sebagai jenis lain' : 'Impor ulang'}</summary>
        <form class="form" method="post" action={`/impor/${batch.id}/ulang`}>
          <Csrf ctx={ctx} />
          <p>
            Berkasnya masih tersimpan, jadi tidak perlu diunggah lagi.
            {batch.state === 'applied' &&
              ' Impor ini dibatalkan dan yang baru diterapkan dalam satu langkah; bila yang baru ditolak, impor ini tetap berlaku.'}
          </p>
          <FormField
            name="as"
            label="Jenis berkas"
            type="select"
            options={[{ value: 'auto', text: 'Dikenali otomatis' }, ...feedOptions()]}
            value={batch.feedAsked ?? 'auto'}
            help={batch.feed === null ? undefined : `Tadi dibaca sebagai ${feedName(batch.feed)}.`}
          />
          <FormField
            name="year"
            label="Tahun anggaran"
            inputMode="numeric"
            maxLength={4}
            value={batch.toldYear === null ? '' : String(batch.toldYear)}
            required={false}
            help="Hanya dipakai bagi baris yang tidak menuliskan tahunnya. Contoh: 2026"
          />
          <button class="quiet">Impor ulang</button>
        </form>
      </details>
    </>
  );
}

export interface UndoViewProps {
  ctx: PageContext;
  batch: ImportBatch;
  blockers: readonly ImportBatch[];
}

/** Says what will change, in numbers, and asks once. */
export function UndoView({ ctx, batch, blockers }: UndoViewProps): VNode {
  if (blockers.length > 0) {
    return (
      <>
        <Notice kind="warn" title="Belum dapat dibatalkan">
          {count(blockers.length)} impor yang lebih baru berdiri di atasnya. Batalkan dahulu dari yang paling atas:
        </Notice>
        <DataTable
          label="Impor yang lebih baru"
          caption="Dari yang terbaru"
          rows={blockers}
          columns={[
            { key: 'berkas', head: 'Berkas', cell: (one) => <a href={`/impor/${one.id}`}>{one.fileName}</a> },
            { key: 'nomor', head: 'Nomor', cell: (one) => one.id },
            { key: 'jenis', head: 'Dibaca sebagai', cell: (one) => feedName(one.feed) },
            {
              key: 'waktu',
              head: 'Diserahkan',
              cell: (one) => `${formatMoment(one.receivedAt, ctx.instance.timeZone)} oleh ${whoWords(one)}`,
            },
          ]}
        />
      </>
    );
  }
  const touched = touchedWords(batch.touched);
  const total = totalSentence(batch);
  return (
    <>
      <Answer>{undoEffect(batch)}</Answer>
      <dl>
        <dt>Berkas</dt>
        <dd>
          {batch.fileName} (impor nomor {batch.id}, {feedName(batch.feed)})
        </dd>
        {total !== null && (
          <>
            <dt>Isi berkas</dt>
            <dd>{total}</dd>
          </>
        )}
        <dt>Baris diterima</dt>
        <dd>{count(batch.counts.accepted)}</dd>
        {touched !== null && (
          <>
            <dt>Angka yang berubah</dt>
            <dd>{touched}</dd>
          </>
        )}
        <dt>Yang tetap ada</dt>
        <dd>Berkas aslinya dan riwayat impor ini; berkas dapat diimpor ulang kapan saja.</dd>
      </dl>
      <form class="actions" method="post" action={`/impor/${batch.id}/batalkan`}>
        <Csrf ctx={ctx} />
        <button class="danger">Batalkan impor ini</button>
        <a class="button quiet" href={`/impor/${batch.id}`}>
          Kembali
        </a>
      </form>
    </>
  );
}
