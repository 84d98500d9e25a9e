import { readdirSync } from 'node:fs';
import { ReferenceNode, ReferenceProblems } from '../reference-file.js';
import { type Condition, COUNTED, type Criterion, type SentraCriteria } from './sentra-criteria.js';

const FOLDER = new URL('../../../config/reference/', import.meta.url);
const FIELDS = [
  'version',
  'effective_from',
  'title',
  'source',
  'decisions',
  'other_sources',
  'alternatives',
  'criteria',
] as const;
const NAME = /^sentra-criteria\.v(\d+)\.yaml$/;

/** Every version of the criteria, oldest first. Throws one error that names all that is wrong. */
export function readSentraCriteria(folder: URL = FOLDER): SentraCriteria[] {
  const problems = new ReferenceProblems();
  const versions = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => readVersion(ReferenceNode.read(new URL(name, folder), problems), name))
    .toSorted((one, other) => one.version - other.version);
  if (versions.length === 0) problems.add('sentra-criteria', 'has no version');
  versions.forEach((one, index) => {
    const before = versions[index - 1];
    if (before && before.effectiveFrom >= one.effectiveFrom)
      problems.add('sentra-criteria', `version ${one.version} is not in force later than version ${before.version}`);
  });
  problems.refuse();
  return versions;
}

/** The version in force on a day; before the first one, the first. */
export function criteriaOn(versions: readonly SentraCriteria[], day: string): SentraCriteria {
  const found = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0];
  if (!found) throw new Error('There are no criteria for a sentra');
  return found;
}

function readVersion(node: ReferenceNode, name: string): SentraCriteria {
  node.only(...FIELDS);
  const version = node.integer('version', 1, 1000);
  if (name !== `sentra-criteria.v${version}.yaml`) node.wrong('version', `${version} is not that of the file's name`);
  const criteria = node.nodes('criteria').map(readCriterion);
  const codes = criteria.map(({ code }) => code);
  const alternatives = node.nodes('alternatives').map((one) => one.texts('one_of'));
  for (const code of alternatives.flat())
    if (!codes.includes(code)) node.wrong('alternatives', `has no criterion ${code}`);
  if (new Set(codes).size !== codes.length) node.wrong('criteria', 'has a code twice');
  return {
    version,
    effectiveFrom: node.day('effective_from'),
    title: node.text('title'),
    source: node.text('source'),
    decisions: node.nodes('decisions').map((one) => ({ what: one.text('what'), why: one.text('why') })),
    otherSources: node.nodes('other_sources').map((one) => ({
      what: one.text('what'),
      source: one.text('source'),
      membersMin: one.integer('members_min', 1, 10_000),
    })),
    alternatives,
    criteria,
  };
}

function readCriterion(node: ReferenceNode): Criterion {
  node.only('code', 'title', 'text', 'expected_only', 'conditions');
  const conditions = node.nodes('conditions').map(readCondition);
  if (conditions.length === 0) node.wrong('conditions', 'are none');
  return {
    code: node.code('code'),
    title: node.text('title'),
    text: node.text('text'),
    expectedOnly: node.flag('expected_only'),
    conditions,
  };
}

function readCondition(node: ReferenceNode): Condition {
  node.only('code', 'kind', 'text', 'minimum');
  const kind = node.oneOf('kind', ['stated', 'count'] as const, 'stated');
  const text = node.text('text');
  if (kind === 'stated') return { kind, code: node.code('code'), text };
  return { kind, code: node.oneOf('code', COUNTED, 'sejenis'), text, minimum: node.integer('minimum', 1, 10_000) };
}
