import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const followUpMet = defineEvent({
  context: 'outcomes',
  name: 'follow-up-met',
  version: 1,
  type: 'handrail.outcomes.follow-up-met.v1',
  firesWhen: 'Care that counts happens inside a follow-up window.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    followUpId: field.id('The window.'),
    metAt: field.time('When.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    followUpId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    metAt: '2026-11-09T23:00:00.000Z',
  },
});

export type FollowUpMet = DataOf<typeof followUpMet>;
