import { DomainError } from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';
import { instantMs, plusHours, plusMinutes } from './instants.js';
import { isHeld, isWaiting, type Reassessment } from './person-case.js';
import type { Unfolding } from './rules.js';
import { stageOf } from './work.js';

/** What people do with a reassessment as a piece of work; none of it decides anything. */
export type WorkAct =
  | { readonly kind: 'claim'; readonly by: string }
  | {
      readonly kind: 'hand-off';
      readonly by: string;
      readonly to: string | null;
      readonly reason: string;
    }
  | {
      readonly kind: 'snooze';
      readonly by: string;
      readonly until: string;
      readonly reason: string;
    }
  | { readonly kind: 'request-information'; readonly by: string; readonly asks: string }
  | {
      readonly kind: 'draft';
      readonly by: string;
      readonly ratings: Partial<Ratings>;
      readonly context: CareContext;
      readonly note: string | null;
    }
  | {
      readonly kind: 'outreach';
      readonly by: string;
      readonly outcome: 'reached' | 'not-reached';
    };

/** An act that the present state does not allow, with that state: whoever is refused is told by whom. */
export class ActRefusal extends DomainError {
  constructor(
    code: string,
    message: string,
    readonly present: Reassessment,
  ) {
    super(code, message);
    this.name = 'ActRefusal';
  }
}

export function mustWait(reassessment: Reassessment): void {
  if (!isWaiting(reassessment))
    throw new ActRefusal('already-determined', 'a level of care has been determined', reassessment);
}

/** Who does not say who they are is held to the version alone. */
export function mustNotBeHeldByOther(reassessment: Reassessment, by: string | null): void {
  if (by !== null && isHeld(reassessment) && reassessment.claimedBy !== by)
    throw new ActRefusal('held-by-another', 'somebody else works on it', reassessment);
}

/** Adds what an act on the work of a waiting reassessment leads to, or refuses it. */
export function doWork(reassessment: Reassessment, what: WorkAct, unfolding: Unfolding): void {
  const about = { id: reassessment.id, at: unfolding.circumstances.now } as const;
  switch (what.kind) {
    case 'claim':
      if (isHeld(reassessment) && reassessment.claimedBy !== what.by)
        throw new ActRefusal('already-claimed', 'somebody else has claimed it', reassessment);
      if (stageOf(reassessment.work) !== 'assigned' || !isHeld(reassessment))
        unfolding.add({ kind: 'claimed', ...about, by: what.by });
      return;
    case 'hand-off': {
      if (!isHeld(reassessment))
        throw new ActRefusal('not-claimed', 'nobody holds it', reassessment);
      const { by, to, reason } = what;
      unfolding.add({ kind: 'handed-off', ...about, by, to, reason });
      return;
    }
    case 'snooze':
      mustNotBeHeldByOther(reassessment, what.by);
      snooze(reassessment, what, unfolding);
      return;
    case 'request-information': {
      mustNotBeHeldByOther(reassessment, what.by);
      unfolding.add({ kind: 'information-requested', ...about, by: what.by, asks: what.asks });
      return;
    }
    case 'draft': {
      mustNotBeHeldByOther(reassessment, what.by);
      if (!isHeld(reassessment))
        throw new ActRefusal('not-claimed', 'claim it before you work on it', reassessment);
      const { by, ratings, context, note } = what;
      unfolding.add({ kind: 'draft-saved', ...about, by, ratings, context, note });
      return;
    }
    case 'outreach':
      tryOutreach(reassessment, what, unfolding);
      return;
    default:
      what satisfies never;
  }
}

type Snooze = Extract<WorkAct, { readonly kind: 'snooze' }>;

/** Putting work off moves it out of sight and never moves its due time. */
function snooze(
  reassessment: Reassessment,
  { by, until, reason }: Snooze,
  unfolding: Unfolding,
): void {
  const { now, policy } = unfolding.circumstances;
  if (reassessment.proposal?.level === 'ACUTE')
    throw new ActRefusal('emergency-not-snoozed', 'an emergency is decided at once', reassessment);
  const latest = plusHours(now, policy.limits['snooze-hours']);
  if (instantMs(until) <= instantMs(now) || instantMs(until) > instantMs(latest))
    throw new ActRefusal(
      'snooze-out-of-range',
      `it can be put off until ${latest} and not into the past`,
      reassessment,
    );
  unfolding.add({ kind: 'snoozed', id: reassessment.id, at: now, by, until, reason });
}

type Outreach = Extract<WorkAct, { readonly kind: 'outreach' }>;

/** After several failed attempts somebody has to decide without the person, and soon. */
function tryOutreach(
  reassessment: Reassessment,
  { by, outcome }: Outreach,
  unfolding: Unfolding,
): void {
  const { now, policy } = unfolding.circumstances;
  const failures = failedAttempts(reassessment) + (outcome === 'not-reached' ? 1 : 0);
  const exhausted = outcome === 'not-reached' && failures >= policy.limits['outreach-attempts'];
  const soon = plusMinutes(now, policy.limits['outreach-failed-due-minutes']);
  const dueAt =
    exhausted && instantMs(soon) < instantMs(reassessment.dueAt) ? soon : reassessment.dueAt;
  unfolding.add({
    kind: 'outreach-tried',
    id: reassessment.id,
    at: now,
    by,
    outcome,
    exhausted,
    dueAt,
  });
}

/** Attempts since the person was last reached. */
function failedAttempts({ work }: Reassessment): number {
  const reached = work.attempts.findLastIndex(({ outcome }) => outcome === 'reached');
  return work.attempts.length - 1 - reached;
}
