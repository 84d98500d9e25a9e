import type { VNode } from 'preact';
import { ACTOR_WORDS, actionWords, changedColumns, kindWords } from '../../../access/audit/audit.wording.js';
import type { AuditFilter, AuditPage, AuditRecord, AuditState } from '../../../access/audit/audit-trail.js';
import { type Role, ROLE_NAMES } from '../../../access/permissions.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import {
  address,
  type Column,
  DataTable,
  Filters,
  Notice,
  type Option,
  type PageContext,
} from '../../components/index.js';

/** Columns of a record that are shown at once; the others open with it. */
const SHOWN = 6;
/** Letters of one value that are shown; the workbook has all of it. */
const LETTERS = 300;

export interface AuditViewProps {
  ctx: PageContext;
  filter: AuditFilter;
  /** Only records before this number: a later page. */
  before: number | null;
  page: AuditPage;
  choices: { actions: string[]; objectKinds: string[] };
  state: AuditState;
}

/** The state of the trail, the filters, and the records. */
export function AuditView({ ctx, filter, before, page, choices, state }: AuditViewProps): VNode {
  const query = {
    dari: filter.from,
    sampai: filter.to,
    pelaku: filter.actor,
    tindakan: filter.action,
    objek: filter.objectKind,
    kunci: filter.objectId,
  };
  return (
    <>
      <StateLine ctx={ctx} state={state} />
      <Filters
        action="/jejak-audit"
        fields={[
          { name: 'dari', label: 'Dari', type: 'date', value: filter.from ?? null },
          { name: 'sampai', label: 'Sampai', type: 'date', value: filter.to ?? null },
          { name: 'pelaku', label: 'Pelaku', type: 'search', value: filter.actor ?? null },
          {
            name: 'tindakan',
            label: 'Tindakan',
            type: 'select',
            any: 'Semua tindakan',
            value: filter.action ?? null,
            options: options(choices.actions, filter.action, actionWords),
          },
          {
            name: 'objek',
            label: 'Objek',
            type: 'select',
            any: 'Semua objek',
            value: filter.objectKind ?? null,
            options: options(choices.objectKinds, filter.objectKind, kindWords),
          },
          { name: 'kunci', label: 'Kunci objek', type: 'search', value: filter.objectId ?? null },
        ]}
        said={filterWords(filter)}
      />
      <DataTable
        label="Catatan jejak audit"
        caption="Yang terbaru dahulu. Catatan hanya ditambah, tidak pernah diubah atau dihapus."
        columns={columns(ctx)}
        rows={page.items}
        rowId={(record) => `nomor-${record.seq}`}
        empty="Tidak ada catatan yang sesuai."
      />
      <nav class="pager" aria-label="Halaman">
        {before !== null && (
          <a class="button quiet" href={address('/jejak-audit', query)}>
            Yang terbaru
          </a>
        )}
        {page.next !== null && (
          <a class="button quiet" rel="next" href={address('/jejak-audit', { ...query, sebelum: page.next })}>
            Lebih lama
          </a>
        )}
      </nav>
      <p class="take">
        <a href={address('/jejak-audit/unduh.xlsx', query)}>Unduh XLSX</a>
        <a href={address('/jejak-audit/unduh.csv', query)}>Unduh CSV</a>
      </p>
    </>
  );
}

/** What is known of the trail as a whole: the last seal, and whether the last rows hang together. */
function StateLine({ ctx, state }: { ctx: PageContext; state: AuditState }): VNode {
  const { sealed, problem, checked } = state;
  const seal = sealed
    ? `Segel terakhir: nomor ${sealed.seq}, ${formatMoment(sealed.at, ctx.instance.timeZone)}.`
    : 'Belum ada segel: segel pertama ditulis dalam satu menit.';
  if (checked.problems > 0 || problem !== null)
    return (
      <Notice kind="bad" title="Jejak audit perlu diperiksa">
        {checked.problems > 0 && (
          <p>
            Dari {checked.rows} catatan terakhir, {checked.problems} tidak sesuai dengan rantainya.
          </p>
        )}
        {problem !== null && <p>{problem}</p>}
        <p>
          {seal} Jalankan <code>node dist/cli.js audit verify</code> untuk mengetahui catatan yang mana.
        </p>
      </Notice>
    );
  return (
    <p class="answer">
      {checked.rows === 0 ? 'Belum ada catatan.' : `${checked.rows} catatan terakhir utuh dan berurutan.`} {seal}
    </p>
  );
}

function columns(ctx: PageContext): Column<AuditRecord>[] {
  return [
    {
      key: 'waktu',
      head: 'Waktu',
      cell: ({ seq, at }) => (
        <>
          {formatMoment(at, ctx.instance.timeZone)}
          <span class="sub">nomor {seq}</span>
        </>
      ),
    },
    {
      key: 'pelaku',
      head: 'Pelaku',
      cell: (record) => (
        <>
          <a href={address('/jejak-audit', { pelaku: record.actorName })}>{record.actorName}</a>
          <span class="sub">{actorWords(record)}</span>
        </>
      ),
    },
    {
      key: 'tindakan',
      head: 'Tindakan',
      cell: ({ action, objectKind, objectId }) => (
        <>
          {actionWords(action)}: {kindWords(objectKind)}
          {objectId !== null && (
            <span class="sub">
              <a href={address('/jejak-audit', { objek: objectKind, kunci: objectId })}>{objectId}</a>
            </span>
          )}
        </>
      ),
    },
    { key: 'isi', head: 'Sebelum dan sesudah', kind: 'wide', cell: (record) => <Change record={record} /> },
  ];
}

/** Each column with what it was and what it became. */
function Change({ record }: { record: AuditRecord }): VNode {
  const told = changedColumns(record.before, record.after);
  const list = (some: typeof told): VNode => (
    <dl>
      {some.map(({ label, before, after }) => (
        <>
          <dt>{label}</dt>
          <dd>
            {before !== null && record.after !== null && <del>{short(before)}</del>}
            {before !== null && record.after !== null && after !== null && ' → '}
            {record.after === null ? short(before ?? '') : after === null ? ' (kosong)' : short(after)}
          </dd>
        </>
      ))}
    </dl>
  );
  return (
    <>
      {told.length > 0 && list(told.slice(0, SHOWN))}
      {told.length > SHOWN && (
        <details>
          <summary>{told.length - SHOWN} kolom lagi</summary>
          {list(told.slice(SHOWN))}
        </details>
      )}
      {record.reason !== null && <p>Alasan: {record.reason}</p>}
    </>
  );
}

function actorWords({ actorKind, actorRole, address: from }: AuditRecord): string {
  const role = actorRole === null ? null : (ROLE_NAMES[actorRole as Role] ?? actorRole);
  return [role ?? ACTOR_WORDS[actorKind] ?? actorKind, from && `dari ${from}`].filter(Boolean).join(' · ');
}

function short(text: string): string {
  return text.length > LETTERS ? `${text.slice(0, LETTERS)} …` : text;
}

/** What there is to choose, by its words; what the address asks for stays a choice though there is none of it. */
function options(
  values: readonly string[],
  asked: string | null | undefined,
  words: (one: string) => string,
): Option[] {
  return [...new Set([...values, ...(asked ? [asked] : [])])]
    .map((value) => ({ value, text: words(value) }))
    .toSorted((a, b) => a.text.localeCompare(b.text, 'id'));
}

function filterWords({ from, to, actor, action, objectKind, objectId }: AuditFilter): string | null {
  const said = [
    from && `dari ${formatDay(from)}`,
    to && `sampai ${formatDay(to)}`,
    actor && `pelaku ${actor}`,
    action && `tindakan ${actionWords(action)}`,
    objectKind && `objek ${kindWords(objectKind)}`,
    objectId && `kunci ${objectId}`,
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : null;
}
