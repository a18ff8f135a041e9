import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const overdoseReported = defineEvent({
  context: 'intake',
  name: 'overdose-reported',
  version: 1,
  type: 'handrail.intake.overdose-reported.v1',
  firesWhen: 'An overdose is reported.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    occurredAt: field.time('When it happened.'),
    facility: field.nullable(field.facility),
    substance: field.nullable(field.code('Substance, when told.', 'clinical')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    occurredAt: '2026-11-10T20:00:00.000Z',
    facility: 'st-mary',
    substance: 'opioid',
  },
});

export type OverdoseReported = DataOf<typeof overdoseReported>;
