import { OFFER_STATUSES, type OfferStatus, type Transitions } from '@handrail/domain';
import type { PlacementEvent } from './placement-event.js';

/**
 * The life of an offer. It holds a place while it is sent or acknowledged, and never again after that:
 * no row leads back, so a place that is held is freed once. `evolve` asserts every row.
 */
export const offerTransitions: Transitions<OfferStatus, PlacementEvent['kind']> = {
  subject: 'offer',
  states: OFFER_STATUSES,
  ends: ['declined', 'lapsed', 'withdrawn'],
  table: [
    { from: null, event: 'placement-offered', to: 'sent' },
    { from: 'sent', event: 'offer-acknowledged', to: 'acknowledged' },
    // The place it was for has ended and is asked for anew.
    { from: 'accepted', event: 'placement-reinstated', to: 'withdrawn' },
    ...(['sent', 'acknowledged'] as const).flatMap((from) => [
      { from, event: 'placement-confirmed', to: 'accepted' } as const,
      // Another program was the first to accept, or the person has no use for a place any more.
      { from, event: 'placement-confirmed', to: 'withdrawn' } as const,
      { from, event: 'placement-withdrawn', to: 'withdrawn' } as const,
      ...(['offer-closed', 'placement-declined'] as const).flatMap((event) =>
        (['declined', 'lapsed', 'withdrawn'] as const).map((to) => ({ from, event, to })),
      ),
    ]),
  ],
};
