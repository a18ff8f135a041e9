import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementDeclined = defineEvent({
  context: 'scheduling',
  name: 'placement-declined',
  version: 1,
  type: 'handrail.scheduling.placement-declined.v1',
  firesWhen: 'A program or the person declines an offer.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care.'),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    reason: 'no-bed-for-this-need',
  },
});

export type PlacementDeclined = DataOf<typeof placementDeclined>;
