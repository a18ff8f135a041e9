import { byLine, type LinePosition } from '../../placement/domain/priority.js';
import type { InLine, LineFront } from './in-line.js';

/** That a request was found as one of a group: how many of it were asked for at most, and for which tracks. */
export interface FrontOfGroup {
  readonly most: number;
  readonly tracks: readonly string[];
}

/**
 * The front of the line from what was read of it. When a group brought as many people as were asked for,
 * there may be more, and of what its tracks have nothing is known behind the last of them.
 */
export function frontOf(
  read: ReadonlyArray<{ readonly request: InLine; readonly of?: FrontOfGroup }>,
): LineFront {
  const groups = new Map<string, { count: number; last: LinePosition } & FrontOfGroup>();
  for (const { request, of } of read) {
    if (!of) continue;
    const before = groups.get(request.needGroup!);
    groups.set(request.needGroup!, { ...of, count: (before?.count ?? 0) + 1, last: request });
  }
  const knownUpTo = new Map<string, LinePosition>();
  for (const { count, most, tracks, last } of groups.values()) {
    if (count < most) continue;
    for (const track of tracks) {
      const known = knownUpTo.get(track);
      if (!known || byLine(last, known) < 0) knownUpTo.set(track, last);
    }
  }
  return { line: read.map(({ request }) => request), knownUpTo };
}
