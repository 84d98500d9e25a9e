import type { VNode } from 'preact';
import type {
  Bought,
  ProductBuyer,
  ProductFigures,
  ProductPurchases,
} from '../../../purchasing/products/product-purchases.js';
import { formatAmount } from '../../../shared/money.js';
import { address, Answer, type Column, DataTable, HowComputed, Rupiah } from '../../components/index.js';
import { count } from './spending.wording.js';

/** Who bought a product: the years, and in each the perangkat daerah. Every number leads to its packages. */
export function ProductPurchasesView({ bought }: { bought: ProductPurchases }): VNode {
  const { product, rows, years, total } = bought;
  if (rows.length === 0) {
    return (
      <p class="prose">
        Belum ada belanja pemerintah yang cocok dengan produk ini. Belanja dikenali dari kode produk dalam bagian
        "Dijual di mana", selama masa tayangnya dan sesudah produk diverifikasi.
      </p>
    );
  }
  return (
    <>
      <Answer>
        Dibeli dalam{' '}
        <strong>
          <Packages product={product.id} figures={total} part="committed" /> paket
        </strong>
        {' senilai '}
        <strong>
          <Rupiah sen={total.committed.value} />
        </strong>
        , di antaranya selesai <Rupiah sen={total.completed.value} />.
        {total.shared.packages > 0 && (
          <>
            {' '}
            <Packages product={product.id} figures={total} part="shared" /> pesanan lain memuat juga produk lain;
            nilainya tidak dapat dibagi dan tidak ikut dijumlah.
          </>
        )}
      </Answer>
      <DataTable
        label="Tabel pembeli produk"
        caption="Menurut tahun anggaran dan perangkat daerah. Nilai hanya bagian produk ini."
        rows={rows}
        columns={columns(product.id)}
        foot={{
          paket: count(total.committed.packages),
          transaksi: formatAmount(total.committed.value),
          selesai: formatAmount(total.completed.value),
          bersama: count(total.shared.packages),
        }}
        empty="Belum ada yang membeli."
      />
      {years.length > 1 && (
        <DataTable
          label="Tabel pembelian produk per tahun"
          caption="Jumlah menurut tahun anggaran."
          rows={years}
          columns={[
            { key: 'tahun', head: 'Tahun anggaran', cell: ({ year }) => String(year) },
            {
              key: 'paket',
              head: 'Paket',
              kind: 'number',
              cell: (row) => <Packages product={product.id} figures={row} part="committed" year={row.year} />,
            },
            {
              key: 'transaksi',
              head: 'Transaksi (Rp)',
              kind: 'number',
              cell: (row) => formatAmount(row.committed.value),
            },
            { key: 'selesai', head: 'Selesai (Rp)', kind: 'number', cell: (row) => formatAmount(row.completed.value) },
          ]}
        />
      )}
      <HowComputed
        entries={[
          {
            term: 'Yang dihitung',
            text: 'Baris belanja dengan kode produk ini di e-Katalog v5 atau v6, bila tanggal pesanannya dalam masa tayangnya.',
          },
          {
            term: 'Pesanan bersama',
            text: 'Pesanan v6 yang memuat produk lain dan yang sumbernya tidak menyebut nilai per produk. Ditampilkan terpisah.',
          },
          { term: 'Transaksi dan selesai', text: <a href="/definisi#transaksi">Definisi transaksi (B02)</a> },
        ]}
      />
    </>
  );
}

function columns(product: string): readonly Column<ProductBuyer>[] {
  return [
    { key: 'pembeli', head: 'Perangkat daerah', cell: ({ place }) => place.name },
    { key: 'tahun', head: 'Tahun', cell: ({ year }) => String(year) },
    {
      key: 'paket',
      head: 'Paket',
      kind: 'number',
      cell: (row) => <Packages product={product} figures={row} part="committed" year={row.year} place={row.place.id} />,
    },
    { key: 'transaksi', head: 'Transaksi (Rp)', kind: 'number', cell: (row) => formatAmount(row.committed.value) },
    { key: 'selesai', head: 'Selesai (Rp)', kind: 'number', cell: (row) => formatAmount(row.completed.value) },
    {
      key: 'bersama',
      head: 'Pesanan bersama',
      kind: 'number',
      cell: (row) => <Packages product={product} figures={row} part="shared" year={row.year} place={row.place.id} />,
    },
  ];
}

interface PackagesProps {
  product: string;
  figures: ProductFigures;
  part: 'committed' | 'shared';
  year?: number;
  place?: string;
}

/** A number of packages that leads to them. */
function Packages({ product, figures, part, year, place }: PackagesProps): VNode {
  const { packages }: Bought = figures[part];
  if (packages === 0) return <>0</>;
  return (
    <a
      href={address('/belanja/paket', {
        produk: product,
        bagian: part === 'shared' ? 'bersama' : 'sendiri',
        tahun: year === undefined ? 'semua' : String(year),
        pd: place ?? null,
        status: 'committed,completed',
      })}
    >
      {count(packages)}
    </a>
  );
}
