// The body of `npm test`: the stages of the suite, one after the other, and as the very last
// line the total over everything. A suite that cannot run on this machine, for want of a broker or a
// browser, is printed as NOT RUN with its reason and counts as neither passed nor failed; the settings
// HANDRAIL_REQUIRE_KAFKA and HANDRAIL_REQUIRE_BROWSER make it a failure.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { JEST, root, runNode } from './steps.mjs';

const reports = join(root, '.cache', 'test');
const cores = availableParallelism();

/** Stages that share a database server and a broker run with as many workers as there are cores. */
const STAGES = [
  { name: 'unit', title: 'repository rules and pure rules', workers: cores },
  { name: 'proof', title: 'rules over all combinations and made-up cases', workers: cores },
  { name: 'int', title: 'one service or library with a real database and log', workers: cores },
  { name: 'e2e', title: 'across services and processes', workers: cores },
];

async function runStage({ name, title, workers }) {
  console.log(`\n== ${name}: ${title}`);
  const report = join(reports, `${name}.json`);
  const jest = await runNode(
    [
      ...JEST,
      ...['--selectProjects', name, '--maxWorkers', String(workers)],
      ...['--json', '--outputFile', report, '--passWithNoTests'],
      ...process.argv.slice(2),
    ],
    { echo: true },
  );
  return { name, seconds: jest.seconds, ...(await countsOf(report, jest.ok)) };
}

/** What the stage's own report says; a stage without a report is one failure. */
async function countsOf(report, ok) {
  try {
    const result = JSON.parse(await readFile(report, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const silent = suitesThatDidNotRun(result);
    return {
      passed: result.numPassedTests - silent.length,
      failed: failed === 0 && !ok ? 1 : failed,
      notRun: result.numPendingTests + result.numTodoTests + silent.length,
      silent,
    };
  } catch {
    return { passed: 0, failed: 1, notRun: 0, silent: [] };
  }
}

/** A suite that this machine cannot run has one test, a sentence that says so (libs/testing, `didNotRun`). */
const suitesThatDidNotRun = ({ testResults }) =>
  testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status, title }) => status === 'passed' && title.startsWith('did not run'))
      .map(({ fullName }) => `${relative(root, file)}: ${fullName}`),
  );

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });

const results = [];
for (const stage of STAGES) results.push(await runStage(stage));

console.log('');
for (const { name, passed, failed, notRun, seconds } of results) {
  const also = notRun > 0 ? `, ${notRun} not run` : '';
  console.log(`${name}: ${passed} passed, ${failed} failed${also} (${seconds.toFixed(0)} s)`);
}
for (const { silent } of results) for (const name of silent) console.log(`NOT RUN: ${name}`);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);
