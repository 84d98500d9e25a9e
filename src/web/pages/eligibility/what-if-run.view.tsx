import type { VNode } from 'preact';
import type { WhatIfRun, WhatIfState } from '../../../eligibility/decisions/what-if-runs.service.js';
import type { Book } from '../../../regulation/book.js';
import { formatDay, formatMoment, isDay } from '../../../shared/dates.js';
import { Answer, Bar, Csrf, DataTable, Notice, type PageContext, State } from '../../components/index.js';
import { PLATFORM_WORDS } from './decisions.wording.js';
import { Found } from './what-if-found.view.js';

const RUN_WORDS: Readonly<Record<WhatIfState, string>> = {
  berjalan: 'Sedang dihitung',
  selesai: 'Selesai',
  dibatalkan: 'Dibatalkan',
  gagal: 'Terputus',
};
const RUN_KINDS = { berjalan: 'warn', selesai: 'good', dibatalkan: 'none', gagal: 'bad' } as const;

export interface WhatIfRunProps {
  ctx: PageContext;
  run: WhatIfRun;
  mayCancel: boolean;
  book: Book;
}

/** How far a calculation in the background has come, and what it found. */
export function WhatIfRunView({ ctx, run, mayCancel, book }: WhatIfRunProps): VNode {
  const { id, state, done, total, judged, answer } = run;
  return (
    <>
      <Answer>
        <State kind={RUN_KINDS[state]}>{RUN_WORDS[state]}</State> {questionWords(run, book)}.
      </Answer>
      <Bar
        known={total === 0 ? 100 : Math.min(100, (done * 100) / total)}
        unknown={0}
        label={`${count(Math.min(done, total))} dari ${count(total)} pelaku usaha, ${count(judged)} penilaian`}
      />
      <p class="sub">
        Diminta {run.askedBy}, {formatMoment(run.askedAt, ctx.instance.timeZone)}.{' '}
        {state === 'berjalan'
          ? 'Halaman ini dimuat ulang sendiri; Anda boleh menutupnya, perhitungannya jalan terus.'
          : 'Hasilnya dihapus sesudah satu hari.'}
      </p>
      {state === 'berjalan' && mayCancel && (
        <form method="post" action={`/kelayakan/andai/hitungan/${id}/batal`}>
          <Csrf ctx={ctx} />
          <button class="quiet">Batalkan perhitungan</button>
        </form>
      )}
      {state === 'gagal' && (
        <Notice kind="warn" title="Terputus">
          Layanan dihentikan atau terganggu sebelum selesai. <a href="/kelayakan/andai">Hitung lagi</a>.
        </Notice>
      )}
      {answer && <Found answer={answer} />}
    </>
  );
}

/** Calculations of today, so that nobody asks for the same twice. */
export function Runs({ ctx, runs, book }: { ctx: PageContext; runs: readonly WhatIfRun[]; book: Book }): VNode {
  return (
    <section>
      <h2>Perhitungan hari ini</h2>
      <DataTable<WhatIfRun>
        label="Perhitungan hari ini"
        caption="Yang dihitung di belakang layar; hasilnya ada satu hari."
        rows={runs}
        columns={[
          {
            key: 'andai',
            head: 'Pengandaian',
            cell: (run) => <a href={`/kelayakan/andai/hitungan/${run.id}`}>{questionWords(run, book)}</a>,
          },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: ({ state }) => <State kind={RUN_KINDS[state]}>{RUN_WORDS[state]}</State>,
          },
          {
            key: 'oleh',
            head: 'Diminta',
            cell: (run) => `${run.askedBy}, ${formatMoment(run.askedAt, ctx.instance.timeZone)}`,
          },
        ]}
      />
    </section>
  );
}

function questionWords({ question: { proposal, day, platform, within } }: WhatIfRun, book: Book): string {
  const label = book.parameters.get(proposal.key)?.label ?? proposal.key;
  const where = within === undefined ? '' : `, wilayah ${within}`;
  const from = isDay(day) ? formatDay(day) : day;
  return `"${label}" menjadi "${proposal.value}", ${PLATFORM_WORDS[platform].toLowerCase()}, untuk ${from}${where}`;
}

function count(n: number): string {
  return n.toLocaleString('id-ID');
}
