/**
 * What there is to permit, and who may. One table: a permission that no role holds is nobody's, a role that is not
 * here may nothing. A verb `read` never changes anything, a verb `own` changes only what is the person's own; the
 * auditor holds these two and no other. How much of it somebody sees is their scope (scope.ts).
 */
const TABLE = {
  'spending.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'auditor'],
  'compliance.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'auditor'],
  'definition.read': [
    'admin',
    'biro-pbj',
    'perangkat-daerah',
    'pelaku-usaha',
    'dinas-pariwisata',
    'dinas-pembina',
    'auditor',
  ],
  'sales.read': ['admin', 'biro-pbj', 'pelaku-usaha', 'auditor'],
  'import.read': ['admin', 'biro-pbj', 'auditor'],
  'import.write': ['admin', 'biro-pbj'],
  'mapping.read': ['admin', 'biro-pbj', 'auditor'],
  'mapping.write': ['admin', 'biro-pbj'],
  'supplier.read': ['admin', 'biro-pbj', 'auditor'],
  'supplier.write': ['admin', 'biro-pbj'],
  'ovop.read': ['admin', 'biro-pbj', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'ovop.write': ['admin', 'biro-pbj'],
  'village.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'village.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'enterprise.read': ['admin', 'biro-pbj', 'dinas-pembina', 'auditor'],
  /** Scans of documents, which show people: for people alone. */
  'document.read': ['admin', 'biro-pbj', 'dinas-pembina', 'auditor'],
  'enterprise.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'enterprise.decide': ['admin', 'biro-pbj'],
  /** The own record, documents and requests, by the account that a clerk linked to it. */
  'own-file.write': ['pelaku-usaha'],
  'onboarding.read': ['admin', 'biro-pbj', 'auditor'],
  'onboarding.write': ['admin', 'biro-pbj'],
  'product.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'product.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'eligibility.read': ['admin', 'biro-pbj', 'dinas-pembina', 'auditor'],
  'eligibility.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'grading.read': ['admin', 'biro-pbj', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'grading.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'etalase.read': ['admin', 'biro-pbj', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'etalase.write': ['admin', 'biro-pbj', 'dinas-pariwisata'],
  /** Programs of others that are told when listings change. */
  'webhook.read': ['admin', 'dinas-pariwisata', 'auditor'],
  'webhook.write': ['admin', 'dinas-pariwisata'],
  /** For how long a sight of an etalase counts. */
  'etalase.decide': ['admin', 'biro-pbj'],
  'participation.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'auditor'],
  /** Who stands behind the funnel: enterprises by name, sold or not, with what was decided of them. */
  'participation-names.read': ['admin', 'biro-pbj', 'auditor'],
  'participation.write': ['admin', 'biro-pbj'],
  'programme.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'programme.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'roadmap.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'roadmap.write': ['admin', 'biro-pbj', 'dinas-pembina'],
  'open-data.read': ['admin', 'biro-pbj', 'auditor'],
  'circular.read': ['admin', 'biro-pbj', 'perangkat-daerah', 'auditor'],
  'circular.write': ['admin', 'biro-pbj'],
  'status.read': ['admin', 'biro-pbj', 'auditor'],
  'status.write': ['admin', 'biro-pbj'],
  'personal.read': ['admin', 'biro-pbj', 'auditor'],
  'personal.write': ['admin', 'biro-pbj'],
  'personal.unmask': ['admin', 'biro-pbj'],
  'settings.read': ['admin', 'biro-pbj', 'auditor'],
  'settings.write': ['admin'],
  'user.read': ['admin', 'auditor'],
  'user.write': ['admin'],
  'audit.read': ['admin', 'auditor'],
  'api-key.own': ['admin', 'biro-pbj', 'dinas-pariwisata', 'dinas-pembina', 'auditor'],
  'mail.read': ['admin', 'auditor'],
  'mail.write': ['admin'],
  'metrics.read': ['admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

/** The roles, in the order in which a form offers them. */
export const ROLES = [
  'admin',
  'biro-pbj',
  'perangkat-daerah',
  'pelaku-usaha',
  'dinas-pariwisata',
  'dinas-pembina',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** `resource.verb`. */
export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as Permission[];

/** What a role is called on a page. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  'biro-pbj': 'Staf biro pengadaan',
  'perangkat-daerah': 'Perangkat daerah (milik sendiri)',
  'pelaku-usaha': 'Pelaku usaha (usaha sendiri)',
  'dinas-pariwisata': 'Dinas pariwisata',
  'dinas-pembina': 'Dinas pembina (katalog desa)',
  auditor: 'Auditor (hanya membaca)',
};

export function may(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = TABLE[permission];
  return holders.includes(role);
}

/** About people: looked at by people, who are named in the trail. */
const PEOPLE_ONLY: ReadonlySet<Permission> = new Set([
  'user.read',
  'audit.read',
  'personal.read',
  'mail.read',
  'onboarding.read',
  'document.read',
]);

/** What an API key may be given: reading, and bringing files in. Never users, keys or settings. */
export const KEY_PERMISSIONS = PERMISSIONS.filter(
  (permission) => (permission.endsWith('.read') && !PEOPLE_ONLY.has(permission)) || permission === 'import.write',
);
