import type { VNode } from 'preact';
import { FIGURE_KINDS } from '../../../enterprise/enterprise.js';
import { BECAUSE_WORDS, CLASS_WORDS, FIGURE_WORDS, ORIGIN_WORDS } from '../../../enterprise/enterprise.wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount } from '../../../shared/money.js';
import { DataTable, State } from '../../components/index.js';
import { CLASS_OPTIONS, periodWords } from './enterprises.wording.js';
import { type EnterpriseProps, SectionForm, writes } from './enterprise-section.view.js';

/** Its class over time, with what it rests on, and forms to decide or verify it. */
export function Classes(props: EnterpriseProps): VNode {
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

/** The figures that classes rest on. */
export function FiguresOf(props: EnterpriseProps): VNode {
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
