/** Rows of one page, and how many there are on all. */
export interface RowsPage<Row> {
  items: Row[];
  total: number;
  page: number;
  pages: number;
}

/** Which page is asked for; `size` 0 = only how many rows there are. */
export interface Paging {
  page: number;
  size: number;
}

/** How many rows there are on all pages, on each row of the answer. */
export interface Counted {
  total: number;
}

/** A page of what was found; `itemOf` gives null for the one row of a page without rows. */
export function pageOf<Row extends Counted, Item>(
  found: readonly Row[],
  { page, size }: Paging,
  itemOf: (row: Row) => Item | null,
): RowsPage<Item> {
  const total = found[0]?.total ?? 0;
  return {
    items: found.flatMap((row) => itemOf(row) ?? []),
    total,
    page,
    pages: size === 0 ? 1 : Math.max(1, Math.ceil(total / size)),
  };
}
