import type { Policy } from '../../policy/domain/policy.js';
import { instantMs, plusMinutes } from './instants.js';
import { isHeld, isWaiting, type Reassessment } from './person-case.js';
import type { Unfolding } from './rules.js';

/** When a piece of work that is held past its due time goes back to the pool. */
export const escalatesAt = ({ dueAt }: Reassessment, policy: Policy): string =>
  plusMinutes(dueAt, policy.limits['escalation-minutes']);

/**
 * What the clock alone does to work that waits: a snooze ends, a due time passes, and what is still held
 * some time later goes back to the pool. Each happens once, however often the clock is looked at.
 */
export function passTime(unfolding: Unfolding): void {
  const { now, policy } = unfolding.circumstances;
  const come = (time: string) => instantMs(time) <= instantMs(now);
  const present = (id: string) =>
    unfolding.state.reassessments.find((reassessment) => reassessment.id === id)!;
  for (const { id } of unfolding.state.reassessments.filter(isWaiting)) {
    const { snoozedUntil } = present(id).work;
    if (snoozedUntil !== null && come(snoozedUntil))
      unfolding.add({ kind: 'snooze-ended', id, until: snoozedUntil, at: now });
    const { dueAt, overdueSince } = present(id);
    if (overdueSince === null && come(dueAt))
      unfolding.add({ kind: 'became-overdue', id, dueAt, at: now });
    const reassessment = present(id);
    if (
      reassessment.overdueSince !== null &&
      isHeld(reassessment) &&
      come(escalatesAt(reassessment, policy)) &&
      !wasMoved(reassessment)
    )
      unfolding.add({ kind: 'escalated', id, from: reassessment.claimedBy!, at: now });
  }
}

/** It goes back once: whoever takes it after that keeps it. */
export const wasMoved = ({ work }: Reassessment): boolean =>
  work.escalations.some(({ reason }) => reason === 'still-waiting');
