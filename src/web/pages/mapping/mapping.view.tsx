import type { VNode } from 'preact';
import type {
  MappingFilter,
  MappingPage,
  MappingSort,
  PerangkatDaerah,
  SatkerHistory,
} from '../../../purchasing/mapping/mapping.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatAmount } from '../../../shared/money.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  Downloads,
  EmptyState,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
  Pager,
  Rupiah,
  State,
  Tabs,
} from '../../components/index.js';
import {
  aliasWords,
  answerWords,
  chosenValue,
  count,
  filterWords,
  periodWords,
  STATE_KINDS,
  STATE_NAMES,
  STATE_OPTIONS,
} from './mapping.wording.js';

/** The choice that takes a satker out of every perangkat daerah. */
export const NONE = 'tanpa';

export interface MappingAsked {
  filter: MappingFilter;
  sort: MappingSort;
  page: number;
  /** The filters as they stand in the address. */
  query: Readonly<Record<string, string>>;
}

export interface MappingProps {
  ctx: PageContext;
  asked: MappingAsked;
  found: MappingPage;
  perangkatDaerah: readonly PerangkatDaerah[];
  years: readonly number[];
  /** Boxes that were ticked, and what was typed, when the form comes back. */
  chosen: ReadonlySet<string>;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

export function satkerHref(klpd: string, satkerKey: string): string {
  return address('/pemetaan/satker', { klpd, satker: satkerKey });
}

function MappingTabs({ here }: { here: 'satker' | 'pd' }): VNode {
  return (
    <Tabs
      label="Pemetaan"
      tabs={[
        { href: '/pemetaan', text: 'Satker', here: here === 'satker' },
        { href: '/pemetaan/perangkat-daerah', text: 'Perangkat daerah', here: here === 'pd' },
      ]}
    />
  );
}

function choices(perangkatDaerah: readonly PerangkatDaerah[]): Option[] {
  return [
    ...perangkatDaerah.map((one) => ({ value: one.id, text: one.name })),
    { value: NONE, text: 'Tidak termasuk perangkat daerah mana pun' },
  ];
}

/** Every satker, where it belongs, and the forms that correct it. */
export function MappingView(props: MappingProps): VNode {
  const { ctx, asked, found, perangkatDaerah, years, problems } = props;
  const { total } = found;
  const said = filterWords(asked.filter, perangkatDaerah);
  const hidden = { urut: asked.query['urut'] ?? null };
  if (total.satkers === 0 && said === null) {
    return (
      <>
        <MappingTabs here="satker" />
        <EmptyState title="Belum ada satker" action={{ href: '/impor', text: 'Impor berkas' }}>
          <p>
            Satker muncul setelah berkas belanja, RUP-MasterSatker, atau struktur anggaran diimpor. Perangkat daerahnya
            diusulkan dari kode satker; Anda tinggal memastikan atau membetulkannya.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <MappingTabs here="satker" />
      <ErrorSummary problems={problems} />
      <Answer>{answerWords(total)}</Answer>
      <Filters
        action="/pemetaan"
        fields={[
          {
            name: 'tahun',
            label: 'Belanja tahun',
            value: asked.filter.year === null ? 'semua' : String(asked.filter.year),
            options: [
              ...years.map((year) => ({ value: String(year), text: String(year) })),
              { value: 'semua', text: 'Semua tahun' },
            ],
          },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: asked.filter.state ?? null,
            options: STATE_OPTIONS,
            any: 'Semua',
          },
          {
            name: 'pd',
            label: 'Perangkat daerah',
            value: asked.filter.perangkatDaerahId ?? null,
            options: perangkatDaerah.map((one) => ({ value: one.id, text: one.name })),
            any: 'Semua',
          },
          { name: 'cari', label: 'Nama atau kode', value: asked.filter.text ?? null, type: 'search' },
          {
            name: 'belanja',
            label: 'Satker',
            value: asked.filter.onlyBuying ? 'ya' : null,
            options: [{ value: 'ya', text: 'Hanya yang berbelanja' }],
            any: 'Semua satker',
          },
        ]}
        hidden={hidden}
        said={said}
      />
      {ctx.can('mapping.write') && total.proposals > 0 && (
        <Notice title={`${count(total.proposals)} usulan pada saringan ini`}>
          Transaksinya <Rupiah sen={total.proposedValue} />. Angka tidak berubah bila dipastikan; usulan menjadi
          keputusan biro.
          <form method="post" action="/pemetaan/pastikan-semua">
            <Csrf ctx={ctx} />
            {Object.entries(asked.query).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <input type="hidden" name="jumlah" value={String(total.proposals)} />
            <p>
              <button>Pastikan {count(total.proposals)} usulan</button>
            </p>
          </form>
        </Notice>
      )}
      <SatkerForm {...props} />
      <Pager
        page={found.page}
        pages={found.pages}
        href={(page) => address('/pemetaan', { ...asked.query, hal: page })}
        said={`${count(total.satkers)} satker`}
      />
      <Notice title="Sekretariat Daerah dan biro">
        Biro yang tampil sebagai satker sendiri dalam sumber menjadi perangkat daerah sendiri, terpisah dari Sekretariat
        Daerah, supaya belanjanya tidak dihitung dua kali. Bila ingin dilaporkan bersama, pindahkan satkernya.
      </Notice>
      <HowComputed
        entries={[
          {
            term: 'Usulan',
            text: 'Satker dengan kode delapan bagian atau lebih dikelompokkan menurut semua bagian kecuali yang terakhir; induknya ialah satker yang berakhir dengan nol. Kode lama dan satker tanpa kode hanya disatukan bila namanya persis sama. Nama yang mirip tidak pernah disatukan.',
          },
          {
            term: 'Tanggal',
            text: 'Laporan satu tahun anggaran memakai pemetaan yang berlaku pada 31 Desember tahun itu.',
          },
          { term: 'Nilai', text: 'Transaksi e-purchasing (berjalan dan selesai) pada tahun yang dipilih.' },
          { term: 'Definisi', text: <a href="/definisi#perangkat-daerah">Menurut perangkat daerah (B12)</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/pemetaan/unduh.xlsx', asked.query) },
          { text: 'CSV', href: address('/pemetaan/unduh.csv', asked.query) },
        ]}
        api={address('/api/v1/satker-assignments', { year: asked.filter.year ?? 'all', state: asked.filter.state })}
      />
    </>
  );
}

function SatkerForm(props: MappingProps): VNode {
  const { ctx, asked, found, perangkatDaerah, chosen, typed, problems } = props;
  const { total } = found;
  const writes = ctx.can('mapping.write');
  const table = (
    <DataTable
      label="Tabel satker"
      caption="Satker dari berkas belanja, RUP-MasterSatker, InstansiSatker, dan struktur anggaran."
      empty="Tidak ada satker yang sesuai saringan."
      rows={found.items}
      sort={{
        by: asked.query['urut'] ?? 'nilai',
        direction: asked.sort === 'value' ? 'desc' : 'asc',
        href: (by) => address('/pemetaan', { ...asked.query, urut: by, hal: null }),
      }}
      columns={[
        {
          key: 'nama',
          head: 'Satker',
          sortable: true,
          cell: (satker) => {
            const value = chosenValue(satker);
            const name = satker.name ?? aliasWords(satker.satkerKey);
            const link = <a href={satkerHref(satker.klpd, satker.satkerKey)}>{name}</a>;
            if (!writes) return link;
            return (
              <label class="choice">
                <input type="checkbox" name="pilih" value={value} checked={chosen.has(value)} />
                <span>{link}</span>
              </label>
            );
          },
        },
        {
          key: 'keadaan',
          head: 'Keadaan',
          kind: 'state',
          cell: (satker) => <State kind={STATE_KINDS[satker.state]}>{STATE_NAMES[satker.state]}</State>,
        },
        {
          key: 'pd',
          head: 'Perangkat daerah',
          sortable: true,
          cell: (satker) => (
            <>
              {satker.perangkatDaerah?.name ?? '–'}
              {satker.since !== null && <span class="sub">sejak {formatDay(satker.since)}</span>}
            </>
          ),
        },
        { key: 'kode', head: 'Kode', sortable: true, cell: (satker) => satker.code ?? '–' },
        {
          key: 'paket',
          head: 'Paket',
          kind: 'number',
          cell: (satker) =>
            satker.packages === 0 ? (
              '0'
            ) : (
              <a
                href={address(`/belanja/satker/${encodeURIComponent(satker.satkerKey)}`, {
                  tahun: asked.filter.year ?? 'all',
                  status: 'committed,completed',
                })}
              >
                {count(satker.packages)}
              </a>
            ),
        },
        {
          key: 'nilai',
          head: 'Transaksi (Rp)',
          kind: 'number',
          sortable: true,
          cell: (satker) => formatAmount(satker.value),
        },
      ]}
      foot={{ nama: `${count(total.satkers)} satker`, nilai: formatAmount(total.value) }}
    />
  );
  if (!writes) return table;
  return (
    <form method="post" action="/pemetaan/pindahkan">
      <Csrf ctx={ctx} />
      {Object.entries(asked.query).map(([name, value]) => (
        <input type="hidden" name={`s_${name}`} value={value} />
      ))}
      {table}
      <h2>Satker yang dipilih</h2>
      <div class="form" id="f-pilih">
        <FormField
          name="pdBaru"
          label="Perangkat daerah"
          type="select"
          any="Pilih perangkat daerah"
          options={choices(perangkatDaerah)}
          value={typed['pdBaru']}
          error={problems}
          help={<a href="/pemetaan/perangkat-daerah">Tambah perangkat daerah baru</a>}
        />
        <FormField
          name="mulai"
          label="Mulai tanggal"
          type="date"
          value={typed['mulai']}
          error={problems}
          required={false}
          help="Kosong: sejak awal, termasuk tahun-tahun lalu. Isi bila satkernya benar-benar pindah pada tanggal itu."
        />
        <FormField
          name="alasan"
          label="Alasan"
          value={typed['alasan']}
          error={problems}
          maxLength={500}
          required={false}
          help="Contoh: UPT pindah menurut Pergub susunan organisasi"
        />
        <div class="actions">
          <button>Pindahkan yang dipilih</button>
          <button class="quiet" formaction="/pemetaan/pastikan">
            Pastikan yang dipilih
          </button>
        </div>
      </div>
    </form>
  );
}

export interface SatkerProps {
  ctx: PageContext;
  history: SatkerHistory;
  perangkatDaerah: readonly PerangkatDaerah[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One satker: how the feeds name it, where it belonged from when to when, and the form that moves it. */
export function SatkerView({ ctx, history, perangkatDaerah, typed, problems }: SatkerProps): VNode {
  const now = history.versions.find((one) => one.validFrom <= ctx.today && (one.validTo ?? ctx.today) >= ctx.today);
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        {now?.perangkatDaerah ? (
          <>
            Hari ini termasuk <strong>{now.perangkatDaerah.name}</strong> ({STATE_NAMES[now.state].toLowerCase()}).
          </>
        ) : (
          'Hari ini belum termasuk perangkat daerah mana pun.'
        )}
      </Answer>
      <DataTable
        label="Riwayat pemetaan"
        caption="Menurut tanggal, yang terbaru dahulu."
        empty="Belum ada pemetaan maupun usulan."
        rows={history.versions}
        columns={[
          { key: 'masa', head: 'Berlaku', cell: (one) => periodWords(one.validFrom, one.validTo) },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (one) => <State kind={STATE_KINDS[one.state]}>{STATE_NAMES[one.state]}</State>,
          },
          { key: 'pd', head: 'Perangkat daerah', cell: (one) => one.perangkatDaerah?.name ?? 'Tidak ada' },
          { key: 'alasan', head: 'Alasan', cell: (one) => one.reason },
          {
            key: 'oleh',
            head: 'Ditetapkan',
            cell: (one) => `${one.decidedBy ?? 'usulan dari kode'}, ${formatDay(one.decidedAt.slice(0, 10))}`,
          },
        ]}
      />
      <details>
        <summary>Sebutan satker ini dalam sumber ({count(history.aliases.length)})</summary>
        <ul>
          {history.aliases.map((alias) => (
            <li>
              {aliasWords(alias.ref)}
              {alias.textCode !== null && `, kode ${alias.textCode}`}
              {alias.name !== null && `, ${alias.name}`}
            </li>
          ))}
        </ul>
      </details>
      {ctx.can('mapping.write') && (
        <>
          <h2>Ubah perangkat daerah</h2>
          <form class="form" method="post" action="/pemetaan/satker">
            <Csrf ctx={ctx} />
            <input type="hidden" name="klpd" value={history.klpd} />
            <input type="hidden" name="satker" value={history.satkerKey} />
            <FormField
              name="pdBaru"
              label="Perangkat daerah"
              type="select"
              any="Pilih perangkat daerah"
              options={choices(perangkatDaerah)}
              value={typed['pdBaru'] ?? now?.perangkatDaerah?.id}
              error={problems}
              help={<a href="/pemetaan/perangkat-daerah">Tambah perangkat daerah baru</a>}
            />
            <FormField
              name="mulai"
              label="Mulai tanggal"
              type="date"
              value={typed['mulai']}
              error={problems}
              required={false}
              help="Kosong: sejak awal, termasuk tahun-tahun lalu."
            />
            <FormField
              name="alasan"
              label="Alasan"
              value={typed['alasan']}
              error={problems}
              maxLength={500}
              required={false}
            />
            <div class="actions">
              <button>Simpan pemetaan</button>
              <a class="button quiet" href="/pemetaan">
                Batal
              </a>
            </div>
          </form>
        </>
      )}
    </>
  );
}

export interface PerangkatDaerahProps {
  ctx: PageContext;
  perangkatDaerah: readonly PerangkatDaerah[];
  /** KLPD a new one can be made for: the instance's own, or those on file. */
  klpds: readonly Option[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** The perangkat daerah themselves: add, rename, merge. */
export function PerangkatDaerahView({ ctx, perangkatDaerah, klpds, typed, problems }: PerangkatDaerahProps): VNode {
  const named = perangkatDaerah.filter((one) => one.origin === 'staf').length;
  return (
    <>
      <MappingTabs here="pd" />
      <ErrorSummary problems={problems} />
      <Answer>
        <strong>{count(perangkatDaerah.length)} perangkat daerah</strong>; {count(named)} di antaranya dibuat atau
        dinamai oleh biro, selebihnya diusulkan dari kode satker.
      </Answer>
      <DataTable
        label="Tabel perangkat daerah"
        caption="Ganti nama dan gabungkan tersedia pada halaman setiap perangkat daerah."
        empty="Belum ada perangkat daerah."
        rows={perangkatDaerah}
        rowId={(one) => `pd-${one.id}`}
        columns={[
          {
            key: 'nama',
            head: 'Perangkat daerah',
            cell: (one) =>
              ctx.can('mapping.write') ? <a href={`/pemetaan/perangkat-daerah/${one.id}`}>{one.name}</a> : one.name,
          },
          { key: 'asal', head: 'Asal nama', cell: (one) => (one.origin === 'staf' ? 'Biro' : 'Usulan dari sumber') },
          { key: 'kode', head: 'Kelompok kode', cell: (one) => one.codeGroup ?? '–' },
          {
            key: 'satker',
            head: 'Satker',
            kind: 'number',
            cell: (one) => <a href={address('/pemetaan', { pd: one.id })}>{count(one.satkers)}</a>,
          },
        ]}
      />
      {ctx.can('mapping.write') && (
        <>
          <h2>Tambah perangkat daerah</h2>
          <form class="form" method="post" action="/pemetaan/perangkat-daerah">
            <Csrf ctx={ctx} />
            {klpds.length === 1 ? (
              <input type="hidden" name="klpd" value={klpds[0]?.value} />
            ) : (
              <FormField
                name="klpd"
                label="KLPD"
                type="select"
                options={klpds}
                value={typed['klpd']}
                error={problems}
              />
            )}
            <FormField
              name="name"
              label="Nama perangkat daerah"
              value={typed['name']}
              error={problems}
              maxLength={200}
              required
              help="Contoh: Biro Umum Sekretariat Daerah"
            />
            <button>Tambah perangkat daerah</button>
          </form>
        </>
      )}
    </>
  );
}

export interface OneProps {
  ctx: PageContext;
  one: PerangkatDaerah;
  others: readonly PerangkatDaerah[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One perangkat daerah: its name, and whether it is another. */
export function OnePerangkatDaerahView({ ctx, one, others, typed, problems }: OneProps): VNode {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        <a href={address('/pemetaan', { pd: one.id })}>
          <strong>{count(one.satkers)} satker</strong>
        </a>{' '}
        termasuk perangkat daerah ini.
      </Answer>
      <h2>Ganti nama</h2>
      <form class="form" method="post" action={`/pemetaan/perangkat-daerah/${one.id}/nama`}>
        <Csrf ctx={ctx} />
        <FormField
          name="name"
          label="Nama"
          value={typed['name'] ?? one.name}
          error={problems}
          maxLength={200}
          required
        />
        <button>Simpan nama</button>
      </form>
      <h2>Gabungkan</h2>
      <form class="form" method="post" action={`/pemetaan/perangkat-daerah/${one.id}/gabung`}>
        <Csrf ctx={ctx} />
        <p class="prose">
          Bila "{one.name}" sebenarnya perangkat daerah lain: {count(one.satkers)} satkernya pindah ke sana untuk semua
          tahun, dan "{one.name}" tidak ditampilkan lagi. Penggabungan tidak dapat dikembalikan dengan satu tombol.
        </p>
        <FormField
          name="into"
          label="Gabungkan ke"
          type="select"
          any="Pilih perangkat daerah"
          options={others.map((other) => ({ value: other.id, text: other.name }))}
          value={typed['into']}
          error={problems}
        />
        <FormField
          name="yakin"
          label={`Ya, gabungkan "${one.name}"`}
          type="checkbox"
          value={typed['yakin']}
          error={problems}
        />
        <button class="danger">Gabungkan</button>
      </form>
    </>
  );
}
