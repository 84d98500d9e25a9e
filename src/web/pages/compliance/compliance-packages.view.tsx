import type { VNode } from 'preact';
import type {
  CompliancePackage,
  CompliancePackagePage,
  ComplianceRow,
  ObligationReport,
  PackagePart,
} from '../../../compliance/compliance.js';
import { PACKAGE_PARTS } from '../../../compliance/compliance.js';
import { SOURCE_WORDS } from '../../../compliance/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiah } from '../../../shared/money.js';
import { address, Answer, type Column, DataTable, Downloads, Pager, Rupiah, Tabs } from '../../components/index.js';
import {
  count,
  gapShown,
  numeratorHead,
  partSentence,
  PART_WORDS,
  reasonWords,
  resultWords,
  shareShown,
  thresholdWords,
  whyShown,
} from './compliance.wording.js';
import type { ComplianceAddress } from './compliance-filters.js';
import { packagesHref } from './compliance-ranking.view.js';

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
