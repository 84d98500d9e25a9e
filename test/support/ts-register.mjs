// Lets a child process of a test run the TypeScript of src and test as it stands:
//   node --import ./test/support/ts-register.mjs path/to/child.ts
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const swc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));

/** Imports are written as `x.js`; the source beside them is `x.ts` or `x.tsx`. */
export async function resolve(specifier, context, next) {
  if (!/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
  for (const extension of ['.ts', '.tsx', '.js']) {
    try {
      return await next(specifier.replace(/\.js$/, extension), context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...swc,
    filename,
    swcrc: false,
    sourceMaps: 'inline',
  });
  return { format: 'module', shortCircuit: true, source: code };
}

if (isMainThread) register(import.meta.url);
