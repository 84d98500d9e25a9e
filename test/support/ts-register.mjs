// Lets a process run the TypeScript of src and test as it stands; Jest's workers and the children of tests do:
//   node --import ./test/support/ts-register.mjs path/to/child.ts
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register('./ts-hooks.mjs', import.meta.url);
