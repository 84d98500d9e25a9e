import type { VNode } from 'preact';
import { circularName, type CircularView } from '../../../compliance/circular.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, FormField, type PageContext } from '../../components/index.js';
import { type CircularForm, first } from './circulars.form.js';

export interface EndingProps {
  ctx: PageContext;
  circular: CircularView;
  form: CircularForm;
  problems: readonly FieldProblem[];
}

/** Ends an issued circular, or deletes a draft: says what will change. */
export function Ending({ ctx, circular, form, problems }: EndingProps): VNode {
  if (circular.state === 'draf')
    return (
      <details>
        <summary>Hapus draf ini</summary>
        <form class="form" method="post" action={`/edaran/${circular.id}/hapus`}>
          <Csrf ctx={ctx} />
          <p>
            Draf {circularName(circular)} dihapus beserta {circular.obligations.length} butirnya. Angka mana pun tidak
            berubah.
          </p>
          <p class="actions">
            <button class="danger">Hapus draf</button>
          </p>
        </form>
      </details>
    );
  return (
    <details open={problems.length > 0}>
      <summary>Akhiri edaran ini</summary>
      <form class="form" method="post" action={`/edaran/${circular.id}/akhiri`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="versi" value={String(circular.version)} />
        <p>
          Pesanan sesudah hari terakhir tidak lagi dinilai menurut edaran ini. Pesanan sebelumnya tetap dinilai, dan
          edarannya tetap tersimpan.
        </p>
        <FormField
          name="hari-terakhir"
          label="Hari terakhir berlaku"
          type="date"
          required
          value={first(form, 'hari-terakhir')}
          error={problems}
        />
        <FormField
          name="alasan-akhir"
          label="Alasan"
          required
          value={first(form, 'alasan-akhir')}
          error={problems}
          help="Contoh: dicabut dengan surat nomor 12/2026."
          maxLength={1000}
        />
        <p class="actions">
          <button class="danger">Akhiri edaran</button>
        </p>
      </form>
    </details>
  );
}
