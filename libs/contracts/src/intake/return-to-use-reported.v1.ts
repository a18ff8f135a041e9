import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const returnToUseReported = defineEvent({
  context: 'intake',
  name: 'return-to-use-reported',
  version: 1,
  type: 'handrail.intake.return-to-use-reported.v1',
  firesWhen: 'Someone reports that the person used again.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    occurredAt: field.time('When the use happened.'),
    evidence: field.oneOf(
      ['self-report', 'positive-screen', 'clinician', 'overdose', 'family'],
      'clinical',
      'What the report rests on.',
    ),
    substance: field.nullable(field.code('Substance, when told.', 'clinical')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    occurredAt: '2026-11-10T20:00:00.000Z',
    evidence: 'self-report',
    substance: 'alcohol',
  },
});

export type ReturnToUseReported = DataOf<typeof returnToUseReported>;
