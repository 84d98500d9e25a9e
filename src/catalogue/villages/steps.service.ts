import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDay, isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { affected, rows } from '../../shared/sql.js';
import { storable } from '../../shared/text.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';

/** In the order in which a village's map is proposed, verified and validated. */
export const STEPS = ['usulan', 'verifikasi', 'validasi'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  usulan: 'Usulan',
  verifikasi: 'Verifikasi',
  validasi: 'Validasi',
};

/** A step as it is on record. One that was withdrawn stays, and no longer counts. */
export interface StepRecord {
  id: string;
  step: Step;
  doneOn: string;
  office: string;
  /** Who did it, by name. */
  person: string;
  note: string | null;
  recordedBy: string;
  /** ISO 8601. */
  recordedAt: string;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
  withdrawnWhy: string | null;
}

export interface StepInput {
  step: string;
  doneOn: string;
  office: string;
  person: string;
  note?: string;
}

const MOMENT = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Proposal, verification and validation of a village's map by Dinas PMD, in this order. */
@Injectable()
export class StepsService {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
  ) {}

  /** All steps of a village, withdrawn ones too: those that stand first, each in its order. */
  ofVillage(code: string, em: EntityManager = this.db.manager): Promise<StepRecord[]> {
    return rows<StepRecord>(
      em,
      `select id::text, step, done_on::text as "doneOn", office, person, note, recorded_by as "recordedBy",
         ${MOMENT('recorded_at')} as "recordedAt", ${MOMENT('withdrawn_at')} as "withdrawnAt",
         withdrawn_by as "withdrawnBy", withdrawn_why as "withdrawnWhy"
       from village_step where wilayah_code = $1
       order by withdrawn_at is not null, array_position(array['usulan', 'verifikasi', 'validasi'], step::text), id`,
      [code],
    );
  }

  /** Which step may come next; null when all are done. */
  next(steps: readonly StepRecord[]): Step | null {
    return STEPS.find((step) => !steps.some((one) => one.step === step && one.withdrawnAt === null)) ?? null;
  }

  /** Throws `village.step-invalid`, or `village.step-order` for one out of its order. */
  async add(code: string, input: StepInput, by: string, today: string): Promise<StepRecord> {
    return this.db.transaction(async (tx) => {
      const place = await this.wilayah.get(code, tx);
      if (place.level !== 'desa')
        throw new NotFoundError('village.not-found', `${code} bukan kode desa atau kelurahan.`);
      await tx.query('lock table village_step in share row exclusive mode');
      const steps = await this.ofVillage(code, tx);
      const facts = readStep(input, steps, today);
      const expected = this.next(steps);
      if (facts.step !== expected) throw outOfOrder(facts.step, expected);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into village_step (wilayah_code, step, done_on, office, person, note, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7) returning id::text`,
        [code, facts.step, facts.doneOn, facts.office, facts.person, facts.note, by],
      );
      return this.get(code, made?.id ?? '', tx);
    });
  }

  /** The step stays on record and counts no more. Throws `village.step-order` while a later one stands on it. */
  async withdraw(code: string, id: string, why: string, by: string): Promise<StepRecord> {
    const reason = maskText(storable(why).trim().slice(0, 500));
    if (reason.length < 5)
      throw new InvalidInputError('village.step-invalid', 'Langkah belum ditarik.', [
        { field: 'why', message: 'Tulis alasannya, paling sedikit 5 huruf' },
      ]);
    return this.db.transaction(async (tx) => {
      await tx.query('lock table village_step in share row exclusive mode');
      const step = await this.get(code, id, tx);
      if (step.withdrawnAt !== null)
        throw new ConflictError(
          'village.step-withdrawn',
          `${STEP_WORDS[step.step]} ini sudah ditarik oleh ${step.withdrawnBy}.`,
        );
      const later = (await this.ofVillage(code, tx)).find(
        (one) => one.withdrawnAt === null && STEPS.indexOf(one.step) > STEPS.indexOf(step.step),
      );
      if (later)
        throw new ConflictError(
          'village.step-order',
          `${STEP_WORDS[later.step]} berdiri di atas ${STEP_WORDS[step.step].toLowerCase()} ini. Tarik dahulu ${STEP_WORDS[later.step].toLowerCase()}.`,
        );
      await affected(
        tx,
        'update village_step set withdrawn_at = now(), withdrawn_by = $2, withdrawn_why = $3 where id = $1',
        [id, by, reason],
      );
      return this.get(code, id, tx);
    });
  }

  private async get(code: string, id: string, em: EntityManager): Promise<StepRecord> {
    const found = (await this.ofVillage(code, em)).find((one) => one.id === id);
    if (!found)
      throw new NotFoundError(
        'village.step-not-found',
        `Langkah ${id.slice(0, 20)} tidak ada pada desa ${code.slice(0, 20)}.`,
      );
    return found;
  }
}

/** A step that may be written. */
type StepFacts = Pick<StepRecord, 'step' | 'doneOn' | 'office' | 'person' | 'note'>;

function readStep(input: StepInput, steps: readonly StepRecord[], today: string): StepFacts {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const text = (field: 'office' | 'person' | 'note', limit: number): string => {
    const value = storable(input[field] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (value.length > limit) wrong(field, `Paling banyak ${limit} huruf`);
    return value;
  };
  const step = STEPS.find((one) => one === input.step);
  if (!step) wrong('step', `Langkah harus salah satu dari: ${STEPS.join(', ')}`);
  const doneOn = input.doneOn.trim();
  const previous = steps
    .filter((one) => one.withdrawnAt === null && (!step || STEPS.indexOf(one.step) < STEPS.indexOf(step)))
    .at(-1);
  if (!isDay(doneOn)) wrong('doneOn', 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31');
  else if (doneOn > today) wrong('doneOn', `Tanggal ${formatDay(doneOn)} belum tiba`);
  else if (doneOn < '2000-01-01') wrong('doneOn', `Tanggal ${formatDay(doneOn)} terlalu jauh di masa lalu`);
  else if (previous && doneOn < previous.doneOn)
    wrong('doneOn', `Tidak boleh mendahului ${STEP_WORDS[previous.step].toLowerCase()}, ${formatDay(previous.doneOn)}`);
  const office = text('office', 200);
  if (office === '') wrong('office', 'Isi kantor yang melakukannya, contoh Dinas PMD Kabupaten Kupang');
  const person = text('person', 120);
  if (person === '') wrong('person', 'Isi nama orang yang melakukannya');
  const note = maskText(text('note', 500));
  if (problems.length > 0 || !step)
    throw new InvalidInputError(
      'village.step-invalid',
      'Langkah belum dapat dicatat. Perbaiki yang ditandai; tidak ada yang diubah.',
      problems,
    );
  return { step, doneOn, office: maskText(office), person: maskText(person), note: note || null };
}

function outOfOrder(step: Step, expected: Step | null): ConflictError {
  const said = STEP_WORDS[step];
  return new ConflictError(
    'village.step-order',
    expected === null || STEPS.indexOf(step) < STEPS.indexOf(expected)
      ? `${said} desa ini sudah tercatat. Bila keliru, tarik dahulu dengan alasan.`
      : `${said} belum dapat dicatat: ${STEP_WORDS[expected].toLowerCase()} belum ada. Urutannya usulan, verifikasi, lalu validasi.`,
  );
}
