import { deriveId, PLACEMENT_REASONS } from '@handrail/domain';
import { mayBeOffered } from '../../consent/domain/consent-report.js';
import { declineOffer } from './answer-offer.js';
import { evolve } from './evolve.js';
import { openOffers } from './offer.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/**
 * Takes back every offer to a program of another organisation that the person's consents do not cover any
 * more. Asked after every change of a person: the request goes on with its place in line, and the track is asked
 * again as soon as somebody consents.
 */
export function followConsents(person: PersonPlacements, now: string): PlacementEvent[] {
  const events: PlacementEvent[] = [];
  let state = person;
  for (const offerId of uncovered(person, now)) {
    const withdrawal = { offerId, reason: PLACEMENT_REASONS.noConsent, how: 'withdrawn' } as const;
    const newId = (purpose: string) => deriveId(Date.parse(now), offerId, purpose);
    const decision = declineOffer(state, withdrawal, { now, newId });
    if (decision.kind !== 'happened') continue;
    events.push(...decision.events);
    state = evolve(state, decision.events);
  }
  return events;
}

function uncovered({ placements, consents, outside }: PersonPlacements, now: string): string[] {
  const offers = placements.filter(({ status }) => status === 'offered').flatMap(openOffers);
  return offers
    .filter(({ place }) => {
      const organisation = outside.get(place.programId);
      return (
        organisation !== undefined && mayBeOffered(consents, organisation, now).kind === 'denied'
      );
    })
    .map(({ id }) => id);
}
