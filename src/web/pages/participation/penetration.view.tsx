import type { VNode } from 'preact';
import type { Penetration, PenetrationRow, PopulationCells } from '../../../participation/penetration.service.js';
import type { YearColumn } from '../../../participation/participation.js';
import { countWords, percentWords, spanWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { address, Csrf, DataTable, ErrorSummary, FormField, type PageContext } from '../../components/index.js';
import { FUNNEL, rowsLink } from './funnel-rows.link.js';
import { WORKING } from './working.words.js';

const STATES = `${WORKING}/katalog`;

export interface PenetrationProps {
  ctx: PageContext;
  /** Day of which the page tells. */
  day: string;
  penetration: Penetration;
  /** The newest year with data; null = none. */
  column: YearColumn | null;
  typed?: PopulationCells;
  problems?: readonly FieldProblem[] | null;
}

/** UMK in the catalogue and selling, of each population that is known; numbers that have rows open them. */
export function PenetrationView({ ctx, day, penetration, column, typed, problems }: PenetrationProps): VNode {
  const { listed, sold, rows } = penetration;
  const share = (text: string | null): VNode | string =>
    text === null ? <span class="sub">tidak tersedia</span> : percentWords(text);
  const mayWrite = ctx.can('participation.write');
  return (
    <section>
      <h2 id="penetrasi">Dari populasi yang mana</h2>
      <p class="prose">
        UMK tayang:{' '}
        {listed.count === null ? (
          'tidak tersedia, belum ada keadaan katalog.'
        ) : (
          <>
            <a href={STATES}>{countWords(listed.count)}</a>, keadaan {formatDay(listed.onDay ?? '')} (
            {listed.source ?? ''}).
          </>
        )}{' '}
        UMK yang menjual:{' '}
        {sold === null || column === null ? (
          'tidak tersedia.'
        ) : (
          <>
            <a href={address(`${WORKING}/pelaku`, { sampai: day, pada: column.year, angka: 'umk' })}>
              {countWords(sold)}
            </a>
            , {spanWords(column.span)}.
          </>
        )}{' '}
        Setiap penyebut punya kekurangan; sebutkan yang dipakai saat mengutip.
      </p>
      <DataTable<PenetrationRow>
        label="Tabel penetrasi"
        caption="Penyebut berdampingan, masing-masing dengan tanggal, sumber, dan kekurangannya. Persennya: UMK tayang atau UMK yang menjual di atas, dibagi banyaknya."
        columns={[
          {
            key: 'populasi',
            head: 'Populasi',
            cell: (row) => (
              <>
                {row.name}
                <span class="sub">{row.onDay === null ? 'tanpa tanggal' : formatDay(row.onDay)}</span>
              </>
            ),
          },
          {
            key: 'banyak',
            head: 'Banyaknya',
            kind: 'number',
            cell: (row) => amountOf(ctx, day, row),
          },
          { key: 'tayang', head: 'UMK tayang', kind: 'number', cell: (row) => share(row.listed) },
          { key: 'menjual', head: 'UMK yang menjual', kind: 'number', cell: (row) => share(row.sold) },
          {
            key: 'kekurangan',
            head: 'Kekurangan',
            kind: 'wide',
            cell: (row) => (
              <>
                {row.limits}
                <span class="sub">{row.source}</span>
                {row.id !== null && mayWrite && (
                  <form method="post" action={`${FUNNEL}/populasi/${row.id}/hapus`}>
                    <Csrf ctx={ctx} />
                    <button class="quiet">
                      Hapus<span class="unseen"> populasi {row.name}</span>
                    </button>
                  </form>
                )}
              </>
            ),
          },
        ]}
        rows={rows}
      />
      {mayWrite && (
        <>
          <h3 id="populasi">Catat populasi dari sumber lain</h3>
          {problems && <ErrorSummary problems={problems} />}
          <form class="form" method="post" action={`${FUNNEL}/populasi`}>
            <Csrf ctx={ctx} />
            <FormField name="name" label="Nama populasi" value={typed?.name} error={problems} />
            <FormField name="amount" label="Banyaknya" value={typed?.amount} error={problems} inputMode="numeric" />
            <FormField
              name="onDay"
              label="Tanggal keadaan"
              type="date"
              value={typed?.onDay}
              error={problems}
              help="Kosongkan bila sumber tidak menyebutnya"
            />
            <FormField name="source" label="Sumber" value={typed?.source} error={problems} />
            <FormField name="limits" label="Siapa yang tidak tercakup" value={typed?.limits} error={problems} />
            <button>Catat populasi</button>
          </form>
        </>
      )}
    </section>
  );
}

/** What a population is counted from opens; one that somebody entered is a number of its source. */
function amountOf(ctx: PageContext, day: string, { key, amount }: PenetrationRow): VNode | string {
  if (amount === null) return <span class="sub">tidak tersedia</span>;
  switch (key) {
    case 'register':
      return rowsLink(ctx, amount, { angka: 'known', sampai: day, menurut: 'umk', tempat: 'yes' });
    case 'catalogue':
      return <a href={STATES}>{countWords(amount)}</a>;
    case 'imk':
      return ctx.can('village.read') ? <a href="/desa">{countWords(amount)}</a> : countWords(amount);
    case null:
      return countWords(amount);
  }
}
