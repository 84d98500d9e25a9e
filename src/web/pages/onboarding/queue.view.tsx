import type { VNode } from 'preact';
import type { EnterpriseDetail, EnterpriseDocument } from '../../../enterprise/enterprise.js';
import { type Candidate, NEW_ENTERPRISE } from '../../../onboarding/accounts.service.js';
import type { Account, DataProposal, FileRequest, Step } from '../../../onboarding/onboarding.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  EmptyState,
  ErrorSummary,
  FormField,
  type PageContext,
  State,
} from '../../components/index.js';
import { ACCOUNT_WORDS, REQUEST_KIND, REQUEST_WORDS } from './onboarding.wording.js';
import { Steps } from './steps.view.js';

export interface QueueProps {
  ctx: PageContext;
  accounts: readonly Account[];
  open: readonly FileRequest[];
  proposals: readonly DataProposal[];
  closed: readonly FileRequest[];
}

/** What waits, the oldest first. */
export function QueueView({ ctx, accounts, open, proposals, closed }: QueueProps): VNode {
  const when = (moment: string): string => formatMoment(moment, ctx.instance.timeZone);
  if (accounts.length + open.length + proposals.length + closed.length === 0)
    return (
      <EmptyState title="Tidak ada yang menunggu">
        <p>
          Di sini tampil usaha yang mendaftar lewat <a href="/daftar">halaman Daftar</a>, dan berkas yang diminta
          diperiksa.
        </p>
      </EmptyState>
    );
  return (
    <>
      <Answer>
        <strong>{accounts.length} akun</strong> menunggu dihubungkan, <strong>{open.length} berkas</strong> menunggu
        diperiksa, <strong>{proposals.length} usulan</strong> perubahan data menunggu dilihat.
      </Answer>
      <DataTable<Account>
        label="Akun yang menunggu"
        caption="Akun yang menunggu dihubungkan dengan usahanya"
        empty="Tidak ada akun yang menunggu."
        rows={accounts}
        columns={[
          {
            key: 'orang',
            head: 'Orang',
            cell: ({ userId, displayName }) => <a href={`/antrean/akun/${userId}`}>{displayName}</a>,
          },
          { key: 'usaha', head: 'Mengaku dari', kind: 'wide', cell: ({ claimedName }) => claimedName },
          { key: 'nib', head: 'NIB', cell: ({ claimedNib }) => claimedNib ?? 'tidak diisi' },
          { key: 'sejak', head: 'Sejak', cell: ({ createdAt }) => when(createdAt) },
        ]}
      />
      <FilesTable ctx={ctx} caption="Berkas yang menunggu diperiksa" files={open} />
      <DataTable<DataProposal>
        label="Usulan perubahan data"
        caption="Perubahan data yang diusulkan pelaku usaha"
        empty="Tidak ada usulan yang menunggu."
        rows={proposals}
        columns={[
          {
            key: 'usaha',
            head: 'Usaha',
            cell: ({ id, enterpriseName }) => <a href={`/antrean/usulan/${id}`}>{enterpriseName}</a>,
          },
          { key: 'oleh', head: 'Diusulkan oleh', cell: ({ proposedBy }) => proposedBy },
          {
            key: 'isi',
            head: 'Isian dan pernyataan',
            kind: 'number',
            cell: ({ changes, stated }) => Object.keys(changes).length + Object.keys(stated).length,
          },
          { key: 'sejak', head: 'Sejak', cell: ({ createdAt }) => when(createdAt) },
        ]}
      />
      {closed.length > 0 && <FilesTable ctx={ctx} caption="Yang terakhir selesai" files={closed} />}
    </>
  );
}

function FilesTable({
  ctx,
  caption,
  files,
}: {
  ctx: PageContext;
  caption: string;
  files: readonly FileRequest[];
}): VNode {
  return (
    <DataTable<FileRequest>
      label={caption}
      caption={caption}
      empty="Tidak ada berkas yang menunggu."
      rows={files}
      columns={[
        {
          key: 'usaha',
          head: 'Usaha',
          cell: ({ id, enterpriseName }) => <a href={`/antrean/berkas/${id}`}>{enterpriseName}</a>,
        },
        { key: 'oleh', head: 'Diajukan oleh', cell: ({ requestedBy }) => requestedBy },
        {
          key: 'sejak',
          head: 'Sejak',
          cell: ({ createdAt }) => formatMoment(createdAt, ctx.instance.timeZone),
        },
        {
          key: 'keadaan',
          head: 'Keadaan',
          kind: 'state',
          cell: ({ state }) => <State kind={REQUEST_KIND[state]}>{REQUEST_WORDS[state]}</State>,
        },
      ]}
    />
  );
}

export interface AccountProps {
  ctx: PageContext;
  account: Account;
  candidates: readonly Candidate[];
  steps: readonly Step[];
  reason: string;
  problems: readonly FieldProblem[];
}

export function AccountView({ ctx, account, candidates, steps, reason, problems }: AccountProps): VNode {
  const waiting = account.state === 'menunggu-petugas';
  const sure = candidates.find(({ because }) => because === 'nib');
  return (
    <>
      <ErrorSummary problems={problems} title="Belum disimpan" />
      <Answer>{ACCOUNT_WORDS[account.state]}.</Answer>
      <dl>
        <dt>Nama usaha menurut pendaftar</dt>
        <dd>{account.claimedName}</dd>
        <dt>NIB menurut pendaftar</dt>
        <dd>{account.claimedNib ?? 'tidak diisi'}</dd>
        <dt>Desa menurut pendaftar</dt>
        <dd>{account.claimedPlace ?? 'tidak diisi'}</dd>
        <dt>Alamat surel</dt>
        <dd>{account.emailConfirmed ? 'sudah ditegaskan pemiliknya' : 'belum ditegaskan; hubungi orangnya dahulu'}</dd>
      </dl>
      <p class="sub">
        Pengakuan bukan bukti: siapa pun dapat menulis NIB orang lain. Pastikan orangnya sebelum menghubungkan.
      </p>
      {waiting && ctx.can('onboarding.write') && (
        <>
          <h2>Hubungkan</h2>
          <form class="form" method="post" action={`/antrean/akun/${account.userId}/hubungkan`}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="version" value={String(account.version)} />
            <FormField
              name="enterprise"
              label="Usaha yang dimaksud"
              type="radio"
              error={problems}
              options={[
                ...candidates.map(({ id, name, nib, place, because, accounts }) => ({
                  value: id,
                  text: [
                    `${name} (nomor ${id})`,
                    because === 'nib' ? 'NIB sama' : (nib ?? 'tanpa NIB'),
                    place ?? 'desa belum tercatat',
                    ...(accounts > 0 ? [`sudah ada ${accounts} akun`] : []),
                  ].join(' · '),
                })),
                ...(sure
                  ? []
                  : [{ value: NEW_ENTERPRISE, text: 'Belum tercatat: buat catatan baru dari pendaftaran ini' }]),
              ]}
              required
            />
            <button>Hubungkan akun dengan usaha ini</button>
          </form>
        </>
      )}
      {ctx.can('onboarding.write') && (waiting || account.state === 'disetujui') && (
        <>
          <h2>{waiting ? 'Atau kembalikan' : 'Lepaskan hubungannya'}</h2>
          <ReasonForm
            ctx={ctx}
            action={`/antrean/akun/${account.userId}/kembalikan`}
            version={account.version}
            reason={reason}
            problems={problems}
          />
        </>
      )}
      <h2>Langkah sampai hari ini</h2>
      <Steps ctx={ctx} steps={steps} />
    </>
  );
}

export interface RequestProps {
  ctx: PageContext;
  request: FileRequest;
  one: EnterpriseDetail;
  steps: readonly Step[];
  reason: string;
  problems: readonly FieldProblem[];
}

export function RequestView({ ctx, request, one, steps, reason, problems }: RequestProps): VNode {
  const open = request.state === 'diajukan' || request.state === 'diperiksa';
  const acts = open && ctx.can('onboarding.write');
  return (
    <>
      <ErrorSummary problems={problems} title="Belum disimpan" />
      <Answer>
        <State kind={REQUEST_KIND[request.state]}>{REQUEST_WORDS[request.state]}</State> Dari {request.requestedBy}.
      </Answer>
      {request.note !== null && <p>Catatan: {request.note}</p>}
      <p>
        <a href={`/usaha/${one.id}`}>Seluruh catatan usaha ini</a>
      </p>
      <DataTable<EnterpriseDocument>
        label="Dokumen"
        caption="Cocokkan setiap dokumen dengan sumbernya, misalnya OSS atau kantor pajak"
        empty="Belum ada dokumen; kembalikan dengan alasan bila diperlukan."
        rows={one.documents}
        columns={[
          {
            key: 'jenis',
            head: 'Dokumen',
            cell: ({ kind, number }) => (number === null ? kind : `${kind}, ${number}`),
          },
          {
            key: 'berakhir',
            head: 'Berlaku sampai',
            cell: ({ expiresOn }) => (expiresOn === null ? 'tanpa tanggal' : formatDay(expiresOn)),
          },
          {
            key: 'berkas',
            head: 'Berkas',
            cell: ({ id, file }) => file && <a href={`/usaha/${one.id}/dokumen/${id}/berkas`}>{file.name}</a>,
          },
          {
            key: 'dilihat',
            head: 'Di sumbernya',
            cell: ({ id, kind, verifiedOn, verifiedBy }) =>
              verifiedOn !== null ? (
                `dilihat ${formatDay(verifiedOn)}, ${verifiedBy ?? ''}`
              ) : acts ? (
                <form method="post" action={`/antrean/berkas/${request.id}/dokumen/${id}`}>
                  <Csrf ctx={ctx} />
                  <input type="hidden" name="version" value={String(one.version)} />
                  <button class="quiet">
                    Sudah dilihat<span class="unseen"> di sumbernya: {kind}</span>
                  </button>
                </form>
              ) : (
                'belum dilihat'
              ),
          },
        ]}
      />
      {acts && (
        <>
          <div class="actions">
            {request.state === 'diajukan' && (
              <form method="post" action={`/antrean/berkas/${request.id}/periksa`}>
                <Csrf ctx={ctx} />
                <input type="hidden" name="version" value={String(request.version)} />
                <button class="quiet">Mulai memeriksa</button>
              </form>
            )}
            <form method="post" action={`/antrean/berkas/${request.id}/setujui`}>
              <Csrf ctx={ctx} />
              <input type="hidden" name="version" value={String(request.version)} />
              <button>Setujui dan nilai kelayakannya</button>
            </form>
          </div>
          <h2>Atau kembalikan</h2>
          <ReasonForm
            ctx={ctx}
            action={`/antrean/berkas/${request.id}/kembalikan`}
            version={request.version}
            reason={reason}
            problems={problems}
          />
        </>
      )}
      <h2>Langkah sampai hari ini</h2>
      <Steps ctx={ctx} steps={steps} />
    </>
  );
}

/** Back with a reason that somebody can act on. */
export function ReasonForm({
  ctx,
  action,
  version,
  reason,
  problems,
}: {
  ctx: PageContext;
  action: string;
  version: number;
  reason: string;
  problems: readonly FieldProblem[];
}): VNode {
  return (
    <form class="form" method="post" action={action}>
      <Csrf ctx={ctx} />
      <input type="hidden" name="version" value={String(version)} />
      <FormField
        name="reason"
        label="Alasan, yang dibaca pelaku usaha"
        type="textarea"
        value={reason}
        error={problems}
        help="Sebutkan apa yang kurang dan apa yang harus dilakukan. Contoh: foto NPWP tidak terbaca, mohon unggah ulang."
        maxLength={500}
        required
      />
      <button class="quiet">Kembalikan dengan alasan</button>
    </form>
  );
}
