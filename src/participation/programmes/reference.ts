import { readdirSync } from 'node:fs';
import { ReferenceNode, ReferenceProblems } from '../../catalogue/reference-file.js';

const FOLDER = new URL('../../../config/reference/', import.meta.url);

/** One of the five fields of pembinaan. */
export interface Field {
  code: string;
  name: string;
}

/** One of the ten kinds of programme. `field` null = the source gives it none. */
export interface Kind {
  code: string;
  name: string;
  field: string | null;
}

/** What the policy paper gives a dinas to do. */
export interface Duty {
  /** '2b': recommendation and item. */
  code: string;
  agency: string;
  text: string;
  /** Belongs to the hilirisasi task force and its technical document. */
  taskForce: boolean;
  note: string | null;
}

export interface Pembinaan {
  version: number;
  source: string;
  fields: readonly Field[];
  kinds: readonly Kind[];
  duties: readonly Duty[];
}

export interface StageTemplate {
  yearNo: number;
  code: string;
  name: string;
  activities: readonly string[];
}

export interface RoadmapTemplate {
  version: number;
  title: string;
  source: string;
  notes: readonly string[];
  stages: readonly StageTemplate[];
}

/** The newest list of fields, kinds and duties. Throws one error that names all that is wrong. */
export function readPembinaan(folder: URL = FOLDER): Pembinaan {
  const problems = new ReferenceProblems();
  const { node, version } = newest('pembinaan', folder, problems);
  node.only('version', 'effective_from', 'title', 'source', 'fields', 'kinds', 'duties');
  node.day('effective_from');
  node.text('title');
  const fields = node.nodes('fields').map((one) => ({ code: one.code('code'), name: one.text('name') }));
  const known = fields.map(({ code }) => code);
  const kinds = node.nodes('kinds').map((one) => {
    const field = one.optionalText('field');
    if (field !== null && !known.includes(field)) one.wrong('field', `${field} is none of the fields`);
    return { code: one.code('code'), name: one.text('name'), field };
  });
  const duties = node.nodes('duties').map((one) => ({
    code: one.code('code'),
    agency: one.text('agency'),
    text: one.text('text'),
    taskForce: one.flag('task_force'),
    note: one.optionalText('note'),
  }));
  for (const [what, list] of Object.entries({ fields, kinds, duties }))
    if (new Set(list.map(({ code }) => code)).size !== list.length) node.wrong(what, 'has a code twice');
  const source = node.text('source');
  problems.refuse();
  return { version, source, fields, kinds, duties };
}

/** The newest template of a roadmap: five stages, years 1 to 5. Throws one error that names all that is wrong. */
export function readRoadmapTemplate(folder: URL = FOLDER): RoadmapTemplate {
  const problems = new ReferenceProblems();
  const { node, version } = newest('roadmap-template', folder, problems);
  node.only('version', 'effective_from', 'title', 'source', 'notes', 'stages');
  node.day('effective_from');
  const stages = node.nodes('stages').map((one) => ({
    yearNo: one.integer('year_no', 1, 5),
    code: one.code('code'),
    name: one.text('name'),
    activities: one.texts('activities'),
  }));
  if (stages.map(({ yearNo }) => yearNo).join() !== '1,2,3,4,5') node.wrong('stages', 'must be the years 1 to 5');
  const template = {
    version,
    title: node.text('title'),
    source: node.text('source'),
    notes: node.texts('notes'),
    stages,
  };
  problems.refuse();
  return template;
}

function newest(name: string, folder: URL, problems: ReferenceProblems): { node: ReferenceNode; version: number } {
  const pattern = new RegExp(`^${name}\\.v(\\d+)\\.yaml$`);
  const [file] = readdirSync(folder)
    .filter((one) => pattern.test(one))
    .toSorted((one, other) => Number(pattern.exec(other)?.[1]) - Number(pattern.exec(one)?.[1]));
  if (file === undefined) throw new Error(`Reference data cannot be used: ${name} has no version`);
  const node = ReferenceNode.read(new URL(file, folder), problems);
  const version = node.integer('version', 1, 1000);
  if (file !== `${name}.v${version}.yaml`) node.wrong('version', `${version} is not that of the file's name`);
  return { node, version };
}
