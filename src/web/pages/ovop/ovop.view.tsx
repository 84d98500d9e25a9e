import type { VNode } from 'preact';
import type { OvopKind } from '../../../catalogue/ovop-entry.js';
import type { MarkCount } from '../../../purchasing/ovop/ovop-marks.js';
import type { ListedEntry } from '../../../purchasing/ovop/ovop-list.service.js';
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
  Rupiah,
  State,
} from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import {
  filterWords,
  KIND_OPTIONS,
  kindWords,
  type ListState,
  STATE_OPTIONS,
  stateOn,
  validityWords,
} from './ovop.wording.js';
import { OvopTabs } from './ovop-catalogue.view.js';
import { SAMPLE } from './ovop-import.view.js';

/** What the list can be sorted by; the largest marked value comes first unless asked otherwise. */
export const LIST_SORTS = ['nilai', 'paket', 'produk'] as const;

export type ListSort = (typeof LIST_SORTS)[number];

export interface ListAsked {
  sort: ListSort;
  kind?: OvopKind;
  state?: ListState;
  text?: string;
  page: number;
}

export interface ListProps {
  ctx: PageContext;
  asked: ListAsked;
  /** Those of this page. */
  entries: readonly ListedEntry[];
  found: number;
  pages: number;
  /** Entries that count today, whatever the filter. */
  valid: number;
  all: number;
  marked: MarkCount;
  /** By id: what of the catalogue says the same and marks in its stead. */
  also: ReadonlyMap<string, { ref: string; label: string }>;
}

/** The list, and what each entry marks. */
export function ListView({ ctx, asked, entries, found, pages, valid, all, marked, also }: ListProps): VNode {
  const query = {
    jenis: asked.kind,
    keadaan: asked.state,
    cari: asked.text,
    urut: asked.sort === 'nilai' ? null : asked.sort,
  };
  if (all === 0) {
    return (
      <EmptyState
        title="Daftar OVOP biro masih kosong"
        action={ctx.can('ovop.write') ? { href: '/ovop/baru', text: 'Tambah entri' } : null}
        sample={SAMPLE}
      >
        <p>
          Sumber pemerintah tidak punya tanda OVOP. Belanja dikenali dari daftar ini: kata dalam nama produk, kode
          produk, kode penyedia, komoditas, atau nama pedagang. Selama daftar kosong, tidak ada belanja yang dihitung
          OVOP.
        </p>
        {ctx.can('ovop.write') && (
          <p>
            Produk terverifikasi yang tayang di e-Katalog masuk dengan sendirinya: lihat{' '}
            <a href="/ovop/katalog">entri dari katalog</a>. Punya daftar di Excel? Isi contoh berkas di bawah lalu{' '}
            <a href="/ovop/impor">impor daftar</a>.
          </p>
        )}
      </EmptyState>
    );
  }
  return (
    <>
      <OvopTabs here="daftar" />
      <Answer>
        <strong>{count(valid)} entri</strong> berlaku hari ini. Seluruh daftar menandai{' '}
        <strong>{count(marked.packages)} paket</strong>
        {' senilai '}
        <strong>
          <Rupiah sen={marked.value} />
        </strong>
        {marked.mixed > 0n && (
          <>
            , ditambah <Rupiah sen={marked.mixed} /> pesanan campuran
          </>
        )}
        .
      </Answer>
      {ctx.can('ovop.write') && (
        <p class="actions">
          <a class="button" href="/ovop/baru">
            Tambah entri
          </a>
          <a class="button quiet" href="/ovop/impor">
            Impor daftar
          </a>
        </p>
      )}
      <Filters
        action="/ovop"
        fields={[
          { name: 'jenis', label: 'Jenis', value: asked.kind ?? null, options: KIND_OPTIONS, any: 'Semua jenis' },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: asked.state ?? null,
            options: STATE_OPTIONS,
            any: 'Semua keadaan',
          },
          { name: 'cari', label: 'Cari', value: asked.text ?? null, type: 'search' },
        ]}
        hidden={{ urut: query.urut }}
        said={filterWords(asked.kind, asked.state, asked.text)}
      />
      <DataTable
        label="Tabel daftar OVOP"
        caption="Nilai menurut semua status, termasuk yang tidak dihitung. Baris yang cocok dengan beberapa entri ditandai oleh satu saja: produk mendahului pedagang, penyedia, komoditas, lalu kata."
        rows={entries}
        sort={{
          by: asked.sort,
          direction: asked.sort === 'produk' ? 'asc' : 'desc',
          href: (by) => address('/ovop', { ...query, urut: by }),
        }}
        rowId={(entry) => `entri-${entry.id}`}
        empty="Tidak ada entri yang sesuai saringan."
        columns={[
          {
            key: 'produk',
            head: 'Produk',
            sortable: true,
            cell: (entry) => (
              <>
                {ctx.can('ovop.write') ? <a href={`/ovop/${entry.id}/ubah`}>{entry.label}</a> : entry.label}
                {entry.village !== null && <span class="sub">{entry.village}</span>}
              </>
            ),
          },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (entry) => <EntryState entry={entry} day={ctx.today} />,
          },
          {
            key: 'kode',
            head: 'Dikenali dari',
            cell: (entry) => (
              <>
                {entry.value}
                <span class="sub">{kindWords(entry)}</span>
                <AlsoListed twin={also.get(entry.id)} />
              </>
            ),
          },
          { key: 'berlaku', head: 'Masa berlaku', cell: (entry) => validityWords(entry) },
          {
            key: 'paket',
            head: 'Paket',
            kind: 'number',
            sortable: true,
            cell: (entry) =>
              entry.marks.packages === 0 || !ctx.can('spending.read') ? (
                count(entry.marks.packages)
              ) : (
                <a href={address('/belanja/paket', { entri: entry.id, tahun: 'semua' })}>
                  {count(entry.marks.packages)}
                </a>
              ),
          },
          {
            key: 'nilai',
            head: 'Nilai ditandai (Rp)',
            kind: 'number',
            sortable: true,
            cell: (entry) => (
              <>
                {formatAmount(entry.marks.value)}
                {entry.marks.mixed > 0n && <span class="sub">campuran {formatAmount(entry.marks.mixed)}</span>}
              </>
            ),
          },
        ]}
      />
      <Pager
        page={asked.page}
        pages={pages}
        href={(page) => address('/ovop', { ...query, hal: page })}
        said={`${count(found)} entri`}
      />
      <HowComputed
        entries={[
          {
            term: 'Yang dibandingkan',
            text: 'Kata dan nama pedagang tanpa membedakan huruf besar dan tanda baca, hanya kata utuh. Kode tanpa nol di depan.',
          },
          { term: 'Tanggal', text: 'Entri berlaku bagi pesanan yang tanggalnya berada dalam masa berlakunya.' },
          {
            term: 'e-Katalog v5',
            text: 'Per baris: hanya baris yang cocok yang dihitung, bukan seluruh paket.',
          },
          {
            term: 'e-Katalog v6',
            text: 'Nilai per produk bila ada; bila tidak, pesanan dihitung bila semua produknya ada dalam daftar, selain itu disebut campuran.',
          },
          { term: 'Definisi', text: <a href="/definisi#ovop">Belanja OVOP (B09)</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: '/ovop/unduh.xlsx' },
          { text: 'CSV', href: '/ovop/unduh.csv' },
          { text: 'Contoh berkas impor', href: '/ovop/contoh.xlsx' },
        ]}
        api="/api/v1/ovop-entries"
      />
    </>
  );
}

/** The catalogue says it too, and its entry is the one that marks. */
function AlsoListed({ twin }: { twin: { ref: string; label: string } | undefined }): VNode | null {
  return twin ? (
    <span class="sub">
      Juga dari katalog, yang menandai: <a href={`/ovop/katalog#entri-${twin.ref}`}>{twin.label}</a>
    </span>
  ) : null;
}

function EntryState({ entry, day }: { entry: ListedEntry; day: string }): VNode {
  const state = stateOn(entry, day);
  if (state === 'ended') return <State kind="none">Berakhir</State>;
  if (state === 'later') return <State kind="warn">Belum berlaku</State>;
  return <State kind="good">Berlaku</State>;
}
