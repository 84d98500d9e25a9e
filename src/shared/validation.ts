import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { type FieldProblem, InvalidInputError } from './errors.js';

/** How every DTO is checked: what is not declared is refused. */
export const VALIDATION: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
};

/** Checks a body by hand, for a form that shows what was typed again. Throws `InvalidInputError` with the fields. */
export function checked<T extends object>(dto: new () => T, body: unknown): T {
  const instance = plainToInstance(dto, body ?? {});
  const errors = validateSync(instance, VALIDATION);
  if (errors.length > 0) throw invalidInput(errors);
  return instance;
}

/** class-validator's findings as one error, with an Indonesian sentence for each field. */
export function invalidInput(errors: ValidationError[]): InvalidInputError {
  return new InvalidInputError(
    'request.invalid',
    'Isian tidak dapat diterima. Perbaiki yang ditandai lalu kirim lagi; tidak ada yang diubah.',
    fieldProblems(errors),
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
