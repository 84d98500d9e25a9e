import type { VNode } from 'preact';
import { KEY_WORDS } from '../../../enterprise/enterprise.wording.js';
import { CLASS_LABELS } from '../../../participation/dimension-labels.js';
import type {
  FunnelMember,
  FunnelMembers,
  StepDuration,
  UnregisteredSeller,
} from '../../../participation/funnel-rows.queries.js';
import { countWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount } from '../../../shared/money.js';
import { type Column, DataTable, type PageContext } from '../../components/index.js';

/** Class in words: a class of the table, or what only the source says. */
export function classWords(name: string): string {
  return Object.hasOwn(CLASS_LABELS, name) ? CLASS_LABELS[name as keyof typeof CLASS_LABELS] : name;
}

export function schemeWords(scheme: string): string {
  return Object.hasOwn(KEY_WORDS, scheme) ? KEY_WORDS[scheme as keyof typeof KEY_WORDS] : scheme;
}

/** Said where a page of a list has no rows: there may be some on its other pages. */
function emptyWords(total: number, nobody: string): string {
  return total === 0 ? nobody : 'Halaman ini tidak ada; barisnya ada pada halaman sebelumnya.';
}

interface Named {
  id: string;
  name: string;
  regency: string | null;
}

function nameOf(ctx: PageContext, { id, name }: Named): VNode | string {
  return ctx.can('enterprise.read') ? <a href={`/usaha/${id}`}>{name}</a> : name;
}

function namedColumns<Row extends Named>(ctx: PageContext): Column<Row>[] {
  return [
    {
      key: 'nama',
      head: 'Pelaku usaha',
      cell: (row) => nameOf(ctx, row),
    },
    { key: 'tempat', head: 'Kabupaten/kota', cell: ({ regency }) => regency ?? 'belum diketahui' },
  ];
}

/** A step that was come to on a day, on a day that nobody knows, or not; null = of which nothing on file tells. */
function stepDay(day: string | null, reached: boolean | null, until: string): string {
  if (reached === null) return 'tidak tersedia';
  if (day === null) return reached ? 'ya, tanpa tanggal' : '–';
  return reached ? formatDay(day) : `${formatDay(day)}, tidak lagi pada ${until}`;
}

/** Enterprises that a step of the funnel counts, with their day of each step. */
export function MembersTable({
  ctx,
  day,
  found: { total, items, untold },
}: {
  ctx: PageContext;
  /** Day of which the funnel tells. */
  day: string;
  found: FunnelMembers;
}): VNode {
  const until = formatDay(day);
  return (
    <DataTable<FunnelMember>
      label="Tabel pelaku usaha"
      caption={`Hari pertama setiap langkah, sampai ${until}. Tanda – berarti belum. Urut nama, tanpa CV, PT, atau UD.`}
      columns={[
        {
          key: 'nama',
          head: 'Pelaku usaha',
          cell: (row) => (
            <>
              {nameOf(ctx, row)}
              <span class="sub">
                {row.regency ?? 'kabupaten/kota belum diketahui'};{' '}
                {row.class === 'unknown' ? 'kelas belum diketahui' : classWords(row.class)}
              </span>
            </>
          ),
        },
        {
          key: 'dihubungi',
          head: 'Dihubungi',
          cell: ({ contactedOn }) =>
            stepDay(contactedOn, untold.includes('contacted') ? null : contactedOn !== null, until),
        },
        { key: 'terdaftar', head: 'Terdaftar', cell: (row) => stepDay(row.registeredOn, row.registered, until) },
        { key: 'layak', head: 'Layak', cell: (row) => stepDay(row.eligibleOn, row.eligible, until) },
        { key: 'tayang', head: 'Tayang', cell: (row) => stepDay(row.listedOn, row.listed, until) },
        {
          key: 'menjual',
          head: 'Penjualan pertama',
          cell: ({ firstSaleOn, packages }) => stepDay(firstSaleOn, packages > 0, until),
        },
        { key: 'transaksi', head: 'Transaksi', kind: 'number', cell: ({ packages }) => countWords(packages) },
      ]}
      rows={items}
      foot={{ nama: `Jumlah ${countWords(total ?? 0)} pelaku usaha` }}
      empty={emptyWords(total ?? 0, 'Tidak ada pelaku usaha yang sesuai.')}
    />
  );
}

/** Enterprises of which both days of a step are known, the fewest days first. */
export function DurationsTable({
  ctx,
  from,
  to,
  reversed,
  total,
  items,
}: {
  ctx: PageContext;
  /** What the first and the second day are called. */
  from: string;
  to: string;
  /** Whether these are the ones that are left out of the median. */
  reversed: boolean;
  total: number;
  items: readonly StepDuration[];
}): VNode {
  return (
    <DataTable<StepDuration>
      label="Tabel lama langkah"
      caption={
        reversed
          ? 'Dari yang paling jauh terbalik. Tidak masuk median.'
          : 'Dari yang tersingkat. Median ialah lama pelaku usaha yang di tengah.'
      }
      columns={[
        ...namedColumns<StepDuration>(ctx),
        { key: 'dari', head: from, cell: ({ fromDay }) => formatDay(fromDay) },
        { key: 'sampai', head: to, cell: ({ toDay }) => formatDay(toDay) },
        {
          key: 'lama',
          head: 'Lama (hari)',
          kind: 'number',
          cell: ({ days }) => (days < 0 ? `−${countWords(-days)}` : countWords(days)),
        },
      ]}
      rows={items}
      foot={{ nama: `Jumlah ${countWords(total)} pelaku usaha` }}
      empty={emptyWords(
        total,
        reversed ? 'Tidak ada yang urutannya terbalik.' : 'Tidak ada pelaku usaha yang kedua tanggalnya diketahui.',
      )}
    />
  );
}

/** Sellers that are no enterprise on file, by the name that their source gives. */
export function UnregisteredTable({ total, items }: { total: number; items: readonly UnregisteredSeller[] }): VNode {
  return (
    <DataTable<UnregisteredSeller>
      label="Tabel penjual"
      caption="Dari nilai terbesar, dengan nama menurut sumbernya."
      columns={[
        { key: 'nama', head: 'Penjual', cell: ({ name }) => name },
        { key: 'sumber', head: 'Sumber', cell: ({ scheme }) => schemeWords(scheme) },
        {
          key: 'pertama',
          head: 'Penjualan pertama',
          cell: ({ firstOn }) => (firstOn === null ? 'tanpa tanggal' : formatDay(firstOn)),
        },
        { key: 'transaksi', head: 'Transaksi', kind: 'number', cell: ({ packages }) => countWords(packages) },
        { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: ({ value }) => formatAmount(value) },
      ]}
      rows={items}
      foot={{ nama: `Jumlah ${countWords(total)} penjual` }}
      empty={emptyWords(total, 'Semua penjual tercatat sebagai pelaku usaha.')}
    />
  );
}
