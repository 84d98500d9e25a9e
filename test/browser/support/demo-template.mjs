import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The loaded demo of this run: its test files come one after another in this very process. */
export const DEMO_TEMPLATE = join(tmpdir(), `lokapasar-browser-demo-${process.pid}`);

/** Jest's `globalTeardown`. */
export default function removeTemplate() {
  rmSync(DEMO_TEMPLATE, { recursive: true, force: true });
}
