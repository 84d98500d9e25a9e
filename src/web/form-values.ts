import { AppError, ConflictError, type FieldProblem, InvalidInputError } from '../shared/errors.js';

/** What stands in the text fields of a form, by name. */
export type Typed = Readonly<Record<string, string>>;

/** The text fields of a body; of anything else nothing. */
export function typedFields(body: unknown): Typed {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 20_000)]] : [],
    ),
  );
}

/** The version that a form was opened with; 0 when it brings none. */
export function versionOf(typed: Typed, name = 'version'): number {
  return /^\d{1,9}$/.test(typed[name] ?? '') ? Number(typed[name]) : 0;
}

/** The page of a list that an address asks for; the first for anything that is no number of a page. */
export function pageNumber(asked: unknown): number {
  return typeof asked === 'string' && /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
}

/** What a form shows of an error that is for people; any other goes on. */
export interface Refusal {
  problems: readonly FieldProblem[];
  conflict: string | null;
  status: number;
}

export const NOT_REFUSED: Refusal = { problems: [], conflict: null, status: 200 };

export function refusalOf(error: unknown): Refusal {
  const status = error instanceof AppError ? error.status : 500;
  if (error instanceof InvalidInputError) return { problems: error.fields, conflict: null, status };
  if (error instanceof ConflictError) return { problems: [], conflict: error.message, status };
  throw error;
}
