import type { VNode } from 'preact';
import type { Umk } from '../../../purchasing/spending.js';
import type {
  SupplierDetail,
  SupplierPage,
  SupplierScheme,
  SupplierSort,
  UkmWord,
} from '../../../purchasing/suppliers/suppliers.js';
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
  type PageContext,
  Pager,
  State,
  Tabs,
} from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import {
  answerWords,
  basisWords,
  DECISION_OPTIONS,
  nameOf,
  periodWords,
  SCHEME_OPTIONS,
  SCHEME_WORDS,
  SORT_OPTIONS,
  UMK_KINDS,
  UMK_NAMES,
  UMK_OPTIONS,
  UMK_SAID,
} from './suppliers.wording.js';

export interface SuppliersAsked {
  /** null = all years. */
  year: number | null;
  scheme?: SupplierScheme;
  umk?: Umk;
  text?: string;
  sort: SupplierSort;
  /** The filters as they stand in the address. */
  query: Readonly<Record<string, string>>;
}

export interface SuppliersProps {
  ctx: PageContext;
  asked: SuppliersAsked;
  found: SupplierPage;
  years: readonly number[];
  said: string | null;
}

export function supplierHref(scheme: string, key: string): string {
  return address('/penyedia/rinci', { skema: scheme, kunci: key });
}

/** The views of what is known about suppliers. */
export function SupplierTabs({ here }: { here: 'daftar' | 'kata' | 'impor' }): VNode {
  return (
    <Tabs
      label="Penyedia"
      tabs={[
        { href: '/penyedia', text: 'Penyedia', here: here === 'daftar' },
        { href: '/penyedia/kata', text: 'Arti kata kelas usaha', here: here === 'kata' },
        { href: '/penyedia/impor', text: 'Impor keputusan', here: here === 'impor' },
      ]}
    />
  );
}

/** Suppliers by how much is unknown about them. */
export function SuppliersView({ ctx, asked, found, years, said }: SuppliersProps): VNode {
  const { total } = found;
  if (total.suppliers === 0 && said === null) {
    return (
      <>
        <SupplierTabs here="daftar" />
        <EmptyState title="Belum ada penyedia pada tahun ini" action={{ href: '/impor', text: 'Impor berkas' }}>
          <p>
            Penyedia muncul setelah berkas belanja diimpor. Kelas usahanya datang dari berkas PenyediaDetail (v5) dan
            penyedia-detail (v6), atau dari keputusan biro.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <SupplierTabs here="daftar" />
      <Answer>{answerWords(total)}</Answer>
      <Filters
        action="/penyedia"
        fields={[
          {
            name: 'tahun',
            label: 'Tahun anggaran',
            value: asked.year === null ? 'semua' : String(asked.year),
            options: [
              ...years.map((year) => ({ value: String(year), text: String(year) })),
              { value: 'semua', text: 'Semua tahun' },
            ],
          },
          { name: 'umk', label: 'Kelas usaha', value: asked.umk ?? null, options: UMK_OPTIONS, any: 'Semua' },
          { name: 'skema', label: 'Sumber', value: asked.scheme ?? null, options: SCHEME_OPTIONS, any: 'Semua sumber' },
          { name: 'cari', label: 'Nama atau kunci', value: asked.text ?? null, type: 'search' },
          { name: 'urut', label: 'Urut menurut', value: asked.query['urut'] ?? 'belum', options: SORT_OPTIONS },
        ]}
        said={said}
      />
      <DataTable
        label="Tabel penyedia"
        caption="Penyedia dalam e-purchasing. Nilai ialah transaksi (berjalan dan selesai). Kelas usaha ialah yang berlaku hari ini; nilainya dihitung menurut kelas pada tanggal pesanan."
        empty="Tidak ada penyedia yang sesuai saringan."
        rows={found.items}
        columns={[
          {
            key: 'nama',
            head: 'Penyedia',
            cell: (item) => (
              <>
                {item.key === '' ? nameOf(item) : <a href={supplierHref(item.scheme, item.key)}>{nameOf(item)}</a>}
                <span class="sub">
                  {SCHEME_WORDS[item.scheme]}
                  {item.key !== '' && item.scheme !== 'toko-daring' && ` · ${item.key}`}
                </span>
              </>
            ),
          },
          {
            key: 'kelas',
            head: 'Kelas usaha',
            kind: 'state',
            cell: (item) => <State kind={UMK_KINDS[item.umk]}>{UMK_NAMES[item.umk]}</State>,
          },
          { key: 'dasar', head: 'Dasarnya', cell: (item) => basisWords(item) },
          { key: 'paket', head: 'Paket', kind: 'number', cell: (item) => count(item.packages) },
          { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (item) => formatAmount(item.value) },
          {
            key: 'belum',
            head: 'Belum diketahui (Rp)',
            kind: 'number',
            cell: (item) => formatAmount(item.unknownValue),
          },
        ]}
        foot={{
          nama: `${count(total.suppliers)} penyedia`,
          nilai: formatAmount(total.value),
          belum: formatAmount(total.unknown),
        }}
      />
      <Pager
        page={found.page}
        pages={found.pages}
        href={(page) => address('/penyedia', { ...asked.query, hal: page })}
        said={`${count(total.suppliers)} penyedia`}
      />
      <HowComputed
        entries={[
          {
            term: 'Kelas usaha',
            text: 'Keputusan biro pada tanggal pesanan; bila tidak ada, keterangan sumbernya sendiri; bila tidak ada, keterangan sumber lain melalui nomor SIKaP; selain itu belum diketahui.',
          },
          { term: 'e-Katalog v5', text: <a href="/penyedia/kata">Arti kata penyedia_ukm</a> },
          { term: 'Toko Daring', text: 'Sumbernya tidak menyebut kelas usaha; hanya keputusan biro yang menentukan.' },
          { term: 'Definisi', text: <a href="/definisi#umk">Belanja UMK (B07)</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/penyedia/unduh.xlsx', asked.query) },
          { text: 'CSV', href: address('/penyedia/unduh.csv', asked.query) },
          { text: 'Keputusan biro (XLSX)', href: '/penyedia/keputusan.xlsx' },
        ]}
        api={address('/api/v1/suppliers', { year: asked.year ?? 'all', scheme: asked.scheme, umk: asked.umk })}
      />
      {ctx.can('supplier.write') && (
        <p>
          Punya daftar kelas usaha di Excel? <a href="/penyedia/impor">Impor keputusan sekaligus</a>.
        </p>
      )}
    </>
  );
}

export interface SupplierProps {
  ctx: PageContext;
  supplier: SupplierDetail;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One supplier: its class over time, and the form of the bureau's decision. */
export function SupplierView({ ctx, supplier, typed, problems }: SupplierProps): VNode {
  const now = supplier.states.find(
    (state) => (state.validFrom ?? ctx.today) <= ctx.today && (state.validTo ?? ctx.today) >= ctx.today,
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        Hari ini kelas usahanya <strong>{UMK_SAID[now?.umk ?? 'unknown']}</strong> (
        {now?.basis ?? 'belum ada data penyedia maupun keputusan biro'}).
      </Answer>
      <DataTable
        label="Kelas usaha dari masa ke masa"
        caption="Yang berlaku menurut tanggal pesanan, yang terbaru dahulu."
        empty="Belum ada keterangan."
        rows={supplier.states}
        columns={[
          { key: 'masa', head: 'Tanggal pesanan', cell: (state) => periodWords(state.validFrom, state.validTo) },
          {
            key: 'kelas',
            head: 'Kelas usaha',
            kind: 'state',
            cell: (state) => <State kind={UMK_KINDS[state.umk]}>{UMK_NAMES[state.umk]}</State>,
          },
          { key: 'dasar', head: 'Dasarnya', cell: (state) => state.basis },
        ]}
      />
      {supplier.decisions.length > 0 && (
        <DataTable
          label="Keputusan biro"
          caption="Keputusan biro tentang penyedia ini."
          rows={supplier.decisions}
          columns={[
            { key: 'masa', head: 'Berlaku', cell: (decision) => periodWords(decision.validFrom, decision.validTo) },
            {
              key: 'kelas',
              head: 'Keputusan',
              kind: 'state',
              cell: (decision) => <State kind={UMK_KINDS[decision.umk]}>{UMK_NAMES[decision.umk]}</State>,
            },
            { key: 'catatan', head: 'Catatan', cell: (decision) => decision.note },
            {
              key: 'oleh',
              head: 'Ditetapkan',
              cell: (decision) =>
                `${decision.decidedBy ?? 'tidak tercatat'}, ${formatDay(decision.decidedAt.slice(0, 10))}`,
            },
          ]}
        />
      )}
      {supplier.sameSikap.length > 0 && (
        <p class="prose">
          Nomor SIKaP {supplier.sikapId} juga dipakai oleh:{' '}
          {supplier.sameSikap.map((other, index) => (
            <>
              {index > 0 && ', '}
              <a href={supplierHref(other.scheme, other.key)}>
                {nameOf(other)} ({SCHEME_WORDS[other.scheme]})
              </a>
            </>
          ))}
          .
        </p>
      )}
      {ctx.can('supplier.write') && (
        <>
          <h2>Keputusan biro</h2>
          <form class="form" method="post" action="/penyedia/keputusan">
            <Csrf ctx={ctx} />
            <input type="hidden" name="scheme" value={supplier.scheme} />
            <input type="hidden" name="key" value={supplier.key} />
            <input type="hidden" name="name" value={supplier.name ?? ''} />
            <FormField
              name="umk"
              label="Kelas usaha"
              type="radio"
              options={DECISION_OPTIONS}
              value={typed['umk']}
              error={problems}
            />
            <FormField
              name="validFrom"
              label="Mulai tanggal pesanan"
              type="date"
              value={typed['validFrom']}
              error={problems}
              required={false}
              help="Kosong: sejak awal. Isi bila kelasnya berubah pada suatu tanggal."
            />
            <FormField
              name="validTo"
              label="Sampai tanggal pesanan"
              type="date"
              value={typed['validTo']}
              error={problems}
              required={false}
              help="Kosong: seterusnya."
            />
            <FormField
              name="note"
              label="Catatan"
              value={typed['note']}
              error={problems}
              maxLength={500}
              required={false}
              help="Dasar keputusan. Contoh: NIB skala kecil, diperiksa di OSS 3 Maret 2026. Jangan menulis NPWP."
            />
            <p class="help">Setelah disimpan, semua angka UMK langsung dihitung ulang.</p>
            <div class="actions">
              <button>Simpan keputusan</button>
              <a class="button quiet" href="/penyedia">
                Batal
              </a>
            </div>
          </form>
        </>
      )}
    </>
  );
}

export interface WordsProps {
  ctx: PageContext;
  words: readonly UkmWord[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** What each word of penyedia_ukm means. */
export function WordsView({ ctx, words, typed, problems }: WordsProps): VNode {
  const open = words.filter((word) => word.umk === null);
  const waiting = open.reduce((sum, word) => sum + word.suppliers, 0);
  return (
    <>
      <SupplierTabs here="kata" />
      <ErrorSummary problems={problems} />
      <Answer>
        {open.length === 0
          ? 'Semua kata yang masuk sudah ada artinya.'
          : `${count(open.length)} kata belum ada artinya; ${count(waiting)} penyedia dengan kata itu dihitung belum diketahui.`}
      </Answer>
      <DataTable
        label="Tabel arti kata"
        caption="Kata dari isian penyedia_ukm e-Katalog v5. Kata dibandingkan tanpa membedakan huruf besar dan tanda baca."
        rows={words}
        rowId={(word) => `kata-${word.wordKey.replaceAll(' ', '-')}`}
        columns={[
          {
            key: 'kata',
            head: 'Kata',
            cell: (word) => (
              <>
                {word.word}
                <span class="sub">{word.decidedBy === null ? 'bawaan' : `ditetapkan ${word.decidedBy}`}</span>
              </>
            ),
          },
          {
            key: 'arti',
            head: 'Artinya',
            kind: 'state',
            cell: (word) => (
              <State kind={word.umk === null ? 'bad' : UMK_KINDS[word.umk]}>
                {word.umk === null ? 'Belum ada arti' : UMK_NAMES[word.umk]}
              </State>
            ),
          },
          { key: 'penyedia', head: 'Penyedia', kind: 'number', cell: (word) => count(word.suppliers) },
          {
            key: 'ubah',
            head: 'Ubah',
            kind: 'wide',
            cell: (word) =>
              ctx.can('supplier.write') ? (
                <form class="actions" method="post" action="/penyedia/kata">
                  <Csrf ctx={ctx} />
                  <input type="hidden" name="word" value={word.word} />
                  <select name="umk" aria-label={`Arti kata ${word.word}`}>
                    {UMK_OPTIONS.map((option) => (
                      <option value={option.value} selected={option.value === (word.umk ?? 'unknown')}>
                        {option.text}
                      </option>
                    ))}
                  </select>
                  <button class="quiet">
                    Simpan<span class="unseen"> arti {word.word}</span>
                  </button>
                </form>
              ) : null,
          },
        ]}
      />
      {ctx.can('supplier.write') && (
        <>
          <h2>Tambah kata</h2>
          <form class="form" method="post" action="/penyedia/kata">
            <Csrf ctx={ctx} />
            <FormField
              name="word"
              label="Kata"
              value={typed['word']}
              error={problems}
              maxLength={100}
              required
              help="Contoh: Usaha Mikro"
            />
            <FormField
              name="umk"
              label="Artinya"
              type="select"
              options={UMK_OPTIONS}
              value={typed['umk'] ?? 'unknown'}
              error={problems}
            />
            <button>Simpan kata</button>
          </form>
        </>
      )}
    </>
  );
}

/** What a list of decisions holds. */
export function SupplierListAbout(): VNode {
  return (
    <p class="prose">
      Judul kolom: <strong>Skema</strong>, <strong>Kunci</strong>, Nama, <strong>UMK</strong>, Berlaku Dari, Berlaku
      Sampai, Keterangan. Urutannya bebas; yang tebal wajib ada. Skema diisi v5, v6, toko daring, atau sikap. Kunci
      ialah kode penyedia, nomor SIKaP, atau nama pedagang Toko Daring. UMK diisi ya, tidak, atau belum diketahui.
    </p>
  );
}
