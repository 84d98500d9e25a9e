import type { VNode } from 'preact';
import type { ObligationReport } from '../../../compliance/compliance.js';
import {
  address,
  Answer,
  Chart,
  type ChartImage,
  Downloads,
  EmptyState,
  type FilterField,
  Filters,
  HowComputed,
  type PageContext,
  Rupiah,
} from '../../components/index.js';
import { circularEntry, definitionEntry, List } from './how.js';
import { answerOf, count, type TableSort, thresholdWords } from './compliance.wording.js';
import type { ComplianceAddress } from './compliance-filters.js';
import { Ranking, packagesHref } from './compliance-ranking.view.js';

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
