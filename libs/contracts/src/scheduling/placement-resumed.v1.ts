import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const placementResumed = defineEvent({
  context: 'scheduling',
  name: 'placement-resumed',
  version: 1,
  type: 'handrail.scheduling.placement-resumed.v1',
  firesWhen: 'The person no longer lives in elsewhere: sessions go on from the next one.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    resumedAt: field.time('When it was known.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    resumedAt: '2026-11-23T15:00:00.000Z',
  },
});

export type PlacementResumed = DataOf<typeof placementResumed>;
