import type { VNode } from 'preact';
import {
  CIRCULAR_TYPES,
  type CircularInput,
  circularName,
  type CircularVersion,
  type CircularView,
  type ExemptionInput,
  ISSUER_POSITIONS,
  type ObligationView,
} from '../../../compliance/circular.js';
import type { CircularPreview, PerangkatDaerahName } from '../../../compliance/circular.service.js';
import type { AccountName } from '../../../compliance/known-accounts.js';
import { ISSUER_WORDS, STATUS_WORDS, TYPE_WORDS } from '../../../compliance/wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  type Column,
  Csrf,
  DataTable,
  EmptyState,
  ErrorSummary,
  FormField,
  Notice,
  type Option,
  type PageContext,
  State,
} from '../../components/index.js';
import { type CircularForm, first, groups } from './circulars.form.js';
import { Field, type InForm, ObligationFields } from './obligation-fields.view.js';
import {
  addresseesOf,
  obligationSentence,
  periodOf,
  previewSentence,
  scopeSentence,
  STATUS_KINDS,
  yearToShow,
} from './circulars.wording.js';

export interface CircularListProps {
  ctx: PageContext;
  circulars: readonly CircularView[];
  perangkatDaerah: readonly PerangkatDaerahName[];
}

/** All circulars, newest first. */
export function CircularList({ ctx, circulars, perangkatDaerah }: CircularListProps): VNode {
  if (circulars.length === 0)
    return (
      <EmptyState
        title="Belum ada edaran"
        action={ctx.can('circular.write') ? { href: '/edaran/baru', text: 'Catat edaran' } : null}
      >
        <p>
          Catat di sini surat edaran atau instruksi yang mewajibkan belanja pada UMK atau produk OVOP: nomor, masa
          berlaku, yang dituju, dan batas setiap butirnya.
        </p>
        <p>
          Contoh butir: paling sedikit 40 % belanja makan dan minum (kode rekening 5.1.02.01.01.0052) dari UMK. Sesudah
          dicatat, halaman <a href="/kepatuhan">Kepatuhan</a> menghitung siapa yang memenuhinya.
        </p>
      </EmptyState>
    );
  return (
    <>
      {ctx.can('circular.write') && (
        <p class="take">
          <a class="button" href="/edaran/baru">
            Catat edaran
          </a>
        </p>
      )}
      <DataTable
        caption="Yang terbaru dahulu. Draf tidak mengikat siapa pun."
        label="Tabel edaran"
        columns={listColumns(perangkatDaerah, ctx.fiscalYear)}
        rows={circulars}
      />
    </>
  );
}

function listColumns(perangkatDaerah: readonly PerangkatDaerahName[], year: number): Column<CircularView>[] {
  return [
    {
      key: 'edaran',
      head: 'Edaran',
      cell: (circular) => (
        <>
          <a href={`/edaran/${circular.id}`}>{circularName(circular)}</a>
          {circular.number !== null && <span class="sub">{circular.subject}</span>}
        </>
      ),
    },
    { key: 'status', head: 'Keadaan', kind: 'state', cell: (circular) => <Status circular={circular} /> },
    { key: 'berlaku', head: 'Berlaku', cell: periodOf },
    { key: 'dituju', head: 'Dituju', cell: (circular) => addresseesOf(circular, perangkatDaerah) },
    {
      key: 'butir',
      head: 'Butir',
      cell: (circular) => (
        <ul>
          {circular.obligations.map((one) => (
            <li>
              {circular.state === 'terbit' ? (
                <a href={address('/kepatuhan', { tahun: yearToShow(circular, year), butir: one.id })}>
                  {one.code}. {one.title}
                </a>
              ) : (
                `${one.code}. ${one.title}`
              )}
            </li>
          ))}
        </ul>
      ),
    },
  ];
}

function Status({ circular }: { circular: Pick<CircularView, 'status'> }): VNode {
  return <State kind={STATUS_KINDS[circular.status]}>{STATUS_WORDS[circular.status]}</State>;
}

export interface CircularShownProps {
  ctx: PageContext;
  circular: CircularView;
  perangkatDaerah: readonly PerangkatDaerahName[];
  versions: readonly CircularVersion[];
}

/** A circular as it stands, for reading. */
export function CircularShown({ ctx, circular, perangkatDaerah, versions }: CircularShownProps): VNode {
  const nameOf = namesIn(perangkatDaerah);
  const { addressees } = circular;
  return (
    <>
      <dl class="facts">
        <dt>Keadaan</dt>
        <dd>
          <Status circular={circular} />
        </dd>
        <dt>Jenis dan penerbit</dt>
        <dd>
          {TYPE_WORDS[circular.type]}, {ISSUER_WORDS[circular.issuerPosition]}
          {circular.issuedOn !== null && `, ${formatDay(circular.issuedOn)}`}
        </dd>
        <dt>Berlaku</dt>
        <dd>{periodOf(circular)}</dd>
        <dt>Dituju</dt>
        <dd>
          {addresseesOf(circular, perangkatDaerah)}
          {!addressees.all && `: ${addressees.perangkatDaerahIds.map(nameOf).join('; ')}`}
          {addressees.excludedIds.length > 0 && `. Tidak dituju: ${addressees.excludedIds.map(nameOf).join('; ')}`}
        </dd>
        {circular.note !== null && (
          <>
            <dt>Catatan</dt>
            <dd>{circular.note}</dd>
          </>
        )}
      </dl>
      <h2>Butir kewajiban</h2>
      <DataTable
        caption="Setiap butir dinilai sendiri."
        label="Tabel butir kewajiban"
        columns={obligationColumns(yearToShow(circular, ctx.fiscalYear), nameOf)}
        rows={circular.obligations}
      />
      <h2>Pengecualian</h2>
      {circular.exemptions.length === 0 ? (
        <p class="prose">Tidak ada.</p>
      ) : (
        <DataTable
          caption="Perangkat daerah yang dikecualikan, dan selama kapan."
          label="Tabel pengecualian"
          columns={exemptionColumns(nameOf)}
          rows={circular.exemptions}
        />
      )}
      <details>
        <summary>Riwayat, {versions.length} versi</summary>
        <ul>
          {versions.map(({ version, changeNote, changedBy, changedAt }) => (
            <li>
              Versi {version}, {formatMoment(changedAt, ctx.instance.timeZone)}
              {changedBy !== null && `, ${changedBy}`}
              {changeNote !== null && `: ${changeNote}`}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function namesIn(perangkatDaerah: readonly PerangkatDaerahName[]): (id: string) => string {
  return (id) => perangkatDaerah.find((one) => one.id === id)?.name ?? `Perangkat daerah ${id}`;
}

function obligationColumns(tahun: string, nameOf: (id: string) => string): Column<ObligationView>[] {
  return [
    { key: 'kode', head: 'Kode', cell: (one) => one.code },
    {
      key: 'butir',
      head: 'Butir',
      cell: (one) => (
        <>
          {one.title}
          <span class="sub">{obligationSentence(one)}</span>
        </>
      ),
    },
    { key: 'cakupan', head: 'Cakupan', cell: (one) => scopeSentence(one, nameOf) },
    {
      key: 'kepatuhan',
      head: 'Kepatuhan',
      cell: (one) => <a href={address('/kepatuhan', { tahun, butir: one.id })}>Lihat kepatuhan {one.code}</a>,
    },
  ];
}

function exemptionColumns(nameOf: (id: string) => string): Column<ExemptionInput>[] {
  return [
    { key: 'pd', head: 'Perangkat daerah', cell: (one) => nameOf(one.perangkatDaerahId) },
    { key: 'butir', head: 'Butir', cell: (one) => one.obligationCode ?? 'Semua butir' },
    {
      key: 'selama',
      head: 'Selama',
      cell: (one) =>
        `${formatDay(one.validFrom)} ${one.validTo === null ? 'sampai dicabut' : `s.d. ${formatDay(one.validTo)}`}`,
    },
    { key: 'alasan', head: 'Alasan', cell: (one) => one.reason },
    { key: 'oleh', head: 'Diputuskan oleh', cell: (one) => one.decidedBy ?? 'Tidak dicatat' },
  ];
}

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

function ExemptionFields({
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
