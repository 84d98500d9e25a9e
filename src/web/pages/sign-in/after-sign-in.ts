import type { Instance } from '../../../access/instance/instance.js';
import { may } from '../../../access/permissions.js';
import { type Viewer, viewerMay } from '../../../access/viewer.js';
import { firstPage } from '../../navigation.js';

/**
 * Where somebody goes who has just come in: change a first password, set up the second factor, set the service up, or on
 * to what was asked for; else the first page that is theirs to see.
 */
export function afterSignIn(viewer: Viewer, instance: Instance, next: string | null): string {
  if (viewer.mustChangePassword) return '/akun';
  if (viewer.mustSetUpTotp) return '/akun/dua-langkah';
  if (instance.setUpAt === null && may(viewer.role, 'settings.write')) return '/pengaturan';
  return next ?? firstPage((permission) => viewerMay(viewer, permission));
}

/** A path of this very service, or null: a link to the sign-in page must not lead elsewhere ('//evil', '/\evil'). */
export function ownPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 1000 || !/^\/(?![/\\])[^\s\\]*$/.test(value)) return null;
  return /^\/(?:masuk|keluar)(?:[/?#]|$)/.test(value) ? null : value;
}
