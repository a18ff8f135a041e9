import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const placementPaused = defineEvent({
  context: 'scheduling',
  name: 'placement-paused',
  version: 1,
  type: 'handrail.scheduling.placement-paused.v1',
  firesWhen:
    'The person lives in elsewhere meanwhile: the place is kept, its sessions are not held for them.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    since: field.time('Since when the place is kept.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    since: '2026-11-20T15:00:00.000Z',
  },
});

export type PlacementPaused = DataOf<typeof placementPaused>;
