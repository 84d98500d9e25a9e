import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { ReferenceNode, ReferenceProblems } from '../reference-file.js';
import type { Dimension, Level, Mend, Profile, WeightedDimension } from './rubric.js';

const FOLDER = new URL('../../../config/reference/ovop-rubric/', import.meta.url);
const DIMENSIONS = /^dimensions\.v(\d+)\.yaml$/;
const PROFILE = /^(?!dimensions\.)[a-z-]+\.v(\d+)\.yaml$/;
const PROFILE_FIELDS = [
  'code',
  'version',
  'title',
  'effective_from',
  'source',
  'dimensions_version',
  'applies_to',
  'valid_months',
  'minimum_completeness_percent',
  'assumptions',
  'weights',
  'leaves_out',
  'changes',
  'may_not_apply',
] as const;

interface DimensionSet {
  version: number;
  source: string;
  defects: { what: string; handled: string }[];
  /** `foodOnly` ones may not stand in a profile for what is no food. */
  dimensions: (Dimension & { foodOnly: boolean })[];
}

/** Every version of every profile, by code and then by version. Throws one error that names all that is wrong. */
export function readRubrics(folder: URL = FOLDER): Profile[] {
  const problems = new ReferenceProblems();
  const names = readdirSync(folder).toSorted();
  for (const name of names)
    if (!DIMENSIONS.test(name) && !PROFILE.test(name)) problems.add(name, 'is named like no file of the rubric');
  const sets = names
    .filter((name) => DIMENSIONS.test(name))
    .map((name) => readDimensions(ReferenceNode.read(new URL(name, folder), problems), name));
  const profiles = names
    .filter((name) => PROFILE.test(name))
    .map((name) => readProfile(ReferenceNode.read(new URL(name, folder), problems), name, sets));
  checkVersions(profiles, problems);
  problems.refuse();
  return profiles.toSorted((one, other) =>
    one.code === other.code ? one.version - other.version : one.code < other.code ? -1 : 1,
  );
}

function readDimensions(node: ReferenceNode, name: string): DimensionSet {
  node.only('version', 'title', 'published_on', 'source', 'defects', 'aspects', 'dimensions');
  const version = node.integer('version', 1, 1000);
  if (name !== `dimensions.v${version}.yaml`) node.wrong('version', `${version} is not that of the file's name`);
  node.text('title');
  node.day('published_on');
  const aspects = new Map(node.nodes('aspects').map((one) => [one.text('code'), one.text('name')]));
  const dimensions = node.nodes('dimensions').map((one) => {
    one.only('code', 'printed', 'aspect', 'name', 'choice', 'food_only', 'levels', 'mends', 'note');
    const aspect = one.text('aspect');
    if (!aspects.has(aspect)) one.wrong('aspect', `"${aspect}" is not among the aspects`);
    return {
      code: one.code('code'),
      printed: one.text('printed'),
      aspect: { code: aspect, name: aspects.get(aspect) ?? aspect },
      name: one.text('name'),
      choice: one.oneOf('choice', ['single', 'multiple'] as const, 'single'),
      foodOnly: one.flag('food_only'),
      levels: readLevels(one),
      mends: one.nodes('mends').map((mend) => ({ what: mend.text('what'), why: mend.text('why') })),
      note: one.optionalText('note'),
    };
  });
  for (const code of twice(dimensions.map((one) => one.code))) node.wrong('dimensions', `has ${code} twice`);
  // An added level without a word why would be ours passed off as the source's.
  for (const { code, levels, mends } of dimensions)
    if (levels.some(({ printed }) => printed === null) && mends.length === 0)
      node.wrong('dimensions', `${code} has an added level and no mend that gives the reason`);
  return {
    version,
    source: node.text('source'),
    defects: node.nodes('defects').map((one) => ({ what: one.text('what'), handled: one.text('handled') })),
    dimensions,
  };
}

function readLevels(node: ReferenceNode): Level[] {
  const levels = node.nodes('levels').map((one, index) => {
    one.only('printed', 'text');
    return {
      number: index + 1,
      text: one.text('text'),
      printed: one.has('printed') ? one.integer('printed', 1, 20) : null,
    };
  });
  if (levels.length < 2 || levels.length > 9) node.wrong('levels', 'must be two to nine');
  return levels;
}

function readProfile(node: ReferenceNode, name: string, sets: readonly DimensionSet[]): Profile {
  node.only(...PROFILE_FIELDS);
  const code = node.code('code');
  const version = node.integer('version', 1, 1000);
  if (name !== `${code}.v${version}.yaml`) node.wrong(null, `is not named ${code}.v${version}.yaml`);
  const applies = node.node('applies_to');
  applies.only('groups', 'food');
  const appliesTo = { groups: applies.texts('groups'), food: applies.has('food') ? applies.flag('food') : null };
  if ((appliesTo.food === null) === (appliesTo.groups.length === 0))
    applies.wrong(null, 'must name either groups or food');
  const setVersion = node.integer('dimensions_version', 1, 1000);
  const set = sets.find((one) => one.version === setVersion);
  if (!set) node.wrong('dimensions_version', `${setVersion} has no file`);
  const known = set?.dimensions ?? [];
  const left = node.nodes('leaves_out').map((one) => ({ code: one.text('dimension'), why: one.text('why') }));
  const dimensions = weighted(
    node,
    known,
    left.map((one) => one.code),
    appliesTo.food === true,
  );
  const facts = {
    code,
    version,
    appliesTo,
    validMonths: node.integer('valid_months', 1, 120),
    minimumCompletenessPercent: node.integer('minimum_completeness_percent', 1, 100),
    dimensions,
  };
  return {
    ...facts,
    title: node.text('title'),
    effectiveFrom: node.day('effective_from'),
    source: node.text('source'),
    assumptions: node.texts('assumptions'),
    leavesOut: left.map((one) => ({
      ...one,
      name: known.find((dimension) => dimension.code === one.code)?.name ?? '',
    })),
    dimensionsVersion: setVersion,
    dimensionsSource: set?.source ?? '',
    defects: set?.defects ?? [],
    print: printOf(facts),
  };
}

/** Every dimension has a weight or is left out with a reason; nothing happens by forgetting. */
function weighted(
  node: ReferenceNode,
  known: DimensionSet['dimensions'],
  left: readonly string[],
  food: boolean,
): WeightedDimension[] {
  const weights = node.node('weights');
  const mayNotApply = node.texts('may_not_apply');
  const changes = new Map(
    (node.has('changes') ? node.nodes('changes') : []).map((one) => {
      one.only('dimension', 'why', 'levels');
      const mend: Mend = { what: 'Tingkat-tingkatnya diganti dalam profil ini.', why: one.text('why') };
      return [one.text('dimension'), { levels: readLevels(one), mend }];
    }),
  );
  const codes = new Set(known.map(({ code }) => code));
  for (const code of [...weights.keys(), ...left, ...changes.keys(), ...mayNotApply])
    if (!codes.has(code)) node.wrong(null, `names ${code}, which is no dimension`);
  for (const code of twice([...weights.keys(), ...left])) node.wrong(null, `both weighs and leaves out ${code}`);
  return known.flatMap(({ foodOnly, ...dimension }) => {
    const { code } = dimension;
    if (!weights.has(code)) {
      if (!left.includes(code)) node.wrong('weights', `has no ${code}, and nothing says why it is left out`);
      return [];
    }
    if (foodOnly && !food) node.wrong('weights', `has ${code}, which is for food only`);
    const change = changes.get(code);
    return [
      {
        ...dimension,
        ...(change ? { levels: change.levels, mends: [...dimension.mends, change.mend] } : {}),
        weight: weights.integer(code, 1, 100),
        mayNotApply: mayNotApply.includes(code),
      },
    ];
  });
}

/** Versions count up from 1, and a later one is in force later. */
function checkVersions(profiles: readonly Profile[], problems: ReferenceProblems): void {
  for (const [code, versions] of grouped(profiles)) {
    const list = versions.toSorted((one, other) => one.version - other.version);
    list.forEach((profile, index) => {
      const before = list[index - 1];
      if (profile.version !== index + 1) problems.add(code, `version ${index + 1} is missing`);
      if (before && before.effectiveFrom >= profile.effectiveFrom)
        problems.add(code, `version ${profile.version} is not in force later than version ${before.version}`);
    });
  }
}

function grouped(profiles: readonly Profile[]): Map<string, Profile[]> {
  const map = new Map<string, Profile[]>();
  for (const profile of profiles) map.set(profile.code, [...(map.get(profile.code) ?? []), profile]);
  return map;
}

/** Of what decides a score, in a fixed order: texts count too, since an assessor judged by them. */
function printOf(facts: Pick<Profile, 'code' | 'version' | 'minimumCompletenessPercent' | 'dimensions'>): string {
  const { code, version, minimumCompletenessPercent, dimensions } = facts;
  const told = dimensions.map((dimension) => [
    dimension.code,
    dimension.choice,
    dimension.weight,
    dimension.levels.map(({ text }) => text),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([code, version, minimumCompletenessPercent, told]))
    .digest('hex');
}

function twice(codes: readonly string[]): string[] {
  return codes.filter((code, index) => codes.indexOf(code) !== index);
}
