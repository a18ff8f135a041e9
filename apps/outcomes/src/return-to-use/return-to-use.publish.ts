import { repeatedReturnToUseDetected, repeatedReturnToUseWithdrawn } from '@handrail/contracts';
import { outgoing, type Moment, type Outgoing, type TimerChange } from '@handrail/messaging';
import { levelHeld } from '../care/domain/care.js';
import type { PersonOutcomes } from '../person/person-outcomes.js';
import type { Step } from '../person/reaction.js';
import { decide, type ReturnFact } from './domain/decide.js';
import { evolve, type HistoryEvent, type RepetitionNumbers } from './domain/history.js';

export const REPETITION_CHECK = 'timer.outcomes.repetition-check';

/** Takes a fact through the rule on repeated return to use and announces what it finds. */
export function checkReturns(
  fact: ReturnFact,
  at: Moment<PersonOutcomes>,
  numbers: RepetitionNumbers,
): Step {
  return (state) => {
    const decision = decide(state.returns, fact, numbers);
    if (decision.kind !== 'happened') return {};
    return {
      state: { ...state, returns: decision.events.reduce(evolve, state.returns) },
      publish: decision.events.flatMap((event) => toOutgoing(event, state, numbers)),
      timers: decision.events.flatMap((event) => toTimers(event, at.now)),
    };
  };
}

function toOutgoing(
  event: HistoryEvent,
  person: PersonOutcomes,
  numbers: RepetitionNumbers,
): readonly Outgoing[] {
  if (event.kind === 'repetition-detected')
    return [
      outgoing(repeatedReturnToUseDetected, {
        personId: person.personId,
        detectionId: event.detection.detectionId,
        pattern: event.detection.pattern,
        detectedAt: event.detection.at,
        reports: event.found.reports.map(({ eventId, occurredAt }) => ({ eventId, occurredAt })),
        windowDays: numbers.windowDays,
        currentLevel: levelHeld(person.care),
      }),
    ];
  if (event.kind === 'repetition-withdrawn')
    return [
      outgoing(repeatedReturnToUseWithdrawn, {
        personId: person.personId,
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
const toTimers = (event: HistoryEvent, now: string): readonly TimerChange[] =>
  event.kind === 'check-scheduled'
    ? [{ kind: 'set', name: 'repetition-check', type: REPETITION_CHECK, dueAt: now, data: {} }]
    : [];
