import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementWithdrawn = defineEvent({
  context: 'scheduling',
  name: 'placement-withdrawn',
  version: 1,
  type: 'handrail.scheduling.placement-withdrawn.v1',
  firesWhen: 'A placement is taken back because its cause fell or a newer one replaced it.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    programId: field.nullable(field.slug('The program that had been chosen.')),
    trackId: field.nullable(field.slug('Its track.')),
    level: field.level('Level of care.'),
    wasConfirmed: Type.Boolean({
      description: 'Whether a confirmed place was given back.',
      'x-privacy': 'clinical',
    }),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    wasConfirmed: true,
    reason: 'reassessment-withdrawn',
  },
});

export type PlacementWithdrawn = DataOf<typeof placementWithdrawn>;
