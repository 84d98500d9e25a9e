import type { VNode } from 'preact';
import { PROGRAMME_STATES, type Programme, type ProgrammeFilter } from '../../../participation/programmes/programme.js';
import type { Duty, Pembinaan } from '../../../participation/programmes/reference.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  HowComputed,
  type PageContext,
  Pager,
  State,
  Tabs,
} from '../../components/index.js';
import { count, periodWords, STATE_KINDS, STATE_WORDS } from './programmes.wording.js';

export function ProgrammeTabs({ path }: { path: string }): VNode {
  const tab = (href: string, text: string) => ({ href, text, here: path === href });
  return (
    <Tabs
      label="Program pembinaan"
      tabs={[tab('/program', 'Program'), tab('/program/tugas', 'Tugas dinas dan satgas')]}
    />
  );
}

export function ProgrammeState({ programme }: { programme: Pick<Programme, 'state'> }): VNode {
  return <State kind={STATE_KINDS[programme.state]}>{STATE_WORDS[programme.state]}</State>;
}

export interface ListProps {
  ctx: PageContext;
  items: readonly Programme[];
  found: number;
  all: number;
  page: number;
  pages: number;
  filter: ProgrammeFilter;
  years: readonly number[];
  reference: Pembinaan;
}

/** The query of the address for a filter. */
export function queryOf(filter: ProgrammeFilter): Record<string, string | undefined> {
  return {
    cari: filter.text,
    jenis: filter.kind,
    bidang: filter.field,
    tugas: filter.duty,
    keadaan: filter.state,
    tahun: filter.year === undefined ? undefined : String(filter.year),
    satgas: filter.taskForce === true ? 'ya' : undefined,
  };
}

export function ProgrammeListView(props: ListProps): VNode {
  const { ctx, items, found, all, page, pages, filter, years, reference } = props;
  const mayWrite = ctx.can('programme.write');
  if (all === 0)
    return (
      <>
        <ProgrammeTabs path="/program" />
        <EmptyState
          title="Belum ada program pembinaan"
          action={mayWrite ? { href: '/program/baru', text: 'Catat program' } : null}
        >
          <p>
            Program pembinaan ialah pelatihan, pameran, pendampingan, atau bantuan bagi pelaku usaha. Catat programnya
            dengan tanggalnya, lalu masukkan pesertanya; halaman ini kemudian menunjukkan apa yang terjadi pada peserta
            sesudahnya.
          </p>
        </EmptyState>
      </>
    );
  const query = queryOf(filter);
  const name = (list: readonly { code: string; name: string }[], code: string | undefined): string | undefined =>
    list.find((one) => one.code === code)?.name;
  const said = [
    name(reference.kinds, filter.kind),
    name(reference.fields, filter.field),
    filter.duty && `tugas ${filter.duty}`,
    filter.state && STATE_WORDS[filter.state].toLowerCase(),
    filter.year && `tahun ${filter.year}`,
    filter.taskForce && 'satgas hilirisasi',
    filter.text && `memuat "${filter.text}"`,
  ].filter(Boolean);
  return (
    <>
      <ProgrammeTabs path="/program" />
      <Answer>
        <strong>{count(all)} program</strong> tercatat
        {said.length > 0 && `; ${count(found)} sesuai saringan`}.
      </Answer>
      {mayWrite && (
        <p class="actions">
          <a class="button" href="/program/baru">
            Catat program
          </a>
        </p>
      )}
      <Filters
        action="/program"
        hidden={{ tugas: filter.duty ?? null }}
        fields={[
          {
            name: 'tahun',
            label: 'Tahun',
            value: query['tahun'] ?? null,
            options: years.map((year) => ({ value: String(year), text: String(year) })),
            any: 'Semua tahun',
          },
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: filter.state ?? null,
            options: PROGRAMME_STATES.map((value) => ({ value, text: STATE_WORDS[value] })),
            any: 'Semua keadaan',
          },
          {
            name: 'bidang',
            label: 'Bidang',
            value: filter.field ?? null,
            options: reference.fields.map(({ code, name: text }) => ({ value: code, text })),
            any: 'Semua bidang',
          },
          {
            name: 'jenis',
            label: 'Jenis',
            value: filter.kind ?? null,
            options: reference.kinds.map(({ code, name: text }) => ({ value: code, text })),
            any: 'Semua jenis',
          },
          {
            name: 'satgas',
            label: 'Satgas',
            value: query['satgas'] ?? null,
            options: [{ value: 'ya', text: 'Satgas hilirisasi' }],
            any: 'Semua program',
          },
          { name: 'cari', label: 'Nama, penyelenggara, tempat', value: filter.text ?? null, type: 'search' },
        ]}
        said={said.length > 0 ? said.join(', ') : null}
      />
      <DataTable
        label="Daftar program"
        caption="Yang paling baru dimulai lebih dahulu."
        rows={items}
        empty="Tidak ada program yang sesuai saringan."
        columns={[
          {
            key: 'program',
            head: 'Program',
            cell: (one) => (
              <>
                <a href={`/program/${one.id}`}>{one.name}</a>
                <span class="sub">{one.organiser}</span>
              </>
            ),
          },
          { key: 'keadaan', head: 'Keadaan', kind: 'state', cell: (one) => <ProgrammeState programme={one} /> },
          { key: 'waktu', head: 'Waktu', cell: (one) => periodWords(one) },
          {
            key: 'bidang',
            head: 'Bidang',
            cell: (one) => name(reference.fields, one.field ?? undefined) ?? 'Tanpa bidang',
          },
          { key: 'sasaran', head: 'Sasaran', cell: (one) => one.wilayah ?? 'Seluruh wilayah' },
          {
            key: 'peserta',
            head: 'Peserta',
            kind: 'number',
            cell: (one) =>
              ctx.can('enterprise.read') ? (
                <a href={`/program/${one.id}/peserta`}>{count(one.participants)}</a>
              ) : (
                count(one.participants)
              ),
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(next) => address('/program', { ...query, hal: String(next) })}
        said={`${count(found)} program`}
      />
      <Downloads files={[{ text: 'XLSX', href: address('/program/unduh.xlsx', query) }]} api="/api/v1/programmes" />
    </>
  );
}

export interface DutiesProps {
  reference: Pembinaan;
  /** Programmes that name a duty, whatever their state, by its code. */
  programmes: ReadonlyMap<string, readonly Programme[]>;
}

/** The duties of the dinas, and which of them have a programme. */
export function DutiesView({ reference, programmes }: DutiesProps): VNode {
  const running = (duty: Duty): readonly Programme[] =>
    (programmes.get(duty.code) ?? []).filter(({ state }) => state !== 'batal');
  const covered = reference.duties.filter((duty) => running(duty).length > 0);
  const force = reference.duties.filter(({ taskForce }) => taskForce);
  return (
    <>
      <ProgrammeTabs path="/program/tugas" />
      <Answer>
        <strong>
          {covered.length} dari {reference.duties.length} tugas dinas
        </strong>{' '}
        sudah punya program yang tercatat; untuk satgas hilirisasi{' '}
        {force.filter((duty) => running(duty).length > 0).length} dari {force.length}.
      </Answer>
      <DataTable
        label="Tugas dinas"
        caption="Tugas menurut naskah kebijakan biro. Program yang dibatalkan tidak dihitung."
        rows={reference.duties}
        columns={[
          {
            key: 'tugas',
            head: 'Tugas',
            cell: (duty) => (
              <>
                {duty.code}. {duty.text}
                {duty.note && <span class="sub">{duty.note}</span>}
              </>
            ),
          },
          { key: 'dinas', head: 'Dinas atau instansi', cell: ({ agency }) => agency },
          { key: 'satgas', head: 'Satgas hilirisasi', cell: ({ taskForce }) => (taskForce ? 'Ya' : 'Tidak') },
          {
            key: 'program',
            head: 'Program',
            kind: 'number',
            cell: (duty) =>
              running(duty).length > 0 ? (
                <a href={address('/program', { tugas: duty.code })}>{count(running(duty).length)}</a>
              ) : (
                'Belum ada'
              ),
          },
          {
            key: 'peserta',
            head: 'Keikutsertaan',
            help: 'Pelaku usaha yang ikut dua program dihitung dua kali',
            kind: 'number',
            cell: (duty) => count(running(duty).reduce((sum, { participants }) => sum + participants, 0)),
          },
        ]}
      />
      <HowComputed
        entries={[
          { term: 'Sumber', text: `${reference.source}. Versi ${reference.version}.` },
          {
            term: 'Yang dihitung',
            text: 'Program yang saat dicatat menyebut tugas itu. Tugas tanpa program belum tentu tidak dijalankan: mungkin belum dicatat di sini.',
          },
        ]}
      />
    </>
  );
}
