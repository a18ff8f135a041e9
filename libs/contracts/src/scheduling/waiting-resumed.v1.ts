import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const waitingResumed = defineEvent({
  context: 'scheduling',
  name: 'waiting-resumed',
  version: 1,
  type: 'handrail.scheduling.waiting-resumed.v1',
  firesWhen: 'Somebody who waits can come again: the clocks go on.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    resumedAt: field.time('Since when.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    resumedAt: '2026-11-18T15:00:00.000Z',
  },
});

export type WaitingResumed = DataOf<typeof waitingResumed>;
