import type { ComponentChildren, VNode } from 'preact';
import type { SpendingChoices, SpendingReport, SpendingTotals } from '../../../purchasing/spending.js';
import { Chart, type ChartImage } from '../../components/chart.js';
import { Answer, Downloads, EmptyState, Filters, HowComputed, Rupiah, Tabs } from '../../components/index.js';
import { apiHref, BY_WORDS, onlyFilters, type SpendingAsked, spendingHref } from './spending.address.js';
import { apartOf, count, umkShare, umkUnknownShare } from './spending.wording.js';
import { filterFields } from './spending-filters.js';
import { type PackagesLink, packagesLink } from './spending-links.js';
import { SpendingTable } from './spending-table.view.js';

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
