import type { Picture } from './picture.js';

export const COMPARED = ['persons', 'stays', 'reassessments', 'placements', 'unsettled'] as const;
type Part = (typeof COMPARED)[number] | 'history';

/** How one run differs from the first: `-` was there then, `+` is here now. */
export function differences(
  first: Picture,
  other: Picture,
  parts: readonly Part[] = COMPARED,
): string[] {
  return parts.flatMap((part) => [
    ...without(first[part], other[part]).map((line) => `- ${part}: ${line}`),
    ...without(other[part], first[part]).map((line) => `+ ${part}: ${line}`),
  ]);
}

/** The lines of one list that the other has not, as often as it lacks them. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
