import type { ComponentChildren, VNode } from 'preact';
import type { ComplianceRow, ObligationReport, PackagePart } from '../../../compliance/compliance.js';
import { formatAmount } from '../../../shared/money.js';
import { address, Bar, type Column, DataTable, State } from '../../components/index.js';
import {
  count,
  denominatorHead,
  gapShown,
  gapWords,
  notKnown,
  numeratorHead,
  partPath,
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
import type { ComplianceAddress } from './compliance-filters.js';

export function Ranking({
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
