import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementConfirmed = defineEvent({
  context: 'scheduling',
  name: 'placement-confirmed',
  version: 1,
  type: 'handrail.scheduling.placement-confirmed.v1',
  firesWhen: 'The person has a place.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care.'),
    determinationId: field.id('The determination it serves.'),
    messageId: field.id('The source message at the root.'),
    startsOn: field.day('First day, in the program’s time zone.'),
    movedFrom: field.nullable(field.id('The placement this one replaces.')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    determinationId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c6001',
    messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
    startsOn: '2026-11-09',
    movedFrom: null,
  },
});

export type PlacementConfirmed = DataOf<typeof placementConfirmed>;
