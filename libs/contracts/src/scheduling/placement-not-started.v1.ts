import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const placementNotStarted = defineEvent({
  context: 'scheduling',
  name: 'placement-not-started',
  version: 1,
  type: 'handrail.scheduling.placement-not-started.v1',
  firesWhen: 'The first day of a place has passed, and nobody has seen the person there.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    startsOn: field.day('First day, in the program’s time zone.'),
    noticedAt: field.time('When it was noticed.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    startsOn: '2026-11-09',
    noticedAt: '2026-11-17T05:00:00.000Z',
  },
});

export type PlacementNotStarted = DataOf<typeof placementNotStarted>;
