import type { VNode } from 'preact';
import { CLASS_FILTERS, type ClassFilter, type EnterprisePage } from '../../../enterprise/enterprise.queries.js';
import type { LegalForm } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  HowComputed,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import { CLASS_FILTER_WORDS, classKind, classWords, LEGAL_FORM_OPTIONS, originWords } from './enterprises.wording.js';

export interface EnterprisesAsked {
  within?: string;
  class?: ClassFilter;
  legalForm?: LegalForm;
  sentraId?: string;
  expiring: boolean;
  text?: string;
  page: number;
}

export interface EnterprisesProps {
  ctx: PageContext;
  asked: EnterprisesAsked;
  query: Readonly<Record<string, string>>;
  found: EnterprisePage;
  places: readonly { code: string; name: string }[];
  sentras: readonly { id: string; name: string }[];
  said: string | null;
}

export function EnterprisesView({ ctx, asked, query, found, places, sentras, said }: EnterprisesProps): VNode {
  const write = ctx.can('enterprise.write');
  if (found.total === 0 && said === null)
    return (
      <EmptyState
        title="Belum ada pelaku usaha"
        action={write ? { href: '/usaha/impor', text: 'Impor daftar' } : null}
        sample={{ href: '/usaha/contoh.xlsx', text: 'Unduh contoh berkas (XLSX)' }}
      >
        <p>
          Di sini dicatat siapa yang membuat produk desa: pengenal, alamat, kelas usaha, dokumen, dan kode penyedianya
          di katalog. Isi contoh berkas lalu impor, atau <a href="/usaha/baru">tambah satu per satu</a>.
        </p>
      </EmptyState>
    );
  return (
    <>
      <Answer>
        <strong>{count(found.total)} pelaku usaha</strong> {said === null ? 'tercatat' : 'sesuai saringan'}.
      </Answer>
      {write && (
        <p class="actions">
          <a class="button" href="/usaha/baru">
            Tambah pelaku usaha
          </a>
          <a class="button quiet" href="/usaha/impor">
            Impor daftar
          </a>
          <a class="button quiet" href="/usaha/impor-dokumen">
            Impor dokumen
          </a>
          <a class="button quiet" href="/usaha/kembar">
            Mungkin usaha yang sama
          </a>
        </p>
      )}
      <Filters
        action="/usaha"
        fields={[
          {
            name: 'wilayah',
            label: 'Kabupaten/kota',
            value: asked.within ?? null,
            options: places.map(({ code, name }) => ({ value: code, text: name })),
            any: 'Semua',
          },
          {
            name: 'kelas',
            label: 'Kelas usaha',
            value: asked.class ?? null,
            options: CLASS_FILTERS.map((value) => ({ value, text: CLASS_FILTER_WORDS[value] })),
            any: 'Semua kelas',
          },
          {
            name: 'bentuk',
            label: 'Bentuk hukum',
            value: asked.legalForm ?? null,
            options: LEGAL_FORM_OPTIONS,
            any: 'Semua bentuk',
          },
          ...(sentras.length > 0
            ? [
                {
                  name: 'sentra',
                  label: 'Sentra',
                  value: asked.sentraId ?? null,
                  options: sentras.map(({ id, name }) => ({ value: id, text: name })),
                  any: 'Semua sentra',
                },
              ]
            : []),
          {
            name: 'dokumen',
            label: 'Dokumen',
            value: asked.expiring ? 'habis' : null,
            options: [{ value: 'habis', text: 'Berakhir dalam 90 hari atau sudah' }],
            any: 'Semua',
          },
          { name: 'cari', label: 'Nama, NIB, atau kode penyedia', value: asked.text ?? null, type: 'search' },
        ]}
        said={said}
      />
      <DataTable
        label="Tabel pelaku usaha"
        caption="Kelas ialah yang berlaku hari ini: keputusan biro, lalu verifikasi, lalu keterangan sumber katalog."
        empty="Tidak ada pelaku usaha yang sesuai saringan."
        rows={found.items}
        columns={[
          {
            key: 'nama',
            head: 'Nama usaha',
            cell: (one) => (
              <>
                <a href={`/usaha/${one.id}`}>{one.name}</a>
                <span class="sub">{one.place ?? 'Desanya belum tercatat'}</span>
              </>
            ),
          },
          {
            key: 'kelas',
            head: 'Kelas',
            kind: 'state',
            cell: (one) => (
              <>
                <State kind={classKind(one)}>{classWords(one)}</State>
                <span class="sub">{originWords(one)}</span>
              </>
            ),
          },
          { key: 'bentuk', head: 'Bentuk hukum', cell: (one) => LEGAL_FORM_WORDS[one.legalForm] },
          { key: 'nib', head: 'NIB', cell: (one) => one.nib },
          { key: 'kbli', head: 'KBLI utama', cell: (one) => one.kbli.find(({ isMain }) => isMain)?.code },
        ]}
      />
      <Pager
        page={asked.page}
        pages={found.pages}
        href={(page) => address('/usaha', { ...query, hal: page })}
        said={`${count(found.total)} pelaku usaha`}
      />
      <HowComputed
        entries={[
          {
            term: 'Kelas usaha',
            text: 'Menurut PP 7/2021: dari modal usaha bagi yang didirikan sejak 2 Februari 2021, dari hasil penjualan setahun bagi yang lebih lama. Koperasi dihitung tersendiri. Yang belum cukup datanya tetap belum diketahui.',
          },
          { term: 'Definisi', text: <a href="/definisi">Daftar definisi</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/usaha/unduh.xlsx', query) },
          { text: 'CSV', href: address('/usaha/unduh.csv', query) },
          { text: 'JSON', href: address('/usaha/unduh.json', query) },
          { text: 'Contoh berkas impor', href: '/usaha/contoh.xlsx' },
        ]}
        api="/api/v1/enterprises"
      />
    </>
  );
}
