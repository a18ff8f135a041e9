import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const factRetracted = defineEvent({
  context: 'intake',
  name: 'fact-retracted',
  version: 1,
  type: 'handrail.intake.fact-retracted.v1',
  firesWhen:
    'A source takes back something it reported; everything that followed from it alone is undone.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    retractedEventId: field.id('The event that is taken back.'),
    retractedType: field.code('Its event type.'),
    stayId: field.nullable(field.id('The stay it was about, if any.')),
    reason: field.code('Why, as a stable code.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    retractedEventId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c3001',
    retractedType: 'handrail.intake.stay-ended.v1',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    reason: 'cancelled-by-source',
  },
});

export type FactRetracted = DataOf<typeof factRetracted>;
