import type { VNode } from 'preact';
import type { StatusOverview } from '../../../purchasing/statuses/statuses.service.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatAmount } from '../../../shared/money.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  Filters,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
  Rupiah,
  State,
} from '../../components/index.js';
import { SOURCE_WORDS } from '../spending/spending.wording.js';
import {
  answerWords,
  count,
  periodWords,
  STANDING_KINDS,
  STANDING_NAMES,
  STANDING_OPTIONS,
} from './statuses.wording.js';

export interface StatusesProps {
  ctx: PageContext;
  statuses: readonly StatusOverview[];
  /** null = all. */
  year: number | null;
  years: readonly number[];
}

/** Every status that came in, and what it counts as. */
export function StatusesView({ ctx, statuses, year, years }: StatusesProps): VNode {
  const seen = statuses.filter((status) => status.packages > 0);
  const idle = statuses.filter((status) => status.packages === 0);
  return (
    <>
      <Answer>{answerWords(statuses)}</Answer>
      <Filters
        action="/status"
        fields={[
          {
            name: 'tahun',
            label: 'Tahun anggaran',
            value: year === null ? null : String(year),
            options: years.map((one) => ({ value: String(one), text: String(one) })),
            any: 'Semua tahun',
          },
        ]}
        said={year === null ? null : `tahun anggaran ${year}`}
      />
      <StatusTable
        ctx={ctx}
        statuses={seen}
        year={year}
        label="Tabel status yang masuk"
        caption="Status yang belum diketahui berada paling atas. Nilai ialah nilai semua pesanan dengan status itu, apa pun kedudukannya."
        empty="Belum ada pesanan pada pilihan ini. Impor berkas belanja, atau pilih tahun lain."
      />
      <details>
        <summary>Status yang sudah ada aturannya tetapi belum pernah masuk ({count(idle.length)})</summary>
        <StatusTable
          ctx={ctx}
          statuses={idle}
          year={year}
          label="Tabel status yang belum pernah masuk"
          caption="Aturan bawaan dari dokumentasi sumbernya."
        />
      </details>
      <HowComputed
        entries={[
          { term: 'Transaksi', text: 'Pesanan yang berjalan dan yang selesai.' },
          { term: 'Transaksi selesai', text: 'Hanya pesanan yang selesai.' },
          {
            term: 'Tanggal',
            text: 'Aturan berlaku menurut tanggal pesanan. Pesanan tanpa tanggal mengikuti aturan yang berlaku terakhir.',
          },
          {
            term: 'Hilang dari sumber',
            text: 'Pesanan yang hilang dari berkas yang lebih baru ditampilkan terpisah, apa pun statusnya.',
          },
          { term: 'Definisi', text: <a href="/definisi#transaksi">Transaksi (B02)</a> },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/status/unduh.xlsx', { tahun: year }) },
          { text: 'CSV', href: address('/status/unduh.csv', { tahun: year }) },
        ]}
        api="/api/v1/status-rules"
      />
    </>
  );
}

interface TableProps {
  ctx: PageContext;
  statuses: readonly StatusOverview[];
  year: number | null;
  label: string;
  caption: string;
  empty?: string;
}

function StatusTable({ ctx, statuses, year, label, caption, empty }: TableProps): VNode {
  return (
    <DataTable
      label={label}
      caption={caption}
      empty={empty}
      rows={statuses}
      rowId={(status) => `status-${status.source}-${status.statusKey}`}
      columns={[
        {
          key: 'status',
          head: 'Status',
          cell: (status) => (
            <>
              {status.label}
              <span class="sub">
                {SOURCE_WORDS[status.source]} · {status.statusKey}
              </span>
            </>
          ),
        },
        {
          key: 'kedudukan',
          head: 'Dihitung sebagai',
          kind: 'state',
          cell: (status) => <State kind={STANDING_KINDS[status.standing]}>{STANDING_NAMES[status.standing]}</State>,
        },
        {
          key: 'aturan',
          head: 'Aturan hari ini',
          cell: (status) => {
            const rule = status.rules.find(
              (one) => one.validFrom <= ctx.today && (one.validTo ?? ctx.today) >= ctx.today,
            );
            if (!rule) return 'Belum ada';
            return (
              <>
                {periodWords(rule)}
                {status.rules.length > 1 && (
                  <span class="sub">{count(status.rules.length)} aturan menurut tanggal</span>
                )}
              </>
            );
          },
        },
        {
          key: 'paket',
          head: 'Paket',
          kind: 'number',
          cell: (status) =>
            status.packages === 0 ? (
              '0'
            ) : (
              <a
                href={address('/belanja/paket', {
                  tahun: year ?? 'all',
                  sumber: status.source,
                  kode: status.statusKey,
                })}
              >
                {count(status.packages)}
              </a>
            ),
        },
        { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (status) => formatAmount(status.value) },
        {
          key: 'ubah',
          head: 'Keputusan',
          cell: (status) => (
            <a href={address('/status/rinci', { sumber: status.source, kunci: status.statusKey })}>
              {!ctx.can('status.write') ? 'Riwayat' : status.standing === 'unknown' ? 'Tentukan artinya' : 'Ubah'}
              <span class="unseen"> {status.label}</span>
            </a>
          ),
        },
      ]}
    />
  );
}

export interface StatusProps {
  ctx: PageContext;
  status: StatusOverview;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One status: the rules over it, and a form for another. */
export function StatusView({ ctx, status, typed, problems }: StatusProps): VNode {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        <strong>{count(status.packages)} paket</strong> senilai{' '}
        <strong>
          <Rupiah sen={status.value} />
        </strong>{' '}
        masuk dengan status ini dari {SOURCE_WORDS[status.source]}. Hari ini dihitung sebagai:{' '}
        <strong>{STANDING_NAMES[status.standing].toLowerCase()}</strong>.
      </Answer>
      <DataTable
        label="Riwayat aturan"
        caption="Aturan menurut tanggal pesanan, yang terbaru dahulu."
        empty="Belum ada aturan, jadi pesanannya ditampilkan terpisah."
        rows={status.rules}
        columns={[
          { key: 'masa', head: 'Berlaku bagi', cell: (rule) => periodWords(rule) },
          {
            key: 'kedudukan',
            head: 'Dihitung sebagai',
            kind: 'state',
            cell: (rule) => <State kind={STANDING_KINDS[rule.standing]}>{STANDING_NAMES[rule.standing]}</State>,
          },
          { key: 'catatan', head: 'Catatan', cell: (rule) => rule.note },
          {
            key: 'oleh',
            head: 'Ditetapkan',
            cell: (rule) =>
              rule.decidedBy === null ? 'Bawaan' : `${rule.decidedBy}, ${formatDay(rule.decidedAt.slice(0, 10))}`,
          },
        ]}
      />
      {ctx.can('status.write') && (
        <>
          <h2>Tetapkan aturan</h2>
          <Notice>
            Perubahan menghitung ulang semua angka yang memuat {count(status.packages)} paket ini. Pada tanggal di luar
            masa yang Anda isi, aturan yang ada tetap berlaku.
          </Notice>
          <form class="form" method="post" action="/status">
            <Csrf ctx={ctx} />
            <input type="hidden" name="source" value={status.source} />
            <input type="hidden" name="statusKey" value={status.statusKey} />
            <FormField
              name="standing"
              label="Dihitung sebagai"
              type="radio"
              options={STANDING_OPTIONS}
              value={typed['standing'] ?? status.standing}
              error={problems}
            />
            <FormField
              name="validFrom"
              label="Mulai tanggal pesanan"
              type="date"
              value={typed['validFrom']}
              error={problems}
              required={false}
              help="Kosong: semua pesanan sejak awal."
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
              help="Mengapa dihitung demikian. Contoh: hasil rapat rekonsiliasi 12 Maret 2026"
            />
            <div class="actions">
              <button>Simpan aturan</button>
              <a class="button quiet" href="/status">
                Batal
              </a>
            </div>
          </form>
        </>
      )}
    </>
  );
}
