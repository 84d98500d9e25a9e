import type { VNode } from 'preact';
import type { PackageItem, PackagePage, SpendingChoices, SpendingTotals } from '../../../purchasing/spending.js';
import type { IncompletePackage } from '../../../purchasing/attention.queries.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount } from '../../../shared/money.js';
import {
  Answer,
  type Column,
  Csrf,
  DataTable,
  Downloads,
  EmptyState,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  type PageContext,
  Pager,
  Rupiah,
  State,
} from '../../components/index.js';
import { apiHref, onlyFilters, type PackagesAsked, spendingHref } from './spending.address.js';
import { Define, SpendingAnswer } from './spending.view.js';
import { filterFields } from './spending-filters.js';
import { packagesLink } from './spending-links.js';
import { count, OVOP_WORDS, SOURCE_WORDS, STANDING_KINDS, STANDING_WORDS, UMK_WORDS } from './spending.wording.js';

export interface PackagesProps {
  path: string;
  asked: PackagesAsked;
  found: PackagePage;
  /** The sums of all standings of the place whose packages these are; absent on the plain list. */
  total?: SpendingTotals;
  choices: SpendingChoices;
  defaultYear: number;
  said: string | null;
  /** Filters that the path itself says. */
  scope?: Readonly<Record<string, string>>;
  freshness: string;
}

/** The packages behind a figure, one page of them. */
export function Packages(props: PackagesProps): VNode {
  const { path, asked, found, total, choices, defaultYear, said, scope = {}, freshness } = props;
  const sort = asked.query['urut'] ?? 'nilai';
  return (
    <>
      {total ? (
        <SpendingAnswer total={total} href={packagesLink({ ...onlyFilters(asked.query), ...scope })} />
      ) : (
        <Answer>
          <strong>{count(found.total.packages)}</strong> paket senilai{' '}
          <strong>
            <Rupiah sen={found.total.value} />
          </strong>
          {said === null ? '' : ' sesuai dengan saringan'}.
        </Answer>
      )}
      <Filters
        action={path}
        fields={[
          ...filterFields(asked.query, choices, defaultYear),
          {
            name: 'urut',
            label: 'Urutan',
            value: sort,
            options: [
              { value: 'nilai', text: 'Nilai terbesar' },
              { value: 'tanggal', text: 'Tanggal terbaru' },
              { value: 'nama', text: 'Nama paket' },
            ],
          },
        ]}
        hidden={hiddenOf(asked.query)}
        said={said}
        clear={path}
      />
      <DataTable
        caption="Nilai ialah jumlah baris paket yang sesuai dengan saringan; nilai seluruh paket di bawahnya bila berbeda."
        label="Tabel paket"
        columns={COLUMNS}
        rows={found.items}
        foot={{ nilai: formatAmount(found.total.value), status: `${count(found.total.packages)} paket` }}
        empty="Tidak ada paket yang sesuai dengan saringan."
      />
      <Pager
        page={found.page}
        pages={found.pages}
        href={(page) => spendingHref(path, asked.query, { halaman: page === 1 ? null : String(page) })}
        said={rangeWords(found)}
      />
      <HowComputed
        entries={[
          {
            term: 'Paket',
            text: (
              <>
                Setiap paket atau pesanan menurut kunci dari sumbernya. <Define anchor="paket" code="B01" />
              </>
            ),
          },
          {
            term: 'Kelompok status',
            text: (
              <>
                Transaksi ialah yang berjalan dan yang selesai. <Define anchor="transaksi" code="B02" />
              </>
            ),
          },
          { term: 'Berdiri di atas', text: freshness },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: spendingHref('/belanja/paket/unduh.xlsx', { ...asked.query, ...scope }) },
          { text: 'CSV', href: spendingHref('/belanja/paket/unduh.csv', { ...asked.query, ...scope }) },
        ]}
        api={apiHref('/api/v1/packages', { ...asked.query, ...scope })}
      />
    </>
  );
}

/** Filters without a field of their own on this page travel along: what a link brought is not lost by filtering on. */
function hiddenOf(query: Readonly<Record<string, string>>): Record<string, string | null> {
  const names = ['kode', 'pd', 'satker', 'entri', 'produk', 'bagian'];
  return Object.fromEntries(names.map((name) => [name, query[name] ?? null]));
}

function rangeWords({ page, size, items, total }: PackagePage): string {
  if (items.length === 0) return `0 dari ${count(total.packages)} paket`;
  const first = (page - 1) * size + 1;
  return `Paket ${count(first)}–${count(first + items.length - 1)} dari ${count(total.packages)}`;
}

export const COLUMNS: readonly Column<PackageItem>[] = [
  {
    key: 'nama',
    head: 'Paket',
    cell: (item) => (
      <>
        <a href={`/belanja/paket/${item.id}`}>{item.name ?? item.packageNo ?? item.sourceKey}</a>
        <span class="sub">
          {SOURCE_WORDS[item.source]}, {item.packageNo ?? item.sourceKey}
        </span>
      </>
    ),
  },
  {
    key: 'satker',
    head: 'Satker',
    cell: (item) => {
      const name = item.satkerName ?? item.satkerKey;
      const owner = item.perangkatDaerah?.name ?? 'Belum dipetakan';
      return (
        <>
          {name}
          {owner !== name && <span class="sub">{owner}</span>}
        </>
      );
    },
  },
  { key: 'tanggal', head: 'Tanggal', cell: (item) => (item.orderedOn ? formatDay(item.orderedOn) : 'Tanpa tanggal') },
  {
    key: 'penyedia',
    head: 'Penyedia',
    cell: (item) => (item.suppliers.length === 0 ? 'Tidak disebut' : item.suppliers.join('; ')),
  },
  { key: 'umk', head: 'UMK', cell: (item) => partsOf(item.umk, UMK_WORDS) },
  { key: 'ovop', head: 'OVOP', cell: (item) => partsOf(item.ovop, OVOP_WORDS) },
  {
    key: 'status',
    head: 'Status',
    kind: 'state',
    cell: (item) => <State kind={STANDING_KINDS[item.standing]}>{STANDING_WORDS[item.standing]}</State>,
  },
  {
    key: 'nilai',
    head: 'Nilai (Rp)',
    kind: 'number',
    cell: (item) => (
      <>
        {formatAmount(item.value)}
        {item.value !== item.packageValue && <span class="sub">dari {formatAmount(item.packageValue)}</span>}
      </>
    ),
  },
];

/** The states that a package's value falls into: 'ya', or 'ya, belum diketahui'. */
function partsOf<K extends string>(values: Readonly<Record<K, bigint>>, words: Readonly<Record<K, string>>): string {
  const found = (Object.keys(words) as K[]).filter((state) => values[state] > 0n);
  return found.length === 0 ? '–' : found.map((state) => words[state].toLowerCase()).join(', ');
}

export interface MissingProps {
  ctx: PageContext;
  found: PackagePage;
  /** Whether this person may decide. */
  mayDecide: boolean;
  /** What is wrong with the form that was sent, and what was ticked on it. */
  problem: string | null;
  chosen: readonly string[];
}

/** Orders that a newer, complete file no longer holds, and the decision on them. */
export function Missing({ ctx, found, mayDecide, problem, chosen }: MissingProps): VNode {
  if (found.total.packages === 0) {
    return (
      <EmptyState title="Tidak ada pesanan yang hilang" action={{ href: '/belanja', text: 'Ke halaman Belanja' }}>
        <p>
          Di sini muncul pesanan yang pernah diimpor, tetapi tidak ada lagi dalam berkas setahun penuh yang lebih baru.
          Pesanan seperti itu tidak masuk jumlah mana pun sampai diputuskan.
        </p>
      </EmptyState>
    );
  }
  const columns: Column<PackageItem>[] = mayDecide
    ? [
        {
          key: 'pilih',
          head: 'Pilih',
          cell: (item) => (
            <label class="choice">
              <input type="checkbox" name="ids" value={item.id} checked={chosen.includes(item.id)} />
              <span>
                Pilih<span class="unseen"> {item.name ?? item.sourceKey}</span>
              </span>
            </label>
          ),
        },
        ...COLUMNS,
      ]
    : [...COLUMNS];
  const table = (
    <DataTable
      caption={`${count(found.total.packages)} pesanan hilang dari sumber.`}
      label="Tabel pesanan yang hilang dari sumber"
      columns={columns}
      rows={found.items}
    />
  );
  return (
    <>
      <Answer>
        <strong>{count(found.total.packages)}</strong> pesanan senilai{' '}
        <strong>
          <Rupiah sen={found.total.value} />
        </strong>{' '}
        tidak ada lagi dalam berkas yang lebih baru dan belum masuk jumlah mana pun.
      </Answer>
      <p class="prose">
        Beberapa sumber tidak menyertakan pesanan batal, sehingga pesanan yang hilang sering berarti dibatalkan. Periksa
        pada aplikasi asalnya, lalu putuskan. <Define anchor="hilang-dari-sumber" code="B06" />
      </p>
      {mayDecide ? (
        <form method="post" action="/belanja/hilang">
          <Csrf ctx={ctx} />
          <ErrorSummary
            problems={problem === null ? [] : [{ field: 'decision', message: problem }]}
            title="Keputusan belum disimpan"
          />
          {table}
          <FormField
            type="radio"
            name="decision"
            label="Keputusan untuk yang dipilih"
            value={null}
            error={problem}
            options={[
              { value: 'counted', text: 'Tetap dihitung: pesanan ini memang ada' },
              { value: 'dropped', text: 'Keluarkan dari hitungan: pesanan ini batal' },
            ]}
          />
          <button>Simpan keputusan</button>
        </form>
      ) : (
        table
      )}
      <Pager
        page={found.page}
        pages={found.pages}
        href={(page) => spendingHref('/belanja/hilang', page === 1 ? {} : { halaman: String(page) })}
        said={rangeWords(found)}
      />
    </>
  );
}

/** v5 packages that came with fewer lines than their source says. */
export function Incomplete({ ctx, found }: { ctx: PageContext; found: readonly IncompletePackage[] }): VNode {
  return (
    <>
      <p class="prose">
        Sumber v5 menyebut berapa jenis produk sebuah paket. Paket di bawah ini masuk dengan baris yang kurang, biasanya
        karena berkasnya terpotong. Nilainya ialah jumlah baris yang masuk; impor ulang berkas yang utuh melengkapinya.
      </p>
      <DataTable
        caption={`${count(found.length)} paket belum lengkap, dari nilai terbesar.`}
        label="Tabel paket yang belum lengkap"
        columns={incompleteColumns(ctx)}
        rows={found}
        empty="Semua paket lengkap."
      />
    </>
  );
}

function incompleteColumns(ctx: PageContext): readonly Column<IncompletePackage>[] {
  return [
    {
      key: 'paket',
      head: 'Paket',
      cell: (item) => (
        <>
          <a href={`/belanja/paket/${item.id}`}>{item.name ?? item.packageNo ?? `Paket ${item.id}`}</a>
          <span class="sub">{item.packageNo ?? ''}</span>
        </>
      ),
    },
    { key: 'satker', head: 'Satker', cell: (item) => item.satkerName ?? 'Tidak disebut' },
    {
      key: 'impor',
      head: 'Impor',
      cell: (item) =>
        ctx.can('import.read') ? <a href={`/impor/${item.batchId}`}>Nomor {item.batchId}</a> : `Nomor ${item.batchId}`,
    },
    { key: 'ada', head: 'Baris yang masuk', kind: 'number', cell: (item) => count(item.lines) },
    { key: 'seharusnya', head: 'Menurut sumber', kind: 'number', cell: (item) => count(item.expectedLines) },
    { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (item) => formatAmount(item.value) },
  ];
}
