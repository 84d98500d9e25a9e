import type { VNode } from 'preact';
import { CIRCULAR_TYPES, type CircularInput, ISSUER_POSITIONS } from '../../../compliance/circular.js';
import type { CircularPreview, PerangkatDaerahName } from '../../../compliance/circular.service.js';
import type { AccountName } from '../../../compliance/known-accounts.js';
import { ISSUER_WORDS, TYPE_WORDS } from '../../../compliance/wording.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, ErrorSummary, Notice, type PageContext } from '../../components/index.js';
import { type CircularForm, first, groups } from './circulars.form.js';
import { namesIn, obligationSentence, previewSentence, scopeSentence } from './circulars.wording.js';
import { ExemptionFields } from './exemption-fields.view.js';
import { Field, ObligationFields } from './obligation-fields.view.js';

export interface CircularFormProps {
  ctx: PageContext;
  /** Where it is sent to: '/edaran' or '/edaran/7'. */
  action: string;
  form: CircularForm;
  problems: readonly FieldProblem[];
  /** What the preview found, with what it looked at. */
  preview: { found: CircularPreview; input: CircularInput } | null;
  perangkatDaerah: readonly PerangkatDaerahName[];
  accounts: readonly AccountName[];
  /** An issued circular is changed only with a note. */
  issued: boolean;
}

/** The form for a new circular and for a change. */
export function CircularEdit(props: CircularFormProps): VNode {
  const { ctx, action, form, problems, preview, perangkatDaerah, accounts, issued } = props;
  const field = { form, problems };
  return (
    <>
      <ErrorSummary problems={problems} title="Edaran belum dapat disimpan" />
      {preview && <Preview {...preview} nameOf={namesIn(perangkatDaerah)} />}
      <form class="form" method="post" action={action}>
        <Csrf ctx={ctx} />
        {/* Enter in a field presses the first button of a form: let it be the one that changes nothing. */}
        <button class="unseen" name="tombol" value="pratinjau" tabIndex={-1} aria-hidden="true">
          Lihat akibatnya
        </button>
        <input type="hidden" name="versi" value={first(form, 'versi')} />
        <h2>Edaran</h2>
        <Field
          {...field}
          name="jenis"
          label="Jenis naskah"
          type="select"
          options={CIRCULAR_TYPES.map((value) => ({ value, text: TYPE_WORDS[value] }))}
        />
        <Field
          {...field}
          name="nomor"
          label="Nomor"
          required={false}
          help="Contoh: 027/12/PBJ/2026. Boleh menyusul."
          maxLength={120}
        />
        <Field
          {...field}
          name="perihal"
          label="Perihal"
          required
          help="Contoh: Belanja produk UMK dan OVOP."
          maxLength={500}
        />
        <Field
          {...field}
          name="penerbit"
          label="Penerbit"
          type="select"
          options={ISSUER_POSITIONS.map((value) => ({ value, text: ISSUER_WORDS[value] }))}
        />
        <Field {...field} name="tanggal" label="Tanggal surat" type="date" required={false} />
        <Field
          {...field}
          name="berlaku-dari"
          label="Mulai berlaku"
          type="date"
          required
          help="Pesanan bertanggal sebelum hari ini tidak dinilai."
        />
        <Field
          {...field}
          name="berlaku-sampai"
          label="Hari terakhir berlaku"
          type="date"
          required={false}
          help="Kosongkan bila berlaku sampai dicabut."
        />
        <Field {...field} name="catatan" label="Catatan" type="textarea" rows={3} required={false} maxLength={4000} />

        <h2>Dituju kepada</h2>
        <Field
          {...field}
          name="tujuan"
          label="Siapa yang diikat"
          type="radio"
          options={[
            {
              value: 'semua',
              text: `Semua perangkat daerah (${perangkatDaerah.length}), kecuali yang ditandai di bawah`,
            },
            { value: 'pilih', text: 'Hanya perangkat daerah yang dipilih di bawah' },
          ]}
        />
        <Choices form={form} name="dituju" title="Perangkat daerah yang dipilih" options={perangkatDaerah} />
        <Choices form={form} name="tidak-dituju" title="Perangkat daerah yang tidak dituju" options={perangkatDaerah} />

        <h2>Butir kewajiban</h2>
        <input type="hidden" name="butir-banyak" value={String(groups(form, 'butir'))} />
        {[...Array(groups(form, 'butir')).keys()].map((index) => (
          <ObligationFields {...field} at={`butir-${index}`} number={index + 1} perangkatDaerah={perangkatDaerah} />
        ))}
        <details>
          <summary>Kode rekening yang lazim dipakai</summary>
          <ul>
            {accounts.map(({ code, name }) => (
              <li>
                <code>{code}</code> {name}
              </li>
            ))}
          </ul>
        </details>
        <p class="actions">
          <button class="quiet" name="tombol" value="tambah-butir" formnovalidate>
            Tambah butir
          </button>
        </p>

        <h2>Pengecualian</h2>
        <p class="help">Perangkat daerah yang untuk sementara atau seterusnya tidak dinilai, beserta alasannya.</p>
        <input type="hidden" name="kecualian-banyak" value={String(groups(form, 'kecualian'))} />
        {[...Array(groups(form, 'kecualian')).keys()].map((index) => (
          <ExemptionFields {...field} at={`kecualian-${index}`} number={index + 1} perangkatDaerah={perangkatDaerah} />
        ))}
        <p class="actions">
          <button class="quiet" name="tombol" value="tambah-pengecualian" formnovalidate>
            Tambah pengecualian
          </button>
        </p>

        {issued && (
          <Field
            {...field}
            name="alasan-perubahan"
            label="Alasan perubahan"
            required
            help="Edaran ini sudah terbit. Perubahan menjadi versi baru; versi lama tetap tersimpan. Contoh: salah ketik batas butir K1."
            maxLength={1000}
          />
        )}
        <p class="actions">
          <button class="quiet" name="tombol" value="pratinjau">
            Lihat akibatnya
          </button>
          {!issued && (
            <button class="quiet" name="tombol" value="draf">
              Simpan sebagai draf
            </button>
          )}
          <button name="tombol" value="terbit">
            {issued ? 'Simpan versi baru' : 'Terbitkan'}
          </button>
        </p>
      </form>
    </>
  );
}

function Preview({
  found,
  input,
  nameOf,
}: {
  found: CircularPreview;
  input: CircularInput;
  nameOf: (id: string) => string;
}): VNode {
  return (
    <Notice kind={found.warnings.length > 0 ? 'warn' : 'plain'} title="Akibatnya">
      <p>{previewSentence(found, input)} Belum disimpan.</p>
      <ul>
        {input.obligations.map((one) => (
          <li>
            {one.code}. {one.title}: {obligationSentence(one).toLowerCase()}; {scopeSentence(one, nameOf)}.
          </li>
        ))}
      </ul>
      {found.warnings.length > 0 && (
        <>
          <p>Periksa sekali lagi; edaran tetap dapat disimpan:</p>
          <ul>
            {found.warnings.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

function Choices({
  form,
  name,
  title,
  options,
}: {
  form: CircularForm;
  name: string;
  title: string;
  options: readonly PerangkatDaerahName[];
}): VNode {
  const chosen = form[name] ?? [];
  return (
    <details open={chosen.length > 0}>
      <summary>
        {title} ({chosen.length})
      </summary>
      {options.length === 0 && <p>Belum ada perangkat daerah. Ia muncul sesudah berkas satker diimpor.</p>}
      <fieldset class="field">
        <legend class="unseen">{title}</legend>
        {options.map((option) => (
          <label class="choice">
            <input type="checkbox" name={name} value={option.id} checked={chosen.includes(option.id)} />
            <span>{option.name}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
