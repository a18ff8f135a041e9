import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const waitingPaused = defineEvent({
  context: 'scheduling',
  name: 'waiting-paused',
  version: 1,
  type: 'handrail.scheduling.waiting-paused.v1',
  firesWhen: 'Somebody who waits cannot come for a while: the rank is kept, no clock runs.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    from: field.time('From when.'),
    until: field.nullable(field.time('Until when; null while nobody knows.')),
    reason: field.code('Why, as a code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    from: '2026-11-10T15:00:00.000Z',
    until: '2026-11-24T15:00:00.000Z',
    reason: 'in-hospital',
  },
});

export type WaitingPaused = DataOf<typeof waitingPaused>;
