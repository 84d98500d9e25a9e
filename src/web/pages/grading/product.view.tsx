import type { VNode } from 'preact';
import type { Assessment, AssessmentHead } from '../../../catalogue/grading/assessments.service.js';
import type { GradedProduct } from '../../../catalogue/grading/graded-product.js';
import type { Profile } from '../../../catalogue/grading/rubric.js';
import type { SelectionEntry } from '../../../catalogue/grading/selection.service.js';
import type { StarDecision } from '../../../catalogue/grading/stars.service.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
  State,
} from '../../components/index.js';
import { CancelForm } from './forms.view.js';
import type { Typed } from './form-values.js';
import {
  ANSWER_WORDS,
  closedScoreWords,
  completenessWords,
  DECIDER_WORDS,
  SCHEME_WORDS,
  scoreSentence,
  shareWords,
  starWords,
} from './grading.wording.js';

export interface ProductProps {
  ctx: PageContext;
  product: GradedProduct;
  selection: readonly SelectionEntry[];
  assessments: readonly AssessmentHead[];
  stars: readonly StarDecision[];
  profile: Profile | null;
  typed: Typed;
  problems: readonly FieldProblem[];
}

/** Everything about the grading of one product. */
export function ProductView(props: ProductProps): VNode {
  const { ctx, product, selection, assessments, stars, profile } = props;
  const open = assessments.find(({ state }) => state === 'terbuka');
  const closed = assessments.find(({ state }) => state === 'ditutup');
  const star = stars.find(({ withdrawnWhy }) => withdrawnWhy === null);
  const criteria = selection.filter(({ list }) => list === 'kriteria');
  const yes = criteria.filter(({ answer }) => answer === 'ya').length;
  const unknown = criteria.filter(({ answer }) => answer === 'belum-dinilai').length;
  return (
    <>
      <Answer>
        {closed ? (
          <>
            Penilaian terakhir: <strong>{closedScoreWords(closed)}</strong>, ditutup{' '}
            {formatDay(closed.closedOn ?? ctx.today)}, dinilai ulang paling lambat{' '}
            {formatDay(closed.dueOn ?? ctx.today)}.{' '}
          </>
        ) : (
          'Belum pernah dinilai sampai selesai. '
        )}
        {star ? `${starWords(star.scheme, star.stars)}. ` : 'Belum ada bintang. '}
        Kriteria pemilihan: {yes} dari {criteria.length} terpenuhi{unknown > 0 ? `, ${unknown} belum dinilai` : ''}.
      </Answer>
      {ctx.can('grading.write') && (
        <div class="actions">
          {open ? (
            <a class="button" href={`/penilaian/isian/${open.id}`}>
              Lanjutkan penilaian
            </a>
          ) : profile ? (
            <form method="post" action={`/penilaian/produk/${product.id}/buka`}>
              <Csrf ctx={ctx} />
              <button>Buka penilaian baru</button>
            </form>
          ) : (
            <p>Belum ada profil penilaian yang berlaku bagi kelompok {product.group.name}.</p>
          )}
          <a class="button quiet" href={`/penilaian/produk/${product.id}/pemilihan`}>
            Jawab kriteria dan unsur
          </a>
        </div>
      )}
      <History {...props} />
      <Selection selection={selection} />
      <Stars {...props} />
      <HowComputed
        entries={[
          {
            term: 'Skor',
            text: 'Rata-rata berbobot dari kedudukan tiap dimensi, (tingkat − 1) / (jumlah tingkat − 1), atas dimensi yang sudah dinilai. Yang tidak berlaku tidak dihitung; yang belum dinilai tidak pernah dianggap nol.',
          },
          {
            term: 'Profil',
            text: profile ? (
              <a href={`/penilaian/rubrik/${profile.code}/${profile.version}`}>
                {profile.title}, versi {profile.version}
              </a>
            ) : (
              'Tidak ada yang berlaku'
            ),
          },
          { term: 'Bintang', text: 'Dicatat dari keputusan kementerian atau biro; tidak pernah dihitung dari skor.' },
        ]}
      />
    </>
  );
}

function History({ assessments }: ProductProps): VNode {
  const words = { terbuka: 'Masih terbuka', ditutup: 'Ditutup', dibatalkan: 'Dibatalkan' } as const;
  return (
    <section>
      <h2>Riwayat penilaian</h2>
      <DataTable
        label="Riwayat penilaian"
        caption="Penilaian yang sudah ditutup tidak berubah lagi. Skor dari dua versi profil tidak dapat dibandingkan."
        rows={assessments}
        empty="Belum ada penilaian."
        columns={[
          {
            key: 'nomor',
            head: 'Penilaian',
            cell: (one) => <a href={`/penilaian/isian/${one.id}`}>Nomor {one.id}</a>,
          },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (one) => (
              <State kind={one.state === 'ditutup' ? 'good' : one.state === 'terbuka' ? 'warn' : 'none'}>
                {words[one.state]}
              </State>
            ),
          },
          {
            key: 'profil',
            head: 'Profil',
            cell: (one) =>
              `${one.profileCode}, versi ${one.profileVersion}${one.profileUnchanged ? '' : ' (berkasnya berubah)'}`,
          },
          {
            key: 'skor',
            head: 'Skor',
            kind: 'number',
            cell: (one) => (one.state === 'terbuka' ? '–' : closedScoreWords(one)),
          },
          {
            key: 'lengkap',
            head: 'Bobot dinilai',
            cell: (one) =>
              one.judgedWeight === null ? null : completenessWords(one.judgedWeight, one.applicableWeight ?? 0),
          },
          { key: 'tutup', head: 'Ditutup', cell: (one) => one.closedOn && formatDay(one.closedOn) },
          { key: 'alasan', head: 'Alasan batal', kind: 'wide', cell: (one) => one.cancelledWhy },
        ]}
      />
    </section>
  );
}

function Selection({ selection }: { selection: readonly SelectionEntry[] }): VNode {
  return (
    <section>
      <h2>Kriteria pemilihan dan unsur yang dinilai</h2>
      <DataTable
        label="Kriteria dan unsur"
        caption="Lima kriteria pemilihan (i sampai v) dan enam belas unsur (1 sampai 16)."
        rows={selection}
        columns={[
          { key: 'butir', head: 'Butir', cell: (one) => `${one.code}. ${one.text}` },
          {
            key: 'jawaban',
            head: 'Jawaban',
            kind: 'state',
            cell: (one) => (
              <State kind={one.answer === 'ya' ? 'good' : one.answer === 'tidak' ? 'bad' : 'none'}>
                {ANSWER_WORDS[one.answer]}
              </State>
            ),
          },
          { key: 'bukti', head: 'Bukti', cell: (one) => one.evidence },
          {
            key: 'penilai',
            head: 'Penilai',
            cell: (one) => one.judgedOn && `${one.assessor}, ${formatDay(one.judgedOn)}`,
          },
        ]}
      />
    </section>
  );
}

function Stars({ ctx, product, stars, typed, problems }: ProductProps): VNode {
  return (
    <section>
      <h2>Bintang</h2>
      <DataTable
        label="Keputusan bintang"
        caption="Bintang dari skema yang berbeda tidak dapat dibandingkan."
        rows={stars}
        empty="Belum ada keputusan bintang."
        columns={[
          { key: 'bintang', head: 'Bintang', cell: (one) => starWords(one.scheme, one.stars) },
          {
            key: 'keputusan',
            head: 'Keputusan',
            cell: (one) => `${DECIDER_WORDS[one.decidedBy]}, ${formatDay(one.decidedOn)}`,
          },
          { key: 'sumber', head: 'Sumber', cell: (one) => one.source },
          { key: 'cabut', head: 'Dicabut', kind: 'wide', cell: (one) => one.withdrawnWhy },
          {
            key: 'aksi',
            head: '',
            kind: 'wide',
            cell: (one) =>
              ctx.can('grading.write') &&
              one.withdrawnWhy === null && (
                <details>
                  <summary>Cabut</summary>
                  <form class="form" method="post" action={`/penilaian/bintang/${one.id}/cabut`}>
                    <Csrf ctx={ctx} />
                    <input type="hidden" name="produk" value={product.id} />
                    <FormField name="why" label="Alasan pencabutan" maxLength={2000} required />
                    <button class="danger">Cabut keputusan ini</button>
                  </form>
                </details>
              ),
          },
        ]}
      />
      {ctx.can('grading.write') && (
        <details open={problems.length > 0}>
          <summary>Catat keputusan bintang</summary>
          <ErrorSummary problems={problems} />
          <form class="form" method="post" action={`/penilaian/produk/${product.id}/bintang`}>
            <Csrf ctx={ctx} />
            <FormField
              name="scheme"
              label="Skema"
              type="select"
              options={(['1-3', '1-5'] as const).map((value) => ({ value, text: SCHEME_WORDS[value] }))}
              value={typed['scheme'] ?? '1-3'}
              error={problems}
            />
            <FormField name="stars" label="Bintang" type="number" value={typed['stars']} error={problems} required />
            <FormField
              name="decidedBy"
              label="Diputuskan oleh"
              type="select"
              options={(['kementerian', 'biro'] as const).map((value) => ({ value, text: DECIDER_WORDS[value] }))}
              value={typed['decidedBy'] ?? 'kementerian'}
              error={problems}
            />
            <FormField
              name="decidedOn"
              label="Tanggal keputusan"
              type="date"
              value={typed['decidedOn']}
              error={problems}
              required
            />
            <FormField
              name="source"
              label="Sumber"
              value={typed['source']}
              error={problems}
              maxLength={2000}
              required
              help="Nomor keputusan, atau tempat keputusan itu terbit."
            />
            <button>Catat bintang</button>
          </form>
        </details>
      )}
    </section>
  );
}

/** A judging that is no longer open. */
export function FrozenView({ ctx, assessment }: { ctx: PageContext; assessment: Assessment }): VNode {
  const { profile, answers, now } = assessment;
  const positions = new Map(now.dimensions.map(({ code, position }) => [code, position]));
  const said = (code: string): string => {
    const answer = answers.get(code);
    const dimension = profile.dimensions.find((one) => one.code === code);
    if (!answer || answer.state === 'belum-dinilai') return 'Belum dinilai';
    if (answer.state === 'tidak-berlaku') return 'Tidak berlaku';
    const text = (number: number): string => dimension?.levels.find((level) => level.number === number)?.text ?? '';
    if (dimension?.choice === 'single') return text(answer.level ?? 0);
    return answer.items.length === 0 ? 'Tidak ada butir yang terpenuhi' : answer.items.map(text).join('; ');
  };
  return (
    <>
      <Answer>
        {assessment.state === 'dibatalkan'
          ? `Dibatalkan oleh ${assessment.cancelledBy}: ${assessment.cancelledWhy}`
          : scoreSentence({ ...now, score: assessment.score }, profile.minimumCompletenessPercent)}
      </Answer>
      {!assessment.profileUnchanged && (
        <Notice kind="warn">
          Berkas profil ini diubah sesudah penilaian. Skor yang tercatat tetap; bunyi tingkat di bawah mungkin lain.
        </Notice>
      )}
      <DataTable
        label="Jawaban penilaian"
        caption={`${profile.title}, versi ${profile.version}. Tidak dapat diubah lagi.`}
        rows={profile.dimensions}
        columns={[
          { key: 'dimensi', head: 'Dimensi', cell: (one) => one.name },
          { key: 'jawaban', head: 'Jawaban', cell: (one) => said(one.code) },
          {
            key: 'nilai',
            head: 'Kedudukan',
            kind: 'number',
            cell: (one) => {
              const position = positions.get(one.code);
              return position ? shareWords(position) : '–';
            },
          },
          { key: 'bobot', head: 'Bobot', kind: 'number', cell: (one) => one.weight },
          { key: 'bukti', head: 'Bukti', cell: (one) => answers.get(one.code)?.evidence },
          {
            key: 'penilai',
            head: 'Penilai',
            cell: (one) => {
              const answer = answers.get(one.code);
              return answer?.judgedOn && `${answer.assessor}, ${formatDay(answer.judgedOn)}`;
            },
          },
        ]}
      />
      {ctx.can('grading.write') && assessment.state === 'ditutup' && <CancelForm ctx={ctx} id={assessment.id} />}
      <p>
        <a href={address(`/penilaian/produk/${assessment.productId}`)}>Semua penilaian {assessment.product.name}</a>
      </p>
    </>
  );
}
