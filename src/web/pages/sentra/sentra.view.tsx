import type { VNode } from 'preact';
import type { Finding } from '../../../catalogue/sentra/sentra-criteria.js';
import type { JudgedSentra, SentraMember, Statement } from '../../../catalogue/sentra/sentra.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  Downloads,
  EmptyState,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { type PickedPlace, PlaceField } from '../../place-field.js';
import {
  answerSentence,
  conditionWords,
  count,
  FINDING_WORDS,
  otherSourceWords,
  STATEMENT_WORDS,
} from './sentra.wording.js';

const KINDS = { met: 'good', missing: 'bad', unknown: 'none' } as const;

function FindingState({ finding }: { finding: Finding }): VNode {
  return <State kind={KINDS[finding]}>{FINDING_WORDS[finding]}</State>;
}

export interface ListProps {
  ctx: PageContext;
  items: readonly JudgedSentra[];
  found: number;
  all: number;
  page: number;
  pages: number;
  text?: string;
  group?: string;
  groups: readonly Option[];
}

export function SentraListView({ ctx, items, found, all, page, pages, text, group, groups }: ListProps): VNode {
  if (all === 0)
    return (
      <EmptyState
        title="Belum ada sentra"
        action={ctx.can('grading.write') ? { href: '/sentra/baru', text: 'Tambah sentra' } : null}
      >
        <p>
          Sentra ialah desa, kecamatan, atau kabupaten tempat produk sejenis dibuat banyak usaha. Tambahkan sentra,
          catat keanggotaan usahanya, lalu nyatakan syarat yang tidak dapat dihitung dengan buktinya.
        </p>
      </EmptyState>
    );
  const query = { cari: text, kelompok: group };
  return (
    <>
      <Answer>
        <strong>{count(all)} sentra</strong> tercatat. Di halaman ini {items.filter(isMet).length} dari {items.length}{' '}
        memenuhi semua kriteria yang menentukan.
      </Answer>
      {ctx.can('grading.write') && (
        <p class="actions">
          <a class="button" href="/sentra/baru">
            Tambah sentra
          </a>
        </p>
      )}
      <Filters
        action="/sentra"
        fields={[
          { name: 'kelompok', label: 'Kelompok produk', value: group ?? null, options: groups, any: 'Semua kelompok' },
          { name: 'cari', label: 'Nama sentra', value: text ?? null, type: 'search' },
        ]}
        said={
          [groups.find(({ value }) => value === group)?.text, text && `memuat "${text}"`].filter(Boolean).join(', ') ||
          null
        }
      />
      <DataTable
        label="Daftar sentra"
        caption="Dari delapan kriteria yang berlaku hari ini."
        rows={items}
        empty="Tidak ada sentra yang sesuai saringan."
        columns={[
          {
            key: 'sentra',
            head: 'Sentra',
            cell: (one) => (
              <>
                <a href={`/sentra/${one.id}`}>{one.name}</a>
                <span class="sub">{one.place}</span>
              </>
            ),
          },
          {
            key: 'hasil',
            head: 'Hasil',
            kind: 'state',
            cell: (one) => <FindingState finding={one.judgement.finding} />,
          },
          { key: 'kelompok', head: 'Kelompok', cell: (one) => one.groupName ?? one.productKind },
          { key: 'ya', head: 'Terpenuhi', kind: 'number', cell: (one) => one.judgement.met },
          { key: 'belum', head: 'Belum', kind: 'number', cell: (one) => one.judgement.missing },
          { key: 'tidak', head: 'Belum diketahui', kind: 'number', cell: (one) => one.judgement.unknown },
          {
            key: 'anggota',
            head: 'Anggota',
            kind: 'number',
            cell: (one) => (one.counts.everMembers ? count(one.counts.members) : 'Belum dicatat'),
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(next) => address('/sentra', { ...query, hal: next })}
        said={`${count(found)} sentra`}
      />
      <Downloads files={[]} api="/api/v1/sentra" />
    </>
  );
}

function isMet({ judgement }: JudgedSentra): boolean {
  return judgement.finding === 'met';
}

export interface SentraProps {
  ctx: PageContext;
  sentra: JudgedSentra;
  statements: readonly Statement[];
  /** Null for whoever may not see enterprises. */
  members: readonly SentraMember[] | null;
  typed: Typed;
  problems: readonly FieldProblem[];
}

export function SentraView({ ctx, sentra, statements, members, typed, problems }: SentraProps): VNode {
  const { judgement, reference, counts } = sentra;
  const counted = counts.everMembers ? counts.members - counts.otherKind : null;
  const stated = new Map(statements.map((one) => [one.condition, one]));
  return (
    <>
      <Answer>{answerSentence(sentra)}</Answer>
      {ctx.can('grading.write') && (
        <p class="actions">
          <a class="button" href={`/sentra/${sentra.id}/kriteria`}>
            Nyatakan kriteria
          </a>
          <a class="button quiet" href={`/sentra/${sentra.id}/ubah`}>
            Ubah sentra
          </a>
        </p>
      )}
      <DataTable
        label="Kriteria sentra"
        caption="Kriteria 1 dan 2 adalah pilihan: cukup salah satu. Kriteria 6 hanya diharapkan."
        rows={judgement.criteria}
        columns={[
          {
            key: 'kriteria',
            head: 'Kriteria',
            cell: ({ criterion }) => (
              <>
                {criterion.code}. {criterion.title}
                {criterion.expectedOnly && <span class="sub">diharapkan, tidak menentukan</span>}
              </>
            ),
          },
          { key: 'hasil', head: 'Hasil', kind: 'state', cell: ({ finding }) => <FindingState finding={finding} /> },
          {
            key: 'rinci',
            head: 'Yang ada dan yang kurang',
            kind: 'wide',
            cell: ({ conditions }) => (
              <ul>
                {conditions.map((one) => {
                  const statement = one.condition.kind === 'stated' ? stated.get(one.condition.code) : undefined;
                  return (
                    <li>
                      {conditionWords(one)}
                      {statement?.evidence && (
                        <span class="sub">
                          {statement.evidence}
                          {statement.statedOn && ` (${statement.statedBy}, ${formatDay(statement.statedOn)})`}
                        </span>
                      )}
                    </li>
                  );
                })}
              </ul>
            ),
          },
        ]}
      />
      <Members {...{ ctx, sentra, members, typed, problems }} />
      {sentra.note && <Notice title="Keterangan">{sentra.note}</Notice>}
      <HowComputed
        entries={[
          {
            term: 'Sumber',
            text: `${reference.source}. Versi ${reference.version}, berlaku sejak ${formatDay(reference.effectiveFrom)}.`,
          },
          {
            term: 'Yang dihitung',
            text: 'Anggota yang keanggotaannya berlaku hari ini. Anggota yang semua produknya dari kelompok lain tidak dihitung; yang belum punya produk dalam katalog dihitung menurut keanggotaannya.',
          },
          ...reference.decisions.map(({ what, why }) => ({ term: 'Keputusan biro', text: `${what} ${why}` })),
          ...reference.otherSources.map((one) => ({
            term: 'Sumber lain',
            text: otherSourceWords(one.what, one.source, one.membersMin, counted),
          })),
        ]}
      />
      <Downloads files={[]} api={`/api/v1/sentra/${sentra.id}`} />
    </>
  );
}

const MEMBER_KIND = {
  sejenis: 'Membuat produk kelompok ini',
  lain: 'Produknya dari kelompok lain; tidak dihitung',
  belum: 'Belum punya produk dalam katalog',
} as const;

function Members({ ctx, sentra, members, typed, problems }: Omit<SentraProps, 'statements'>): VNode {
  const { counts } = sentra;
  const candidates = (members ?? []).filter((one) => one.championSince === null);
  return (
    <section>
      <h2>Anggota</h2>
      <p>
        {counts.everMembers
          ? `${count(counts.members)} anggota hari ini: ${count(counts.sameKind)} membuat produk kelompok ini, ${count(counts.withoutProduct)} belum punya produk dalam katalog, ${count(counts.otherKind)} membuat yang lain. Penggerak: ${count(counts.champions)}.`
          : 'Belum ada anggota yang dicatat. Keanggotaan dicatat pada data pelaku usaha.'}
      </p>
      {members !== null && members.length > 0 && (
        <DataTable
          label="Anggota sentra"
          caption="Penggerak lebih dahulu."
          rows={members}
          columns={[
            { key: 'nama', head: 'Pelaku usaha', cell: (one) => one.name },
            { key: 'jenis', head: 'Produk', cell: (one) => MEMBER_KIND[one.kind] },
            { key: 'sejak', head: 'Anggota sejak', cell: (one) => one.since && formatDay(one.since) },
            {
              key: 'penggerak',
              head: 'Penggerak',
              cell: (one) =>
                one.championSince && (
                  <>
                    Sejak {formatDay(one.championSince)}
                    <span class="sub">{one.championEvidence}</span>
                    {ctx.can('grading.write') && (
                      <form method="post" action={`/sentra/${sentra.id}/penggerak/${one.enterpriseId}/cabut`}>
                        <Csrf ctx={ctx} />
                        <button class="quiet">
                          Cabut<span class="unseen"> {one.name}</span>
                        </button>
                      </form>
                    )}
                  </>
                ),
            },
          ]}
        />
      )}
      {ctx.can('grading.write') && candidates.length > 0 && (
        <details open={problems.length > 0}>
          <summary>Catat penggerak</summary>
          <ErrorSummary problems={problems} />
          <form class="form" method="post" action={`/sentra/${sentra.id}/penggerak`}>
            <Csrf ctx={ctx} />
            <FormField
              name="enterpriseId"
              label="Anggota"
              type="select"
              options={candidates.map((one) => ({ value: one.enterpriseId, text: one.name }))}
              value={typed['enterpriseId']}
              error={problems}
            />
            <FormField
              name="evidence"
              label="Bukti kesediaan"
              value={typed['evidence']}
              error={problems}
              maxLength={2000}
              required
              help="Misalnya nomor surat pernyataan."
            />
            <FormField
              name="statedOn"
              label="Tanggal pernyataan"
              type="date"
              value={typed['statedOn'] ?? ctx.today}
              error={problems}
              required
            />
            <button>Catat penggerak</button>
          </form>
        </details>
      )}
    </section>
  );
}

export interface SentraFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  sentra: JudgedSentra | null;
  typed: Typed;
  picked: PickedPlace;
  groups: readonly Option[];
  problems: readonly FieldProblem[];
  conflict: string | null;
}

export function SentraForm({ ctx, sentra, typed, picked, groups, problems, conflict }: SentraFormProps): VNode {
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          {sentra && (
            <p>
              Yang tercatat sekarang: {sentra.name}, {sentra.place}, {sentra.groupName ?? 'tanpa kelompok'}
              {sentra.note ? `, keterangan "${sentra.note}"` : ''}.
            </p>
          )}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={sentra ? `/sentra/${sentra.id}` : '/sentra'}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={sentra?.version ?? 0} />
        <FormField
          name="name"
          label="Nama sentra"
          value={typed['name']}
          error={problems}
          maxLength={200}
          required
          help="Contoh: Sentra Tenun Ikat Desa Contoh"
        />
        <PlaceField
          label="Desa, kecamatan, atau kabupaten"
          typed={typed}
          picked={picked}
          problems={problems}
          required
        />
        <FormField
          name="groupCode"
          label="Kelompok produk"
          type="select"
          options={groups}
          any="Belum ditentukan"
          value={typed['groupCode']}
          error={problems}
          required={false}
        />
        <FormField
          name="productKind"
          label="Jenis produk"
          value={typed['productKind']}
          error={problems}
          maxLength={200}
          required={false}
          help="Contoh: kain tenun ikat"
        />
        <FormField
          name="foundedOn"
          label="Berdiri sejak"
          type="date"
          value={typed['foundedOn']}
          error={problems}
          required={false}
        />
        <FormField
          name="note"
          label="Keterangan"
          type="textarea"
          value={typed['note']}
          error={problems}
          maxLength={2000}
          required={false}
        />
        <div class="actions">
          <button>Simpan sentra</button>
          <a class="button quiet" href={sentra ? `/sentra/${sentra.id}` : '/sentra'}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}

export interface StatementsProps {
  ctx: PageContext;
  sentra: JudgedSentra;
  statements: readonly Statement[];
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
}

export function StatementsForm({ ctx, sentra, statements, typed, problems, conflict }: StatementsProps): VNode {
  return (
    <>
      {conflict !== null && <Notice kind="bad">{conflict}</Notice>}
      <ErrorSummary problems={problems} />
      <p>
        Penggerak dan jumlah anggota dihitung sendiri. Yang lain dinyatakan di sini, dengan bukti bagi setiap ya atau
        tidak.
      </p>
      <form class="form" method="post" action={`/sentra/${sentra.id}/kriteria`}>
        <Csrf ctx={ctx} />
        <FormField
          name="statedBy"
          label="Dinyatakan oleh"
          value={typed['statedBy'] ?? ctx.viewer?.displayName}
          error={problems}
          maxLength={120}
          required
        />
        <FormField
          name="statedOn"
          label="Tanggal pernyataan"
          type="date"
          value={typed['statedOn'] ?? ctx.today}
          error={problems}
          required
        />
        {statements.map((one) => (
          <>
            <FormField
              name={one.condition}
              label={one.text}
              type="radio"
              options={(['ya', 'tidak', 'belum-diketahui'] as const).map((value) => ({
                value,
                text: STATEMENT_WORDS[value],
              }))}
              value={typed[one.condition] ?? one.answer}
              error={problems}
              help={
                conflict !== null && one.recordedBy !== null
                  ? `Tercatat sekarang: ${STATEMENT_WORDS[one.answer]}, oleh ${one.recordedBy}.`
                  : undefined
              }
            />
            <input type="hidden" name={`${one.condition}-versi`} value={one.version} />
            <FormField
              name={`${one.condition}-bukti`}
              label={`Bukti: ${one.text}`}
              type="textarea"
              rows={2}
              maxLength={2000}
              value={typed[`${one.condition}-bukti`] ?? one.evidence}
              error={problems}
              required={false}
            />
          </>
        ))}
        <div class="actions">
          <button>Simpan pernyataan</button>
          <a class="button quiet" href={`/sentra/${sentra.id}`}>
            Kembali
          </a>
        </div>
      </form>
    </>
  );
}
