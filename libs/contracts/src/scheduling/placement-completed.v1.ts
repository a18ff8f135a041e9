import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementCompleted = defineEvent({
  context: 'scheduling',
  name: 'placement-completed',
  version: 1,
  type: 'handrail.scheduling.placement-completed.v1',
  firesWhen: 'A placement ends.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care.'),
    endReason: field.code('transferred, finished, left, ... as a stable code.', 'clinical'),
    endedAt: field.time('When it ended.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    endReason: 'transferred',
    endedAt: '2026-11-20T15:00:00.000Z',
  },
});

export type PlacementCompleted = DataOf<typeof placementCompleted>;
