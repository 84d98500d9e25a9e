/** How many imports there are of each state; for the operator's metrics. */
export const IMPORTS_BY_STATE = 'select state, count(*)::int as count from import_batch group by state';

export interface ImportsByStateRow {
  state: string;
  count: number;
}
