import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { describeOnServer } from './support/server.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOST_ADDED_MB = 300;

/** On the embedded database the database itself lives in the process: its memory would be counted with the import's. */
describeOnServer('the memory of a large import', () => {
  it(`is at most ${MOST_ADDED_MB} MB above that of the idle app, for a JSON file of 200 MB`, async () => {
    expect(existsSync('/proc/self/status')).toBe(true); // where memory is read; elsewhere this test can say nothing
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['scripts/memory-check.mjs', '--sources', '--json', '--limit', String(MOST_ADDED_MB)],
      { cwd: ROOT },
    );
    const { problem, megabytes, added } = JSON.parse(stdout) as {
      problem: string | null;
      megabytes: number;
      added: number;
    };
    expect({ problem, megabytes }).toEqual({ problem: null, megabytes: 200 });
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThanOrEqual(MOST_ADDED_MB);
  }, 600_000);
});
