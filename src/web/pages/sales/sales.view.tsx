import type { VNode } from 'preact';
import type { Sales, SalesOfYear, SoldPackage } from '../../../purchasing/sales/sales.queries.js';
import { type Standing, STANDINGS } from '../../../purchasing/spending.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount } from '../../../shared/money.js';
import {
  address,
  Answer,
  type Column,
  DataTable,
  EmptyState,
  Filters,
  FormField,
  HowComputed,
  Pager,
  Rupiah,
  State,
} from '../../components/index.js';
import { count, SOURCE_WORDS, STANDING_KINDS, STANDING_WORDS } from '../spending/spending.wording.js';

export interface SalesAddress {
  /** 'v5:12345'; null = all of one's own. */
  penyedia: string | null;
  tahun: string | null;
  status: Standing | null;
  halaman: number;
}

interface SalesViewProps {
  sales: Sales;
  query: SalesAddress;
  /** The viewer's own sales; false = staff looking at one supplier. */
  own: boolean;
}

/** Sums by year and standing, then the packages behind them. */
export function SalesView({ sales, query, own }: SalesViewProps): VNode {
  const { byYear, items, total, suppliers } = sales;
  const { penyedia, tahun, status } = query;
  const years = [...new Set(byYear.map(({ year }) => String(year)))];
  const whose = own ? 'Anda' : `penyedia ${suppliers.map(nameOf).join(', ')}`;
  const said = [...(tahun ? [`tahun ${tahun}`] : []), ...(status ? [STANDING_WORDS[status].toLowerCase()] : [])];
  if (byYear.length === 0)
    return (
      <EmptyState title="Belum ada penjualan dalam data" action={null} sample={null}>
        <p>
          Kunci penyedia {whose === 'Anda' ? 'Anda' : ''} ({suppliers.map(nameOf).join(', ')}) belum muncul pada paket
          mana pun yang diimpor. {own && 'Bila kuncinya keliru, hubungi administrator layanan ini.'}
        </p>
      </EmptyState>
    );
  return (
    <>
      <Answer>
        <strong>{count(total.packages)} paket</strong> memuat barang {whose}, senilai{' '}
        <strong>
          <Rupiah sen={total.value} />
        </strong>
        {said.length > 0 && ` (${said.join(', ')})`}.
      </Answer>
      <Filters
        action="/penjualan"
        hidden={{ penyedia }}
        fields={[
          {
            name: 'tahun',
            label: 'Tahun anggaran',
            value: tahun,
            any: 'Semua tahun',
            options: years.map((year) => ({ value: year, text: year })),
          },
          {
            name: 'status',
            label: 'Status',
            value: status,
            any: 'Semua status',
            options: STANDINGS.map((one) => ({ value: one, text: STANDING_WORDS[one] })),
          },
        ]}
        said={said.length === 0 ? null : said.join(', ')}
        clear={address('/penjualan', { penyedia })}
      />
      <DataTable
        label="Tabel penjualan menurut tahun"
        caption="Menurut tahun anggaran dan status. Hanya baris milik sendiri; baris penyedia lain dalam paket yang sama tidak dihitung."
        columns={yearColumns(query)}
        rows={byYear}
      />
      <h2>Paket</h2>
      <DataTable
        label="Tabel paket"
        caption="Yang terbaru dahulu. Nilai ialah nilai baris milik sendiri dalam paket itu."
        columns={PACKAGE_COLUMNS}
        rows={items}
        foot={{ nilai: formatAmount(total.value) }}
        empty="Tidak ada paket yang sesuai."
      />
      <Pager
        page={sales.page}
        pages={sales.pages}
        href={(page) => address('/penjualan', { penyedia, tahun, status, halaman: page === 1 ? null : page })}
      />
      <HowComputed
        entries={[
          { term: 'Berdiri di atas', text: 'Berkas belanja yang diimpor biro dari e-Katalog dan Toko Daring.' },
          { term: 'Penyedia', text: suppliers.map(nameOf).join(', ') },
          {
            term: 'Status',
            text: (
              <>
                Menurut tabel status milik biro; yang batal, hilang, atau belum dikenal disebut tersendiri.{' '}
                <a href="/definisi#transaksi">Definisi B02</a>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** For whoever sees all: which supplier. */
export function AskSupplier({ typed }: { typed: string | null }): VNode {
  return (
    <form class="form" method="get" action="/penjualan">
      <FormField
        name="penyedia"
        label="Kunci penyedia"
        value={typed}
        help="Skema dan kuncinya, seperti pada halaman Penyedia. Contoh: v5:12345, v6:01ABC, toko-daring:usaha-contoh"
        error={typed === null ? null : 'Kunci penyedia tidak terbaca. Tulis seperti v5:12345'}
        required
      />
      <button>Lihat penjualan</button>
    </form>
  );
}

function nameOf({ scheme, key }: { scheme: string; key: string }): string {
  return `${scheme}:${key}`;
}

function yearColumns({ penyedia }: SalesAddress): Column<SalesOfYear>[] {
  return [
    {
      key: 'tahun',
      head: 'Tahun anggaran',
      cell: ({ year, standing }) => (
        <a href={address('/penjualan', { penyedia, tahun: year, status: standing })}>{year}</a>
      ),
    },
    {
      key: 'status',
      head: 'Status',
      kind: 'state',
      cell: ({ standing }) => <State kind={STANDING_KINDS[standing]}>{STANDING_WORDS[standing]}</State>,
    },
    { key: 'paket', head: 'Paket', kind: 'number', cell: (row) => count(row.packages) },
    { key: 'baris', head: 'Baris', kind: 'number', cell: (row) => count(row.lines) },
    {
      key: 'nilai',
      head: 'Nilai (Rp)',
      kind: 'number',
      cell: ({ value, valueless }) => (
        <>
          {formatAmount(value)}
          {valueless > 0 && <span class="sub">{count(valueless)} baris tanpa nilai dari sumbernya</span>}
        </>
      ),
    },
  ];
}

const PACKAGE_COLUMNS: readonly Column<SoldPackage>[] = [
  {
    key: 'paket',
    head: 'Paket',
    cell: (item) => (
      <>
        {item.name ?? item.packageNo ?? item.sourceKey}
        <span class="sub">
          {SOURCE_WORDS[item.source]} {item.packageNo ?? item.sourceKey}
        </span>
      </>
    ),
  },
  {
    key: 'pembeli',
    head: 'Pembeli',
    cell: (item) => (
      <>
        {item.satkerName}
        {item.klpdName && <span class="sub">{item.klpdName}</span>}
      </>
    ),
  },
  {
    key: 'tanggal',
    head: 'Tanggal',
    cell: (item) => (item.orderedOn ? formatDay(item.orderedOn) : 'Tidak disebut sumbernya'),
  },
  {
    key: 'status',
    head: 'Status',
    kind: 'state',
    cell: ({ standing }) => <State kind={STANDING_KINDS[standing]}>{STANDING_WORDS[standing]}</State>,
  },
  { key: 'baris', head: 'Baris', kind: 'number', cell: (item) => count(item.lines) },
  {
    key: 'nilai',
    head: 'Nilai (Rp)',
    kind: 'number',
    cell: (item) => (item.value === null ? 'Tidak disebut' : formatAmount(item.value)),
  },
];
