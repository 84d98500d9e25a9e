import type { VNode } from 'preact';
import type { Umk } from '../../../purchasing/spending.js';
import type { SupplierPage, SupplierScheme, SupplierSort } from '../../../purchasing/suppliers/suppliers.js';
import { formatAmount } from '../../../shared/money.js';
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
import {
  answerWords,
  basisWords,
  nameOf,
  SCHEME_OPTIONS,
  SCHEME_WORDS,
  SORT_OPTIONS,
  UMK_KINDS,
  UMK_NAMES,
  UMK_OPTIONS,
} from './suppliers.wording.js';
import { SupplierTabs, supplierHref } from './supplier-parts.view.js';

export interface SuppliersAsked {
  /** null = all years. */
  year: number | null;
  scheme?: SupplierScheme;
  umk?: Umk;
  text?: string;
  sort: SupplierSort;
  /** The filters as they stand in the address. */
  query: Readonly<Record<string, string>>;
}

export interface SuppliersProps {
  ctx: PageContext;
  asked: SuppliersAsked;
  found: SupplierPage;
  years: readonly number[];
  said: string | null;
}

/** Suppliers by how much is unknown about them. */
export function SuppliersView({ ctx, asked, found, years, said }: SuppliersProps): VNode {
  const { total } = found;
  if (total.suppliers === 0 && said === null) {
    return (
      <>
        <SupplierTabs here="daftar" />
        <EmptyState title="Belum ada penyedia pada tahun ini" action={{ href: '/impor', text: 'Impor berkas' }}>
          <p>
            Penyedia muncul setelah berkas belanja diimpor. Kelas usahanya datang dari berkas PenyediaDetail (v5) dan
            penyedia-detail (v6), atau dari keputusan biro.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <SupplierTabs here="daftar" />
      <Answer>{answerWords(total)}</Answer>
      <Filters
        action="/penyedia"
        fields={[
          {
            name: 'tahun',
            label: 'Tahun anggaran',
            value: asked.year === null ? 'semua' : String(asked.year),
            options: [
              ...years.map((year) => ({ value: String(year), text: String(year) })),
              { value: 'semua', text: 'Semua tahun' },
            ],
          },
          { name: 'umk', label: 'Kelas usaha', value: asked.umk ?? null, options: UMK_OPTIONS, any: 'Semua' },
          { name: 'skema', label: 'Sumber', value: asked.scheme ?? null, options: SCHEME_OPTIONS, any: 'Semua sumber' },
          { name: 'cari', label: 'Nama atau kunci', value: asked.text ?? null, type: 'search' },
          { name: 'urut', label: 'Urut menurut', value: asked.query['urut'] ?? 'belum', options: SORT_OPTIONS },
        ]}
        said={said}
      />
      <DataTable
        label="Tabel penyedia"
        caption="Penyedia dalam e-purchasing. Nilai ialah transaksi (berjalan dan selesai). Kelas usaha ialah yang berlaku hari ini; nilainya dihitung menurut kelas pada tanggal pesanan."
        empty="Tidak ada penyedia yang sesuai saringan."
        rows={found.items}
        columns={[
          {
            key: 'nama',
            head: 'Penyedia',
            cell: (item) => (
              <>
                {item.key === '' ? nameOf(item) : <a href={supplierHref(item.scheme, item.key)}>{nameOf(item)}</a>}
                <span class="sub">
                  {SCHEME_WORDS[item.scheme]}
                  {item.key !== '' && item.scheme !== 'toko-daring' && ` · ${item.key}`}
                </span>
              </>
            ),
          },
          {
            key: 'kelas',
            head: 'Kelas usaha',
            kind: 'state',
            cell: (item) => <State kind={UMK_KINDS[item.umk]}>{UMK_NAMES[item.umk]}</State>,
          },
          { key: 'dasar', head: 'Dasarnya', cell: (item) => basisWords(item) },
          { key: 'paket', head: 'Paket', kind: 'number', cell: (item) => count(item.packages) },
          { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (item) => formatAmount(item.value) },
          {
            key: 'belum',
            head: 'Belum diketahui (Rp)',
            kind: 'number',
            cell: (item) => formatAmount(item.unknownValue),
          },
        ]}
        foot={{
          nama: `${count(total.suppliers)} penyedia`,
          nilai: formatAmount(total.value),
          belum: formatAmount(total.unknown),
        }}
      />
      <Pager
        page={found.page}
        pages={found.pages}
        href={(page) => address('/penyedia', { ...asked.query, hal: page })}
        said={`${count(total.suppliers)} penyedia`}
      />
      <HowComputed
        entries={[
          {
            term: 'Kelas usaha',
            text: 'Keputusan biro pada tanggal pesanan; bila tidak ada, keterangan sumbernya sendiri; bila tidak ada, keterangan sumber lain melalui nomor SIKaP; selain itu belum diketahui.',
          },
          { term: 'e-Katalog v5', text: <a href="/penyedia/kata">Arti kata penyedia_ukm</a> },
          { term: 'Toko Daring', text: 'Sumbernya tidak menyebut kelas usaha; hanya keputusan biro yang menentukan.' },
          { term: 'Definisi', text: <a href="/definisi#umk">Belanja UMK (B07)</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/penyedia/unduh.xlsx', asked.query) },
          { text: 'CSV', href: address('/penyedia/unduh.csv', asked.query) },
          { text: 'Keputusan biro (XLSX)', href: '/penyedia/keputusan.xlsx' },
        ]}
        api={address('/api/v1/suppliers', { year: asked.year ?? 'all', scheme: asked.scheme, umk: asked.umk })}
      />
      {ctx.can('supplier.write') && (
        <p>
          Punya daftar kelas usaha di Excel? <a href="/penyedia/impor">Impor keputusan sekaligus</a>.
        </p>
      )}
    </>
  );
}
