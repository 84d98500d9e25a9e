import type { VNode } from 'preact';
import type { ImportBatch } from '../../../ingestion/import-batch.js';
import type { Page as PageOf } from '../../../ingestion/import.service.js';
import { count, countsSentence, feedName, fileSize, refusalTitle, STATE_WORDS } from '../../../ingestion/wording.js';
import { formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatAmount, senFromDecimal } from '../../../shared/money.js';
import {
  address,
  Answer,
  DataTable,
  EmptyState,
  ErrorSummary,
  FormField,
  type PageContext,
  Pager,
  State,
  withCsrf,
} from '../../components/index.js';
import { feedGuide, feedOptions, rangeWords, STATE_KINDS, whoWords } from './imports.wording.js';

export interface ImportsViewProps {
  ctx: PageContext;
  history: PageOf<ImportBatch>;
  /** Largest file, in MiB. */
  limitMiB: number;
  problems?: readonly FieldProblem[];
}

/** Drop files here, and what became of those that came before. */
export function ImportsView({ ctx, history, limitMiB, problems = [] }: ImportsViewProps): VNode {
  const { timeZone } = ctx.instance;
  const last = history.items.find((batch) => batch.state === 'applied');
  return (
    <>
      {last && (
        <Answer>
          Impor terakhir yang diterapkan: <strong>{feedName(last.feed)}</strong>,{' '}
          {formatMoment(last.finishedAt ?? last.receivedAt, timeZone)}. {countsSentence(last)}.
        </Answer>
      )}
      {ctx.can('import.write') && <UploadForm ctx={ctx} limitMiB={limitMiB} problems={problems} />}
      {history.total === 0 ? (
        <EmptyState title="Belum ada berkas yang diimpor">
          <p>
            Unduh berkas dari situs pemerintah lalu serahkan di sini apa adanya: jangan mengubah judul kolom dan jangan
            menyimpannya ulang dari Excel. Mulailah dengan belanja e-Katalog tahun ini, lalu daftar satker supaya
            belanjanya bernama, lalu penyedia supaya kelas UMK-nya diketahui.
          </p>
          <p>
            Tanpa token pun bisa: buka data.inaproc.id/realisasi, pilih instansi Anda dan tahunnya, lalu tekan Unduh.
          </p>
        </EmptyState>
      ) : (
        <History ctx={ctx} history={history} />
      )}
      <FeedGuide open={history.total === 0} />
    </>
  );
}

function UploadForm({
  ctx,
  limitMiB,
  problems,
}: Omit<ImportsViewProps, 'history'> & { problems: readonly FieldProblem[] }): VNode {
  const inside = problems.some(({ field }) => field !== 'file');
  return (
    <>
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={withCsrf(ctx, '/impor')} enctype="multipart/form-data">
        <FormField
          name="file"
          label="Berkas dari sumbernya"
          type="file"
          multiple
          required
          accept=".json,.csv,.xlsx,.parquet,.txt"
          error={problems}
          help={`Pilih satu berkas atau lebih, atau seret ke sini. JSON, CSV, XLSX, atau Parquet, apa adanya, paling besar ${count(limitMiB)} MB tiap berkas. Jenisnya dikenali dari judul kolomnya.`}
        />
        <details open={inside}>
          <summary>Pilihan lain</summary>
          <div class="form">
            <FormField
              name="as"
              label="Jenis berkas"
              type="select"
              any="Dikenali otomatis"
              options={feedOptions()}
              error={problems}
              required={false}
            />
            <FormField
              name="year"
              label="Tahun anggaran"
              inputMode="numeric"
              maxLength={4}
              error={problems}
              required={false}
              help="Hanya dipakai bagi baris yang tidak menuliskan tahunnya. Contoh: 2026"
            />
            <FormField
              name="snapshot_on"
              label="Tanggal data diunduh"
              type="date"
              error={problems}
              required={false}
              help="Data yang lebih lama tidak pernah menimpa yang lebih baru. Kosongkan bila berkasnya baru diunduh."
            />
            <FormField
              name="complete_year"
              label="Berkas ini memuat seluruh tahun"
              type="checkbox"
              error={problems}
              help='Pesanan tersimpan yang tidak ada lagi di dalamnya akan ditandai "hilang dari sumber".'
            />
          </div>
        </details>
        <button>Impor berkas</button>
      </form>
    </>
  );
}

function History({ ctx, history }: { ctx: PageContext; history: PageOf<ImportBatch> }): VNode {
  const { timeZone } = ctx.instance;
  return (
    <>
      <h2>Riwayat impor</h2>
      <DataTable
        label="Riwayat impor"
        caption="Yang terbaru dahulu. Dibaca = diterima + tidak berubah + berulang + ditolak."
        rows={history.items}
        columns={[
          {
            key: 'berkas',
            head: 'Berkas',
            cell: (batch) => (
              <>
                <a href={`/impor/${batch.id}`}>{batch.fileName}</a>
                <span class="sub">
                  nomor {batch.id} · {fileSize(batch.byteSize)}
                </span>
              </>
            ),
          },
          {
            key: 'jenis',
            head: 'Dibaca sebagai',
            kind: 'wide',
            cell: (batch) => (
              <>
                {feedName(batch.feed ?? batch.feedAsked)}
                {refusalTitle(batch) !== null && <span class="sub">{refusalTitle(batch)}</span>}
              </>
            ),
          },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (batch) => <State kind={STATE_KINDS[batch.state]}>{STATE_WORDS[batch.state]}</State>,
          },
          { key: 'dibaca', head: 'Dibaca', kind: 'number', cell: (batch) => rowsOf(batch, 'read') },
          { key: 'diterima', head: 'Diterima', kind: 'number', cell: (batch) => rowsOf(batch, 'accepted') },
          { key: 'sama', head: 'Tidak berubah', kind: 'number', cell: (batch) => rowsOf(batch, 'unchanged') },
          { key: 'berulang', head: 'Berulang', kind: 'number', cell: (batch) => rowsOf(batch, 'repeated') },
          { key: 'ditolak', head: 'Ditolak', kind: 'number', cell: (batch) => rowsOf(batch, 'rejected') },
          {
            key: 'nilai',
            head: 'Nilai (Rp)',
            kind: 'number',
            help: 'Semua pembelian di dalam berkas, apa pun statusnya',
            cell: (batch) => (counted(batch) && batch.packages > 0 ? formatAmount(senFromDecimal(batch.total)) : null),
          },
          {
            key: 'oleh',
            head: 'Oleh',
            cell: (batch) => (
              <>
                {batch.origin === 'web' ? batch.by : whoWords(batch)}
                <span class="sub">{formatMoment(batch.receivedAt, timeZone)}</span>
              </>
            ),
          },
        ]}
      />
      <Pager
        page={history.page}
        pages={history.pages}
        href={(page) => address('/impor', { halaman: page === 1 ? null : page })}
        said={rangeWords(history.page, history.size, history.total, 'impor')}
      />
    </>
  );
}

/** Only an import that was applied has counts; the others changed nothing. */
function counted(batch: ImportBatch): boolean {
  return batch.state === 'applied' || batch.state === 'undone';
}

function rowsOf(batch: ImportBatch, which: keyof ImportBatch['counts']): string | null {
  return counted(batch) ? count(batch.counts[which]) : null;
}

function FeedGuide({ open }: { open: boolean }): VNode {
  return (
    <details open={open}>
      <summary>Berkas apa saja yang dapat diimpor, dan dari mana?</summary>
      <p>
        Semua instansi dan semua tahun diterima. Judul kolom boleh berurutan apa pun; kolom tambahan disimpan dan tidak
        dipakai. Nomor telepon, surel, NIP, dan nama orang dibuang pada saat dibaca.
      </p>
      <DataTable
        label="Jenis berkas"
        caption="Jenis berkas yang dikenali"
        rows={feedGuide()}
        columns={[
          { key: 'jenis', head: 'Jenis berkas', cell: (guide) => guide.name },
          { key: 'guna', head: 'Gunanya', kind: 'wide', cell: (guide) => guide.brings },
          { key: 'asal', head: 'Asalnya', kind: 'wide', cell: (guide) => guide.from },
        ]}
      />
    </details>
  );
}
