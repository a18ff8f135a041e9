import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const interimServicesRecorded = defineEvent({
  context: 'intake',
  name: 'interim-services-recorded',
  version: 1,
  type: 'handrail.intake.interim-services-recorded.v1',
  firesWhen:
    'A program gave interim services to somebody whom it cannot admit yet (45 CFR 96.121).',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    at: field.time('When they were given.'),
    items: Type.Array(
      field.oneOf(
        ['hiv-tb-counselling', 'hiv-tb-referral', 'prenatal'],
        'clinical',
        'A group of services.',
      ),
      { description: 'Groups that were given.', 'x-privacy': 'clinical' },
    ),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    at: '2026-11-08T15:00:00.000Z',
    items: ['hiv-tb-counselling', 'hiv-tb-referral'],
  },
});

export type InterimServicesRecorded = DataOf<typeof interimServicesRecorded>;
