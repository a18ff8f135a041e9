import { oncePer } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { occurredMsOf } from './new-trigger.js';
import type { Reassessment, Trigger } from './person-case.js';

/** From when to when something is different; nowhere, while the beginning is behind the end. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

const nowhere: Span = { fromMs: Infinity, untilMs: -Infinity };
const everywhere: Span = { fromMs: -Infinity, untilMs: Infinity };

const withTime = ({ fromMs, untilMs }: Span, reason: Trigger): Span => ({
  fromMs: Math.min(fromMs, occurredMsOf(reason)),
  untilMs: Math.max(untilMs, occurredMsOf(reason)),
});

export const isNowhere = ({ fromMs, untilMs }: Span): boolean => fromMs > untilMs;

export const overlap = (a: Span, b: Span): boolean =>
  a.fromMs <= b.untilMs && b.fromMs <= a.untilMs;

/** What reassessments were brought in line with. */
export interface Aligned {
  readonly standing: readonly Trigger[];
  readonly policy: Policy;
}

/**
 * Reassessments that are in line, with what. Of a person of whom thousands of facts are known one more fact
 * moves few reasons: the others need not be looked at again.
 */
export const alignedWith = new WeakMap<readonly Reassessment[], Aligned>();

/** The time in which the reasons that stand are others than those before: both are in order. */
export function movedSpan(before: Aligned | undefined, { standing, policy }: Aligned): Span {
  if (before?.policy !== policy) return everywhere;
  const old = before.standing;
  if (old === standing) return nowhere;
  const shorter = Math.min(old.length, standing.length);
  let first = 0;
  while (first < shorter && isSame(old[first]!, standing[first]!)) first += 1;
  let last = 0;
  while (last < shorter - first && isSame(old.at(-1 - last)!, standing.at(-1 - last)!)) last += 1;
  return [
    ...old.slice(first, old.length - last),
    ...standing.slice(first, standing.length - last),
  ].reduce(withTime, nowhere);
}

/** A reason is worked out anew each time; these are the parts of it that facts can change. */
const isSame = (a: Trigger, b: Trigger): boolean => a === b || hasSameParts(a, b);

const hasSameParts = (a: Trigger, b: Trigger): boolean =>
  a.eventId === b.eventId &&
  a.occurredAt === b.occurredAt &&
  a.recordedAt === b.recordedAt &&
  a.kind === b.kind &&
  a.stayId === b.stayId &&
  a.since === b.since &&
  a.freshAt === b.freshAt &&
  a.placeFrom === b.placeFrom &&
  a.currentLevel === b.currentLevel &&
  a.setting === b.setting &&
  a.planned === b.planned &&
  a.placementId === b.placementId &&
  a.planSince === b.planSince;

/** The time in which a reason must lie to be one of a reassessment. */
export const spanOfOwn = oncePer(({ triggers }: Reassessment): Span =>
  triggers.reduce(withTime, nowhere),
);

/** The time of these reasons, and of what was there before. */
export const spanWith = (span: Span, reasons: readonly Trigger[]): Span =>
  reasons.reduce(withTime, span);
