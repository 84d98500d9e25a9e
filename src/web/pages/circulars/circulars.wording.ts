import {
  binds,
  type CircularInput,
  type CircularStatus,
  type CircularView,
  isAboutPurchases,
  type ObligationInput,
} from '../../../compliance/circular.js';
import type { PerangkatDaerahName } from '../../../compliance/circular.service.js';
import { DENOMINATOR_WORDS, NUMERATOR_WORDS, SOURCE_WORDS } from '../../../compliance/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { count, thresholdWords } from '../compliance/compliance.wording.js';

/** A circular in words. Pure. */

export const STATUS_KINDS: Readonly<Record<CircularStatus, 'good' | 'warn' | 'none'>> = {
  draf: 'warn',
  terbit: 'warn',
  berlaku: 'good',
  berakhir: 'none',
};

/** '1 Februari 2026 sampai dicabut'. */
export function periodOf({ effectiveFrom, effectiveTo }: Pick<CircularInput, 'effectiveFrom' | 'effectiveTo'>): string {
  const until = effectiveTo === null ? 'sampai dicabut' : `s.d. ${formatDay(effectiveTo)}`;
  return `${formatDay(effectiveFrom)} ${until}`;
}

/** 'Semua perangkat daerah (43)', 'Semua kecuali 2 (41)', '12 perangkat daerah'. */
export function addresseesOf(
  { addressees }: Pick<CircularView, 'addressees'>,
  known: readonly { id: string }[],
): string {
  const bound = known.filter(({ id }) => binds(addressees, id)).length;
  if (!addressees.all) return `${count(bound)} perangkat daerah`;
  if (addressees.excludedIds.length === 0) return `Semua perangkat daerah (${count(bound)})`;
  return `Semua kecuali ${count(addressees.excludedIds.length)} (${count(bound)} perangkat daerah)`;
}

/** 'Paling sedikit 40 % dari belanja selesai untuk UMK dan OVOP'. */
export function obligationSentence(obligation: ObligationInput): string {
  const { kind, numerator, denominator } = obligation;
  const what = NUMERATOR_WORDS[numerator].short;
  const threshold = thresholdWords(obligation);
  if (!isAboutPurchases(obligation)) return `Paling sedikit ${threshold} dari lokasi wisata punya etalase produk OVOP`;
  if (kind === 'nilai_minimum')
    return `Paling sedikit ${threshold} setahun untuk ${what}, dihitung dari transaksi yang ${denominator === 'completed' ? 'selesai' : 'berjalan dan selesai'}`;
  return `Paling sedikit ${threshold} dari ${DENOMINATOR_WORDS[denominator].short.toLowerCase()} untuk ${what}`;
}

/** 'e-Katalog v5, e-Katalog v6; kode rekening 5.1.02'. `nameOf` names a perangkat daerah by its id. */
export function scopeSentence(
  obligation: Pick<ObligationInput, 'kind' | 'sources' | 'accountPrefixes' | 'responsible'>,
  nameOf: (id: string) => string,
): string {
  const { sources, accountPrefixes, responsible = [] } = obligation;
  if (!isAboutPurchases(obligation))
    return responsible.length === 0
      ? 'lokasi wisata; belum ada penanggung jawab'
      : `lokasi wisata; penanggung jawab ${responsible
          .map(({ perangkatDaerahId, wilayah }) => `${nameOf(perangkatDaerahId)} (wilayah ${wilayah})`)
          .join(', ')}`;
  const accounts = accountPrefixes.length === 0 ? 'semua kode rekening' : `kode rekening ${accountPrefixes.join(', ')}`;
  return `${sources.map((source) => SOURCE_WORDS[source]).join(', ')}; ${accounts}`;
}

/** The sentence of the preview. */
export function previewSentence({ binds: bound, of }: { binds: number; of: number }, input: CircularInput): string {
  const whom = bound === of ? `${count(bound)} perangkat daerah` : `${count(bound)} dari ${count(of)} perangkat daerah`;
  const exempt = new Set(input.exemptions.map(({ perangkatDaerahId }) => perangkatDaerahId)).size;
  const exempted = exempt === 0 ? '' : `, ${count(exempt)} di antaranya dengan pengecualian`;
  return `Edaran ini mengikat ${whom}${exempted}, mulai ${periodOf(input)}.`;
}

/** The fiscal year in which to look at a circular's compliance: `year` when it is in force then, else its last or first. */
export function yearToShow(
  { effectiveFrom, effectiveTo }: Pick<CircularInput, 'effectiveFrom' | 'effectiveTo'>,
  year: number,
): string {
  if (effectiveTo !== null && effectiveTo < `${year}-01-01`) return effectiveTo.slice(0, 4);
  return effectiveFrom > `${year}-12-31` ? effectiveFrom.slice(0, 4) : String(year);
}

/** The name of a perangkat daerah by its id. */
export function namesIn(perangkatDaerah: readonly PerangkatDaerahName[]): (id: string) => string {
  return (id) => perangkatDaerah.find((one) => one.id === id)?.name ?? `Perangkat daerah ${id}`;
}
