import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const personRegistered = defineEvent({
  context: 'intake',
  name: 'person-registered',
  version: 1,
  type: 'handrail.intake.person-registered.v1',
  firesWhen: 'A source names a person nobody named before.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
  },
});

export type PersonRegistered = DataOf<typeof personRegistered>;
