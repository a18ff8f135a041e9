const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testRunner: '<rootDir>/scripts/jest-plainly.cjs',
  // Node reads the sources by scripts/typescript-hooks.mjs; Jest only finds the files and counts.
  transform: {},
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.handrail/'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
};

const project = (displayName, testMatch, extra = {}) => ({
  ...common,
  displayName,
  testMatch,
  ...extra,
});

/**
 * The suffix of a test file is its stage: spec pure, proof.spec pure too but over all combinations or
 * thousands of made-up cases, int-spec database and log, e2e-spec services.
 */
export default {
  // Jest heeds this only here, not in a project; slow machines need it, fast ones never reach it.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/heavy-first.cjs',
  projects: [
    project('unit', ['<rootDir>/{apps,libs,test}/**/!(*.proof).spec.ts']),
    project('proof', ['<rootDir>/{apps,libs,test}/**/*.proof.spec.ts']),
    project('int', ['<rootDir>/{apps,libs,test}/**/*.int-spec.ts'], {
      globalSetup: '<rootDir>/libs/testing/src/global-setup.mjs',
      globalTeardown: '<rootDir>/libs/testing/src/global-teardown.mjs',
    }),
    project('e2e', ['<rootDir>/{apps,libs,test}/**/*.e2e-spec.ts'], {
      globalSetup: '<rootDir>/libs/testing/src/global-setup-e2e.mjs',
      globalTeardown: '<rootDir>/libs/testing/src/global-teardown-e2e.mjs',
    }),
  ],
};
