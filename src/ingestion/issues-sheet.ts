import { writeXlsx } from '../shared/spreadsheet.js';
import type { ImportBatch, ImportIssue } from './import-batch.js';
import {
  countsSentence,
  feedName,
  issueColumn,
  issueSentence,
  issueTitle,
  issueValue,
  outcomeSentence,
} from './wording.js';

/** The kept issues of an import as a workbook: what a clerk sends back to whoever made the file. */
export async function issuesSheet(batch: ImportBatch, issues: AsyncIterable<ImportIssue>): Promise<Buffer> {
  const rows: (string | number | null)[][] = [];
  for await (const issue of issues)
    rows.push([
      issue.line,
      issue.severity === 'error' ? 'Ditolak' : 'Diterima dengan catatan',
      issueColumn(issue),
      issueValue(issue),
      issueTitle(issue.code),
      issueSentence(issue),
      issue.code,
    ]);
  return writeXlsx({
    sheets: [
      {
        name: 'Catatan impor',
        columns: [
          { heading: 'Baris', type: 'integer', width: 10 },
          { heading: 'Akibat', type: 'text', width: 24 },
          { heading: 'Kolom', type: 'text', width: 24 },
          { heading: 'Isi', type: 'text', width: 30 },
          { heading: 'Alasan', type: 'text', width: 30 },
          { heading: 'Penjelasan', type: 'text', width: 90 },
          { heading: 'Kode', type: 'text', width: 24 },
        ],
        rows,
      },
      {
        name: 'Tentang berkas',
        columns: [
          { heading: 'Hal', type: 'text', width: 24 },
          { heading: 'Isi', type: 'text', width: 90 },
        ],
        rows: [
          ['Nomor impor', batch.id],
          ['Berkas', batch.fileName],
          ['Dibaca sebagai', feedName(batch.feed)],
          ['Keadaan', outcomeSentence(batch)],
          ['Baris', countsSentence(batch)],
          ['Catatan seluruhnya', String(batch.issuesTotal)],
          ['Catatan di lembar ini', String(rows.length)],
          ['Sidik jari SHA-256', batch.sha256],
        ],
      },
    ],
  });
}
