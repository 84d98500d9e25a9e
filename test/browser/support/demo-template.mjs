import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The loaded demo of this run: its test files come one after another in this very process. */
export const DEMO_TEMPLATE = join(tmpdir(), `lokapasar-browser-demo-${process.pid}`);

/** An app after its first start, and beside it who may sign in. */
export const NEW_TEMPLATE = join(tmpdir(), `lokapasar-browser-new-${process.pid}`);

/** Jest's `globalTeardown`. */
export default function removeTemplates() {
  for (const template of [DEMO_TEMPLATE, NEW_TEMPLATE]) {
    rmSync(template, { recursive: true, force: true });
    rmSync(`${template}.json`, { force: true });
  }
}
