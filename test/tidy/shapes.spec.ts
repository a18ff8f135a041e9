import { expectNone, sourceFiles } from './repository.js';
import { importsOf } from './syntax.js';

/** Other libraries that say what a value has to look like. */
const OTHERS = /^(zod|yup|joi|valibot|arktype|superstruct|io-ts)(\/|$)/;

describe('shapes', () => {
  it('are written in TypeBox', () => {
    expectNone(
      'No file describes a shape by another library than TypeBox: docs/adr/0022.',
      'Two ways to say what a value looks like are two to learn, and a shape wanted by both is written twice.',
      sourceFiles
        .flatMap(importsOf)
        .filter(({ specifier }) => OTHERS.test(specifier))
        .map(({ from: { path }, line, specifier }) => `${path}:${line} imports ${specifier}`),
    );
  });
});
