import { ReferenceNode, ReferenceProblems } from '../reference-file.js';
import type { Profile } from './rubric.js';

const FILE = new URL('../../../config/reference/selection.v1.yaml', import.meta.url);

/** 'kriteria' = the five by which a product is chosen; 'unsur' = the sixteen that are assessed. */
export const SELECTION_LISTS = ['kriteria', 'unsur'] as const;
export type SelectionList = (typeof SELECTION_LISTS)[number];

export const SELECTION_ANSWERS = ['ya', 'tidak', 'belum-dinilai'] as const;
export type SelectionAnswer = (typeof SELECTION_ANSWERS)[number];

export interface SelectionItem {
  list: SelectionList;
  code: string;
  text: string;
  /** Dimensions of the rubric that judge an element; a criterion has none of its own. */
  dimensions: readonly string[];
  note: string | null;
}

export interface SelectionReference {
  version: number;
  effectiveFrom: string;
  criteriaSource: string;
  elementsSource: string;
  items: readonly SelectionItem[];
  withoutElement: readonly { dimension: string; why: string }[];
}

/** Reads the criteria and elements; every dimension they name must be one of the rubric. Throws all problems at once. */
export function readSelection(profiles: readonly Profile[], file: URL = FILE): SelectionReference {
  const problems = new ReferenceProblems();
  const node = ReferenceNode.read(file, problems);
  const known = new Set(
    profiles.flatMap(({ dimensions, leavesOut }) => [...dimensions, ...leavesOut].map(({ code }) => code)),
  );
  const criteria = node.nodes('criteria').map((one): SelectionItem => {
    one.only('code', 'text');
    return { list: 'kriteria', code: one.code('code'), text: one.text('text'), dimensions: [], note: null };
  });
  const elements = node.nodes('elements').map((one): SelectionItem => {
    one.only('code', 'text', 'dimensions', 'note');
    const dimensions = one.texts('dimensions');
    for (const code of dimensions) if (!known.has(code)) one.wrong('dimensions', `${code} is not in the rubric`);
    const note = one.optionalText('note');
    if (dimensions.length === 0 && note === null) one.wrong('dimensions', 'are none, and no note says why');
    return { list: 'unsur', code: one.code('code'), text: one.text('text'), dimensions, note };
  });
  const withoutElement = node.nodes('dimensions_without_element').map((one) => {
    const dimension = one.text('dimension');
    if (!known.has(dimension)) one.wrong('dimension', `${dimension} is not in the rubric`);
    return { dimension, why: one.text('why') };
  });
  const told = new Set([
    ...elements.flatMap(({ dimensions }) => dimensions),
    ...withoutElement.map((one) => one.dimension),
  ]);
  for (const code of known)
    if (!told.has(code)) node.wrong(null, `says of ${code} neither its element nor why it has none`);
  const reference = {
    version: node.integer('version', 1, 1000),
    effectiveFrom: node.day('effective_from'),
    criteriaSource: node.text('criteria_source'),
    elementsSource: node.text('elements_source'),
    items: [...criteria, ...elements],
    withoutElement,
  };
  problems.refuse();
  return reference;
}
