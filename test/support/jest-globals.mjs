// What `import { describe } from '@jest/globals'` gives (see ts-hooks.mjs): always those of the test file that runs now,
// for helpers that several files share are loaded once.
const now = () => globalThis[Symbol.for('lokapasar.test-globals')];

const global = (name) =>
  new Proxy(function () {}, {
    apply: (_target, _self, args) => now()[name](...args),
    get: (_target, key) => now()[name][key],
  });

export const afterAll = global('afterAll');
export const afterEach = global('afterEach');
export const beforeAll = global('beforeAll');
export const beforeEach = global('beforeEach');
export const describe = global('describe');
export const expect = global('expect');
export const it = global('it');
export const test = global('test');
