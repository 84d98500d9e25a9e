import type { VNode } from 'preact';
import type { Assessment } from '../../../catalogue/grading/assessments.service.js';
import type { GradedProduct } from '../../../catalogue/grading/graded-product.js';
import type { WeightedDimension } from '../../../catalogue/grading/rubric.js';
import type { SelectionEntry } from '../../../catalogue/grading/selection.service.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
} from '../../components/index.js';
import { numbersOf, type Typed } from './form-values.js';
import { ANSWER_WORDS, scoreSentence } from './grading.wording.js';

interface FormProps {
  ctx: PageContext;
  typed: Typed;
  problems: readonly FieldProblem[];
  /** Somebody else was faster: what they have written stands beside each field. */
  conflict: string | null;
}

function WhoAndWhen({ ctx, typed, problems }: Pick<FormProps, 'ctx' | 'typed' | 'problems'>): VNode {
  return (
    <>
      <FormField
        name="assessor"
        label="Penilai"
        value={typed['assessor'] ?? ctx.viewer?.displayName}
        error={problems}
        maxLength={120}
        required
        help="Nama penilai atau tim. Dicatat pada jawaban yang Anda ubah sekarang."
      />
      <FormField
        name="judgedOn"
        label="Tanggal penilaian"
        type="date"
        value={typed['judgedOn'] ?? ctx.today}
        error={problems}
        required
      />
    </>
  );
}

export interface AnswersProps extends FormProps {
  assessment: Assessment;
}

/** The rubric of an open judging; nothing has to be filled in at once. */
export function AnswersForm({ ctx, assessment, typed, problems, conflict }: AnswersProps): VNode {
  const { profile, now } = assessment;
  const aspects = [...new Map(profile.dimensions.map(({ aspect }) => [aspect.code, aspect])).values()];
  return (
    <>
      <Answer>{scoreSentence(now, profile.minimumCompletenessPercent)}</Answer>
      {conflict !== null && <Notice kind="bad">{conflict}</Notice>}
      <ErrorSummary problems={problems} />
      <p>
        <a href={`/penilaian/rubrik/${profile.code}/${profile.version}`}>
          Rubrik {profile.title} versi {profile.version}
        </a>
        . Yang belum diketahui biarkan "Belum dinilai"; tidak dihitung sebagai nol.
      </p>
      <form class="form" method="post" action={`/penilaian/isian/${assessment.id}`}>
        <Csrf ctx={ctx} />
        <WhoAndWhen ctx={ctx} typed={typed} problems={problems} />
        {aspects.map((aspect) => (
          // Not a section: the form spaces its own children.
          <>
            <h2 id={aspect.code}>{aspect.name}</h2>
            {profile.dimensions
              .filter((dimension) => dimension.aspect.code === aspect.code)
              .map((dimension) => (
                <DimensionField dimension={dimension} assessment={assessment} typed={typed} problems={problems} />
              ))}
          </>
        ))}
        <div class="actions">
          <button>Simpan jawaban</button>
          <a class="button quiet" href={`/penilaian/produk/${assessment.productId}`}>
            Kembali
          </a>
        </div>
      </form>
      <details>
        <summary>Tutup penilaian</summary>
        <form method="post" action={`/penilaian/isian/${assessment.id}/tutup`}>
          <Csrf ctx={ctx} />
          <p>
            Setelah ditutup, jawaban dan skor tidak dapat diubah lagi; yang belum disimpan di atas tidak ikut. Penilaian
            ulang dibuka sebagai penilaian baru, paling lambat {profile.validMonths} bulan lagi.
          </p>
          <button>Tutup dan bekukan</button>
        </form>
      </details>
      <CancelForm ctx={ctx} id={assessment.id} />
    </>
  );
}

function DimensionField({
  dimension,
  assessment,
  typed,
  problems,
}: { dimension: WeightedDimension } & Pick<AnswersProps, 'assessment' | 'typed' | 'problems'>): VNode {
  const { code, name, choice, levels, mayNotApply } = dimension;
  const stored = assessment.answers.get(code);
  const options = [
    ...(choice === 'multiple'
      ? [{ value: 'dinilai', text: 'Dinilai: butir yang terpenuhi dicentang di bawah' }]
      : levels.map((level) => ({ value: String(level.number), text: level.text }))),
    ...(mayNotApply ? [{ value: 'tidak-berlaku', text: 'Tidak berlaku bagi produk ini' }] : []),
    { value: 'belum-dinilai', text: 'Belum dinilai' },
  ];
  const ticked = numbersOf(typed[`${code}-butir`] ?? '');
  return (
    <>
      <FormField
        name={code}
        label={name}
        type="radio"
        options={options}
        value={typed[code] ?? 'belum-dinilai'}
        error={problems}
      />
      {choice === 'multiple' &&
        levels.map((item) => (
          <label class="choice">
            <input type="checkbox" name={`${code}-butir`} value={item.number} checked={ticked.includes(item.number)} />
            <span>{item.text}</span>
          </label>
        ))}
      <input type="hidden" name={`${code}-versi`} value={stored?.version ?? 0} />
      <FormField
        name={`${code}-bukti`}
        label={`Bukti: ${name}`}
        type="textarea"
        rows={2}
        maxLength={2000}
        value={typed[`${code}-bukti`]}
        error={problems}
        required={false}
        help={
          stored?.judgedOn
            ? `Dinilai ${stored.assessor} pada ${formatDay(stored.judgedOn)}`
            : mayNotApply
              ? 'Wajib diisi bila tidak berlaku.'
              : undefined
        }
      />
    </>
  );
}

export function CancelForm({ ctx, id }: { ctx: PageContext; id: string }): VNode {
  return (
    <details>
      <summary>Batalkan penilaian</summary>
      <form class="form" method="post" action={`/penilaian/isian/${id}/batal`}>
        <Csrf ctx={ctx} />
        <p>Penilaian yang dibatalkan tetap tercatat dalam riwayat, tetapi tidak dihitung dalam peringkat mana pun.</p>
        <FormField name="why" label="Alasan pembatalan" maxLength={2000} required />
        <button class="danger">Batalkan penilaian ini</button>
      </form>
    </details>
  );
}

export interface SelectionProps extends FormProps {
  product: GradedProduct;
  entries: readonly SelectionEntry[];
  /** What the rubric calls a dimension. */
  dimensionName(code: string): string;
}

/** The five criteria and the sixteen elements of a product. */
export function SelectionForm(props: SelectionProps): VNode {
  const { ctx, product, entries, typed, problems, conflict } = props;
  return (
    <>
      {conflict !== null && <Notice kind="bad">{conflict}</Notice>}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={`/penilaian/produk/${product.id}/pemilihan`}>
        <Csrf ctx={ctx} />
        <WhoAndWhen ctx={ctx} typed={typed} problems={problems} />
        <h2>Lima kriteria pemilihan</h2>
        {entries.filter(({ list }) => list === 'kriteria').map((entry) => itemField(props, entry))}
        <h2>Enam belas unsur yang dinilai</h2>
        {entries.filter(({ list }) => list === 'unsur').map((entry) => itemField(props, entry))}
        <div class="actions">
          <button>Simpan jawaban</button>
          <a class="button quiet" href={`/penilaian/produk/${product.id}`}>
            Kembali
          </a>
        </div>
      </form>
      <HowComputed
        entries={[{ term: 'Jawaban', text: 'Ya, tidak, atau belum dinilai. Belum dinilai bukan tidak, dan bukan ya.' }]}
      />
    </>
  );
}

function itemField({ typed, problems, dimensionName }: SelectionProps, entry: SelectionEntry): VNode {
  const name = `${entry.list}-${entry.code}`;
  const judges = entry.dimensions.map(dimensionName).join(', ');
  const told = entry.judgedOn ? `Dinilai ${entry.assessor} pada ${formatDay(entry.judgedOn)}.` : '';
  return (
    <>
      <FormField
        name={name}
        label={`${entry.code}. ${entry.text}`}
        type="radio"
        options={(['ya', 'tidak', 'belum-dinilai'] as const).map((value) => ({ value, text: ANSWER_WORDS[value] }))}
        value={typed[name] ?? 'belum-dinilai'}
        error={problems}
        help={entry.note ?? (judges === '' ? undefined : `Dimensi rubrik yang menilainya: ${judges}.`)}
      />
      <input type="hidden" name={`${name}-versi`} value={entry.version} />
      <FormField
        name={`${name}-bukti`}
        label={`Bukti: ${entry.text}`}
        type="textarea"
        rows={2}
        maxLength={2000}
        value={typed[`${name}-bukti`]}
        error={problems}
        required={false}
        help={told === '' ? undefined : told}
      />
    </>
  );
}
