import type { VNode } from 'preact';
import type { Ranking } from '../../../catalogue/grading/grading.queries.js';
import type { Profile } from '../../../catalogue/grading/rubric.js';
import { formatDay } from '../../../shared/dates.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  HowComputed,
  Notice,
  type PageContext,
  Pager,
  Tabs,
} from '../../components/index.js';
import { completenessWords, count, shareWords } from './grading.wording.js';
import { GradingTabs } from './grading-tabs.view.js';

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
