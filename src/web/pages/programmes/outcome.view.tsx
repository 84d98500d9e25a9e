import type { VNode } from 'preact';
import {
  OUTCOME_CAVEAT,
  type OutcomeMember,
  type OutcomeMembers,
  type OutcomeReached,
  type OutcomeSideName,
} from '../../../participation/programmes/outcome.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, senFromDecimal } from '../../../shared/money.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  Notice,
  type PageContext,
  Pager,
  Tabs,
} from '../../components/index.js';
import {
  count,
  eligibleWords,
  membersSentence,
  SIDE_WORDS,
  SINCE_WORDS,
  soldWords,
  whenWords,
} from './programmes.wording.js';

/** Which number of what became of participants is opened. */
export interface OutcomeNamed {
  side: OutcomeSideName;
  reached: OutcomeReached;
}

/** The address of its rows; `file` an ending such as '/unduh.xlsx'. */
export function outcomeHref(id: string, { side, reached }: OutcomeNamed, page = 1, file = ''): string {
  return address(`/program/${id}/sesudah${file}`, {
    sisi: side,
    langkah: reached === 'semua' ? null : reached,
    hal: page === 1 ? null : page,
  });
}

export interface OutcomeViewProps {
  ctx: PageContext;
  id: string;
  named: OutcomeNamed;
  until: string;
  found: OutcomeMembers;
}

/** The enterprises behind one number, by name, each with what became of it. */
export function OutcomeView({ ctx, id, named, until, found }: OutcomeViewProps): VNode {
  const { side, reached } = named;
  const { total } = found;
  // Whoever does not see all purchases is not told for how much somebody sold.
  const valued = ctx.scope.kind === 'all';
  return (
    <>
      <Tabs
        label="Peserta atau bukan"
        tabs={(['peserta', 'bukan-peserta'] as const).map((one) => ({
          text: SIDE_WORDS[one],
          href: outcomeHref(id, { side: one, reached }),
          here: one === side,
        }))}
      />
      <Answer>{membersSentence(named, total, until)}</Answer>
      <DataTable<OutcomeMember>
        label="Tabel pelaku usaha"
        caption={
          side === 'peserta'
            ? 'Dihitung sejak tanggal ikutnya. Urut nama, tanpa CV, PT, atau UD.'
            : 'Tidak ikut, jadi dihitung sejak hari pertama program. Urut nama, tanpa CV, PT, atau UD.'
        }
        columns={[
          {
            key: 'nama',
            head: 'Pelaku usaha',
            cell: (row) => (
              <>
                {ctx.can('enterprise.read') ? <a href={`/usaha/${row.id}`}>{row.name}</a> : row.name}
                <span class="sub">{row.regency ?? 'kabupaten/kota belum diketahui'}</span>
              </>
            ),
          },
          { key: 'sejak', head: 'Dihitung sejak', cell: ({ since }) => formatDay(since) },
          { key: 'layak', head: 'Layak', cell: eligibleWords },
          {
            key: 'tayang',
            head: 'Tayang',
            cell: ({ listedBefore, listedAfter }) => whenWords(listedBefore, listedAfter, side),
          },
          { key: 'menjual', head: 'Menjual', cell: (row) => soldWords(row, side) },
          ...(valued
            ? [
                {
                  key: 'nilai',
                  head: `Nilai ${SINCE_WORDS[side]} (Rp)`,
                  kind: 'number' as const,
                  cell: ({ soldValue, withoutKey }: OutcomeMember) =>
                    withoutKey || soldValue === null ? '' : formatAmount(senFromDecimal(soldValue)),
                },
              ]
            : []),
        ]}
        rows={found.items}
        foot={{ nama: `Jumlah ${count(total ?? 0)} pelaku usaha` }}
        empty={
          (total ?? 0) === 0
            ? 'Tidak ada pelaku usaha yang sesuai.'
            : 'Halaman ini tidak ada; barisnya ada pada halaman sebelumnya.'
        }
      />
      <Pager page={found.page} pages={found.pages} href={(page) => outcomeHref(id, named, page)} />
      <Notice kind="warn" title="Bukan sebab akibat">
        {OUTCOME_CAVEAT}
      </Notice>
      <Downloads
        files={(['xlsx', 'csv'] as const).map((format) => ({
          text: format.toUpperCase(),
          href: outcomeHref(id, named, 1, `/unduh.${format}`),
        }))}
        api={address(`/api/v1/programmes/${id}/outcome/enterprises`, { side, reached })}
      />
    </>
  );
}
