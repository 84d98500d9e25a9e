import { formatAmount, formatRupiah } from '../../shared/money.js';

interface Found {
  packages: number;
  value: bigint;
  suppliers: number;
}

/** 1234 → '1.234'. */
function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** Warns of a word that is found in too much. */
export function shortWord(word: string, { packages, value }: Found): string {
  const found =
    packages === 0
      ? 'Saat ini kata ini tidak cocok dengan paket mana pun.'
      : `Kata ini cocok dengan ${count(packages)} paket senilai ${formatRupiah(value)}.`;
  return `Kata "${word}" sangat pendek, sehingga mudah cocok dengan barang lain. ${found} Periksa daftarnya sebelum memakainya.`;
}

/** Warns of a commodity that holds more than one village's product. */
export function generalCommodity(
  code: string,
  commodity: { name: string | null; kind: string | null } | null,
  { packages, value, suppliers }: Found,
): string {
  const name = commodity?.name ? `"${commodity.name}" (${code})` : code;
  const kind =
    commodity?.kind === 'nasional' || commodity?.kind === 'sektoral' ? ` dari katalog ${commodity.kind}` : '';
  return (
    `Komoditas ${name}${kind} bersifat umum: ia memuat ${count(packages)} paket dari ${count(suppliers)} penyedia senilai ` +
    `${formatRupiah(value)}, dan semuanya akan dihitung OVOP. Bila hanya sebagian yang OVOP, daftarkan produk atau penyedianya.`
  );
}
