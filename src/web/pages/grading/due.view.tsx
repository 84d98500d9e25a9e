import type { VNode } from 'preact';
import { DUE_STATES, type DueList, type DueState } from '../../../catalogue/grading/grading.queries.js';
import { formatDay } from '../../../shared/dates.js';
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
} from '../../components/index.js';
import { count, DUE_WORDS, shareWords, starWords } from './grading.wording.js';
import { GradingTabs } from './grading-tabs.view.js';

const STATE_KIND = { terlambat: 'bad', segera: 'warn', 'belum-pernah': 'none', berlaku: 'good' } as const;

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
