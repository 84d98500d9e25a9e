import type { VNode } from 'preact';
import { type ImportBatch, type ImportIssue, RUNNING } from '../../../ingestion/import-batch.js';
import type { Page as PageOf } from '../../../ingestion/import.service.js';
import {
  count,
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
import {
  address,
  Answer,
  DataTable,
  Downloads,
  Filters,
  Notice,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import { rangeWords, reasons, STATE_KINDS } from './imports.wording.js';
import { About, Counts } from './import-about.view.js';
import { Actions, ConfirmForm } from './import-actions.view.js';

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
