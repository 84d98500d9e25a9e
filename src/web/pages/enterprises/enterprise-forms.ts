import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';

export const USAHA = { href: '/usaha', text: 'Pelaku usaha' };

export type Fields = Readonly<Record<string, unknown>>;

/** Problems of a form; a conflict stands at the field that it is about. Anything else is not the form's. */
export function problemsOf(error: unknown, field = 'version'): readonly FieldProblem[] {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError) return [{ field, message: error.message }];
  throw error;
}

/** The version that a form was shown with; 0 when it says none. */
export function versionOf(body: Fields): number {
  const typed = textsOf(body)['version'] ?? '';
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}

/** The texts of a form or an address, cut where nobody types so much. */
export function textsOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
  );
}
