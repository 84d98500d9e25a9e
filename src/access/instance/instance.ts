/** Whose service this is: set once on the set-up page, shown on every page and report. */
export interface Instance {
  /** The KLPD whose spending pages and reports show, such as 'D1'; null = not set yet, everything is shown. */
  klpdCode: string | null;
  klpdName: string | null;
  province: string | null;
  /** IANA zone; business days and months go by it. */
  timeZone: string;
  /** The year that pages show until another is chosen; null = the year of today. */
  fiscalYear: number | null;
  /** Head of reports and letters, one entry a line. */
  letterhead: string[];
  /** The data are made up: every page says so. */
  demo: boolean;
  /** Moment (ISO 8601) at which somebody filled in the set-up page; null = not yet. */
  setUpAt: string | null;
}

/** A list of KLPD to choose from, where one has been imported. Provided by whoever holds it, in a global module. */
export interface KlpdDirectory {
  list(): Promise<{ code: string; name: string }[]>;
}

/** Injection token of an optional `KlpdDirectory`. */
export const KLPD_DIRECTORY = Symbol('KLPD_DIRECTORY');
