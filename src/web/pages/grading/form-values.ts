import type { AnswerChange, Assessment } from '../../../catalogue/grading/assessments.service.js';
import type { SelectionChange, SelectionEntry } from '../../../catalogue/grading/selection.service.js';
import { SELECTION_ANSWERS } from '../../../catalogue/grading/selection.js';

export type Typed = Readonly<Record<string, string>>;

/** The text fields of a form; of several with one name the numbers with commas between. */
export function typedOf(body: unknown): Typed {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
      if (Array.isArray(value))
        return [
          [
            name,
            value
              .filter((one) => typeof one === 'string')
              .join(',')
              .slice(0, 200),
          ],
        ];
      return typeof value === 'string' ? [[name, value.slice(0, 4000)]] : [];
    }),
  );
}

/** What the form of a judging holds at first. */
export function answersTyped(assessment: Assessment): Typed {
  const typed: Record<string, string> = {};
  for (const { code, choice } of assessment.profile.dimensions) {
    const answer = assessment.answers.get(code);
    typed[`${code}-versi`] = String(answer?.version ?? 0);
    typed[`${code}-bukti`] = answer?.evidence ?? '';
    if (!answer || answer.state === 'belum-dinilai') typed[code] = 'belum-dinilai';
    else if (answer.state === 'tidak-berlaku') typed[code] = 'tidak-berlaku';
    else typed[code] = choice === 'multiple' ? 'dinilai' : String(answer.level);
    if (choice === 'multiple') typed[`${code}-butir`] = answer?.items.join(',') ?? '';
  }
  return typed;
}

/** What was typed as changes; a dimension that the form did not send is left alone. */
export function answerChanges(assessment: Assessment, typed: Typed): AnswerChange[] {
  return assessment.profile.dimensions.flatMap(({ code, choice }): AnswerChange[] => {
    const chosen = typed[code];
    if (chosen === undefined) return [];
    const version = /^\d{1,9}$/.test(typed[`${code}-versi`] ?? '') ? Number(typed[`${code}-versi`]) : 0;
    const common = { dimension: code, evidence: typed[`${code}-bukti`] ?? '', version };
    if (chosen === 'belum-dinilai' || chosen === 'tidak-berlaku') return [{ ...common, state: chosen }];
    if (choice === 'multiple') return [{ ...common, state: 'dinilai', items: numbersOf(typed[`${code}-butir`] ?? '') }];
    return [{ ...common, state: 'dinilai', level: /^[1-9]$/.test(chosen) ? Number(chosen) : null }];
  });
}

export function numbersOf(text: string): number[] {
  return text.split(',').flatMap((one) => (/^[1-9]$/.test(one) ? [Number(one)] : []));
}

export function selectionTyped(entries: readonly SelectionEntry[]): Typed {
  return Object.fromEntries(
    entries.flatMap(({ list, code, answer, evidence, version }) => [
      [`${list}-${code}`, answer],
      [`${list}-${code}-bukti`, evidence ?? ''],
      [`${list}-${code}-versi`, String(version)],
    ]),
  );
}

export function selectionChanges(entries: readonly SelectionEntry[], typed: Typed): SelectionChange[] {
  return entries.flatMap(({ list, code }) => {
    const name = `${list}-${code}`;
    const answer = SELECTION_ANSWERS.find((one) => one === typed[name]);
    if (!answer) return [];
    const version = /^\d{1,9}$/.test(typed[`${name}-versi`] ?? '') ? Number(typed[`${name}-versi`]) : 0;
    return [{ list, code, answer, evidence: typed[`${name}-bukti`] ?? '', version }];
  });
}
