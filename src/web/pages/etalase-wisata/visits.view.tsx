import type { VNode } from 'preact';
import type { WisataPlace } from '../../../etalase/places/place.js';
import type { Visit } from '../../../etalase/visits/visit.js';
import { formatDay } from '../../../shared/dates.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  WithdrawForm,
} from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { count } from '../katalog/katalog.wording.js';

export interface VisitsProps {
  ctx: PageContext;
  place: WisataPlace;
  visits: readonly Visit[];
  typed: Typed;
  refusal: Refusal;
}

export function VisitsView({ ctx, place, visits, typed, refusal: { problems, conflict } }: VisitsProps): VNode {
  const write = ctx.can('etalase.write');
  const year = ctx.today.slice(0, 4);
  const counted = visits.filter(({ from, withdrawnWhy }) => from.startsWith(year) && withdrawnWhy === null);
  const path = `/etalase-wisata/${place.kode}/kunjungan`;
  return (
    <>
      {conflict !== null && (
        <Notice kind="warn" title="Belum disimpan">
          {conflict}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <Answer>
        {counted.length === 0 ? (
          `Tahun ${year} belum ada catatan pengunjung. Ini bukan berarti tidak ada yang datang.`
        ) : (
          <>
            <strong>{count(counted.reduce((sum, { visitors }) => sum + visitors, 0))} pengunjung</strong> tercatat tahun{' '}
            {year}, dari {count(counted.length)} catatan sampai {formatDay(counted[0]?.until ?? ctx.today)}.
          </>
        )}
      </Answer>
      <DataTable
        label="Catatan kunjungan"
        caption="Yang terbaru dahulu. Masa yang tidak ada di sini belum diketahui, bukan nol."
        rows={visits}
        empty="Belum ada catatan kunjungan."
        columns={[
          {
            key: 'masa',
            head: 'Masa',
            cell: (one) => (
              <>
                {formatDay(one.from)} sampai {formatDay(one.until)}
                {one.withdrawnWhy !== null && <span class="sub">Dicabut: {one.withdrawnWhy}</span>}
              </>
            ),
          },
          { key: 'pengunjung', head: 'Pengunjung', kind: 'number', cell: (one) => count(one.visitors) },
          {
            key: 'asing',
            head: 'Dari luar negeri',
            kind: 'number',
            cell: (one) => (one.foreign === null ? 'Tidak dihitung' : count(one.foreign)),
          },
          {
            key: 'sumber',
            head: 'Sumber',
            kind: 'wide',
            cell: (one) => (
              <>
                {one.source}
                {one.note !== null && <span class="sub">{one.note}</span>}
                <span class="sub">dicatat {one.recordedBy}</span>
              </>
            ),
          },
          {
            key: 'cabut',
            head: 'Pencabutan',
            cell: (one) =>
              write &&
              one.withdrawnWhy === null && (
                <WithdrawForm ctx={ctx} action={`${path}/${one.id}/cabut`} what={`catatan ${formatDay(one.from)}`} />
              ),
          },
        ]}
      />
      {write && (
        <section>
          <h2>Catat kunjungan</h2>
          <form class="form" method="post" action={path}>
            <Csrf ctx={ctx} />
            <FormField
              name="periodFrom"
              label="Hari pertama"
              type="date"
              value={typed['periodFrom']}
              error={problems}
              required
            />
            <FormField
              name="periodUntil"
              label="Hari terakhir"
              type="date"
              value={typed['periodUntil']}
              error={problems}
              required
              help="Dalam tahun yang sama. Masa dua catatan tidak boleh bertumpang, supaya tidak terhitung dua kali."
            />
            <FormField
              name="visitors"
              label="Banyaknya pengunjung"
              inputMode="numeric"
              value={typed['visitors']}
              error={problems}
              maxLength={12}
              required
              help="Contoh: 1.250"
            />
            <FormField
              name="foreign"
              label="Di antaranya dari luar negeri"
              inputMode="numeric"
              value={typed['foreign']}
              error={problems}
              maxLength={12}
              required={false}
              help="Kosongkan bila tidak dihitung; kosong tidak berarti nol."
            />
            <FormField
              name="source"
              label="Sumber"
              value={typed['source']}
              error={problems}
              maxLength={200}
              required
              help="Contoh: Karcis terjual, laporan pengelola Agustus"
            />
            <FormField
              name="note"
              label="Catatan"
              type="textarea"
              rows={2}
              value={typed['note']}
              error={problems}
              maxLength={500}
              required={false}
            />
            <button>Catat kunjungan</button>
          </form>
        </section>
      )}
    </>
  );
}
