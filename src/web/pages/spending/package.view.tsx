import type { ComponentChildren, VNode } from 'preact';
import type { MarkingEntry, PackageDetail, PackageLine } from '../../../purchasing/spending.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiah, senFromDecimal } from '../../../shared/money.js';
import { Answer, type Column, DataTable, Notice, type PageContext, Rupiah, State } from '../../components/index.js';
import { Define } from './spending.view.js';
import {
  CATALOGUE_WORDS,
  count,
  decimalWords,
  matchedWords,
  OVOP_WORDS,
  SOURCE_WORDS,
  STANDING_KINDS,
  STANDING_SENTENCES,
  STANDING_WORDS,
  UMK_WORDS,
} from './spending.wording.js';

/** One package: what it counts as and why, its facts, its plan, its lines. */
export function PackageView({ ctx, detail }: { ctx: PageContext; detail: PackageDetail }): VNode {
  const incomplete = detail.expectedLines !== null && detail.source === 'v5' && detail.lines < detail.expectedLines;
  return (
    <>
      <Answer>
        <strong>
          <Rupiah sen={detail.packageValue} />
        </strong>
        , {STANDING_WORDS[detail.standing].toLowerCase()}. {STANDING_SENTENCES[detail.standing]}
      </Answer>
      {detail.excluded !== null && (
        <Notice kind="warn" title="Dihitung dari sumber lain">
          Pesanan ini juga diceritakan sumber lain, sehingga di sini tidak dihitung lagi: {detail.excluded}.
        </Notice>
      )}
      {incomplete && (
        <Notice kind="warn" title="Paket belum lengkap">
          Sumbernya menyebut {count(detail.expectedLines ?? 0)} baris; yang masuk {count(detail.lines)} baris. Nilainya
          ialah jumlah baris yang masuk.
        </Notice>
      )}
      <h2>Keterangan paket</h2>
      <Facts
        entries={[
          ['Sumber', `${SOURCE_WORDS[detail.source]}, ${detail.packageNo ?? detail.sourceKey}`],
          ['Kunci dalam sumber', detail.sourceKey],
          ['Tahun anggaran', String(detail.year)],
          ['Tanggal pesanan', detail.orderedOn ? formatDay(detail.orderedOn) : 'Tidak disebut sumbernya'],
          [
            'Status menurut sumber',
            <>
              {detail.status ?? 'Tanpa status'}{' '}
              <State kind={STANDING_KINDS[detail.standing]}>{STANDING_WORDS[detail.standing]}</State>{' '}
              {ctx.can('status.read') && <a href="/status">Tabel status</a>}
            </>,
          ],
          ...(detail.shipmentStatus ? [['Status pengiriman', detail.shipmentStatus] as const] : []),
          ['Pembeli', detail.klpd],
          [
            'Satker',
            <a href={`/belanja/satker/${encodeURIComponent(detail.satkerKey)}?tahun=${detail.year}`}>
              {detail.satkerName ?? detail.satkerKey}
            </a>,
          ],
          [
            'Perangkat daerah',
            detail.perangkatDaerah ? (
              <a href={`/belanja/pd/${detail.perangkatDaerah.id}?tahun=${detail.year}`}>
                {detail.perangkatDaerah.name}
              </a>
            ) : (
              <>Belum dipetakan. {ctx.can('mapping.read') && <a href="/pemetaan">Petakan satker</a>}</>
            ),
          ],
          ['Penyedia', detail.suppliers.length === 0 ? 'Tidak disebut' : detail.suppliers.join('; ')],
          ['Sumber dana', detail.funds.length === 0 ? 'Tidak disebut' : detail.funds.join(', ')],
          ['Kode rekening', detail.accounts.length === 0 ? 'Tidak disebut' : detail.accounts.join(', ')],
          [
            'Banyaknya baris',
            detail.expectedLines === null
              ? count(detail.lines)
              : `${count(detail.lines)}; menurut sumbernya ${count(detail.expectedLines)} jenis produk`,
          ],
          ['Berasal dari', <ImportLink ctx={ctx} batchId={detail.batchId} text="Impor nomor" />],
        ]}
      />
      <h2>Rencana (RUP)</h2>
      <DataTable
        caption="Kode yang tertulis pada paket, dan kode yang berlaku sesudah rantai revisinya."
        label="Tabel RUP"
        columns={RUP_COLUMNS}
        rows={detail.rup}
        empty="Paket ini tidak menyebut kode RUP."
      />
      <h2>Baris paket</h2>
      <DataTable
        caption={
          <>
            Dasar UMK dan OVOP setiap baris. <Define anchor="umk" code="B07" /> <Define anchor="ovop" code="B09" />
          </>
        }
        label="Tabel baris paket"
        columns={lineColumns(ctx)}
        rows={detail.lineItems}
        foot={{ nilai: formatAmount(detail.packageValue) }}
      />
    </>
  );
}

export function Facts({ entries }: { entries: readonly (readonly [string, ComponentChildren])[] }): VNode {
  return (
    <dl class="facts">
      {entries.map(([term, text]) => (
        <>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  );
}

const RUP_COLUMNS: readonly Column<PackageDetail['rup'][number]>[] = [
  { key: 'kode', head: 'Kode pada paket', cell: (rup) => rup.code },
  {
    key: 'kini',
    head: 'Kode yang berlaku',
    cell: (rup) => (rup.currentCode === rup.code ? 'Sama' : rup.currentCode),
  },
  {
    key: 'nama',
    head: 'Nama rencana',
    cell: (rup) => (rup.found ? (rup.name ?? 'Tanpa nama') : 'Belum ada dalam RUP yang diimpor'),
  },
  {
    key: 'pagu',
    head: 'Pagu (Rp)',
    kind: 'number',
    cell: (rup) => (rup.pagu === null ? 'Belum diketahui' : formatAmount(senFromDecimal(rup.pagu))),
  },
];

function lineColumns(ctx: PageContext): readonly Column<PackageLine>[] {
  return [
    {
      key: 'produk',
      head: 'Produk',
      cell: (line) => (
        <>
          {line.productName ?? (line.productIds.length > 0 ? `Produk ${line.productIds.join(', ')}` : 'Tidak disebut')}
          <span class="sub">
            {line.commodityName ?? line.commodityCode ?? ''} <a href={`/belanja/baris/${line.id}`}>Baris sumber</a>
          </span>
        </>
      ),
    },
    { key: 'katalog', head: 'Katalog', cell: (line) => CATALOGUE_WORDS[line.catalogue] },
    {
      key: 'penyedia',
      head: 'Penyedia',
      cell: (line) => line.supplierName ?? line.supplierKey ?? 'Tidak disebut',
    },
    {
      key: 'umk',
      head: 'UMK',
      cell: (line) => (
        <>
          {UMK_WORDS[line.umk]}
          <span class="sub">
            {line.umkBasis === null ? 'Tidak ada keterangan tentang penyedia ini' : `Dasar: ${line.umkBasis}`}
          </span>
        </>
      ),
    },
    {
      key: 'ovop',
      head: 'OVOP',
      cell: (line) => (
        <>
          {OVOP_WORDS[line.ovop]}
          {line.ovopEntry && (
            <span class="sub">
              Cocok dengan <EntryLink ctx={ctx} entry={line.ovopEntry} /> ({matchedWords(line.ovopEntry.matchedOn)})
            </span>
          )}
          {line.ovopAmount !== null && <span class="sub">Bagian OVOP {formatRupiah(line.ovopAmount)}</span>}
        </>
      ),
    },
    {
      key: 'kuantitas',
      head: 'Kuantitas',
      kind: 'number',
      cell: (line) => (line.quantity === null ? '–' : decimalWords(line.quantity)),
    },
    {
      key: 'harga',
      head: 'Harga satuan (Rp)',
      kind: 'number',
      cell: (line) => (line.unitPrice === null ? '–' : decimalWords(line.unitPrice)),
    },
    {
      key: 'ongkir',
      head: 'Ongkos kirim (Rp)',
      kind: 'number',
      cell: (line) => (line.shipping === null ? '–' : decimalWords(line.shipping)),
    },
    {
      key: 'nilai',
      head: 'Nilai (Rp)',
      kind: 'number',
      cell: (line) => (line.value === null ? 'Tidak disebut' : formatAmount(line.value)),
    },
  ];
}

/** Where the mark comes from: the product, the enterprise, or the entry of the bureau. */
function EntryLink({ ctx, entry }: { ctx: PageContext; entry: MarkingEntry }): VNode {
  const { id, origin, label, product } = entry;
  if (product) {
    return (
      <>
        produk katalog <a href={`/katalog/${product.id}`}>{product.name}</a>
      </>
    );
  }
  const name = ctx.can('ovop.read') ? (
    <a href={origin === 'daftar' ? `/ovop#entri-${id}` : `/ovop/katalog#entri-${id}`}>{label}</a>
  ) : (
    label
  );
  return <>{origin === 'penyedia' ? <>pelaku usaha {name}</> : name}</>;
}

export interface SourceRowProps {
  ctx: PageContext;
  batchId: string;
  rowNo: number;
  row: Readonly<Record<string, unknown>>;
}

/** The row as it came in, column by column. */
export function SourceRowView({ ctx, batchId, rowNo, row }: SourceRowProps): VNode {
  return (
    <>
      <p class="prose">
        Baris data ke-{count(rowNo)} dari <ImportLink ctx={ctx} batchId={batchId} text="impor nomor" />, seperti
        tertulis dalam berkasnya. Kolom pribadi (telepon, surel, NIP) tidak disimpan, dan teks bebas disamarkan.
      </p>
      <DataTable
        caption="Kolom dan isinya menurut sumber."
        label="Tabel baris sumber"
        columns={SOURCE_COLUMNS}
        rows={Object.entries(row)}
      />
    </>
  );
}

/** The import, as a link for those who may look at imports. */
function ImportLink({ ctx, batchId, text }: { ctx: PageContext; batchId: string; text: string }): VNode {
  const words = `${text} ${batchId}`;
  return ctx.can('import.read') ? <a href={`/impor/${batchId}`}>{words}</a> : <>{words}</>;
}

const SOURCE_COLUMNS: readonly Column<[string, unknown]>[] = [
  { key: 'kolom', head: 'Kolom', cell: ([name]) => name },
  { key: 'isi', head: 'Isi', cell: ([, value]) => sourceValue(value) },
];

function sourceValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(kosong)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
