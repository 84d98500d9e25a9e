import { createHmac } from 'node:crypto';

/** Headers of a delivery. The time is signed with the body, so that an old delivery cannot be sent again as a new one. */
export const TIMESTAMP_HEADER = 'lokapasar-timestamp';
export const SIGNATURE_HEADER = 'lokapasar-signature';

/** 'v1=' and HMAC-SHA256 in hex over `<seconds>.<body>`, with the whole secret ('whsec_…') as the key. Pure. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
