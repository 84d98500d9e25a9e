import type { VNode } from 'preact';
import type { SupplierDetail } from '../../../purchasing/suppliers/suppliers.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Answer, Csrf, DataTable, ErrorSummary, FormField, type PageContext, State } from '../../components/index.js';
import {
  DECISION_OPTIONS,
  nameOf,
  periodWords,
  SCHEME_WORDS,
  UMK_KINDS,
  UMK_NAMES,
  UMK_SAID,
} from './suppliers.wording.js';
import { supplierHref } from './supplier-parts.view.js';

export interface SupplierProps {
  ctx: PageContext;
  supplier: SupplierDetail;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One supplier: its class over time, and the form of the bureau's decision. */
export function SupplierView({ ctx, supplier, typed, problems }: SupplierProps): VNode {
  const now = supplier.states.find(
    (state) => (state.validFrom ?? ctx.today) <= ctx.today && (state.validTo ?? ctx.today) >= ctx.today,
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        Hari ini kelas usahanya <strong>{UMK_SAID[now?.umk ?? 'unknown']}</strong> (
        {now?.basis ?? 'belum ada data penyedia maupun keputusan biro'}).
      </Answer>
      <DataTable
        label="Kelas usaha dari masa ke masa"
        caption="Yang berlaku menurut tanggal pesanan, yang terbaru dahulu."
        empty="Belum ada keterangan."
        rows={supplier.states}
        columns={[
          { key: 'masa', head: 'Tanggal pesanan', cell: (state) => periodWords(state.validFrom, state.validTo) },
          {
            key: 'kelas',
            head: 'Kelas usaha',
            kind: 'state',
            cell: (state) => <State kind={UMK_KINDS[state.umk]}>{UMK_NAMES[state.umk]}</State>,
          },
          { key: 'dasar', head: 'Dasarnya', cell: (state) => state.basis },
        ]}
      />
      {supplier.decisions.length > 0 && (
        <DataTable
          label="Keputusan biro"
          caption="Keputusan biro tentang penyedia ini."
          rows={supplier.decisions}
          columns={[
            { key: 'masa', head: 'Berlaku', cell: (decision) => periodWords(decision.validFrom, decision.validTo) },
            {
              key: 'kelas',
              head: 'Keputusan',
              kind: 'state',
              cell: (decision) => <State kind={UMK_KINDS[decision.umk]}>{UMK_NAMES[decision.umk]}</State>,
            },
            { key: 'catatan', head: 'Catatan', cell: (decision) => decision.note },
            {
              key: 'oleh',
              head: 'Ditetapkan',
              cell: (decision) =>
                `${decision.decidedBy ?? 'tidak tercatat'}, ${formatDay(decision.decidedAt.slice(0, 10))}`,
            },
          ]}
        />
      )}
      {supplier.sameSikap.length > 0 && (
        <p class="prose">
          Nomor SIKaP {supplier.sikapId} juga dipakai oleh:{' '}
          {supplier.sameSikap.map((other, index) => (
            <>
              {index > 0 && ', '}
              <a href={supplierHref(other.scheme, other.key)}>
                {nameOf(other)} ({SCHEME_WORDS[other.scheme]})
              </a>
            </>
          ))}
          .
        </p>
      )}
      {ctx.can('supplier.write') && (
        <>
          <h2>Keputusan biro</h2>
          <form class="form" method="post" action="/penyedia/keputusan">
            <Csrf ctx={ctx} />
            <input type="hidden" name="scheme" value={supplier.scheme} />
            <input type="hidden" name="key" value={supplier.key} />
            <input type="hidden" name="name" value={supplier.name ?? ''} />
            <FormField
              name="umk"
              label="Kelas usaha"
              type="radio"
              options={DECISION_OPTIONS}
              value={typed['umk']}
              error={problems}
            />
            <FormField
              name="validFrom"
              label="Mulai tanggal pesanan"
              type="date"
              value={typed['validFrom']}
              error={problems}
              required={false}
              help="Kosong: sejak awal. Isi bila kelasnya berubah pada suatu tanggal."
            />
            <FormField
              name="validTo"
              label="Sampai tanggal pesanan"
              type="date"
              value={typed['validTo']}
              error={problems}
              required={false}
              help="Kosong: seterusnya."
            />
            <FormField
              name="note"
              label="Catatan"
              value={typed['note']}
              error={problems}
              maxLength={500}
              required={false}
              help="Dasar keputusan. Contoh: NIB skala kecil, diperiksa di OSS 3 Maret 2026. Jangan menulis NPWP."
            />
            <p class="help">Setelah disimpan, semua angka UMK langsung dihitung ulang.</p>
            <div class="actions">
              <button>Simpan keputusan</button>
              <a class="button quiet" href="/penyedia">
                Batal
              </a>
            </div>
          </form>
        </>
      )}
    </>
  );
}
