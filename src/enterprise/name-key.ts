import { comparable } from '../shared/text.js';

/** Words that say what kind of business it is and not which. */
const KINDS = new Set([
  'pt',
  'cv',
  'ud',
  'pd',
  'fa',
  'firma',
  'tb',
  'tbk',
  'kub',
  'umkm',
  'ikm',
  'usaha',
  'koperasi',
  'kop',
  'toko',
]);

/**
 * A name as enterprises are told apart by it: without case, punctuation, the legal form and 'usaha'. A name that is
 * nothing else keeps its words. 'PT. Usaha Tenun-Flores, Tbk' and 'tenun flores' are equal by it.
 */
export function enterpriseNameKey(name: string): string {
  const words = comparable(name).split(' ');
  const left = words.filter((word) => !KINDS.has(word));
  return (left.length > 0 ? left : words).join(' ');
}

/** Pairs at least this near are proposed. */
export const NEAR = 0.6;

/** How near two keys are, 0 to 1: by what part of their groups of three letters they share, in whatever order of words. */
export function nearness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [trigrams(one), trigrams(other)];
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of text.split(' ')) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  }
  return found;
}
