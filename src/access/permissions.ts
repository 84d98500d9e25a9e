/**
 * What there is to permit, and who may. One table: a permission that no role holds is nobody's, a role that is not
 * here may nothing. A verb `read` never changes anything; the auditor holds the reading verbs and no other.
 */
const TABLE = {
  'spending.read': ['admin', 'biro-pbj', 'auditor'],
  'compliance.read': ['admin', 'biro-pbj', 'auditor'],
  'definition.read': ['admin', 'biro-pbj', 'auditor'],
  'import.read': ['admin', 'biro-pbj', 'auditor'],
  'import.write': ['admin', 'biro-pbj'],
  'mapping.read': ['admin', 'biro-pbj', 'auditor'],
  'mapping.write': ['admin', 'biro-pbj'],
  'supplier.read': ['admin', 'biro-pbj', 'auditor'],
  'supplier.write': ['admin', 'biro-pbj'],
  'ovop.read': ['admin', 'biro-pbj', 'auditor'],
  'ovop.write': ['admin', 'biro-pbj'],
  'circular.read': ['admin', 'biro-pbj', 'auditor'],
  'circular.write': ['admin', 'biro-pbj'],
  'status.read': ['admin', 'biro-pbj', 'auditor'],
  'status.write': ['admin', 'biro-pbj'],
  'settings.read': ['admin', 'biro-pbj', 'auditor'],
  'settings.write': ['admin'],
  'user.read': ['admin', 'auditor'],
  'user.write': ['admin'],
  'metrics.read': ['admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

/** The roles, in the order in which a form offers them. */
export const ROLES = ['admin', 'biro-pbj', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** `resource.verb`. */
export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as Permission[];

/** What a role is called on a page. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  'biro-pbj': 'Staf biro pengadaan',
  auditor: 'Auditor (hanya membaca)',
};

export function may(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = TABLE[permission];
  return holders.includes(role);
}
