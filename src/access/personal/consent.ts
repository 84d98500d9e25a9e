import { FIELD_NAMES, type PersonalField } from './identifiers.js';

/** The ground on which people's own values are kept. */
export const BY_CONSENT = 'persetujuan';

/** What a person's own value is kept for. */
export const OWN_PURPOSES: Readonly<Record<PersonalField, string>> = {
  nik: 'memastikan bahwa akun ini milik orang yang benar ketika akun dikelola',
  npwp: 'memastikan bahwa akun ini milik orang yang benar ketika akun dikelola',
  telepon: 'menghubungi Anda tentang akun dan tugas Anda di layanan ini',
  email: 'menghubungi Anda tentang akun dan tugas Anda di layanan ini',
};

/** The words beside the box that a person ticks; kept with the consent. */
export function consentWording(field: PersonalField): string {
  return (
    `Saya setuju ${FIELD_NAMES[field]} saya disimpan terenkripsi oleh layanan ini untuk ${OWN_PURPOSES[field]}, menurut ` +
    `UU 27/2022 tentang Pelindungan Data Pribadi. Persetujuan ini sukarela dan dapat saya tarik kapan saja di halaman ` +
    `Data saya; nilainya lalu dihapus.`
  );
}
