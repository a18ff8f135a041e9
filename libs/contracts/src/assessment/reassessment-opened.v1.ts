import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const reassessmentOpened = defineEvent({
  context: 'assessment',
  name: 'reassessment-opened',
  version: 1,
  type: 'handrail.assessment.reassessment-opened.v1',
  firesWhen: 'A trigger fires and no reassessment of the same crisis is open.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    reassessmentId: field.id('The reassessment.'),
    trigger: field.trigger,
    openedAt: field.time('When it was opened.'),
    dueAt: field.time('When a determination is due.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    trigger: {
      kind: 'detox-completed',
      eventId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c3001',
      messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
      occurredAt: '2026-11-07T15:00:00.000Z',
      evidence: [],
    },
    openedAt: '2026-11-07T15:00:02.000Z',
    dueAt: '2026-11-07T19:00:02.000Z',
  },
});

export type ReassessmentOpened = DataOf<typeof reassessmentOpened>;
