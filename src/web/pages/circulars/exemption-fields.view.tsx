import type { VNode } from 'preact';
import type { PerangkatDaerahName } from '../../../compliance/circular.service.js';
import type { Option } from '../../components/index.js';
import { first, groups } from './circulars.form.js';
import { Field, type InForm } from './obligation-fields.view.js';

/** One exemption among the fields of a circular. */
export function ExemptionFields({
  form,
  problems,
  at,
  number,
  perangkatDaerah,
}: InForm & { at: string; number: number; perangkatDaerah: readonly PerangkatDaerahName[] }): VNode {
  const field = { form, problems };
  const codes = [...Array(groups(form, 'butir')).keys()]
    .map((index) => first(form, `butir-${index}-kode`))
    .filter((code) => code !== '');
  const agencies: Option[] = perangkatDaerah.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <fieldset class="field" id={`f-${at}`}>
      <legend>Pengecualian {number}</legend>
      <div class="form">
        <Field {...field} name={`${at}-pd`} label="Perangkat daerah" type="select" any="Pilih" options={agencies} />
        <Field
          {...field}
          name={`${at}-butir`}
          label="Butir"
          type="select"
          any="Semua butir"
          options={codes.map((code) => ({ value: code, text: code }))}
        />
        <Field {...field} name={`${at}-dari`} label="Mulai" type="date" />
        <Field {...field} name={`${at}-sampai`} label="Hari terakhir" type="date" required={false} />
        <Field
          {...field}
          name={`${at}-alasan`}
          label="Alasan"
          maxLength={1000}
          help="Contoh: tidak ada penyedia dalam katalog."
        />
        <Field {...field} name={`${at}-oleh`} label="Diputuskan oleh" required={false} maxLength={200} />
        <Field {...field} name={`${at}-hapus`} label="Hapus pengecualian ini" type="checkbox" />
      </div>
    </fieldset>
  );
}
