/**
 * Places where a test may kill the process, to prove that nothing is lost there. `HANDRAIL_CRASH_AT`
 * names one as `label` or `label#n` for the n-th time it is passed. Unset (always, outside of tests)
 * a passage costs one comparison.
 */
export type CrashLabel =
  | 'before-database-commit'
  | 'after-database-commit'
  | 'after-giving-up'
  | 'before-publish'
  | 'after-publish'
  | 'before-mark'
  | 'after-mark'
  | 'after-group-commit'
  | 'before-offset-commit'
  | 'after-offset-commit'
  | 'before-disclosure'
  | 'after-disclosure';

const [wantedLabel, wantedCount = '1'] = (process.env['HANDRAIL_CRASH_AT'] ?? '').split('#');
let passed = 0;

export function crashPoint(label: CrashLabel): void {
  if (label !== wantedLabel) return;
  passed += 1;
  if (passed === Number(wantedCount)) process.kill(process.pid, 'SIGKILL');
}
