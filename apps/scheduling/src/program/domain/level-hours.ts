import type { ProgramLevel } from '@handrail/domain';
import { blocksOf } from './session-block.js';
import type { Track } from './program.js';

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
export const LEVEL_HOURS: Readonly<Record<ProgramLevel, LevelHours>> = {
  LTS: sessions(0, 5, 1, 26),
  OP: sessions(0.5, 8.99, 1, 12),
  IOP: sessions(9, 19.99, 3, 12),
  PHP: sessions(20, 40, 4, 4),
  RES: { ...sessions(0, 0, 0, 0), roundTheClock: 'always' },
  WM: { ...sessions(1, 60, 1, 1), roundTheClock: 'possible' },
  RR: { ...sessions(0, 0, 0, 0), roundTheClock: 'always' },
  ACUTE: { ...sessions(0, 0, 0, 0), roundTheClock: 'always' },
};

function sessions(leastHours: number, mostHours: number, leastDays: number, planWeeks: number) {
  return { roundTheClock: 'never', leastHours, mostHours, leastDays, planWeeks } as const;
}

/** Levels whose weeks must come to a number of hours: IOP 9, PHP 20 (ASAM 2.1 and 2.5). */
const LEVELS_WITH_LEAST_HOURS: readonly string[] = ['IOP', 'PHP'];

export const hasLeastHours = (level: string): boolean => LEVELS_WITH_LEAST_HOURS.includes(level);

export const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

export const hoursAWeek = (track: TrackHours): number =>
  blocksOf(track).reduce(
    (sum, { days, from, to }) => sum + days.length * (minutesOf(to) - minutesOf(from)),
    0,
  ) / 60;

export type TrackHours = Pick<Track, 'days' | 'from' | 'to' | 'blocks'>;

/** Why a track cannot belong to a program of this level: the field, the reason, what would do. */
export interface TrackProblem {
  readonly field: string;
  readonly reason: string;
  readonly accepted: string;
}

/** Problems of a track's hours at a level; empty when its sessions honour the level. */
export function problemsOfHours(level: ProgramLevel, track: TrackHours): TrackProblem[] {
  const rule = LEVEL_HOURS[level];
  if (track.days.length === 0) return problemsWithoutSessions(level, rule, track);
  if (rule.roundTheClock === 'always')
    return [problem('days', `${level} is round-the-clock care`, 'an empty list, without times')];
  const several = track.blocks && track.blocks.length > 0;
  if (!several && (!track.from || !track.to))
    return [problem(track.from ? 'to' : 'from', 'is missing', 'a time of day such as 18:00')];
  const unordered = problemsOfBlocks(track, several ? 'blocks' : null);
  if (unordered.length > 0) return unordered;
  const wanted = `${rule.leastDays} days and ${rule.leastHours} to ${rule.mostHours} hours a week`;
  if (track.days.length < rule.leastDays)
    return [problem('days', `are too few for ${level}`, `at least ${wanted}`)];
  const hours = hoursAWeek(track);
  if (hours < rule.leastHours || hours > rule.mostHours)
    return [
      problem(
        several ? 'blocks' : 'to',
        `gives hours a week that ${level} does not have`,
        `at least ${wanted}`,
      ),
    ];
  return [];
}

/** Blocks that end before they begin, or of which two meet on one day. */
function problemsOfBlocks(track: TrackHours, of: 'blocks' | null): TrackProblem[] {
  const blocks = blocksOf(track);
  const field = (index: number, name: string) => (of ? `${of}/${index}/${name}` : name);
  return blocks.flatMap((block, index) => {
    if (minutesOf(block.to) <= minutesOf(block.from))
      return [problem(field(index, 'to'), 'is not after from', 'a later time on the same day')];
    const meets = blocks
      .slice(0, index)
      .some(
        (other) =>
          other.days.some((day) => block.days.includes(day)) &&
          minutesOf(other.from) < minutesOf(block.to) &&
          minutesOf(block.from) < minutesOf(other.to),
      );
    return meets
      ? [problem(field(index, 'from'), 'meets another block', 'hours that no other block has')]
      : [];
  });
}

function problemsWithoutSessions(level: ProgramLevel, rule: LevelHours, track: TrackHours) {
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
