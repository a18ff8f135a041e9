import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const stateReferralDue = defineEvent({
  context: 'scheduling',
  name: 'state-referral-due',
  version: 1,
  type: 'handrail.scheduling.state-referral-due.v1',
  firesWhen:
    'A pregnant woman whom nobody can take has no answer of the State (42 USC 300x-27), and most of the time for it is gone.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    startedAt: field.time('Since when nobody can take her.'),
    dueAt: field.time('By when there should be an answer.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    startedAt: '2026-11-07T15:00:00.000Z',
    dueAt: '2026-11-09T15:00:00.000Z',
  },
});

export type StateReferralDue = DataOf<typeof stateReferralDue>;
