import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const placementArrived = defineEvent({
  context: 'scheduling',
  name: 'placement-arrived',
  version: 1,
  type: 'handrail.scheduling.placement-arrived.v1',
  firesWhen:
    'The person is seen at their place for the first time: by a stay there, or at a session.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    arrivedAt: field.time('When they were seen.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    arrivedAt: '2026-11-09T23:00:00.000Z',
  },
});

export type PlacementArrived = DataOf<typeof placementArrived>;
