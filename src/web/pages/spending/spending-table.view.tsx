import type { ComponentChildren, VNode } from 'preact';
import type { SpendingBy, SpendingReport, SpendingRow, SpendingTotals } from '../../../purchasing/spending.js';
import { formatAmount } from '../../../shared/money.js';
import { Bar, type Column, DataTable, percentOf } from '../../components/index.js';
import { onlyFilters, type SpendingAsked, spendingHref } from './spending.address.js';
import {
  apartOf,
  apartValue,
  count,
  inMonthOrder,
  rowLabel,
  sortRows,
  standingWords,
  umkShare,
} from './spending.wording.js';
import { BY_NAMES } from '../../../purchasing/spending.export.js';
import { type PackagesLink, packagesLink } from './spending-links.js';

interface TableProps {
  asked: SpendingAsked;
  report: SpendingReport;
  path: string;
  scope: Readonly<Record<string, string>>;
}

interface Shown {
  row: SpendingRow;
  label: string;
  /** The page of this row, one step deeper. */
  href: string;
  packages: PackagesLink;
}

export function SpendingTable({ asked, report, path, scope }: TableProps): VNode {
  const { by } = asked;
  const filters = { ...onlyFilters(asked.query), ...scope };
  const sorted = asked.sort.by === '' ? inMonthOrder(report.rows) : sortRows(report.rows, asked.sort);
  const rows = sorted.map((row): Shown => ({
    row,
    label: rowLabel(by, row),
    ...linksOf(by, row, filters),
  }));
  const anyApart = apartOf(report.total).length > 0;
  const total: Shown = {
    row: { key: '', label: 'Jumlah', totals: report.total },
    label: 'Jumlah',
    href: '',
    packages: packagesLink(filters),
  };
  const columns = columnsOf(by, anyApart);
  return (
    <DataTable
      caption={captionOf(by, rows.length)}
      label={`Tabel belanja menurut ${BY_NAMES[by].toLowerCase()}`}
      columns={columns}
      rows={rows}
      sort={{
        ...asked.sort,
        href: (key, direction) =>
          spendingHref(path, asked.query, { urut: key, arah: direction === 'asc' ? 'naik' : 'turun' }),
      }}
      foot={Object.fromEntries(columns.slice(1).map((column) => [column.key, column.cell(total)]))}
      empty="Tidak ada belanja yang sesuai dengan saringan."
    />
  );
}

/** Where the row's name leads, and its packages. */
function linksOf(
  by: SpendingBy,
  row: SpendingRow,
  filters: Readonly<Record<string, string>>,
): Pick<Shown, 'href' | 'packages'> {
  const own = ownFilter(by, row.key);
  const packages = packagesLink({ ...filters, ...own });
  if (by === 'perangkat-daerah') {
    return { href: spendingHref(`/belanja/pd/${encodeURIComponent(row.key)}`, filters), packages };
  }
  if (by === 'satker') {
    return {
      href: spendingHref(`/belanja/satker/${encodeURIComponent(row.key)}`, filters, { pd: null, satker: null }),
      packages,
    };
  }
  return { href: spendingHref('/belanja', filters, own), packages };
}

/** The filter that picks one row of a report. A status is one of its source; a fund that is not named is '-'. */
function ownFilter(by: SpendingBy, key: string): Record<string, string> {
  if (by !== 'status') return { [OWN_FILTER[by]]: by === 'fund' && key === '' ? '-' : key };
  const cut = key.indexOf(':');
  return { sumber: key.slice(0, cut), kode: key.slice(cut + 1) };
}

const OWN_FILTER: Readonly<Record<SpendingBy, string>> = {
  'perangkat-daerah': 'pd',
  satker: 'satker',
  source: 'sumber',
  status: 'kode',
  catalogue: 'katalog',
  month: 'bulan',
  fund: 'dana',
  umk: 'umk',
  ovop: 'ovop',
};

function captionOf(by: SpendingBy, rows: number): string {
  const unit = by === 'perangkat-daerah' ? 'perangkat daerah, termasuk yang tidak ada belanjanya' : 'baris';
  return `${count(rows)} ${unit}. Arsiran: kelas usaha penyedia belum diketahui. Setiap angka menuju paketnya.`;
}

const COMMITTED = 'committed,completed';

function columnsOf(by: SpendingBy, anyApart: boolean): Column<Shown>[] {
  const amount = (
    key: string,
    head: string,
    help: string,
    pick: (row: SpendingTotals) => bigint,
    change: Readonly<Record<string, string>>,
  ) => ({
    key,
    head,
    help,
    kind: 'number' as const,
    sortable: true,
    cell: (shown: Shown) => linked(pick(shown.row.totals), shown.packages, change),
  });
  return [
    { key: 'nama', head: BY_NAMES[by], sortable: true, cell: (shown) => <RowName by={by} shown={shown} /> },
    {
      key: 'pangsa',
      head: 'Pangsa UMK',
      kind: 'wide',
      sortable: true,
      help: 'UMK ya dari seluruh transaksi; arsiran belum diketahui',
      cell: ({ row }) => <Share totals={row.totals} />,
    },
    {
      key: 'paket',
      head: 'Paket',
      kind: 'number',
      sortable: true,
      help: 'Semua paket, apa pun statusnya',
      cell: ({ row, packages }) =>
        row.totals.packages === 0 ? '0' : <a href={packages({})}>{count(row.totals.packages)}</a>,
    },
    amount('transaksi', 'Transaksi (Rp)', 'Pesanan yang mengikat: berjalan dan selesai', (t) => t.committed.value, {
      status: COMMITTED,
    }),
    amount('selesai', 'Selesai (Rp)', 'Bagian transaksi yang sudah selesai', (t) => t.completed.value, {
      status: 'completed',
    }),
    amount('umk-ya', 'UMK ya (Rp)', 'Transaksi dari usaha mikro, kecil, koperasi', (t) => t.committed.umk.yes, {
      status: COMMITTED,
      umk: 'yes',
    }),
    amount('umk-tidak', 'UMK tidak (Rp)', 'Transaksi dari usaha menengah dan besar', (t) => t.committed.umk.no, {
      status: COMMITTED,
      umk: 'no',
    }),
    amount(
      'umk-belum',
      'Belum diketahui (Rp)',
      'Transaksi yang kelas usaha penyedianya belum diketahui',
      (t) => t.committed.umk.unknown,
      { status: COMMITTED, umk: 'unknown' },
    ),
    amount('ovop-ya', 'OVOP ya (Rp)', 'Transaksi produk dalam daftar OVOP', (t) => t.committed.ovop.yes, {
      status: COMMITTED,
      ovop: 'yes',
    }),
    amount(
      'ovop-campuran',
      'OVOP campuran (Rp)',
      'Pesanan v6 yang hanya sebagian produknya OVOP',
      (t) => t.committed.ovop.mixed,
      { status: COMMITTED, ovop: 'mixed' },
    ),
    ...(anyApart
      ? [
          {
            key: 'di-luar',
            head: 'Di luar jumlah (Rp)',
            help: 'Tidak dihitung, status belum dikenal, hilang dari sumber',
            kind: 'number' as const,
            cell: ({ row, packages }: Shown) =>
              linked(apartValue(row.totals), packages, { status: 'never,unknown,missing' }),
          },
        ]
      : []),
  ];
}

/** A number that leads to its packages. A function and no component: a page shows some five hundred of them. */
export function linked(
  sen: bigint,
  packages: PackagesLink,
  change: Readonly<Record<string, string>>,
): ComponentChildren {
  return sen === 0n ? '0' : <a href={packages(change)}>{formatAmount(sen)}</a>;
}

function RowName({ by, shown: { row, label, href } }: { by: SpendingBy; shown: Shown }): VNode {
  return (
    <>
      <a href={href}>{label}</a>
      {row.satkers !== undefined && <span class="sub">{count(row.satkers)} satker</span>}
      {row.perangkatDaerah !== undefined && <span class="sub">{row.perangkatDaerah?.name ?? 'Belum dipetakan'}</span>}
      {by === 'status' && <span class="sub">{standingWords(row.totals)}</span>}
    </>
  );
}

function Share({ totals }: { totals: SpendingTotals }): VNode {
  const { committed } = totals;
  if (committed.value === 0n) return <>–</>;
  return (
    <>
      UMK {umkShare(totals)}
      <Bar
        known={percentOf(committed.umk.yes, committed.value)}
        unknown={percentOf(committed.umk.unknown, committed.value)}
      />
    </>
  );
}
