import { renderFiles, type DemoFile } from './files.js';
import { inventPurchases } from './purchases.js';
import { DEMO_SEED, DEMO_YEARS, buildWorld } from './world.js';

export { demoCirculars, demoMerchantUmk, demoOvopList, demoOwnList } from './decisions.js';
export type { DemoCircular, DemoObligation, OvopListRow, UmkDecision } from './decisions.js';
export type { DemoFile } from './files.js';
export { DEMO_KLPD, DEMO_TODAY, DEMO_YEARS } from './world.js';

/** `scale` 1 is 20,000 purchase lines over the three years; satkers and enterprises stay the same at every scale. */
export interface DemoOptions {
  seed?: number;
  years?: readonly number[];
  scale?: number;
}

/**
 * The fictitious data set as the files that a person would download, in the order in which they are best imported. The
 * same options give the same bytes. Files are made one by one, as they are asked for.
 */
export function demoFiles(options: DemoOptions = {}): AsyncGenerator<DemoFile> {
  const { seed = DEMO_SEED, years = DEMO_YEARS, scale = 1 } = options;
  const world = buildWorld(seed);
  return renderFiles(seed, world, inventPurchases(seed, world, years, scale), years);
}
