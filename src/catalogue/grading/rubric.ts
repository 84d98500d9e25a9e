/** What stands in the files of `config/reference/ovop-rubric`, and the score of a product by it. Pure. */

export interface Level {
  /** From 1, the best last; of a multiple choice the item's number. */
  number: number;
  text: string;
  /** Number of the level in the printed table; null = added, as `mends` says. */
  printed: number | null;
}

export interface Mend {
  what: string;
  why: string;
}

export interface Dimension {
  code: string;
  /** Place in the printed table: 'A2.D2'. */
  printed: string;
  aspect: { code: string; name: string };
  name: string;
  /** `multiple`: levels are items of which any number may hold; they have no order. */
  choice: 'single' | 'multiple';
  levels: readonly Level[];
  mends: readonly Mend[];
  note: string | null;
}

export interface WeightedDimension extends Dimension {
  /** Points; only their relation to one another counts. */
  weight: number;
  /** Whether an assessor may say that it does not apply to a product. */
  mayNotApply: boolean;
}

/** One version of the rubric for a group of products. Never changed once assessments were closed with it. */
export interface Profile {
  code: string;
  version: number;
  title: string;
  effectiveFrom: string;
  source: string;
  assumptions: readonly string[];
  /** Groups it is made for, or food or not; a group of its own goes first. */
  appliesTo: { groups: readonly string[]; food: boolean | null };
  validMonths: number;
  minimumCompletenessPercent: number;
  dimensions: readonly WeightedDimension[];
  leavesOut: readonly { code: string; name: string; why: string }[];
  /** Where dimensions and levels come from, and what was wrong there. */
  dimensionsVersion: number;
  dimensionsSource: string;
  defects: readonly { what: string; handled: string }[];
  /** Fingerprint of all that decides a score: an assessment names the one it was closed with. */
  print: string;
}

export type AnswerState = 'dinilai' | 'tidak-berlaku' | 'belum-dinilai';

export interface Answer {
  state: AnswerState;
  /** Of a single choice that was judged. */
  level: number | null;
  /** Items of a multiple choice that hold; none of them is an answer too. */
  items: readonly number[];
}

/** An exact share. */
export interface Share {
  numerator: bigint;
  denominator: bigint;
}

export interface Score {
  /** Share of what can be reached; null = cannot be told, for the reason beside it. */
  score: Share | null;
  because: 'scored' | 'too-little-judged' | 'nothing-applies';
  /** What the score would be if all that is not judged were at its worst, or at its best; null when nothing applies. */
  least: Share | null;
  most: Share | null;
  /** Points judged, of the points that apply, of all points of the profile. */
  judgedWeight: number;
  applicableWeight: number;
  totalWeight: number;
  dimensions: readonly { code: string; state: AnswerState; position: Share | null }[];
}

const UNJUDGED: Answer = { state: 'belum-dinilai', level: null, items: [] };

/**
 * The score of a product by one profile version: the weighted mean of the positions (level − 1) / (levels − 1) of what was
 * judged. What does not apply is left out on both sides; what is not judged is never taken as zero: below the profile's
 * completeness there is no score.
 */
export function scoreOf(profile: Profile, answers: ReadonlyMap<string, Answer>): Score {
  const steps = profile.dimensions.reduce((all, dimension) => lcm(all, stepsOf(dimension)), 1n);
  let totalWeight = 0;
  let applicableWeight = 0;
  let judgedWeight = 0;
  let reached = 0n;
  const dimensions = profile.dimensions.map((dimension) => {
    const answer = answers.get(dimension.code) ?? UNJUDGED;
    const position = positionOf(dimension, answer);
    totalWeight += dimension.weight;
    if (answer.state !== 'tidak-berlaku') applicableWeight += dimension.weight;
    if (position) {
      judgedWeight += dimension.weight;
      reached += BigInt(dimension.weight) * position.numerator * (steps / position.denominator);
    }
    return { code: dimension.code, state: answer.state, position };
  });
  const weights = { judgedWeight, applicableWeight, totalWeight, dimensions };
  if (applicableWeight === 0) return { score: null, because: 'nothing-applies', least: null, most: null, ...weights };
  const whole = steps * BigInt(applicableWeight);
  const open = steps * BigInt(applicableWeight - judgedWeight);
  const least = reduced(reached, whole);
  const most = reduced(reached + open, whole);
  const enough = judgedWeight > 0 && judgedWeight * 100 >= profile.minimumCompletenessPercent * applicableWeight;
  return enough
    ? { score: reduced(reached, steps * BigInt(judgedWeight)), because: 'scored', least, most, ...weights }
    : { score: null, because: 'too-little-judged', least, most, ...weights };
}

/** Where an answer stands between the worst (0) and the best (1); null when it was not judged. Throws on a level that is not there. */
export function positionOf(dimension: Dimension, answer: Answer): Share | null {
  if (answer.state !== 'dinilai') return null;
  const { levels, choice, code } = dimension;
  if (choice === 'multiple') {
    const items = new Set(answer.items);
    for (const item of items)
      if (!levels.some(({ number }) => number === item)) throw new RangeError(`${code}: ${item}`);
    return { numerator: BigInt(items.size), denominator: BigInt(levels.length) };
  }
  if (answer.level === null || !levels.some(({ number }) => number === answer.level))
    throw new RangeError(`${code}: no level ${answer.level}`);
  return { numerator: BigInt(answer.level - 1), denominator: BigInt(levels.length - 1) };
}

/** The profile for a product of a group, in force on a day: one for the group itself, else one for food or for the rest. */
export function profileFor(
  profiles: readonly Profile[],
  group: { code: string; isFood: boolean },
  day: string,
): Profile | null {
  const inForce = profiles
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .toSorted((one, other) => other.version - one.version);
  return (
    inForce.find(({ appliesTo }) => appliesTo.groups.includes(group.code)) ??
    inForce.find(({ appliesTo }) => appliesTo.food === group.isFood) ??
    null
  );
}

function stepsOf({ levels, choice }: Dimension): bigint {
  return BigInt(choice === 'multiple' ? levels.length : levels.length - 1);
}

function reduced(numerator: bigint, denominator: bigint): Share {
  const divisor = gcd(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function gcd(one: bigint, other: bigint): bigint {
  return other === 0n ? one : gcd(other, one % other);
}

function lcm(one: bigint, other: bigint): bigint {
  return (one / gcd(one, other)) * other;
}
