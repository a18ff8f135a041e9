import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const personsMerged = defineEvent({
  context: 'intake',
  name: 'persons-merged',
  version: 1,
  type: 'handrail.intake.persons-merged.v1',
  firesWhen: 'A source or a reviewer says two persons are one. Published once on each key.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    survivorId: field.id('The person who stays.'),
    retiredId: field.id('The person whose facts move to the survivor.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    survivorId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    retiredId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
  },
});

export type PersonsMerged = DataOf<typeof personsMerged>;
