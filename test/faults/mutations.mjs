// Takes the safeguards of the product out, one at a time, in a copy of the repository, and shows which
// test notices. A safeguard nobody misses is a test that cannot see: the command then fails.
//
//   npm run test:mutations [TEXT]     only mutations whose name contains TEXT
import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTATIONS } from './mutation-list.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workshop = join(root, '.cache', 'mutations');
const only = process.argv[2] ?? '';

/** Folders of the workspaces: some have packages of their own beside the common ones. */
const workspaces = () =>
  ['apps', 'libs'].flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(kind, name)));

/** A copy of everything git knows or would add, with the installed packages of the original. */
function copyRepository() {
  rmSync(workshop, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
    .toString()
    .split('\n')
    .filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(workshop, file)), { recursive: true });
    cpSync(join(root, file), join(workshop, file), { force: true });
  }
  for (const packages of ['.', ...workspaces()].map((path) => join(path, 'node_modules')))
    if (existsSync(join(root, packages)))
      symlinkSync(join(root, packages), join(workshop, packages));
}

/** Applies the replacements; a text that is not there any more is a mutation that went stale. */
function mutate(mutation) {
  const originals = new Map();
  for (const { file, find, replace } of mutation.edits) {
    const path = join(workshop, file);
    const text = readFileSync(path, 'utf8');
    if (!originals.has(path)) originals.set(path, text);
    if (!text.includes(find))
      throw new Error(`${mutation.name}: ${file} does not contain: ${find}`);
    writeFileSync(path, text.replace(find, replace));
  }
  return () => originals.forEach((text, path) => writeFileSync(path, text));
}

/** Names of the tests that failed. */
async function failingTests({ project, pattern }) {
  const report = join(workshop, '.mutation-report.json');
  rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    ['--no-warnings', 'node_modules/jest/bin/jest.js']
      .concat(['--selectProjects', project, '--testPathPatterns', pattern])
      .concat(['--json', '--outputFile', report, '--forceExit']),
    { cwd: workshop, stdio: 'ignore' },
  );
  await once(child, 'exit');
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  if (testResults.length === 0) throw new Error(`no test matches ${pattern}`);
  // A suite that does not even run has noticed nothing.
  const broken = testResults.find(
    (suite) => suite.assertionResults.length === 0 && suite.status === 'failed',
  );
  if (broken) throw new Error(`${broken.name} does not run: ${broken.message}`);
  return testResults.flatMap((suite) =>
    suite.assertionResults.filter((t) => t.status === 'failed').map((t) => t.fullName),
  );
}

copyRepository();
let missed = 0;
for (const mutation of MUTATIONS.filter((each) => each.name.includes(only))) {
  const restore = mutate(mutation);
  const failing = await failingTests(mutation.test);
  restore();
  if (failing.length === 0) missed += 1;
  console.log(
    failing.length > 0
      ? `caught  ${mutation.name}\n        by: ${failing[0]}${failing.length > 1 ? ` (and ${failing.length - 1} more)` : ''}`
      : `MISSED  ${mutation.name}: ${mutation.test.pattern} still passes`,
  );
}
rmSync(workshop, { recursive: true, force: true });
console.log(missed === 0 ? 'every mutation was caught' : `${missed} mutations were not caught`);
process.exit(missed === 0 ? 0 : 1);
