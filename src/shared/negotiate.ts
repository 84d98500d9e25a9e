/** What a request says it can take, best first. Pure; headers as they come, however odd. */

interface Choice {
  value: string;
  quality: number;
}

/** The members of an Accept-like header by their quality, those of one quality in their order; q=0 is left in. */
function choices(header: string): Choice[] {
  return header
    .slice(0, 1000)
    .split(',')
    .slice(0, 50)
    .map((part) => {
      const [value = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      const told = parameters.find((one) => one.startsWith('q='))?.slice(2);
      const quality = told === undefined ? 1 : /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(told) ? Number(told) : 0;
      return { value, quality };
    })
    .filter(({ value }) => value !== '')
    .toSorted((a, b) => b.quality - a.quality);
}

/**
 * The offered one that the header likes best; the first offered without a header or for a wildcard, null when none is
 * taken. `matches` says whether an asked value means an offered one.
 */
function best<T extends string>(
  header: string | undefined,
  offered: readonly T[],
  matches: (asked: string, one: T) => boolean,
  wild: (asked: string, one: T) => boolean,
): T | null {
  if (header === undefined || header.trim() === '') return offered[0] ?? null;
  const asked = choices(header);
  const refused = (one: T): boolean => asked.some(({ value, quality }) => quality === 0 && matches(value, one));
  for (const { value, quality } of asked) {
    if (quality === 0) continue;
    const found = offered.find((one) => !refused(one) && (matches(value, one) || wild(value, one)));
    if (found !== undefined) return found;
  }
  return null;
}

/** Of media types, by Accept: 'text/csv', 'application/*'. Null = nothing offered is acceptable. */
export function bestMediaType<T extends string>(accept: string | undefined, offered: readonly T[]): T | null {
  return best(
    accept,
    offered,
    (asked, one) => asked === one,
    (asked, one) => asked === '*/*' || (asked.endsWith('/*') && one.startsWith(asked.slice(0, -1))),
  );
}

/** Of languages, by Accept-Language: 'en-GB' means 'en'. Never null: a text in another language beats none. */
export function bestLanguage<T extends string>(acceptLanguage: string | undefined, offered: readonly [T, ...T[]]): T {
  const means = (asked: string, one: T): boolean => asked.split('-', 1)[0] === one || (one === 'id' && asked === 'in');
  return best(acceptLanguage, offered, means, (asked) => asked === '*') ?? offered[0];
}

export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Null = as it is. */
export function bestEncoding(acceptEncoding: string | undefined): Encoding | null {
  if (acceptEncoding === undefined) return null;
  const asked = choices(acceptEncoding);
  return (
    ENCODINGS.find((one) => asked.some(({ value, quality }) => value === one && quality > 0)) ??
    (asked.some(({ value, quality }) => value === '*' && quality > 0) ? 'gzip' : null)
  );
}

/** Whether an If-None-Match names one of the tags; `*` names whatever is there. */
export function namesOne(ifNoneMatch: string | undefined, tags: readonly string[]): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .slice(0, 4000)
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tags.includes(tag));
}
