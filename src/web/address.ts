/** Values of an address's query: null, undefined, '' and false are left out; true is '1'. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/** `address('/belanja', { tahun: 2026, bulan: null })` → '/belanja?tahun=2026'. Keys keep their order. */
export function address(path: string, query: QueryValues = {}): string {
  const pairs: string[] = [];
  for (const key in query) {
    const value = query[key];
    if (Array.isArray(value)) {
      for (const one of value as readonly string[]) pairs.push(pair(key, one));
    } else if (value !== null && value !== undefined && value !== '' && value !== false) {
      pairs.push(pair(key, value === true ? '1' : String(value)));
    }
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** What stands in a query as it is. A page has hundreds of links, and hardly one needs more than this. */
const PLAIN = /^[\w.*-]*$/;

/** `key=value` as `URLSearchParams` writes it. */
export function pair(key: string, value: string): string {
  return PLAIN.test(key) && PLAIN.test(value) ? `${key}=${value}` : new URLSearchParams([[key, value]]).toString();
}
