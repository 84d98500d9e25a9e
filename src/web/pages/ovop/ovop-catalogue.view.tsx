import type { VNode } from 'preact';
import type { CatalogueEntry } from '../../../purchasing/ovop/catalogue-entries.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatAmount } from '../../../shared/money.js';
import {
  address,
  Answer,
  type Column,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  type PageContext,
  Pager,
  State,
  Tabs,
} from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import { kindWords, type ListState, STATE_OPTIONS, stateOn, validityWords } from './ovop.wording.js';

export interface CatalogueAsked {
  origin?: 'produk' | 'penyedia';
  state?: ListState;
  text?: string;
  page: number;
}

export interface CatalogueProps {
  ctx: PageContext;
  asked: CatalogueAsked;
  entries: readonly CatalogueEntry[];
  found: number;
  pages: number;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** The two parts of the list: the bureau's own entries, and those that the catalogue brings. */
export function OvopTabs({ here }: { here: 'daftar' | 'katalog' }): VNode {
  return (
    <Tabs
      label="Bagian daftar OVOP"
      tabs={[
        { href: '/ovop', text: 'Entri biro', here: here === 'daftar' },
        { href: '/ovop/katalog', text: 'Dari katalog', here: here === 'katalog' },
      ]}
    />
  );
}

const ORIGIN_OPTIONS = [
  { value: 'produk', text: 'Tayangan produk' },
  { value: 'penyedia', text: 'Penyedia yang hanya menjual OVOP' },
];

/** What the catalogue puts on the list, what it marks, and the form that says that somebody sells OVOP only. */
export function CatalogueView({ ctx, asked, entries, found, pages, typed, problems }: CatalogueProps): VNode {
  const query = { asal: asked.origin, keadaan: asked.state, cari: asked.text };
  return (
    <>
      <ErrorSummary problems={problems} />
      <OvopTabs here="katalog" />
      <Answer>
        <strong>{count(found)} entri</strong> datang dari katalog
        {asked.origin || asked.state || asked.text ? ', sesuai saringan' : ''}. Isinya diubah pada halaman produk dan
        pelaku usahanya; tanda pada belanja langsung mengikuti.
      </Answer>
      <Filters
        action="/ovop/katalog"
        fields={[
          { name: 'asal', label: 'Asal', value: asked.origin ?? null, options: ORIGIN_OPTIONS, any: 'Semua asal' },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: asked.state ?? null,
            options: STATE_OPTIONS,
            any: 'Semua keadaan',
          },
          { name: 'cari', label: 'Cari', value: asked.text ?? null, type: 'search' },
        ]}
        said={asked.text ? `memuat "${asked.text}"` : null}
      />
      <DataTable
        label="Tabel entri dari katalog"
        caption="Nilai menurut semua status. Bila entri biro dan katalog menyebut kode yang sama, katalog yang menandai."
        rows={entries}
        rowId={(entry) => `entri-${entry.ref}`}
        empty="Belum ada produk terverifikasi yang tayang di e-Katalog, dan belum ada penyedia yang ditandai."
        columns={columns(ctx)}
      />
      <Pager
        page={asked.page}
        pages={pages}
        href={(page) => address('/ovop/katalog', { ...query, hal: page })}
        said={`${count(found)} entri`}
      />
      {ctx.can('ovop.write') && <MarkForm ctx={ctx} typed={typed} problems={problems} />}
      <HowComputed
        entries={[
          {
            term: 'Tayangan produk',
            text: 'Setiap kode produk v5 atau v6 dari produk yang sudah diverifikasi, selama masa tayangnya. Produk yang diarsipkan tetap menandai belanja sampai hari itu.',
          },
          {
            term: 'Penyedia',
            text: 'Hanya bila seseorang menyatakannya: pelaku usaha yang membuat satu produk OVOP dapat menjual banyak barang lain.',
          },
          {
            term: 'Urutan',
            text: 'Di antara entri sejenis, katalog mendahului entri biro, yang lama mendahului yang baru.',
          },
          { term: 'Definisi', text: <a href="/definisi#ovop">Belanja OVOP (B09)</a> },
        ]}
      />
      <Downloads files={[]} api="/api/v1/ovop-entries/catalogue" />
    </>
  );
}

function columns(ctx: PageContext): readonly Column<CatalogueEntry>[] {
  return [
    {
      key: 'produk',
      head: 'Produk atau pelaku usaha',
      cell: (entry) => (
        <>
          {entry.productId !== null ? <a href={`/katalog/${entry.productId}`}>{entry.label}</a> : entry.label}
          {entry.village !== null && <span class="sub">{entry.village}</span>}
          {entry.decided && (
            <span class="sub">
              Ditandai {entry.decided.by}, {formatDay(entry.decided.on)}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'keadaan',
      head: 'Keadaan',
      kind: 'state',
      cell: (entry) => {
        const state = stateOn(entry, ctx.today);
        if (state === 'ended') return <State kind="none">Berakhir</State>;
        return state === 'later' ? <State kind="warn">Belum berlaku</State> : <State kind="good">Berlaku</State>;
      },
    },
    {
      key: 'kode',
      head: 'Dikenali dari',
      cell: (entry) => (
        <>
          {entry.value}
          <span class="sub">{kindWords(entry)}</span>
          {entry.also.map((id) => (
            <span class="sub">
              Juga <a href={`/ovop#entri-${id}`}>entri biro nomor {id}</a>
            </span>
          ))}
        </>
      ),
    },
    { key: 'berlaku', head: 'Masa berlaku', cell: (entry) => validityWords(entry) },
    {
      key: 'paket',
      head: 'Paket',
      kind: 'number',
      cell: ({ ref, marks }) =>
        marks.packages === 0 || !ctx.can('spending.read') ? (
          count(marks.packages)
        ) : (
          <a href={address('/belanja/paket', { entri: ref, tahun: 'semua' })}>{count(marks.packages)}</a>
        ),
    },
    {
      key: 'nilai',
      head: 'Nilai ditandai (Rp)',
      kind: 'number',
      cell: ({ marks }) => (
        <>
          {formatAmount(marks.value)}
          {marks.mixed > 0n && <span class="sub">campuran {formatAmount(marks.mixed)}</span>}
        </>
      ),
    },
    ...(ctx.can('ovop.write')
      ? [
          {
            key: 'aksi',
            head: 'Ubah',
            cell: (entry: CatalogueEntry) =>
              entry.origin === 'penyedia' ? <Unmark ctx={ctx} entry={entry} /> : 'Pada halaman produk',
          },
        ]
      : []),
  ];
}

function Unmark({ ctx, entry }: { ctx: PageContext; entry: CatalogueEntry }): VNode {
  return (
    <form method="post" action="/ovop/katalog/penyedia">
      <Csrf ctx={ctx} />
      <input type="hidden" name="scheme" value={entry.kind === 'merchant' ? 'toko-daring' : entry.scheme} />
      <input type="hidden" name="key" value={entry.value} />
      <input type="hidden" name="aksi" value="lepas" />
      <button class="quiet" aria-label={`Lepas tanda ${entry.label}`}>
        Lepas tanda
      </button>
    </form>
  );
}

function MarkForm({ ctx, typed, problems }: Pick<CatalogueProps, 'ctx' | 'typed' | 'problems'>): VNode {
  return (
    <section>
      <h2>Penyedia yang hanya menjual produk OVOP</h2>
      <p class="prose">
        Dengan tanda ini semua yang dijual penyedia itu dihitung OVOP. Kuncinya harus sudah tercatat pada pelaku
        usahanya.
      </p>
      <form class="form" method="post" action="/ovop/katalog/penyedia">
        <Csrf ctx={ctx} />
        <FormField
          name="scheme"
          label="Di mana"
          type="select"
          options={[
            { value: 'v5', text: 'e-Katalog v5' },
            { value: 'v6', text: 'e-Katalog v6' },
            { value: 'toko-daring', text: 'Toko Daring' },
          ]}
          value={typed['scheme'] ?? 'v6'}
          error={problems}
        />
        <FormField
          name="key"
          label="Kode penyedia atau nama pedagang"
          value={typed['key']}
          error={problems}
          maxLength={200}
          required
        />
        <button name="aksi" value="tandai">
          Tandai hanya menjual OVOP
        </button>
      </form>
    </section>
  );
}
