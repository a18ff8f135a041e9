import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const followUpDue = defineEvent({
  context: 'outcomes',
  name: 'follow-up-due',
  version: 1,
  type: 'handrail.outcomes.follow-up-due.v1',
  firesWhen: 'A discharge starts a follow-up window.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    followUpId: field.id('The window.'),
    stayId: field.id('The stay whose end started it.'),
    windowDays: field.count('Days after the discharge.'),
    dueAt: field.time('End of the window.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    followUpId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    windowDays: 7,
    dueAt: '2026-11-14T15:00:00.000Z',
  },
});

export type FollowUpDue = DataOf<typeof followUpDue>;
