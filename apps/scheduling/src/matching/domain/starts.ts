import { daysBetween, MINUTE_MS } from '@handrail/domain';
import {
  dayOf,
  firstOpenDay,
  firstSession,
  weeklyHoursOf,
} from '../../calendar/domain/sessions.js';
import { calendarOf } from '../../program/domain/closures.js';
import type { Program, Track } from '../../program/domain/program.js';

/** The first day a track can take a person, and how many days that is from when it is wanted. */
export interface Start {
  readonly day: string;
  readonly daysUntil: number;
}

/** Null when the track has no session in sight. */
export type StartOf = (program: Program, track: Track, from: string) => Start | null;

export const startOf: StartOf = (program, track, from) => found(program, track, from).start;

interface Found {
  readonly start: Start | null;
  /** The first session; whoever comes before it, on the same day, begins with it. */
  readonly untilMs: number;
}

function found({ timeZone, closures = [] }: Program, track: Track, from: string): Found {
  const wanted = dayOf(from, timeZone);
  const calendar = calendarOf(closures, track.id);
  const hours = weeklyHoursOf(timeZone, track);
  if (hours) {
    const first = firstSession(hours, from, calendar);
    const start = first && { day: first.day, daysUntil: daysBetween(wanted, first.day) };
    return { start, untilMs: first?.startsAtMs ?? Infinity };
  }
  const day = firstOpenDay(timeZone, from, calendar);
  const start = day === null ? null : { day, daysUntil: daysBetween(wanted, day) };
  return { start, untilMs: Infinity };
}

/** No day of any zone begins within one: offsets are whole quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;

/** Instants that are remembered of a track, at about a hundred bytes each. */
const REMEMBERED = 24;

interface Known extends Found {
  readonly fromMs: number;
}

/**
 * Looks a start up once per track and quarter of an hour: the same day is wanted, and the same session is
 * the first, until it starts. What is remembered goes with the track, which is another as soon as anything
 * about it has changed.
 */
export function rememberedStarts(): StartOf {
  const known = new WeakMap<Track, Map<number, Known>>();
  return (program, track, from) => {
    const fromMs = Date.parse(from);
    const quarter = Math.floor(fromMs / QUARTER_MS);
    let ofTrack = known.get(track);
    if (!ofTrack) known.set(track, (ofTrack = new Map<number, Known>()));
    const before = ofTrack.get(quarter);
    if (before && before.fromMs <= fromMs && fromMs <= before.untilMs) return before.start;
    const now = found(program, track, from);
    if (ofTrack.size >= REMEMBERED) ofTrack.clear();
    ofTrack.set(quarter, { ...now, fromMs });
    return now.start;
  };
}
