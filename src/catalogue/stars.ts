/** '1-5' is the older scheme, '1-3' that of the recent rounds. Stars of two schemes are never compared. */
export const STAR_SCHEMES = ['1-5', '1-3'] as const;
export type StarScheme = (typeof STAR_SCHEMES)[number];

/** Most stars of a scheme. */
export const MOST_STARS: Readonly<Record<StarScheme, number>> = { '1-5': 5, '1-3': 3 };

/** Stars say nothing without the scheme they were given in. */
export interface Star {
  scheme: StarScheme;
  stars: number;
}

/** As one word, for a filter: '1-5:3'. */
export function starValue({ scheme, stars }: Star): string {
  return `${scheme}:${stars}`;
}

const STARS: ReadonlyMap<string, Star> = new Map(
  STAR_SCHEMES.flatMap((scheme) =>
    Array.from({ length: MOST_STARS[scheme] }, (_, index) => ({ scheme, stars: index + 1 })),
  ).map((star) => [starValue(star), star]),
);

/** Every star there can be. */
export const STAR_VALUES: readonly string[] = [...STARS.keys()];

/** Null for what is no star of any scheme. */
export function starOf(value: string): Star | null {
  return STARS.get(value) ?? null;
}
