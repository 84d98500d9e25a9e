import type { VNode } from 'preact';
import type { ABOUT } from '../../../eligibility/decisions/decision.queries.js';
import type { DecisionPageDto } from '../../../eligibility/decisions/decisions.dto.js';
import type { Run } from '../../../eligibility/decisions/reassessment.js';
import type { State as Outcome } from '../../../eligibility/rules/assess.js';
import { type Platform, PLATFORMS } from '../../../eligibility/rules/index.js';
import { STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Figure,
  Figures,
  Filters,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import { PLATFORM_WORDS, STATE_KINDS, STATE_MEANING, stateOptions, untilWords } from './decisions.wording.js';

export interface DecisionsAsked {
  outcome?: Outcome;
  within?: string;
  platform?: Platform;
  about?: (typeof ABOUT)[number];
  text?: string;
  enterpriseId?: string;
  day?: string;
  known?: string;
  page: number;
}

export interface DecisionsProps {
  ctx: PageContext;
  asked: DecisionsAsked;
  found: DecisionPageDto;
  counts: Readonly<Record<Outcome, number>>;
  places: readonly Option[];
  run: Run | null;
}

const ABOUT_WORDS = { usaha: 'Usaha saja', produk: 'Bersama produk' } as const;

/** The query of an address that asks for the same. */
function queryOf(asked: DecisionsAsked): Record<string, string | undefined> {
  return {
    hasil: asked.outcome,
    kabupaten: asked.within,
    platform: asked.platform,
    jenis: asked.about,
    cari: asked.text,
    usaha: asked.enterpriseId,
    hari: asked.day,
    diketahui: asked.known,
  };
}

export function DecisionsView({ ctx, asked, found, counts, places, run }: DecisionsProps): VNode {
  const query = queryOf(asked);
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const said = saidOf(asked, places);
  if (all === 0 && said === null)
    return (
      <>
        <EmptyState
          title="Belum ada keputusan"
          action={ctx.can('enterprise.read') ? { href: '/usaha', text: 'Ke pelaku usaha' } : null}
        >
          <p>
            Setiap malam layanan ini menilai semua pelaku usaha dan produknya menurut data yang ada dan aturan yang
            berlaku. Keputusan disimpan bila hasil, dasar, atau aturannya berubah. Satu usaha dapat dinilai sekarang
            dari halamannya.
          </p>
        </EmptyState>
        <Tools />
      </>
    );
  return (
    <>
      <Answer>
        <strong>{count(counts.layak + counts['layak-bersyarat'])}</strong> dari {count(all)} boleh menjual;{' '}
        {count(counts['belum-lengkap'])} belum lengkap keterangannya, {count(counts.kedaluwarsa)} terhalang dokumen yang
        habis masa berlakunya, {count(counts['tidak-layak'])} tidak layak.
      </Answer>
      <Figures>
        {(Object.keys(counts) as Outcome[])
          .filter((state) => counts[state] > 0 || state !== 'tidak-berlaku')
          .map((state) => (
            <Figure
              label={STATE_WORDS[state]}
              value={count(counts[state])}
              href={address('/kelayakan', { ...query, hasil: state })}
              sub={STATE_MEANING[state]}
            />
          ))}
      </Figures>
      <Tools />
      <Filters
        action="/kelayakan"
        fields={[
          { name: 'hasil', label: 'Hasil', value: asked.outcome ?? null, options: stateOptions(), any: 'Semua hasil' },
          { name: 'kabupaten', label: 'Kabupaten/kota', value: asked.within ?? null, options: places, any: 'Semua' },
          {
            name: 'platform',
            label: 'Platform',
            value: asked.platform ?? null,
            options: PLATFORMS.map((value) => ({ value, text: PLATFORM_WORDS[value] })),
            any: 'Semua',
          },
          {
            name: 'jenis',
            label: 'Yang dinilai',
            value: asked.about ?? null,
            options: Object.entries(ABOUT_WORDS).map(([value, text]) => ({ value, text })),
            any: 'Semua',
          },
          { name: 'cari', label: 'Nama usaha atau produk', value: asked.text ?? null, type: 'search' },
          { name: 'hari', label: 'Keadaan pada hari', value: asked.day ?? null, type: 'date' },
          { name: 'diketahui', label: 'Menurut yang diketahui pada', value: asked.known ?? null, type: 'date' },
        ]}
        hidden={{ usaha: asked.enterpriseId ?? null }}
        said={said}
      />
      <BeforeTheFirst asked={asked} firstDay={found.firstDay} />
      <DataTable
        label="Daftar keputusan kelayakan"
        caption="Menurut nama pelaku usaha. Hasil ialah untuk menjual pada katalog."
        rows={found.items}
        empty="Tidak ada keputusan yang sesuai saringan. Untuk hari yang lampau, mungkin belum ada keputusan saat itu."
        columns={[
          {
            key: 'usaha',
            head: 'Pelaku usaha dan produk',
            cell: (one) => (
              <>
                <a href={`/kelayakan/${one.id}`}>{one.enterpriseName}</a>
                <span class="sub">
                  {one.productId === null ? 'Usaha saja' : (one.productName ?? `Produk ${one.productId}`)}
                </span>
              </>
            ),
          },
          {
            key: 'hasil',
            head: 'Hasil',
            kind: 'state',
            cell: (one) => <State kind={STATE_KINDS[one.outcome]}>{STATE_WORDS[one.outcome]}</State>,
          },
          { key: 'platform', head: 'Platform', cell: (one) => one.platform.replace('v', 'Versi ') },
          {
            key: 'siap',
            head: 'Syarat terpenuhi',
            kind: 'number',
            cell: (one) => `${one.readiness.met} dari ${one.readiness.asked}`,
          },
          { key: 'hari', head: 'Sejak', cell: (one) => formatDay(one.day) },
          { key: 'sampai', head: 'Tetap sampai', cell: (one) => untilWords(one.validUntil, one.outOfDate) },
        ]}
      />
      <Pager
        page={found.page}
        pages={found.pages}
        href={(next) => address('/kelayakan', { ...query, hal: String(next) })}
        said={`${count(found.total)} keputusan`}
      />
      <HowComputed
        entries={[
          {
            term: 'Hasil',
            text: 'Diturunkan dari hasil setiap syarat, tidak pernah diketik. Layak: semua syarat yang mengikat terpenuhi. Keterangan yang tidak ada membuat syarat "belum dapat dinilai", bukan "tidak".',
          },
          {
            term: 'Dua sumbu waktu',
            text: '"Keadaan pada hari" ialah hari yang dinilai. "Menurut yang diketahui pada" menyembunyikan keputusan yang baru dibuat sesudah hari itu, sehingga keadaan 30 Juni dapat dilihat seperti diketahui pada 15 Juli.',
          },
          {
            term: 'Dinilai ulang',
            text:
              run === null
                ? 'Setiap malam; belum pernah sampai sekarang.'
                : `Setiap malam. Terakhir untuk ${formatDay(run.day)}${run.finishedAt === null ? ' (masih berjalan)' : ''}: ${count(run.judged)} dinilai, ${count(run.written)} keputusan baru.`,
          },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: address('/kelayakan/unduh.xlsx', query) },
          { text: 'CSV', href: address('/kelayakan/unduh.csv', query) },
        ]}
        api="/api/v1/eligibility/decisions"
      />
    </>
  );
}

/** What judges without keeping: it needs no decision to begin with. */
function Tools(): VNode {
  return (
    <p class="actions">
      <a class="button quiet" href="/kelayakan/daftar">
        Nilai sebuah daftar
      </a>
      <a class="button quiet" href="/kelayakan/andai">
        Andaikan aturan berubah
      </a>
    </p>
  );
}

/** Of days before the first decision there is none, and nothing takes its place silently. */
function BeforeTheFirst({ asked, firstDay }: { asked: DecisionsAsked; firstDay: string | null }): VNode | null {
  const { day, enterpriseId } = asked;
  if (day === undefined || (firstDay !== null && firstDay <= day)) return null;
  return (
    <Notice kind="warn" title={`Belum ada keputusan untuk ${formatDay(day)}`}>
      {firstDay === null
        ? 'Belum ada keputusan yang disimpan.'
        : `Keputusan pertama${enterpriseId === undefined ? '' : ' tentang usaha ini'} disimpan untuk ${formatDay(firstDay)}.`}{' '}
      Hari sebelumnya hanya dapat dinilai dengan data yang diketahui sekarang, bukan yang diketahui pada hari itu
      {enterpriseId === undefined ? '; buka satu keputusan, lalu pilih "Keadaan pada hari lain".' : ': '}
      {enterpriseId !== undefined && (
        <a href={address('/kelayakan/pada', { usaha: enterpriseId, platform: asked.platform, hari: day })}>
          nilai sekarang untuk hari itu
        </a>
      )}
    </Notice>
  );
}

function saidOf(asked: DecisionsAsked, places: readonly Option[]): string | null {
  const said = [
    asked.outcome && STATE_WORDS[asked.outcome],
    asked.within && (places.find(({ value }) => value === asked.within)?.text ?? asked.within),
    asked.platform && PLATFORM_WORDS[asked.platform],
    asked.about && ABOUT_WORDS[asked.about],
    asked.text && `memuat "${asked.text}"`,
    asked.enterpriseId && 'satu pelaku usaha',
    asked.day && `keadaan pada ${formatDay(asked.day)}`,
    asked.known && `menurut yang diketahui pada ${formatDay(asked.known)}`,
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}

function count(n: number): string {
  return n.toLocaleString('id-ID');
}
