import type { ClosureReason } from '@handrail/domain';

/** A session held for one that fell out. */
export interface MakeUp {
  readonly trackId: string;
  /** `YYYY-MM-DD` in the program's zone. */
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

/** Days on which a program, or some tracks of it, hold no sessions and admit nobody. */
export interface Closure {
  readonly from: string;
  /** The last day of it. */
  readonly to: string;
  readonly reason: ClosureReason;
  /** Null for the whole program. */
  readonly trackIds: readonly string[] | null;
  readonly makeUps: readonly MakeUp[];
}

/** What closures make of the calendar of one track. */
export interface TrackCalendar {
  readonly closed: ReadonlyArray<{ readonly from: string; readonly to: string }>;
  readonly makeUps: readonly MakeUp[];
}

/** A track that never closes. */
export const ALWAYS_OPEN: TrackCalendar = { closed: [], makeUps: [] };

/** The calendar of a track of a program with these closures. */
export function calendarOf(closures: readonly Closure[], trackId: string): TrackCalendar {
  if (closures.length === 0) return ALWAYS_OPEN;
  return {
    closed: closures.filter(({ trackIds }) => trackIds === null || trackIds.includes(trackId)),
    makeUps: closures.flatMap(({ makeUps }) => makeUps.filter((each) => each.trackId === trackId)),
  };
}

/** Whether a track holds no sessions on a day, `YYYY-MM-DD`. */
export const isClosedOn = ({ closed }: TrackCalendar, day: string): boolean =>
  closed.some(({ from, to }) => from <= day && day <= to);
