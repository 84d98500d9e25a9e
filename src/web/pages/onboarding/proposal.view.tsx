import type { VNode } from 'preact';
import { PARENT_CLASSES } from '../../../enterprise/class/class-of.js';
import { LEGAL_FORMS } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_WORDS, PARENT_CLASS_WORDS, RECORD_WORDS } from '../../../enterprise/enterprise.wording.js';
import { factName, factValue } from '../../../eligibility/wording/facts.js';
import type { FactPath } from '../../../eligibility/rules/facts.js';
import type { DataProposal, Step } from '../../../onboarding/onboarding.js';
import { formatDay, isDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { KBLI_EDITIONS } from '../../../shared/identifiers/index.js';
import { Answer, Csrf, DataTable, ErrorSummary, FormField, type PageContext, State } from '../../components/index.js';
import { type PickedPlace, PlaceField, placeText } from '../../place-field.js';
import { type StatementQuestion, statementQuestions } from '../eligibility/statement-questions.js';
import type { LawOfDay } from '../self-check/questions.js';
import { PROPOSAL_KIND, PROPOSAL_WORDS } from './onboarding.wording.js';
import { ReasonForm } from './queue.view.js';
import { Steps } from './steps.view.js';

/** Before the key of a question among the fields of the form. */
export const OWN_PREFIX = 'pernyataan-';

/** What an enterprise may state of itself, each with one answer. */
export function ownQuestions(law: LawOfDay): StatementQuestion[] {
  return statementQuestions(law).filter(
    ({ own, fields }) => own === true && fields.length === 1 && fields[0]?.options !== undefined,
  );
}

export interface ProposalFormProps {
  ctx: PageContext;
  typed: Readonly<Record<string, string>>;
  picked: PickedPlace;
  problems: readonly FieldProblem[];
  questions: readonly StatementQuestion[];
}

/** The own record as it stands, to be corrected, and what the enterprise states of itself. */
export function ProposalForm({ ctx, typed, picked, problems, questions }: ProposalFormProps): VNode {
  const field = (name: string, label: string, more: object = {}): VNode => (
    <FormField name={name} label={label} value={typed[name] ?? ''} error={problems} required={false} {...more} />
  );
  return (
    <>
      <p class="prose">
        Perbaiki isian yang keliru, lalu kirim. Petugas melihatnya dahulu; sebelum diterima, data Anda tidak berubah.
        Telepon, surel, NIK, dan NPWP pribadi tidak diubah di sini: minta lewat <a href="/data-saya">Data saya</a>.
      </p>
      <ErrorSummary problems={problems} title="Usulan belum dikirim" />
      <form class="form" method="post" action="/usaha-saya/usulan">
        <Csrf ctx={ctx} />
        {field('name', 'Nama usaha', { required: true, maxLength: 200 })}
        {field('legalForm', 'Bentuk usaha', {
          type: 'select',
          options: LEGAL_FORMS.map((value) => ({ value, text: LEGAL_FORM_WORDS[value] })),
          required: undefined,
        })}
        {field('nib', 'NIB', { maxLength: 40, inputMode: 'numeric', help: '13 angka, contoh 9120000000001' })}
        {field('establishedOn', 'Tanggal berdiri', { type: 'date' })}
        <PlaceField
          label="Desa atau kelurahan"
          typed={typed}
          picked={picked}
          problems={problems}
          required={false}
          help='Ketik awal namanya lalu Cari wilayah, contoh "Wolo" atau "Wolo, Paga".'
        />
        {field('address', 'Alamat usaha', { maxLength: 300 })}
        {field('kbli', 'Kode KBLI', { maxLength: 300, help: 'Lima angka pada NIB; beberapa kode dipisah titik koma' })}
        {field('kbliEdition', 'Edisi KBLI', {
          type: 'select',
          options: KBLI_EDITIONS.map((value) => ({ value, text: value })),
          required: undefined,
        })}
        {field('parentEnterprise', 'Usaha yang memiliki atau menguasai', { maxLength: 200 })}
        {field('parentClass', 'Kelas usaha yang memiliki atau menguasai', {
          type: 'select',
          any: 'Tidak ada atau belum diketahui',
          options: PARENT_CLASSES.map((value) => ({ value, text: PARENT_CLASS_WORDS[value] })),
        })}
        <h2>Pernyataan Anda</h2>
        <p class="sub">Yang tidak dijawab tetap seperti yang tercatat.</p>
        {questions.map(({ key, title, fields: [first] }) =>
          field(`${OWN_PREFIX}${key}`, title, { type: 'select', options: first?.options ?? [], any: 'Tidak dijawab' }),
        )}
        {field('note', 'Catatan untuk petugas', {
          type: 'textarea',
          maxLength: 1000,
          help: 'Contoh: nama usaha berubah menurut akta 2 November 2026.',
        })}
        <button>Kirim usulan</button>
      </form>
    </>
  );
}

/** Regions in words, by code. */
type Places = ReadonlyMap<string, string>;

/** The codes of regions that proposals tell of. */
export function placesIn(proposals: readonly DataProposal[]): string[] {
  return proposals.flatMap(({ changes: { wilayahCode } }) =>
    wilayahCode === undefined ? [] : [wilayahCode.from, wilayahCode.to].filter((code) => code !== ''),
  );
}

/** What a proposal would change, field by field. `now` = the record as it stands, where it moved since then. */
export function ProposedChanges({
  proposal: { changes, stated },
  now,
  places,
}: {
  proposal: DataProposal;
  now: Readonly<Record<string, string>> | null;
  places: Places;
}): VNode {
  const shown = (field: string, value: string): string => inWords(field, value, places);
  const rows = [
    ...Object.entries(changes).map(([field, { from, to }]) => ({
      name: RECORD_WORDS[field as keyof typeof RECORD_WORDS] ?? field,
      from: shown(field, from),
      to: shown(field, to),
      moved: now !== null && (now[field] ?? '') !== from ? shown(field, now[field] ?? '') : null,
    })),
    ...Object.entries(stated).map(([field, value]) => ({
      name: factName({ path: `enterprise.${field}` as FactPath }),
      from: '',
      to: factValue({ path: `enterprise.${field}` as FactPath, value }),
      moved: null,
    })),
  ];
  return (
    <DataTable
      label="Yang diusulkan"
      caption="Isian yang diusulkan berubah, dan pernyataan usaha tentang dirinya."
      rows={rows}
      columns={[
        { key: 'isian', head: 'Isian', cell: (row) => row.name },
        {
          key: 'tercatat',
          head: 'Tercatat ketika diusulkan',
          cell: (row) => (
            <>
              {row.from || 'belum ada'}
              {row.moved !== null && <span class="sub">sekarang: {row.moved || 'kosong'}</span>}
            </>
          ),
        },
        { key: 'usulan', head: 'Diusulkan', cell: (row) => row.to || 'dikosongkan' },
      ]}
    />
  );
}

function inWords(field: string, value: string, places: Places): string {
  if (field === 'wilayahCode') return placeText(value, places.get(value) ?? null);
  if (isDay(value)) return formatDay(value);
  if (field === 'legalForm') return LEGAL_FORM_WORDS[value as keyof typeof LEGAL_FORM_WORDS] ?? value;
  if (field === 'parentClass') return PARENT_CLASS_WORDS[value as keyof typeof PARENT_CLASS_WORDS] ?? value;
  return value;
}

export interface ProposalProps {
  ctx: PageContext;
  proposal: DataProposal;
  now: Readonly<Record<string, string>>;
  places: Places;
  steps: readonly Step[];
  reason: string;
  problems: readonly FieldProblem[];
}

/** For a clerk: what would change, to be accepted whole or given back with a reason. */
export function ProposalView({ ctx, proposal, now, places, steps, reason, problems }: ProposalProps): VNode {
  const acts = proposal.state === 'diajukan' && ctx.can('onboarding.write');
  const action = `/antrean/usulan/${proposal.id}`;
  return (
    <>
      <ErrorSummary problems={problems} title="Belum disimpan" />
      <Answer>
        <State kind={PROPOSAL_KIND[proposal.state]}>{PROPOSAL_WORDS[proposal.state]}</State> Dari {proposal.proposedBy}.
      </Answer>
      {proposal.note !== null && <p>Catatan: {proposal.note}</p>}
      <p>
        <a href={`/usaha/${proposal.enterpriseId}`}>Seluruh catatan usaha ini</a>
      </p>
      <ProposedChanges proposal={proposal} now={proposal.state === 'diajukan' ? now : null} places={places} />
      {acts && (
        <>
          <form method="post" action={`${action}/terima`}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="version" value={String(proposal.version)} />
            <button>Terima dan ubah data usaha</button>
          </form>
          <h2>Atau kembalikan</h2>
          <ReasonForm
            ctx={ctx}
            action={`${action}/kembalikan`}
            version={proposal.version}
            reason={reason}
            problems={problems}
          />
        </>
      )}
      <h2>Langkah sampai hari ini</h2>
      <Steps ctx={ctx} steps={steps} />
    </>
  );
}
