import type { VNode } from 'preact';
import { DENOMINATORS, NUMERATORS, OBLIGATION_KINDS } from '../../../compliance/circular.js';
import type { PerangkatDaerahName } from '../../../compliance/circular.service.js';
import { DENOMINATOR_WORDS, KIND_WORDS, NUMERATOR_WORDS } from '../../../compliance/wording.js';
import { SOURCES } from '../../../purchasing/intake/rows.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { FormField, type Option } from '../../components/index.js';
import { SOURCE_WORDS as SOURCE_NAMES } from '../spending/spending.wording.js';
import {
  type CircularForm,
  first,
  groups,
  purchaseNames,
  responsibleNames,
  responsiblesIn,
  shownKindName,
} from './circulars.form.js';

export interface InForm {
  form: CircularForm;
  problems: readonly FieldProblem[];
}

type FieldProps = Omit<Parameters<typeof FormField>[0], 'value' | 'error'>;

/** A field that shows what the form holds and what is wrong with it. */
export function Field({ form, problems, ...props }: InForm & FieldProps): VNode {
  return <FormField {...props} value={first(form, props.name)} error={problems} />;
}

/** The fields that the obligation's kind has; those of the other kinds travel along unseen, so that nothing typed is lost. */
export function ObligationFields({
  form,
  problems,
  at,
  number,
  perangkatDaerah,
}: InForm & { at: string; number: number; perangkatDaerah: readonly PerangkatDaerahName[] }): VNode {
  const field = { form, problems };
  const etalase = first(form, `${at}-jenis`) === 'etalase_tersedia';
  return (
    <fieldset class="field" id={`f-${at}`}>
      <legend>Butir {number}</legend>
      <div class="form">
        <Field
          {...field}
          name={`${at}-kode`}
          label="Kode butir"
          help="Pendek dan tetap, contoh K1: alamat dan laporan memakainya."
          maxLength={32}
        />
        <Field
          {...field}
          name={`${at}-nama`}
          label="Nama butir"
          help="Contoh: Pangsa UMK dan OVOP pada makan dan minum rapat."
          maxLength={300}
        />
        <Field
          {...field}
          name={`${at}-jenis`}
          label="Jenis kewajiban"
          type="select"
          options={OBLIGATION_KINDS.map((value) => ({ value, text: KIND_WORDS[value] }))}
          help="Pangsa nilai: bagian dari belanja, dalam persen. Nilai minimum: jumlah rupiah setahun. Etalase tersedia: bagian lokasi wisata, dalam persen."
        />
        <input type="hidden" name={shownKindName(at)} value={first(form, `${at}-jenis`) || 'porsi_nilai'} />
        <p class="actions">
          <button class="quiet" name="tombol" value="ganti-jenis" formnovalidate>
            Tampilkan isian jenis ini<span class="unseen"> untuk butir {number}</span>
          </button>
        </p>
        <Field
          {...field}
          name={`${at}-batas`}
          label={etalase ? 'Batas, persen lokasi wisata' : 'Batas'}
          inputMode="decimal"
          help={
            etalase ? 'Contoh 100: setiap lokasi.' : 'Persen (contoh 40 atau 33,5) atau rupiah (contoh 25.000.000).'
          }
        />
        {etalase ? (
          <Responsibles {...field} at={at} perangkatDaerah={perangkatDaerah} />
        ) : (
          <PurchaseFields {...field} at={at} />
        )}
        <Carried form={form} names={etalase ? purchaseNames(at) : responsibleNames(form, at)} />
        {groups(form, 'butir') > 1 && <Field {...field} name={`${at}-hapus`} label="Hapus butir ini" type="checkbox" />}
      </div>
    </fieldset>
  );
}

function PurchaseFields({ form, problems, at }: InForm & { at: string }): VNode {
  const field = { form, problems };
  const chosen = form[`${at}-sumber`] ?? [];
  const wrong = problems.find(({ field: name }) => name === `${at}-sumber`);
  return (
    <>
      <Field
        {...field}
        name={`${at}-pembilang`}
        label="Yang diwajibkan"
        type="select"
        options={NUMERATORS.filter((value) => value !== 'etalase').map((value) => ({
          value,
          text: NUMERATOR_WORDS[value].short,
        }))}
        help="UMK: usaha mikro, kecil, koperasi. OVOP: produk dalam daftar OVOP. UMK dan OVOP: kedua-duanya sekaligus."
      />
      <Field
        {...field}
        name={`${at}-penyebut`}
        label="Dibandingkan dengan"
        type="select"
        options={DENOMINATORS.filter((value) => value !== 'tourism-places').map((value) => ({
          value,
          text: DENOMINATOR_WORDS[value].choice,
        }))}
        help="Untuk nilai minimum: transaksi mana yang dihitung."
      />
      <Field
        {...field}
        name={`${at}-rekening`}
        label="Kode rekening"
        required={false}
        help="Kosong berarti semua. Pisahkan dengan koma; 5.1.02 berarti semua rekening di bawahnya. Contoh: 5.1.02.01.01.0052."
      />
      <fieldset class={wrong ? 'field wrong' : 'field'} id={`f-${at}-sumber`}>
        <legend>Sumber belanja</legend>
        {wrong && <span class="field-error">{wrong.message}</span>}
        {SOURCES.map((source) => (
          <label class="choice">
            <input type="checkbox" name={`${at}-sumber`} value={source} checked={chosen.includes(source)} />
            <span>{SOURCE_NAMES[source]}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** What was typed for another kind of obligation. */
function Carried({ form, names }: { form: CircularForm; names: readonly string[] }): VNode {
  return (
    <>{names.flatMap((name) => (form[name] ?? []).map((value) => <input type="hidden" name={name} value={value} />))}</>
  );
}

/** Who answers for the tourism places of which region; there is always an empty line for one more. */
function Responsibles({
  form,
  problems,
  at,
  perangkatDaerah,
}: InForm & { at: string; perangkatDaerah: readonly PerangkatDaerahName[] }): VNode {
  const field = { form, problems };
  const lines = responsiblesIn(form, at);
  const agencies: Option[] = perangkatDaerah.map(({ id, name }) => ({ value: id, text: name }));
  const wrong = problems.find(({ field: name }) => name === `${at}-penanggung`);
  return (
    <fieldset class={wrong ? 'field wrong' : 'field'} id={`f-${at}-penanggung`}>
      <legend>Penanggung jawab lokasi wisata</legend>
      {wrong && <span class="field-error">{wrong.message}</span>}
      <p class="help">
        Kode kabupaten atau kota mengalahkan kode provinsi. Lokasi yang tidak ditanggung siapa pun tampil pada baris
        sendiri. Perlu lebih banyak baris: simpan, lalu buka lagi.
      </p>
      {[...lines, null].map((_, line) => (
        <>
          <Field
            {...field}
            name={`${at}-penanggung-${line}-pd`}
            label={`Perangkat daerah ${line + 1}`}
            type="select"
            any="Tidak diisi"
            options={agencies}
            required={false}
          />
          <Field
            {...field}
            name={`${at}-penanggung-${line}-wilayah`}
            label={`Kode wilayah ${line + 1}`}
            help="Contoh: 53 untuk seluruh provinsi, 53.07 untuk satu kabupaten."
            maxLength={5}
            required={false}
          />
        </>
      ))}
    </fieldset>
  );
}
