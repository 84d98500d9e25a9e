import type { VNode } from 'preact';
import { consentWording } from '../../../access/personal/consent.js';
import { CORRECTION_SUBJECTS, SUBJECT_NAMES } from '../../../access/personal/corrections.service.js';
import { FIELD_NAMES, PERSONAL_FIELDS, type PersonalField } from '../../../access/personal/identifiers.js';
import type { OwnRecord } from '../../../access/personal/own-record.service.js';
import type { MaskedValue } from '../../../access/personal/personal-vault.js';
import { ROLE_NAMES } from '../../../access/permissions.js';
import { formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  State,
} from '../../components/index.js';

export interface MyDataProps {
  ctx: PageContext;
  record: OwnRecord;
  /** An own value that was just asked for. */
  shown?: { field: PersonalField; value: string };
  problems?: readonly FieldProblem[];
}

const HELP: Readonly<Record<PersonalField, string>> = {
  nik: '16 angka seperti di KTP.',
  npwp: '15 atau 16 angka, dengan atau tanpa titik.',
  telepon: 'Contoh: 0380 821000 atau +62 812 3456 7890',
  email: 'Contoh: nama@contoh.go.id',
};

/** What is held about me, why, and what I can do about it. */
export function MyDataView({ ctx, record, shown, problems = [] }: MyDataProps): VNode {
  const moment = (at: string): string => formatMoment(at, ctx.instance.timeZone);
  const { account } = record;
  return (
    <>
      <ErrorSummary problems={problems} />
      {shown && (
        <Notice title={`${FIELD_NAMES[shown.field]} Anda`}>
          <p>
            <code class="secret">{shown.value}</code>
          </p>
          <p>Hanya tampil sekali ini; bahwa Anda membukanya tercatat.</p>
        </Notice>
      )}
      <Answer>
        Akun <strong>{account.username}</strong> dengan peran {ROLE_NAMES[account.role]},{' '}
        <strong>{record.sessions}</strong> sesi, dan <strong>{record.values.length}</strong> data pribadi terenkripsi.
      </Answer>
      <section>
        <h2>Akun</h2>
        <dl>
          <dt>Nama pengguna</dt>
          <dd>{account.username}</dd>
          <dt>Peran</dt>
          <dd>{ROLE_NAMES[account.role]}</dd>
          <dt>Dibuat</dt>
          <dd>{moment(account.createdAt)}</dd>
          <dt>Sesi</dt>
          <dd>
            {record.sessions} (<a href="/akun">lihat dan akhiri</a>)
          </dd>
        </dl>
        <form class="form" method="post" action="/data-saya/nama">
          <Csrf ctx={ctx} />
          <FormField
            name="displayName"
            label="Nama lengkap"
            value={account.displayName}
            maxLength={100}
            autocomplete="name"
            error={problems}
            required
          />
          <button>Simpan nama</button>
        </form>
      </section>
      <section>
        <h2 id="nilai">Data pribadi Anda</h2>
        <p class="prose">
          Tidak ada yang wajib diisi. Yang Anda isi disimpan terenkripsi, tampil empat huruf terakhir saja, dan dapat
          Anda hapus kapan saja. Petugas hanya dapat membukanya dengan alasan, dan itu tercatat.
        </p>
        {PERSONAL_FIELDS.map((field) => (
          <OwnValue
            ctx={ctx}
            field={field}
            kept={record.values.find((value) => value.field === field) ?? null}
            problems={problems}
          />
        ))}
      </section>
      <Consents record={record} moment={moment} />
      <section>
        <h2>Masuk terakhir</h2>
        <DataTable
          label="Masuk terakhir"
          caption="Bila ada yang bukan Anda, ganti kata sandi lalu beri tahu administrator."
          rows={record.signIns}
          empty="Belum ada catatan masuk."
          columns={[
            { key: 'waktu', head: 'Waktu', cell: (one) => moment(one.at) },
            { key: 'dari', head: 'Dari', cell: (one) => one.how },
          ]}
        />
      </section>
      <Corrections ctx={ctx} record={record} problems={problems} moment={moment} />
      <section>
        <h2>Bawa data Anda</h2>
        <form method="post" action="/data-saya/unduh">
          <Csrf ctx={ctx} />
          <p>
            <button class="quiet">Unduh data saya (JSON)</button>
            <span class="sub">Memuat nilai Anda secara lengkap; simpan di tempat yang aman. Unduhan ini tercatat.</span>
          </p>
        </form>
      </section>
    </>
  );
}

interface OwnValueProps {
  ctx: PageContext;
  field: PersonalField;
  kept: MaskedValue | null;
  problems: readonly FieldProblem[];
}

function OwnValue({ ctx, field, kept, problems }: OwnValueProps): VNode {
  const name = FIELD_NAMES[field];
  const wrong = problems.some((problem) => problem.field === field || problem.field === `setuju-${field}`);
  const button = (verb: string, text: string): VNode => (
    <form method="post" action={`/data-saya/nilai/${field}/${verb}`}>
      <Csrf ctx={ctx} />
      <button class="quiet">
        {text}
        <span class="unseen"> {name}</span>
      </button>
    </form>
  );
  return (
    <>
      <h3>{name}</h3>
      {kept ? (
        <>
          <p>
            <code>{kept.masked}</code>
            <span class="sub">Untuk {kept.purpose}.</span>
          </p>
          <div class="actions">
            {button('tampilkan', 'Tampilkan milik saya')}
            {button('tarik', 'Tarik persetujuan dan hapus')}
          </div>
        </>
      ) : (
        <p>Tidak disimpan.</p>
      )}
      <details open={wrong}>
        <summary>{kept ? `Perbaiki ${name}` : `Isi ${name}`}</summary>
        <form class="form" method="post" action={`/data-saya/nilai/${field}`}>
          <Csrf ctx={ctx} />
          <FormField
            name={field}
            label={name}
            help={HELP[field]}
            error={problems}
            autocomplete={field === 'telepon' ? 'tel' : field === 'email' ? 'email' : 'off'}
            maxLength={254}
            required
          />
          <FormField name={`setuju-${field}`} label={consentWording(field)} type="checkbox" error={problems} required />
          <button>Simpan {name}</button>
        </form>
      </details>
    </>
  );
}

function Consents({ record, moment }: { record: OwnRecord; moment(at: string): string }): VNode {
  return (
    <section>
      <h2>Persetujuan</h2>
      <DataTable
        label="Persetujuan Anda"
        caption="Yang pernah Anda setujui, dengan tujuannya."
        rows={record.consents}
        empty="Anda belum memberi persetujuan apa pun."
        columns={[
          { key: 'data', head: 'Data', cell: (one) => FIELD_NAMES[one.field] },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (one) =>
              one.withdrawnAt === null ? <State kind="good">Berlaku</State> : <State kind="none">Berakhir</State>,
          },
          { key: 'diberikan', head: 'Diberikan', cell: (one) => moment(one.givenAt) },
          { key: 'ditarik', head: 'Berakhir', cell: (one) => one.withdrawnAt && moment(one.withdrawnAt) },
          { key: 'tujuan', head: 'Tujuan', kind: 'wide', cell: (one) => `Untuk ${one.purpose}.` },
        ]}
      />
    </section>
  );
}

interface CorrectionsProps extends Pick<MyDataProps, 'ctx' | 'record'> {
  problems: readonly FieldProblem[];
  moment(at: string): string;
}

function Corrections({ ctx, record, problems, moment }: CorrectionsProps): VNode {
  return (
    <section>
      <h2>Minta perbaikan</h2>
      {record.corrections.length > 0 && (
        <DataTable
          label="Permintaan Anda"
          caption="Permintaan Anda dan jawabannya."
          rows={record.corrections}
          columns={[
            { key: 'tentang', head: 'Tentang', cell: (one) => SUBJECT_NAMES[one.about] },
            {
              key: 'keadaan',
              head: 'Keadaan',
              kind: 'state',
              cell: (one) => <CorrectionState state={one.state} />,
            },
            { key: 'waktu', head: 'Diajukan', cell: (one) => moment(one.askedAt) },
            { key: 'isi', head: 'Permintaan', kind: 'wide', cell: (one) => one.request },
            { key: 'jawaban', head: 'Jawaban', kind: 'wide', cell: (one) => one.answer },
          ]}
        />
      )}
      <form class="form" method="post" action="/data-saya/perbaikan">
        <Csrf ctx={ctx} />
        <FormField
          name="about"
          label="Apa yang perlu diperbaiki?"
          type="select"
          value="catatan"
          options={CORRECTION_SUBJECTS.map((value) => ({ value, text: SUBJECT_NAMES[value] }))}
          error={problems}
          required
        />
        <FormField
          name="request"
          label="Apa yang keliru, dan bagaimana seharusnya?"
          type="textarea"
          help="Tanpa NIK, NPWP, atau nomor lain; nomor di dalam teks disamarkan."
          maxLength={2000}
          error={problems}
          required
        />
        <button>Kirim permintaan</button>
      </form>
    </section>
  );
}

export function CorrectionState({ state }: { state: 'diajukan' | 'dipenuhi' | 'ditolak' }): VNode {
  if (state === 'diajukan') return <State kind="warn">Belum dijawab</State>;
  return state === 'dipenuhi' ? <State kind="good">Dipenuhi</State> : <State kind="bad">Ditolak</State>;
}
