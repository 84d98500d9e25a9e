import type { VNode } from 'preact';
import type { Statement } from '../../../eligibility/facts/statements.service.js';
import type { FactPath } from '../../../eligibility/rules/facts.js';
import { factName, factValue } from '../../../eligibility/wording/facts.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  HowComputed,
  type Option,
  type PageContext,
} from '../../components/index.js';
import type { About, StatementField, StatementQuestion } from './statement-questions.js';

export interface StatementsProps {
  ctx: PageContext;
  about: About;
  id: string;
  questions: readonly StatementQuestion[];
  statements: readonly Statement[];
}

interface Row {
  question: StatementQuestion;
  said: readonly Statement[];
}

/** What was stated, question by question, and what nobody has stated yet. */
export function StatementsView({ ctx, about, id, questions, statements }: StatementsProps): VNode {
  const rows = questions.map((question): Row => ({ question, said: saidOf(question, statements) }));
  const answered = rows.filter(({ said }) => said.length > 0).length;
  const asked = new Set<string>(questions.flatMap(({ facts }) => facts));
  const others = statements.filter(({ fact }) => !asked.has(fact));
  const path = `/kelayakan/keterangan/${about}/${encodeURIComponent(id)}`;
  const writes = ctx.can('eligibility.write');
  return (
    <>
      <Answer>
        <strong>
          {answered} dari {rows.length}
        </strong>{' '}
        keterangan sudah dinyatakan. Yang belum dinyatakan berarti belum diketahui, bukan "tidak".
      </Answer>
      <p class="actions">
        <a class="button quiet" href={about === 'usaha' ? `/usaha/${id}` : `/produk/${id}`}>
          {about === 'usaha' ? 'Catatan usaha ini' : 'Catatan produk ini'}
        </a>
        {about === 'usaha' && (
          <a class="button quiet" href={`/kelayakan?usaha=${id}`}>
            Keputusan kelayakannya
          </a>
        )}
      </p>
      <DataTable<Row>
        label="Keterangan"
        caption="Keterangan yang dibaca aturan dan tidak ada pada catatan, dokumen, atau sertifikat."
        rows={rows}
        columns={[
          {
            key: 'keterangan',
            head: 'Keterangan',
            cell: ({ question }) =>
              writes ? <a href={`${path}/${question.key}`}>{question.title}</a> : question.title,
          },
          {
            key: 'isi',
            head: 'Yang dinyatakan',
            cell: ({ said }) => (said.length === 0 ? 'belum dinyatakan' : said.map(valueWords).join('; ')),
          },
          {
            key: 'asal',
            head: 'Sumber, hari, dan pencatat',
            kind: 'wide',
            cell: ({ said: [one] }) => one && <Origin ctx={ctx} one={one} />,
          },
        ]}
      />
      {others.length > 0 && (
        <>
          <h2>Dicatat lewat API</h2>
          <ul>
            {others.map((one) => (
              <li>
                {valueWords(one)}
                <span class="sub">
                  <Origin ctx={ctx} one={one} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <HowComputed
        entries={[
          {
            term: 'Yang dihitung',
            text: 'Yang dilihat pada sumbernya didahulukan: dokumen yang sudah diperiksa dan catatan usaha menang atas keterangan ini bila lebih baru.',
          },
          {
            term: 'Perubahan',
            text: 'Keterangan baru menggantikan yang lama. Yang lama, pencatatnya, dan waktunya tetap ada dalam jejak audit, dan keputusan lama tetap memuat keterangan yang dipakainya.',
          },
        ]}
      />
    </>
  );
}

function Origin({ ctx, one }: { ctx: PageContext; one: Statement }): VNode {
  return (
    <>
      {one.source}, {formatDay(one.statedOn)}
      {one.document !== null && `, dokumen ${one.document}`}
      <span class="sub">
        dicatat {one.recordedBy}, {formatMoment(one.recordedAt, ctx.instance.timeZone)}
      </span>
    </>
  );
}

export interface StatementFormProps {
  ctx: PageContext;
  action: string;
  question: StatementQuestion;
  now: readonly Statement[];
  documents: readonly Option[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

export function StatementForm(props: StatementFormProps): VNode {
  const { ctx, action, question, now, documents, typed, problems } = props;
  const papers = question.fields.some(({ name }) => name === 'tanpa-batas');
  return (
    <>
      <ErrorSummary problems={problems} title="Keterangan belum dicatat" />
      {now.length === 0 ? (
        <p>Belum ada yang dinyatakan.</p>
      ) : (
        <dl class="facts">
          {now.map((one) => (
            <>
              <dt>{factName({ path: one.fact as FactPath })}</dt>
              <dd>
                {factValue({ path: one.fact as FactPath, value: one.value })}
                <span class="sub">
                  <Origin ctx={ctx} one={one} />
                </span>
              </dd>
            </>
          ))}
        </dl>
      )}
      <form class="form" method="post" action={action}>
        <Csrf ctx={ctx} />
        <Answers fields={question.fields} typed={typed} problems={problems} />
        <FormField
          name="source"
          label="Dilihat di mana, atau siapa yang menyatakan"
          value={typed['source'] ?? ''}
          error={problems}
          help={`Contoh: ${question.seenAt}. Jangan menulis NIK atau nomor NPWP.`}
          maxLength={200}
          required
        />
        <FormField
          name="statedOn"
          label="Hari keterangan itu"
          type="date"
          value={typed['statedOn'] ?? ctx.today}
          error={problems}
          required
        />
        {documents.length > 0 && (
          <FormField
            name="documentId"
            label="Dokumen pada berkas yang menyatakannya"
            type="select"
            options={documents}
            any="Tidak ada"
            value={typed['documentId'] ?? ''}
            error={problems}
          />
        )}
        {papers && (
          <FormField
            name="verified"
            label="Saya melihat suratnya pada sumbernya"
            type="checkbox"
            value={typed['verified'] ?? ''}
          />
        )}
        <button>Catat keterangan</button>
      </form>
      {now.length > 0 && (
        <form method="post" action={`${action}/cabut`}>
          <Csrf ctx={ctx} />
          <p>Keliru sama sekali? Cabut; syaratnya lalu belum dapat dinilai.</p>
          <button class="quiet">Cabut keterangan ini</button>
        </form>
      )}
    </>
  );
}

/** The fields of a question: also in an enterprise's own proposal. */
export function Answers({
  fields,
  typed,
  problems,
  prefix = '',
}: {
  fields: readonly StatementField[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  prefix?: string;
}): VNode {
  return (
    <>
      {fields.map(({ name, label, type, options, required, help }) => (
        <FormField
          name={`${prefix}${name}`}
          label={label}
          type={type}
          options={options}
          any={type === 'select' ? 'Pilih jawaban' : undefined}
          value={typed[`${prefix}${name}`] ?? ''}
          error={problems}
          required={type === 'checkbox' ? undefined : (required ?? false)}
          help={help}
        />
      ))}
    </>
  );
}

function saidOf({ facts }: StatementQuestion, statements: readonly Statement[]): Statement[] {
  return statements.filter(({ fact }) => (facts as readonly string[]).includes(fact));
}

function valueWords({ fact, part, value }: Statement): string {
  const path = fact as FactPath;
  return `${factName(part === null ? { path } : { path, part })}: ${factValue({ path, value })}`;
}
