import type { EmptiedByAnswer } from '@handrail/contracts';

/** Tracks as `program/track` under the reasons they share, joined by a comma. */
type TracksByReasons = Readonly<Record<string, readonly string[]>>;

/**
 * The filters that leave no program for a person, so that whoever coordinates knows what to ask for. A
 * filter takes a program away when it takes every track of it. Programs of other levels say nothing about
 * the person: only where the level has no program at all the level itself is the reason.
 */
export function emptiedBy(excluded: TracksByReasons): EmptiedByAnswer[] {
  const codesOf = new Map<string, Set<string>[]>();
  for (const [reasons, tracks] of Object.entries(excluded)) {
    const codes = new Set(reasons.split(','));
    for (const track of tracks) {
      const program = track.slice(0, track.indexOf('/'));
      codesOf.set(program, [...(codesOf.get(program) ?? []), codes]);
    }
  }
  const all = [...codesOf.values()];
  const ofLevel = all.filter((tracks) => !tracks.some((codes) => codes.has('level')));
  if (ofLevel.length === 0) return all.length > 0 ? [{ code: 'level', programs: all.length }] : [];
  const taken = new Map<string, number>();
  for (const [first, ...others] of ofLevel)
    for (const code of first ?? [])
      if (others.every((codes) => codes.has(code))) taken.set(code, (taken.get(code) ?? 0) + 1);
  return [...taken]
    .map(([code, programs]) => ({ code, programs }))
    .toSorted((a, b) => b.programs - a.programs || (a.code < b.code ? -1 : 1));
}
