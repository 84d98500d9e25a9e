import type { VNode } from 'preact';
import type { EtalaseReport, EtalaseRow, JudgedPlace } from '../../../compliance/etalase/etalase-compliance.js';
import type { PlaceVerdict } from '../../../compliance/rules/judge-etalase.js';
import { ETALASE_BECAUSE_WORDS, RESULT_WORDS, VERDICT_WORDS } from '../../../compliance/wording.js';
import { DUTY_WORDS } from '../../../etalase/duty/duty.js';
import { formatDay } from '../../../shared/dates.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  type FilterField,
  Filters,
  HowComputed,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import type { ComplianceAddress } from './compliance-filters.js';
import { circularEntry, definitionEntry, List } from './how.js';
import { count, RESULT_KINDS, thresholdWords } from './compliance.wording.js';

const VERDICT_KINDS: Readonly<Record<PlaceVerdict, 'good' | 'bad' | 'warn'>> = {
  dipenuhi: 'good',
  tidak_dipenuhi: 'bad',
  belum_dinilai: 'warn',
};

export interface EtalaseComplianceProps {
  ctx: PageContext;
  report: EtalaseReport;
  query: ComplianceAddress;
  filters: readonly FilterField[];
  said: string | null;
}

/** Who keeps the obligation to have an etalase at tourism places. */
export function EtalaseCompliance({ ctx, report, query, filters, said }: EtalaseComplianceProps): VNode {
  const { obligation, rows, counts } = report;
  const href = (row: EtalaseRow): string =>
    address(`/kepatuhan/${obligation.id}/${row.perangkatDaerahId ?? 'unmapped'}`, {
      tahun: query.tahun,
      sampai: query.sampai,
    });
  return (
    <>
      <EtalaseAnswer report={report} />
      <Filters action="/kepatuhan" fields={filters} said={said} />
      <DataTable
        label="Tabel kepatuhan etalase"
        caption="Urut dari kekurangan terbesar. Setiap nama menuju lokasi wisatanya."
        rows={rows}
        empty="Butir ini belum menyebut penanggung jawab, dan tidak ada lokasi wisata yang dibuka."
        columns={[
          {
            key: 'nama',
            head: 'Penanggung jawab',
            cell: (row) => (
              <>
                <a href={href(row)}>{row.name}</a>
                <span class="sub">{count(row.places)} lokasi wisata</span>
                <span class="sub">{whyOf(row)}</span>
              </>
            ),
          },
          { key: 'hasil', head: 'Hasil', kind: 'state', cell: ({ result }) => <RowResult result={result} /> },
          { key: 'dipenuhi', head: VERDICT_WORDS.dipenuhi, kind: 'number', cell: (row) => count(row.counts.dipenuhi) },
          {
            key: 'tidak',
            head: VERDICT_WORDS.tidak_dipenuhi,
            kind: 'number',
            cell: (row) => count(row.counts.tidak_dipenuhi),
          },
          {
            key: 'belum',
            head: VERDICT_WORDS.belum_dinilai,
            kind: 'number',
            help: 'Belum pernah dilihat, atau pemeriksaan terakhir terlalu lama',
            cell: (row) => count(row.counts.belum_dinilai),
          },
          { key: 'kurang', head: 'Lokasi yang kurang', kind: 'number', cell: gapWords },
        ]}
        foot={{
          nama: `Jumlah, ${count(report.places.length)} lokasi wisata`,
          dipenuhi: count(counts.dipenuhi),
          tidak: count(counts.tidak_dipenuhi),
          belum: count(counts.belum_dinilai),
        }}
      />
      <How ctx={ctx} report={report} />
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
        })}
      />
      {ctx.can('etalase.read') && (
        <p>
          Pemeriksaan dicatat pada halaman <a href="/etalase-wisata">Etalase wisata</a>.
        </p>
      )}
    </>
  );
}

function EtalaseAnswer({ report }: { report: EtalaseReport }): VNode {
  const { counts, places, rows, results, obligation } = report;
  const judged = results.patuh + results.tidak_patuh + results.data_tidak_lengkap;
  const unanswered = rows.find((row) => row.perangkatDaerahId === null);
  return (
    <Answer>
      {judged === 0 ? (
        'Belum ada perangkat daerah yang dapat dinilai menurut butir ini. '
      ) : (
        <>
          <strong>
            {count(results.patuh)} dari {count(judged)}
          </strong>{' '}
          penanggung jawab memenuhi batas <strong>{thresholdWords(obligation)}</strong> lokasi wisata.{' '}
        </>
      )}
      Dari {count(places.length)} lokasi wisata, <strong>{count(counts.dipenuhi)}</strong> punya etalase,{' '}
      <strong>{count(counts.tidak_dipenuhi)}</strong> tidak punya, dan <strong>{count(counts.belum_dinilai)}</strong>{' '}
      belum dapat dinilai.
      {unanswered && ` ${count(unanswered.places)} lokasi belum ada penanggung jawabnya.`}
    </Answer>
  );
}

function RowResult({ result }: Pick<EtalaseRow, 'result'>): VNode {
  return (
    <State kind={result === null ? 'none' : RESULT_KINDS[result]}>
      {result === null ? 'Tidak dinilai' : RESULT_WORDS[result]}
    </State>
  );
}

/** Under the name and not under the result: on a phone the result stands beside the name, and its words would squeeze it. */
function whyOf({ result, judgement, exemption }: EtalaseRow): string {
  if (exemption) {
    const { reason, validTo } = exemption;
    return validTo === null ? reason : `${reason}, s.d. ${formatDay(validTo)}`;
  }
  return result === null
    ? 'Edaran tidak menyebut siapa yang menanggungnya'
    : ETALASE_BECAUSE_WORDS[judgement.because].replace(/\.$/, '');
}

/** '2', '2 sampai 5', or '–' where nothing is judged. */
function gapWords({ result, judgement: { gap } }: EtalaseRow): string {
  if (result !== 'tidak_patuh' && result !== 'data_tidak_lengkap') return '–';
  return gap.low === gap.high ? count(gap.low) : `${count(gap.low)} sampai ${count(gap.high)}`;
}

function How({ ctx, report }: { ctx: PageContext; report: EtalaseReport }): VNode {
  const { circular, definition, obligation, day, validDays, validDaysSource } = report;
  return (
    <HowComputed
      open
      entries={[
        { term: 'Pembilang', text: definition.numerator },
        { term: 'Penyebut', text: definition.denominator ?? '' },
        { term: 'Batas', text: `${thresholdWords(obligation)} lokasi wisata` },
        { term: 'Hari penilaian', text: formatDay(day) },
        {
          term: 'Pemeriksaan berlaku',
          text: (
            <>
              {count(validDays)} hari ({validDaysSource})
              {ctx.can('etalase.read') && (
                <>
                  . Ditetapkan pada halaman <a href="/etalase-wisata/masa-berlaku">masa berlaku pemeriksaan</a>
                </>
              )}
            </>
          ),
        },
        { term: 'Perlu diketahui', text: <List items={definition.limits} /> },
        definitionEntry(definition),
        circularEntry(circular),
      ]}
    />
  );
}

export interface EtalasePlacesProps {
  ctx: PageContext;
  report: EtalaseReport;
  row: EtalaseRow;
  page: number;
  size: number;
  href(page: number): string;
}

/** The places behind one verdict: not kept first, then those nobody can judge. */
export function EtalasePlaces({ ctx, report, row, page, size, href }: EtalasePlacesProps): VNode {
  const order: readonly PlaceVerdict[] = ['tidak_dipenuhi', 'belum_dinilai', 'dipenuhi'];
  const found = report.places
    .filter(({ perangkatDaerahId }) => perangkatDaerahId === row.perangkatDaerahId)
    .toSorted((one, two) => order.indexOf(one.verdict) - order.indexOf(two.verdict));
  const linked = ctx.can('etalase.read');
  return (
    <>
      <Answer>
        <strong>{row.result === null ? 'Tidak dinilai' : RESULT_WORDS[row.result]}.</strong>{' '}
        {count(row.counts.dipenuhi)} dari {count(row.places)} lokasi wisata punya etalase,{' '}
        {count(row.counts.tidak_dipenuhi)} tidak punya, {count(row.counts.belum_dinilai)} belum dapat dinilai; batasnya{' '}
        {count(row.judgement.needed)} lokasi.
      </Answer>
      <DataTable
        label="Lokasi wisata dan penilaiannya"
        caption={`Keadaan pada ${formatDay(report.day)}. Pemeriksaan berlaku ${count(report.validDays)} hari.`}
        rows={found.slice((page - 1) * size, page * size)}
        empty="Tidak ada lokasi wisata yang dibuka di wilayahnya."
        columns={[
          {
            key: 'lokasi',
            head: 'Lokasi wisata',
            cell: (place: JudgedPlace) => (
              <>
                {linked ? <a href={`/etalase-wisata/${place.kode}`}>{place.name}</a> : place.name}
                <span class="sub">{place.kabupaten}</span>
              </>
            ),
          },
          {
            key: 'penilaian',
            head: 'Penilaian',
            kind: 'state',
            cell: ({ verdict }) => <State kind={VERDICT_KINDS[verdict]}>{VERDICT_WORDS[verdict]}</State>,
          },
          { key: 'keadaan', head: 'Keadaan etalase', cell: ({ state }) => DUTY_WORDS[state] },
          { key: 'etalase', head: 'Etalase tercatat', kind: 'number', cell: ({ etalase }) => count(etalase) },
          {
            key: 'diperiksa',
            head: 'Terakhir diperiksa',
            cell: ({ inspectedOn }) => (inspectedOn === null ? 'Belum pernah' : formatDay(inspectedOn)),
          },
        ]}
      />
      <Pager
        page={page}
        pages={Math.max(1, Math.ceil(found.length / size))}
        href={href}
        said={`${count(found.length)} lokasi`}
      />
    </>
  );
}
