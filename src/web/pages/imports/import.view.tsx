import type { VNode } from 'preact';
import { type ImportBatch, type ImportIssue, RUNNING } from '../../../ingestion/import-batch.js';
import type { Page as PageOf } from '../../../ingestion/import.service.js';
import {
  count,
  feedName,
  fileSize,
  issueColumn,
  issueSentence,
  issueTitle,
  issueValue,
  outcomeSentence,
  STATE_WORDS,
  totalSentence,
  warningSentence,
} from '../../../ingestion/wording.js';
import type { IssueCode } from '../../../purchasing/intake/rows.js';
import { formatMoment } from '../../../shared/dates.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  Downloads,
  Filters,
  FormField,
  Notice,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import {
  feedOptions,
  formatWords,
  rangeWords,
  reasons,
  snapshotWords,
  STATE_KINDS,
  takenSentence,
  touchedWords,
  undoEffect,
  whoWords,
} from './imports.wording.js';

export interface ImportViewProps {
  ctx: PageContext;
  batch: ImportBatch;
  issues: PageOf<ImportIssue>;
  /** The reason that the list of issues is narrowed to. */
  reason: IssueCode | null;
  /** When the archived bytes were removed (ISO 8601); null = they are there. */
  bytesRemovedAt: string | null;
}

/** One import: what it was taken for, what became of each row, what to look at, and what can be done about it. */
export function ImportView({ ctx, batch, issues, reason, bytesRemovedAt }: ImportViewProps): VNode {
  const running = RUNNING.includes(batch.state);
  const ended = batch.state === 'applied' || batch.state === 'undone';
  return (
    <>
      <Outcome batch={batch} />
      {running && <p class="sub">Halaman ini memuat ulang sendiri setiap beberapa detik sampai impor selesai.</p>}
      {ctx.can('import.write') &&
        batch.confirmReason !== null &&
        batch.state === 'refused' &&
        bytesRemovedAt === null && <ConfirmForm ctx={ctx} batch={batch} />}
      {batch.warnings.length > 0 && (
        <Notice kind="warn" title="Yang perlu diketahui">
          <ul>
            {batch.warnings.map((warning) => (
              <li>{warningSentence(warning, ctx.instance.timeZone)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {ended && <Counts batch={batch} />}
      <About ctx={ctx} batch={batch} />
      {batch.issuesTotal > 0 && <Issues batch={batch} issues={issues} reason={reason} />}
      {!running && ctx.can('import.write') && <Actions ctx={ctx} batch={batch} bytesRemovedAt={bytesRemovedAt} />}
    </>
  );
}

function Outcome({ batch }: { batch: ImportBatch }): VNode {
  const total = batch.state === 'applied' || batch.state === 'undone' ? totalSentence(batch) : null;
  if (STATE_KINDS[batch.state] === 'bad') {
    return (
      <Notice kind="bad" title={STATE_WORDS[batch.state]}>
        {outcomeSentence(batch)}
      </Notice>
    );
  }
  return (
    <Answer>
      <State kind={STATE_KINDS[batch.state]}>{STATE_WORDS[batch.state]}</State> {outcomeSentence(batch)}
      {total !== null && <> Isinya {total}, apa pun statusnya.</>}
    </Answer>
  );
}

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
function Counts({ batch }: { batch: ImportBatch }): VNode {
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

function About({ ctx, batch }: { ctx: PageContext; batch: ImportBatch }): VNode {
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

function Issues({ batch, issues, reason }: Omit<ImportViewProps, 'ctx' | 'bytesRemovedAt'>): VNode {
  const path = `/impor/${batch.id}`;
  return (
    <>
      <h2>Baris mana yang bermasalah?</h2>
      <Filters
        action={path}
        fields={[
          {
            name: 'alasan',
            label: 'Alasan',
            value: reason ?? '',
            any: `Semua alasan (${count(batch.issuesTotal)})`,
            options: reasons(batch).map(({ code, text, rows }) => ({ value: code, text: `${text} (${count(rows)})` })),
          },
        ]}
        said={reason === null ? null : `alasan ${issueTitle(reason)}`}
      />
      <DataTable
        label="Catatan per baris"
        caption="Yang ditolak dahulu. Nomor baris seperti di berkas; data pribadi disamarkan."
        rows={issues.items}
        empty="Tidak ada catatan per baris dengan alasan ini; jumlahnya tetap dihitung di atas."
        columns={[
          {
            key: 'baris',
            head: 'Baris',
            cell: (issue) => (issue.line === null ? 'Seluruh berkas' : count(issue.line)),
          },
          {
            key: 'akibat',
            head: 'Akibat',
            kind: 'state',
            cell: (issue) =>
              issue.severity === 'error' ? <State kind="bad">Ditolak</State> : <State kind="warn">Diterima</State>,
          },
          { key: 'kolom', head: 'Kolom', cell: (issue) => issueColumn(issue) },
          { key: 'isi', head: 'Isi', cell: (issue) => issueValue(issue) },
          { key: 'alasan', head: 'Alasan', kind: 'wide', cell: (issue) => issueSentence(issue) },
        ]}
      />
      <Pager
        page={issues.page}
        pages={issues.pages}
        href={(page) => address(path, { alasan: reason, halaman: page === 1 ? null : page })}
        said={rangeWords(issues.page, issues.size, issues.total, 'catatan')}
      />
      <Downloads
        files={[{ text: 'XLSX', href: `/api/v1/imports/${batch.id}/issues.xlsx` }]}
        api={`/api/v1/imports/${batch.id}/issues`}
      />
    </>
  );
}

function ConfirmForm({ ctx, batch }: { ctx: PageContext; batch: ImportBatch }): VNode {
  return (
    <form class="form" method="post" action={`/impor/${batch.id}/ulang`}>
      <Csrf ctx={ctx} />
      <input type="hidden" name="confirm" value="1" />
      <button>Impor juga</button>
    </form>
  );
}

function Actions({ ctx, batch, bytesRemovedAt }: Pick<ImportViewProps, 'ctx' | 'batch' | 'bytesRemovedAt'>): VNode {
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
