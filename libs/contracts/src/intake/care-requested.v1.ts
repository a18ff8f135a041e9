import { Type } from '@sinclair/typebox';
import { REQUESTER_KINDS } from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const careRequested = defineEvent({
  context: 'intake',
  name: 'care-requested',
  version: 1,
  type: 'handrail.intake.care-requested.v1',
  firesWhen:
    'A person, their family, a court, an emergency department or another program asks for care (T0).',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    requestedAt: field.time(
      'When care was asked for; the clocks of the waiting list run from here.',
    ),
    requestedBy: field.oneOf(REQUESTER_KINDS, 'clinical', 'Who asks.'),
    requester: field.nullable(
      field.code('Source profile of the sender that asks and is told what becomes of it.'),
    ),
    level: field.nullable(field.level('Level of care that is asked for; it decides nothing.')),
    context: field.context,
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    requestedAt: '2026-11-07T14:00:00.000Z',
    requestedBy: 'family',
    requester: 'st-mary',
    level: 'IOP',
    context: { housing: 'stable', region: 'boston' },
  },
});

export type CareRequested = DataOf<typeof careRequested>;
