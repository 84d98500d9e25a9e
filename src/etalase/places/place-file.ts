import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readPlace } from './place-input.js';
import type { PlaceFacts } from './place.js';

const FILE = new URL('../../../config/reference/wisata-ntt.yaml', import.meta.url);

type Told = Readonly<Record<string, unknown>>;

/** The places of the file. Throws an Error that names all that is wrong with it. */
export function readPlacesFile(yaml: string = readFileSync(FILE, 'utf8')): PlaceFacts[] {
  const { places = [], source } = (parse(yaml) ?? {}) as { places?: Told[]; source?: unknown };
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const wrong: string[] = [];
  const read = places.map((place) => {
    const { facts, problems } = readPlace({
      kode: text(place['kode']),
      name: text(place['name']),
      kind: text(place['kind']),
      wilayahCode: text(place['wilayah']),
      latitude: text(place['latitude']),
      longitude: text(place['longitude']),
      confidence: text(place['confidence']),
      errorM: text(place['error_m']),
      note: text(place['note']),
      source: text(source),
    });
    wrong.push(...problems.map(({ field, message }) => `${facts.kode}: ${field}: ${message}`));
    return facts;
  });
  const kodes = read.map(({ kode }) => kode);
  wrong.push(...kodes.filter((kode, at) => kodes.indexOf(kode) !== at).map((kode) => `${kode} stands there twice`));
  if (read.length === 0) wrong.push('holds no places');
  if (wrong.length > 0) throw new Error(`config/reference/wisata-ntt.yaml cannot be used:\n- ${wrong.join('\n- ')}`);
  return read;
}
