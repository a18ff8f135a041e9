import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const instrumentResultRecorded = defineEvent({
  context: 'intake',
  name: 'instrument-result-recorded',
  version: 1,
  type: 'handrail.intake.instrument-result-recorded.v1',
  firesWhen:
    'A source reports what another instrument said, such as a level from CONTINUUM or a composite from LOCUS. At least one of the two is there; neither is interpreted.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    assessedAt: field.time('When the instrument was applied.'),
    instrument: field.code('Name of the instrument in lower case.', 'clinical'),
    level: field.nullable(field.code('The level it gave, as it names it.', 'clinical')),
    composite: field.nullable(field.count('The composite score it gave.', 'clinical')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    assessedAt: '2026-11-07T11:00:00.000Z',
    instrument: 'continuum',
    level: '2.1',
    composite: null,
  },
});

export type InstrumentResultRecorded = DataOf<typeof instrumentResultRecorded>;
