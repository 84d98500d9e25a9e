import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { type FieldProblem, InvalidInputError } from './errors.js';

/** How every DTO is checked: what is not declared is refused. */
export const VALIDATION: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
};

/**
 * Refuses a list directly within a list: no DTO has one, and class-validator takes the inner list for several values of the
 * outer one, so that an empty one passes unchecked. Throws `InvalidInputError` with the field.
 */
export function refuseListsInLists(body: unknown): void {
  // By hand and not by recursion: how deep a body goes is up to whoever sends it.
  const open: { value: unknown; field: string }[] = [{ value: body, field: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, field } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      const at = field === '' ? name : `${field}.${name}`;
      if (Array.isArray(value) && Array.isArray(inner))
        throw refused([
          { field: at, message: 'Berisi daftar; butir sebuah daftar di sini harus berupa nilai atau objek' },
        ]);
      open.push({ value: inner, field: at });
    }
  }
}

/** Checks a body by hand, for a form that shows what was typed again. Throws `InvalidInputError` with the fields. */
export function checked<T extends object>(dto: new () => T, body: unknown): T {
  refuseListsInLists(body);
  const instance = plainToInstance(dto, body ?? {});
  const errors = validateSync(instance, VALIDATION);
  if (errors.length > 0) throw invalidInput(errors);
  return instance;
}

/** class-validator's findings as one error, with an Indonesian sentence for each field. */
export function invalidInput(errors: ValidationError[]): InvalidInputError {
  return refused(fieldProblems(errors));
}

function refused(problems: FieldProblem[]): InvalidInputError {
  return new InvalidInputError(
    'request.invalid',
    'Isian tidak dapat diterima. Perbaiki yang ditandai lalu kirim lagi; tidak ada yang diubah.',
    problems,
  );
}

/** One problem a field (the first that was found), nested fields with a dot: 'addressees.0.code'. */
function fieldProblems(errors: readonly ValidationError[], prefix = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const below = fieldProblems(error.children ?? [], `${field}.`);
    const [first] = Object.entries(error.constraints ?? {});
    return first ? [{ field, message: inIndonesian(first[0], first[1], error.property) }, ...below] : below;
  });
}

/** class-validator's own sentences are English; a message written in the DTO is kept as it is. */
function inIndonesian(constraint: string, message: string, property: string): string {
  if (constraint === 'whitelistValidation') return `Isian "${property}" tidak dikenal`;
  if (!OWN_SENTENCE.test(message)) return message;
  return SENTENCES[constraint] ?? `Isian "${property}" tidak sesuai`;
}

const OWN_SENTENCE = /\b(must|should|has to|cannot|an unknown value)\b/;

const SENTENCES: Readonly<Record<string, string>> = {
  isNotEmpty: 'Wajib diisi',
  isString: 'Harus berupa teks',
  isInt: 'Harus berupa bilangan bulat',
  isNumber: 'Harus berupa bilangan',
  isBoolean: 'Harus ya atau tidak',
  isArray: 'Harus berupa daftar',
  isIn: 'Pilihan tidak dikenal',
  isEnum: 'Pilihan tidak dikenal',
  isUuid: 'Pengenal tidak sah',
  isDateString: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31',
  minLength: 'Terlalu pendek',
  maxLength: 'Terlalu panjang',
  isLength: 'Panjangnya tidak sesuai',
  min: 'Terlalu kecil',
  max: 'Terlalu besar',
  matches: 'Bentuknya tidak sesuai',
};
