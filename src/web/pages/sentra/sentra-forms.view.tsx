import type { VNode } from 'preact';
import type { JudgedSentra, Statement } from '../../../catalogue/sentra/sentra.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, ErrorSummary, FormField, Notice, type Option, type PageContext } from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { type PickedPlace, PlaceField } from '../../place-field.js';
import { STATEMENT_WORDS } from './sentra.wording.js';

export interface SentraFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  sentra: JudgedSentra | null;
  typed: Typed;
  picked: PickedPlace;
  groups: readonly Option[];
  problems: readonly FieldProblem[];
  conflict: string | null;
}

export function SentraForm({ ctx, sentra, typed, picked, groups, problems, conflict }: SentraFormProps): VNode {
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          {sentra && (
            <p>
              Yang tercatat sekarang: {sentra.name}, {sentra.place}, {sentra.groupName ?? 'tanpa kelompok'}
              {sentra.note ? `, keterangan "${sentra.note}"` : ''}.
            </p>
          )}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={sentra ? `/sentra/${sentra.id}` : '/sentra'}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={sentra?.version ?? 0} />
        <FormField
          name="name"
          label="Nama sentra"
          value={typed['name']}
          error={problems}
          maxLength={200}
          required
          help="Contoh: Sentra Tenun Ikat Desa Contoh"
        />
        <PlaceField
          label="Desa, kecamatan, atau kabupaten"
          typed={typed}
          picked={picked}
          problems={problems}
          required
        />
        <FormField
          name="groupCode"
          label="Kelompok produk"
          type="select"
          options={groups}
          any="Belum ditentukan"
          value={typed['groupCode']}
          error={problems}
          required={false}
        />
        <FormField
          name="productKind"
          label="Jenis produk"
          value={typed['productKind']}
          error={problems}
          maxLength={200}
          required={false}
          help="Contoh: kain tenun ikat"
        />
        <FormField
          name="foundedOn"
          label="Berdiri sejak"
          type="date"
          value={typed['foundedOn']}
          error={problems}
          required={false}
        />
        <FormField
          name="note"
          label="Keterangan"
          type="textarea"
          value={typed['note']}
          error={problems}
          maxLength={2000}
          required={false}
        />
        <div class="actions">
          <button>Simpan sentra</button>
          <a class="button quiet" href={sentra ? `/sentra/${sentra.id}` : '/sentra'}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}

export interface StatementsProps {
  ctx: PageContext;
  sentra: JudgedSentra;
  statements: readonly Statement[];
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
}

export function StatementsForm({ ctx, sentra, statements, typed, problems, conflict }: StatementsProps): VNode {
  return (
    <>
      {conflict !== null && <Notice kind="bad">{conflict}</Notice>}
      <ErrorSummary problems={problems} />
      <p>
        Penggerak dan jumlah anggota dihitung sendiri. Yang lain dinyatakan di sini, dengan bukti bagi setiap ya atau
        tidak.
      </p>
      <form class="form" method="post" action={`/sentra/${sentra.id}/kriteria`}>
        <Csrf ctx={ctx} />
        <FormField
          name="statedBy"
          label="Dinyatakan oleh"
          value={typed['statedBy'] ?? ctx.viewer?.displayName}
          error={problems}
          maxLength={120}
          required
        />
        <FormField
          name="statedOn"
          label="Tanggal pernyataan"
          type="date"
          value={typed['statedOn'] ?? ctx.today}
          error={problems}
          required
        />
        {statements.map((one) => (
          <>
            <FormField
              name={one.condition}
              label={one.text}
              type="radio"
              options={(['ya', 'tidak', 'belum-diketahui'] as const).map((value) => ({
                value,
                text: STATEMENT_WORDS[value],
              }))}
              value={typed[one.condition] ?? one.answer}
              error={problems}
              help={
                conflict !== null && one.recordedBy !== null
                  ? `Tercatat sekarang: ${STATEMENT_WORDS[one.answer]}, oleh ${one.recordedBy}.`
                  : undefined
              }
            />
            <input type="hidden" name={`${one.condition}-versi`} value={one.version} />
            <FormField
              name={`${one.condition}-bukti`}
              label={`Bukti: ${one.text}`}
              type="textarea"
              rows={2}
              maxLength={2000}
              value={typed[`${one.condition}-bukti`] ?? one.evidence}
              error={problems}
              required={false}
            />
          </>
        ))}
        <div class="actions">
          <button>Simpan pernyataan</button>
          <a class="button quiet" href={`/sentra/${sentra.id}`}>
            Kembali
          </a>
        </div>
      </form>
    </>
  );
}
