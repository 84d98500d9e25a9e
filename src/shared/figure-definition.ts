/**
 * How a figure is made, as data: the pages print it, the API and every download name its code and version. A change in
 * how a figure is made is a new version, never a silent change.
 */
export interface FigureDefinition {
  /** Stable code, printed beside the figure: 'B02'. */
  code: string;
  /** Anchor on the definitions page: '/definisi#transaksi'. */
  anchor: string;
  version: number;
  /** First day on which this version counts. */
  since: string;
  name: string;
  /** What the figure says, in one sentence. */
  meaning: string;
  numerator: string;
  /** null where the figure is a sum or a count and no share. */
  denominator: string | null;
  exclusions: readonly string[];
  source: string;
  limits: readonly string[];
  /** Who or what can be counted at all, where that is not plain from the numerator. */
  population?: string;
  /** What stands at a day (stok), what happened in a period (arus), or a share of two such numbers (rasio). */
  nature?: 'stok' | 'arus' | 'rasio';
}

/** What an answer of the API or a download says about its definitions. */
export interface DefinitionReference {
  code: string;
  version: number;
  name: string;
}
