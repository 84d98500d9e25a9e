import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../shared/errors.js';
import { csrfFits, csrfToken, isSameOrigin } from './csrf.js';
import { randomPassword, requireStrong } from './passwords.js';
import { may, PERMISSIONS, ROLES } from './permissions.js';
import { shortUserAgent } from './sessions.service.js';

describe('a token of a form', () => {
  it('fits its own secret and no other, and never shows it', () => {
    const token = csrfToken('rahasia');
    expect(token).not.toContain('rahasia');
    expect(csrfFits('rahasia', token)).toBe(true);
    expect(csrfFits('lain', token)).toBe(false);
  });

  it('is new each time and fits all the same', () => {
    const [one, other] = [csrfToken('s'), csrfToken('s')];
    expect(one).not.toBe(other);
    expect(csrfFits('s', one) && csrfFits('s', other)).toBe(true);
  });

  it.each([undefined, null, 1, '', '.', 'a', 'a.', '.b', 'a.b.c', ['a.b'], 'a.b', 'x'.repeat(500)])(
    'is not %j',
    (value) => {
      expect(csrfFits('s', value)).toBe(false);
    },
  );
});

describe('a request', () => {
  const from = (origin?: string, fetchSite?: string, publicUrl: string | null = null): boolean =>
    isSameOrigin({ origin, fetchSite, host: 'lokapasar.contoh:3000', publicUrl });

  it('is ours when the browser says so, or when no browser says anything', () => {
    expect(from('http://lokapasar.contoh:3000', 'same-origin')).toBe(true);
    expect(from(undefined, 'none')).toBe(true);
    expect(from()).toBe(true);
    expect(from('https://umum.contoh', 'same-origin', 'https://umum.contoh/')).toBe(true);
  });

  it('is not ours from another host, port or site, nor from nowhere', () => {
    expect(from('http://lokapasar.contoh')).toBe(false);
    expect(from('http://jahat.contoh:3000')).toBe(false);
    expect(from('http://lokapasar.contoh:3000', 'cross-site')).toBe(false);
    expect(from(undefined, 'same-site')).toBe(false);
    expect(from('null')).toBe(false);
    expect(from('http://umum.contoh', undefined, 'https://umum.contoh')).toBe(false);
  });
});

describe('a password', () => {
  const problem = (password: string): string | null => {
    try {
      requireStrong(password, 'staf.contoh', 'next');
      return null;
    } catch (error) {
      return error instanceof InvalidInputError ? (error.fields[0]?.message ?? '') : String(error);
    }
  };

  it('that is made has 16 characters that cannot be taken for one another', () => {
    const made = Array.from({ length: 200 }, randomPassword);
    expect(made.every((password) => /^[a-hjkmnp-z2-9]{16}$/.test(password))).toBe(true);
    expect(new Set(made).size).toBe(200);
  });

  it('that is chosen has at least 12 characters, not of one kind, without the user name', () => {
    expect(problem('sebelas1234')).toMatch(/paling sedikit 12/);
    expect(problem('dua belas 12')).toBeNull();
    expect(problem('aaaaaaaaaaaaaaaa')).toMatch(/mudah ditebak/);
    expect(problem('Staf.Contoh-2026')).toMatch(/memuat nama/);
    expect(problem('x'.repeat(201))).toMatch(/paling banyak/);
  });
});

describe('permissions', () => {
  it('let the auditor read everything and change nothing but what is their own', () => {
    for (const permission of PERMISSIONS)
      expect([permission, may('auditor', permission)]).toEqual([permission, /[.](read|own)$/.test(permission)]);
  });

  it('leave settings and users to the administrator, who may everything', () => {
    // The file of an enterprise is its own people's: an administrator has no enterprise.
    expect(PERMISSIONS.filter((permission) => !may('admin', permission))).toEqual(['own-file.write']);
    expect(ROLES.filter((role) => may(role, 'user.write') || may(role, 'settings.write'))).toEqual(['admin']);
  });
});

describe('a browser', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge di Windows',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1', 'Safari di iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox di Linux'],
    ['curl/8.5', 'Program lain'],
    [undefined, 'Program lain'],
  ])('%s is remembered as %s', (header, words) => {
    expect(shortUserAgent(header)).toBe(words);
  });
});
