import type { VNode } from 'preact';
import type { Programme } from '../../../participation/programmes/programme.js';
import type { Pembinaan } from '../../../participation/programmes/reference.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';
import { Csrf, ErrorSummary, FormField, Notice, type PageContext } from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { NOT_THERE, periodWords } from './programmes.wording.js';

export interface ProgrammeFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  programme: Programme | null;
  reference: Pembinaan;
  typed: Typed;
  refusal: Refusal;
}

export function ProgrammeForm({ ctx, programme, reference, typed, refusal }: ProgrammeFormProps): VNode {
  const { problems, conflict } = refusal;
  const names = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, text: name }));
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          {programme && (
            <p>
              Yang tercatat sekarang: {programme.name}, {programme.organiser}, {periodWords(programme)}, sasaran{' '}
              {programme.wilayah ?? 'seluruh wilayah'}, anggaran{' '}
              {programme.budget === null ? NOT_THERE : formatRupiah(senFromDecimal(programme.budget))}
              {programme.note ? `, keterangan "${programme.note}"` : ''}.
            </p>
          )}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={programme ? `/program/${programme.id}` : '/program'}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={programme?.version ?? 0} />
        <FormField
          name="name"
          label="Nama program"
          value={typed['name']}
          error={problems}
          maxLength={200}
          required
          help="Contoh: Pelatihan pengemasan kopi bubuk 2026"
        />
        <FormField
          name="organiser"
          label="Penyelenggara"
          value={typed['organiser']}
          error={problems}
          maxLength={200}
          required
          suggestions={[...new Set(reference.duties.map(({ agency }) => agency))].map((text) => ({
            value: text,
            text,
          }))}
          help="Dinas, biro, atau lembaga; bukan nama orang."
        />
        <FormField
          name="kind"
          label="Jenis program"
          type="select"
          options={names(reference.kinds)}
          any="Pilih jenis"
          value={typed['kind']}
          error={problems}
          required
        />
        <FormField
          name="field"
          label="Bidang"
          type="select"
          options={names(reference.fields)}
          any="Menurut jenisnya"
          value={typed['field']}
          error={problems}
          required={false}
          help="Tujuh dari sepuluh jenis menentukan bidangnya; pada tiga lainnya Anda dapat memilih."
        />
        <FormField
          name="duty"
          label="Tugas dinas yang dijalankan"
          type="select"
          options={reference.duties.map(({ code, agency, text }) => ({
            value: code,
            text: `${code}. ${text.length > 70 ? `${text.slice(0, 70)}…` : text}`,
            group: agency,
          }))}
          any="Tidak disebut"
          value={typed['duty']}
          error={problems}
          required={false}
        />
        <FormField
          name="taskForce"
          label="Bagian dari satgas hilirisasi"
          type="checkbox"
          value={typed['taskForce']}
          error={problems}
        />
        <FormField name="startsOn" label="Mulai" type="date" value={typed['startsOn']} error={problems} required />
        <FormField
          name="endsOn"
          label="Selesai"
          type="date"
          value={typed['endsOn']}
          error={problems}
          required={false}
          help="Kosongkan bila berjalan terus."
        />
        <FormField
          name="wilayahCode"
          label="Kode wilayah sasaran"
          value={typed['wilayahCode']}
          error={problems}
          maxLength={20}
          required={false}
          help="Kode Kemendagri dengan titik, contoh 53.01. Kosong berarti seluruh wilayah; pembandingnya ikut."
        />
        <FormField
          name="place"
          label="Tempat"
          value={typed['place']}
          error={problems}
          maxLength={200}
          required={false}
        />
        <FormField
          name="budget"
          label="Anggaran (rupiah)"
          inputMode="decimal"
          value={typed['budget']}
          error={problems}
          maxLength={30}
          required={false}
          help="Contoh: 25.000.000"
        />
        <FormField
          name="source"
          label="Dasar atau sumber"
          value={typed['source']}
          error={problems}
          maxLength={500}
          required={false}
          help="Contoh: DPA 2026, laporan kegiatan."
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
          <button>Simpan program</button>
          <a class="button quiet" href={programme ? `/program/${programme.id}` : '/program'}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}
