import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const deadlineMissed = defineEvent({
  context: 'scheduling',
  name: 'deadline-missed',
  version: 1,
  type: 'handrail.scheduling.deadline-missed.v1',
  firesWhen: 'What is owed to somebody who waits has not been done in time. Once for each clock.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    deadline: field.oneOf(
      ['due48h', 'due14', 'due120', 'state-referral', 'contact'],
      'operational',
      'Interim services, admission (two), the answer of the State, a contact.',
    ),
    dueAt: field.time('When it fell due.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    deadline: 'due14',
    dueAt: '2026-11-21T15:00:00.000Z',
  },
});

export type DeadlineMissed = DataOf<typeof deadlineMissed>;
