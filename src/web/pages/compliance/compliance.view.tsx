import type { ComponentChildren, VNode } from 'preact';
import type {
  CompliancePackage,
  CompliancePackagePage,
  ComplianceRow,
  ObligationChoice,
  ObligationReport,
  PackagePart,
} from '../../../compliance/compliance.js';
import { PACKAGE_PARTS } from '../../../compliance/compliance.js';
import { SOURCE_WORDS } from '../../../compliance/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiah } from '../../../shared/money.js';
import {
  address,
  Answer,
  Bar,
  Chart,
  type ChartImage,
  type Column,
  DataTable,
  Downloads,
  EmptyState,
  type FilterField,
  Filters,
  HowComputed,
  type PageContext,
  Pager,
  Rupiah,
  State,
  Tabs,
} from '../../components/index.js';
import { circularEntry, definitionEntry, List } from './how.js';
import {
  answerOf,
  count,
  denominatorHead,
  gapShown,
  gapWords,
  monthEnds,
  notKnown,
  numeratorHead,
  partPath,
  partSentence,
  PART_WORDS,
  reasonWords,
  RESULT_KINDS,
  resultWords,
  shareShown,
  sizeWords,
  sortRows,
  type TableSort,
  thresholdWords,
  totalShare,
  whyShown,
} from './compliance.wording.js';

/** The filters as they stand in the address. */
export interface ComplianceAddress {
  tahun: string;
  sampai: string | null;
  butir: string | null;
  klpd: string | null;
}

export interface ComplianceProps {
  ctx: PageContext;
  report: ObligationReport;
  query: ComplianceAddress;
  sort: TableSort | null;
  filters: readonly FilterField[];
  /** What is filtered, in words; null when nothing is. */
  said: string | null;
  freshness: string;
  /** The drawn chart of the furthest. */
  chart: ChartImage | null;
}

/** The ranking by one obligation. */
export function Compliance({ ctx, report, query, sort, filters, said, freshness, chart }: ComplianceProps): VNode {
  const { obligation } = report;
  return (
    <>
      <ComplianceAnswer report={report} query={query} />
      <Filters action="/kepatuhan" fields={filters} said={said} />
      <Ranking report={report} query={query} sort={sort} />
      {chart && <Chart image={chart} />}
      <How ctx={ctx} report={report} freshness={freshness} />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/kepatuhan/unduh.xlsx', { ...query }) },
          { text: 'CSV', href: address('/kepatuhan/unduh.csv', { ...query }) },
        ]}
        api={address('/api/v1/compliance', {
          year: query.tahun,
          until: query.sampai,
          circular: report.circular.id,
          obligation: obligation.code,
          klpd: query.klpd === 'semua' ? 'all' : query.klpd,
        })}
      />
    </>
  );
}

/** The answer in words, made from the table's own figures. */
export function ComplianceAnswer({ report, query }: { report: ObligationReport; query: ComplianceAddress }): VNode {
  const { kept, judged, undecided, threshold, gap, gapIsOpen, undecidedValue, notApplicable, exempt, furthest } =
    answerOf(report);
  if (judged === 0)
    return (
      <Answer>
        Belum ada perangkat daerah yang dapat dinilai: {count(notApplicable)} tidak berbelanja dalam cakupan edaran,{' '}
        {count(exempt)} dikecualikan.
      </Answer>
    );
  return (
    <Answer>
      <strong>
        {count(kept)} dari {count(judged)}
      </strong>{' '}
      perangkat daerah yang dinilai memenuhi batas <strong>{threshold}</strong>. Kekurangan seluruhnya{' '}
      <strong>
        <Rupiah sen={gap.low} />
      </strong>
      {gap.high !== null && gapIsOpen && (
        <>
          , paling banyak{' '}
          <strong>
            <Rupiah sen={gap.high} />
          </strong>
        </>
      )}
      .
      {furthest && (
        <>
          {' '}
          Paling jauh{' '}
          <a href={packagesHref(report.obligation.id, furthest.row.perangkatDaerahId, query, 'all')}>
            {furthest.row.name}
          </a>
          , kurang{' '}
          <strong>
            <Rupiah sen={furthest.gap} />
          </strong>
          .
        </>
      )}
      {undecided > 0 && (
        <>
          {' '}
          <strong>{count(undecided)}</strong> belum dapat dipastikan
          {undecidedValue > 0n && (
            <>
              {' '}
              karena{' '}
              <strong>
                <Rupiah sen={undecidedValue} />
              </strong>{' '}
              belanjanya belum diketahui kelas usaha, produk, atau cakupannya
            </>
          )}
          .
        </>
      )}
    </Answer>
  );
}

/** The row of filters: year, cut-off day, obligation, and KLPD where there are several. */
export function complianceFilters(
  query: ComplianceAddress,
  choices: {
    years: readonly number[];
    klpds: readonly { code: string; name: string }[];
    obligations: readonly ObligationChoice[];
  },
  chosen: string | null,
): FilterField[] {
  const year = Number(query.tahun);
  const years = [...new Set([year, ...choices.years])].sort((one, two) => two - one);
  const ends = monthEnds(year);
  const until = query.sampai;
  const known = until === null || ends.some(({ value }) => value === until);
  return [
    {
      name: 'tahun',
      label: 'Tahun',
      value: query.tahun,
      options: years.map((one) => ({ value: String(one), text: String(one) })),
    },
    {
      name: 'sampai',
      label: 'Pesanan sampai',
      value: until,
      any: 'Semua pesanan',
      options: known ? ends : [...ends, { value: until, text: formatDay(until) }],
    },
    ...(choices.obligations.length > 0
      ? [
          {
            name: 'butir',
            label: 'Butir edaran',
            value: chosen,
            options: choices.obligations.map(({ obligationId, code, title, circularName: group }) => ({
              value: obligationId,
              text: `${code}. ${title}`,
              group,
            })),
          },
        ]
      : []),
    ...(choices.klpds.length > 1
      ? [
          {
            name: 'klpd',
            label: 'KLPD',
            value: query.klpd,
            any: 'KLPD sendiri',
            options: [
              ...choices.klpds.map(({ code, name }) => ({ value: code, text: name })),
              { value: 'semua', text: 'Semua KLPD' },
            ],
          },
        ]
      : []),
  ];
}

function Ranking({
  report,
  query,
  sort,
}: {
  report: ObligationReport;
  query: ComplianceAddress;
  sort: TableSort | null;
}): VNode {
  const { obligation, total } = report;
  const columns = columnsOf(report, query);
  const gap = gapWords(total.gap);
  return (
    <DataTable
      caption={
        <>
          {sort === null && 'Urut dari kekurangan terbesar. '}
          {obligation.kind === 'nilai_minimum' ? 'Batang penuh berarti mencapai' : 'Garis tegak menandai'} batas{' '}
          {thresholdWords(obligation)}; arsiran ialah belanja yang belum diketahui dan mungkin menambah. Setiap angka
          menuju paketnya.
        </>
      }
      label="Tabel kepatuhan"
      columns={columns}
      rows={sortRows(report.rows, sort)}
      sort={{
        by: sort?.by ?? '',
        direction: sort?.direction ?? 'desc',
        href: (by, direction) =>
          address('/kepatuhan', { ...query, urut: by, arah: direction === 'asc' ? 'naik' : 'turun' }),
      }}
      foot={{
        nama: `Jumlah, ${count(total.packages)} paket`,
        pangsa: totalShare(report),
        penyebut: formatAmount(total.denominator.known),
        pembilang: formatAmount(total.numerator.known),
        belum: formatAmount(notKnown(total)),
        kekurangan: <TwoLines text={gap.text} sub={gap.upTo} />,
      }}
      empty="Tidak ada perangkat daerah yang dituju edaran ini."
    />
  );
}

function columnsOf({ obligation }: ObligationReport, query: ComplianceAddress): Column<ComplianceRow>[] {
  const href = (row: ComplianceRow, part: PackagePart): string =>
    packagesHref(obligation.id, row.perangkatDaerahId, query, part);
  const amount = (sen: bigint, row: ComplianceRow, part: PackagePart): ComponentChildren =>
    sen === 0n ? '0' : <a href={href(row, part)}>{formatAmount(sen)}</a>;
  const byBudget = obligation.denominator === 'procurement-budget';
  return [
    {
      key: 'nama',
      head: 'Perangkat daerah',
      sortable: true,
      cell: (row) => (
        <>
          <a href={href(row, 'all')}>{row.name}</a>
          <span class="sub">{sizeWords(row)}</span>
        </>
      ),
    },
    {
      key: 'hasil',
      head: 'Hasil',
      kind: 'state',
      sortable: true,
      cell: (row) => <ResultState row={row} />,
    },
    {
      key: 'pangsa',
      head: obligation.kind === 'nilai_minimum' ? 'Tercapai' : 'Pangsa',
      kind: 'wide',
      sortable: true,
      help: 'Menurut yang pasti; arsiran menunjukkan paling banyak',
      cell: (row) => <ShareCell row={row} report={obligation} />,
    },
    {
      key: 'penyebut',
      head: obligation.kind === 'nilai_minimum' ? 'Dalam cakupan (Rp)' : denominatorHead(obligation),
      kind: 'number',
      sortable: true,
      help: byBudget ? 'Menurut struktur anggaran' : 'Yang pasti dalam cakupan butir ini',
      cell: (row) =>
        byBudget
          ? formatAmount(row.judgement.denominator.known)
          : amount(row.judgement.denominator.known, row, 'denominator'),
    },
    {
      key: 'pembilang',
      head: numeratorHead(obligation),
      kind: 'number',
      sortable: true,
      cell: (row) => amount(row.judgement.numerator.known, row, 'numerator'),
    },
    {
      key: 'belum',
      head: 'Belum diketahui (Rp)',
      kind: 'number',
      sortable: true,
      help: 'Belum pasti dalam cakupan, atau belum pasti masuk pembilang',
      cell: (row) => amount(notKnown(row), row, 'unknown'),
    },
    {
      key: 'kekurangan',
      head: 'Kekurangan (Rp)',
      kind: 'number',
      sortable: true,
      cell: (row) => {
        const { text, upTo } = gapShown(row);
        return <TwoLines text={text} sub={upTo} />;
      },
    },
  ];
}

/** Address of the packages behind a number. */
export function packagesHref(
  obligationId: string,
  perangkatDaerahId: string | null,
  { tahun, sampai, klpd }: ComplianceAddress,
  part: PackagePart,
  page?: number,
): string {
  const bagian = part === 'all' ? null : partPath(part);
  return address(`/kepatuhan/${obligationId}/${perangkatDaerahId ?? 'unmapped'}`, {
    tahun,
    sampai,
    klpd,
    bagian,
    halaman: page,
  });
}

function ResultState({ row }: { row: ComplianceRow }): VNode {
  const why = whyShown(row);
  return (
    <>
      <State kind={row.result === null ? 'none' : RESULT_KINDS[row.result]}>{resultWords(row)}</State>
      {why !== null && <span class="sub">{why}</span>}
    </>
  );
}

function ShareCell({ row, report }: { row: ComplianceRow; report: ObligationReport['obligation'] }): VNode {
  const share = shareShown(row.judgement, report);
  if (!share) return <>–</>;
  return (
    <>
      {share.text}
      <Bar known={share.known} unknown={share.unknown} target={share.target} label={share.label} />
    </>
  );
}

function TwoLines({ text, sub }: { text: string; sub: string | null }): VNode {
  return (
    <>
      {text}
      {sub !== null && <span class="sub">{sub}</span>}
    </>
  );
}

function How({ ctx, report, freshness }: { ctx: PageContext; report: ObligationReport; freshness: string }): VNode {
  const { circular, definition, obligation, notAddressed, rows } = report;
  const unmapped = rows.find((row) => row.perangkatDaerahId === null);
  return (
    <HowComputed
      open
      entries={[
        { term: 'Pembilang', text: definition.numerator },
        { term: 'Penyebut', text: definition.denominator ?? 'Tidak ada: yang dibandingkan nilainya sendiri.' },
        { term: 'Batas', text: thresholdWords(obligation) },
        { term: 'Tidak termasuk', text: <List items={definition.exclusions} /> },
        { term: 'Perlu diketahui', text: <List items={definition.limits} /> },
        definitionEntry(definition),
        circularEntry(circular, notAddressed > 0 && `; ${count(notAddressed)} perangkat daerah tidak dituju`),
        {
          term: 'Berdiri di atas',
          text: (
            <>
              {freshness}, dari{' '}
              {ctx.can('import.read') ? <a href="/impor">impor yang berlaku</a> : 'impor yang berlaku'}
              {unmapped && (
                <>
                  ; {count(unmapped.packages)} paket belum dipetakan ke perangkat daerah
                  {ctx.can('mapping.read') && (
                    <>
                      {' '}
                      (<a href="/pemetaan">petakan</a>)
                    </>
                  )}
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** No circular is in force in the year. */
export function NoCircular({
  ctx,
  year,
  filters,
}: {
  ctx: PageContext;
  year: number;
  filters: readonly FilterField[];
}): VNode {
  return (
    <>
      <Filters action="/kepatuhan" fields={filters} said={null} />
      <EmptyState
        title={`Belum ada edaran yang berlaku pada tahun ${year}`}
        action={ctx.can('circular.write') ? { href: '/edaran/baru', text: 'Catat edaran' } : null}
      >
        <p>
          Halaman ini membandingkan belanja tiap perangkat daerah dengan kewajiban dalam surat edaran: siapa yang sudah
          memenuhi, siapa yang paling jauh dari batas, dan paket mana di balik setiap angkanya.
        </p>
        <p>Catat nomor, masa berlaku, yang dituju, dan batasnya; perhitungannya langsung tampil di sini.</p>
      </EmptyState>
    </>
  );
}

export interface PackagesProps {
  row: ComplianceRow;
  report: ObligationReport;
  found: CompliancePackagePage;
  query: ComplianceAddress;
}

/** The packages behind one perangkat daerah's numbers. */
export function CompliancePackages({ row, report, found, query }: PackagesProps): VNode {
  const { obligation } = report;
  const href = (part: PackagePart, page?: number): string =>
    packagesHref(obligation.id, row.perangkatDaerahId, query, part, page);
  const { judgement } = row;
  const share = shareShown(judgement, obligation);
  const gap = gapShown(row);
  return (
    <>
      <Answer>
        <strong>{resultWords(row)}.</strong> {numeratorHead(obligation).replace(' (Rp)', '')}{' '}
        <strong title={formatRupiah(judgement.numerator.known)}>
          <Rupiah sen={judgement.numerator.known} />
        </strong>
        {obligation.kind === 'porsi_nilai' && (
          <>
            {' '}
            dari{' '}
            <strong>
              <Rupiah sen={judgement.denominator.known} />
            </strong>
          </>
        )}
        {share && <> ({share.text})</>}; batasnya {thresholdWords(obligation)}.
        {gap.text !== '–' && (
          <>
            {' '}
            Kekurangan Rp{gap.text}
            {gap.upTo !== null && `, ${gap.upTo}`}.
          </>
        )}
      </Answer>
      {whyShown(row) !== null && <p class="prose">{whyShown(row)}.</p>}
      <Tabs
        label="Bagian angka"
        tabs={PACKAGE_PARTS_SHOWN.map((part) => ({
          href: href(part),
          text: PART_WORDS[part],
          here: part === found.part,
        }))}
      />
      <p class="prose">{partSentence(found.part, obligation)}</p>
      <DataTable
        caption={`${count(found.total.packages)} paket, dari nilai terbesar. Nilai ialah jumlah baris paket yang termasuk bagian ini.`}
        label="Tabel paket di balik angka kepatuhan"
        columns={PACKAGE_COLUMNS}
        rows={found.items}
        foot={{
          paket: found.pages > 1 ? `Jumlah semua ${count(found.pages)} halaman` : 'Jumlah',
          nilai: formatAmount(found.total.value),
        }}
        empty="Tidak ada paket di bagian ini."
      />
      <Pager page={found.page} pages={found.pages} href={(page) => href(found.part, page)} />
      <Downloads
        files={[]}
        api={address('/api/v1/compliance/packages', {
          year: query.tahun,
          until: query.sampai,
          klpd: query.klpd === 'semua' ? 'all' : query.klpd,
          obligationId: obligation.id,
          pd: row.perangkatDaerahId ?? 'unmapped',
          part: found.part,
        })}
      />
    </>
  );
}

const PACKAGE_PARTS_SHOWN = [
  'all',
  'numerator',
  'rest',
  'unknown',
  'denominator',
] as const satisfies readonly (typeof PACKAGE_PARTS)[number][];

const PACKAGE_COLUMNS: readonly Column<CompliancePackage>[] = [
  {
    key: 'paket',
    head: 'Paket',
    cell: (item) => (
      <>
        <a href={`/belanja/paket/${item.id}`}>{item.name ?? item.packageNo ?? item.sourceKey}</a>
        <span class="sub">
          {SOURCE_WORDS[item.source]}, {item.packageNo ?? item.sourceKey}
        </span>
      </>
    ),
  },
  { key: 'satker', head: 'Satker', cell: (item) => item.satkerName },
  {
    key: 'tanggal',
    head: 'Tanggal pesanan',
    cell: (item) => (item.orderedOn ? formatDay(item.orderedOn) : 'Tidak disebut'),
  },
  { key: 'alasan', head: 'Alasan', cell: (item) => reasonWords(item.because) },
  {
    key: 'rekening',
    head: 'Kode rekening',
    cell: (item) => (item.accounts.length === 0 ? 'Tidak disebut' : item.accounts.join(', ')),
  },
  { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (item) => formatAmount(item.value) },
  {
    key: 'seluruhnya',
    head: 'Nilai paket (Rp)',
    kind: 'number',
    cell: (item) => (item.packageValue === null ? 'Tidak disebut' : formatAmount(item.packageValue)),
  },
];
