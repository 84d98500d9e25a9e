import type { VNode } from 'preact';
import { type CorrectionRequest, SUBJECT_NAMES } from '../../../access/personal/corrections.service.js';
import { FIELD_NAMES, type PersonalField } from '../../../access/personal/identifiers.js';
import type { InventoryEntry } from '../../../access/personal/inventory.service.js';
import {
  type MaskedValue,
  type PersonalOwner,
  REASON_MAX,
  REASON_MIN,
} from '../../../access/personal/personal-vault.js';
import { formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
} from '../../components/index.js';
import { CorrectionState } from '../my-data/my-data.view.js';

const NUMBERS = new Intl.NumberFormat('id-ID');

/** Each kind of personal data: where, why, how protected, how long, how much. */
export function InventoryView({ entries }: { entries: readonly InventoryEntry[] }): VNode {
  const kept = entries.filter((entry) => entry.rows !== null).length;
  return (
    <>
      <Answer>
        <strong>{kept}</strong> jenis data pribadi disimpan, <strong>{entries.length - kept}</strong> dibuang saat
        impor.
      </Answer>
      <DataTable
        label="Inventaris data pribadi"
        caption="Jumlah dihitung saat halaman ini dibuka. Dasar hukum disebut sejauh diketahui; pasalnya ditetapkan instansi."
        rows={entries}
        rowId={(entry) => entry.code}
        columns={[
          {
            key: 'data',
            head: 'Data',
            cell: (entry) => (
              <>
                {entry.what}
                <span class="sub">{entry.where}</span>
              </>
            ),
          },
          {
            key: 'jumlah',
            head: 'Baris',
            kind: 'number',
            cell: (entry) => (entry.rows === null ? 'tidak disimpan' : NUMBERS.format(entry.rows)),
          },
          { key: 'tujuan', head: 'Tujuan', kind: 'wide', cell: (entry) => entry.purpose },
          { key: 'dasar', head: 'Dasar hukum', kind: 'wide', cell: (entry) => entry.basis },
          { key: 'lindung', head: 'Pelindungan', kind: 'wide', cell: (entry) => entry.protection },
          { key: 'simpan', head: 'Masa simpan', kind: 'wide', cell: (entry) => entry.retention },
        ]}
      />
      <Downloads files={[]} api="/api/v1/personal-inventory" />
    </>
  );
}

export interface RequestsProps {
  ctx: PageContext;
  requests: readonly CorrectionRequest[];
  /** Fields bear the number of their request: 'answer-12'. */
  problems: readonly FieldProblem[];
}

export function RequestsView({ ctx, requests, problems }: RequestsProps): VNode {
  const open = requests.filter(({ state }) => state === 'diajukan');
  const moment = (at: string): string => formatMoment(at, ctx.instance.timeZone);
  return (
    <>
      <ErrorSummary problems={problems} title="Jawaban belum disimpan" />
      <Answer>
        <strong>{open.length}</strong> dari {requests.length} permintaan belum dijawab.
      </Answer>
      <DataTable
        label="Permintaan perbaikan"
        caption="Yang belum dijawab dahulu. Nomor dan alamat di dalam teks disamarkan."
        rows={requests}
        empty="Belum ada yang meminta perbaikan. Setiap orang dapat memintanya di halaman Data saya."
        columns={[
          {
            key: 'siapa',
            head: 'Siapa',
            cell: (one) => (
              <>
                {one.displayName}
                <span class="sub">
                  {one.username}, {moment(one.askedAt)}
                </span>
              </>
            ),
          },
          { key: 'keadaan', head: 'Keadaan', kind: 'state', cell: (one) => <CorrectionState state={one.state} /> },
          { key: 'tentang', head: 'Tentang', cell: (one) => SUBJECT_NAMES[one.about] },
          { key: 'isi', head: 'Permintaan', kind: 'wide', cell: (one) => one.request },
          {
            key: 'jawaban',
            head: 'Jawaban',
            kind: 'wide',
            cell: (one) =>
              one.state !== 'diajukan' ? (
                <>
                  {one.answer}
                  <span class="sub">
                    {one.answeredBy}, {one.answeredAt && moment(one.answeredAt)}
                  </span>
                </>
              ) : (
                ctx.can('personal.write') && <AnswerForm ctx={ctx} id={one.id} problems={problems} />
              ),
          },
        ]}
      />
    </>
  );
}

function AnswerForm({ ctx, id, problems }: { ctx: PageContext; id: string; problems: readonly FieldProblem[] }): VNode {
  const of = (name: string): string | null =>
    problems.find((problem) => problem.field === `${name}-${id}`)?.message ?? null;
  const error = of('answer') ?? of('state');
  return (
    <details open={error !== null}>
      <summary>
        Jawab<span class="unseen"> permintaan nomor {id}</span>
      </summary>
      <form class="form" method="post" action={`/permintaan-data/${id}`}>
        <Csrf ctx={ctx} />
        {error !== null && (
          <p class="field-error" id={`f-answer-${id}-e`}>
            {error}
          </p>
        )}
        <label>
          Jawaban
          <textarea
            id={`f-answer-${id}`}
            name="answer"
            rows={3}
            maxLength={2000}
            aria-describedby={error === null ? undefined : `f-answer-${id}-e`}
            aria-invalid={error === null ? undefined : 'true'}
            required
          />
        </label>
        <p class="actions">
          <button name="state" value="dipenuhi">
            Dipenuhi
          </button>
          <button name="state" value="ditolak" class="quiet">
            Ditolak
          </button>
        </p>
      </form>
    </details>
  );
}

export interface Unmasked {
  field: PersonalField;
  value: string;
}

export interface OwnerProps {
  ctx: PageContext;
  owner: PersonalOwner;
  values: readonly MaskedValue[];
  /** A value that was just opened. */
  unmasked?: Unmasked;
  /** Fields bear the name of the value: 'reason-nik'. */
  problems?: readonly FieldProblem[];
}

/** What is kept of one owner, masked, with a form that opens one value for a reason. */
export function OwnerView({ ctx, owner, values, unmasked, problems = [] }: OwnerProps): VNode {
  return (
    <>
      <ErrorSummary problems={problems} title="Nilai belum dibuka" />
      {unmasked && (
        <Notice kind="warn" title={FIELD_NAMES[unmasked.field]}>
          <p>
            <code class="secret">{unmasked.value}</code>
          </p>
          <p>Hanya tampil sekali ini. Siapa membukanya, kapan, dan alasannya sudah tercatat.</p>
        </Notice>
      )}
      <Answer>
        <strong>{values.length}</strong> data pribadi disimpan bagi {owner.kind} {owner.id}.
      </Answer>
      <DataTable
        label="Data pribadi"
        caption="Tampil empat huruf terakhir saja."
        rows={values}
        empty="Tidak ada data pribadi yang disimpan bagi pemilik ini."
        columns={[
          { key: 'data', head: 'Data', cell: (one) => FIELD_NAMES[one.field] },
          { key: 'nilai', head: 'Nilai', cell: (one) => <code>{one.masked}</code> },
          { key: 'dasar', head: 'Dasar', cell: (one) => one.basis },
          {
            key: 'diubah',
            head: 'Diubah',
            cell: (one) => formatMoment(one.updatedAt, ctx.instance.timeZone),
          },
          { key: 'tujuan', head: 'Tujuan', kind: 'wide', cell: (one) => one.purpose },
        ]}
      />
      {ctx.can('personal.unmask') &&
        values.map(({ field }) => (
          <details open={problems.some((problem) => problem.field === `reason-${field}`)}>
            <summary>Buka {FIELD_NAMES[field]}</summary>
            <form class="form" method="post" action={`/data-pribadi/${owner.kind}/${owner.id}/${field}/buka`}>
              <Csrf ctx={ctx} />
              <FormField
                name={`reason-${field}`}
                label="Mengapa Anda perlu melihatnya?"
                type="textarea"
                rows={2}
                maxLength={REASON_MAX}
                help={`Paling sedikit ${REASON_MIN} huruf. Alasan ini masuk jejak audit bersama nama Anda.`}
                error={problems}
                required
              />
              <button>Buka {FIELD_NAMES[field]}</button>
            </form>
          </details>
        ))}
    </>
  );
}
