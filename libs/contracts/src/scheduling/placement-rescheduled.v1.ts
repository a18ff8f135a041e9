import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { heldPlace } from './held-place.js';

export const placementRescheduled = defineEvent({
  context: 'scheduling',
  name: 'placement-rescheduled',
  version: 1,
  type: 'handrail.scheduling.placement-rescheduled.v1',
  firesWhen:
    'The first day of a place moves, because the discharge before it does or somebody moves it.',
  key: 'personId',
  data: Type.Object({
    ...heldPlace,
    startsOn: field.day('The new first day, in the program’s time zone.'),
    startedOn: field.day('First day until now.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    startsOn: '2026-11-13',
    startedOn: '2026-11-09',
  },
});

export type PlacementRescheduled = DataOf<typeof placementRescheduled>;
