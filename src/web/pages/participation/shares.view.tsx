import type { VNode } from 'preact';
import { metricHref, metricOf } from '../../../participation/metrics.js';
import {
  type PlanPart,
  SHARE_METRICS,
  type ShareMetric,
  type SharesOfYear,
} from '../../../participation/shares.queries.js';
import { percentWords } from '../../../participation/wording.js';
import { E_PURCHASING } from '../../../purchasing/intake/rows.js';
import { formatRupiahShort } from '../../../shared/money.js';
import { address, type Column, DataTable } from '../../components/index.js';

/** Where the rows of plan and budget are. */
export const PLAN = '/kerja/partisipasi/rencana';

/** Rows of a share: a filter of packages, or a part of plan and budget. */
type ShareRows = Readonly<Record<string, string>> | PlanPart;
const COMPLETED = { status: 'completed' };
const E_PURCHASES = { ...COMPLETED, sumber: E_PURCHASING.join(',') };
const UMK_COMPLETED = { ...COMPLETED, umk: 'yes' };

const SHARE_ROWS: Readonly<Record<ShareMetric, { part: ShareRows; whole: ShareRows }>> = {
  M01: { part: 'pagu-umk', whole: 'pengadaan' },
  M02: { part: 'pagu-umk', whole: 'pagu' },
  M03: { part: UMK_COMPLETED, whole: COMPLETED },
  M04: { part: UMK_COMPLETED, whole: 'pengadaan' },
  M05: { part: E_PURCHASES, whole: COMPLETED },
  M06: { part: 'pagu-pdn', whole: 'pengadaan' },
  M11: { part: { ...E_PURCHASES, umk: 'yes', ovop: 'yes' }, whole: E_PURCHASES },
};

/** Rows of what a share is of in a year: those of its numerator. */
export function sharePartHref(code: ShareMetric, year: number): string {
  return shareHref(SHARE_ROWS[code].part, year);
}

function shareHref(rows: ShareRows, year: number): string {
  return typeof rows === 'string'
    ? address(PLAN, { bagian: rows, pada: year })
    : address('/belanja/paket', { tahun: year, ...rows });
}

/** The same purchases over several denominators, by whole fiscal years, whatever the filter. */
export function SharesView({ shares }: { shares: readonly SharesOfYear[] }): VNode {
  return (
    <section id="rasio">
      <h2>Bagian UMK menurut penyebutnya</h2>
      <DataTable<(typeof SHARE_METRICS)[number]>
        label="Tabel rasio"
        caption="Tahun anggaran penuh, seluruh pembelian; saringan di atas tidak berlaku. Tahun berjalan sejauh yang ada."
        columns={[
          {
            key: 'rasio',
            head: 'Rasio',
            cell: (code) => (
              <>
                {metricOf(code).name}{' '}
                <a class="define" href={metricHref(code)}>
                  {code}
                </a>
                <span class="sub">{metricOf(code).denominator}</span>
              </>
            ),
          },
          ...shares.map(({ year, shares: of }): Column<(typeof SHARE_METRICS)[number]> => ({
            key: String(year),
            head: String(year),
            kind: 'number',
            cell: (code) => {
              const { percent, part, whole } = of[code];
              if (percent === null || part === null || whole === null) return <span class="sub">tidak tersedia</span>;
              return (
                <>
                  {percentWords(percent)}
                  <span class="sub">
                    <a href={shareHref(SHARE_ROWS[code].part, year)}>{formatRupiahShort(part)}</a> dari{' '}
                    <a href={shareHref(SHARE_ROWS[code].whole, year)}>{formatRupiahShort(whole)}</a>
                  </span>
                </>
              );
            },
          })),
        ]}
        rows={SHARE_METRICS}
      />
    </section>
  );
}
