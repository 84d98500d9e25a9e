import type { VNode } from 'preact';
import type { EnterpriseDocument } from '../../../enterprise/enterprise.js';
import { addDays, formatDay } from '../../../shared/dates.js';
import { Csrf, DataTable, FormField, State, withCsrf } from '../../components/index.js';
import type { OwnProps } from './own.view.js';

/** Days ahead for which a paper counts as about to end. */
const SOON = 60;

export function Documents({ ctx, one, failed }: Pick<OwnProps, 'ctx' | 'one' | 'failed'>): VNode {
  const typed = failed?.section === 'dokumen' ? failed.typed : {};
  const problems = failed?.section === 'dokumen' ? failed.problems : [];
  const errorOf = (name: string): string | null => problems.find(({ field }) => field === name)?.message ?? null;
  return (
    <>
      <h2 id="dokumen">Dokumen</h2>
      <DataTable<EnterpriseDocument>
        label="Dokumen"
        caption="Berkas disimpan terenkripsi; hanya Anda dan petugas yang dapat membukanya."
        empty="Belum ada dokumen."
        rows={one.documents}
        columns={[
          {
            key: 'jenis',
            head: 'Dokumen',
            cell: ({ kind, number }) => (number === null ? kind : `${kind}, nomor ${number}`),
          },
          {
            key: 'berakhir',
            head: 'Berlaku sampai',
            kind: 'state',
            cell: ({ expiresOn }) => ends(expiresOn, ctx.today),
          },
          {
            key: 'dilihat',
            head: 'Pemeriksaan',
            cell: ({ id, kind, verifiedOn }) =>
              verifiedOn === null ? (
                <form method="post" action={`/usaha-saya/dokumen/${id}/tarik`}>
                  <Csrf ctx={ctx} />
                  belum dicocokkan{' '}
                  <button class="quiet">
                    Tarik<span class="unseen"> dokumen {kind}</span>
                  </button>
                </form>
              ) : (
                `dicocokkan ${formatDay(verifiedOn)}`
              ),
          },
          {
            key: 'berkas',
            head: 'Berkas',
            kind: 'wide',
            cell: ({ id, file }) => file && <a href={`/usaha-saya/dokumen/${id}/berkas`}>{file.name}</a>,
          },
        ]}
      />
      <details open={problems.length > 0}>
        <summary>Unggah dokumen</summary>
        <form class="form" method="post" enctype="multipart/form-data" action={withCsrf(ctx, '/usaha-saya/dokumen')}>
          <FormField
            name="kind"
            label="Jenis dokumen"
            value={typed['kind']}
            error={errorOf('kind')}
            suggestions={['NIB', 'NPWP', 'Bukti KSWP', 'Surat PKP atau non-PKP', 'Akta pendirian'].map((value) => ({
              value,
              text: value,
            }))}
            help="Contoh NIB"
            maxLength={60}
            required
          />
          <FormField
            name="number"
            label="Nomor"
            value={typed['number']}
            error={errorOf('number')}
            maxLength={100}
            required={false}
          />
          <FormField
            name="issuedOn"
            label="Tanggal terbit"
            type="date"
            value={typed['issuedOn']}
            error={errorOf('issuedOn')}
            required={false}
          />
          <FormField
            name="expiresOn"
            label="Berlaku sampai"
            type="date"
            value={typed['expiresOn']}
            error={errorOf('expiresOn')}
            required={false}
          />
          <FormField
            name="berkas"
            label="Foto atau pindaian"
            type="file"
            accept="application/pdf,image/jpeg,image/png"
            error={errorOf('berkas')}
            help="PDF, JPEG, atau PNG, paling besar 5 MB"
            required
          />
          <button>Unggah</button>
        </form>
      </details>
    </>
  );
}

export function ends(expiresOn: string | null, today: string): VNode | string {
  if (expiresOn === null) return 'tanpa tanggal akhir';
  if (expiresOn < today) return <State kind="bad">berakhir {formatDay(expiresOn)}</State>;
  const soon = expiresOn <= addDays(today, SOON);
  return (
    <State kind={soon ? 'warn' : 'good'}>
      sampai {formatDay(expiresOn)}
      {soon && ', segera perpanjang'}
    </State>
  );
}
