import type { ComponentChildren, VNode } from 'preact';
import { E_PURCHASING, SOURCES } from '../../../purchasing/intake/rows.js';
import {
  CATALOGUES,
  OVOP_STATES,
  type SpendingBy,
  type SpendingChoices,
  type SpendingReport,
  type SpendingRow,
  type SpendingTotals,
  UMK_STATES,
} from '../../../purchasing/spending.js';
import { formatAmount } from '../../../shared/money.js';
import { Chart, type ChartImage } from '../../components/chart.js';
import {
  Answer,
  Bar,
  type Column,
  DataTable,
  Downloads,
  EmptyState,
  type FilterField,
  Filters,
  HowComputed,
  percentOf,
  Rupiah,
  Tabs,
} from '../../components/index.js';
import { pair } from '../../address.js';
import { apiHref, BY_WORDS, onlyFilters, type SpendingAsked, spendingHref } from './spending.address.js';
import {
  apartOf,
  apartValue,
  CATALOGUE_WORDS,
  count,
  fundWords,
  inMonthOrder,
  monthWords,
  OVOP_WORDS,
  rowLabel,
  sortRows,
  SOURCE_WORDS,
  STANDING_CHOICES,
  standingWords,
  UMK_WORDS,
  umkShare,
  umkUnknownShare,
} from './spending.wording.js';
import { BY_NAMES } from '../../../purchasing/spending.export.js';

export interface ReportProps {
  /** Path of this page, which filters and sorting lead back to. */
  path: string;
  asked: SpendingAsked;
  report: SpendingReport;
  choices: SpendingChoices;
  defaultYear: number;
  /** What is filtered, in words. */
  said: string | null;
  /** Part of every link to packages that the path itself says: the perangkat daerah, the satker. */
  scope?: Readonly<Record<string, string>>;
  /** The tabs "menurut …"; absent on pages of one perangkat daerah. */
  tabs?: boolean;
  /** Drawn from these rows; null when there is nothing to compare. */
  chart: ChartImage | null;
  /** The version of the data, and when it changed, in words. */
  freshness: string;
  /** Whether imports may be looked at: then they are linked to. */
  showsImports: boolean;
}

/** A report on spending: answer, filters, table, chart, how it is made, downloads. */
export function Report(props: ReportProps): VNode {
  const {
    path,
    asked,
    report,
    choices,
    defaultYear,
    said,
    scope = {},
    tabs = false,
    chart,
    freshness,
    showsImports,
  } = props;
  const { total } = report;
  const packages = packagesLink({ ...onlyFilters(asked.query), ...scope });
  const hidden: Record<string, string> = asked.query['menurut'] ? { menurut: asked.query['menurut'] } : {};
  return (
    <>
      <SpendingAnswer total={total} href={packages} />
      {tabs && <ByTabs path={path} asked={asked} />}
      <Filters
        action={path}
        fields={filterFields(asked.query, choices, defaultYear)}
        hidden={hidden}
        said={said}
        clear={spendingHref(path, hidden)}
      />
      {total.packages === 0 && said === null && (
        <EmptyState
          title="Belum ada belanja pada tahun ini"
          action={showsImports ? { href: '/impor', text: 'Impor berkas' } : null}
          sample={null}
        >
          <p>
            Halaman ini terisi setelah berkas e-Katalog v5, e-Katalog v6 atau Toko Daring diimpor. Pilih tahun lain bila
            berkasnya sudah diimpor untuk tahun itu.
          </p>
        </EmptyState>
      )}
      <SpendingTable asked={asked} report={report} path={path} scope={scope} />
      {chart && <Chart image={chart} />}
      <HowComputed entries={howEntries(freshness, showsImports)} />
      <Downloads
        files={[
          { text: 'XLSX', href: spendingHref('/belanja/unduh.xlsx', { ...asked.query, ...byOf(asked), ...scope }) },
          { text: 'CSV', href: spendingHref('/belanja/unduh.csv', { ...asked.query, ...byOf(asked), ...scope }) },
        ]}
        api={apiHref('/api/v1/spending', { ...asked.query, ...scope }, asked.by)}
      />
    </>
  );
}

/** The answer in words, with what stands in neither sum said apart. */
export function SpendingAnswer({ total, href }: { total: SpendingTotals; href: PackagesLink }): VNode {
  const { committed, completed } = total;
  const apart = apartOf(total);
  return (
    <>
      <Answer>
        Transaksi{' '}
        <strong>
          <Rupiah sen={committed.value} />
        </strong>{' '}
        dalam <a href={href({ status: 'committed,completed' })}>{count(committed.packages)} paket</a>, di antaranya{' '}
        <strong>
          <Rupiah sen={completed.value} />
        </strong>{' '}
        sudah selesai.{' '}
        {committed.value > 0n && (
          <>
            UMK menerima <strong>{umkShare(total)}</strong>
            {committed.umk.unknown > 0n && (
              <>
                ; <strong>{umkUnknownShare(total)}</strong> belum diketahui kelas usahanya
              </>
            )}
            .{' '}
          </>
        )}
        Produk OVOP{' '}
        <strong>
          <Rupiah sen={committed.ovop.yes} />
        </strong>
        .
      </Answer>
      {apart.length > 0 && (
        <p class="prose">
          Di luar jumlah itu:{' '}
          {apart.map(({ standing, packages, value, said }, index) => (
            <>
              {index > 0 && '; '}
              <a href={standing === 'missing' ? '/belanja/hilang' : href({ status: standing })}>
                {count(packages)} paket
              </a>{' '}
              {said} (<Rupiah sen={value} />)
            </>
          ))}
          .
        </p>
      )}
    </>
  );
}

/** Makes the address of the packages behind a number. */
export type PackagesLink = (change: Readonly<Record<string, string>>) => string;

export function packagesLink(query: Readonly<Record<string, string>>): PackagesLink {
  const base = spendingHref('/belanja/paket', query);
  const joint = base.includes('?') ? '&' : '?';
  return (change) => {
    const names = Object.keys(change);
    if (names.length === 0) return base;
    // A table has hundreds of these links, and hardly ever does one change what the filter already says.
    if (names.some((name) => name in query)) return spendingHref('/belanja/paket', query, change);
    return `${base}${joint}${names.map((name) => pair(name, change[name] ?? '')).join('&')}`;
  };
}

function byOf(asked: SpendingAsked): Record<string, string> {
  const word = Object.entries(BY_WORDS).find(([, by]) => by === asked.by)?.[0];
  return word ? { menurut: word } : {};
}

const TAB_TEXTS: readonly [keyof typeof BY_WORDS, string][] = [
  ['perangkat-daerah', 'Menurut perangkat daerah'],
  ['satker', 'Satker'],
  ['sumber', 'Sumber'],
  ['status', 'Status'],
  ['katalog', 'Katalog'],
  ['bulan', 'Bulan'],
  ['dana', 'Sumber dana'],
];

function ByTabs({ path, asked }: { path: string; asked: SpendingAsked }): VNode {
  const query = onlyFilters(asked.query);
  return (
    <Tabs
      label="Dirinci menurut"
      tabs={TAB_TEXTS.map(([word, text]) => ({
        href: spendingHref(path, query, { menurut: word === 'perangkat-daerah' ? null : word }),
        text,
        here: BY_WORDS[word] === asked.by,
      }))}
    />
  );
}

/** The row of filters; a value in the address that is no longer on offer stays chosen and visible. */
export function filterFields(
  query: Readonly<Record<string, string>>,
  choices: SpendingChoices,
  defaultYear: number,
): FilterField[] {
  const years = [...new Set([defaultYear, ...choices.years])].sort((a, b) => b - a);
  const field = (name: string, label: string, any: string, options: { value: string; text: string }[]): FilterField => {
    const value = query[name] ?? '';
    const known = value === '' || options.some((option) => option.value === value);
    return { name, label, value, any, options: known ? options : [...options, { value, text: value }] };
  };
  const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 13, -1] as const;
  return [
    {
      name: 'tahun',
      label: 'Tahun',
      value: query['tahun'] ?? String(defaultYear),
      options: [
        ...years.map((year) => ({ value: String(year), text: String(year) })),
        { value: 'semua', text: 'Semua tahun' },
      ],
    },
    field(
      'bulan',
      'Bulan',
      'Semua bulan',
      months.map((month) => ({ value: String(month), text: monthWords(month) })),
    ),
    field('sumber', 'Sumber', 'Semua e-purchasing', [
      ...E_PURCHASING.map((source) => ({ value: source as string, text: SOURCE_WORDS[source] })),
      ...SOURCES.filter((source) => !E_PURCHASING.includes(source) && choices.sources.includes(source)).map(
        (source) => ({
          value: source as string,
          text: `${SOURCE_WORDS[source]} (di luar e-purchasing)`,
        }),
      ),
    ]),
    field('status', 'Kelompok status', 'Semua kelompok', [...STANDING_CHOICES]),
    field(
      'dana',
      'Sumber dana',
      'Semua sumber dana',
      choices.funds.map((fund) => ({ value: fund === '' ? '-' : fund, text: fundWords(fund) })),
    ),
    field(
      'katalog',
      'Katalog',
      'Semua katalog',
      CATALOGUES.map((catalogue) => ({ value: catalogue, text: CATALOGUE_WORDS[catalogue] })),
    ),
    field(
      'umk',
      'UMK',
      'Semua',
      UMK_STATES.map((state) => ({ value: state, text: UMK_WORDS[state] })),
    ),
    field(
      'ovop',
      'OVOP',
      'Semua',
      OVOP_STATES.map((state) => ({ value: state, text: OVOP_WORDS[state] })),
    ),
    ...(choices.klpds.length > 1
      ? [
          field('klpd', 'KLPD', 'KLPD sendiri', [
            ...choices.klpds.map(({ code, name }) => ({ value: code, text: name })),
            { value: 'semua', text: 'Semua KLPD' },
          ]),
        ]
      : []),
  ];
}

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

function SpendingTable({ asked, report, path, scope }: TableProps): VNode {
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
function linked(sen: bigint, packages: PackagesLink, change: Readonly<Record<string, string>>): ComponentChildren {
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

function howEntries(freshness: string, showsImports: boolean): { term: string; text: ComponentChildren }[] {
  return [
    {
      term: 'Transaksi',
      text: (
        <>
          Nilai pesanan yang sudah mengikat, berjalan ataupun selesai. <Define anchor="transaksi" code="B02" />
        </>
      ),
    },
    {
      term: 'Selesai',
      text: (
        <>
          Bagian transaksi yang menurut sumbernya selesai. <Define anchor="selesai" code="B03" />
        </>
      ),
    },
    {
      term: 'UMK',
      text: (
        <>
          Ya, tidak, atau belum diketahui, menurut keterangan penyedia pada tanggal pesanan. Pangsanya ialah UMK "ya"
          dibagi seluruh transaksi. <Define anchor="umk" code="B07" /> <Define anchor="pangsa-umk" code="B08" />
        </>
      ),
    },
    {
      term: 'OVOP',
      text: (
        <>
          Menurut daftar OVOP milik biro pada tanggal pesanan; pesanan yang hanya sebagian OVOP disebut campuran.{' '}
          <Define anchor="ovop" code="B09" />
        </>
      ),
    },
    {
      term: 'Tidak termasuk',
      text: (
        <>
          Pesanan batal, gagal atau belum mengikat, status belum dikenal, dan yang hilang dari sumber: disebut terpisah.{' '}
          <Define anchor="tidak-dihitung" code="B04" />
        </>
      ),
    },
    {
      term: 'Berdiri di atas',
      text: (
        <>
          {freshness}. {showsImports && <a href="/impor">Lihat impor</a>}
        </>
      ),
    },
  ];
}

/** Link to a definition: 'B02 versi 1'. */
export function Define({ anchor, code }: { anchor: string; code: string }): VNode {
  return <a href={`/definisi#${anchor}`}>Definisi {code}</a>;
}
