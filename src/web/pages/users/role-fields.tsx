import type { VNode } from 'preact';
import { ROLE_NAMES, ROLES } from '../../../access/permissions.js';
import type { UserView } from '../../../access/users.service.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { FormField } from '../../components/index.js';

/** A perangkat daerah to choose from. */
export interface Place {
  id: string;
  name: string;
}

interface RoleFieldsProps {
  places: readonly Place[];
  /** What was typed, or what is stored, by field name. */
  value(name: string): string;
  problems: readonly FieldProblem[];
}

/** Role, and what belongs to it: the agency of a perangkat daerah, the supplier keys of an enterprise. */
export function RoleFields({ places, value, problems }: RoleFieldsProps): VNode {
  return (
    <>
      <FormField
        name="role"
        label="Peran"
        type="radio"
        value={value('role')}
        options={ROLES.map((role) => ({ value: role, text: ROLE_NAMES[role] }))}
        error={problems}
        required
      />
      <FormField
        name="perangkatDaerahId"
        label="Perangkat daerah"
        type="select"
        value={value('perangkatDaerahId')}
        any="Tidak ada"
        options={places.map(({ id, name }) => ({ value: id, text: name }))}
        help="Hanya untuk peran Perangkat daerah: yang belanjanya boleh dilihat."
        error={problems}
        required={false}
      />
      <FormField
        name="suppliers"
        label="Kunci penyedia"
        type="textarea"
        rows={3}
        value={value('suppliers')}
        help="Hanya untuk peran Pelaku usaha: satu kunci per baris, seperti pada halaman Penyedia. Contoh: v5:12345 atau v6:01ABC"
        error={suppliersProblem(problems)}
        required={false}
      />
    </>
  );
}

/** The role of a user in a list, with the agency or the keys. */
export function RoleCell({ user, places }: { user: UserView; places: readonly Place[] }): VNode {
  const own =
    user.perangkatDaerahId === null
      ? user.suppliers.map(({ scheme, key }) => `${scheme}:${key}`).join(', ')
      : (places.find(({ id }) => id === user.perangkatDaerahId)?.name ??
        'Perangkat daerahnya sudah digabung atau tidak ada lagi');
  return (
    <>
      {ROLE_NAMES[user.role]}
      {own !== '' && <span class="sub">{own}</span>}
    </>
  );
}

/** The fields of a form as the DTO wants them: keys one a line, empty choices away. */
export function withOwn(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { perangkatDaerahId, suppliers, ...rest } = body;
  const lines = typeof suppliers === 'string' ? suppliers.split(/\r?\n/).map((line) => line.trim()) : [];
  const keys = lines
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(':');
      return { scheme: line.slice(0, Math.max(at, 0)).toLowerCase(), key: line.slice(at + 1).trim() };
    });
  return {
    ...rest,
    ...(perangkatDaerahId === undefined || perangkatDaerahId === '' ? {} : { perangkatDaerahId }),
    ...(keys.length > 0 ? { suppliers: keys } : {}),
  };
}

/** One line of the text field may be at fault: its message stands at the field. */
function suppliersProblem(problems: readonly FieldProblem[]): string | null {
  return problems.find(({ field }) => field === 'suppliers' || field.startsWith('suppliers.'))?.message ?? null;
}
