import type { Feed } from '../purchasing/intake/rows.js';
import { FEED_DEFINITIONS, feedDefinition, recognise } from './feeds/index.js';
import { isPersonal, normalHeading } from './feeds/personal-columns.js';

/** What a file is taken for. */
export interface Taken {
  feed: Feed;
  /** What its headings say it is; null = no feed has them. */
  recognised: Feed | null;
  /** Headings, as written, that the feed does not know. */
  unknown: string[];
}

/** A feed that a file almost is, with the required headings that it lacks. */
export interface NearFeed {
  feed: Feed;
  missing: string[];
}

/** A person's word goes before what the headings say, as long as the feed's required headings are there. */
export function takenFor(headings: string[], asked: Feed | null): Taken | null {
  const [best] = recognise(headings);
  if (asked === null) return best ? { feed: best.feed, recognised: best.feed, unknown: best.unknown } : null;
  if (missingFrom(headings, asked).length > 0) return null;
  const { columns } = feedDefinition(asked);
  const unknown = headings.filter((heading) => {
    const name = normalHeading(heading);
    return !Object.hasOwn(columns, name) && !isPersonal(name);
  });
  return { feed: asked, recognised: best?.feed ?? null, unknown };
}

/** The required headings of a feed that are not among these. */
export function missingFrom(headings: readonly string[], feed: Feed): string[] {
  const there = new Set(headings.map(normalHeading));
  return feedDefinition(feed).required.filter((name) => !there.has(name));
}

/** Feeds that share headings with these, nearest first: what a file that nobody knows may have been. */
export function nearestFeeds(headings: readonly string[], atMost: number): NearFeed[] {
  const there = [...new Set(headings.map(normalHeading))];
  return FEED_DEFINITIONS.map(({ feed, columns }) => ({
    feed,
    missing: missingFrom(headings, feed),
    shared: there.filter((name) => Object.hasOwn(columns, name)).length,
  }))
    .filter(({ shared, missing }) => shared > 0 && missing.length > 0)
    .toSorted((a, b) => b.shared - a.shared || a.missing.length - b.missing.length)
    .slice(0, atMost)
    .map(({ feed, missing }) => ({ feed, missing }));
}
