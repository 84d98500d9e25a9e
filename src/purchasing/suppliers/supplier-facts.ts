import { supplierKeyForm } from '../../shared/supplier-key.js';
import { comparable } from '../../shared/text.js';
import { SUPPLIER_SCHEMES, type SupplierScheme } from './suppliers.js';
import type { Umk } from '../spending.js';

const SCHEME_WORDS: Readonly<Record<string, SupplierScheme>> = {
  v5: 'v5',
  '5': 'v5',
  'e katalog v5': 'v5',
  v6: 'v6',
  '6': 'v6',
  'e katalog v6': 'v6',
  'toko daring': 'toko-daring',
  merchant: 'toko-daring',
  sikap: 'sikap',
  nama: 'nama',
};

/** 'e-Katalog v5' → 'v5', 'Toko Daring' → 'toko-daring'. Null = no such scheme. */
export function schemeOf(word: string): SupplierScheme | null {
  return SCHEME_WORDS[comparable(word)] ?? SUPPLIER_SCHEMES.find((scheme) => scheme === word) ?? null;
}

/** A supplier's key in the form in which purchases carry it. '' when nothing is left of it. */
export function supplierKeyOf(scheme: SupplierScheme, written: string): string {
  return supplierKeyForm(scheme, written);
}

const UMK_ANSWERS: Readonly<Record<string, Umk>> = {
  ya: 'yes',
  y: 'yes',
  yes: 'yes',
  '1': 'yes',
  umk: 'yes',
  tidak: 'no',
  t: 'no',
  no: 'no',
  bukan: 'no',
  '0': 'no',
  'non umk': 'no',
  'belum diketahui': 'unknown',
  'tidak diketahui': 'unknown',
  belum: 'unknown',
  unknown: 'unknown',
};

/** 'Ya', 'tidak', 'Belum diketahui'. Null = no such answer; an empty cell is none either. */
export function umkAnswer(word: string): Umk | null {
  return UMK_ANSWERS[comparable(word)] ?? null;
}
