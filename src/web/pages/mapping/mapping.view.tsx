import type { VNode } from 'preact';
import type { MappingPage, PerangkatDaerah } from '../../../purchasing/mapping/mapping.js';
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
  type PageContext,
  Pager,
  Rupiah,
  State,
} from '../../components/index.js';
import {
  aliasWords,
  answerWords,
  chosenValue,
  count,
  filterWords,
  STATE_KINDS,
  STATE_NAMES,
  STATE_OPTIONS,
} from './mapping.wording.js';
import { type MappingAsked, MappingTabs, choices, satkerHref } from './mapping-parts.view.js';

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
