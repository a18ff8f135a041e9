import { posix } from 'node:path';
import { expectNone, files, sourceFiles } from './repository.js';
import type { RepositoryFile } from './repository.js';

/** This file names what it forbids. */
const OWN = 'test/tidy/habits.spec.ts';

const CONFIGURATION = [
  /(^|\/)[^/]+\.config\.(ts|js|mjs)$/,
  /^libs\/testing\/src\/global-(setup|teardown)\.(ts|mjs)$/,
  /^scripts\/[^/]+-reporter\.mjs$/,
];

const matches = (searched: readonly RepositoryFile[], pattern: RegExp): string[] =>
  searched
    .filter(({ path }) => path !== OWN)
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .map((line, index) => ({ found: pattern.exec(line)?.[0], place: `${path}:${index + 1}` }))
        .flatMap(({ found, place }) => (found ? [`${place} ${found.trim()}`] : [])),
    );

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe('habits', () => {
  it('every test that is there runs', () => {
    expectNone(
      'No test is skipped, singled out or kept for later.',
      'A test nobody runs says that something holds which nobody checks. Repair it or delete it.',
      matches(
        sourceFiles,
        /\b(describe|it|test)\.(skip|only|todo)\b|(^|\s)(xit|xtest|xdescribe|fit|fdescribe)\(/,
      ),
    );
  });

  it('made-up cases are the same on every machine', () => {
    expectNone(
      'A property test names its seed.',
      'Without one the suite tries other cases each time: it would stop somebody whose change is sound. To look further, raise numRuns.',
      sourceFiles
        .filter(({ path }) => path !== OWN)
        .filter(({ text }) => count(text, /\bfc\.assert\(/g) > count(text, /\bseed: /g))
        .map(({ path }) => path),
    );
  });

  it('tests assert contents', () => {
    expectNone(
      'A test says what it expects.',
      'That something is there holds for a wrong value too: compare with the value.',
      matches(sourceFiles, /\.toBeDefined\(\)|\.not\.toBeUndefined\(\)/),
    );
  });

  it('tests say in their name what not every machine has', () => {
    const needs = [
      ['browser', /\b(openBrowser|describeInBrowser|onPage)\(/],
      ['kafka', /\b(describeOnKafka|startControlledKafka)\(/],
    ] as const;
    expectNone(
      'A test that needs a browser or a broker is a *.browser.e2e-spec.ts or a *.kafka.int-spec.ts.',
      'A run looks for either only when a file of it is named so, and says that it did not run where there is none.',
      sourceFiles
        .filter(({ path }) => path !== OWN && /spec\.ts$/.test(path))
        .flatMap(({ path, text }) =>
          needs
            .filter(([need, use]) => use.test(text) && !path.includes(`.${need}.`))
            .map(([need]) => `${path} needs ${need}`),
        ),
    );
  });

  it('nothing is left for later in the code', () => {
    expectNone(
      'No note in the code promises work.',
      'Do it now, or write an issue: notes in code are read by nobody who plans.',
      matches(files, /\b(TODO|FIXME|XXX|HACK)\b/),
    );
  });

  it('the compiler is not silenced', () => {
    expectNone(
      'No file switches the compiler or the linter off.',
      'What they report is a fact about the code. Say it in types, or disable one rule in one line with a reason.',
      matches(sourceFiles, /@ts-(ignore|nocheck)|eslint-disable(?!-next-line|-line)/),
    );
  });

  it('exports have names', () => {
    expectNone(
      'No default exports, except where a tool looks for one.',
      'A name is the same wherever it is used, so that a search finds every use.',
      matches(
        sourceFiles.filter(({ path }) => !CONFIGURATION.some((pattern) => pattern.test(path))),
        /^export default\b|\bas default\b/,
      ),
    );
  });

  it('files are named after what is in them', () => {
    const nameless = /^(utils?|helpers?|misc|common|shared|stuff)(\.|$)/;
    expectNone(
      'No utils, no helpers.',
      'A folder for everything without a name grows for ever. Put it where its subject is.',
      sourceFiles
        .filter(({ path }) => path.split('/').some((part) => nameless.test(part)))
        .map(({ path }) => path),
    );
  });

  it('file names are in kebab case', () => {
    expectNone(
      'File names are in kebab case with a role suffix, such as program.store.ts.',
      'One way to write a name works on every file system and needs no guess.',
      sourceFiles
        .map(({ path }) => path)
        .filter((path) => !/^[a-z0-9.-]+$/.test(posix.basename(path))),
    );
  });
});
