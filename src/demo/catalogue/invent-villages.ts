import { Chance } from '../random.js';
import { type DemoCatalogue, type DemoVillage, knownKinds } from './invent.js';
import { GROUPS, STEP_OFFICES } from './words.js';

export interface DemoPotential {
  villageCode: string;
  kind: string;
  group: string;
  isFlagship: boolean;
  enterprises: number | null;
  material: string;
}

export type DemoStep = keyof typeof STEP_OFFICES;

export interface DemoStepTaken {
  villageCode: string;
  step: DemoStep;
  doneOn: string;
  office: string;
  person: string;
}

export interface DemoSentra {
  name: string;
  /** Of a kecamatan. */
  placeCode: string;
  group: string;
  kind: string;
  foundedOn: string;
  /** Refs of its members. */
  members: string[];
}

export interface DemoMap {
  potentials: DemoPotential[];
  steps: DemoStepTaken[];
  sentra: DemoSentra[];
}

/** Between 300 and 450 villages say what they could make; about two in three have got further than that. */
export function inventMap(seed: number, catalogue: DemoCatalogue): DemoMap {
  const chance = new Chance(seed, 'peta');
  const potentials = new Map<string, DemoPotential>();
  const say = (village: DemoVillage, kind: string, group: string, known: number | null): void => {
    const key = `${village.code}|${kind}`;
    if (potentials.has(key)) return;
    const first = ![...potentials.values()].some(({ villageCode }) => villageCode === village.code);
    potentials.set(key, {
      villageCode: village.code,
      kind,
      group,
      isFlagship: first,
      enterprises: known ?? (chance.happens(0.75) ? chance.whole(1, 14) : null),
      material: chance.pick(GROUPS[group]!.materials),
    });
  };
  for (const product of catalogue.products)
    say(product.village, product.kind, product.group, Math.max(1, product.makers.length + chance.whole(0, 6)));
  for (const kind of knownKinds()) {
    for (const regency of kind.kabupaten) {
      for (let n = chance.whole(2, 4); n > 0; n -= 1)
        say(catalogue.villages.take(regency), kind.name, kind.group, null);
    }
  }
  const mapped = [...new Set([...potentials.values()].map(({ villageCode }) => villageCode))];
  return {
    potentials: [...potentials.values()],
    steps: mapped.flatMap((code) => stepsOf(chance, code)),
    sentra: sentraOf(chance, catalogue),
  };
}

function stepsOf(chance: Chance, villageCode: string): DemoStepTaken[] {
  const far = chance.weighted([
    [0, 60],
    [1, 15],
    [2, 12],
    [3, 13],
  ] as const);
  const months = [chance.whole(1, 3), chance.whole(4, 6), chance.whole(7, 9)];
  return (['usulan', 'verifikasi', 'validasi'] as const).slice(0, far).map((step, at) => ({
    villageCode,
    step,
    doneOn: `2026-${String(months[at]).padStart(2, '0')}-${String(chance.whole(1, 28)).padStart(2, '0')}`,
    office: STEP_OFFICES[step][0],
    person: STEP_OFFICES[step][1],
  }));
}

/** Where several makers of one kind live in one kabupaten, some have come together; not all meet every criterion. */
function sentraOf(chance: Chance, { products, sellers }: DemoCatalogue): DemoSentra[] {
  const groups = new Map<string, { product: (typeof products)[number]; members: Set<string> }>();
  for (const product of products) {
    const key = `${product.kind}|${product.village.code.slice(0, 5)}`;
    const known = groups.get(key) ?? { product, members: new Set<string>() };
    for (const maker of product.makers) known.members.add(maker);
    groups.set(key, known);
  }
  const taken = new Set<string>();
  return [...groups.values()]
    .filter(({ members }) => members.size >= 2)
    .slice(0, 14)
    .map(({ product, members }) => {
      const regency = product.village.code.slice(0, 5);
      // Neighbours of the same trade who joined without a product of their own in the catalogue.
      const joined = sellers
        .filter(
          ({ ref, kbli, villageCode }) =>
            !taken.has(ref) && !members.has(ref) && villageCode.startsWith(regency) && kbli === kbliOf(product.group),
        )
        .slice(0, chance.whole(2, 8))
        .map(({ ref }) => ref);
      const all = [...members].filter((ref) => !taken.has(ref)).concat(joined);
      for (const ref of all) taken.add(ref);
      return {
        name: `Sentra ${product.kind} ${product.village.name} (contoh)`,
        placeCode: product.village.code.slice(0, 8),
        group: product.group,
        kind: product.kind,
        foundedOn: `${chance.whole(2014, 2023)}-0${chance.whole(1, 9)}-15`,
        members: all,
      };
    });
}

function kbliOf(group: string): string {
  return group === 'tenun' ? '13122' : '10799';
}
