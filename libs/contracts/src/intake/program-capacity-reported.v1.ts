import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const programCapacityReported = defineEvent({
  context: 'intake',
  name: 'program-capacity-reported',
  version: 1,
  type: 'handrail.intake.program-capacity-reported.v1',
  firesWhen: 'A program reports its places.',
  key: 'programId',
  data: Type.Object({
    programId: field.slug('The program.'),
    trackId: field.nullable(field.slug('The track; null when the program has one track.')),
    capacity: field.count('Places in all.'),
    occupied: field.count('Places taken by anyone, placed by Handrail or not.'),
    asOf: field.time('When this was true.', 'operational'),
  }),
  example: {
    programId: 'harbor-iop',
    trackId: 'evening',
    capacity: 12,
    occupied: 9,
    asOf: '2026-11-02T08:00:00.000Z',
  },
});

export type ProgramCapacityReported = DataOf<typeof programCapacityReported>;
