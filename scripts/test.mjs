// The body of `npm test`: the stages of the suite, one after the other, and as the very last
// line the total over everything. A suite that cannot run on this machine, for want of a broker or a
// browser, is printed as NOT RUN with its reason and counts as neither passed nor failed; the settings
// HANDRAIL_REQUIRE_KAFKA and HANDRAIL_REQUIRE_BROWSER make it a failure. With HANDRAIL_TEST_KAFKA_SECURITY=scram every
// broker of the run asks for TLS and SCRAM and refuses what deploy/acls.json does not list; services sign in as themselves.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { JEST, root, runNode } from './steps.mjs';

const reports = join(root, '.cache', 'test');
const cores = availableParallelism();

/**
 * Rules first, because they fail fast. Then all that runs for long at once: much of it waits for others
 * that were frozen, killed or cut off, and what counts and computes goes on beside it, with one server and
 * one broker for all. No more workers than cores: a browser that starves fails for no fault of the page.
 */
const STAGES = [
  { title: 'repository rules and pure rules', kinds: ['unit'], workers: cores },
  {
    title:
      'rules over made-up cases; one service with a real database and log; across services and processes',
    kinds: ['proof', 'int', 'e2e'],
    workers: cores,
  },
];

/** The suffix of a file says its kind, as in jest.config.mjs. */
const SUFFIXES = [
  ['e2e', /\.e2e-spec\.ts$/],
  ['int', /\.int-spec\.ts$/],
  ['proof', /\.proof\.spec\.ts$/],
  ['unit', /\.spec\.ts$/],
];
const kindOf = (file) => SUFFIXES.find(([, suffix]) => suffix.test(file))[0];

async function runStage({ title, kinds, workers }) {
  console.log(`\n== ${kinds.join(', ')}: ${title}`);
  const report = join(reports, `${kinds.join('-')}.json`);
  const jest = await runNode(
    [
      ...JEST,
      ...['--selectProjects', ...kinds, '--maxWorkers', String(workers)],
      ...['--json', '--outputFile', report, '--passWithNoTests'],
      ...process.argv.slice(2),
    ],
    { echo: true },
  );
  const counts = await countsOf(report, kinds, jest.ok);
  const line = `${kinds.join(', ')} in ${jest.seconds.toFixed(0)} s`;
  return { counts, line };
}

/** What the stage's own report says of each kind; a stage without a report is one failure. */
async function countsOf(report, kinds, ok) {
  const result = await readFile(report, 'utf8').then(JSON.parse, () => undefined);
  if (!result) return [{ kind: kinds.join(', '), passed: 0, failed: 1, notRun: 0, silent: [] }];
  const counts = kinds.map((kind) =>
    countsOfFiles(
      kind,
      result.testResults.filter(({ name }) => kindOf(name) === kind),
    ),
  );
  if (!ok && counts.every(({ failed }) => failed === 0)) counts[0].failed = 1;
  return counts;
}

function countsOfFiles(kind, files) {
  const ends = files.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const count = (...wanted) => ends.filter((status) => wanted.includes(status)).length;
  // A file that failed without a failed test of its own could not be run.
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  );
  const silent = suitesThatDidNotRun(files);
  return {
    kind,
    passed: count('passed') - silent.length,
    failed: count('failed') + broken.length,
    notRun: count('pending', 'todo', 'skipped', 'disabled') + silent.length,
    silent,
  };
}

/** A suite that this machine cannot run has one test, a sentence that says so (libs/testing, `didNotRun`). */
const suitesThatDidNotRun = (files) =>
  files.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status, title }) => status === 'passed' && title.startsWith('did not run'))
      .map(({ fullName }) => `${relative(root, file)}: ${fullName}`),
  );

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });

const results = [];
for (const stage of STAGES) results.push(await runStage(stage));

console.log('');
const counts = results.flatMap((result) => result.counts);
for (const { kind, passed, failed, notRun } of counts)
  console.log(
    `${kind}: ${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`,
  );
console.log(results.map(({ line }) => line).join('; '));
for (const { silent } of counts) for (const name of silent) console.log(`NOT RUN: ${name}`);
const total = (key) => counts.reduce((sum, each) => sum + each[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);
