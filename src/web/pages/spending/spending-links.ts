import { pair } from '../../address.js';
import { spendingHref } from './spending.address.js';

/** Makes the address of the packages behind a number. */
export type PackagesLink = (change: Readonly<Record<string, string>>) => string;

export function packagesLink(query: Readonly<Record<string, string>>): PackagesLink {
  const base = spendingHref('/belanja/paket', query);
  const joint = base.includes('?') ? '&' : '?';
  return (change) => {
    const names = Object.keys(change);
    if (names.length === 0) return base;
    // A table has hundreds of these links, and hardly ever does one change what the filter already says.
    if (names.some((name) => name in query)) return spendingHref('/belanja/paket', query, change);
    return `${base}${joint}${names.map((name) => pair(name, change[name] ?? '')).join('&')}`;
  };
}
