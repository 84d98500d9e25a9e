import { describe, expect, it } from '@jest/globals';
import { hashRecoveryCode, looksLikeRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { codeAt, inFours, matchingStep, newSecret, otpauthUri, qrImage } from './totp.js';

/** '12345678901234567890' of RFC 6238, appendix B, in base 32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a code', () => {
  // The last six of the eight digits that the RFC tells for SHA-1.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d seconds is that of RFC 6238', (seconds, code) => {
    expect(codeAt(SECRET, at(seconds))).toBe(code);
    expect(matchingStep(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late and no further', () => {
    const steps = [-60, -31, -30, 0, 30, 59, 60].map((late) => matchingStep(SECRET, '287082', at(59 + late)));
    expect(steps).toEqual([null, 1, 1, 1, 1, null, null]);
  });

  it('may be typed as the phone shows it, and nothing else is one', () => {
    expect(matchingStep(SECRET, ' 287 082', at(59))).toBe(1);
    for (const typed of ['', '28708', '2870820', '287083', 'abcdef', '２８７０８２'])
      expect([typed, matchingStep(SECRET, typed, at(59))]).toEqual([typed, null]);
  });
});

describe('a secret', () => {
  it('has 160 bits, is another each time, and can be typed by hand', () => {
    const made = Array.from({ length: 20 }, newSecret);
    expect(new Set(made).size).toBe(20);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(inFours('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
  });

  it('goes to the phone with the name of the account and of the service', async () => {
    const uri = new URL(otpauthUri(SECRET, 'staf.contoh'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Lokapasar OVOP:staf.contoh',
    ]);
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: SECRET, digits: '6', period: '30' });
    const [head, body = ''] = (await qrImage(uri.href)).split(',');
    expect(head).toBe('data:image/svg+xml;base64');
    expect(Buffer.from(body, 'base64').toString('utf8')).toMatch(/^<svg [^>]*>.*<path/s);
  });
});

describe('recovery codes', () => {
  it('are ten different ones that cannot be taken for codes of the app', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(looksLikeRecoveryCode('123456')).toBe(false);
    expect(looksLikeRecoveryCode('ABCD efgh-jkmn pqrs')).toBe(true);
  });

  it('are the same however they are typed, and another thing for another person', () => {
    const [one] = newRecoveryCodes();
    const typed = (one ?? '').toUpperCase().replaceAll('-', ' ');
    expect(hashRecoveryCode('u1', typed)).toBe(hashRecoveryCode('u1', one ?? ''));
    expect(hashRecoveryCode('u2', typed)).not.toBe(hashRecoveryCode('u1', typed));
  });
});
