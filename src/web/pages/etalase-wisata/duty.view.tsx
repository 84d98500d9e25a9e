import type { VNode } from 'preact';
import {
  type Duty,
  DUTY_STATES,
  DUTY_WORDS,
  type DutyCounts,
  type DutyFilter,
  type DutyState,
} from '../../../etalase/duty/duty.js';
import { kindWords } from '../../../etalase/places/place.js';
import type { VisitorsOfYear } from '../../../etalase/visits/visits.service.js';
import { formatDay } from '../../../shared/dates.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  HowComputed,
  Pager,
  State,
} from '../../components/index.js';
import { count } from '../katalog/katalog.wording.js';

const KINDS = { ada: 'good', kedaluwarsa: 'warn', 'tidak-ada': 'bad', 'belum-diketahui': 'none' } as const;

export function DutyStateMark({ state }: { state: DutyState }): VNode {
  return <State kind={KINDS[state]}>{DUTY_WORDS[state]}</State>;
}

export interface DutyProps {
  duty: Duty;
  filter: DutyFilter;
  page: number;
  pages: number;
  visitors: readonly VisitorsOfYear[];
  year: number;
}

const COUNTED = [
  ['places', 'Lokasi', null],
  ['ada', DUTY_WORDS.ada, 'ada'],
  ['kedaluwarsa', DUTY_WORDS.kedaluwarsa, 'kedaluwarsa'],
  ['tidakAda', DUTY_WORDS['tidak-ada'], 'tidak-ada'],
  ['belumDiketahui', DUTY_WORDS['belum-diketahui'], 'belum-diketahui'],
  ['inspections', 'Pemeriksaan', null],
] as const satisfies readonly (readonly [keyof DutyCounts, string, DutyState | null])[];

export function DutyView({ duty, filter, page, pages, visitors, year }: DutyProps): VNode {
  const { total, regencies, places, validDays, source, assumed, found } = duty;
  const visitorsOf = (kode: string | null, kabupaten: string | null): string => {
    const known = visitors.find((one) => one.kode === kode && (kode !== null || one.kabupatenCode === kabupaten));
    return known ? count(known.visitors) : 'Belum tercatat';
  };
  if (total.places === 0)
    return (
      <EmptyState title="Belum ada lokasi wisata">
        <p>Lokasi wisata muncul di sini sesudah wilayahnya dimuat atau daftar lokasi wisata diimpor.</p>
      </EmptyState>
    );
  const query = { kabupaten: filter.kabupaten, keadaan: filter.state };
  const regency = regencies.find(({ code }) => code === filter.kabupaten);
  const said = [regency?.name, filter.state && `keadaan ${DUTY_WORDS[filter.state].toLowerCase()}`].filter(Boolean);
  return (
    <>
      <Answer>
        <strong>
          {count(total.ada)} dari {count(total.places)} lokasi wisata
        </strong>{' '}
        punya etalase yang diketahui masih ada. {count(total.kedaluwarsa)} terlalu lama tidak diperiksa,{' '}
        {count(total.tidakAda)} tidak punya, {count(total.belumDiketahui)} belum diketahui.
      </Answer>
      {assumed && (
        <p class="sub">
          Pemeriksaan dianggap berlaku {validDays} hari: anggapan layanan ini, bukan ketentuan hukum.{' '}
          <a href="/etalase-wisata/masa-berlaku">Masa berlaku pemeriksaan</a>
        </p>
      )}
      <Filters
        action="/etalase-wisata"
        fields={[
          {
            name: 'kabupaten',
            label: 'Kabupaten/kota',
            value: filter.kabupaten,
            options: regencies.map(({ code, name }) => ({ value: code, text: name })),
            any: 'Semua',
          },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: filter.state,
            options: DUTY_STATES.map((state) => ({ value: state, text: DUTY_WORDS[state] })),
            any: 'Semua',
          },
        ]}
        said={said.join(', ') || null}
      />
      <DataTable
        label="Etalase per lokasi wisata"
        caption={`${count(found)} lokasi${said.length > 0 ? ' menurut saringan' : ''}.`}
        rows={places}
        empty="Tidak ada lokasi yang sesuai saringan."
        columns={[
          {
            key: 'lokasi',
            head: 'Lokasi',
            cell: (one) => (
              <>
                <a href={`/etalase-wisata/${one.kode}`}>{one.name}</a>
                <span class="sub">{kindWords(one.kind, 'id')}</span>
              </>
            ),
          },
          { key: 'keadaan', head: 'Keadaan', kind: 'state', cell: (one) => <DutyStateMark state={one.state} /> },
          { key: 'kabupaten', head: 'Kabupaten/kota', cell: (one) => one.kabupaten },
          {
            key: 'diperiksa',
            head: 'Terakhir diperiksa',
            cell: (one) => (one.inspectedOn === null ? 'Belum pernah' : formatDay(one.inspectedOn)),
          },
          { key: 'etalase', head: 'Etalase tercatat', kind: 'number', cell: (one) => count(one.etalase) },
          {
            key: 'pengunjung',
            head: `Pengunjung ${year}`,
            kind: 'number',
            help: 'Yang tercatat dengan sumbernya. Yang belum tercatat tidak diketahui, bukan nol.',
            cell: (one) => visitorsOf(one.kode, null),
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(next) => address('/etalase-wisata', { ...query, hal: next })}
        said={`${count(found)} lokasi`}
      />
      <section>
        <h2>Per kabupaten/kota</h2>
        <DataTable
          label="Etalase per kabupaten/kota"
          caption={`Semua lokasi, tanpa saringan. Pemeriksaan: selama ${validDays} hari terakhir.`}
          rows={regencies}
          columns={[
            {
              key: 'nama',
              head: 'Kabupaten/kota',
              cell: (one) => <a href={address('/etalase-wisata', { kabupaten: one.code })}>{one.name}</a>,
            },
            ...COUNTED.map(([key, head, state]) => ({
              key,
              head,
              kind: 'number' as const,
              cell: (one: Duty['regencies'][number]) =>
                state !== null && one[key] > 0 ? (
                  <a href={address('/etalase-wisata', { kabupaten: one.code, keadaan: state })}>{count(one[key])}</a>
                ) : (
                  count(one[key])
                ),
            })),
            {
              key: 'pengunjung',
              head: `Pengunjung ${year}`,
              kind: 'number' as const,
              cell: (one: Duty['regencies'][number]) => visitorsOf(null, one.code),
            },
          ]}
          foot={{
            ...Object.fromEntries(COUNTED.map(([key]) => [key, count(total[key])])),
            pengunjung: visitorsOf(null, null),
          }}
        />
      </section>
      <HowComputed
        entries={[
          {
            term: 'Ada',
            text: `Ada etalase yang dilihat, atau mulai berdiri, dalam ${validDays} hari terakhir.`,
          },
          {
            term: 'Kedaluwarsa',
            text: `Etalasenya tercatat, tetapi sudah lebih dari ${validDays} hari tidak diperiksa.`,
          },
          {
            term: 'Tidak ada',
            text: `Semua etalasenya ditutup, atau dalam ${validDays} hari terakhir ada yang memeriksa dan tidak menemukannya.`,
          },
          {
            term: 'Belum diketahui',
            text: 'Tidak ada catatan yang cukup. Ini bukan berarti tidak ada: belum ada yang memeriksa, atau sudah terlalu lama.',
          },
          {
            term: 'Beberapa etalase',
            text: 'Lokasi dinilai menurut etalasenya yang paling baik keadaannya. Lokasi yang diarsipkan tidak dihitung.',
          },
          {
            term: `${validDays} hari`,
            text: (
              <>
                {source}.{' '}
                <a href="/etalase-wisata/masa-berlaku">{assumed ? 'Tetapkan masa berlakunya' : 'Ketetapannya'}</a>
              </>
            ),
          },
          {
            term: 'Pengunjung',
            text: `Jumlah catatan kunjungan tahun ${year} yang tidak dicabut, seperti disebut sumbernya; masa yang belum dicatat tidak diduga.`,
          },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/etalase-wisata/unduh.xlsx', query) },
          { text: 'CSV', href: address('/etalase-wisata/unduh.csv', query) },
        ]}
        api={address('/api/v1/etalase/duty', { wilayah: filter.kabupaten, state: filter.state })}
      />
    </>
  );
}
