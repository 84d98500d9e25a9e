import { type KeyRing, SealBrokenError } from '../shared/keyring.js';

/**
 * A short secret as one column of text: 'keyId:nonce:tag:data', all but the first in base64url. The label binds it to
 * its place ('totp:<user>'), so that a row cannot be given to somebody else.
 */
export function sealText(keys: KeyRing, text: string, label: string): string {
  const { keyId, nonce, tag, data } = keys.seal(Buffer.from(text, 'utf8'), label);
  return [keyId, ...[nonce, tag, data].map((part) => part.toString('base64url'))].join(':');
}

/** Throws KeyMissingError without the key, SealBrokenError when anything differs from what was sealed. */
export function openText(keys: KeyRing, sealed: string, label: string): string {
  const [keyId, nonce, tag, data, ...rest] = sealed.split(':');
  if (!keyId || !nonce || !tag || data === undefined || rest.length > 0) throw new SealBrokenError(label);
  const bytes = (part: string): Buffer => Buffer.from(part, 'base64url');
  return keys.open({ keyId, nonce: bytes(nonce), tag: bytes(tag), data: bytes(data) }, label).toString('utf8');
}
