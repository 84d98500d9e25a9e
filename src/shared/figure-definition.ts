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
}

/** What an answer of the API or a download says about its definitions. */
export interface DefinitionReference {
  code: string;
  version: number;
  name: string;
}
