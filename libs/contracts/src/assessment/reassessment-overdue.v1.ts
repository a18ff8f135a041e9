import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const reassessmentOverdue = defineEvent({
  context: 'assessment',
  name: 'reassessment-overdue',
  version: 1,
  type: 'handrail.assessment.reassessment-overdue.v1',
  firesWhen: 'The due time of a reassessment passes without a determination.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    reassessmentId: field.id('The reassessment.'),
    dueAt: field.time('When it was due.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    dueAt: '2026-11-07T19:00:02.000Z',
  },
});

export type ReassessmentOverdue = DataOf<typeof reassessmentOverdue>;
