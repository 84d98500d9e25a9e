import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from '@jest/globals';

const FOLDER = fileURLToPath(new URL('../../../shared/samples/isb/', import.meta.url));

/** The folder of real upstream files that lies beside the project where it is developed; `null` elsewhere. */
export function samplesFolder(): string | null {
  return existsSync(FOLDER) ? FOLDER : null;
}

/** A `describe` over the real files. Without the folder one skipped test says so, and nothing passes by default. */
export function describeWithSamples(name: string, tests: (folder: string) => void): void {
  const folder = samplesFolder();
  describe(`${name}`, () => {
    if (folder === null) it.todo('needs the folder ../shared/samples/isb, which is not here');
    else tests(folder);
  });
}
