import type { CoverageTotal, MatrixSum, Share, VillageCounts } from '../../../catalogue/villages/coverage.js';
import { verifiedShares } from '../../../catalogue/villages/coverage.js';
import { COVERAGE_DEFINITIONS } from '../../../catalogue/villages/definitions.js';
import type { Level } from '../../../wilayah/codes.js';
import { count } from '../../list-import/wording.js';

export { count };

/** Head of the first column, by what the rows are. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  provinsi: 'Provinsi',
  kabupaten: 'Kabupaten/kota',
  kecamatan: 'Kecamatan',
  desa: 'Desa/kelurahan',
};

/** '12,5 %', or 'tidak berlaku' where there is nothing to share. */
export function percentWords({ percent }: Share): string {
  return percent === null ? 'tidak berlaku' : `${percent.replace('.', ',')} %`;
}

/** '3 dari 10 (30,0 %)'; with a noun '3 dari 10 desa (30,0 %)'. */
export function shareWords(share: Share, noun = ''): string {
  return `${count(share.part)} dari ${count(share.whole)}${noun && ` ${noun}`} (${percentWords(share)})`;
}

/** The answer of the coverage, in sentences that the figures carry. */
export function coverageAnswer(total: VillageCounts): string[] {
  const villages = total.desa + total.kelurahan;
  if (villages === 0) return ['Belum ada desa atau kelurahan dalam daftar wilayah.'];
  const mapped = total.mappedDesa + total.mappedKelurahan;
  const { desa, all } = verifiedShares(total);
  if (total.desa === 0)
    return [
      `${count(mapped)} dari ${count(villages)} kelurahan sudah terpetakan; wilayah ini tidak punya desa.`,
      `Produk terverifikasi ada di ${shareWords(all, 'kelurahan')}.`,
    ];
  if (total.kelurahan === 0)
    return [
      `${count(mapped)} dari ${count(villages)} desa sudah terpetakan.`,
      `Produk terverifikasi ada di ${shareWords(desa, 'desa')}.`,
    ];
  return [
    `${count(mapped)} dari ${count(villages)} desa dan kelurahan sudah terpetakan.`,
    `Produk terverifikasi ada di ${shareWords(desa, 'desa')}; bila kelurahan ikut dihitung, di ${shareWords(all)}.`,
  ];
}

/** What is on file about one village. */
export function villageAnswer(potentials: number, products: number, makers: number, flagship: string | null): string {
  const first =
    potentials === 0 && products === 0
      ? 'Potensi di sini belum tercatat.'
      : products === 0
        ? `${count(potentials)} potensi tercatat; belum ada produk katalog.`
        : `${count(potentials)} potensi dan ${count(products)} produk katalog tercatat, ${makers === 0 ? 'pembuatnya belum diketahui' : `dibuat ${count(makers)} pelaku usaha`}.`;
  return `${first} ${flagship === null ? 'Produk unggulannya belum ditentukan.' : `Produk unggulannya ${flagship}.`}`;
}

/** What the sums hold beside the rows; '' when every row says all. */
export function totalNotes(total: CoverageTotal, level: Level): string[] {
  const place = LEVEL_WORDS[level].toLowerCase();
  return [
    total.productsElsewhere > 0 &&
      `${count(total.productsElsewhere)} produk katalog belum dihubungkan dengan desa mana pun, jadi tidak ada dalam tabel.`,
    total.enterprisesElsewhere > 0 &&
      `${count(total.enterprisesElsewhere)} pelaku usaha beralamat yang belum diketahui sampai ${place}.`,
    total.villagesGone > 0 &&
      `${count(total.villagesGone)} desa yang punya potensi tidak ada lagi dalam daftar wilayah dan tidak dihitung.`,
  ].filter((note) => note !== false);
}

/** '13', '13 + 2 ?' when two are made by an unknown number, '?' when nothing else is known. */
export function matrixSumWords({ count: known, unknown }: MatrixSum): string {
  if (unknown === 0) return count(known);
  const more = unknown === 1 ? '?' : `${count(unknown)} ?`;
  return known === 0 ? more : `${count(known)} + ${more}`;
}

/** 'Desa terpetakan (D01 versi 1)' with its place on the definitions page. */
export function definitionOf(code: (typeof COVERAGE_DEFINITIONS)[number]['code']): { text: string; href: string } {
  const found = COVERAGE_DEFINITIONS.find((definition) => definition.code === code);
  if (!found) throw new Error(`No definition ${code}`);
  return { text: `${found.name} (${found.code} versi ${found.version})`, href: `/definisi#${found.anchor}` };
}
