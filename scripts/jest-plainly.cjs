const hooks = require('node:async_hooks');
const { register } = require('node:module');
const { dirname } = require('node:path');
const { pathToFileURL } = require('node:url');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { default: runFile } = require('jest-circus/runner');

// Runs a test file as Node runs any program, with the modules of its worker, instead of in a virtual
// machine of its own: Nest, TypeORM and what else every file needs are then evaluated once per worker and
// not once per file, which was a third of the time of a run. So what a file changes is put back here.
register('./typescript-hooks.mjs', pathToFileURL(__filename));
process.setSourceMapsEnabled(true);

const CIRCUS = dirname(require.resolve('jest-circus/package.json'));
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

/**
 * Every file's own circus follows its tests by a storage that Node would carry on with each promise for
 * good: after three hundred files a promise cost three hundred steps. They are put away with their file.
 */
const { AsyncLocalStorage } = hooks;
const followed = new Set();
class FollowedStorage extends AsyncLocalStorage {
  constructor() {
    super();
    followed.add(this);
  }
}

function putStoragesAway() {
  for (const storage of followed) storage.disable();
  followed.clear();
}

/** What is kept of one file hangs on these modules: each file has its own. */
function freshFramework(file) {
  for (const known of Object.keys(require.cache))
    if (known.startsWith(CIRCUS)) delete require.cache[known];
  delete globalThis[HANDLERS];
  hooks.AsyncLocalStorage = FollowedStorage;
  try {
    return require(file);
  } finally {
    hooks.AsyncLocalStorage = AsyncLocalStorage;
  }
}

/** As much of Jest's own object as the tests use. */
function jestObject(config) {
  const mocker = new ModuleMocker(globalThis);
  const timers = new ModernFakeTimers({ config, global: globalThis });
  return {
    spyOn: (...what) => mocker.spyOn(...what),
    setTimeout: (ms) => (globalThis[TIMEOUT] = ms),
    useFakeTimers: (options) => timers.useFakeTimers(options),
    useRealTimers: () => timers.useRealTimers(),
    advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
    getTimerCount: () => timers.getTimerCount(),
    putBack: () => {
      timers.dispose();
      mocker.restoreAllMocks();
    },
  };
}

let run = 0;

/** A runner as Jest wants it (`testRunner`), which hands the file to Node. */
module.exports = async (globalConfig, config, environment, _runtime, file, report) => {
  // The file is evaluated again when it is run again; what it imports is what it was.
  const address = `${pathToFileURL(file)}?run=${(run += 1)}`;
  const runtime = {
    requireInternalModule: freshFramework,
    requireModule: require,
    setGlobalsForRuntime: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: () => import(address),
    enterTestCode: () => undefined,
    leaveTestCode: () => undefined,
  };
  const { env } = process;
  const { console: plain } = globalThis;
  const jest = jestObject(config);
  // Without this, Jest's own reading of source maps, which knows nothing of these modules, stays in place.
  delete Error.prepareStackTrace;
  process.env = { ...env };
  globalThis.console = environment.global.console;
  globalThis.jest = jest;
  try {
    return await runFile(globalConfig, config, { global: globalThis }, runtime, file, report);
  } finally {
    jest.putBack();
    putStoragesAway();
    delete globalThis[TIMEOUT];
    globalThis.console = plain;
    process.env = env;
  }
};
