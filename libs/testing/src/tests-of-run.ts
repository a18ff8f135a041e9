import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a test file says in its name that it needs: `*.kafka.int-spec.ts`, `*.browser.e2e-spec.ts`. */
export type Need = 'kafka' | 'browser';

const NEEDY_TEST = /\.(kafka|browser)\.(int|e2e)-spec\.ts$/;

/** The tests of one project in one run. */
export interface TestRun {
  readonly rootDir: string;
  /** `int` or `e2e`: the project the files must belong to. */
  readonly stage: string;
  /** What was asked for on the command line; nothing means everything. */
  readonly patterns: readonly string[];
}

/** The parts of Jest's two configurations that tell which tests a run has. */
export interface GlobalRun {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
}

export interface ProjectRun {
  readonly rootDir: string;
  readonly displayName?: { readonly name: string };
}

export const partOf = (run: GlobalRun, project: ProjectRun): TestRun => ({
  rootDir: project.rootDir,
  stage: project.displayName?.name ?? '',
  patterns: run.testPathPatterns.patterns,
});

/** Whether a run contains tests that need this, so that nothing is started for a run without them. */
export function runNeeds(need: Need, { rootDir, stage, patterns }: TestRun): boolean {
  const wanted = patterns.map((pattern) => new RegExp(pattern, 'i'));
  return ['libs', 'apps', 'test']
    .flatMap((folder) => needyTestsBelow(join(rootDir, folder)))
    .filter((file) => {
      const [, needed, ofStage] = NEEDY_TEST.exec(file) ?? [];
      return needed === need && ofStage === stage;
    })
    .some((file) => wanted.length === 0 || wanted.some((pattern) => pattern.test(file)));
}

function needyTestsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return needyTestsBelow(path);
    return NEEDY_TEST.test(entry.name) ? [path] : [];
  });
}
