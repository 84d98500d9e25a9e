import { overlay, type Period } from '../shared/timeline.js';
import type { Arm, Book, LawValue, Parameter, Source } from './book.js';
import { fits } from './read-book.js';

export interface ProposedValue extends Period {
  key: string;
  /** null = the law would set none. */
  value: LawValue | null;
}

/** A change of law that is only thought of. */
export interface Proposal {
  /** As it is cited: 'Usulan batas baru'. */
  name: string;
  about: string;
  values: readonly ProposedValue[];
}

export const PROPOSAL_SOURCE = 'usulan';

/**
 * The book as it would be with a proposed change of law laid over it, for "what if": on the days of the change only the
 * proposed values hold, on all others nothing changes. The book itself stays as it is. A proposal is taken at its word, as
 * if it were in force and confirmed, or nobody could see what it does. Throws one Error that lists all that is wrong.
 */
export function withProposal(book: Book, proposal: Proposal): Book {
  const problems = proposal.values.flatMap((value) => problemsOf(book, value));
  if (problems.length > 0) throw new Error(`The proposal cannot be laid over the law:\n- ${problems.join('\n- ')}`);
  const source: Source = {
    code: PROPOSAL_SOURCE,
    name: proposal.name,
    number: null,
    year: null,
    about: proposal.about,
    effectiveFrom: null,
    effectiveTo: null,
    standing: 'confirmed',
    readAt: [],
    link: null,
    checkedOn: null,
    note: 'Usulan perubahan, bukan hukum yang berlaku',
  };
  const parameters = new Map(book.parameters);
  for (const value of proposal.values) {
    const parameter = parameters.get(value.key);
    if (parameter) parameters.set(value.key, laidOver(parameter, value));
  }
  return { sources: new Map(book.sources).set(PROPOSAL_SOURCE, source), parameters };
}

function problemsOf(book: Book, { key, from, to, value }: ProposedValue): string[] {
  const parameter = book.parameters.get(key);
  if (!parameter) return [`the book of law has no parameter ${key}`];
  const problems: string[] = [];
  if (value !== null && !fits(parameter, value))
    problems.push(`${key}: ${JSON.stringify(value)} is no value in ${parameter.unit}`);
  if (to !== null && to < from) problems.push(`${key}: it would end on ${to}, before it begins on ${from}`);
  return problems;
}

function laidOver(parameter: Parameter, { from, to, value }: ProposedValue): Parameter {
  const onFile = parameter.arms.map((arm, index) => ({ ...arm, id: String(index) }));
  const change = overlay(onFile, { from, to });
  const arms = onFile
    .filter(({ id }) => !change.remove.includes(id))
    .map(({ id, ...arm }): Arm => {
      const end = change.endAt.find((one) => one.id === id);
      const start = change.startAt.find((one) => one.id === id);
      return { ...arm, ...(end ? { to: end.to } : {}), ...(start ? { from: start.from } : {}) };
    });
  const behind = change.copy.flatMap((copy): Arm[] => {
    const arm = parameter.arms[Number(copy.id)];
    return arm ? [{ ...arm, from: copy.from, to: copy.to }] : [];
  });
  const proposed: Arm = { from, to, value, source: PROPOSAL_SOURCE, article: null, standing: 'confirmed', note: null };
  return {
    ...parameter,
    arms: [...arms, ...behind, proposed].sort((one, other) => (one.from < other.from ? -1 : 1)),
  };
}
