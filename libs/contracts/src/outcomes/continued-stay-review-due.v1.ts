import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const continuedStayReviewDue = defineEvent({
  context: 'outcomes',
  name: 'continued-stay-review-due',
  version: 1,
  type: 'handrail.outcomes.continued-stay-review-due.v1',
  firesWhen: 'A person has been in a level so long that the stay must be reviewed.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    level: field.level('Level of care.'),
    daysInLevel: field.count('Days since it was confirmed.'),
    dueAt: field.time('When the review is due.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    level: 'IOP',
    daysInLevel: 30,
    dueAt: '2026-12-09T15:00:00.000Z',
  },
});

export type ContinuedStayReviewDue = DataOf<typeof continuedStayReviewDue>;
