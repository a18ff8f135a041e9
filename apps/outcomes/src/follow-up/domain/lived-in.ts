import { countLeading, inOneOrder, isRoundTheClock, oncePer } from '@handrail/domain';
import type { CareStay } from '../../care/domain/care.js';
import type { Window } from './window.js';

/** What a window spans, and after which stay. */
export type WindowSpan = Pick<Window, 'stayId' | 'dischargedAt' | 'dueAt'>;

/** When somebody lived in, as far as it is known. */
interface LivedIn {
  readonly stayId: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

const livedIn = oncePer(({ stayId, setting, startedAt, endedAt }: CareStay): LivedIn[] => {
  const begins = startedAt ?? endedAt;
  if (!isRoundTheClock(setting) || begins === null) return [];
  const untilMs = endedAt === null ? Infinity : Date.parse(endedAt);
  return [{ stayId, fromMs: Date.parse(begins), untilMs }];
});

const asTheyBegan = inOneOrder<LivedIn>((a, b) => a.fromMs - b.fromMs);

/** Of the stays that began first, however many: the one that lasts longest, and how long all the others last. */
interface Lasting {
  readonly longest: LivedIn;
  readonly othersUntilMs: number;
}

const lasting = oncePer((stays: readonly LivedIn[]): readonly Lasting[] => {
  let last: Lasting | undefined;
  return stays.map((stay) => {
    if (!last) last = { longest: stay, othersUntilMs: -Infinity };
    else if (stay.untilMs > last.longest.untilMs)
      last = { longest: stay, othersUntilMs: last.longest.untilMs };
    else if (stay.untilMs > last.othersUntilMs) last = { ...last, othersUntilMs: stay.untilMs };
    return last;
  });
});

/**
 * Whether the person lived in during any other stay between a discharge and the end of its window. Asked of every
 * window at every fact, so each answer takes a look-up and not a walk through all stays.
 */
export function livesInWithin(stays: readonly CareStay[]): (span: WindowSpan) => boolean {
  const ordered = asTheyBegan([{ list: stays, items: livedIn }]);
  const lasts = lasting(ordered);
  return ({ stayId, dischargedAt, dueAt }) => {
    const dueMs = Date.parse(dueAt);
    const begun = countLeading(ordered, ({ fromMs }) => fromMs < dueMs);
    const last = lasts[begun - 1];
    if (!last) return false;
    const { longest, othersUntilMs } = last;
    const untilMs = longest.stayId === stayId ? othersUntilMs : longest.untilMs;
    return untilMs > Date.parse(dischargedAt);
  };
}
