import { DAY_MS, HOUR_MS } from '@handrail/domain';
import type { SeenRepetition, RepetitionNumbers, Report, ReturnHistory } from './history.js';

/** One return to use: the first report of it, and those that told of the same one. */
interface Return {
  readonly atMs: number;
  readonly reports: readonly Report[];
}

/**
 * Every point in a person's history at which the pattern of T3 is complete, oldest first. It depends
 * only on what happened and when, not on the order in which Handrail heard of it.
 */
export function repetitionsIn(
  history: ReturnHistory,
  numbers: RepetitionNumbers,
): SeenRepetition[] {
  return [...repeatedReturns(history, numbers), ...repeatedDetoxes(history, numbers)].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
}

function repeatedReturns(history: ReturnHistory, numbers: RepetitionNumbers): SeenRepetition[] {
  const returns = returnsOf(history.reports, numbers.sameWithinHours * HOUR_MS);
  const windowMs = numbers.windowDays * DAY_MS;
  return returns.flatMap((last) => {
    const within = returns.filter(({ atMs }) => atMs <= last.atMs && last.atMs - atMs <= windowMs);
    if (within.length < numbers.threshold) return [];
    return {
      pattern: 'returns-in-window' as const,
      at: new Date(last.atMs).toISOString(),
      knownAt: knownFrom(within, last, numbers.threshold),
      reports: within.flatMap(({ reports }) => reports),
    };
  });
}

/**
 * Reports within `sameWithinMs` of the first report of a return belong to it. Counted from the first
 * and not from the one before, because a person who uses every day has not returned to use once.
 */
function returnsOf(reports: readonly Report[], sameWithinMs: number): Return[] {
  const returns: Array<{ atMs: number; reports: Report[] }> = [];
  for (const report of [...reports].sort(byTime)) {
    const atMs = Date.parse(report.occurredAt);
    const current = returns.at(-1);
    if (current && atMs - current.atMs <= sameWithinMs) current.reports.push(report);
    else returns.push({ atMs, reports: [report] });
  }
  return returns;
}

function repeatedDetoxes(history: ReturnHistory, numbers: RepetitionNumbers): SeenRepetition[] {
  const detoxes = history.detoxes
    .map(({ endedAt, stayId: _, ...detox }) => ({ ...detox, occurredAt: endedAt }))
    .sort(byTime);
  return detoxes.flatMap((second, at) => {
    const first = detoxes[at - 1];
    if (!first) return [];
    const limitMs = plusMonths(first.occurredAt, numbers.secondDetoxMonths);
    if (Date.parse(second.occurredAt) > limitMs) return [];
    return {
      pattern: 'second-detox' as const,
      at: new Date(second.occurredAt).toISOString(),
      knownAt: latest([first, second].map(recordedAtOf)),
      reports: [first, second],
    };
  });
}

const recordedAtOf = ({ recordedAt, occurredAt }: Report): string => recordedAt ?? occurredAt;

/** The last of some times, whatever offset each is written with. */
const latest = (times: readonly string[]): string =>
  new Date(Math.max(...times.map((time) => Date.parse(time)))).toISOString();

/** Its last return and enough others had been recorded; what is reported later only makes it surer. */
function knownFrom(within: readonly Return[], last: Return, threshold: number): string {
  const first = ({ reports }: Return) =>
    Math.min(...reports.map((r) => Date.parse(recordedAtOf(r))));
  const others = within
    .filter((each) => each !== last)
    .map(first)
    .sort((a, b) => a - b);
  const enough = others[threshold - 2] ?? first(last);
  return new Date(Math.max(first(last), enough)).toISOString();
}

/** The same day of the month `months` later; the last of the month where that day does not exist. */
function plusMonths(instant: string, months: number): number {
  const start = new Date(instant);
  const moved = new Date(instant);
  moved.setUTCMonth(start.getUTCMonth() + months);
  if (moved.getUTCDate() !== start.getUTCDate()) moved.setUTCDate(0);
  return moved.getTime();
}

const byTime = (a: Report, b: Report) =>
  Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.eventId < b.eventId ? -1 : 1);

/** Whether `at` lies in the cool-down that a repetition at `detectedAt` began, or before it. */
export const isInCoolDown = (at: string, detectedAt: string, numbers: RepetitionNumbers) =>
  Date.parse(at) - Date.parse(detectedAt) <= numbers.coolDownDays * DAY_MS;

/** Whether two points are close enough to be one repetition told with other reports. */
export const isSameRepetition = (a: string, b: string, numbers: RepetitionNumbers) =>
  Math.abs(Date.parse(a) - Date.parse(b)) <= numbers.coolDownDays * DAY_MS;
