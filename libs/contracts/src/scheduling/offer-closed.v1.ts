import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const offerClosed = defineEvent({
  context: 'scheduling',
  name: 'offer-closed',
  version: 1,
  type: 'handrail.scheduling.offer-closed.v1',
  firesWhen:
    'One of several offers of a placement came to nothing, and its place is free; the placement goes on.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    offerId: field.id('The offer; the first one of a placement has its id.'),
    outcome: field.oneOf(
      ['declined', 'lapsed', 'withdrawn'],
      'operational',
      'Whether it was declined, not answered in time, or taken back.',
    ),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    offerId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7101',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    outcome: 'withdrawn',
    reason: 'accepted-elsewhere',
  },
});

export type OfferClosed = DataOf<typeof offerClosed>;
