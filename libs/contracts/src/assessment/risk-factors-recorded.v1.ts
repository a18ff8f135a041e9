import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const riskFactorsRecorded = defineEvent({
  context: 'assessment',
  name: 'risk-factors-recorded',
  version: 1,
  type: 'handrail.assessment.risk-factors-recorded.v1',
  firesWhen:
    'Somebody who works on a reassessment records whether the person is pregnant or injects drugs.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    reassessmentId: field.id('The reassessment they were recorded for.'),
    recordedAt: field.time('When they were true.'),
    pregnant: field.nullable(field.flag('Pregnant; null when nothing was said.')),
    injecting: field.nullable(field.flag('Injects drugs; null when nothing was said.')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    recordedAt: '2026-11-07T16:00:00.000Z',
    pregnant: true,
    injecting: null,
  },
});

export type RiskFactorsRecorded = DataOf<typeof riskFactorsRecorded>;
