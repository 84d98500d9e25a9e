import type { VNode } from 'preact';
import { type CoverageRow, shareOf, type Share, verifiedShares } from '../../../catalogue/villages/coverage.js';
import type { Coverage } from '../../../catalogue/villages/coverage.queries.js';
import type { Step } from '../../../catalogue/villages/steps.service.js';
import { ATTRIBUTION } from '../../../wilayah/area-data.js';
import { placeName } from '../../../wilayah/place.js';
import {
  address,
  Answer,
  Bar,
  type Column,
  DataTable,
  Downloads,
  EmptyState,
  HowComputed,
  Notice,
  type PageContext,
  State,
} from '../../components/index.js';
import { count, coverageAnswer, definitionOf, LEVEL_WORDS, percentWords, totalNotes } from './villages.wording.js';

export const COVERAGE_SORTS = ['kode', 'nama', 'desa', 'terpetakan', 'produk', 'usaha', 'pangsa'] as const;
export type CoverageSort = (typeof COVERAGE_SORTS)[number];

export interface CoverageAsked {
  sort: CoverageSort;
  direction: 'asc' | 'desc';
}

export interface CoverageProps {
  ctx: PageContext;
  coverage: Coverage;
  asked: CoverageAsked;
  imk: { title: string; source: string };
}

/** A row of the table: a place, or what the sums hold beside the places. */
type Shown = { place: CoverageRow } | { rest: string; products: number | null; enterprises: number | null };

/** How far the villages are mapped, place by place. */
export function CoverageView({ ctx, coverage, asked, imk }: CoverageProps): VNode {
  const { within, level, rows, total } = coverage;
  if (rows.length === 0)
    return (
      <EmptyState title="Daftar wilayah masih kosong">
        <p>
          Kabupaten/kota, kecamatan, desa, dan kelurahan dimuat sendiri saat layanan dimulai, menurut setelan{' '}
          <code>WILAYAH_PROVINCES</code>. Minta pengelola layanan memeriksa setelan itu.
        </p>
      </EmptyState>
    );
  const here = within ? `/desa/${within.code}` : '/desa';
  const notes = totalNotes(total, level);
  const shares = verifiedShares(total);
  const mapped = total.mappedDesa + total.mappedKelurahan;
  return (
    <>
      <Answer>{coverageAnswer(total).join(' ')}</Answer>
      <VillageSearch text="" />
      {notes.length > 0 && (
        <Notice>
          {notes.map((note) => (
            <p>{note}</p>
          ))}
        </Notice>
      )}
      <DataTable<Shown>
        label="Tabel cakupan"
        caption={
          level === 'desa'
            ? 'Setiap desa dan kelurahan, juga yang belum terpetakan. Pilih nama untuk melihat isinya.'
            : `Setiap ${LEVEL_WORDS[level].toLowerCase()}, juga yang masih nol. Pilih nama untuk melihat isinya.`
        }
        columns={level === 'desa' ? villageColumns(ctx) : placeColumns(ctx, coverage)}
        rows={[...rows.map((place) => ({ place })), ...remainders(coverage)]}
        rowId={(row) => ('place' in row ? `w-${row.place.code}` : '')}
        sort={{
          by: asked.sort,
          direction: asked.direction,
          href: (by, direction) => address(here, { urut: by, arah: direction }),
        }}
        foot={{
          nama: 'Jumlah',
          desa: count(total.desa),
          kelurahan: count(total.kelurahan),
          terpetakan: level === 'desa' ? `${count(mapped)} terpetakan` : count(mapped),
          produk: count(total.products),
          usaha: count(total.enterprises),
          pangsa: <ShareCell share={shares.desa} />,
          semua: <ShareCell share={shares.all} />,
          'verifikasi-produk': `${count(shares.all.part)} ada`,
          langkah:
            level === 'desa'
              ? `${count(total.proposed)} diusulkan, ${count(total.checked)} diverifikasi, ${count(total.validated)} divalidasi`
              : `${count(total.proposed)} / ${count(total.checked)} / ${count(total.validated)}`,
          imk: total.imk === null ? '' : count(total.imk),
        }}
      />
      {level === 'desa' && within?.level === 'kecamatan' && (
        <p>
          <a class="button quiet" href={`/desa/${within.code}/matriks`}>
            Matriks produk dan desa kecamatan ini
          </a>
        </p>
      )}
      <p>
        <a href={address('/desa/potensi', { wilayah: within?.code })}>
          Daftar potensi{within ? ` di ${placeName(within)}` : ' semua desa'}
        </a>
        {ctx.can('village.write') && (
          <>
            {' · '}
            <a href="/desa/potensi/impor">Impor potensi dari Excel</a>
          </>
        )}
      </p>
      <HowComputed
        entries={[
          { term: 'Terpetakan', text: <Definition code="D01" /> },
          { term: 'Produk terverifikasi', text: <Definition code="D02" /> },
          { term: 'Produk', text: <Definition code="D03" /> },
          { term: 'Pelaku usaha', text: <Definition code="D04" /> },
          { term: 'Langkah', text: <Definition code="D05" /> },
          {
            term: 'IMK',
            text: (
              <>
                <Definition code="D07" />. {imk.title}, {imk.source}. Hanya industri pengolahan, tanpa tahun; pembanding
                saja.
              </>
            ),
          },
          { term: 'Wilayah', text: ATTRIBUTION },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/desa/unduh.xlsx', { wilayah: within?.code }) },
          { text: 'CSV', href: address('/desa/unduh.csv', { wilayah: within?.code }) },
          ...(level === 'desa'
            ? []
            : [
                {
                  text: 'XLSX per desa',
                  href: address('/desa/unduh.xlsx', { wilayah: within?.code, tingkat: 'desa' }),
                },
              ]),
        ]}
        api={address('/api/v1/coverage', { within: within?.code })}
      />
    </>
  );
}

/** Finds a village by the beginning of its name, or by its code. */
export function VillageSearch({ text }: { text: string }): VNode {
  return (
    <form class="filters" method="get" action="/desa/cari" role="search" aria-label="Cari desa">
      <label>
        Cari desa, kelurahan, kecamatan, atau kode
        <input type="search" name="teks" value={text} maxLength={100} />
      </label>
      <button>Cari</button>
    </form>
  );
}

export function Definition({ code }: { code: Parameters<typeof definitionOf>[0] }): VNode {
  const { text, href } = definitionOf(code);
  return <a href={href}>{text}</a>;
}

function ShareCell({ share }: { share: Share }): VNode {
  if (share.percent === null) return <span class="sub">tidak berlaku</span>;
  return (
    <>
      {percentWords(share)}
      <span class="sub">
        {count(share.part)} dari {count(share.whole)}
      </span>
    </>
  );
}

function column(
  key: string,
  head: string,
  value: (row: CoverageRow) => VNode | string,
  more: Partial<Column<Shown>> = {},
): Column<Shown> {
  return { key, head, kind: 'number', cell: (row) => ('place' in row ? value(row.place) : ''), ...more };
}

/** The head of the column says what a place is, save for desa and kelurahan, which stand side by side. */
function shownName({ kind, name }: CoverageRow): string {
  return kind === 'desa' || kind === 'kelurahan' ? placeName({ kind, name }) : name;
}

/** The name of a place, leading to what lies in it. */
const NAME: Column<Shown> = {
  key: 'nama',
  head: '',
  sortable: true,
  cell: (row) => ('place' in row ? <a href={`/desa/${row.place.code}`}>{shownName(row.place)}</a> : row.rest),
};

/** How many products and enterprises a place has; each number leads to their list for those who may read it. */
function held(ctx: PageContext): Column<Shown>[] {
  const leading = (value: number, href: string, may: boolean): VNode | string =>
    may && value > 0 ? <a href={href}>{count(value)}</a> : count(value);
  return [
    {
      key: 'produk',
      head: 'Produk',
      kind: 'number',
      sortable: true,
      help: 'Produk katalog yang tidak diarsipkan; daftarnya memuat juga yang diarsipkan',
      cell: (row) =>
        'place' in row
          ? leading(
              row.place.products,
              address('/produk', { tempat: row.place.code }),
              ctx.can('product.read') && row.place.code.length > PROVINCE_LENGTH,
            )
          : row.products === null
            ? ''
            : signed(row.products),
    },
    {
      key: 'usaha',
      head: 'Pelaku usaha',
      kind: 'number',
      sortable: true,
      help: 'Pelaku usaha tercatat yang beralamat di sana',
      cell: (row) =>
        'place' in row
          ? leading(row.place.enterprises, address('/usaha', { wilayah: row.place.code }), ctx.can('enterprise.read'))
          : row.enterprises === null
            ? ''
            : signed(row.enterprises),
    },
  ];
}

/** The list of products is not filtered by a whole province: '53'. */
const PROVINCE_LENGTH = 2;

function signed(value: number): string {
  return value < 0 ? `−${count(-value)}` : count(value);
}

function placeColumns(ctx: PageContext, { level, total }: Coverage): Column<Shown>[] {
  return [
    { ...NAME, head: LEVEL_WORDS[level] },
    column('desa', 'Desa', (row) => count(row.desa), { sortable: true }),
    column('kelurahan', 'Kelurahan', (row) => count(row.kelurahan)),
    column(
      'terpetakan',
      'Terpetakan',
      (row) => {
        const mapped = row.mappedDesa + row.mappedKelurahan;
        return (
          <>
            <a href={address('/desa/potensi', { wilayah: row.code })}>{count(mapped)}</a>
            <Bar known={Number(shareOf(mapped, row.desa + row.kelurahan).percent ?? 0)} />
          </>
        );
      },
      { sortable: true, help: 'Desa dan kelurahan yang potensinya sudah tercatat' },
    ),
    ...held(ctx),
    column('pangsa', 'Terverifikasi, dari desa', (row) => <ShareCell share={verifiedShares(row).desa} />, {
      sortable: true,
    }),
    column('semua', 'dari desa dan kelurahan', (row) => <ShareCell share={verifiedShares(row).all} />),
    column(
      'langkah',
      'Usulan / verifikasi / validasi',
      (row) => `${count(row.proposed)} / ${count(row.checked)} / ${count(row.validated)}`,
      { help: 'Desa dan kelurahan menurut langkah Dinas PMD' },
    ),
    ...(total.imk === null
      ? []
      : [
          column('imk', 'IMK', (row) => (row.imk === null ? '' : count(row.imk)), {
            help: 'Industri mikro dan kecil: hanya industri pengolahan, tanpa tahun; pembanding saja',
          }),
        ]),
  ];
}

function villageColumns(ctx: PageContext): Column<Shown>[] {
  const yes = (is: boolean, said: string, not: string): VNode => (
    <State kind={is ? 'good' : 'none'}>{is ? said : not}</State>
  );
  return [
    { ...NAME, head: LEVEL_WORDS.desa },
    column('terpetakan', 'Peta', (row) => yes(row.mappedDesa + row.mappedKelurahan > 0, 'Terpetakan', 'Belum'), {
      kind: 'state',
    }),
    ...held(ctx),
    column(
      'verifikasi-produk',
      'Produk terverifikasi',
      (row) => yes(row.verifiedDesa + row.verifiedKelurahan > 0, 'Ada', 'Belum ada'),
      { kind: 'state' },
    ),
    column('langkah', 'Langkah terakhir', (row) => STEP_SAID[stepOf(row) ?? 'belum'], { kind: 'text' }),
  ];
}

const STEP_SAID: Readonly<Record<Step | 'belum', string>> = {
  usulan: 'Diusulkan',
  verifikasi: 'Diverifikasi',
  validasi: 'Divalidasi',
  belum: 'Belum diusulkan',
};

/** How far one village is. */
function stepOf(row: CoverageRow): Step | null {
  return row.validated > 0 ? 'validasi' : row.checked > 0 ? 'verifikasi' : row.proposed > 0 ? 'usulan' : null;
}

/** Rows that make the sums add up where places alone do not. */
function remainders({ level, total }: Coverage): Shown[] {
  const place = LEVEL_WORDS[level].toLowerCase();
  return [
    ...(total.productsTwice > 0
      ? [{ rest: 'Produk yang dihitung di lebih dari satu baris', products: -total.productsTwice, enterprises: null }]
      : []),
    ...(total.enterprisesElsewhere > 0
      ? [{ rest: `Belum diketahui sampai ${place}`, products: null, enterprises: total.enterprisesElsewhere }]
      : []),
  ];
}
