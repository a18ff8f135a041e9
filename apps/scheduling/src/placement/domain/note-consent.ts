import { happened, ignored, type Decision } from '@handrail/domain';
import { withReport, type ConsentReport } from '../../consent/domain/consent-report.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/** A consent was given, changed or revoked: who waits is looked at again, and offers that rest on it end. */
export function noteConsent(
  person: PersonPlacements,
  report: ConsentReport,
): Decision<PlacementEvent> {
  if (person.consents.some(({ eventId }) => eventId === report.eventId))
    return ignored('consent-known');
  const consents = withReport(person.consents, report);
  return happened<PlacementEvent>({ kind: 'consents-known', consents });
}

/** A report of a consent was taken back; null where none was. */
export function takeBackConsent(
  person: PersonPlacements,
  eventId: string,
): Decision<PlacementEvent> | null {
  const consents = person.consents.filter((report) => report.eventId !== eventId);
  if (consents.length === person.consents.length) return null;
  return happened<PlacementEvent>({ kind: 'consents-known', consents });
}

/** A consent has begun or ended by itself: the same is looked at as if somebody had said so. */
export const consentDue = ({ consents }: PersonPlacements): Decision<PlacementEvent> =>
  happened<PlacementEvent>({ kind: 'consents-known', consents: [...consents] });
