/**
 * Runs a test file with Node's own modules instead of Jest's copies of them. Jest gives each file a fresh copy of every
 * module, which costs seconds of work a file for an app of this size; here what one file loaded, the next one of the same
 * worker finds loaded and warm. Tests must not lean on a module being new, and none does: two apps in one file never could.
 *
 * With --watch, a single file may run in Jest's own process and then see only the first version of what it loads.
 *
 * The rest is Jest: its workers, its command line, its reports, and jest-circus, which runs the tests.
 */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const circus = require('jest-circus/runner').default;
const HANDLERS = Symbol.for('EVENT_HANDLERS');
let files = 0;

export default async function runNatively(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  files += 1;
  // Node maps stacks to the sources itself (--enable-source-maps), unless somebody else does.
  Error.prepareStackTrace = undefined;
  // What Jest would give a file inside its sandbox, from outside of it.
  const native = {
    requireModule: require,
    requireInternalModule: freshly,
    setGlobalsForRuntime: (globals) => (globalThis[Symbol.for('lokapasar.test-globals')] = globals),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(`${pathToFileURL(path).href}?file=${files}`),
    enterTestCode() {},
    leaveTestCode() {},
  };
  return circus(globalConfig, config, environment, native, testPath, sendMessageToJest);
}

/** jest-circus keeps the tests of one file as the state of its module. */
function freshly(path) {
  delete require.cache[require.resolve(path)];
  delete globalThis[HANDLERS];
  return require(path);
}
