import { byLine, type LinePosition } from '../../placement/domain/priority.js';
import type { InLine, LineFront } from './in-line.js';
import type { OpenTrack } from './open-tracks.js';

/** That a request was found as one of a group: how many of it were asked for at most, and for which tracks. */
interface FrontOfGroup {
  readonly most: number;
  readonly tracks: readonly string[];
}

/** A request as it was read, and that room has brought it, when it did. */
export interface ReadInLine {
  readonly request: InLine;
  readonly of?: FrontOfGroup;
}

/**
 * The front of the line from what was read of it. When a group brought as many people as were asked for,
 * there may be more, and of what its tracks have nothing is known behind the last of them; when all groups
 * together brought as many as there are places, nothing of any.
 */
export function frontOf(
  read: readonly ReadInLine[],
  open: ReadonlyArray<Pick<OpenTrack, 'key' | 'free'>>,
): LineFront {
  const groups = new Map<string, { count: number; last: LinePosition } & FrontOfGroup>();
  for (const { request, of } of read) {
    if (!of) continue;
    const before = groups.get(request.needGroup!);
    groups.set(request.needGroup!, { ...of, count: (before?.count ?? 0) + 1, last: request });
  }
  const knownUpTo = new Map<string, LinePosition>();
  const isKnownUpTo = (track: string, last: LinePosition) => {
    const known = knownUpTo.get(track);
    if (!known || byLine(last, known) < 0) knownUpTo.set(track, last);
  };
  for (const { count, most, tracks, last } of groups.values())
    if (count >= most) for (const track of tracks) isKnownUpTo(track, last);
  const ofGroups = read.filter(({ of }) => of);
  const places = open.reduce((sum, { free }) => sum + free, 0);
  const last = ofGroups.at(-1)?.request;
  if (last && ofGroups.length >= places) for (const { key } of open) isKnownUpTo(key, last);
  return { line: read.map(({ request }) => request), knownUpTo };
}
