import {
  factRetracted,
  stayCorrected,
  stayEnded,
  stayStarted,
  stepDownPlanned,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import type { Stay, StayChange } from './domain/index.js';

/** Why something is taken back when nobody says more. */
export const CANCELLED = 'cancelled-by-source';

const TYPE_OF_FACT = {
  start: stayStarted.type,
  end: stayEnded.type,
  plan: stepDownPlanned.type,
} as const;

/** What the others are told about a change of a stay; `reason` is why something is taken back. */
export function toEvent(
  personId: string,
  change: StayChange,
  reason: string = CANCELLED,
): Outgoing {
  switch (change.kind) {
    case 'stay-started':
      return outgoing(
        stayStarted,
        { ...place(personId, change.stay), startedAt: change.stay.startedAt! },
        change.stay.startedAt!,
      );
    case 'stay-ended':
      return outgoing(
        stayEnded,
        {
          ...place(personId, change.stay),
          startedAt: change.stay.startedAt,
          endedAt: change.stay.endedAt!,
          disposition: change.stay.disposition!,
        },
        change.stay.endedAt!,
      );
    case 'step-down-planned':
      return outgoing(stepDownPlanned, {
        ...place(personId, change.stay),
        plannedFor: change.stay.plannedFor!,
      });
    case 'stay-corrected':
      return outgoing(stayCorrected, {
        ...place(personId, change.stay),
        startedAt: change.stay.startedAt,
        endedAt: change.stay.endedAt,
        disposition: change.stay.disposition,
        corrected: [...change.corrected],
      });
    case 'fact-retracted':
      return outgoing(factRetracted, {
        personId,
        retractedEventId: change.eventId,
        retractedType: TYPE_OF_FACT[change.fact],
        stayId: change.stayId,
        reason,
      });
    default:
      return change satisfies never;
  }
}

/** A fact of a person that is no stay, an overdose for one, has not been: the others are told to forget it. */
export const factTakenBack = (
  personId: string,
  { eventId, type }: { readonly eventId: string; readonly type: string },
  reason: string,
): Outgoing =>
  outgoing(factRetracted, {
    personId,
    retractedEventId: eventId,
    retractedType: type,
    stayId: null,
    reason,
  });

const place = (personId: string, { stayId, facility, setting }: Stay) => ({
  personId,
  stayId,
  facility,
  setting,
});
