import { type Level } from '@handrail/domain';
import type { Track, Weekday } from './program.js';

/** What a level of care asks of a week, and how long a plan runs unless somebody changes it. */
export interface LevelHours {
  /** Whether people live in, may live in, or come for sessions. */
  readonly roundTheClock: 'always' | 'possible' | 'never';
  readonly leastHours: number;
  readonly mostHours: number;
  readonly leastDays: number;
  readonly planWeeks: number;
}

/**
 * Hours a week, days and lengths as published for each level: intensive outpatient at least 9 hours on
 * at least 3 days for 8 to 12 weeks, partial hospitalization 20 to 30 hours for 2 to 6 weeks,
 * outpatient fewer hours than intensive outpatient. Ambulatory withdrawal management takes days.
 */
export const LEVEL_HOURS: Readonly<Record<Level, LevelHours>> = {
  LTS: sessions(0, 5, 1, 26),
  OP: sessions(0.5, 8.99, 1, 12),
  IOP: sessions(9, 19.99, 3, 12),
  PHP: sessions(20, 40, 4, 4),
  RES: { ...sessions(0, 0, 0, 0), roundTheClock: 'always' },
  WM: { ...sessions(1, 60, 1, 1), roundTheClock: 'possible' },
  ACUTE: { ...sessions(0, 0, 0, 0), roundTheClock: 'always' },
};

function sessions(leastHours: number, mostHours: number, leastDays: number, planWeeks: number) {
  return { roundTheClock: 'never', leastHours, mostHours, leastDays, planWeeks } as const;
}

export const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

export function hoursAWeek(track: TrackHours): number {
  if (!track.from || !track.to) return 0;
  return (track.days.length * (minutesOf(track.to) - minutesOf(track.from))) / 60;
}

export type TrackHours = Pick<Track, 'from' | 'to'> & { readonly days: readonly Weekday[] };

/** Why a track cannot belong to a program of this level: the field, the reason, what would do. */
export interface TrackProblem {
  readonly field: 'days' | 'from' | 'to';
  readonly reason: string;
  readonly accepted: string;
}

/** Problems of a track's hours at a level; empty when its sessions honour the level. */
export function problemsOfHours(level: Level, track: TrackHours): TrackProblem[] {
  const rule = LEVEL_HOURS[level];
  if (track.days.length === 0) return problemsWithoutSessions(level, rule, track);
  if (rule.roundTheClock === 'always')
    return [problem('days', `${level} is round-the-clock care`, 'an empty list, without times')];
  if (!track.from || !track.to)
    return [problem(track.from ? 'to' : 'from', 'is missing', 'a time of day such as 18:00')];
  if (minutesOf(track.to) <= minutesOf(track.from))
    return [problem('to', 'is not after from', 'a later time on the same day')];
  const wanted = `${rule.leastDays} days and ${rule.leastHours} to ${rule.mostHours} hours a week`;
  if (track.days.length < rule.leastDays)
    return [problem('days', `are too few for ${level}`, `at least ${wanted}`)];
  const hours = hoursAWeek(track);
  if (hours < rule.leastHours || hours > rule.mostHours)
    return [problem('to', `gives hours a week that ${level} does not have`, `at least ${wanted}`)];
  return [];
}

function problemsWithoutSessions(level: Level, rule: LevelHours, track: TrackHours) {
  if (rule.roundTheClock === 'never')
    return [problem('days', `${level} has sessions`, 'at least one weekday, with from and to')];
  if (track.from || track.to)
    return [problem('from', 'is given without days', 'no times for round-the-clock care')];
  return [];
}

const problem = (field: TrackProblem['field'], reason: string, accepted: string): TrackProblem => ({
  field,
  reason,
  accepted,
});
