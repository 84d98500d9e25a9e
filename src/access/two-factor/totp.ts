import { Secret, TOTP } from 'otpauth';
import { toString as drawQr } from 'qrcode';

/** RFC 6238 as every app on a phone knows it: SHA-1, six digits, thirty seconds. */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const PERIOD_S = 30;
const ISSUER = 'Lokapasar OVOP';

/** A code of the step before or after is taken too: clocks differ, and people type slowly. */
const WINDOW = 1;

/** A new secret, 160 bits in base 32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The code of a secret at a moment, as the phone shows it. */
export function codeAt(secret: string, at: Date): string {
  return totp(secret).generate({ timestamp: at.getTime() });
}

/** The time step (number of half minutes since 1970) whose code this is, among those taken at `at`; null = none. */
export function matchingStep(secret: string, code: string, at: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret).validate({ token, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD_S, timestamp: at.getTime() }) + delta;
}

/** What the QR code says: the app takes secret and name from it. */
export function otpauthUri(secret: string, username: string): string {
  return totp(secret, username).toString();
}

/** The QR code as the address of an image; the content security policy allows images of that kind and no inline SVG style. */
export async function qrImage(uri: string): Promise<string> {
  const svg = await drawQr(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
}

/** 'ABCDEFGH' → 'ABCD EFGH', to be typed by hand. */
export function inFours(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? '';
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });
}
