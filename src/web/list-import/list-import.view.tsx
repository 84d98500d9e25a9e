import type { ComponentChildren, VNode } from 'preact';
import { carry } from '../../shared/carried-file.js';
import type { FieldProblem } from '../../shared/errors.js';
import type { ListProblem, ListResult } from '../../shared/list-import.js';
import type { FormColumn } from '../../shared/spreadsheet-reader.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  withCsrf,
} from '../components/index.js';
import { count, countsSentence } from './wording.js';

/** Where the table of problems is made into a spreadsheet. */
export const PROBLEMS_FILE = '/daftar/masalah.xlsx';

/** More problems than this are in the spreadsheet only: the page stays light on a thin line. */
const SHOWN_PROBLEMS = 200;

export const PROBLEM_COLUMNS: readonly FormColumn<'line' | 'column' | 'value' | 'reason'>[] = [
  { field: 'line', heading: 'Baris', required: true },
  { field: 'column', heading: 'Kolom', required: true },
  { field: 'value', heading: 'Isi', required: true },
  { field: 'reason', heading: 'Alasan', required: true },
];

export interface ListUploadProps {
  ctx: PageContext;
  /** Where the form goes: '/ovop/impor'. */
  action: string;
  /** 'Berkas daftar OVOP'. */
  fileLabel: string;
  /** Without its ending: '/ovop/contoh'. */
  sample: string;
  problems: readonly FieldProblem[];
  /** What the file must hold, and how it is read. */
  children: ComponentChildren;
}

/** The file to choose, and what it must hold. */
export function ListUpload({ ctx, action, fileLabel, sample, problems, children }: ListUploadProps): VNode {
  return (
    <>
      <ErrorSummary problems={problems} title="Daftar belum dapat dibaca" />
      <form class="form" method="post" action={withCsrf(ctx, action)} enctype="multipart/form-data">
        <FormField
          name="berkas"
          label={fileLabel}
          type="file"
          accept=".xlsx,.csv"
          error={problems}
          required
          help="XLSX atau CSV, paling besar 5 MB. Anda akan melihat apa yang berubah sebelum disimpan."
        />
        <button>Lihat apa yang berubah</button>
      </form>
      <section>
        <h2>Isi berkas</h2>
        {children}
        <p class="take">
          <a class="button quiet" href={`${sample}.xlsx`} download>
            Contoh berkas XLSX
          </a>
          <a class="button quiet" href={`${sample}.csv`} download>
            Contoh berkas CSV
          </a>
        </p>
      </section>
    </>
  );
}

export interface ListPreviewProps {
  ctx: PageContext;
  result: ListResult;
  /** The rows, for the form that applies them; '' when a row is rejected. */
  carried: string;
  /** As in the form of the upload; '/terapkan' behind it applies. */
  action: string;
  /** What a row is: 'entri', 'keputusan'. */
  noun: string;
  /** What happens beside the rows: 'Semua angka UMK langsung dihitung ulang.' */
  consequence: string;
  /** What to look at before it is applied. */
  children?: ComponentChildren;
}

/** What a list would change, before anything is. */
export function ListPreview(props: ListPreviewProps): VNode {
  const { ctx, result, carried, action, noun, consequence, children } = props;
  const changes = result.added + result.changed;
  return (
    <>
      <Answer>{countsSentence(result)}</Answer>
      {result.rejected > 0 ? (
        <>
          <Notice kind="bad" title="Tidak ada yang disimpan">
            Betulkan {count(result.rejected)} baris di bawah dalam berkas Anda, lalu unggah lagi. Baris yang benar
            dibiarkan dalam berkas; semuanya disimpan sekaligus setelah tidak ada lagi yang salah.
          </Notice>
          <ProblemTable ctx={ctx} problems={result.problems} />
        </>
      ) : (
        <>
          {children}
          {changes === 0 ? (
            <Notice>Semua {noun} sudah ada dengan isi yang sama. Tidak ada yang perlu disimpan.</Notice>
          ) : (
            <form class="form" method="post" action={`${action}/terapkan`}>
              <Csrf ctx={ctx} />
              <input type="hidden" name="isi" value={carried} />
              <p>
                {count(result.added)} {noun} akan ditambah dan {count(result.changed)} diubah. Yang tidak ada dalam
                berkas dibiarkan. {consequence}
              </p>
              <div class="actions">
                <button>
                  Simpan {count(changes)} {noun}
                </button>
                <a class="button quiet" href={action}>
                  Batal
                </a>
              </div>
            </form>
          )}
        </>
      )}
      <p>
        <a href={action}>Pilih berkas lain</a>
      </p>
    </>
  );
}

/** Bad rows of a list: where, what, why; the same as a spreadsheet to work through beside the list. */
function ProblemTable({ ctx, problems }: { ctx: PageContext; problems: readonly ListProblem[] }): VNode {
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  const more = problems.length - shown.length;
  return (
    <>
      <form class="actions" method="post" action={PROBLEMS_FILE}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="isi" value={carriedProblems(problems)} />
        <button class="quiet">Unduh semua kesalahan (XLSX)</button>
      </form>
      <DataTable
        label="Baris yang ditolak"
        caption={
          `${count(problems.length)} kesalahan. Nomor baris seperti di Excel.` +
          (more > 0 ? ` ${count(shown.length)} yang pertama di sini; semuanya ada dalam berkas XLSX.` : '')
        }
        rows={shown}
        columns={[
          { key: 'baris', head: 'Baris', cell: (problem) => `Baris ${problem.line}` },
          { key: 'kolom', head: 'Kolom', cell: (problem) => problem.column },
          { key: 'isi', head: 'Isi', cell: (problem) => problem.value || '(kosong)' },
          { key: 'alasan', head: 'Alasan', kind: 'wide', cell: (problem) => problem.reason },
        ]}
      />
    </>
  );
}

function carriedProblems(problems: readonly ListProblem[]): string {
  const rows = problems.map((problem) => ({
    line: problem.line,
    values: {
      line: String(problem.line),
      column: problem.column,
      // Long cells would make the form longer than the list.
      value: problem.value.slice(0, 200),
      reason: problem.reason,
    },
  }));
  return carry(rows, PROBLEM_COLUMNS);
}
