import { canonicalJson, daysBetween, happened, ignored, type Decision } from '@handrail/domain';
import { calendarOf, isClosedOn, type Closure } from './closures.js';
import { minutesOf } from './level-hours.js';
import type { Program } from './program.js';

/** The days a program is closed are other ones now. */
export interface ClosuresChanged {
  readonly kind: 'closures-changed';
  readonly closures: readonly Closure[];
}

/** Why closures cannot stand: which of them, the field, the reason, what would do. */
export interface ClosureProblem {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

const LONGEST_DAYS = 92;
const WITHIN_DAYS = 400;

/** Everything that is wrong with closures; empty when they can stand together. */
export function problemsOfClosures(
  program: Pick<Program, 'tracks'>,
  closures: readonly Closure[],
  today: string,
): ClosureProblem[] {
  const trackIds = program.tracks.map(({ id }) => id);
  return closures.flatMap((closure, at) => [
    ...problemsOfDays(closure, `/closures/${at}`, today),
    ...(closure.trackIds ?? []).flatMap((id, index) =>
      trackIds.includes(id) ? [] : [unknownTrack(`/closures/${at}/trackIds/${index}`)],
    ),
    ...closure.makeUps.flatMap((makeUp, index) => {
      const path = `/closures/${at}/makeUps/${index}`;
      if (!trackIds.includes(makeUp.trackId)) return [unknownTrack(`${path}/trackId`)];
      if (minutesOf(makeUp.to) <= minutesOf(makeUp.from))
        return [problem(`${path}/to`, 'is not after from', 'a later time on the same day')];
      return isClosedOn(calendarOf(closures, makeUp.trackId), makeUp.day)
        ? [problem(`${path}/day`, 'is a day on which the track is closed', 'a day it is open')]
        : [];
    }),
  ]);
}

function problemsOfDays({ from, to }: Closure, path: string, today: string): ClosureProblem[] {
  if (to < from) return [problem(`${path}/to`, 'is before from', 'from or a later day')];
  if (daysBetween(from, to) >= LONGEST_DAYS)
    return [problem(`${path}/to`, 'closes for longer than three months', 'at most 92 days')];
  if (daysBetween(today, to) > WITHIN_DAYS)
    return [problem(`${path}/to`, 'is too far ahead', 'a day within 400 days')];
  return [];
}

/** Replaces the closures of a program; taken back by replacing them with the former. */
export function closeDays(
  program: Program,
  closures: readonly Closure[],
): Decision<ClosuresChanged> {
  if (canonicalJson(program.closures ?? []) === canonicalJson(closures))
    return ignored('closed-so-already');
  return happened({ kind: 'closures-changed', closures });
}

const unknownTrack = (path: string): ClosureProblem =>
  problem(path, 'is not a track of this program', 'ids as GET /v1/programs lists them');

const problem = (path: string, reason: string, accepted: string): ClosureProblem => ({
  path,
  reason,
  accepted,
});
