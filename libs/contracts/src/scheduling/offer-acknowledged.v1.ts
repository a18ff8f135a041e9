import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const offerAcknowledged = defineEvent({
  context: 'scheduling',
  name: 'offer-acknowledged',
  version: 1,
  type: 'handrail.scheduling.offer-acknowledged.v1',
  firesWhen: 'A program has seen an offer and takes its time to answer; the place is still held.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    offerId: field.id('The offer; the first one of a placement has its id.'),
    acknowledgedAt: field.time('When the program said so.'),
    expiresAt: field.time('When the offer lapses now.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    offerId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7101',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    acknowledgedAt: '2026-11-08T14:40:00.000Z',
    expiresAt: '2026-11-08T18:40:00.000Z',
  },
});

export type OfferAcknowledged = DataOf<typeof offerAcknowledged>;
