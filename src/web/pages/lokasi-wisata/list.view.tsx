import type { VNode } from 'preact';
import { KINDS, kindWords, type WisataPlace } from '../../../etalase/places/place.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  type Option,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import { count } from '../katalog/katalog.wording.js';

export interface PlacesAsked {
  cari: string;
  wilayah: string | null;
  jenis: string | null;
  keadaan: 'aktif' | 'arsip' | null;
  page: number;
}

export interface PlacesListProps {
  ctx: PageContext;
  items: readonly WisataPlace[];
  total: number;
  all: number;
  pages: number;
  asked: PlacesAsked;
  regions: readonly Option[];
}

const STATES = { aktif: 'Aktif', arsip: 'Diarsipkan' } as const;

/** The places that are on file, to be kept. */
export function PlacesListView({ ctx, items, total, all, pages, asked, regions }: PlacesListProps): VNode {
  const write = ctx.can('etalase.write');
  if (all === 0)
    return (
      <EmptyState
        title="Belum ada lokasi wisata"
        action={write ? { href: '/lokasi-wisata/impor', text: 'Impor daftar lokasi' } : null}
      >
        <p>
          Lokasi wisata ialah tempat yang wajib memajang produk OVOP. Impor daftarnya dari Excel, atau tambahkan satu
          per satu; contoh berkasnya ada di halaman impor.
        </p>
      </EmptyState>
    );
  const { cari, wilayah, jenis, keadaan, page } = asked;
  const query = { cari, wilayah, jenis, keadaan };
  const said = [
    cari && `memuat "${cari}"`,
    wilayah && (regions.find(({ value }) => value === wilayah)?.text ?? wilayah),
    jenis && kindWords(jenis, 'id').toLowerCase(),
    keadaan && STATES[keadaan].toLowerCase(),
  ].filter(Boolean);
  return (
    <>
      <Answer>
        <strong>{count(total)} lokasi wisata</strong>
        {said.length > 0
          ? ` sesuai saringan, dari ${count(all)} yang tercatat.`
          : ' tercatat, termasuk yang diarsipkan.'}
      </Answer>
      {write && (
        <p class="actions">
          <a class="button" href="/lokasi-wisata/baru">
            Tambah lokasi
          </a>
          <a class="button quiet" href="/lokasi-wisata/impor">
            Impor daftar lokasi
          </a>
          <a class="button quiet" href="/lokasi-wisata/penetapan/impor">
            Impor penetapan produk
          </a>
          <a class="button quiet" href="/lokasi-wisata/aturan">
            Aturan daftar produk
          </a>
        </p>
      )}
      <Filters
        action="/lokasi-wisata"
        fields={[
          { name: 'cari', label: 'Nama atau kode', value: cari || null, type: 'search' },
          { name: 'wilayah', label: 'Kabupaten/kota', value: wilayah, options: regions, any: 'Semua' },
          {
            name: 'jenis',
            label: 'Jenis',
            value: jenis,
            options: KINDS.map((kind) => ({ value: kind, text: kindWords(kind, 'id') })),
            any: 'Semua',
          },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: keadaan,
            options: (['aktif', 'arsip'] as const).map((value) => ({ value, text: STATES[value] })),
            any: 'Semua',
          },
        ]}
        said={said.join(', ') || null}
      />
      <DataTable
        label="Daftar lokasi wisata"
        caption="Menurut kabupaten, lalu nama."
        rows={items}
        empty="Tidak ada lokasi yang sesuai saringan."
        columns={[
          {
            key: 'lokasi',
            head: 'Lokasi',
            cell: (one) => (
              <>
                <a href={`/lokasi-wisata/${one.kode}`}>{one.name}</a>
                <span class="sub">
                  {kindWords(one.kind, 'id')} · {one.kode}
                </span>
              </>
            ),
          },
          { key: 'letak', head: 'Letak', cell: (one) => one.where },
          { key: 'titik', head: 'Koordinat', cell: (one) => pointWords(one) },
          { key: 'perangkat', head: 'Perangkat daerah', cell: (one) => one.responsible ?? 'Belum dicatat' },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (one) => <State kind={one.state === 'aktif' ? 'good' : 'none'}>{STATES[one.state]}</State>,
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(next) => address('/lokasi-wisata', { ...query, hal: next })}
        said={`${count(total)} lokasi`}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/lokasi-wisata/unduh.xlsx', query) },
          { text: 'CSV', href: address('/lokasi-wisata/unduh.csv', query) },
        ]}
        api="/api/v1/wisata"
      />
    </>
  );
}

/** '-8.57694, 119.45111 (perkiraan, galat 2.000 m)'. */
export function pointWords({ latitude, longitude, confidence, errorM }: WisataPlace): string {
  if (latitude === null || longitude === null) return 'Belum diketahui';
  const how = [confidence, errorM === null ? null : `galat ${count(errorM)} m`].filter(Boolean).join(', ');
  return `${latitude}, ${longitude}${how === '' ? '' : ` (${how})`}`;
}
