import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const placementWaitlisted = defineEvent({
  context: 'scheduling',
  name: 'placement-waitlisted',
  version: 1,
  type: 'handrail.scheduling.placement-waitlisted.v1',
  firesWhen: 'No place is free, or no program fits.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    level: field.level('Level of care waited for.'),
    messageId: field.id('The source message at the root.'),
    waitReason: field.oneOf(['full', 'no-matching-program'], 'operational', 'Why.'),
    priorityClass: Type.Integer({
      minimum: 1,
      maximum: 4,
      description: '1 pregnant injecting, 2 pregnant, 3 injecting, 4 others (45 CFR 96.131).',
      'x-privacy': 'clinical',
    }),
    requestedAt: field.time('When care was asked for.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    level: 'IOP',
    messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
    waitReason: 'full',
    priorityClass: 4,
    requestedAt: '2026-11-07T15:00:00.000Z',
  },
});

export type PlacementWaitlisted = DataOf<typeof placementWaitlisted>;
