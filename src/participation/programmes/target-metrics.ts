import { metricOf } from '../metrics.js';

/** In what a target is written. */
export type TargetUnit = 'usaha' | 'paket' | 'produk' | 'rupiah' | 'persen';

/** A metric of participation for which a target can be set: its code and the version of its definition. */
export interface TargetMetric {
  code: string;
  version: number;
  name: string;
  unit: TargetUnit;
}

const UNITS: readonly (readonly [code: string, unit: TargetUnit])[] = [
  ['M07', 'usaha'],
  ['M08', 'usaha'],
  ['P01', 'usaha'],
  ['P13', 'persen'],
  ['P07', 'persen'],
  ['P02', 'paket'],
  ['P03', 'rupiah'],
  ['P04', 'produk'],
  ['M01', 'persen'],
  ['M02', 'persen'],
  ['M03', 'persen'],
  ['M04', 'persen'],
  ['M09', 'persen'],
  ['M10', 'persen'],
  ['M11', 'persen'],
  ['M12', 'persen'],
];

/** Metrics with targets, in the order in which a form offers them; names and versions are the registry's. */
export const TARGET_METRICS: readonly TargetMetric[] = UNITS.map(([code, unit]) => {
  const { version, name } = metricOf(code);
  return { code, version, name, unit };
});
