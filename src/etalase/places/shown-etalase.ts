/** A photo of an etalase as everybody may see it. */
export interface EtalasePhoto {
  /** Name of its file in an address; changes with its content. */
  file: string;
  alt: string;
  /** Pixels. */
  width: number;
  height: number;
}

/** An etalase as everybody may know it: the column `told` of the view `etalase_shown`. */
export interface ShownEtalase {
  name: string;
  location: string;
  /** Days are 'YYYY-MM-DD'; null = not told, and never inspected. */
  since: string | null;
  inspectedOn: string | null;
  /** Null = none, or none for everybody. */
  photo: EtalasePhoto | null;
}
