import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const capacityChanged = defineEvent({
  context: 'scheduling',
  name: 'capacity-changed',
  version: 1,
  type: 'handrail.scheduling.capacity-changed.v1',
  firesWhen: 'The places of a track change: more, fewer, taken or freed.',
  key: 'programId',
  data: Type.Object({
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care of the program.'),
    capacity: field.count('Places in all.'),
    used: field.count('Confirmed placements.'),
    held: field.count('Open offers.'),
    asOf: field.time('When this was true.', 'operational'),
  }),
  example: {
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    capacity: 12,
    used: 9,
    held: 0,
    asOf: '2026-11-02T08:00:00.000Z',
  },
});

export type CapacityChanged = DataOf<typeof capacityChanged>;
