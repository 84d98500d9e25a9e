import { formatMoment } from '../../shared/dates.js';
import type { Potential } from './potential.js';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  product_kind: 'jenis produk',
  group_code: 'kelompok',
  is_flagship: 'produk unggulan',
  enterprises: 'jumlah usaha',
  raw_material: 'bahan baku',
  note: 'keterangan',
  source: 'sumber',
  product_id: 'produk katalog',
};

interface Change {
  by: string;
  /** ISO 8601. */
  at: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Who changed what when, for whoever was about to write over it. */
export function changedMeanwhile(now: Potential, changes: readonly Change[], timeZone: string): string {
  const last = changes.at(-1);
  const fields = [...new Set(changes.flatMap(({ after }) => Object.keys(after)))].filter(
    (field) => field in FIELD_WORDS,
  );
  const said = fields.map((field) => {
    const first = changes.find(({ before }) => field in before)?.before[field];
    const after = changes.findLast((change) => field in change.after)?.after[field];
    return `${FIELD_WORDS[field]} dari ${valueWords(first)} menjadi ${valueWords(after)}`;
  });
  const who = `${last?.by ?? now.updatedBy ?? 'orang lain'} pada ${formatMoment(last?.at ?? now.updatedAt, timeZone)}`;
  const what = said.length > 0 ? `: ${said.join('; ')}` : '';
  return `"${now.productKind}" sudah diubah ${who}, sesudah Anda membukanya${what}. Isian Anda belum disimpan. Periksa yang baru, lalu simpan lagi bila isian Anda yang benar.`;
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(kosong)';
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  return `"${String(value).slice(0, 80)}"`;
}
