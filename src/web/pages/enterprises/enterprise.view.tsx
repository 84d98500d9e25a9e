import type { ComponentChildren, VNode } from 'preact';
import type { ClassVerdict } from '../../../enterprise/class/class-of.js';
import { ENTERPRISE_KEY_SCHEMES, type EnterpriseDetail, FIGURE_KINDS } from '../../../enterprise/enterprise.js';
import type { SuggestedKey } from '../../../enterprise/enterprise.queries.js';
import {
  BECAUSE_WORDS,
  CLASS_WORDS,
  DOCUMENT_KINDS,
  FIGURE_WORDS,
  KEY_WORDS,
  LEGAL_FORM_WORDS,
  ORIGIN_WORDS,
  PARENT_CLASS_WORDS,
} from '../../../enterprise/enterprise.wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { printedNpwp } from '../../../shared/identifiers/index.js';
import { formatAmount } from '../../../shared/money.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  type FormFieldProps,
  Notice,
  type PageContext,
  State,
  withCsrf,
} from '../../components/index.js';
import { checkedWords, CLASS_OPTIONS, classWords, originWords, periodWords } from './enterprises.wording.js';

export interface EnterpriseProps {
  ctx: PageContext;
  one: EnterpriseDetail;
  verdict: ClassVerdict;
  suggested: readonly SuggestedKey[];
  sentras: readonly { id: string; name: string }[];
  /** Sold under each key, in sen, where whoever looks may see it. */
  sold: ReadonlyMap<string, bigint>;
  /** Of the form that was not accepted: its section, what was typed there, and why. */
  failed: { section: string; typed: Readonly<Record<string, string>>; problems: readonly FieldProblem[] } | null;
}

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

function writes({ ctx, one }: EnterpriseProps): boolean {
  return ctx.can('enterprise.write') && one.mergedInto === null;
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

function numbered(number: string, sub: string): VNode {
  return (
    <>
      {number}
      <span class="sub">{sub}</span>
    </>
  );
}

interface SectionProps {
  props: EnterpriseProps;
  section: string;
  path: string;
  summary: string;
  button: string;
  /** A file goes with it. */
  multipart?: boolean;
  children(field: (name: string, label: string, more?: Partial<FormFieldProps>) => VNode): ComponentChildren;
}

/** A form below its table, folded until it is needed; names carry the section, so that ids stay apart on one page. */
function SectionForm({ props, section, path, summary, button, multipart, children }: SectionProps): VNode {
  const { ctx, one, failed } = props;
  const mine = failed?.section === section ? failed : null;
  const problems = (mine?.problems ?? []).map(({ field, message }) => ({ field: `${section}-${field}`, message }));
  const action = `/usaha/${one.id}/${path}`;
  return (
    <details open={mine !== null}>
      <summary>{summary}</summary>
      <form
        class="form"
        method="post"
        action={multipart ? withCsrf(ctx, action) : action}
        enctype={multipart ? 'multipart/form-data' : undefined}
      >
        {!multipart && <Csrf ctx={ctx} />}
        <input type="hidden" name="version" value={String(one.version)} />
        {children((name, label, more = {}) => (
          <FormField
            name={`${section}-${name}`}
            label={label}
            value={mine?.typed[name]}
            error={problems}
            required={false}
            {...more}
          />
        ))}
        <button>{button}</button>
      </form>
    </details>
  );
}

/** A button in a row. */
function RowButton({
  props,
  path,
  hidden,
  text,
  about,
}: {
  props: EnterpriseProps;
  path: string;
  hidden?: Record<string, string>;
  text: string;
  about: string;
}): VNode {
  return (
    <form method="post" action={`/usaha/${props.one.id}/${path}`}>
      <Csrf ctx={props.ctx} />
      <input type="hidden" name="version" value={String(props.one.version)} />
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="quiet">
        {text}
        <span class="unseen"> {about}</span>
      </button>
    </form>
  );
}

function Classes(props: EnterpriseProps): VNode {
  const { ctx, one, verdict } = props;
  return (
    <>
      <h2 id="kelas">Kelas usaha</h2>
      <p class="prose">
        Menurut aturan yang berlaku hari ini:{' '}
        <strong>{verdict.class ? CLASS_WORDS[verdict.class] : 'belum dapat ditentukan'}</strong>,{' '}
        {BECAUSE_WORDS[verdict.because]}.
        {!verdict.confirmed && ' Sebagian aturannya masih perlu dipastikan pada naskahnya.'}
      </p>
      <DataTable
        label="Kelas usaha menurut masa"
        caption="Pada suatu hari yang berlaku ialah keputusan biro, lalu verifikasi, lalu keterangan sumber katalog."
        empty="Belum ada keputusan atau verifikasi."
        rows={one.classes}
        columns={[
          { key: 'masa', head: 'Berlaku', cell: (row) => periodWords(row.validFrom, row.validTo) },
          {
            key: 'kelas',
            head: 'Kelas',
            kind: 'state',
            cell: (row) => <State kind="none">{CLASS_WORDS[row.class]}</State>,
          },
          { key: 'asal', head: 'Asal', cell: (row) => ORIGIN_WORDS[row.origin] },
          { key: 'dasar', head: 'Dasarnya', cell: (row) => row.basis },
          {
            key: 'oleh',
            head: 'Oleh',
            cell: (row) => `${row.decidedBy ?? 'tidak tercatat'}, ${formatDay(row.decidedAt.slice(0, 10))}`,
          },
        ]}
      />
      {writes(props) && verdict.class !== null && (
        <SectionForm
          props={props}
          section="verifikasi"
          path="kelas/verifikasi"
          summary="Catat kelas menurut PP 7/2021"
          button="Catat kelas"
        >
          {(field) => (
            <>
              {field('validFrom', 'Berlaku dari', { type: 'date', value: ctx.today, required: true })}
              {field('validTo', 'Berlaku sampai', { type: 'date' })}
            </>
          )}
        </SectionForm>
      )}
      {ctx.can('enterprise.decide') && one.mergedInto === null && (
        <SectionForm props={props} section="keputusan" path="kelas" summary="Keputusan biro" button="Simpan keputusan">
          {(field) => (
            <>
              {field('class', 'Kelas', {
                type: 'select',
                options: CLASS_OPTIONS,
                any: 'Tanpa keputusan pada hari-hari ini',
              })}
              {field('validFrom', 'Berlaku dari', { type: 'date', help: 'Kosong: sejak awal' })}
              {field('validTo', 'Berlaku sampai', { type: 'date', help: 'Kosong: seterusnya' })}
              {field('basis', 'Dasar keputusan', {
                maxLength: 500,
                help: 'Contoh: NIB skala kecil, diperiksa di OSS 3 Maret 2026',
              })}
              <p class="help">Bila kode penyedianya tercatat, angka UMK dalam belanja langsung dihitung ulang.</p>
            </>
          )}
        </SectionForm>
      )}
    </>
  );
}

function FiguresOf(props: EnterpriseProps): VNode {
  return (
    <>
      <h2 id="angka">Modal dan penjualan</h2>
      <DataTable
        label="Modal dan penjualan"
        caption="Modal tanpa tanah dan bangunan tempat usaha; penjualan setahun penuh. Rupiah."
        empty="Belum ada angka. Tanpa angka kelas usaha belum dapat ditentukan."
        rows={props.one.figures}
        columns={[
          { key: 'jenis', head: 'Jenis', cell: (row) => `${FIGURE_WORDS[row.kind]} ${row.year}` },
          { key: 'jumlah', head: 'Jumlah (Rp)', kind: 'number', cell: (row) => formatAmount(row.amount) },
          { key: 'sumber', head: 'Sumber', cell: (row) => row.source },
        ]}
      />
      {writes(props) && (
        <SectionForm
          props={props}
          section="angka"
          path="angka"
          summary="Tambah atau betulkan angka"
          button="Simpan angka"
        >
          {(field) => (
            <>
              {field('kind', 'Jenis', {
                type: 'select',
                options: FIGURE_KINDS.map((value) => ({ value, text: FIGURE_WORDS[value] })),
                required: undefined,
              })}
              {field('year', 'Tahun', { inputMode: 'numeric', maxLength: 4, required: true, help: 'Contoh: 2025' })}
              {field('amount', 'Jumlah rupiah', {
                maxLength: 30,
                help: 'Contoh: 150.000.000. Kosong: angka tahun itu dihapus',
              })}
              {field('source', 'Sumber', { maxLength: 200, help: 'Contoh: SPT tahunan 2025' })}
            </>
          )}
        </SectionForm>
      )}
    </>
  );
}

function Documents(props: EnterpriseProps): VNode {
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

function Keys(props: EnterpriseProps): VNode {
  const { ctx, one, suggested, sold } = props;
  return (
    <>
      <h2 id="kode">Kode penyedia</h2>
      <DataTable
        label="Kode penyedia"
        caption="Nama atau kode yang dipakai katalog dan Toko Daring bagi usaha ini."
        empty="Belum ada kode. Tanpa kode belanjanya tidak dapat dihubungkan."
        rows={one.keys}
        columns={[
          { key: 'sistem', head: 'Sistem', cell: (row) => KEY_WORDS[row.scheme] },
          {
            key: 'kode',
            head: 'Kode',
            cell: (row) =>
              ctx.can('supplier.read') && row.scheme !== 'sikap' ? (
                <a href={address('/penyedia/rinci', { skema: row.scheme, kunci: row.key })}>{row.key}</a>
              ) : (
                row.key
              ),
          },
          {
            key: 'masa',
            head: 'Berlaku',
            cell: (row) =>
              numbered(periodWords(row.validFrom, row.validTo), row.marksOvop ? 'semua penjualannya OVOP' : ''),
          },
          {
            key: 'terjual',
            head: 'Terjual (Rp)',
            kind: 'number',
            cell: (row) => {
              const value = sold.get(`${row.scheme}|${row.key}`);
              return value === undefined ? null : (
                <a href={address('/penjualan', { penyedia: `${row.scheme}:${row.key}` })}>{formatAmount(value)}</a>
              );
            },
          },
          {
            key: 'lepas',
            head: 'Lepas',
            kind: 'wide',
            cell: (row) =>
              writes(props) && (
                <RowButton
                  props={props}
                  path="kode/lepas"
                  hidden={{ scheme: row.scheme, key: row.key }}
                  text="Lepas"
                  about={`kode ${row.key}`}
                />
              ),
          },
        ]}
      />
      {writes(props) && suggested.length > 0 && (
        <Notice title="Mungkin kodenya">
          {suggested.map((found) => (
            <p>
              {found.name} ({KEY_WORDS[found.scheme]}, {found.key}){' '}
              <RowButton
                props={props}
                path="kode"
                hidden={{ 'kode-scheme': found.scheme, 'kode-key': found.key }}
                text="Hubungkan"
                about={found.name}
              />
            </p>
          ))}
        </Notice>
      )}
      {writes(props) && (
        <SectionForm props={props} section="kode" path="kode" summary="Tambah kode penyedia" button="Simpan kode">
          {(field) => (
            <>
              {field('scheme', 'Sistem', {
                type: 'select',
                options: ENTERPRISE_KEY_SCHEMES.map((value) => ({ value, text: KEY_WORDS[value] })),
                required: undefined,
              })}
              {field('key', 'Kode, atau nama pedagang', { maxLength: 200, required: true })}
              {field('validFrom', 'Berlaku dari', { type: 'date' })}
              {field('validTo', 'Berlaku sampai', { type: 'date' })}
              {field('note', 'Catatan', { maxLength: 300 })}
              {field('marksOvop', 'Semua yang dijual dengan kode ini produk OVOP', { type: 'checkbox' })}
              <p class="help">Setelah disimpan, angka belanja langsung dihitung ulang.</p>
            </>
          )}
        </SectionForm>
      )}
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
