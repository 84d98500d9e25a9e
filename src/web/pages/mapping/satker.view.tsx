import type { VNode } from 'preact';
import type { PerangkatDaerah, SatkerHistory } from '../../../purchasing/mapping/mapping.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Answer, Csrf, DataTable, ErrorSummary, FormField, type PageContext, State } from '../../components/index.js';
import { aliasWords, count, periodWords, STATE_KINDS, STATE_NAMES } from './mapping.wording.js';
import { choices } from './mapping-parts.view.js';

export interface SatkerProps {
  ctx: PageContext;
  history: SatkerHistory;
  perangkatDaerah: readonly PerangkatDaerah[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One satker: how the feeds name it, where it belonged from when to when, and the form that moves it. */
export function SatkerView({ ctx, history, perangkatDaerah, typed, problems }: SatkerProps): VNode {
  const now = history.versions.find((one) => one.validFrom <= ctx.today && (one.validTo ?? ctx.today) >= ctx.today);
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        {now?.perangkatDaerah ? (
          <>
            Hari ini termasuk <strong>{now.perangkatDaerah.name}</strong> ({STATE_NAMES[now.state].toLowerCase()}).
          </>
        ) : (
          'Hari ini belum termasuk perangkat daerah mana pun.'
        )}
      </Answer>
      <DataTable
        label="Riwayat pemetaan"
        caption="Menurut tanggal, yang terbaru dahulu."
        empty="Belum ada pemetaan maupun usulan."
        rows={history.versions}
        columns={[
          { key: 'masa', head: 'Berlaku', cell: (one) => periodWords(one.validFrom, one.validTo) },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (one) => <State kind={STATE_KINDS[one.state]}>{STATE_NAMES[one.state]}</State>,
          },
          { key: 'pd', head: 'Perangkat daerah', cell: (one) => one.perangkatDaerah?.name ?? 'Tidak ada' },
          { key: 'alasan', head: 'Alasan', cell: (one) => one.reason },
          {
            key: 'oleh',
            head: 'Ditetapkan',
            cell: (one) => `${one.decidedBy ?? 'usulan dari kode'}, ${formatDay(one.decidedAt.slice(0, 10))}`,
          },
        ]}
      />
      <details>
        <summary>Sebutan satker ini dalam sumber ({count(history.aliases.length)})</summary>
        <ul>
          {history.aliases.map((alias) => (
            <li>
              {aliasWords(alias.ref)}
              {alias.textCode !== null && `, kode ${alias.textCode}`}
              {alias.name !== null && `, ${alias.name}`}
            </li>
          ))}
        </ul>
      </details>
      {ctx.can('mapping.write') && (
        <>
          <h2>Ubah perangkat daerah</h2>
          <form class="form" method="post" action="/pemetaan/satker">
            <Csrf ctx={ctx} />
            <input type="hidden" name="klpd" value={history.klpd} />
            <input type="hidden" name="satker" value={history.satkerKey} />
            <FormField
              name="pdBaru"
              label="Perangkat daerah"
              type="select"
              any="Pilih perangkat daerah"
              options={choices(perangkatDaerah)}
              value={typed['pdBaru'] ?? now?.perangkatDaerah?.id}
              error={problems}
              help={<a href="/pemetaan/perangkat-daerah">Tambah perangkat daerah baru</a>}
            />
            <FormField
              name="mulai"
              label="Mulai tanggal"
              type="date"
              value={typed['mulai']}
              error={problems}
              required={false}
              help="Kosong: sejak awal, termasuk tahun-tahun lalu."
            />
            <FormField
              name="alasan"
              label="Alasan"
              value={typed['alasan']}
              error={problems}
              maxLength={500}
              required={false}
            />
            <div class="actions">
              <button>Simpan pemetaan</button>
              <a class="button quiet" href="/pemetaan">
                Batal
              </a>
            </div>
          </form>
        </>
      )}
    </>
  );
}
