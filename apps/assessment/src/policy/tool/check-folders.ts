import { checkPolicy } from '../format/load-policy.js';
import { describeProblem } from '../format/policy-problem.js';

/** Where the tool writes; tests pass their own. */
export interface Lines {
  out(line: string): void;
  err(line: string): void;
}

/**
 * Checks policy folders for their authors: one line for each that may decide, otherwise everything that
 * is wrong with file and row. Answers the exit code: 0 all may decide, 1 one may not, 2 called wrongly.
 */
export function checkFolders(folders: readonly string[], to: Lines): number {
  if (folders.length === 0) {
    to.err('name at least one policy folder');
    return 2;
  }
  const refused = folders.filter((folder) => {
    const { ok, loaded, problems } = checkPolicy(folder);
    if (!ok) {
      to.err(
        `${folder}: refused, ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}`,
      );
      for (const problem of problems) to.err(`  ${describeProblem(problem)}`);
      return true;
    }
    const { policy, files, cases } = loaded;
    const tables = Object.values(files).flatMap((content) => ('rows' in content ? [content] : []));
    const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
    const held = cases.length === 0 ? 'no written cases' : `${cases.length} written cases hold`;
    to.out(`${folder}: policy ${policy.version} (${policy.status}) may decide`);
    to.out(`  ${rows} rows in ${tables.length} tables, ${held}`);
    to.out(`  ${policy.contentHash}`);
    return false;
  });
  return refused.length > 0 ? 1 : 0;
}
