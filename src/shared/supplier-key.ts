import { comparable, stripZeros } from './text.js';

/** A supplier's key in the form in which purchases carry it: names compared, numbers without leading zeros. */
export function supplierKeyForm(scheme: string, written: string): string {
  return scheme === 'toko-daring' || scheme === 'nama' ? comparable(written) : stripZeros(written.trim());
}
