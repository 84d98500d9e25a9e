import type { VNode } from 'preact';
import type { CircularVersion, CircularView, ExemptionInput, ObligationView } from '../../../compliance/circular.js';
import type { PerangkatDaerahName } from '../../../compliance/circular.service.js';
import { ISSUER_WORDS, TYPE_WORDS } from '../../../compliance/wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import { address, type Column, DataTable, type PageContext } from '../../components/index.js';
import { Status } from './circular-list.view.js';
import { addresseesOf, namesIn, obligationSentence, periodOf, scopeSentence, yearToShow } from './circulars.wording.js';

export interface CircularShownProps {
  ctx: PageContext;
  circular: CircularView;
  perangkatDaerah: readonly PerangkatDaerahName[];
  versions: readonly CircularVersion[];
}

/** A circular as it stands, for reading. */
export function CircularShown({ ctx, circular, perangkatDaerah, versions }: CircularShownProps): VNode {
  const nameOf = namesIn(perangkatDaerah);
  const { addressees } = circular;
  return (
    <>
      <dl class="facts">
        <dt>Keadaan</dt>
        <dd>
          <Status circular={circular} />
        </dd>
        <dt>Jenis dan penerbit</dt>
        <dd>
          {TYPE_WORDS[circular.type]}, {ISSUER_WORDS[circular.issuerPosition]}
          {circular.issuedOn !== null && `, ${formatDay(circular.issuedOn)}`}
        </dd>
        <dt>Berlaku</dt>
        <dd>{periodOf(circular)}</dd>
        <dt>Dituju</dt>
        <dd>
          {addresseesOf(circular, perangkatDaerah)}
          {!addressees.all && `: ${addressees.perangkatDaerahIds.map(nameOf).join('; ')}`}
          {addressees.excludedIds.length > 0 && `. Tidak dituju: ${addressees.excludedIds.map(nameOf).join('; ')}`}
        </dd>
        {circular.note !== null && (
          <>
            <dt>Catatan</dt>
            <dd>{circular.note}</dd>
          </>
        )}
      </dl>
      <h2>Butir kewajiban</h2>
      <DataTable
        caption="Setiap butir dinilai sendiri."
        label="Tabel butir kewajiban"
        columns={obligationColumns(yearToShow(circular, ctx.fiscalYear), nameOf)}
        rows={circular.obligations}
      />
      <h2>Pengecualian</h2>
      {circular.exemptions.length === 0 ? (
        <p class="prose">Tidak ada.</p>
      ) : (
        <DataTable
          caption="Perangkat daerah yang dikecualikan, dan selama kapan."
          label="Tabel pengecualian"
          columns={exemptionColumns(nameOf)}
          rows={circular.exemptions}
        />
      )}
      <details>
        <summary>Riwayat, {versions.length} versi</summary>
        <ul>
          {versions.map(({ version, changeNote, changedBy, changedAt }) => (
            <li>
              Versi {version}, {formatMoment(changedAt, ctx.instance.timeZone)}
              {changedBy !== null && `, ${changedBy}`}
              {changeNote !== null && `: ${changeNote}`}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function obligationColumns(tahun: string, nameOf: (id: string) => string): Column<ObligationView>[] {
  return [
    { key: 'kode', head: 'Kode', cell: (one) => one.code },
    {
      key: 'butir',
      head: 'Butir',
      cell: (one) => (
        <>
          {one.title}
          <span class="sub">{obligationSentence(one)}</span>
        </>
      ),
    },
    { key: 'cakupan', head: 'Cakupan', cell: (one) => scopeSentence(one, nameOf) },
    {
      key: 'kepatuhan',
      head: 'Kepatuhan',
      cell: (one) => <a href={address('/kepatuhan', { tahun, butir: one.id })}>Lihat kepatuhan {one.code}</a>,
    },
  ];
}

function exemptionColumns(nameOf: (id: string) => string): Column<ExemptionInput>[] {
  return [
    { key: 'pd', head: 'Perangkat daerah', cell: (one) => nameOf(one.perangkatDaerahId) },
    { key: 'butir', head: 'Butir', cell: (one) => one.obligationCode ?? 'Semua butir' },
    {
      key: 'selama',
      head: 'Selama',
      cell: (one) =>
        `${formatDay(one.validFrom)} ${one.validTo === null ? 'sampai dicabut' : `s.d. ${formatDay(one.validTo)}`}`,
    },
    { key: 'alasan', head: 'Alasan', cell: (one) => one.reason },
    { key: 'oleh', head: 'Diputuskan oleh', cell: (one) => one.decidedBy ?? 'Tidak dicatat' },
  ];
}
