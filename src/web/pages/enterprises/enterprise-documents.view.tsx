import type { VNode } from 'preact';
import { DOCUMENT_KINDS } from '../../../enterprise/enterprise.wording.js';
import { formatDay } from '../../../shared/dates.js';
import { DataTable, State } from '../../components/index.js';
import { type EnterpriseProps, RowButton, SectionForm, writes, numbered } from './enterprise-section.view.js';

/** Its documents: what they prove, until when, and who saw them. */
export function Documents(props: EnterpriseProps): VNode {
  const { ctx, one } = props;
  return (
    <>
      <h2 id="dokumen">Dokumen</h2>
      <DataTable
        label="Dokumen"
        caption="Berkas disimpan terenkripsi; setiap pembukaan tercatat."
        empty="Belum ada dokumen."
        rows={one.documents}
        columns={[
          { key: 'jenis', head: 'Dokumen', cell: (row) => numbered(row.kind, row.number ?? 'tanpa nomor') },
          { key: 'penerbit', head: 'Penerbit', cell: (row) => row.issuer },
          {
            key: 'berakhir',
            head: 'Berlaku sampai',
            kind: 'state',
            cell: (row) =>
              row.expiresOn && (
                <State kind={row.expiresOn < ctx.today ? 'bad' : 'none'}>
                  {formatDay(row.expiresOn)}
                  {row.expiresOn < ctx.today && ', sudah berakhir'}
                </State>
              ),
          },
          {
            key: 'dilihat',
            head: 'Di sumbernya',
            cell: (row) =>
              row.verifiedOn ? (
                `dilihat ${formatDay(row.verifiedOn)}`
              ) : writes(props) ? (
                <RowButton
                  props={props}
                  path={`dokumen/${row.id}/lihat`}
                  text="Sudah dilihat"
                  about={`di sumbernya: ${row.kind} ${row.number ?? ''}`}
                />
              ) : (
                'belum dilihat'
              ),
          },
          {
            key: 'berkas',
            head: 'Berkas',
            kind: 'wide',
            cell: (row) => (
              <>
                {row.file && <a href={`/usaha/${one.id}/dokumen/${row.id}/berkas`}>{row.file.name}</a>}
                {writes(props) && (
                  <RowButton
                    props={props}
                    path={`dokumen/${row.id}/hapus`}
                    text="Hapus"
                    about={`dokumen ${row.kind} ${row.number ?? ''}`}
                  />
                )}
              </>
            ),
          },
        ]}
      />
      {writes(props) && (
        <SectionForm
          props={props}
          section="dokumen"
          path="dokumen"
          summary="Tambah dokumen"
          button="Simpan dokumen"
          multipart
        >
          {(field) => (
            <>
              {field('kind', 'Jenis', {
                maxLength: 60,
                required: true,
                suggestions: DOCUMENT_KINDS.map((kind) => ({ value: kind, text: kind })),
              })}
              {field('number', 'Nomor', { maxLength: 100 })}
              {field('issuer', 'Penerbit', { maxLength: 200 })}
              {field('issuedOn', 'Tanggal terbit', { type: 'date' })}
              {field('expiresOn', 'Berlaku sampai', { type: 'date' })}
              {field('note', 'Catatan', { maxLength: 500 })}
              {field('berkas', 'Pindaian', {
                type: 'file',
                accept: '.pdf,.jpg,.jpeg,.png',
                help: 'PDF, JPEG, atau PNG, paling besar 5 MB',
              })}
            </>
          )}
        </SectionForm>
      )}
    </>
  );
}
