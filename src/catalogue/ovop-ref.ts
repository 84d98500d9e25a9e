/**
 * Where an entry of the OVOP list comes from: the bureau's own list, a listing of a verified product, or the key of an
 * enterprise that sells OVOP products only.
 */
export const OVOP_ORIGINS = ['daftar', 'produk', 'penyedia'] as const;
export type OvopOrigin = (typeof OVOP_ORIGINS)[number];

/** What an entry is called in addresses and in the API: '12' of the bureau's own, 'produk-34', 'penyedia-5'. */
export const OVOP_REF = /^(?:(produk|penyedia)-)?(\d{1,18})$/;

export interface OvopRef {
  origin: OvopOrigin;
  id: string;
}

export function writeOvopRef({ origin, id }: OvopRef): string {
  return origin === 'daftar' ? id : `${origin}-${id}`;
}

/** null for what names no entry. */
export function readOvopRef(text: string): OvopRef | null {
  const [, origin, id] = OVOP_REF.exec(text) ?? [];
  if (id === undefined) return null;
  return { origin: origin === 'produk' || origin === 'penyedia' ? origin : 'daftar', id };
}
