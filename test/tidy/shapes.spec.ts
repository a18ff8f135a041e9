import { expectNoneBut } from './exceptions.js';
import { sourceFiles } from './repository.js';
import { importsOf } from './syntax.js';

/** The list only shrinks: docs/adr/0022 says what each needs. */
const STILL_ZOD: readonly string[] = [
  'apps/assessment/src/assessment.settings.ts',
  'apps/console/src/console.settings.ts',
  'apps/intake/src/intake.settings.ts',
  'apps/intake/src/matching/read-parameters.ts',
  'apps/intake/src/profile/profile.schema.ts',
  'apps/outcomes/src/outcomes.settings.ts',
  'apps/scheduling/src/scheduling.settings.ts',
  'libs/platform/src/config/settings.ts',
  'libs/platform/src/service/service-definition.ts',
];

describe('shapes', () => {
  it('are written in TypeBox', () => {
    expectNoneBut(
      STILL_ZOD,
      'No file imports zod.',
      'Two ways to say what a value looks like are two to learn, and a shape wanted by both is written twice.',
      sourceFiles
        .flatMap(importsOf)
        .filter(({ specifier }) => specifier === 'zod')
        .map(({ from: { path }, line }) => ({ name: path, place: `${path}:${line}` })),
    );
  });
});
