// `npm run test:crash [PASSES]`: the crash-point test on both logs, killing the process 20 times at
// every labelled point instead of the two times of `npm test`.
import { JEST, runNode } from '../../scripts/steps.mjs';

const passes = process.argv[2] ?? '20';
const { ok } = await runNode(
  [...JEST, '--selectProjects', 'int', '--runInBand', '--testPathPatterns', 'faults/crash-points'],
  { echo: true, env: { HANDRAIL_CRASH_PASSES: passes } },
);
process.exitCode = ok ? 0 : 1;
