import type { VNode } from 'preact';
import { DUE_STATES, type DueList, type DueState, type Ranking } from '../../../catalogue/grading/grading.queries.js';
import type { Profile } from '../../../catalogue/grading/rubric.js';
import { formatDay } from '../../../shared/dates.js';
import { formatPercent } from '../../../shared/money.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  HowComputed,
  Notice,
  type PageContext,
  Pager,
  State,
  Tabs,
} from '../../components/index.js';
import { completenessWords, count, DUE_WORDS, shareWords, starWords } from './grading.wording.js';

const STATE_KIND = { terlambat: 'bad', segera: 'warn', 'belum-pernah': 'none', berlaku: 'good' } as const;

export function GradingTabs({ here }: { here: 'tempo' | 'peringkat' | 'rubrik' }): VNode {
  return (
    <Tabs
      label="Penilaian"
      tabs={[
        { href: '/penilaian', text: 'Jatuh tempo', here: here === 'tempo' },
        { href: '/penilaian/peringkat', text: 'Peringkat', here: here === 'peringkat' },
        { href: '/penilaian/rubrik', text: 'Rubrik', here: here === 'rubrik' },
      ]}
    />
  );
}

export interface DueProps {
  ctx: PageContext;
  list: DueList;
  state?: DueState;
  text?: string;
}

/** Which products are to be judged, the most urgent first. */
export function DueView({ list, state, text }: DueProps): VNode {
  const { counts } = list;
  const query = { keadaan: state, cari: text };
  return (
    <>
      <GradingTabs here="tempo" />
      {counts.all === 0 ? (
        <EmptyState title="Belum ada produk dalam katalog">
          <p>Produk dinilai setelah masuk katalog. Tambahkan produk dahulu, lalu buka penilaiannya di sini.</p>
        </EmptyState>
      ) : (
        <>
          <Answer>
            <strong>{count(counts.terlambat)} produk</strong> sudah jatuh tempo dan {count(counts.segera)} jatuh tempo
            dalam 90 hari. {count(counts['belum-pernah'])} dari {count(counts.all)} produk belum pernah dinilai sampai
            selesai.
          </Answer>
          <Filters
            action="/penilaian"
            fields={[
              {
                name: 'keadaan',
                label: 'Keadaan',
                value: state ?? null,
                options: DUE_STATES.map((value) => ({ value, text: DUE_WORDS[value] })),
                any: 'Semua keadaan',
              },
              { name: 'cari', label: 'Nama produk', value: text ?? null, type: 'search' },
            ]}
            said={[state && DUE_WORDS[state], text && `memuat "${text}"`].filter(Boolean).join(', ') || null}
          />
          <DataTable
            label="Produk menurut jatuh tempo"
            caption="Menurut penilaian terakhir yang ditutup, dengan profil apa pun."
            rows={list.items}
            empty="Tidak ada produk yang sesuai saringan."
            columns={[
              {
                key: 'produk',
                head: 'Produk',
                cell: (one) => (
                  <>
                    <a href={`/penilaian/produk/${one.productId}`}>{one.name}</a>
                    <span class="sub">{one.group}</span>
                  </>
                ),
              },
              {
                key: 'keadaan',
                head: 'Keadaan',
                kind: 'state',
                cell: (one) => <State kind={STATE_KIND[one.state]}>{DUE_WORDS[one.state]}</State>,
              },
              { key: 'tempo', head: 'Jatuh tempo', cell: (one) => one.dueOn && formatDay(one.dueOn) },
              {
                key: 'skor',
                head: 'Skor terakhir',
                kind: 'number',
                cell: (one) => (one.score ? shareWords(one.score) : one.assessmentId ? 'Belum dapat dinilai' : '–'),
              },
              {
                key: 'profil',
                head: 'Profil',
                cell: (one) => one.profileCode && `${one.profileCode}, versi ${one.profileVersion}`,
              },
              {
                key: 'bintang',
                head: 'Bintang',
                cell: (one) =>
                  one.starScheme !== null && one.stars !== null ? starWords(one.starScheme, one.stars) : null,
              },
              {
                key: 'terbuka',
                head: 'Sedang dinilai',
                cell: (one) => (one.openId === null ? null : <a href={`/penilaian/isian/${one.openId}`}>Lanjutkan</a>),
              },
            ]}
          />
          <Pager
            page={list.page}
            pages={list.pages}
            href={(page) => address('/penilaian', { ...query, hal: page })}
            said={`${count(list.found)} produk`}
          />
          <HowComputed
            entries={[
              { term: 'Jatuh tempo', text: 'Tanggal penutupan ditambah masa berlaku menurut profil saat ditutup.' },
              { term: 'Tidak termasuk', text: 'Produk dalam arsip; penilaian yang dibatalkan atau masih terbuka.' },
            ]}
          />
          <Downloads files={[]} api="/api/v1/grading/due" />
        </>
      )}
    </>
  );
}

export interface RankingProps {
  ctx: PageContext;
  profiles: readonly Profile[];
  /** Null while no version is chosen, or when what was asked for is none. */
  ranking: Ranking | null;
  refusal: string | null;
}

/** Products by score, within one profile version. */
export function RankingView({ profiles, ranking, refusal }: RankingProps): VNode {
  const link = (profile: Profile, page: number | null = null): string =>
    address('/penilaian/peringkat', { profil: profile.code, versi: profile.version, hal: page });
  return (
    <>
      <GradingTabs here="peringkat" />
      {refusal !== null && <Notice kind="bad">{refusal}</Notice>}
      <p>Pilih satu versi profil. Skor dari dua versi tidak dapat dibandingkan, jadi tidak ada peringkat gabungan.</p>
      <Tabs
        label="Versi profil"
        tabs={profiles.map((profile) => ({
          href: link(profile),
          text: `${profile.title}, versi ${profile.version}`,
          here: ranking?.profile === profile,
        }))}
      />
      {ranking && (
        <>
          <Answer>
            <strong>{count(ranking.ranked)} produk</strong> punya skor menurut {ranking.profile.title} versi{' '}
            {ranking.profile.version}. {count(ranking.tooLittleJudged)} ditutup tanpa skor karena belum cukup dinilai
            {ranking.otherFile > 0 &&
              `; ${count(ranking.otherFile)} tidak diperingkat karena berkas profilnya diubah sesudah dinilai`}
            .
          </Answer>
          <DataTable
            label="Peringkat"
            caption="Skor yang sama mendapat peringkat yang sama. Dimensi yang tidak berlaku berbeda antarproduk, lihat bobotnya."
            rows={ranking.items}
            empty="Belum ada produk yang punya skor dalam versi ini."
            columns={[
              {
                key: 'produk',
                head: 'Produk',
                cell: (one) => (
                  <>
                    <a href={`/penilaian/isian/${one.assessmentId}`}>{one.name}</a>
                    <span class="sub">{one.places ?? one.group}</span>
                  </>
                ),
              },
              { key: 'peringkat', head: 'Peringkat', kind: 'number', cell: (one) => count(one.rank) },
              { key: 'skor', head: 'Skor', kind: 'number', cell: (one) => shareWords(one.score) },
              {
                key: 'lengkap',
                head: 'Bobot dinilai',
                cell: (one) => completenessWords(one.judgedWeight, one.applicableWeight),
              },
              { key: 'tutup', head: 'Ditutup', cell: (one) => formatDay(one.closedOn) },
              {
                key: 'baru',
                head: 'Catatan',
                kind: 'wide',
                cell: (one) =>
                  one.newerProfile && `Sudah dinilai ulang dengan ${one.newerProfile} versi ${one.newerVersion}`,
              },
            ]}
          />
          <Pager
            page={ranking.page}
            pages={ranking.pages}
            href={(page) => link(ranking.profile, page)}
            said={`${count(ranking.ranked)} produk`}
          />
          <HowComputed
            entries={[
              {
                term: 'Skor',
                text: 'Rata-rata berbobot kedudukan dimensi yang dinilai; dihitung tepat, dibulatkan hanya di layar.',
              },
              {
                term: 'Rubrik',
                text: (
                  <a href={`/penilaian/rubrik/${ranking.profile.code}/${ranking.profile.version}`}>
                    Bobot dan tingkatnya
                  </a>
                ),
              },
              {
                term: 'Tidak termasuk',
                text: 'Produk dalam arsip, penilaian yang dibatalkan, terbuka, atau tanpa skor.',
              },
            ]}
          />
          <Downloads
            files={[
              {
                text: 'XLSX',
                href: address('/penilaian/peringkat/unduh.xlsx', {
                  profil: ranking.profile.code,
                  versi: ranking.profile.version,
                }),
              },
              {
                text: 'CSV',
                href: address('/penilaian/peringkat/unduh.csv', {
                  profil: ranking.profile.code,
                  versi: ranking.profile.version,
                }),
              },
            ]}
            api={address('/api/v1/grading/ranking', {
              profile: ranking.profile.code,
              version: ranking.profile.version,
            })}
          />
        </>
      )}
    </>
  );
}

export function RubricListView({ profiles }: { profiles: readonly Profile[] }): VNode {
  return (
    <>
      <GradingTabs here="rubrik" />
      <DataTable
        label="Profil penilaian"
        caption="Versi lama tetap ada, supaya penilaian yang memakainya tetap dapat dijelaskan."
        rows={profiles}
        columns={[
          {
            key: 'profil',
            head: 'Profil',
            cell: (one) => (
              <a href={`/penilaian/rubrik/${one.code}/${one.version}`}>
                {one.title}, versi {one.version}
              </a>
            ),
          },
          { key: 'mulai', head: 'Berlaku sejak', cell: (one) => formatDay(one.effectiveFrom) },
          { key: 'dimensi', head: 'Dimensi', kind: 'number', cell: (one) => one.dimensions.length },
          { key: 'masa', head: 'Penilaian berlaku', cell: (one) => `${one.validMonths} bulan` },
        ]}
      />
    </>
  );
}

/** One version of the rubric: levels, weights, and what was mended with the reason. */
export function RubricView({ profile }: { profile: Profile }): VNode {
  const total = profile.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      <GradingTabs here="rubrik" />
      <Notice kind="warn" title="Asumsi biro">
        <ul>
          {profile.assumptions.map((assumption) => (
            <li>{assumption}</li>
          ))}
        </ul>
      </Notice>
      <DataTable
        label="Dimensi"
        caption={`${profile.dimensions.length} dimensi, ${total} bobot. Tingkat bertanda * ditambahkan, tidak ada dalam tabel sumber.`}
        rows={profile.dimensions}
        rowId={(one) => one.code}
        columns={[
          {
            key: 'dimensi',
            head: 'Dimensi',
            cell: (one) => (
              <>
                {one.name}
                <span class="sub">
                  {one.aspect.name}, {one.printed}
                </span>
              </>
            ),
          },
          {
            key: 'tingkat',
            head: 'Tingkat, dari yang terendah',
            kind: 'wide',
            cell: (one) => (
              <>
                {one.choice === 'multiple' && <span class="sub">Pilihan ganda: bagian butir yang terpenuhi</span>}
                <ol>
                  {one.levels.map((level) => (
                    <li>
                      {level.text}
                      {level.printed === null && ' *'}
                    </li>
                  ))}
                </ol>
              </>
            ),
          },
          {
            key: 'bobot',
            head: 'Bobot',
            kind: 'number',
            cell: (one) => (
              <>
                {one.weight}
                <span class="sub">{formatPercent(BigInt(one.weight), BigInt(total))}</span>
              </>
            ),
          },
          {
            key: 'perbaikan',
            head: 'Yang diperbaiki, dan alasannya',
            kind: 'wide',
            cell: (one) =>
              (one.mends.length > 0 || one.note !== null) && (
                <>
                  {one.mends.map((mend) => (
                    <p>
                      {mend.what} <span class="sub">{mend.why}</span>
                    </p>
                  ))}
                  {one.note !== null && <p class="sub">{one.note}</p>}
                </>
              ),
          },
        ]}
      />
      {profile.leavesOut.length > 0 && (
        <section>
          <h2>Dimensi yang tidak dipakai</h2>
          <ul>
            {profile.leavesOut.map((one) => (
              <li>
                {one.name}: {one.why}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Cacat yang diketahui pada sumbernya</h2>
        <p class="prose">{profile.dimensionsSource}.</p>
        <ul class="prose">
          {profile.defects.map((defect) => (
            <li>
              {defect.what} <span class="sub">{defect.handled}</span>
            </li>
          ))}
        </ul>
      </section>
      <Downloads files={[]} api={`/api/v1/grading/profiles/${profile.code}/${profile.version}`} />
    </>
  );
}
