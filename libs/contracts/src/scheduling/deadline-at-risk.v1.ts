import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const deadlineAtRisk = defineEvent({
  context: 'scheduling',
  name: 'deadline-at-risk',
  version: 1,
  type: 'handrail.scheduling.deadline-at-risk.v1',
  firesWhen: 'A statutory or agreed waiting deadline is three quarters gone.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The waiting placement.'),
    deadline: field.oneOf(['due14', 'due120', 'due48h', 'offer'], 'operational', 'Which deadline.'),
    dueAt: field.time('When it falls due.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    deadline: 'due14',
    dueAt: '2026-11-21T15:00:00.000Z',
  },
});

export type DeadlineAtRisk = DataOf<typeof deadlineAtRisk>;
