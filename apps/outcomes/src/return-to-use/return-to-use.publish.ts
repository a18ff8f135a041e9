import { repeatedReturnToUseDetected, repeatedReturnToUseWithdrawn } from '@handrail/contracts';
import type { Level } from '@handrail/domain';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { ReturnEvent } from './domain/history.js';

export const REPETITION_CHECK = 'timer.outcomes.repetition-check';

/** The person an announcement is about, and the level of care held when it is made. */
export interface Announced {
  readonly personId: string;
  readonly currentLevel: Level | null;
  readonly windowDays: number;
}

/** What others hear of repeated return to use. */
export function toContractEvents(
  event: ReturnEvent,
  { personId, currentLevel, windowDays }: Announced,
): readonly Outgoing[] {
  if (event.kind === 'repetition-detected')
    return [
      outgoing(repeatedReturnToUseDetected, {
        personId,
        detectionId: event.detection.detectionId,
        pattern: event.detection.pattern,
        detectedAt: event.detection.at,
        reports: event.repetition.reports.map(({ eventId, occurredAt }) => ({
          eventId,
          occurredAt,
        })),
        windowDays,
        currentLevel,
      }),
    ];
  if (event.kind === 'repetition-withdrawn')
    return [
      outgoing(repeatedReturnToUseWithdrawn, {
        personId,
        detectionId: event.detectionId,
        detectedEventId: event.detectedEventId,
        reason: 'report-retracted',
      }),
    ];
  return [];
}

/**
 * The check is a timer that is due at once: the engine lets a timer wait while anything of the same
 * partition that is older is unread, so placements published before the report are known by then.
 */
export const toTimers = (event: ReturnEvent, now: string): readonly TimerChange[] =>
  event.kind === 'check-scheduled'
    ? [{ kind: 'set', name: 'repetition-check', type: REPETITION_CHECK, dueAt: now, data: {} }]
    : [];
