import type { VNode } from 'preact';
import {
  type Assignment,
  LONGEST_REASON,
  type Target,
  TARGET_WORDS,
  TARGETS,
} from '../../../etalase/assignments/assignment.js';
import type { Candidate } from '../../../etalase/assignments/assignments.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Csrf,
  ErrorSummary,
  fieldId,
  FormField,
  Notice,
  type PageContext,
  Tabs,
} from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { periodWords } from './place.view.js';

export interface AssignProps {
  ctx: PageContext;
  place: WisataPlace;
  target: Target;
  /** What was looked for. */
  text: string;
  found: readonly Candidate[];
  /** Ids that were ticked. */
  chosen: readonly string[];
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
}

const SEARCH_HELP: Readonly<Record<Target, string>> = {
  produk: 'Sebagian nama produk. Contoh: tenun',
  desa: 'Awal nama desa atau kelurahan, atau kodenya. Contoh: Wolo',
  usaha: 'Sebagian nama pembuat. Contoh: kelompok tenun',
};

/** First what is meant is looked for, then it is ticked and told when and why. */
export function AssignView(props: AssignProps): VNode {
  const { ctx, place, target, text, found, chosen, typed, problems, conflict } = props;
  const path = `/lokasi-wisata/${place.kode}/penetapan`;
  return (
    <>
      <Tabs
        label="Yang ditetapkan"
        tabs={TARGETS.map((one) => ({
          href: address(`${path}/baru`, { apa: one }),
          text: TARGET_WORDS[one],
          here: one === target,
        }))}
      />
      {conflict !== null && (
        <Notice kind="bad" title="Belum disimpan">
          {conflict}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="get" action={`${path}/baru`} role="search" aria-label="Cari yang ditetapkan">
        <input type="hidden" name="apa" value={target} />
        <FormField
          name="cari"
          label={`Cari ${target === 'usaha' ? 'pelaku usaha' : target}`}
          type="search"
          value={text}
          maxLength={100}
          help={SEARCH_HELP[target]}
        />
        <button class="quiet">Cari</button>
      </form>
      {text !== '' && found.length === 0 && (
        <Notice>Tidak ada yang cocok dengan "{text}". Periksa ejaannya, atau cari sebagian namanya saja.</Notice>
      )}
      {found.length > 0 && (
        <form class="form" method="post" action={path}>
          <Csrf ctx={ctx} />
          <input type="hidden" name="apa" value={target} />
          <input type="hidden" name="cari" value={text} />
          <fieldset id={fieldId('chosen')}>
            <legend>Yang ditetapkan</legend>
            {found.map(({ id, name, sub }) => (
              <label class="choice">
                <input type="checkbox" name={`pilih-${id}`} value="1" checked={chosen.includes(id)} />
                <span>
                  {name}
                  <span class="sub">{sub}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <PeriodFields
            typed={{ position: '1', validFrom: ctx.today, ...typed }}
            problems={problems}
            help="1 tampil paling dahulu. Bila beberapa dipilih, yang berikutnya mendapat urutan berikutnya."
          />
          <div class="actions">
            <button>Simpan penetapan</button>
            <a class="button quiet" href={`/lokasi-wisata/${place.kode}`}>
              Batal
            </a>
          </div>
        </form>
      )}
    </>
  );
}

export interface AssignmentFormProps {
  ctx: PageContext;
  place: WisataPlace;
  one: Assignment;
  /** Null = as it is stored. */
  typed: Typed | null;
  problems: readonly FieldProblem[];
  conflict: string | null;
}

export function AssignmentForm({ ctx, place, one, typed, problems, conflict }: AssignmentFormProps): VNode {
  const path = `/lokasi-wisata/${place.kode}/penetapan/${one.id}`;
  const stored: Typed = {
    position: String(one.position),
    validFrom: one.validFrom,
    validUntil: one.validUntil ?? '',
    reason: one.reason ?? '',
  };
  return (
    <>
      {conflict !== null && (
        <Notice kind="warn" title="Belum disimpan">
          <p>{conflict}</p>
          <p>
            Yang tercatat sekarang: urutan {one.position}, {periodWords(one)}, alasan "{one.reason ?? ''}".
          </p>
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={path}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(one.version)} />
        <PeriodFields typed={typed ?? stored} problems={problems} help="1 tampil paling dahulu." />
        <div class="actions">
          <button>Simpan penetapan</button>
          <a class="button quiet" href={`/lokasi-wisata/${place.kode}#penetapan`}>
            Batal
          </a>
        </div>
      </form>
      {one.withdrawnWhy === null && (
        <details open={problems.some(({ field }) => field === 'why')}>
          <summary>Cabut penetapan</summary>
          <form class="form" method="post" action={`${path}/cabut`}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="version" value={String(one.version)} />
            <p>
              Untuk penetapan yang keliru. "{one.name}" berhenti tampil sebagai yang ditetapkan; catatannya tetap ada
              dengan alasan ini. Bila penetapan hanya selesai, isi tanggal akhirnya di atas.
            </p>
            <FormField
              name="why"
              label="Alasan pencabutan"
              value={typed?.['why']}
              error={problems}
              maxLength={LONGEST_REASON}
              required
            />
            <button class="danger">Cabut penetapan</button>
          </form>
        </details>
      )}
    </>
  );
}

function PeriodFields({
  typed,
  problems,
  help,
}: {
  typed: Typed;
  problems: readonly FieldProblem[];
  help: string;
}): VNode {
  return (
    <>
      <FormField
        name="position"
        label="Urutan"
        inputMode="numeric"
        value={typed['position']}
        error={problems}
        maxLength={3}
        required
        help={help}
      />
      <FormField
        name="validFrom"
        label="Berlaku mulai"
        type="date"
        value={typed['validFrom']}
        error={problems}
        required
      />
      <FormField
        name="validUntil"
        label="Berlaku sampai"
        type="date"
        value={typed['validUntil']}
        error={problems}
        required={false}
        help="Hari itu masih termasuk. Kosong: sampai ada keputusan lain."
      />
      <FormField
        name="reason"
        label="Alasan"
        type="textarea"
        rows={2}
        value={typed['reason']}
        error={problems}
        maxLength={LONGEST_REASON}
        required
        help="Contoh: Nota Dinas Pariwisata, produk pengrajin di sekitar dermaga."
      />
    </>
  );
}
