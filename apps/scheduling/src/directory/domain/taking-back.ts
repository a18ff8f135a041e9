import type { ProgramDifference } from './differences.js';
import type { ListedProgram } from './listed-program.js';

/**
 * The directory that takes back what taking one in has done: what was changed as it was before. A program
 * that was added stays, because people may have a place there by then, and takes nobody any more.
 */
export function takingBack(
  before: ReadonlyMap<string, ListedProgram>,
  taken: readonly ListedProgram[],
  differences: readonly ProgramDifference[],
): ListedProgram[] {
  return differences.flatMap(({ programId, kind }) => {
    const now = taken.find(({ id }) => id === programId);
    if (kind === 'changed') return [before.get(programId)!];
    return kind === 'added' && now ? [{ ...now, closed: true }] : [];
  });
}
