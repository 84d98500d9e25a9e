import { describe, expect, it } from '@jest/globals';
import type { Instance } from '../../../access/instance/instance.js';
import type { Role } from '../../../access/permissions.js';
import type { Viewer } from '../../../access/viewer.js';
import { afterSignIn, ownPath } from './after-sign-in.js';

const viewer = (role: Role, mustChangePassword = false): Viewer => ({
  userId: 'u',
  username: 'u',
  displayName: 'U',
  role,
  mustChangePassword,
  scope: { kind: 'all' },
  sessionId: 's',
});
const instance = (setUpAt: string | null): Instance => ({
  klpdCode: null,
  klpdName: null,
  province: null,
  timeZone: 'Asia/Makassar',
  fiscalYear: null,
  letterhead: [],
  demo: false,
  setUpAt,
});

describe('after the sign-in', () => {
  it('a first password is changed before anything else', () => {
    expect(afterSignIn(viewer('admin', true), instance(null), '/belanja')).toBe('/akun');
  });

  it('the administrator of a new instance sets it up; nobody else is sent there', () => {
    expect(afterSignIn(viewer('admin'), instance(null), '/belanja')).toBe('/pengaturan');
    expect(afterSignIn(viewer('biro-pbj'), instance(null), '/belanja')).toBe('/belanja');
    expect(afterSignIn(viewer('admin'), instance('2026-01-01T00:00:00Z'), null)).toBe('/');
  });
});

describe('the first page of a role', () => {
  it.each([
    ['admin', '/'],
    ['biro-pbj', '/'],
    ['auditor', '/'],
    ['perangkat-daerah', '/'],
    ['pelaku-usaha', '/usaha-saya'],
    ['dinas-pariwisata', '/desa'],
    ['dinas-pembina', '/desa'],
  ] as const)('of %s is %s', (role, path) => {
    expect(afterSignIn(viewer(role), instance('2026-01-01T00:00:00Z'), null)).toBe(path);
  });
});

describe('where a sign-in may lead', () => {
  it.each(['/belanja', '/belanja?tahun=2026&bulan=8', '/'])('%s is a page of ours', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    '//jahat.contoh',
    '/\\jahat.contoh',
    'https://jahat.contoh',
    'belanja',
    '/a\nb',
    '/masuk',
    '/masuk?lanjut=/',
    ['/a'],
    null,
  ])('%j is none', (path) => {
    expect(ownPath(path)).toBeNull();
  });
});
