import type { CareContext } from '@handrail/contracts';
import { happened, ignored, type Decision } from '@handrail/domain';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { holds, type WaitingNote } from '../../../waiting/domain/note.js';
import type { InterimServices } from '../../../waiting/domain/record.js';

/** What a record says that bears on the order of admission. */
export interface NewlyRecorded {
  /** Of the event it came with. */
  readonly id: string;
  readonly context: Pick<CareContext, 'pregnant' | 'injecting'>;
  readonly ratedAt: string;
}

/** Pregnancy and injecting are kept whether or not somebody waits: a request to come counts them, too. */
export function noteFact(
  { waiting }: PersonPlacements,
  { id, context, ratedAt }: NewlyRecorded,
): Decision<PlacementEvent> {
  const { pregnant, injecting } = context;
  if (pregnant === undefined && injecting === undefined) return ignored('nothing-about-priority');
  if (waiting.facts.some((fact) => fact.id === id)) return ignored('fact-known');
  const says = {
    ...(pregnant === undefined ? {} : { pregnant }),
    ...(injecting === undefined ? {} : { injecting }),
  };
  return about({ what: 'fact', fact: { id, at: ratedAt, ...says } });
}

/** A program reports what it gave somebody whom it cannot admit yet. */
export function noteInterim(
  { waiting }: PersonPlacements,
  services: InterimServices,
): Decision<PlacementEvent> {
  return waiting.interim.some(({ id }) => id === services.id)
    ? ignored('interim-services-known')
    : about({ what: 'interim', services });
}

/** A source takes back what it reported: the class, and every clock, is as if it had never been. */
export function takeBackReport(
  { waiting }: PersonPlacements,
  eventId: string,
): Decision<PlacementEvent> {
  return holds(waiting, eventId)
    ? about({ what: 'taken-back', id: eventId })
    : ignored('not-about-a-stay');
}

const about = (note: WaitingNote): Decision<PlacementEvent> =>
  happened<PlacementEvent>({ kind: 'waiting-noted', placementId: null, note });
