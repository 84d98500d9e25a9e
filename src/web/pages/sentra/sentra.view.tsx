import type { VNode } from 'preact';
import type { JudgedSentra, SentraMember, Statement } from '../../../catalogue/sentra/sentra.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
} from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { answerSentence, conditionWords, count, otherSourceWords } from './sentra.wording.js';
import { FindingState } from './finding.view.js';

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
