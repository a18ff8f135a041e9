import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const reassessmentWithdrawn = defineEvent({
  context: 'assessment',
  name: 'reassessment-withdrawn',
  version: 1,
  type: 'handrail.assessment.reassessment-withdrawn.v1',
  firesWhen: 'No trigger of a reassessment stands any more, or the person died.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    reassessmentId: field.id('The reassessment.'),
    determinationId: field.nullable(field.id('The determination that falls with it, if any.')),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    determinationId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c6001',
    reason: 'trigger-retracted',
  },
});

export type ReassessmentWithdrawn = DataOf<typeof reassessmentWithdrawn>;
