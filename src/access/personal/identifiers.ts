import { readAs, type ReadIdentifier } from '../../shared/identifiers/index.js';

/** What the vault keeps of a person or a business. */
export const PERSONAL_FIELDS = ['nik', 'npwp', 'telepon', 'email'] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number];

/** What a field is called on a page. */
export const FIELD_NAMES: Readonly<Record<PersonalField, string>> = {
  nik: 'NIK',
  npwp: 'NPWP',
  telepon: 'Nomor telepon',
  email: 'Alamat e-mail',
};

/** The value in the one form in which it is kept and matched. The sentence of a problem never repeats what was typed. */
export function readIdentifier(field: PersonalField, typed: string): ReadIdentifier {
  return readAs(field, typed);
}

/** Everything hidden but the last four characters, at its real length: '••••••••••••1234'. */
export function maskedForm(last4: string, field: PersonalField): string {
  const hidden = field === 'nik' ? 12 : field === 'npwp' ? 11 : 8;
  return `${'•'.repeat(hidden)}${last4}`;
}
