import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import { floorHour, type Rhythm } from './rhythm.js';
import type { SequenceGap } from './sequence.js';

export const FEED_ALARMS = ['silence', 'sequence-gap', 'a08-flood', 'a03-drop'] as const;
export type FeedAlarm = (typeof FEED_ALARMS)[number];

/** What is wrong with a feed now. */
export interface Finding {
  readonly alarm: FeedAlarm;
  readonly since: string;
  readonly expected: number;
  readonly observed: number;
}

export interface FeedNow {
  readonly rhythm: Rhythm;
  readonly lastReceivedAt: string;
  /** Messages of the last hour by the clock on the wall, not by the full hour. */
  readonly updatesInLastHour: number;
  readonly gap: SequenceGap | undefined;
  /** How long it is silent at most, as it states itself; undefined when it states nothing. */
  readonly longestSilenceMs?: number | undefined;
  /** Notifications without content, of a feed that has sent nothing else for a day. */
  readonly nothingCarried?: NothingCarried | undefined;
}

export interface NothingCarried {
  readonly count: number;
  /** When the first of them came. */
  readonly since: string;
}

/** Fewer than this is no silence, whatever the rhythm: interfaces are restarted. */
const LEAST_SILENCE_MS = 15 * MINUTE_MS;
/** How sure an alarm is: chance that a feed in its rhythm looks like this. About one in a thousand. */
const CHANCE = 0.001;
/** A flood is more than anybody reads and far more than usual. */
const FLOOD = { least: 100, times: 5 };
const DROP_HOURS = 24;

/**
 * Everything that is wrong with a feed against its own rhythm (proposed thresholds: an alarm at night
 * must be worth waking up for). Messages are taken to come at random around the usual number, so that
 * the tail of a Poisson distribution says how odd a number is.
 */
export function findingsOf(feed: FeedNow, now: string): Finding[] {
  return [silence(feed, now), drop(feed, now), flood(feed, now), gap(feed)].flatMap(
    (finding) => finding ?? [],
  );
}

function silence(feed: FeedNow, now: string): Finding | undefined {
  const { rhythm, lastReceivedAt, longestSilenceMs, nothingCarried } = feed;
  const stated = longestSilenceMs && brokenWord(lastReceivedAt, longestSilenceMs, now);
  if (stated) return stated;
  // It knocks in its rhythm, and nobody is told of: as silent as a feed that sends nothing. That something
  // came at all tells the two apart.
  if (nothingCarried)
    return {
      ...{ alarm: 'silence', since: nothingCarried.since },
      ...{ expected: nothingCarried.count, observed: nothingCarried.count },
    };
  const expected = rhythm.expected(lastReceivedAt, now);
  const quietMs = Date.parse(now) - Date.parse(lastReceivedAt);
  if (quietMs < LEAST_SILENCE_MS || atMost(0, expected) > CHANCE) return undefined;
  return { alarm: 'silence', since: lastReceivedAt, expected: Math.round(expected), observed: 0 };
}

/** Of a source that states how often it sends and never did, since the service knows of that. */
export const findingsBeforeFirst = (
  since: string,
  longestSilenceMs: number,
  now: string,
): Finding[] => [brokenWord(since, longestSilenceMs, now) ?? []].flat();

/** What a source states needs no learning and no chance: it is silent for longer, or it is not. */
function brokenWord(since: string, longestSilenceMs: number, now: string): Finding | undefined {
  const quietMs = Date.parse(now) - Date.parse(since);
  if (quietMs <= longestSilenceMs) return undefined;
  return { alarm: 'silence', since, expected: Math.floor(quietMs / longestSilenceMs), observed: 0 };
}

/** Discharges are what the others live on: fewer of them for a day while the rest goes on as usual. */
function drop({ rhythm }: FeedNow, now: string): Finding | undefined {
  const to = new Date(floorHour(Date.parse(now))).toISOString();
  const since = new Date(Date.parse(to) - DROP_HOURS * HOUR_MS).toISOString();
  const expected = rhythm.expected(since, to, 'discharges');
  const observed = rhythm.observed(since, to, 'discharges');
  if (atMost(observed, expected) > CHANCE) return undefined;
  return { alarm: 'a03-drop', since, expected: Math.round(expected), observed };
}

function flood({ rhythm, updatesInLastHour }: FeedNow, now: string): Finding | undefined {
  const since = new Date(Date.parse(now) - HOUR_MS).toISOString();
  if (!rhythm.isLearned) return undefined;
  const expected = rhythm.expected(since, now, 'updates');
  if (updatesInLastHour < FLOOD.least || updatesInLastHour <= FLOOD.times * expected)
    return undefined;
  return {
    alarm: 'a08-flood',
    since,
    expected: Math.round(expected),
    observed: updatesInLastHour,
  };
}

const gap = ({ gap: found }: FeedNow): Finding | undefined =>
  found && {
    alarm: 'sequence-gap',
    since: found.since,
    expected: found.span,
    observed: found.span - found.missing,
  };

/** Chance of at most so many where so many are expected (Poisson). */
export function atMost(observed: number, expected: number): number {
  // Where the exact tail leaves the range of a double, four deviations below are rare enough.
  if (expected > 500) return observed < expected - 4 * Math.sqrt(expected) ? 0 : 1;
  let term = Math.exp(-expected);
  let sum = term;
  for (let n = 1; n <= observed && sum < 1; n += 1) {
    term *= expected / n;
    sum += term;
  }
  return Math.min(1, sum);
}
