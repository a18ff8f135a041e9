import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const riskRatingsRecorded = defineEvent({
  context: 'intake',
  name: 'risk-ratings-recorded',
  version: 1,
  type: 'handrail.intake.risk-ratings-recorded.v1',
  firesWhen: 'A clinician or a source records risk per dimension.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    ratedAt: field.time('When the ratings were made.'),
    ratings: field.ratings,
    context: field.context,
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    ratedAt: '2026-11-07T14:00:00.000Z',
    ratings: { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 },
    context: { housing: 'stable', region: 'boston' },
  },
});

export type RiskRatingsRecorded = DataOf<typeof riskRatingsRecorded>;
