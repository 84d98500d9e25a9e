/**
 * Law as data: sources, and parameters whose values are dated. Pure; the files are read in `book-files.ts`.
 *
 * A book is never changed. What a proposed change of law would do is another book (`overlay.ts`).
 */

/**
 * How well a source, or what is read from it, is known. Only what is `confirmed` may decide that a requirement is not
 * met; everything else may only warn.
 *
 * - confirmed: read on a page that is named (second hand counts, and the page says so);
 * - not-found-again: read on a page whose address was not kept;
 * - general-knowledge: told from memory, to be confirmed;
 * - draft: text of a rule that is not in force.
 */
export const STANDINGS = ['confirmed', 'not-found-again', 'general-knowledge', 'draft'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a value of each unit looks like. Money and percentages are decimal text, never a float. */
export interface UnitValues {
  rupiah: string;
  percent: string;
  count: number;
  years: number;
  months: number;
  day: string;
  'yes-no': boolean;
  /** One of the parameter's `choices`. */
  choice: string;
  /** A list, each of the parameter's `choices` where it has any. */
  codes: readonly string[];
}
export type Unit = keyof UnitValues;
export type LawValue = UnitValues[Unit];

export interface Source {
  code: string;
  /** As people name it: 'PP 7/2021'. */
  name: string;
  number: string | null;
  year: number | null;
  /** What it is about, in plain Indonesian. */
  about: string;
  effectiveFrom: string | null;
  /** The last day on which it was in force; null = still is, or not known. */
  effectiveTo: string | null;
  standing: Standing;
  /** Where it was read: hosts and documents as they were noted, not addresses to follow. */
  readAt: readonly string[];
  /** Only where the research gives one; never made up. */
  link: string | null;
  checkedOn: string | null;
  note: string | null;
}

/** A value with the stretch of days on which it holds, both ends included; `to` null = until further notice. */
export interface Arm<Value extends LawValue = LawValue> {
  from: string;
  to: string | null;
  /** null = the law sets none on these days; a day without an arm is one that we do not know about. */
  value: Value | null;
  /** Code of a source of the book. */
  source: string;
  article: string | null;
  /** Of the source, or weaker where only this value of it is. */
  standing: Standing;
  note: string | null;
}

export interface Parameter {
  key: string;
  label: string;
  unit: Unit;
  choices: readonly string[] | null;
  /** The file of `config/regulations` that it stands in. */
  file: string;
  /** In the order of days, without gaps and overlaps. */
  arms: readonly Arm[];
}

export interface Book {
  sources: ReadonlyMap<string, Source>;
  parameters: ReadonlyMap<string, Parameter>;
}

/**
 * The arm in force on a day; undefined when the book does not reach that day. Asking for a parameter that the book does
 * not have, or in another unit than its own, is a fault of the code and throws.
 */
export function valueOn<U extends Unit>(
  book: Book,
  key: string,
  day: string,
  unit?: U,
): Arm<UnitValues[U]> | undefined {
  const parameter = book.parameters.get(key);
  if (!parameter) throw new Error(`The book of law has no parameter ${key}`);
  if (unit !== undefined && parameter.unit !== unit)
    throw new Error(`Parameter ${key} is in ${parameter.unit}, not in ${unit}`);
  for (const arm of parameter.arms)
    if (arm.from <= day && (arm.to === null || day <= arm.to)) return arm as Arm<UnitValues[U]>;
  return undefined;
}

/** The source of an arm; throws for one that the book does not have. */
export function getSource(book: Book, code: string): Source {
  const source = book.sources.get(code);
  if (!source) throw new Error(`The book of law has no source ${code}`);
  return source;
}

/** Whether what the arm says may decide that a requirement is not met; what is less well known may only warn. */
export function mayDecide(arm: Pick<Arm, 'standing'>): boolean {
  return arm.standing === 'confirmed';
}
