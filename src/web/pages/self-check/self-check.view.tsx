import type { VNode } from 'preact';
import type { EligibilityAssessmentDto, EligibilityRequirementDto } from '../../../eligibility/eligibility.dto.js';
import { PURPOSE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { Answer, Bar, Csrf, fieldId, Notice, type PageContext, State } from '../../components/index.js';
import { type Answers, type Question, type Screen, SCREENS } from './questions.js';
import { ANSWERED } from './self-check.wording.js';

export const PATH = '/cek-kelayakan';

/** All answers but those that this screen asks for itself: they travel with the form, and lie nowhere else. */
function Carried({ ctx, answers, asked }: { ctx: PageContext; answers: Answers; asked: readonly Question[] }): VNode {
  const here = new Set(asked.map(({ name }) => name));
  return (
    <>
      <Csrf ctx={ctx} />
      {Object.entries(answers).map(
        ([name, value]) => !here.has(name) && <input type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

/** One screen of questions; `at` counts from 1. */
export function QuestionsView({
  ctx,
  screen,
  at,
  answers,
}: {
  ctx: PageContext;
  screen: Screen;
  at: number;
  answers: Answers;
}): VNode {
  return (
    <form class="check" method="post" action={PATH}>
      <Carried ctx={ctx} answers={answers} asked={screen.questions} />
      {at === 1 && <p class="sub">Jawaban Anda tidak disimpan. Yang dilewati dihitung “belum tahu”.</p>}
      {screen.questions.length === 0 && (
        <Notice>Produk belum dipilih pada layar pertama, jadi izin produknya belum dapat ditanyakan.</Notice>
      )}
      {screen.questions.map((question) => (
        <QuestionField question={question} answer={answers[question.name] ?? null} />
      ))}
      <div class="actions">
        <button name="ke" value={at === SCREENS ? 'hasil' : String(at + 1)}>
          {at === SCREENS ? 'Lihat hasil' : 'Lanjut'}
        </button>
        {at > 1 && (
          <button class="quiet" name="ke" value={String(at - 1)}>
            Kembali
          </button>
        )}
      </div>
    </form>
  );
}

function QuestionField({ question, answer }: { question: Question; answer: string | null }): VNode {
  const { name, text, help, kind, choices } = question;
  const id = fieldId(name);
  const helped = help === undefined ? undefined : `${id}-h`;
  const below = help !== undefined && (
    <span class="help" id={helped}>
      {help}
    </span>
  );
  if (kind === 'tiles')
    return (
      <fieldset class="field" aria-describedby={helped}>
        <legend>{text}</legend>
        {below}
        <div class="tiles">
          {choices.map((choice) => (
            <label>
              <input type="radio" name={name} value={choice.value} checked={choice.value === answer} />
              <span>{choice.text}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>{text}</label>
      {below}
      {kind === 'list' ? (
        <select id={id} name={name} aria-describedby={helped}>
          <option value="">Pilih</option>
          {choices.map((choice) => (
            <option value={choice.value} selected={choice.value === answer}>
              {choice.text}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} name={name} type="date" value={answer ?? ''} aria-describedby={helped} />
      )}
    </div>
  );
}

const OPEN = ['fails', 'cannot-tell'];
const STATE_KIND = {
  layak: 'good',
  'layak-bersyarat': 'good',
  'belum-lengkap': 'warn',
  kedaluwarsa: 'bad',
  'tidak-layak': 'bad',
  'tidak-berlaku': 'none',
} as const;

/** What the requirements come to, first what is to be done. */
export function ResultView({
  ctx,
  assessed,
  answers,
}: {
  ctx: PageContext;
  assessed: EligibilityAssessmentDto;
  answers: Answers;
}): VNode {
  const { readiness, day } = assessed;
  const asked = assessed.requirements.filter(({ purpose }) => purpose !== 'ovop');
  const unmet = asked.filter(({ outcome }) => outcome === 'fails');
  const unknown = asked.filter(({ outcome, binding }) => outcome === 'cannot-tell' && binding);
  const unsure = asked.filter(({ outcome, binding }) => outcome === 'cannot-tell' && !binding);
  const met = asked.filter(({ outcome }) => outcome === 'meets');
  const advised = asked.filter(({ outcome, next }) => outcome === 'does-not-apply' && next !== null);
  const none = asked.filter(({ outcome, next }) => outcome === 'does-not-apply' && next === null);
  const [sell, ...others] = assessed.states.filter(({ purpose }) => purpose !== 'ovop');
  return (
    <>
      <Answer>
        {sell && <State kind={STATE_KIND[sell.state]}>{sell.text}</State>} untuk menjual di e-Katalog. {readiness.text}
      </Answer>
      <Bar
        known={(readiness.met * 100) / Math.max(readiness.asked, 1)}
        unknown={(readiness.unknown * 100) / Math.max(readiness.asked, 1)}
        label={`Kesiapan: ${readiness.met} dari ${readiness.asked} syarat terpenuhi`}
      />
      <ul>
        {others.map(({ purpose, state, text }) => (
          <li>
            {PURPOSE_WORDS[purpose]}: <State kind={STATE_KIND[state]}>{text}</State>
          </li>
        ))}
      </ul>
      <Todo title="Belum terpenuhi" list={unmet} />
      <Todo title="Belum dapat dinilai" list={unknown} />
      <Lasting list={met} day={day} />
      <Fold title={`Peringatan saja, aturannya belum dipastikan (${unsure.length})`} list={unsure} />
      <Fold title={`Dianjurkan, tidak wajib (${advised.length})`} list={advised} />
      <Fold title={`Sudah terpenuhi (${met.length})`} list={met} />
      <Fold title={`Tidak berlaku untuk Anda (${none.length})`} list={none} />
      <p class="sub">
        Menurut jawaban Anda sendiri, yang tidak dicocokkan dan tidak disimpan, dan aturan e-Katalog versi 6 pada{' '}
        {formatDay(day)}. Syarat produk OVOP dinilai bersama dinas kabupaten atau kota, tidak di sini.
      </p>
      <form class="actions" method="post" action={PATH}>
        <Carried ctx={ctx} answers={answers} asked={[]} />
        <button class="quiet" name="ke" value="1">
          Ubah jawaban
        </button>
        <a class="button quiet" href={PATH}>
          Mulai dari awal
        </a>
        <a class="button quiet" href="/daftar">
          Daftarkan usaha saya
        </a>
      </form>
    </>
  );
}

/** What is to be done about each, and where. */
function Todo({ title, list }: { title: string; list: readonly EligibilityRequirementDto[] }): VNode | null {
  if (list.length === 0) return null;
  return (
    <section class="todo" aria-label={title}>
      <h2>
        {title} ({list.length})
      </h2>
      <ol>
        {list.map((requirement) => (
          <li>
            <Requirement requirement={requirement} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Fold({ title, list }: { title: string; list: readonly EligibilityRequirementDto[] }): VNode | null {
  if (list.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ol class="todo">
        {list.map((requirement) => (
          <li>
            <Requirement requirement={requirement} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Requirement({ requirement }: { requirement: EligibilityRequirementDto }): VNode {
  const { title, because, text, next, purpose, warnings, sources, outcome } = requirement;
  const basis = [...new Set(sources.map((source) => source.text))];
  return (
    <article>
      <h3>{title}</h3>
      <p>
        {ANSWERED[because] ?? text.replace('Dokumen yang belum ada:', 'Dokumen pendaftaran belum lengkap; periksa')}
        {purpose !== 'katalog' && OPEN.includes(outcome) && ' Ini tidak menghalangi Anda menjual.'}
      </p>
      {warnings
        .filter(({ code }) => code !== 'stated-not-verified')
        .map((warning) => (
          <p class="sub">{warning.text}</p>
        ))}
      {next && (
        <dl class="step">
          <dt>Langkah berikutnya</dt>
          <dd>{next.act}</dd>
          <dt>Di mana</dt>
          <dd>{next.where}</dd>
          {next.documents.length > 0 && (
            <>
              <dt>Siapkan</dt>
              <dd>{next.documents.join(', ')}</dd>
            </>
          )}
        </dl>
      )}
      {basis.length > 0 && (
        <details class="basis">
          <summary>Dasar aturannya</summary>
          {basis.map((source) => (
            <p class="sub">{source}</p>
          ))}
        </details>
      )}
    </article>
  );
}

/** What holds until when, the first to end first. */
function Lasting({ list, day }: { list: readonly EligibilityRequirementDto[]; day: string }): VNode | null {
  const dated = list
    .filter((one): one is EligibilityRequirementDto & { until: string } => one.until !== null)
    .sort((a, b) => (a.until < b.until ? -1 : 1));
  const later = dated.filter(({ until }) => until > day);
  const now = dated.filter(({ until }) => until === day);
  if (dated.length === 0) return null;
  return (
    <section>
      <h2>Berlaku sampai kapan</h2>
      <ul>
        {later.map(({ title, until }) => (
          <li>
            {title}: sampai {formatDay(until)}
          </li>
        ))}
        {now.length > 0 && (
          <li>
            {now.map(({ title }) => title).join(', ')}: menurut Anda masih berlaku hari ini. Catat tanggal berakhirnya,
            agar tidak terlewat.
          </li>
        )}
      </ul>
    </section>
  );
}
