import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const repeatedReturnToUseWithdrawn = defineEvent({
  context: 'outcomes',
  name: 'repeated-return-to-use-withdrawn',
  version: 1,
  type: 'handrail.outcomes.repeated-return-to-use-withdrawn.v1',
  firesWhen:
    'A report that made a repetition is retracted and the rest does not reach the threshold.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    detectionId: field.id('The detection that falls.'),
    detectedEventId: field.id('The event that announced it.'),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    detectionId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    detectedEventId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c3001',
    reason: 'report-retracted',
  },
});

export type RepeatedReturnToUseWithdrawn = DataOf<typeof repeatedReturnToUseWithdrawn>;
