import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementOffered = defineEvent({
  context: 'scheduling',
  name: 'placement-offered',
  version: 1,
  type: 'handrail.scheduling.placement-offered.v1',
  firesWhen: 'A program that decides for itself is asked to take the person; the place is held.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care.'),
    messageId: field.id('The source message at the root.'),
    expiresAt: field.time('When the offer lapses.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
    expiresAt: '2026-11-08T15:00:00.000Z',
  },
});

export type PlacementOffered = DataOf<typeof placementOffered>;
