import type { ComponentChildren, VNode } from 'preact';
import { LEGAL_FORM_WORDS, PARENT_CLASS_WORDS } from '../../../enterprise/enterprise.wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import { printedNpwp } from '../../../shared/identifiers/index.js';
import { Answer, Csrf, DataTable, ErrorSummary, Notice } from '../../components/index.js';
import { checkedWords, classWords, originWords, periodWords } from './enterprises.wording.js';
import { type EnterpriseProps, RowButton, SectionForm, writes, numbered } from './enterprise-section.view.js';
import { Classes, FiguresOf } from './enterprise-class.view.js';
import { Documents } from './enterprise-documents.view.js';
import { Keys } from './enterprise-keys.view.js';

/** Everything about one enterprise, on one page. */
export function EnterpriseView(props: EnterpriseProps): VNode {
  const { ctx, one, failed } = props;
  return (
    <>
      {failed && (
        <ErrorSummary
          problems={failed.problems.map(({ field, message }) => ({ field: `${failed.section}-${field}`, message }))}
        />
      )}
      {one.mergedInto !== null && (
        <Notice kind="warn" title="Sudah digabung">
          Catatan ini digabung ke <a href={`/usaha/${one.mergedInto}`}>pelaku usaha nomor {one.mergedInto}</a>.
        </Notice>
      )}
      <Answer>
        Kelas usahanya hari ini <strong>{classWords(one)}</strong> menurut {originWords(one)}.
      </Answer>
      {writes(props) && (
        <p class="actions">
          <a class="button" href={`/usaha/${one.id}/ubah`}>
            Ubah isian
          </a>
          <a class="button quiet" href="/usaha/kembar">
            Mungkin usaha yang sama
          </a>
          {ctx.can('eligibility.read') && (
            <a class="button quiet" href={`/kelayakan/keterangan/usaha/${one.id}`}>
              Keterangan untuk kelayakan
            </a>
          )}
        </p>
      )}
      {ctx.can('eligibility.write') && one.mergedInto === null && (
        <form method="post" action="/kelayakan/nilai">
          <Csrf ctx={ctx} />
          <input type="hidden" name="usaha" value={one.id} />
          <input type="hidden" name="platform" value="v6" />
          <button class="quiet">Nilai kelayakannya di e-Katalog</button>
        </form>
      )}
      <Facts {...props} />
      <Classes {...props} />
      <FiguresOf {...props} />
      <Documents {...props} />
      <Keys {...props} />
      <Memberships {...props} />
      <h2>Produk</h2>
      <DataTable
        label="Produk"
        caption="Produk dalam katalog yang dibuatnya."
        empty="Belum ada produk yang dihubungkan."
        rows={one.products}
        columns={[
          {
            key: 'produk',
            head: 'Produk',
            cell: (product) =>
              ctx.can('product.read') ? <a href={`/produk/${product.id}`}>{product.name}</a> : product.name,
          },
          { key: 'keadaan', head: 'Keadaan', cell: (product) => product.state },
        ]}
      />
      {one.merges.length > 0 && <Merges {...props} />}
      <p class="help">
        Versi {one.version}, diubah {one.updatedBy ?? 'tidak tercatat'} pada{' '}
        {formatMoment(one.updatedAt, ctx.instance.timeZone)}.
      </p>
    </>
  );
}

function Facts({ ctx, one }: EnterpriseProps): VNode {
  const facts: [string, ComponentChildren][] = [
    ['Bentuk hukum', LEGAL_FORM_WORDS[one.legalForm]],
    ['NIB', one.nib && numbered(one.nib, checkedWords(one.nibForm, one.nibVerifiedOn, one.nibVerifiedWith))],
    [
      'NPWP',
      one.npwp && numbered(printedNpwp(one.npwp), checkedWords(one.npwpForm, one.npwpVerifiedOn, one.npwpVerifiedWith)),
    ],
    ['NITKU', one.nitku],
    ['Pemilik', one.ownerName],
    ['Pemilik perempuan', one.ownerWoman === null ? null : one.ownerWoman ? 'Ya' : 'Tidak'],
    ['Berdiri', one.establishedOn && formatDay(one.establishedOn)],
    ['Tempat', one.place],
    ['Alamat', one.address],
    ['KBLI', one.kbli.map(({ code, edition }) => `${code} (${edition})`).join('; ') || null],
    [
      'Usaha induk',
      one.parentEnterprise || one.parentClass
        ? `${one.parentEnterprise ?? 'tanpa nama'}${one.parentClass ? `, kelas ${PARENT_CLASS_WORDS[one.parentClass]}` : ''}`
        : null,
    ],
    ['Catatan', one.note],
    ['Asal keterangan', one.source],
  ];
  return (
    <>
      <h2>Pengenal</h2>
      <dl class="facts">
        {facts.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value ?? 'Belum tercatat'}</dd>
          </>
        ))}
        {ctx.can('personal.read') && (
          <>
            <dt>Data pribadi</dt>
            <dd>
              {one.sealed.length === 0
                ? 'Tidak ada yang disimpan'
                : one.sealed.map(({ field, masked }) => `${field} ${masked}`).join('; ')}
              {one.sealed.length > 0 && (
                <>
                  {'. '}
                  <a href={`/data-pribadi/enterprise/${one.id}`}>Lihat atau buka dengan alasan</a>
                </>
              )}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Memberships(props: EnterpriseProps): VNode {
  const { one, sentras } = props;
  return (
    <>
      <h2 id="sentra">Sentra dan kelompok</h2>
      <DataTable
        label="Sentra dan kelompok"
        caption="Keanggotaannya."
        empty="Belum menjadi anggota."
        rows={one.memberships}
        columns={[
          { key: 'nama', head: 'Nama', cell: (row) => numbered(row.name, row.sentraId ? 'sentra' : 'kelompok') },
          { key: 'masa', head: 'Masa', cell: (row) => periodWords(row.since, row.until) },
          {
            key: 'hapus',
            head: 'Hapus',
            kind: 'wide',
            cell: (row) =>
              writes(props) && (
                <RowButton props={props} path={`sentra/${row.id}/hapus`} text="Hapus" about={row.name} />
              ),
          },
        ]}
      />
      {writes(props) && (
        <SectionForm
          props={props}
          section="sentra"
          path="sentra"
          summary="Tambah keanggotaan"
          button="Simpan keanggotaan"
        >
          {(field) => (
            <>
              {field('sentraId', 'Sentra', {
                type: 'select',
                any: 'Bukan sentra',
                options: sentras.map(({ id, name }) => ({ value: id, text: name })),
              })}
              {field('groupName', 'Atau nama kelompok', { maxLength: 200 })}
              {field('since', 'Sejak', { type: 'date' })}
              {field('until', 'Sampai', { type: 'date' })}
            </>
          )}
        </SectionForm>
      )}
    </>
  );
}

function Merges(props: EnterpriseProps): VNode {
  return (
    <>
      <h2>Yang digabung ke sini</h2>
      <DataTable
        label="Penggabungan"
        caption="Penggabungan dapat dibatalkan selama tidak ada perubahan yang bertumpu padanya."
        rows={props.one.merges}
        columns={[
          { key: 'nama', head: 'Catatan', cell: (row) => <a href={`/usaha/${row.mergedId}`}>{row.mergedName}</a> },
          { key: 'alasan', head: 'Alasan', cell: (row) => row.reason },
          { key: 'oleh', head: 'Oleh', cell: (row) => `${row.mergedBy}, ${formatDay(row.mergedAt.slice(0, 10))}` },
          {
            key: 'batal',
            head: 'Batalkan',
            kind: 'wide',
            cell: (row) =>
              props.ctx.can('enterprise.write') && (
                <form method="post" action={`/usaha/gabungan/${row.id}/batal`}>
                  <Csrf ctx={props.ctx} />
                  <button class="quiet">
                    Batalkan<span class="unseen"> penggabungan {row.mergedName}</span>
                  </button>
                </form>
              ),
          },
        ]}
      />
    </>
  );
}
