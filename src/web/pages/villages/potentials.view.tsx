import type { VNode } from 'preact';
import type { Potential, ProductGroup } from '../../../catalogue/villages/potential.js';
import type { PlacePath } from '../../../wilayah/place.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import { count } from './villages.wording.js';

export interface PotentialsAsked {
  /** Code of a place. */
  within?: string;
  group?: string;
  flagship?: 'ya' | 'tidak';
  text?: string;
  page: number;
}

interface PotentialsProps {
  ctx: PageContext;
  asked: PotentialsAsked;
  place: PlacePath | null;
  groups: readonly ProductGroup[];
  items: readonly Potential[];
  total: number;
  pages: number;
}

/** What villages could make, one page of it. */
export function PotentialsView({ ctx, asked, place, groups, items, total, pages }: PotentialsProps): VNode {
  const query = { wilayah: asked.within, kelompok: asked.group, unggulan: asked.flagship, cari: asked.text };
  const said = saidOf(asked, place, groups);
  const write = ctx.can('village.write');
  if (total === 0 && said === null)
    return (
      <EmptyState
        title="Belum ada potensi desa"
        action={write ? { href: '/desa/potensi/impor', text: 'Impor potensi dari Excel' } : null}
        sample={{ href: '/desa/potensi/contoh.xlsx', text: 'Unduh contoh berkas (XLSX)' }}
      >
        <p>
          Di sini tercatat apa yang dapat dibuat di tiap desa, berapa yang membuatnya, dan mana produk unggulannya. Isi
          contoh berkas, atau buka sebuah desa dan tambahkan satu per satu.
        </p>
      </EmptyState>
    );
  return (
    <>
      <Answer>
        <strong>{count(total)} potensi</strong> {said === null ? 'tercatat.' : 'sesuai saringan.'}
      </Answer>
      {write && (
        <p class="actions">
          <a class="button" href="/desa/potensi/impor">
            Impor dari Excel
          </a>
          <a class="button quiet" href="/desa/cari">
            Cari desa untuk menambah satu potensi
          </a>
        </p>
      )}
      <Filters
        action="/desa/potensi"
        hidden={{ wilayah: asked.within ?? null }}
        fields={[
          {
            name: 'kelompok',
            label: 'Kelompok',
            value: asked.group ?? null,
            any: 'Semua kelompok',
            options: groups.map(({ code, name }) => ({ value: code, text: name })),
          },
          {
            name: 'unggulan',
            label: 'Produk unggulan',
            value: asked.flagship ?? null,
            any: 'Semua',
            options: [
              { value: 'ya', text: 'Hanya unggulan' },
              { value: 'tidak', text: 'Selain unggulan' },
            ],
          },
          { name: 'cari', label: 'Jenis produk memuat', value: asked.text ?? null },
        ]}
        said={said}
      />
      <DataTable
        label="Potensi desa"
        caption="Menurut wilayah; produk unggulan tiap desa di depan."
        rows={items}
        empty="Tidak ada potensi yang sesuai saringan."
        columns={[
          {
            key: 'jenis',
            head: 'Jenis produk',
            cell: (one) => <a href={`/desa/${one.wilayahCode}#potensi-${one.id}`}>{one.productKind}</a>,
          },
          { key: 'desa', head: 'Desa/kelurahan', cell: (one) => one.place },
          {
            key: 'unggulan',
            head: 'Unggulan',
            kind: 'state',
            cell: (one) => one.isFlagship && <State kind="good">Unggulan</State>,
          },
          { key: 'kelompok', head: 'Kelompok', cell: (one) => one.groupName ?? '' },
          {
            key: 'usaha',
            head: 'Jumlah usaha',
            kind: 'number',
            cell: (one) =>
              one.enterprises === null ? <span class="sub">belum diketahui</span> : count(one.enterprises),
          },
          { key: 'sumber', head: 'Sumber', cell: (one) => one.source ?? '' },
        ]}
      />
      <Pager page={asked.page} pages={pages} href={(hal) => address('/desa/potensi', { ...query, hal })} />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/desa/potensi/unduh.xlsx', query) },
          { text: 'CSV', href: address('/desa/potensi/unduh.csv', query) },
          { text: 'JSON', href: address('/desa/potensi/unduh.json', query) },
          { text: 'Contoh berkas impor', href: '/desa/potensi/contoh.xlsx' },
        ]}
        api={address('/api/v1/village-potentials', { within: asked.within, group: asked.group, text: asked.text })}
      />
    </>
  );
}

function saidOf(asked: PotentialsAsked, place: PlacePath | null, groups: readonly ProductGroup[]): string | null {
  const said = [
    place && place.words,
    asked.group && `kelompok ${groups.find(({ code }) => code === asked.group)?.name ?? asked.group}`,
    asked.flagship && (asked.flagship === 'ya' ? 'hanya unggulan' : 'selain unggulan'),
    asked.text && `memuat "${asked.text}"`,
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}

/** What the file must hold, and how it is read. */
export function PotentialListAbout(): VNode {
  return (
    <>
      <p class="prose">
        Satu baris untuk satu jenis produk di satu desa. Desa ditulis dengan <strong>Kode Desa</strong> (dengan titik),
        atau dengan <strong>Kabupaten/Kota</strong>, <strong>Kecamatan</strong>, dan <strong>Desa/Kelurahan</strong>.
        Wajib: <strong>Jenis Produk</strong>. Boleh kosong: Kelompok Produk, Produk Unggulan (ya atau tidak), Jumlah
        Usaha, Bahan Baku, Keterangan, Sumber. Urutan kolom bebas. Kode desa dapat dicari di{' '}
        <a href="/desa/cari">Cari desa</a>.
      </p>
      <ul class="prose">
        <li>Desa dan jenis produk yang sama dianggap potensi yang sama; isinya diperbarui.</li>
        <li>
          Sel kosong membiarkan isi yang sudah tersimpan. Yang tidak ada dalam berkas dibiarkan; impor tidak menghapus.
        </li>
        <li>Jumlah Usaha yang kosong berarti belum diketahui, bukan nol.</li>
        <li>
          Satu desa satu produk unggulan. Untuk memindahkannya, tulis "tidak" pada yang lama dan "ya" pada yang baru.
        </li>
        <li>Satu baris salah, seluruh berkas tidak disimpan. Setiap baris yang salah disebutkan.</li>
      </ul>
    </>
  );
}
