const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  resolver: '<rootDir>/scripts/jest-resolver.cjs',
  moduleNameMapper: {
    // Rules are specified without what starts databases and brokers.
    '^@handrail/testing/decider$': '<rootDir>/libs/testing/src/decider/given.ts',
    '^@handrail/([a-z-]+)$': ['<rootDir>/libs/$1/src/index.ts', '<rootDir>/apps/$1/src/index.ts'],
  },
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
      globalSetup: '<rootDir>/libs/testing/src/global-setup.mjs',
      globalTeardown: '<rootDir>/libs/testing/src/global-teardown.mjs',
    }),
  ],
};
