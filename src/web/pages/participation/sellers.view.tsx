import type { VNode } from 'preact';
import { CLASS_LABELS } from '../../../participation/dimension-labels.js';
import type { FigureUnit } from '../../../participation/figures.js';
import { amountOf, type Measure, type Origin, type OriginPart, resultOf } from '../../../participation/origin.js';
import type {
  SellerPage,
  SellerRow,
  SellersAsked,
  SellerState,
  SellersWanted,
  SellerTotal,
} from '../../../participation/sellers.queries.js';
import { countWords, decimalWords, percentWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiah, formatRupiahShort } from '../../../shared/money.js';
import {
  Answer,
  type Column,
  DataTable,
  Downloads,
  type PageContext,
  Pager,
  State,
  Tabs,
} from '../../components/index.js';

export const STATE_NAMES: Readonly<Record<SellerState, string>> = {
  baru: 'Baru',
  bertahan: 'Bertahan',
  kembali: 'Kembali',
  hilang: 'Belum menjual lagi',
};

const KINDS = { baru: 'good', bertahan: 'none', kembali: 'none', hilang: 'warn' } as const;

/** A figure with the sums of its parts, one of which is listed. */
export interface ShownOrigin {
  label: string;
  unit: FigureUnit;
  origin: Origin;
  totals: readonly SellerTotal[];
  /** Which part is listed. */
  part: number;
  /** Address of the list of a part. */
  href(part: number): string;
}

export interface SellersProps {
  ctx: PageContext;
  found: SellerPage;
  asked: SellersAsked;
  until: string;
  /** The figure that was opened; null = sellers by themselves. */
  shown: ShownOrigin | null;
  href: (page: number) => string;
  files: { text: string; href: string }[];
}

/** The sellers behind one number, largest first; together they give it. */
export function SellersView({ ctx, found, asked, until, shown, href, files }: SellersProps): VNode {
  const part = shown?.origin.parts[shown.part] ?? null;
  return (
    <>
      <Answer>{shown ? originSentence(shown, until) : sellersSentence(found.total, asked, until)}</Answer>
      {shown && shown.origin.parts.length > 1 && (
        <Tabs
          label="Bagian dari angkanya"
          tabs={shown.origin.parts.map((one, index) => ({
            text: `${one.role}: ${numberWords(one.measure, amountOf(one, shown.totals[index] ?? found.total))}`,
            href: shown.href(index),
            here: index === shown.part,
          }))}
        />
      )}
      <DataTable<SellerRow>
        label="Tabel pelaku usaha"
        caption={`${part ? `${capital(part.words)}. ` : ''}Nilai dan transaksi dalam rentang yang dihitung. Kelas menurut tanggal pesanannya.`}
        columns={columnsOf(ctx, shown, part)}
        rows={found.items}
        foot={{
          nama: `Jumlah ${countWords(found.total.sellers)} pelaku usaha`,
          transaksi: countWords(found.total.rowPackages),
          nilai: formatAmount(found.total.value),
          selesai: formatAmount(found.total.valueCompleted),
        }}
        empty="Tidak ada pelaku usaha yang sesuai."
      />
      <Pager page={found.page} pages={found.pages} href={href} />
      {part && <Sum part={part} total={found.total} />}
      <Downloads files={files} />
    </>
  );
}

function columnsOf(ctx: PageContext, shown: ShownOrigin | null, part: OriginPart | null): Column<SellerRow>[] {
  const name = (one: SellerRow): VNode | string =>
    one.enterpriseId !== null && ctx.can('enterprise.read') ? (
      <a href={`/usaha/${one.enterpriseId}`}>{one.name}</a>
    ) : (
      one.name
    );
  return [
    { key: 'nama', head: 'Pelaku usaha', cell: name },
    { key: 'tempat', head: 'Kabupaten/kota', cell: ({ regency }) => regency ?? 'belum diketahui' },
    { key: 'kelas', head: 'Kelas', cell: ({ classes }) => classes.map((one) => CLASS_LABELS[one]).join(', ') },
    {
      key: 'keadaan',
      head: 'Keadaan',
      kind: 'state',
      cell: ({ state }) => <State kind={KINDS[state]}>{STATE_NAMES[state]}</State>,
    },
    {
      key: 'pertama',
      head: 'Pertama dalam rentang',
      cell: ({ firstOn }) => (firstOn === null ? 'tanpa tanggal' : formatDay(firstOn)),
    },
    ...(shown?.origin.formula === 'gini'
      ? [
          {
            key: 'urutan',
            head: 'Urutan dari terkecil',
            kind: 'number' as const,
            cell: ({ place }: SellerRow) => countWords(place),
          },
        ]
      : []),
    { key: 'transaksi', head: 'Transaksi', kind: 'number', cell: ({ packages }) => countWords(packages) },
    { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: ({ value }) => formatAmount(value) },
    ...(part?.measure === 'valueCompleted'
      ? [
          {
            key: 'selesai',
            head: 'Nilai selesai (Rp)',
            kind: 'number' as const,
            cell: ({ valueCompleted }: SellerRow) => formatAmount(valueCompleted),
          },
        ]
      : []),
  ];
}

/** How the rows add up to the number; what no row has stands on its own line. */
function Sum({ part, total }: { part: OriginPart; total: SellerTotal }): VNode {
  const { measure, unnamed = false } = part;
  const inRows: Readonly<Record<Measure, bigint>> = {
    sellers: BigInt(total.sellers),
    packages: BigInt(total.rowPackages),
    value: total.value,
    valueCompleted: total.valueCompleted,
  };
  const loose = unnamed && measure !== 'sellers' ? BigInt(total.unnamed[measure]) : 0n;
  const amount = amountOf(part, total);
  const shared = measure === 'packages' ? inRows.packages + loose - amount : 0n;
  const words = (number: bigint): string => numberWords(measure, number, 'exact');
  return (
    <dl class="facts" id="jumlah">
      <dt>Jumlah baris</dt>
      <dd>{words(inRows[measure])}</dd>
      {loose > 0n && (
        <>
          <dt>Penjualnya tidak disebut sumber</dt>
          <dd>+ {words(loose)}</dd>
        </>
      )}
      {shared > 0n && (
        <>
          <dt>Transaksi dengan beberapa penjual, dihitung satu kali</dt>
          <dd>− {words(shared)}</dd>
        </>
      )}
      <dt>{capital(part.words)}</dt>
      <dd>{words(amount)}</dd>
    </dl>
  );
}

function sellersSentence(total: SellerTotal, asked: SellersWanted, until: string): string {
  const state = asked.state ? `, ${STATE_NAMES[asked.state].toLowerCase()}` : '';
  const band = asked.band ? `, ${bandWords(asked.band)}` : '';
  const when = asked.state === 'hilang' ? 'pada tahun sebelumnya' : until;
  return `${countWords(total.sellers)} pelaku usaha${state}${band}, dengan nilai transaksi ${formatRupiahShort(total.value)} ${when}.`;
}

/** 'Pangsa UMK dari pelaku usaha pada …: 66,67 %, yaitu 2 (UMK dan koperasi yang menjual) dari 3 (pelaku usaha yang menjual).' */
function originSentence({ label, unit, origin, totals }: ShownOrigin, until: string): string {
  const { formula, parts } = origin;
  const said = parts.map((part, index) => {
    const total = totals[index];
    return total ? `${numberWords(part.measure, amountOf(part, total))} (${part.words})` : '';
  });
  const result = resultOf(origin, totals);
  const figure =
    result === null
      ? 'tidak tersedia'
      : 'text' in result
        ? unit === 'percent'
          ? percentWords(result.text)
          : decimalWords(result.text)
        : unit === 'rupiah'
          ? formatRupiahShort(result.number)
          : numberWords('sellers', result.number);
  const [total] = totals;
  const how: Readonly<Record<typeof formula, string>> = {
    sum: parts.length > 1 ? `, yaitu ${said.join(' ditambah ')}` : '',
    twice: '',
    share: `, yaitu ${said.join(' dari ')}`,
    'share-of-sum': `, yaitu ${said[0]} dari jumlahnya dengan ${said[1]}`,
    rate: `, yaitu ${said.join(' dibagi ')}`,
    gini: total
      ? `: 2 × ${formatRupiah(total.weighted)} (jumlah urutan kali nilai) dibagi (${countWords(total.sellers)} penjual × ${formatRupiah(total.value)}), dikurangi ${countWords(total.sellers + 1)} per ${countWords(total.sellers)}`
      : '',
  };
  return `${label} ${until}: ${figure}${how[formula]}.`;
}

function numberWords(measure: Measure, amount: bigint, where: 'short' | 'exact' = 'short'): string {
  if (measure === 'sellers' || measure === 'packages')
    return amount < 0n ? `−${countWords(-amount)}` : countWords(amount);
  return where === 'exact' ? formatRupiah(amount) : formatRupiahShort(amount);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function bandWords(band: NonNullable<SellersWanted['band']>): string {
  if (band === 'yes') return 'UMK dan koperasi';
  if (band === 'no') return 'bukan UMK';
  return CLASS_LABELS[band].toLowerCase();
}
