// How Node finds and reads the TypeScript of src and test (see ts-register.mjs); runs in a thread of Node's own.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const swcrc = readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8');
const require = createRequire(import.meta.url);
const { version } = require('@swc/core/package.json');
const JEST_GLOBALS = new URL('./jest-globals.mjs', import.meta.url).href;
/** What was made of a file once, for the hundred processes that load the same ones: named by all that it depends on. */
const MADE = join(tmpdir(), 'lokapasar-test', 'js');
mkdirSync(MADE, { recursive: true });

/** Imports are written as `x.js`; the source beside them is `x.ts` or `x.tsx`. */
export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: JEST_GLOBALS, format: 'module', shortCircuit: true };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL) {
    for (const extension of ['.ts', '.tsx']) {
      const url = new URL(specifier.replace(/\.js$/, extension), context.parentURL);
      url.search = '';
      if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  const { pathname } = new URL(url);
  if (!/\.tsx?$/.test(pathname)) return next(url, context);
  const filename = fileURLToPath(url);
  const source = readFileSync(filename, 'utf8');
  const name = createHash('sha256').update(`${version}\n${swcrc}\n${filename}\n`).update(source).digest('hex');
  const made = join(MADE, `${name}.js`);
  let code = readIfThere(made);
  if (code === null) {
    const swc = { ...JSON.parse(swcrc), filename, swcrc: false, sourceMaps: 'inline' };
    // The compiler itself is loaded only when there is something to compile.
    ({ code } = require('@swc/core').transformSync(source, swc));
    const half = `${made}.${process.pid}`;
    writeFileSync(half, code);
    renameSync(half, made);
  }
  return { format: 'module', shortCircuit: true, source: code };
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
