import { describe, expect, it } from '@jest/globals';
import { readEnv } from '../../shared/env.js';
import { maskEmail } from '../reset/email-addresses.js';
import { usernameFrom } from './oidc-accounts.js';
import { claimAt } from './provider.js';

describe('a claim', () => {
  const claims = { roles: ['a'], realm_access: { roles: ['b'] }, 'https://contoh.go.id/peran': 'c', kosong: null };

  it('is found by its name, with dots too, or by the path into it', () => {
    expect(claimAt(claims, 'roles')).toEqual(['a']);
    expect(claimAt(claims, 'realm_access.roles')).toEqual(['b']);
    expect(claimAt(claims, 'https://contoh.go.id/peran')).toBe('c');
  });

  it('that is not there is nothing, whatever objects know by birth', () => {
    for (const name of ['lain', 'kosong.roles', 'constructor', '__proto__.x', 'roles.0.x'])
      expect([name, claimAt(claims, name)]).toEqual([name, undefined]);
  });
});

describe('a user name from a provider', () => {
  it.each([
    ['Dewi.Contoh', 'dewi.contoh'],
    ['dewi@contoh.go.id', 'dewi'],
    ['  Dewi Contoh (PBJ) ', 'dewi-contoh-pbj'],
    ['x'.repeat(60), 'x'.repeat(36)],
  ])('%j becomes %s', (told, name) => {
    expect(usernameFrom(told, 's')).toBe(name);
  });

  it.each([undefined, null, 7, '', '@', 'a', '<>'])('%j becomes one made of the subject', (told) => {
    expect(usernameFrom(told, 'subjek-1')).toMatch(/^sso-[0-9a-f]{8}$/);
    expect(usernameFrom(told, 'subjek-1')).not.toBe(usernameFrom(told, 'subjek-2'));
  });
});

describe('an e-mail address', () => {
  it('is masked to its first letter and its domain', () => {
    expect(maskEmail('dewi@contoh.go.id')).toBe('d***@contoh.go.id');
    expect(maskEmail('"a@b"@contoh.go.id')).toBe('"***@contoh.go.id');
  });
});

describe('the settings of sign-in', () => {
  const oidc = {
    PUBLIC_URL: 'https://ovop.contoh.go.id',
    OIDC_ISSUER: 'https://sso.contoh.go.id',
    OIDC_CLIENT_ID: 'lokapasar',
    OIDC_ROLE_MAP: 'cn=pbj,ou=ntt=admin, pbj-staf = biro-pbj',
  };

  it('are off unless they are given', () => {
    expect(readEnv({})).toMatchObject({ requireTotp: 'none', mail: null, oidc: null });
  });

  it('say which value of the claim is which role, in order', () => {
    expect(readEnv({ ...oidc, OIDC_ROLE_MAP: 'cn=pbj=admin, pbj-staf = biro-pbj' }).oidc).toMatchObject({
      issuer: 'https://sso.contoh.go.id',
      clientSecret: null,
      usernameClaim: 'preferred_username',
      roleMap: [
        ['cn=pbj', 'admin'],
        ['pbj-staf', 'biro-pbj'],
      ],
    });
  });

  it.each([
    [{ ...oidc, OIDC_ISSUER: 'http://sso.contoh.go.id' }, 'OIDC_ISSUER must start with https://'],
    [{ ...oidc, OIDC_CLIENT_ID: '' }, 'OIDC_ISSUER needs OIDC_CLIENT_ID'],
    [{ ...oidc, PUBLIC_URL: '' }, 'OIDC_ISSUER needs PUBLIC_URL'],
    [{ ...oidc, OIDC_ROLE_MAP: '' }, 'OIDC_ROLE_MAP must say'],
    [{ ...oidc, OIDC_ROLE_MAP: 'a=admin,b' }, 'OIDC_ROLE_MAP must say'],
    [{ REQUIRE_TOTP: 'all' }, 'REQUIRE_TOTP must be none or staff'],
    [{ SMTP_URL: 'smtp://surel.contoh' }, 'SMTP_URL and MAIL_FROM need each other'],
    [{ SMTP_URL: 'https://surel.contoh', MAIL_FROM: 'a@contoh.go.id' }, 'SMTP_URL must start with'],
    [{ SMTP_URL: 'smtp://surel.contoh', MAIL_FROM: 'tanpa alamat' }, 'MAIL_FROM must be'],
  ])('%j are refused', (settings, why) => {
    expect(() => readEnv(settings)).toThrow(why);
  });

  it('never repeat the password of the mail server when they are wrong', () => {
    expect(() => readEnv({ SMTP_URL: 'http://u:rahasia@surel.contoh', MAIL_FROM: 'a@b.c' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('rahasia') }),
    );
  });
});
