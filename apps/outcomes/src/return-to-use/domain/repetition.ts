import { countLeading, DAY_MS, HOUR_MS, inOneOrder, oncePer, oncePerWith } from '@handrail/domain';
import type {
  CompletedDetox,
  RepetitionNumbers,
  Report,
  ReturnHistory,
  SeenRepetition,
} from './history.js';

/** One return to use: the first report of it, and those that told of the same one. */
interface Return {
  readonly atMs: number;
  /** When the first of its reports had been recorded. */
  readonly firstKnownMs: number;
  readonly reports: readonly Report[];
}

/**
 * Every point in a person's history at which the pattern of T3 is complete, oldest first. It depends
 * only on what happened and when, not on the order in which Handrail heard of it.
 */
export function repetitionsIn(
  history: ReturnHistory,
  numbers: RepetitionNumbers,
): readonly SeenRepetition[] {
  const returns = repeatedReturns(history.reports, numbers);
  const detoxes = repeatedDetoxes(history.detoxes, numbers);
  if (returns.length === 0) return detoxes;
  return [...returns, ...detoxes].sort((a, b) => atMsOf(a) - atMsOf(b));
}

const atMsOf = oncePer(({ at }: SeenRepetition): number => Date.parse(at));

/** A report with when it happened, the same object for the same report. */
interface Timed {
  readonly report: Report;
  readonly atMs: number;
}

const timed = (report: Report): readonly Timed[] => [
  { report, atMs: Date.parse(report.occurredAt) },
];
const ofReport = oncePer(timed);
const ofDetox = oncePer(({ endedAt, stayId: _, ...detox }: CompletedDetox) =>
  timed({ ...detox, occurredAt: endedAt }),
);

const byTime = (a: Timed, b: Timed) =>
  a.atMs - b.atMs || (a.report.eventId < b.report.eventId ? -1 : 1);
const reportsInOrder = inOneOrder<Timed>(byTime);
const detoxesInOrder = inOneOrder<Timed>(byTime);

const repeatedReturns = oncePerWith(
  (reports: ReturnHistory['reports'], numbers: RepetitionNumbers): readonly SeenRepetition[] => {
    const returns = returnsOf(reports, numbers.sameWithinHours * HOUR_MS);
    const windowMs = numbers.windowDays * DAY_MS;
    let first = 0;
    return returns.flatMap((last, at) => {
      while (last.atMs - returns[first]!.atMs > windowMs) first += 1;
      if (at + 1 - first < numbers.threshold) return [];
      const within = returns.slice(first, at + 1);
      return {
        pattern: 'returns-in-window' as const,
        at: new Date(last.atMs).toISOString(),
        knownAt: knownFrom(within, last, numbers.threshold),
        reports: within.flatMap((each) => each.reports),
      };
    });
  },
);

/**
 * Reports within `sameWithinMs` of the first report of a return belong to it. Counted from the first
 * and not from the one before, because a person who uses every day has not returned to use once.
 */
function returnsOf(reports: readonly Report[], sameWithinMs: number): Return[] {
  const returns: Array<{ atMs: number; firstKnownMs: number; reports: Report[] }> = [];
  for (const { report, atMs } of reportsInOrder([{ list: reports, items: ofReport }])) {
    const current = returns.at(-1);
    const knownMs = knownMsOf(report);
    if (current && atMs - current.atMs <= sameWithinMs) {
      current.reports.push(report);
      current.firstKnownMs = Math.min(current.firstKnownMs, knownMs);
    } else returns.push({ atMs, firstKnownMs: knownMs, reports: [report] });
  }
  return returns;
}

const repeatedDetoxes = oncePerWith(
  (detoxes: ReturnHistory['detoxes'], numbers: RepetitionNumbers): readonly SeenRepetition[] => {
    const found: SeenRepetition[] = [];
    const all = detoxesInOrder([{ list: detoxes, items: ofDetox }]);
    for (let at = 1; at < all.length; at += 1) {
      const repeated = secondDetox(all[at]!, all[at - 1]!, numbers);
      if (repeated) found.push(repeated);
    }
    return found;
  },
);

/** The same object for a detox as long as the one before it is the same. */
function secondDetox(
  second: Timed,
  first: Timed,
  numbers: RepetitionNumbers,
): SeenRepetition | undefined {
  const last = lastSecond.get(second);
  if (last?.first === first && last.numbers === numbers) return last.repeated;
  const limitMs = plusMonths(first.report.occurredAt, numbers.secondDetoxMonths);
  const reports = [first.report, second.report];
  const repeated =
    second.atMs > limitMs
      ? undefined
      : {
          pattern: 'second-detox' as const,
          at: new Date(second.atMs).toISOString(),
          knownAt: new Date(Math.max(...reports.map(knownMsOf))).toISOString(),
          reports,
        };
  lastSecond.set(second, { first, numbers, repeated });
  return repeated;
}

const lastSecond = new WeakMap<
  Timed,
  {
    readonly first: Timed;
    readonly numbers: RepetitionNumbers;
    readonly repeated: SeenRepetition | undefined;
  }
>();

const knownMsOf = oncePer(({ recordedAt, occurredAt }: Report): number =>
  Date.parse(recordedAt ?? occurredAt),
);

/** Its last return and enough others had been recorded; what is reported later only makes it surer. */
function knownFrom(within: readonly Return[], last: Return, threshold: number): string {
  const others = within
    .filter((each) => each !== last)
    .map(({ firstKnownMs }) => firstKnownMs)
    .sort((a, b) => a - b);
  const enough = others[threshold - 2] ?? last.firstKnownMs;
  return new Date(Math.max(last.firstKnownMs, enough)).toISOString();
}

/** The same day of the month `months` later; the last of the month where that day does not exist. */
function plusMonths(instant: string, months: number): number {
  const start = new Date(instant);
  const moved = new Date(instant);
  moved.setUTCMonth(start.getUTCMonth() + months);
  if (moved.getUTCDate() !== start.getUTCDate()) moved.setUTCDate(0);
  return moved.getTime();
}

/** Whether `at` lies in the cool-down that a repetition at `detectedAt` began, or before it. */
export const isInCoolDown = (at: string, detectedAt: string, numbers: RepetitionNumbers) =>
  Date.parse(at) - Date.parse(detectedAt) <= numbers.coolDownDays * DAY_MS;

/** Whether one of these, in order, is close enough to be the same repetition told with other reports. */
export function isAmong(
  repetitions: readonly SeenRepetition[],
  at: string,
  numbers: RepetitionNumbers,
): boolean {
  const [atMs, apartMs] = [Date.parse(at), numbers.coolDownDays * DAY_MS];
  const next = repetitions[countLeading(repetitions, (each) => atMsOf(each) < atMs - apartMs)];
  return next !== undefined && atMsOf(next) <= atMs + apartMs;
}
