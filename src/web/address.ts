/** Values of an address's query: null, undefined, '' and false are left out; true is '1'. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/** `address('/belanja', { tahun: 2026, bulan: null })` → '/belanja?tahun=2026'. Keys keep their order. */
export function address(path: string, query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      for (const one of value as readonly string[]) search.append(key, one);
    } else if (value !== null && value !== undefined && value !== '' && value !== false) {
      search.append(key, value === true ? '1' : String(value));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
